"""An exercise: a purpose and its questions, and the closed list of keys of its file.

Every key an exercise file can have is a field here or in a kind of question; the
checks, the reference and the schema are made from these classes and nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from leadcoach.domain.condition import Condition, parse_condition
from leadcoach.domain.kind import QUESTION_ID, Ids, Strict
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import (
    Choice,
    Committing,
    Lines,
    Long,
    Mirror,
    Multi,
    Note,
    Pick,
    Short,
    YesNo,
)
from leadcoach.domain.rating import Day, Matrix, Number, Scale
from leadcoach.domain.recap import EXERCISE_ID, Again, Next, Recap

FORMAT = 1
MOST_TIMES = 12
"""how often a section can be repeated"""

KEPT_LISTS = ("commitments", "entries")
"""Lists that come from what the person wrote before, and not from this exercise."""

LATER_KEYS = frozenset(
    {"breaths", "check", "computed", "default_from", "rank", "seconds", "translations"}
    | {"use", "value", "variants", "vary", "warn", "pattern", "step", "parts", "other"}
)
LATER_TYPES = frozenset({"pause", "rank", "computed"})
"""Keys and types that are thought out and not built; a file with one is told so."""

AnyQuestion = Annotated[
    Note
    | Short
    | Long
    | Lines
    | Choice
    | Multi
    | Scale
    | Matrix
    | Number
    | Day
    | YesNo
    | Committing
    | Mirror
    | Pick
    | Sentence,
    Field(discriminator="type"),
]
"""Every kind of question; a new kind is one class and one line here."""

Asks = Annotated[tuple["Asked", ...], Field(strict=False)]


class Asked(Strict):
    """A question with the follow-ups that hang on its answer."""

    question: AnyQuestion = Field(description="The question itself.")
    follow: Annotated[tuple[AnyQuestion, ...], Field(strict=False)] = Field(
        (), description="Asked right after it, once it is answered."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_one_table(cls, table: Any) -> Any:  # noqa: ANN401 - what a file holds
        """Take the table of a file, where follow-ups stand among the question's keys."""
        if not isinstance(table, dict) or "question" in table:
            return table
        own = {key: table[key] for key in table if key != "follow"}
        follows = table.get("follow", [])
        if not isinstance(follows, list):
            return {"question": own, "follow": follows}
        return {"question": own, "follow": [_with_type(each) for each in follows]}


class Source(Strict):
    """Where an idea comes from."""

    cite: str = Field(description="Who, when, which work.")
    basis: Literal["evidence", "adapted", "practice", "folklore", ""] = Field(
        "", description="What kind of ground it is."
    )
    doi: str = Field("", description="Its DOI.")
    url: str = Field("", description="Its address.")


