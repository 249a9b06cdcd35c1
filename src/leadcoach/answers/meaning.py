"""Each answer as its question allows."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from os.path import commonprefix
from typing import Any

from leadcoach.answers.mail import (
    Loose,
    bare,
    few,
    is_broken,
    list_in,
    parts_of,
    table_in,
    without_sign,
)
from leadcoach.answers.places import ALIKE, PART_NAMES, plainly
from leadcoach.domain.dates import MONTHS
from leadcoach.domain.entry import PARTS, Value
from leadcoach.domain.exercise import AnyQuestion, Exercise, PlannedQuestion
from leadcoach.domain.passages import Sentence, texts_in
from leadcoach.domain.question import (
    Choice,
    Lines,
    Long,
    Multi,
    Pick,
    Short,
    known_parts,
    named,
)
from leadcoach.domain.rating import Committing, Day, Matrix, Scale, YesNo
from leadcoach.domain.session import Session
from leadcoach.domain.text import clean_line, nearest, whole_number
from leadcoach.errors import NotAnAnswer

_BETWEEN = re.compile(r" ?(?::|=|–|—|\t| - ) ?")
_RATED = re.compile(
    r"(?P<no>[-−]?\d{1,3})(?:\s*(?:/|of|out of|von)\s*(?P<most>\d{1,3}))?"
    r"(?=$|\s|[,;:()–—]|[.](?!\d))(?P<rest>\D*)"
)
_COUNTED = re.compile(r"(?P<no>[-+]?\d{1,15}(?:[.,]\d{1,6})?)(?![.,]?\d)\D*")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}[.,]\d{3}(?!\d)")
_SAID = re.compile(r"(?P<no>\w+)(?=\s*(?:$|[,.;:()–—-]))(?P<rest>\D*)")
_STROKES = re.compile(r"(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-]\d{4}")
_IF_THEN = re.compile(
    r"(?is)(?:if|when|whenever)\s+(.{2,200}?)[,;]\s*(?:then\s+)?I(?:\s+will|['’]ll)\s+(.+)"
)
_NAMED_PART = re.compile(
    r"(?:^|\s/\s|\n)\s*[-*•]?\s*([A-Za-z][\w ]{0,20}?)\s*[:=…]+\s*"
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine", "ten")  # fmt: skip
_YES_NO = {"true": "yes", "false": "no", "yep": "yes", "nope": "no"}
_LONGEST = 10_000
"""letters of an answer that is no words of one's own"""
_LONGEST_ROW = 400
_ANY_WORDS = Long(id="any", type="long", text="")


