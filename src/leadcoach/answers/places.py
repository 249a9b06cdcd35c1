"""Where each answer begins, in a file or mail that has to be read line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from leadcoach.answers.mail import Loose, NumberedLine
from leadcoach.domain.entry import PARTS
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.text import clean_line, nearest

ALIKE = 0.75
"""how near a mistyped id is to the one that is meant"""
_UNSEEN = "\u200b\u2060\ufeff\u00ad"
"""characters that mail programs put around ids, and that nobody sees"""
_PART = r"(?:\.(?:[\w-]{1,40}|[\"“][^\"“”]{1,80}[\"”]))?"
_ID = re.compile(
    rf"(?:[-*•]\s+)?(?P<id>[A-Za-z]\w{{0,39}}{_PART})[\s{_UNSEEN}]*"
    rf"(?P<sign>=|:|–|—|->|→)(?!=)[\s{_UNSEEN}]*(?P<rest>.*)"
)
_ROW = re.compile(r"[\"“](?P<id>[^\"“”]{1,80})[\"”]\s*=\s*(?P<rest>.*)")
_TABLE = re.compile(r"\[\s*([a-z]\w{0,39})\s*\]")
_NUMBER = re.compile(r"(?:[Qq]\.? ?)?(?P<no>\d{1,2})\s*[.):](?:\s+(?P<rest>\S.*)?|$)")
_THREE = re.compile("[\"“”„]{3}|['‘’]{3}")
_HINT = re.compile(r"#(?:\s|$)")
_ONE_LINE = {"short", "scale", "choice", "number", "date", "yesno", "commitment"}
_LABEL = re.compile(r"(?P<id>[A-Za-z]\w{0,39}(?: \w+){0,3})\s*[:=]")
_LEAST = 10
"""letters of a question that are enough to know it by, when all of it stands there"""
_WIDE = 68
"""columns of a hint in the mail form"""
_ENOUGH = 25
"""letters of its beginning that are enough"""
PART_NAMES = {each: each for each in PARTS} | {
    "when": "cue",
    "if": "cue",
    "if or when": "cue",
    "then": "action",
    "then i will": "action",
    "i will": "action",
    "by": "due",
    "by which day": "due",
}
"""what stands before a part of a commitment, and the part it is"""


@dataclass
class AnswerLines:
    """What was given to one question: its lines, until the next begins."""

    key: str
    line: int
    lines: list[NumberedLine] = field(default_factory=list)
    quotes: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a list or table that was begun is not closed yet."""
        opening, last = (
            next((each.text.strip() for each in way if each.text.strip()), "")
            for way in (self.lines, reversed(self.lines))
        )
        closing = {"{": "}", "[": "]"}.get(opening[:1])
        return closing is not None and not last.endswith(closing)

    @property
    def value(self) -> Loose:
        """The words, without the empty lines around them."""
        text = "\n".join(each.text for each in self.lines)
        return Loose(text if self.quotes else text.strip("\n"), self.quotes)


class _Beginning(NamedTuple):
    """A line in which an answer begins."""

    key: str
    rest: str = ""
    """what stands behind it in the same line"""
    said: str = ""
    """the words of the question, when the line repeats them"""
    is_equal: bool = False
    """whether = stands behind its id"""