class Section(Strict):
    """Questions that belong together."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="Its name.")
    title: str = Field("", description="A heading.")
    intro: str = Field("", max_length=2000, description="Words shown before it.")
    when: str = Field("", description="Ask its questions only if this holds.")
    for_each: str = Field(
        "",
        description="Ask its questions once for each item of an earlier multi or list, "
        "or of your open `commitments`; ${item} is that item.",
    )
    max_times: int = Field(
        MOST_TIMES, ge=1, le=MOST_TIMES, description="For how many items at most."
    )
    ask: Asks = Field(description="Its questions, in order.")


def _not_empty(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    # Checked afterwards, because a section with a mistake in it is not counted.
    if not sections:
        message = "at least one section is needed"
        raise ValueError(message)
    return sections


class Exercise(Strict):
    """A whole exercise file."""

    format: Literal[1] = Field(description="The format of the file: 1.")
    id: str = Field(pattern=EXERCISE_ID, description="Its name; it never changes.")
    version: str = Field(
        pattern=r"^\d+\.\d+\.\d+$", description="Goes up with each change."
    )
    title: str = Field(min_length=1, max_length=120, description="Its title.")
    purpose: str = Field(max_length=500, description="What it is for, in a sentence.")
    summary: str = Field(
        "", max_length=500, description="A shorter purpose, for lists."
    )
    open: str = Field("", max_length=2000, description="Words shown at the start.")
    language: str = Field("en", pattern=r"^[a-z]{2,3}$", description="en, de, …")
    authors: Ids = Field((), description="Who wrote it.")
    licence: str = Field("", description="An SPDX licence id.")
    minutes: int = Field(10, ge=1, le=240, description="How long it takes.")
    tags: Ids = Field((), description="Words to find it by.")
    safety: str = Field("", max_length=1000, description="A word of care.")
    sources: Annotated[tuple[Source, ...], Field(strict=False)] = Field(
        (), description="Where its ideas come from."
    )
    share: Literal["none", "summary", "full"] = Field(
        "none",
        description="The most it may ever offer to share; the person still decides.",
    )
    quick: Ids = Field((), description="The questions that --quick asks.")
    retired: Ids = Field(
        (), description="Ids that were once used; they never come back."
    )
    past: Annotated[tuple[AnyQuestion, ...], Field(strict=False)] = Field(
        (),
        description="Questions that are asked no longer; what was answered to them can "
        "still be read and changed.",
    )
    renamed: dict[str, Annotated[str, Field(pattern=QUESTION_ID)]] = Field(
        default_factory=dict,
        max_length=100,
        description='Ids that changed: old = "new".',
    )
    section: Annotated[
        tuple[Section, ...], Field(strict=False), AfterValidator(_not_empty)
    ] = Field(description="Its parts, in order.")
    recap: Recap = Field(default_factory=Recap, description="What is shown at the end.")
    again: Again | None = Field(
        None, description="What is set side by side when it is done again."
    )
    next: Annotated[tuple[Next, ...], Field(strict=False)] = Field(
        (), description="Exercises that may follow."
    )

    @cached_property
    def plan(self) -> tuple["Planned", ...]:
        """Return every question in order, with all the conditions it depends on."""
        return tuple(self._planned())

    @cached_property
    def sections(self) -> tuple[tuple["Planned", ...], ...]:
        """Return the plan by section, without those that ask nothing."""
        by_section = groupby(self.plan, key=lambda planned: id(planned.section))
        return tuple(tuple(planned) for _, planned in by_section)

    def _planned(self) -> Iterator["Planned"]:
        for section in self.section:
            outer = _conditions(section.when)
            for asked in section.ask:
                own = outer + _conditions(asked.question.when)
                yield Planned(asked.question, section, own)
                for follow in asked.follow:
                    conditions = own + _conditions(follow.when)
                    yield Planned(follow, section, conditions, asked.question.id)

    def question(self, wanted: str) -> "AnyQuestion | None":
        """Return the question of that id, or None; `where.thought` is a `where`."""
        planned = self.planned(wanted)
        return planned.question if planned else None

    def planned(self, wanted: str) -> "Planned | None":
        """Return the question of that id in its place, or None."""
        base, _, item = wanted.partition(".")
        found = self._by_id.get(base)
        return found if found and (found.section.for_each or not item) else None

    @cached_property
    def _by_id(self) -> "dict[str, Planned]":
        return {each.question.id: each for each in reversed(self.plan)}

    def with_new_names(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return `answers` of an earlier version under the ids of this one.

        An answer under the new id wins over one under the old.
        """
        return {self._new_name(key): answers[key] for key in answers} | {
            key: answers[key] for key in answers if key not in self.renamed
        }

    def _new_name(self, key: str) -> str:
        base, dot, item = key.partition(".")
        return self.renamed.get(base, base) + dot + item


@dataclass(frozen=True)
class Planned:
    """A question in its place: asked when all `conditions` hold."""

    question: AnyQuestion
    section: Section
    conditions: tuple[Condition, ...]
    after: str = ""
    """the question it follows up; it must have been answered"""

    @cached_property
    def stands_as_written(self) -> bool:
        """Tell that nothing in the question depends on the day or on other answers."""
        question = self.question
        if isinstance(question, (Pick, Committing, Day, Sentence)):
            return False
        listed = (getattr(question, key, "") for key in ("rows_from", "choices_from"))
        return not any(listed) and "$" not in question.text + question.help


def how_to_begin(exercise: str) -> str:
    """Return the command that begins the exercise of that id."""
    own = {"reflect": "leadcoach reflect", "compare": "leadcoach compare"}
    return own.get(exercise, f"leadcoach reflect {exercise}")


def _with_type(follow: Any) -> Any:  # noqa: ANN401
    # A follow-up is nearly always a few more sentences, so it need not say so.
    return {"type": "long", **follow} if isinstance(follow, dict) else follow


def _conditions(when: str) -> tuple[Condition, ...]:
    return (parse_condition(when),) if when else ()