class Meaning:
    """Takes what was given to questions, and finds out what it means."""

    def __init__(self, exercise: Exercise, today: dt.date, changed: list[str]) -> None:
        self._exercise = exercise
        self._session = Session(exercise, today)
        self._changed = changed
        self._given: dict[str, tuple[Any, int]] = {}
        self._line = 0
        self._name = ""
        self.unread: list[tuple[int, str]] = []

    def take(self, key: str, value: object, line: int = 0) -> None:
        """Take what was given to the question `key`, or to a row or item of it."""
        if value in ("", [], {}) or (
            isinstance(value, Loose) and not str(value).strip()
        ):
            return
        base, dot, part = key.partition(".")
        self._line = line
        name = self._known(base)
        before, _ = self._given.get(name, ({}, 0))
        if not name:
            self._miss(f"There is no question “{clean_line(base, 40)}”: {few(value)}")
        elif dot and isinstance(before, dict) and part not in before:
            self._given[name] = {**before, part: value}, line
        elif name in self._given:
            if before != value:
                told = f"{name} is answered twice; the first is taken."
                self._miss(f"{told} The second: {few(value)}")
        else:
            self._given[name] = value, line

    def _known(self, base: str) -> str:
        """Return the id that is meant, or nothing."""
        asked = [each.question.id for each in self._exercise.plan if each.question.asks]
        name = self._exercise.renamed.get(base, base)
        if name not in asked:
            free = [each for each in asked if each not in self._given]
            name = nearest(base, free, ALIKE)
            if nearest(base, (each for each in free if each != name), ALIKE):
                name = ""  # it is like two
        if name and name != base:
            self._changed.append(f"{clean_line(base, 40)} was read as {name}")
        return name

    def _miss(self, told: str) -> None:
        self.unread.append((self._line, clean_line(told)))

    @contextmanager
    def _telling(self, said: object) -> Iterator[None]:
        """Tell what is no answer, and go on."""
        try:
            yield
        except NotAnAnswer as problem:
            told = f"{self._name}: {problem.message} {problem.hint}".strip()
            self._miss(f"{told} It says: {few(said)}")

    def answers(self) -> dict[str, Value]:
        """Return the answers by the ids of their questions, in the order of these."""
        found: dict[str, Value] = {}
        for planned in self._exercise.plan:
            self._name = planned.question.id
            if self._name in self._given:
                value, self._line = self._given[self._name]
                with self._telling(value):
                    found[self._name] = self._meant(planned, value, found)
        return found

    def _meant(
        self,
        planned: PlannedQuestion,
        value: Any,  # noqa: ANN401
        before: dict[str, Value],
    ) -> Value:
        question = self._bound(planned.question, before)
        each_of = planned.section.for_each
        if not each_of:
            return self._read(question, value)
        given = table_in(value)
        if not given:
            raise NotAnAnswer("It is asked for each item; which one is meant?")
        items = self._session.items(each_of, before)
        found: dict[str, Value] = {}
        for item, said in given.items():
            with self._telling(f"{item}: {said}"):
                name = self._one(items, item) if items else str(item)
                found[name] = self._read(question, said)
        if not found:
            raise NotAnAnswer("None of it was understood.")
        return found

    def _bound(self, question: AnyQuestion, before: dict[str, Value]) -> AnyQuestion:
        """Return the question with what it takes from other answers, and its day."""
        if isinstance(question, (Matrix, Choice, Multi)) and question.source:
            return question.with_items(self._session.items(question.source, before))
        if isinstance(question, Sentence):
            return question.with_texts(texts_in(question.from_, before))
        if isinstance(question, (Committing, Day)):
            return question.changed(today=self._session.today)
        return question

    def _read(self, question: AnyQuestion, value: Any) -> Value:  # noqa: ANN401
        if not isinstance(value, Loose):
            with suppress(NotAnAnswer):
                return _accepted(question, value)
        if isinstance(question, (Long, Short, Pick)):
            words = value if isinstance(value, Loose) else Loose(str(value), quotes="'")
            kind = _ANY_WORDS if isinstance(question, Pick) else question
            return kind.accept(words.words(self._changed))
        if not isinstance(value, str | Loose):
            return self._read_kind(question, value)
        if len(str(value)) > _LONGEST:
            raise NotAnAnswer("It is too long for this question.")
        text = bare(str(value))
        held = table_in(text) or list_in(text)
        if not held and is_broken(text):
            told = f"{self._name}: its brackets or quotation marks are not whole"
            self._changed.append(f"{told}: {few(text)}")
        return self._read_kind(question, held or text)

    def _read_kind(self, question: AnyQuestion, said: Any) -> Value:  # noqa: ANN401
        if isinstance(question, Matrix):
            return self._grid(question, said)
        if isinstance(question, Committing):
            return self._promise(question, said)
        if isinstance(question, Multi | Lines):
            parts = said if isinstance(said, list) else parts_of(str(said))
            return self._several(question, said, parts)
        if isinstance(question, Choice):
            return self._one(question.choices, said)
        if isinstance(question, Sentence):
            return self._sentence(question, said)
        return self._told(question, str(said))

    def _sentence(self, question: Sentence, said: Any) -> Value:  # noqa: ANN401
        with suppress(NotAnAnswer):
            return _accepted(question, said)
        for each in question.offered.values():
            if plainly(each.text) == plainly(str(said)):
                told = f"“{few(said)}” was read as {few(each.text)}"
                self._changed.append(f"{self._name}: {told}")
                return each.text
        raise NotAnAnswer("This is not one of the sentences of the answers before it.")

    def _told(self, question: AnyQuestion, text: str) -> Value:
        """Return a number, a day, yes or no; tell where it was not written plainly."""
        value = question.accept(_plain(question, text))
        shown = question.shown(value)
        if text not in (shown, str(value)):
            self._changed.append(f"{self._name}: “{few(text)}” was read as {shown}")
        return value

    def _one(self, choices: Mapping[str, str], said: object) -> str:
        """Return the one choice that is meant; tell it where it was not written so."""
        text = bare(str(said)) if isinstance(said, str | Loose) else said
        if not choices:  # nobody knows here which there were
            return str(text)
        try:
            return named(choices, text)
        except NotAnAnswer:
            found = _closest(choices, str(text))
            if not found:
                raise
        if plainly(choices[found]) != plainly(str(text)):
            self._changed.append(
                f"{self._name}: “{few(text)}” was read as “{few(choices[found])}”"
            )
        return found

    def _several(self, question: Multi | Lines, said: Any, parts: list[Any]) -> Value:  # noqa: ANN401
        if isinstance(question, Lines):
            return question.accept(parts)
        choices = question.choices
        if not choices:  # nobody knows here which there were
            return tuple(map(str, parts))
        if isinstance(said, str):
            parts = _chosen_in(choices, said)
        if len(parts) == 1:
            return question.accept([self._one(choices, parts[0])])
        found = []
        for each in parts:
            with self._telling(each):
                found.append(self._one(choices, each))
        if not found:
            raise NotAnAnswer("None of it is one of the choices.")
        return question.accept(found)

    def _grid(self, question: Matrix, said: Any) -> Value:  # noqa: ANN401
        pairs = said.items() if isinstance(said, dict) else self._pairs(question, said)
        cells: dict[str, Value] = {}
        for row, cell in pairs:
            with self._telling(f"{row}: {cell}"):
                name, value = self._cell(question, row, cell)
                if cells.setdefault(name, value) != value:
                    self._miss(f"{self._name}: “{few(row)}” stands there twice.")
        if not cells:
            raise NotAnAnswer("None of its rows was understood.")
        return question.accept(cells) if question.rows else cells

    def _cell(self, question: Matrix, row: object, cell: Any) -> Any:  # noqa: ANN401
        name = self._one(question.rows, row) if question.rows else bare(str(row))
        if question.cols:
            return name, self._one(question.cols, cell)
        text = bare(str(cell))
        value = question.rating(_rating(question, text))
        if text != str(value):
            self._changed.append(f"{self._name}: “{few(text)}” was read as {value}")
        return name, value

    def _pairs(self, question: Matrix, text: str) -> list[tuple[str, str]]:
        """Return rows with their cells, which stand in lines or between commas."""
        pieces = re.split(r"\n+" if "\n" in text else ";", text.strip("{}"))
        if len(pieces) == 1:
            pieces = re.split(r",(?=[^,:=]+[:=])", pieces[0])
        found = []
        names = {plainly(name) for row in question.rows.items() for name in row}
        for piece in filter(str.strip, pieces):
            line = without_sign(piece).strip(" ,\t")
            if len(line) > _LONGEST_ROW:
                line = ""
            cuts = [
                (line[: m.start()], line[m.end() :]) for m in _BETWEEN.finditer(line)
            ]
            exact = [each for each in cuts if plainly(each[0]) in names]
            alike = [each for each in cuts if _closest(question.rows, bare(each[0]))]
            for row, cell in (exact or alike or cuts)[-1:]:
                found.append((bare(row), bare(cell)))
            if not cuts:
                self._miss(f"{self._name}: {few(piece)}")
        return found

    def _promise(self, question: Committing, said: Any) -> Value:  # noqa: ANN401
        given = said if isinstance(said, dict) else _promised(str(said))
        kept: dict[str, Value] = {}
        for part, each in given.items():
            name = PART_NAMES.get(plainly(str(part)), str(part))
            text = bare(str(each)) if isinstance(each, Loose) else each
            with self._telling(f"{part}: {text}"):
                if name == "due" and isinstance(text, str):
                    text = _day(text)
                known_parts({name: text}, PARTS, "A commitment has no part", "")
                kept[name] = question.part(name, text)
        return question.accept(kept)


