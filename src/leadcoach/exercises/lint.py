"""What makes a question harder to answer than it need be, and the check of whole files.

The advice is from domain.md section 8; the exercise runs all the same.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

import tomli

from leadcoach.domain.condition import (
    All,
    AnyOf,
    BadCondition,
    Condition,
    Not,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.exercise import SHOWS, AnyQuestion, Exercise, RecapLine
from leadcoach.domain.facts import ENDS, Finds, Name, Shares
from leadcoach.domain.piping import BadPipe, pipes_in
from leadcoach.domain.question import Choice, Mirror
from leadcoach.domain.text import clean_line, words_in
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, text_of
from leadcoach.errors import Unreadable
from leadcoach.exercises.add import Difference
from leadcoach.exercises.library import Library, content_of, files_in
from leadcoach.exercises.load import Problem, examine, placed
from leadcoach.exercises.validate import KeyPath, Mistake, parts_in, questions_in

MOST_WORDS = 28
MOST_WORDS_OF_A_TEXT = 60
MOST_REQUIRED = 3

_PIPE = re.compile(r"\$\{[^}]*\}")
_WHY = re.compile(r"\W*why\b", re.IGNORECASE)
_STORED = tomli.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CODES: Mapping[str, str] = _STORED["codes"]
"""E: the file cannot be run. W: it can, and a second look is worth it."""
REMEDIES: Mapping[str, str] = _STORED["remedies"]
_SIGNS: Mapping[str, Mapping[str, Any]] = _STORED["signs"]
"""what a question asks for or does, and the signs of it; in English but for the first"""

Advice = tuple[KeyPath, str, str]
"""Where, the code, and what."""


def advice_on(exercise: Exercise) -> list[Mistake]:
    """Return what could be better, by its code."""
    found = [*_of_texts(exercise), *_of_conditions(exercise), *_of_recap(exercise)]
    asked = [*questions_in(exercise)]
    for question, path in asked:
        found += _of_a_question(question, path, exercise.language)
    needed = sum(each.required for each, _ in asked)
    if needed > MOST_REQUIRED:
        found.append((("section",), "W239", f"{needed} questions are required."))
    in_order = sorted(found, key=itemgetter(1))
    return [Mistake(*each, REMEDIES[each[1]]) for each in in_order]


def _of_a_question(
    question: AnyQuestion, path: KeyPath, language: str
) -> Iterator[Advice]:
    words = _PIPE.sub("that", question.text)
    for code, what in _of_words(question, words, is_english=language == "en"):
        yield (*path, "text"), code, f"{question.id}: {what}"
    anchors = getattr(question, "anchors", None)
    ends = {str(getattr(question, key, "")) for key in ("min", "max")}
    is_ticked = getattr(question, "cols", None)
    if anchors is not None and not is_ticked and not ends <= set(anchors):
        what = f"{question.id}: the scale has no words at both ends."
        yield (*path, "anchors"), "W238", what
    if isinstance(question, Mirror) and (question.amended_by or not question.hearts):
        what = f"{question.id}: this is a mirror of the first kind."
        yield (*path, "amended_by"), "W241", what


def _of_words(
    question: AnyQuestion, words: str, *, is_english: bool
) -> Iterator[tuple[str, str]]:
    count, marks = len(words_in(words)), words.count("?")
    if question.asks:
        yield from seen("W222", words)
        if count > MOST_WORDS:
            yield "W231", f"the question has {count} words."
        if marks > 1:
            yield "W233", f"there are {marks} question marks."
    if is_english and question.asks:
        yield from seen("W221", f"{words} {question.help}")
        if _WHY.match(words):
            yield "W234", "it opens with “why”."
    if is_english:
        yield from seen("W235", words)
        yield from seen("W236", words)
        yield from () if question.help else seen("W237", words)


def seen(code: str, words: str) -> Iterator[tuple[str, str]]:
    """Yield a code and what of `words` it speaks of, where there is such a sign."""
    signs = "|".join(_SIGNS[code]["signs"])
    if found := re.search(signs, words, re.IGNORECASE):
        yield code, f"“{found[0]}” {_SIGNS[code]['does']}."


def _of_texts(exercise: Exercise) -> Iterator[Advice]:
    """Yield what is too long to read, holds a template, or could have a hole."""
    texts: list[tuple[str, str, KeyPath]] = [
        (exercise.open, "", ("open",)),
        (exercise.safety, "", ("safety",)),
        (exercise.recap.title, "", ("recap", "title")),
    ]
    asked = set()
    for part, path in parts_in(exercise):
        for key in ("text", "help", "intro", "why"):
            texts.append((getattr(part, key, ""), part.when, (*path, key)))
        if getattr(part, "asks", False):
            asked.add((*path, "text"))
    for text, when, here in texts:
        count = len(words_in(_PIPE.sub("that", text)))
        if count > MOST_WORDS_OF_A_TEXT and here not in asked:
            yield here, "W232", f"this text has {count} words."
        for code, what in () if here in asked else seen("W222", _PIPE.sub("", text)):
            yield here, code, what
        for pipe in pipes_in(text):
            if isinstance(pipe, BadPipe) or pipe.instead:
                continue
            if pipe.name.endswith(_ENDS) and f"{pipe.name} is answered" not in when:
                yield here, "W242", f"“${{{pipe.name}}}” can be empty."


def _of_conditions(exercise: Exercise) -> Iterator[Advice]:
    """Yield what can never be true, and what is true where an answer is missing."""
    for part, path in parts_in(exercise):
        with suppress(BadCondition):  # a problem, which is told as one
            condition = parse_condition(part.when) if part.when else All(())
            if any(isinstance(each, Finds) for each in atoms_in(condition)):
                what = "a mirror finds nothing, so this part is never true."
                yield (*path, "when"), "W240", what
            for shares in _negated(condition, ()):
                a, b = (".".join(name.path) for name in shares)
                what = f"not ({a} has {b}) holds where one of them is open, too."
                yield (*path, "when"), "W243", what


def _negated(condition: Condition, sure: Sequence[Name]) -> Iterator[Shares]:
    """Yield what is negated and can be unanswered; what is `sure` stands beside it."""
    if isinstance(condition, All):
        said = [each for each in condition.parts if not isinstance(each, Not)]
        sure = [*sure, *(name for each in said for name in names_in(each))]
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _negated(part, sure)
    elif isinstance(condition, Not) and isinstance(condition.part, Shares):
        paths = {name.path for name in sure}
        if not {name.path for name in condition.part} <= paths:
            yield condition.part


# The recap

_SHOW_WORDS = ("quote", "table", "card", "rope")
_ENDS = tuple(f".{end}" for end in ENDS)
_LENT = ("lines", "commitments")


def _of_recap(exercise: Exercise) -> Iterator[Advice]:
    known = {each.id: each for each, _ in questions_in(exercise)}
    types = {each.type for each in known.values()}
    for at, line in enumerate(exercise.recap.line):
        asked = [known[name] for name in line.of if name in known]
        here: KeyPath = ("recap", "line", at)
        for what, key in _in_vain(line, types):
            yield (*here, key), "W244", what
        for what in _not_drawn(line, asked):
            yield (*here, "of"), "W244", what
        # Of a list that is not known yet, any may be one.
        is_known = asked and not any(each.source for each in asked)
        keys = ("rows", "choices") if is_known else ()
        ids = {
            name for each in asked for key in keys for name in getattr(each, key, {})
        }
        for label in [each for each in line.labels if is_known and each not in ids]:
            what = f"labels: there is no row or choice “{label}”."
            yield (*here, "labels", label), "W244", what


def _in_vain(line: RecapLine, types: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield why a line shows nothing, and the key that says so."""
    needed = {"commitments": "commitment", "lenses": "mirror"}.get(line.show, "")
    if not line.show and not line.text.strip():
        yield "this line has neither text nor show.", ""
    elif line.show == "message" and not line.text.strip():
        yield "show = “message” needs its words in text.", "show"
    elif needed and needed not in types:
        yield f"show = “{line.show}” needs a question of type {needed}.", "show"
    elif line.show and SHOWS[line.show][1] and not line.of:
        yield f'show = “{line.show}” needs answers, as in of = ["best"].', "show"
    elif line.show == "views" and len(line.of) % 2:
        what = "show = “views” needs as many answers for one view as for the other."
        yield what, "of"


