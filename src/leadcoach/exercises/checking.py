"""Checking exercise files: everything that is wrong in them, and where one sees it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.text import clean_line
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, text_of
from leadcoach.errors import Unreadable
from leadcoach.exercises.library import content_of, files_in
from leadcoach.exercises.positions import positions_in
from leadcoach.exercises.problems import Problem
from leadcoach.exercises.quality import warnings_in
from leadcoach.exercises.reading import examine

_ROOM = 34
"""columns of a source line that are shown, so that it fits 40 with its rule"""
_MARKED = re.compile(r"“([^”]+)”")
_EXPLAINED = re.compile(r"#.*\b(W\d{3})\b\W*\w")
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


def check_all(paths: Sequence[Path], taken: Taken) -> list[Checked]:
    """Return what is found in files and folders."""
    found = []
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            found += [check_file(each, taken) for each in files_in(path)]
        else:
            found.append(check_file(path, taken))
    return found


def check_file(path: Path, taken: Taken) -> Checked:
    """Return what is wrong in one file and what could be better.

    Raises:
        NotFound: there is no such file.
    """
    try:
        content = content_of(path)
    except Unreadable as refused:
        problem = Problem(1, refused.message, refused.hint, "E230")
        return Checked(path, None, (Finding(problem),))
    checked = check(content, path)
    if checked.exercise is None or not taken(checked.exercise.id, content):
        return checked
    what = f"the id “{checked.exercise.id}” belongs to an exercise of leadcoach."
    problem = Problem(1, what, "Give this one another id.", "E231")
    findings = (Finding(problem), *checked.findings)
    return Checked(path, checked.exercise, findings, checked.explained)


def check(content: bytes, path: Path) -> Checked:
    """Return what is wrong in `content` and what could be better."""
    found = examine(content)
    try:
        text = text_of(content, EXERCISE_LIMIT)
    except BadToml:
        findings = tuple(Finding(problem) for problem in found.problems)
        return Checked(path, found.exercise, findings)
    lines = text.split("\n")
    advice: list[Problem] = []
    if found.exercise is not None:
        advice = warnings_in(found.exercise, positions_in(text))
    open_ = [each for each in advice if not _is_explained(each, lines)]
    problems = sorted((*found.problems, *open_), key=lambda each: each.line)
    findings = tuple(_placed(problem, lines) for problem in problems)
    return Checked(path, found.exercise, findings, len(advice) - len(open_))


def _is_explained(warning: Problem, lines: list[str]) -> bool:
    """Tell whether the author names the code and a reason in a comment beside it."""
    beside = lines[max(0, warning.line - 2) : warning.line]
    return any(
        warning.code in found for line in beside if (found := _EXPLAINED.findall(line))
    )


def _placed(problem: Problem, lines: list[str]) -> Finding:
    if not 1 <= problem.line <= len(lines):
        return Finding(problem)
    line = lines[problem.line - 1]
    what, _, drawn = problem.what.partition("\n")
    at = _at_caret(line, drawn) if drawn else _at_word(line, what)
    told = Problem(problem.line, what, problem.remedy, problem.code)
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
    hidden = _CODE_POINT.search(what)
    if hidden:
        raw = line.find(chr(int(hidden[1], 16)))
        return raw if raw >= 0 else line.lower().find(f"\\u{hidden[1].lower()}")
    for marked in _MARKED.findall(what):
        at = line.casefold().find(marked.casefold())
        if at >= 0:
            return at
    return -1