def _accepted(question: AnyQuestion, value: Any) -> Value:  # noqa: ANN401
    """Return the answer that a right file holds; NotAnAnswer where it is none so."""
    if isinstance(question, Sentence):  # where its answer is not there, as it stands
        is_known = bool(question.offered)
        return question.shown(question.accept(value)) if is_known else str(value)
    if getattr(question, "rows", getattr(question, "choices", True)) == {}:
        raise NotAnAnswer("Nobody knows here which there were.")
    return question.accept(value)


def _closest(choices: Mapping[str, str], text: str) -> str:
    """Return the one choice that `text` means, or nothing."""
    bare, small = plainly(text), text.casefold().strip()
    found: list[list[str]] = [[], [], [], []]  # the likeliest way first
    for key, words in choices.items() if bare else ():
        plain, low = plainly(words), words.casefold()
        behind = small.removeprefix(low).lstrip(" ")[:1]
        is_whole = small.startswith(low) and not behind.isalnum()
        ways = (
            bare in (plainly(key), plain),
            small.startswith(key) and plain == plainly(small[len(key) :]),
            is_whole or (len(bare) > 3 and plain.startswith(bare)),
            _is_one_typo(bare, plain),
        )
        for keys in (keys for keys, way in zip(found, ways, strict=True) if way):
            keys.append(key)
    best = next(filter(None, found), [])
    return best[0] if len(best) == 1 else ""


