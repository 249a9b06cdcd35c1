"""What makes a question harder to answer than it need be, and the check of whole files.

The advice is from domain.md section 8; the exercise runs all the same.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from leadcoach.domain.atoms import Finds, Name, Shares
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
from leadcoach.domain.facts import ENDS
from leadcoach.domain.piping import BadPipe, pipes_in
from leadcoach.domain.question import Choice, Mirror
from leadcoach.domain.text import clean_line, words_in
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, text_of
from leadcoach.errors import Unreadable
from leadcoach.exercises.conditions import KeyPath, Mistake
from leadcoach.exercises.library import content_of, files_in
from leadcoach.exercises.load import Problem, examine, placed
from leadcoach.exercises.validate import parts_in, questions_in
from leadcoach.exercises.version import Difference

MOST_WORDS = 28
MOST_WORDS_OF_A_TEXT = 60
MOST_REQUIRED = 3

_SHOW_WORDS = ("quote", "table", "card", "rope")
_ENDS = tuple(f".{end}" for end in ENDS)
_PIPE = re.compile(r"\$\{[^}]*\}")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|<%|\{\w*[.\[]|\{\d*\}|%\(\w+\)s")
_WHY = re.compile(r"\W*why\b", re.IGNORECASE)
# What a question asks for, in English.
_SECRET = re.compile(
    r"\b(passwords?|passphrases?|pass ?codes?|pin(?: code| number)?|cvv|seed phrase"
    r"|(?:credit|debit|bank) card|(?:account|card|social security|passport) numbers?"
    r"|private key|api key|one-time code)\b",
    re.IGNORECASE,
)
_PRESSING = re.compile(
    r"\b(should|ought|must|have you considered|(?:^|(?<=[.?!] ))have you tried"
    r"|don['’]t you|always|never|obviously|just(?! now))\b",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"\b(toxic|healthy|unhealthy|(?:good|bad|great|weak|strong|true|real) leaders?)\b",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(stakeholders?|mobili[sz]\w+|capacit(?:y|ies)|leverag\w+|synerg\w+|bandwidth"
    r"|align(?:ed|ment)|empower\w*|paradigms?|deliverables?|kpis?|onboard\w*)\b",
    re.IGNORECASE,
)
REMEDIES = {
    "W221": "Ask for nothing that opens a door; answers are plain text in a file.",
    "W222": "There are no templates. ${id} puts in an answer.",
    "W231": f"Say it in at most {MOST_WORDS}, or move a part into help.",
    "W232": f"At most {MOST_WORDS_OF_A_TEXT} are read on a screen.",
    "W233": "Ask one thing; a second one can be a follow-up.",
    "W234": "What, how, who or when asks for a moment.",
    "W235": "Leave it out: the person decides.",
    "W236": "Ask for what was said or done.",
    "W237": "Say it plainly, or explain it in help.",
    "W238": 'For example: anchors = { 1 = "not at all", 5 = "fully" }.',
    "W239": f"Keep at most {MOST_REQUIRED}; all others can be left open.",
    "W240": "Ask: a multi, which the mirror's `about` names, says what is hard.",
    "W241": "A `sentence` question lets people pick; the mirror's `hearts` names it.",
    "W242": "Add words for that after `|or`: ${rate.lowest|or the one you choose}.",
    "W243": "Ask of both that they are answered: a is answered and not (a has b).",
    "W244": "KEYS.md, at [[recap.line]], says what each show takes.",
}


Advice = tuple[KeyPath, str, str]
"""Where, the code, and what."""


def advice_on(exercise: Exercise) -> list[Mistake]:
    """Return what could be better, by its code."""
    found = [
        *_of_texts(exercise),
        *_of_mirrors(exercise),
        *_of_rows(exercise),
        *_of_negations(exercise),
    ]
    found += _of_recap(exercise)
    for question, path in questions_in(exercise):
        found += _of_a_question(question, path, exercise.language)
    needed = [each for each, _ in questions_in(exercise) if each.required]
    if len(needed) > MOST_REQUIRED:
        found.append((("section",), "W239", f"{len(needed)} questions are required."))
    in_order = sorted(found, key=lambda each: each[1])
    return [Mistake(*each, REMEDIES[each[1]]) for each in in_order]


def _of_a_question(
    question: AnyQuestion, path: KeyPath, language: str
) -> Iterator[Advice]:
    words = _PIPE.sub("that", question.text)
    said = [*_of_what_is_asked(words)] if question.asks else []
    if language == "en":
        said += _of_english(question, words)
    for code, what in said:
        yield (*path, "text"), code, f"{question.id}: {what}"
    if _has_a_bare_scale(question):
        what = f"{question.id}: the scale has no words at both ends."
        yield (*path, "anchors"), "W238", what


def _of_what_is_asked(words: str) -> Iterator[tuple[str, str]]:
    yield from _seen(_TEMPLATE, words, "W222", "is shown as it stands")
    count = len(words_in(words))
    if count > MOST_WORDS:
        yield "W231", f"the question has {count} words."
    if words.count("?") > 1:
        yield "W233", f"there are {words.count('?')} question marks."


def _of_english(question: AnyQuestion, words: str) -> Iterator[tuple[str, str]]:
    if question.asks:
        both = f"{words} {question.help}"
        yield from _seen(_SECRET, both, "W221", "asks for a secret")
        if _WHY.match(words):
            yield "W234", "it opens with “why”."
    yield from _seen(_PRESSING, words, "W235", "presses")
    yield from _seen(_JUDGING, words, "W236", "already judges")
    if not question.help:
        does = "is a word of the trade, and there is no help"
        yield from _seen(_TRADE, words, "W237", does)


def _seen(
    sign: re.Pattern[str], words: str, code: str, does: str
) -> Iterator[tuple[str, str]]:
    found = sign.search(words)
    if found:
        yield code, f"“{found[0]}” {does}."


def _has_a_bare_scale(question: AnyQuestion) -> bool:
    """Tell whether it is rated by number and an end of the line has no words."""
    anchors = getattr(question, "anchors", None)
    if anchors is None or getattr(question, "cols", None):
        return False
    ends = {str(getattr(question, "min", "")), str(getattr(question, "max", ""))}
    return not ends <= set(anchors)


def _of_texts(exercise: Exercise) -> Iterator[Advice]:
    for text, path in _texts(exercise):
        words = len(words_in(_PIPE.sub("that", text)))
        if words > MOST_WORDS_OF_A_TEXT:
            yield path, "W232", f"this text has {words} words."
        bare = _PIPE.sub("", text)
        for code, what in _seen(_TEMPLATE, bare, "W222", "is shown as it stands"):
            yield path, code, what


def _texts(exercise: Exercise) -> Iterator[tuple[str, KeyPath]]:
    """Yield the texts that are read and not answered."""
    yield exercise.open, ("open",)
    yield exercise.safety, ("safety",)
    for at, section in enumerate(exercise.section):
        yield section.intro, ("section", at, "intro")
    for question, path in questions_in(exercise):
        yield question.help, (*path, "help")
        if not question.asks:
            yield question.text, (*path, "text")
    for at, line in enumerate(exercise.recap.line):
        yield line.text, ("recap", "line", at, "text")


def _of_mirrors(exercise: Exercise) -> Iterator[Advice]:
    """Yield what a mirror of today does otherwise than the first one did."""
    for when, path in _conditions(exercise):
        if "mirror" in when and _asks_what_is_found(when):
            yield path, "W240", "a mirror finds nothing, so this part is never true."
    for question, path in questions_in(exercise):
        if isinstance(question, Mirror) and question.amended_by:
            taken = f"“{question.amended_by}” takes the place of what it shows."
            yield (*path, "amended_by"), "W241", f"{question.id}: {taken}"
        elif isinstance(question, Mirror) and not question.hearts:
            what = f"{question.id}: no sentences are picked for this mirror."
            yield path, "W241", what


def _of_rows(exercise: Exercise) -> Iterator[Advice]:
    """Yield texts that would have a hole where no row is the lowest or the highest."""
    texts: list[tuple[str, str, KeyPath]]
    texts = [(exercise.recap.title, "", ("recap", "title"))]
    texts += [
        (getattr(part, key, ""), part.when, (*path, key))
        for part, path in parts_in(exercise)
        for key in ("text", "help", "intro", "why")
    ]
    for text, when, here in texts:
        for pipe in pipes_in(text):
            row = "" if isinstance(pipe, BadPipe) else pipe.name
            has_words = "|or" in text[pipe.at :].partition("}")[0]
            is_sure = has_words or f"{row} is answered" in when
            if row.endswith(_ENDS) and not is_sure:
                yield here, "W242", f"“${{{row}}}” can be empty."


def _of_negations(exercise: Exercise) -> Iterator[Advice]:
    for when, path in _conditions(exercise):
        with suppress(BadCondition):  # a problem, which is told as one
            for shares in _negated(parse_condition(when), ()) if when else ():
                a, b = (".".join(name.path) for name in shares.names())
                what = f"not ({a} has {b}) holds where one of them is open, too."
                yield path, "W243", what


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
        if not {name.path for name in condition.part.names()} <= paths:
            yield condition.part


def _asks_what_is_found(when: str) -> bool:
    with suppress(BadCondition):  # a problem, which is told as one
        return any(isinstance(atom, Finds) for atom in atoms_in(parse_condition(when)))
    return False


def _conditions(exercise: Exercise) -> Iterator[tuple[str, KeyPath]]:
    for at, section in enumerate(exercise.section):
        yield section.when, ("section", at, "when")
    for question, path in questions_in(exercise):
        yield question.when, (*path, "when")
    for at, line in enumerate(exercise.recap.line):
        yield line.when, ("recap", "line", at, "when")
    for at, following in enumerate(exercise.next):
        yield following.when, ("next", at, "when")


def _of_recap(exercise: Exercise) -> Iterator[Advice]:
    """Yield where a line of the recap draws nothing, whatever is answered."""
    known = {each.id: each for each, _ in questions_in(exercise)}
    types = {each.type for each in known.values()}
    for at, line in enumerate(exercise.recap.line):
        path: KeyPath = ("recap", "line", at)
        for what, key in _in_vain(line, types):
            yield (*path, key), "W244", what
        for row in [name for name in line.of if name.endswith(_ENDS)]:
            if line.show not in _SHOW_WORDS:
                what = f"“{row}” is a row in words; show = “{line.show}” draws none."
                yield (*path, "of"), "W244", what
        asked = [known[name] for name in line.of if name in known]
        for each in asked:
            if what := _not_drawn(line.show, each):
                yield (*path, "of"), "W244", what
        stops = [set(each.choices) for each in asked if isinstance(each, Choice)]
        if line.show == "line" and stops and not set.intersection(*stops):
            yield (*path, "of"), "W244", "these choices have no id in common."
        for label in _unused_labels(line, asked):
            what = f"labels: there is no row or choice “{label}”."
            yield (*path, "labels", label), "W244", what


def _unused_labels(line: RecapLine, asked: Sequence[AnyQuestion]) -> list[str]:
    """Return the labels of nothing; of a list that is not known yet any may be one."""
    if not asked or any(each.source for each in asked):
        return []
    parts = [getattr(each, key, {}) for each in asked for key in ("rows", "choices")]
    return [label for label in line.labels if not any(label in each for each in parts)]


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


def _not_drawn(show: str, asked: AnyQuestion) -> str:
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


_LENT = ("lines", "commitments")
_ROOM = 34
"""columns of a source line that are shown, so that it fits 40 with its rule"""
_MARKED = re.compile(r"“([^”]+)”")
_EXPLAINED = re.compile(r"#.*\b(W\d{3})\b\W*\w")
_OF_A_WORD_PROCESSOR = re.compile(r"(\S) is a quotation mark of")
_CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")


@dataclass(frozen=True)
class Finding:
    """A problem with the place where one sees it."""

    problem: Problem
    source: str = ""
    """a part of the line it stands in, cleaned"""
    column: int = 0
    """where in the line of the file it is, from 1; 0 when the place is the line"""
    caret: int = 0
    """where in `source` it is, from 1"""


@dataclass(frozen=True)
class Checked:
    """One file, and what was found in it."""

    path: Path
    exercise: Exercise | None
    findings: tuple[Finding, ...]
    explained: int = 0
    """warnings that the author has answered with a comment beside them"""


Taken = Callable[[str, bytes], bool]
"""whether an id belongs to an exercise of leadcoach, and the content to another one"""


Earlier = Mapping[str, Exercise]
"""the exercises that the author has added, as they are there, by their ids"""
_NOTHING: Earlier = {}


def check_all(
    paths: Sequence[Path], taken: Taken, earlier: Earlier = _NOTHING
) -> list[Checked]:
    """Return what is found in files and folders."""
    found = []
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            found += [check_file(each, taken, earlier) for each in files_in(path)]
        else:
            found.append(check_file(path, taken, earlier))
    return found


def check_file(path: Path, taken: Taken, earlier: Earlier = _NOTHING) -> Checked:
    """Return what is wrong in one file and what could be better.

    Raises:
        NotFound: there is no such file.
    """
    try:
        content = content_of(path)
    except Unreadable as refused:
        problem = Problem(1, "E230", refused.message, refused.hint)
        return Checked(path, None, (Finding(problem),))
    checked = check(content, path, earlier)
    if checked.exercise is None or not taken(checked.exercise.id, content):
        return checked
    what = f"the id “{checked.exercise.id}” belongs to an exercise of leadcoach."
    problem = Problem(1, "E231", what, "Give this one another id.")
    return replace(checked, findings=(Finding(problem), *checked.findings))


def check(content: bytes, path: Path, earlier: Earlier = _NOTHING) -> Checked:
    """Return what is wrong in `content` and what could be better."""
    found = examine(content)
    try:
        lines = text_of(content, EXERCISE_LIMIT).split("\n")
    except BadToml:  # nothing of it can be shown
        lines = []
    advice = advice_on(found.exercise) if found.exercise else []
    if found.exercise and found.exercise.id in earlier:
        known = earlier[found.exercise.id]
        advice += Difference(known, found.exercise).vanished()
    warnings = placed(advice, found.positions)
    open_ = [each for each in warnings if not _is_explained(each, lines)]
    problems = sorted((*found.problems, *open_), key=lambda each: each.line)
    findings = tuple(_placed(problem, lines) for problem in problems)
    return Checked(path, found.exercise, findings, len(warnings) - len(open_))


def _is_explained(warning: Problem, lines: list[str]) -> bool:
    """Tell whether the author names the code and a reason in a comment beside it."""
    beside = lines[max(0, warning.line - 2) : warning.line]
    return any(warning.code in _EXPLAINED.findall(line) for line in beside)


def _placed(problem: Problem, lines: list[str]) -> Finding:
    if not 1 <= problem.line <= len(lines):
        return Finding(problem)
    line = lines[problem.line - 1]
    what, _, drawn = problem.what.partition("\n")
    at = _at_caret(line, drawn) if drawn else _at_word(line, what)
    told = problem._replace(what=what)
    start = max(0, min(at, len(line) - _ROOM + 1) - 4) if at > _ROOM - 4 else 0
    part = clean_line(line[start : start + _ROOM].replace("\t", " "))
    if not part:
        return Finding(told)
    start += len(line[start:]) - len(line[start:].lstrip())
    opens = "…" if start > len(line) - len(line.lstrip()) else ""
    caret = at - start + len(opens) + 1 if at >= 0 else 0
    return Finding(told, opens + part, at + 1, caret)


def _at_caret(line: str, drawn: str) -> int:
    """Return where in `line` the caret under a condition points."""
    condition, _, pointer = drawn.partition("\n")
    at = line.find(condition.strip())
    return at + len(pointer) - 5 if at >= 0 else -1


def _at_word(line: str, what: str) -> int:
    """Return where in `line` the first thing stands that `what` marks or names."""
    if curly := _OF_A_WORD_PROCESSOR.search(what):
        return line.find(curly[1])
    hidden = _CODE_POINT.search(what)
    if hidden:
        raw = line.find(chr(int(hidden[1], 16)))
        return raw if raw >= 0 else line.lower().find(f"\\u{hidden[1].lower()}")
    for marked in _MARKED.findall(what):
        at = line.casefold().find(marked.casefold())
        if at >= 0:
            return at
    return -1