def _not_drawn(line: RecapLine, asked: Sequence[AnyQuestion]) -> Iterator[str]:
    """Yield why nothing is drawn of the answers a line is made of."""
    if line.show not in _SHOW_WORDS:
        for row in [name for name in line.of if name.endswith(_ENDS)]:
            yield f"“{row}” is a row in words; show = “{line.show}” draws none."
    yield from filter(None, (_why_not_drawn(line.show, each) for each in asked))
    stops = [set(each.choices) for each in asked if isinstance(each, Choice)]
    if line.show == "line" and stops and not set.intersection(*stops):
        yield "these choices have no id in common."


def _why_not_drawn(show: str, asked: AnyQuestion) -> str:
    """Return why nothing of an answer to `asked` is drawn; nothing where it is."""
    takes = SHOWS[show][1] if show else ()
    if takes and asked.private:
        return f"“{asked.id}” is private, so nothing of it is shown."
    if takes and asked.type not in takes:
        known = ", ".join(takes) if len(takes) < 5 else "what can be answered"
        kind = f"“{asked.id}” is of type {asked.type}"
        return f"{kind}; show = “{show}” draws only {known}."
    if show == "lines" and getattr(asked, "choices_from", "") not in _LENT:
        return f"“{asked.id}” chooses neither `lines` nor `commitments`."
    if show in ("bar", "grid", "line") and getattr(asked, "cols", None):
        return f"“{asked.id}” is ticked and has no numbers for show = “{show}”."
    return ""