def _is_one_typo(one: str, other: str) -> bool:
    """Tell whether two words differ in one letter, or in two that stand the other way."""
    digits = re.compile(r"\d").findall
    if min(len(one), len(other)) < 4 or digits(one) != digits(other):
        return False
    same = len(commonprefix([one, other]))
    one, other = one[same:], other[same:]
    end = len(commonprefix([one[::-1], other[::-1]]))
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _chosen_in(choices: Mapping[str, str], text: str) -> list[str]:
    """Return what names one choice each: all of it, lines, or what is between commas."""
    if named := _labels_in(choices, text):
        return named
    found = []
    for line in map(without_sign, text.split("\n")):
        pieces = parts_of(line)
        is_one = _closest(choices, line) and not any(
            _closest(choices, each) for each in pieces[1:]
        )
        found += _labels_in(choices, line) or ([line] if is_one else pieces)
    return found


def _labels_in(choices: Mapping[str, str], text: str) -> list[str]:
    """Return the choices named one after the other, the longest first.

    Their words can hold commas. Where there is more than choices, it is none of them.
    """
    names = [(plainly(n).split(), key) for key, w in choices.items() for n in (w, key)]
    names.sort(key=lambda each: -len(each[0]))
    left, found = plainly(text).split(), []
    while left:
        hit = next(((w, key) for w, key in names if w and left[: len(w)] == w), None)
        if hit is None and left[0] != "and":
            return []
        found += [hit[1]] if hit else []
        left = left[len(hit[0]) if hit else 1 :]
    return found


def _plain(question: AnyQuestion, text: str) -> object:
    """Return what a person wrote as a file has it: `4` for “4, mostly”."""
    if isinstance(question, Scale):
        return _rating(question, text)
    if isinstance(question, Day):
        return _day(text)
    if isinstance(question, YesNo):
        found = _SAID.match(text.casefold())
        is_both = found and {"yes", "no"} & set(plainly(found["rest"]).split())
        return _YES_NO.get(found["no"], found["no"]) if found and not is_both else text
    counted = _COUNTED.fullmatch(text)
    return counted["no"] if counted and not _THOUSANDS.match(text) else text


def _rating(question: Scale | Matrix, text: str) -> object:
    """Return the number that is meant, or `text` where none is, or more than one."""
    words = {plainly(each): int(number) for number, each in question.anchors.items()}
    if (meant := words.get(plainly(text))) is not None:
        return meant
    found = _RATED.fullmatch(text) or _SAID.fullmatch(text)
    if found is None or set(_NUMBERS) & set(plainly(found["rest"]).split()):
        return text
    most = found.groupdict().get("most")
    if most and int(most) != question.max:
        raise NotAnAnswer(f"The scale goes to {question.max}, not to {most}.")
    said = found["no"].casefold().replace("−", "-")
    number = _NUMBERS.index(said) if said in _NUMBERS else whole_number(said)
    is_another = words.get(plainly(found["rest"]), number) != number
    return text if number is None or is_another else number


def _day(text: str) -> object:
    found = _STROKES.fullmatch(text.strip())
    if found and int(found[1]) != int(found[2]):
        one, two = int(found[1]), int(found[2])
        ways = f"{one} {MONTHS[two - 1]} or {two} {MONTHS[one - 1]}"
        raise NotAnAnswer(f"Is that {ways}?", "Write it as 2026-12-31.")
    return text


def _promised(text: str) -> dict[str, str]:
    if is_broken(text):
        raise NotAnAnswer("Its brackets or quotation marks are not whole.")
    parts: dict[str, str] = {}
    names = [m for m in _NAMED_PART.finditer(text) if plainly(m[1]) in PART_NAMES]
    for at, each in enumerate(names):
        end = names[at + 1].start() if at + 1 < len(names) else len(text)
        parts[PART_NAMES[plainly(each[1])]] = bare(text[each.end() : end])
    if "action" in parts and not text[: names[0].start()].strip():
        return parts
    if found := _IF_THEN.fullmatch(text):
        return {"cue": found[1].strip(), "action": found[2].strip()}
    return {"action": re.sub(r"\s*\n\s*", " ", text)}
