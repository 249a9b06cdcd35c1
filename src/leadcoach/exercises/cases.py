"""Cases that an author writes beside an exercise: answers, and what must follow.

They stand in `ID.test.toml` beside `ID.toml`:

    [[case]]
    name      = "a mild moment"
    answers   = { stress = 2 }
    asked     = ["situation", "stress"]
    not_asked = ["where"]
    recap     = ["2 of 10"]
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.text import clean_line, control_character_in
from leadcoach.domain.toml import EXERCISE_LIMIT, BadToml, all_text, parse_toml, text_of
from leadcoach.errors import NotFound, Unreadable
from leadcoach.exercises.library import content_of
from leadcoach.exercises.positions import positions_in
from leadcoach.exercises.problems import Problem, from_pydantic
from leadcoach.exercises.walking import Walked, base_id

Words = Annotated[tuple[str, ...], Field(strict=False)]


class Case(BaseModel):
    """One way through an exercise, and what is promised of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str = Field(max_length=120)
    answers: dict[str, Any] = Field(default_factory=dict)
    asked: Words = ()
    not_asked: Words = ()
    recap: Words = ()


class _Cases(BaseModel):
    """A whole file of cases."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    case: Annotated[tuple[Case, ...], Field(strict=False)] = ()


@dataclass(frozen=True)
class Outcome:
    """What a case came to: the questions asked, and the words of the recap."""

    asked: tuple[str, ...]
    recap: str


@dataclass(frozen=True)
class Tried:
    """A case, and what of it did not come true."""

    name: str
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Tested:
    """All that was tried."""

    exercise: str
    ids: tuple[str, ...]
    cases: tuple[Tried, ...]
    walked: Walked
    repeat: str = ""
    """an answers file that repeats the walk which broke off"""

    @property
    def failed(self) -> bool:
        """Tell whether there is something to mend."""
        broken = any(each.broken for each in self.cases)
        walked = self.walked
        return broken or bool(walked.failure) or bool(walked.walks and walked.never)


def cases_beside(path: Path) -> tuple[Path, tuple[Case, ...]]:
    """Return the file of cases of the exercise file `path`, and its cases.

    Raises:
        Unreadable: with all problems of that file.
    """
    file = path.with_name(f"{path.stem}.test.toml")
    try:
        content = content_of(file)
    except NotFound:
        return file, ()
    return file, cases_in(content, clean_line(file.name, 80))


def cases_in(content: bytes, name: str) -> tuple[Case, ...]:
    """Return the cases in `content`.

    Raises:
        Unreadable: with all problems, each `name:line: what`.
    """
    try:
        text = text_of(content, EXERCISE_LIMIT)
        table = parse_toml(text)
    except BadToml as problem:
        line = max(problem.line, 1)
        raise Unreadable(f"{name}:{line}: {problem.what}.", _LOOKS) from None
    positions = positions_in(text)
    hidden = [path for path, each in all_text(table) if control_character_in(each)]
    if hidden:
        line = positions.line_of(hidden[0])
        raise Unreadable(f"{name}:{line}: it holds a control character.", _LOOKS)
    try:
        return _Cases.model_validate(table).case
    except ValidationError as found:
        problems = from_pydantic(found.errors(), positions)
        told = "\n".join(_without_hint(each).told(name) for each in problems)
        raise Unreadable(told, _LOOKS) from None


def broken_promises(case: Case, outcome: Outcome, exercise: Exercise) -> list[str]:
    """Return in words what of a case did not come true."""
    asked = {base_id(each) for each in outcome.asked} | set(outcome.asked)
    known = {each.question.id for each in exercise.plan}
    found = [
        f"there is no question “{clean_line(each, 40)}”"
        for each in (*case.asked, *case.not_asked)
        if base_id(each) not in known
    ]
    found += [f"“{each}” was not asked" for each in case.asked if each not in asked]
    found += [f"“{each}” was asked" for each in case.not_asked if each in asked]
    recap = " ".join(outcome.recap.split())
    return found + [
        f"the recap does not hold “{clean_line(each, 60)}”"
        for each in case.recap
        if " ".join(each.split()) not in recap
    ]


_LOOKS = 'A case: [[case]], name = "…", answers = { id = … }, asked = ["id"].'


def _without_hint(problem: Problem) -> Problem:
    # The nearest key would be one of an exercise.
    return Problem(problem.line, problem.what, "", problem.code)