def plainly(text: str) -> str:
    """Return the words of `text` in small letters, without anything between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


class AnswerFinder:
    """Goes through lines and finds the answers to the questions of an exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self._plan = [each.question for each in exercise.plan if each.question.asks]
        self._ids = [each.id for each in self._plan]
        self._words = {each.id: plainly(_unpiped(each.text)) for each in self._plan}
        self._printed = [
            f" {words} " for each in self._plan for words in _printed(each)
        ]
        self.given: list[AnswerLines] = []
        self.unread: list[tuple[int, str]] = []
        self._now: AnswerLines | None = None
        self._closing = ""
        self._said = ""
        self._hint = ""
        self._width = 0
        self._table = ""
        self._is_numbered = False

    @property
    def has_words(self) -> bool:
        return any(each.value.text.strip() for each in self.given)

    def begins(self, line: str) -> bool:
        """Tell whether an answer begins in a line, by the id of its question."""
        return self._by_id(line.strip()) is not None

    def go_through(self, lines: list[NumberedLine]) -> None:
        # In a mail form numbers with their words say where an answer begins, and
        # nothing else does: a line of an answer can look like much.
        numbered = (self._by_number(each.text.lstrip("> ")) for each in lines)
        hints = (each.text.strip("> \t") for each in lines)
        self._width = max((len(each) for each in hints if _HINT.match(each)), default=0)
        self._is_numbered = sum(bool(each and each.said) for each in numbered) > 1
        waiting = list(lines)
        while waiting:
            self._take(waiting.pop(0))
            if not waiting and self._closing and self._now:
                # Behind quotes that nothing closes may stand the lines of other answers.
                self._closing, lines = "", self._now.lines
                found = (self._is_id(self._by_id(each.text)) for each in lines)
                at = next((at for at, begins in enumerate(found) if begins), len(lines))
                waiting, self._now.lines = lines[at:], lines[:at]

    def _take(self, line: NumberedLine) -> None:
        if self._closing:
            self._take_within(line)
            return
        bare = line.text.strip(f"> \t{_UNSEEN}" if line.is_quoted else None)
        bare = bare.strip(_UNSEEN).strip()
        hint, self._hint = self._hint, ""
        if _HINT.match(bare):
            self._said, self._hint = plainly(bare), bare
        elif not bare:
            self._said = ""
            if self._now:
                self._now.lines.append(line._replace(text=""))
        elif self._said and self._repeats_on(bare):
            self._said += f" {plainly(bare)}"
        elif line.is_quoted:
            self._take_quoted(line, bare)
        elif begun := self._beginning(bare):
            self._begin(line, begun)
        elif self._is_tail(hint, bare):
            if self._now:
                told = f"Is it the end of a hint, or an answer? {bare}"
                self.unread.append((line.number, clean_line(told, 100)))
        else:
            self._said = ""
            self._go_on(line, bare)

    def _is_tail(self, hint: str, bare: str) -> bool:
        """Tell whether a mail program may have broken off a line from a hint above it."""
        whole, first = f"{hint} {bare}", f"{hint} {bare.split()[0]}"
        return bool(hint) and len(first) > self._width and len(whole) <= _WIDE

    def _take_quoted(self, line: NumberedLine, bare: str) -> None:
        """Take a line of the mail that was answered: a question, and no answer."""
        begun = self._beginning(bare)
        self._said = begun.said if begun else ""
        if begun and begun.said:
            self._begin(line, begun._replace(rest=""))
        if begun and begun.rest:
            told = f"It stands behind “>”, so it was not read: {bare}"
            self.unread.append((line.number, clean_line(told, 100)))

    def _take_within(self, line: NumberedLine) -> None:
        """Take a line between three quotes; nothing but three quotes ends it."""
        assert self._now
        ended = _THREE.search(line.text)
        begun = self._by_id(line.text) if ended else None
        if begun and self._is_id(begun) and _THREE.match(begun.rest):
            self._closing = ""  # its own quotes are missing
            self._begin(line, begun)
            return
        text = line.text[: ended.start()] if ended else line.text
        self._now.lines.append(line._replace(text=text))
        if ended:
            self._closing, self._now = "", None
            rest = line.text[ended.end() :].strip()
            if rest and not rest.startswith("#"):
                self.unread.append((line.number, clean_line(rest, 80)))

    def _beginning(self, bare: str) -> _Beginning | None:
        if self._is_numbered:
            found = self._by_number(bare)
            return found if found and found.said else None
        if self._now and self._now.is_open and not self._is_id(self._by_id(bare)):
            return None
        if table := _TABLE.fullmatch(bare):
            self._table = table[1] if table[1] in self._ids else ""
            if self._table or table[1] == "answers":
                return _Beginning("")
        return self._by_id(bare) or self._by_words(bare) or self._by_number(bare)

    def _by_id(self, bare: str) -> _Beginning | None:
        found = _ID.match(bare) or (_ROW.match(bare) if self._table else None)
        if found is None:
            return None
        key, rest = found["id"], found["rest"].strip()
        if self._table:
            return _Beginning(f"{self._table}.{key}", rest)
        base, dot, part = key.partition(".")
        is_exact = base.lower() in self._ids
        is_equal = found["sign"] == "="
        if (
            is_exact
            or is_equal
            or (len(base) > 3 and nearest(base.lower(), self._ids, ALIKE))
        ):
            name = base.lower() + dot + part.strip('"“”')
            return _Beginning(name, rest, is_equal=is_equal)
        return None

    def _is_id(self, begun: _Beginning | None) -> bool:
        """Tell whether an answer begins as in a file: with an id, to the letter, and =."""
        return begun is not None and begun.is_equal and begun.key in self._ids

    def _by_words(self, bare: str) -> _Beginning | None:
        """Find the question whose words a line repeats, perhaps with its answer behind."""
        words = plainly(bare)
        for each in self._plan:
            theirs = self._words[each.id]
            if len(theirs) < _LEAST:
                continue
            if words == theirs or (len(words) >= _ENOUGH and theirs.startswith(words)):
                return _Beginning(each.id, said=words)
            if bare.casefold().startswith(each.text.casefold()):
                rest = bare[len(each.text) :].strip()
                return _Beginning(each.id, rest, theirs)
        return None

    def _by_number(self, bare: str) -> _Beginning | None:
        found = _NUMBER.match(bare)
        at = int(found["no"]) - 1 if found else -1
        if found is None or not 0 <= at < len(self._plan):
            return None
        question, rest = self._plan[at], (found["rest"] or "").strip()
        words, theirs = plainly(rest), self._words[question.id]
        if words and f"{theirs} ".startswith(f"{words} "):
            return _Beginning(question.id, said=words)
        if rest.casefold().startswith(question.text.casefold()):
            return _Beginning(question.id, rest[len(question.text) :].strip(), theirs)
        return _Beginning(question.id, rest) if self._is_next(at) else None

    def _is_next(self, at: int) -> bool:
        """Tell whether a number begins an answer and is none in a list of one's own."""
        if self._now is None:
            return True
        last = next((e.text for e in reversed(self._now.lines) if e.text.strip()), "")
        before = _NUMBER.match(last.strip())
        if before and int(before["no"]) == at:
            return False
        key = self._now.key.partition(".")[0]
        return key not in self._ids or at > self._ids.index(key)

    def _begin(self, line: NumberedLine, begun: _Beginning) -> None:
        self._said = begun.said
        if not begun.key:
            self._now = None
            return
        self._now = AnswerLines(begun.key, line.number)
        self.given.append(self._now)
        opened = _THREE.match(begun.rest)
        if opened is None:
            self._now.lines += [line._replace(text=begun.rest)] if begun.rest else []
            return
        self._now.quotes = self._closing = opened[0]
        if rest := begun.rest[3:]:
            self._take_within(line._replace(text=rest))

    def _repeats_on(self, bare: str) -> bool:
        """Tell whether a line goes on with what a form printed in the line above."""
        tail = " ".join(self._said.split()[-3:])
        goes_on = f" {tail} {plainly(bare)} "
        return any(goes_on in each for each in self._printed)

    def _go_on(self, line: NumberedLine, bare: str) -> None:
        if self._now and self._is_of_another(self._now, bare):
            self._now = None
        if self._now:
            self._now.lines.append(line)
        else:
            self.unread.append((line.number, clean_line(bare, 80)))

    def _is_of_another(self, now: AnswerLines, bare: str) -> bool:
        """Tell whether a line is `mood: fine` behind an answer that takes one line."""
        label = _LABEL.match(bare)
        is_filled = any(each.text.strip() for each in now.lines)
        if label is None or not is_filled or now.is_open or self._is_numbered:
            return False
        kinds = {each.id: each.type for each in self._plan}
        kind = kinds.get(now.key, "")
        if kind == "commitment" and plainly(label["id"]) in PART_NAMES:
            return False
        return kind in _ONE_LINE


def _printed(question: AnyQuestion) -> Iterator[str]:
    """Yield the words that a form prints of a question, where a mail can break them."""
    yield plainly(_unpiped(question.text))
    yield plainly(_unpiped(question.help))
    yield plainly(getattr(question, "ends", str)())
    for key in ("choices", "rows", "cols"):
        yield plainly(" ".join(getattr(question, key, {}).values()))


def _unpiped(text: str) -> str:
    """Return words without ${…}, which stands for an answer."""
    return re.sub(r"\$\{[^}]*\}", " ", text)