# Whole files

_ROOM = 34
"""columns of a source line that are shown, so that it fits 40 with its rule"""
_MARKED = re.compile(r"“([^”]+)”")
_EXPLAINED = re.compile(r"#.*\b(W\d{3})\b\W*\w")
_OF_A_WORD_PROCESSOR = re.compile(r"(\S) is a quotation mark of")
_CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")


@dataclass(frozen=True)
class CheckedFile:
    """One file, and what was found in it."""

    path: Path
    exercise: Exercise | None
    findings: tuple[Problem, ...]
    explained: int = 0
    """warnings that the author has answered with a comment beside them"""


def check_all(paths: Sequence[Path], library: Library) -> list[CheckedFile]:
    """Return what is found in files and folders, beside what `library` has; or NotFound."""
    earlier = library.own_exercises()
    found = []
    for path in paths:
        is_folder = path.is_dir() and not path.is_symlink()
        for file in files_in(path) if is_folder else [path]:
            try:
                content = content_of(file)
            except Unreadable as refused:
                problem = Problem(1, "E230", refused.message, refused.hint)
                found.append(CheckedFile(file, None, (problem,)))
                continue
            checked = check(content, file, earlier)
            name = checked.exercise.id if checked.exercise else ""
            if library.takes_a_shipped_id(name, content):
                what = f"the id “{name}” belongs to an exercise of leadcoach."
                problem = Problem(1, "E231", what, "Give this one another id.")
                checked = replace(checked, findings=(problem, *checked.findings))
            found.append(checked)
    return found


def check(
    content: bytes, path: Path, earlier: Mapping[str, Exercise] | None = None
) -> CheckedFile:
    """Return what is wrong in `content` and what could be better.

    `earlier` are the author's exercises as they were added, by their ids.
    """
    found = examine(content)
    advice = advice_on(found.exercise) if found.exercise else []
    if found.exercise and earlier and found.exercise.id in earlier:
        known = earlier[found.exercise.id]
        advice += Difference(known, found.exercise).vanished()
    warnings = placed(advice, found.positions)
    return findings_of(content, path, found.exercise, found.problems, warnings)


def findings_of(
    content: bytes,
    path: Path,
    exercise: Exercise | None,
    problems: Sequence[Problem],
    warnings: Sequence[Problem],
) -> CheckedFile:
    """Return what was found in a file, with its lines and without what is explained."""
    try:
        lines = text_of(content, EXERCISE_LIMIT).split("\n")
    except BadToml:  # nothing of it can be shown
        lines = []
    explained = list(map(_EXPLAINED.findall, lines))  # with the code and a reason
    open_ = [
        each
        for each in warnings
        if each.code not in chain(*explained[max(0, each.line - 2) : each.line])
    ]
    found = sorted((*problems, *open_), key=lambda each: each.line)
    findings = tuple(_with_its_line(problem, lines) for problem in found)
    return CheckedFile(path, exercise, findings, len(warnings) - len(open_))


def _with_its_line(problem: Problem, lines: list[str]) -> Problem:
    """Return a problem with the part of its line that it stands in, and where."""
    if not 1 <= problem.line <= len(lines):
        return problem
    line = lines[problem.line - 1].replace("\t", " ")
    what, _, drawn = problem.what.partition("\n")
    at = _at_word(line, what)
    if drawn:  # a caret points into a condition, four columns to the right
        condition, _, pointer = drawn.partition("\n")
        at = line.find(condition.strip())
        at += len(pointer) - 5 if at >= 0 else 0
    indent = len(line) - len(line.lstrip())
    start = at - _ROOM // 2 if at > indent + _ROOM - 12 else indent
    start += len(line[start:]) - len(line[start:].lstrip())
    part = clean_line(line[start : start + _ROOM])
    if not part:
        return problem._replace(what=what)
    opens, ends = (
        "…" if is_cut else ""
        for is_cut in (start > indent, len(line.rstrip()) > start + _ROOM)
    )
    before = clean_line(f"{line[start:at]}^")  # as many columns as on the screen
    caret = len(opens) + len(before) if at >= 0 else 0
    source = f"{opens}{part}{ends}"
    return problem._replace(what=what, source=source, column=at + 1, caret=caret)


def _at_word(line: str, what: str) -> int:
    """Return where in `line` the first thing stands that `what` marks or names."""
    if curly := _OF_A_WORD_PROCESSOR.search(what):
        return line.find(curly[1])
    if hidden := _CODE_POINT.search(what):
        raw = line.find(chr(int(hidden[1], 16)))
        return raw if raw >= 0 else line.lower().find(f"\\u{hidden[1].lower()}")
    places = (line.casefold().find(each.casefold()) for each in _MARKED.findall(what))
    return next((at for at in places if at >= 0), -1)
