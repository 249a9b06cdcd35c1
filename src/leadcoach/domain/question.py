"""The kinds of question: what each asks, and what counts as an answer.

Those answered with numbers are in `rating`, the one that picks a sentence in `passages`.

A kind is one class here. Its fields are the keys it has in an exercise file, with
their meaning in `description`; `accept` takes an answer as a file gives it and
`from_text` one as a person types it. Both return what is kept, or raise NotAnAnswer.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from leadcoach.domain.dates import day_answered
from leadcoach.domain.entry import PARTS, Value, commitment_of, in_words
from leadcoach.domain.kind import Ids, Labels, Part, Question, counted, in_order
from leadcoach.domain.picking import named, nearest_of
from leadcoach.domain.text import (
    clean_line,
    whole_number,
    with_plain_line_ends,
    words_in,
)
from leadcoach.errors import NotAnAnswer

MOST_LINES = 100


class Note(Question):
    """Words to read; nothing is asked."""

    type: Literal["note"] = Field(description="Words to read.")

    @property
    def asks(self) -> bool:
        """Tell that it does not wait for an answer."""
        return False


class _Words(Question):
    """An answer in the person's own words."""

    min_words: int = Field(0, ge=0, le=300, description="The fewest words it takes.")
    max_words: int = Field(
        0, ge=0, le=5000, description="The most words it takes; 0 for any number."
    )

    @model_validator(mode="after")
    def _has_room_for_words(self) -> Self:
        in_order("min_words", self.min_words, "max_words", self.max_words)
        return self

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the words to the letter, with plain line ends."""
        if not isinstance(given, str):
            raise NotAnAnswer("Words in quotes are needed.")
        if not given.strip():
            raise NotAnAnswer("This is empty.")
        if self.min_words or self.max_words:
            counted(len(words_in(given)), self.min_words, self.max_words, "word")
        return with_plain_line_ends(given)


class Long(_Words):
    """Several sentences in the person's own words."""

    type: Literal["long"] = Field(description="Several sentences.")


class Short(_Words):
    """One short line."""

    type: Literal["short"] = Field(description="One line.")


class Lines(Question):
    """Several short lines."""

    type: Literal["list"] = Field(description="Several short lines.")
    min_items: int = Field(0, ge=0, le=20, description="The fewest lines it takes.")
    max_items: int = Field(
        0, ge=0, le=MOST_LINES, description="The most lines it takes; 0 for any number."
    )

    @model_validator(mode="after")
    def _has_room_for_lines(self) -> Self:
        in_order("min_items", self.min_items, "max_items", self.max_items)
        return self

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the lines; empty ones are left out."""
        if isinstance(given, str):
            given = with_plain_line_ends(given).split("\n")
        if not isinstance(given, list | tuple) or not _all_words(given):
            raise NotAnAnswer("A list of lines in quotes is needed.")
        lines = tuple(with_plain_line_ends(line) for line in given if line.strip())
        if not lines:
            raise NotAnAnswer("This is empty.")
        counted(len(lines), self.min_items, self.max_items or MOST_LINES, "line")
        return lines

    def from_text(self, typed: str) -> Value:
        """Return the lines of `typed`, or what stands between its commas."""
        return self.accept(typed if "\n" in typed else typed.split(","))

    def shown(self, value: Value) -> str:
        """Return the lines, joined."""
        return "; ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the lines."""
        return value if isinstance(value, tuple) else (str(value),)


class Choice(Question):
    """One of several answers."""

    type: Literal["choice"] = Field(description="One of several answers.")
    choices: Labels = Field(description='The answers: id = "words".')
    closes: Ids = Field(
        (),
        description="In a section for each of your `commitments`: the answers with "
        "which that commitment is done.",
    )

    @model_validator(mode="after")
    def _closes_with_choices(self) -> Self:
        for each in self.closes:
            if each not in self.choices:
                message = f"closes: there is no choice “{each}”"
                raise ValueError(message)
        return self

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the id of the choice."""
        return named(self.choices, given)

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words of the choice."""
        chosen = str(value)
        return {chosen: self.choices[chosen]} if chosen in self.choices else {}

    def shown(self, value: Value) -> str:
        """Return the words of the choice."""
        return self.choices.get(str(value), str(value))


class Multi(Question):
    """Any number of several answers."""

    type: Literal["multi"] = Field(description="Any number of several answers.")
    choices: dict[Part, str] = Field(
        default_factory=dict, max_length=40, description='The answers: id = "words".'
    )
    choices_from: str = Field(
        "",
        description="Take the answers from an earlier list, or from your open "
        "`commitments` or latest `entries`.",
    )
    min_pick: int = Field(0, ge=0, le=40, description="The fewest that can be chosen.")
    max_pick: int = Field(
        0, ge=0, le=40, description="The most that can be chosen; 0 for any number."
    )
    exclusive: Ids = Field(
        (), description="Answers that stand alone, such as “none of these”."
    )

    @model_validator(mode="after")
    def _has_choices(self) -> Self:
        if bool(self.choices) == bool(self.choices_from):
            message = "a multi needs either choices or choices_from"
            raise ValueError(message)
        in_order("min_pick", self.min_pick, "max_pick", self.max_pick)
        for each in self.exclusive:
            if each not in self.choices:
                message = f"exclusive: there is no choice “{each}”"
                raise ValueError(message)
        return self

    def with_choices(self, choices: Mapping[str, str]) -> "Multi":
        """Return this question with `choices`, id -> words, in place of its own."""
        return self.model_copy(update={"choices": dict(choices)})

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the ids of the choices, in the order of the file."""
        if isinstance(given, str):
            given = [given]
        if not isinstance(given, list | tuple):
            raise NotAnAnswer("A list of choices is needed.")
        chosen = {named(self.choices, each) for each in given}
        if not chosen:
            raise NotAnAnswer("This is empty.")
        alone = chosen & set(self.exclusive)
        if alone and len(chosen) > 1:
            words = self.choices[min(alone)]
            raise NotAnAnswer(f"“{words}” stands alone: it, or the others.")
        counted(len(chosen), self.min_pick, self.max_pick, "choice")
        return tuple(key for key in self.choices if key in chosen)

    def from_text(self, typed: str) -> Value:
        """Return the choices named between commas, by number, id or words."""
        if typed.strip().casefold() in map(str.casefold, self.choices.values()):
            return self.accept(typed)  # the words of one choice can hold a comma
        if all(whole_number(part) is not None for part in typed.split()):
            typed = ",".join(typed.split())
        return self.accept([part.strip() for part in typed.split(",") if part.strip()])

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words of the choices made."""
        chosen = value if isinstance(value, tuple) else ()
        return {key: self.choices[key] for key in chosen if key in self.choices}

    def shown(self, value: Value) -> str:
        """Return the words of the choices made, joined."""
        return ", ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the words of the choices made."""
        chosen = value if isinstance(value, tuple) else ()
        return tuple(self.choices.get(key, key) for key in chosen)


class YesNo(Question):
    """Yes or no; Enter alone means neither."""

    type: Literal["yesno"] = Field(description="Yes or no.")

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return True for yes and False for no."""
        words = {"yes": True, "y": True, "no": False, "n": False}
        if isinstance(given, bool):
            return given
        if isinstance(given, str) and given.strip().lower() in words:
            return words[given.strip().lower()]
        raise NotAnAnswer("Yes or no is needed (true or false in a file).")

    def from_text(self, typed: str) -> Value:
        """Return the answer in words, as true or false, or by its number."""
        spelled = {"1": "yes", "true": "yes", "2": "no", "false": "no"}
        return self.accept(spelled.get(typed.strip().lower(), typed))

    def shown(self, value: Value) -> str:
        """Return yes or no."""
        return "yes" if value else "no"


class Mirror(Question):
    """A reading of earlier answers; nothing is asked.

    Keys of two ids name the best moment's question and then the struggle's; "" stands
    for none. What a key does not name is left out of the page.
    """

    type: Literal["mirror"] = Field(description="A reading of earlier answers.")
    text: str = Field("", description="Words to show before it.")
    best: Ids = Field((), description="Answers that tell a best moment.")
    struggle: Ids = Field((), description="Answers that tell a struggle.")
    hearts: Ids = Field(
        (),
        max_length=2,
        description="Two `sentence` questions: the heart of the best moment, and of the "
        "struggle.",
    )
    who: Ids = Field(
        (),
        max_length=2,
        description="Two choices, who tackled the challenge: `me`, `others`, `all`, "
        "`nobody`.",
    )
    needs: Ids = Field(
        (),
        max_length=2,
        description="Two choices, whose needs were looked after: `mine`, `theirs`, "
        "`both`, `neither`.",
    )
    paid: str = Field(
        "",
        description="A yesno, or a choice of `yes`, `no` and `unknown`: did others pay "
        "for it.",
    )
    they: str = Field(
        "", description="A short one: the word for the others in the struggle."
    )
    underline: str = Field(
        "", description="A `sentence` question: one more sentence to show."
    )
    own_words: Ids = Field(
        (),
        max_length=2,
        description="What leading is, and what power is, in own words.",
    )
    about: str = Field(
        "", description="A multi: what is hard about it; follow-up questions go by it."
    )
    lenses: Ids = Field((), description="Lenses to hold it beside.")
    coach: str = Field(
        "",
        max_length=1000,
        description="What a language model, where somebody uses one, is to look at too; "
        "it is sent with the answers, and changes no rule.",
    )
    amended_by: str = Field(
        "", description="The question whose answer stands in its place afterwards."
    )

    @property
    def made_of(self) -> frozenset[str]:
        """Return the questions whose answers stand on its page."""
        several = (self.best, self.struggle, self.hearts, self.who, self.needs)
        single = (self.paid, self.they, self.underline, self.about)
        named = {each for ids in (*several, self.own_words) for each in ids}
        return frozenset(filter(None, {*named, *single}))

    @property
    def asks(self) -> bool:
        """Tell that it does not wait for an answer."""
        return False


class Pick(Question):
    """One of up to three follow-up questions, chosen by what was said, or none."""

    type: Literal["pick"] = Field(
        description="One of the follow-up questions that fit what was said."
    )
    count: int = Field(3, ge=1, le=3, description="How many are offered at most.")
    offers: Ids = Field((), exclude=True, description="Filled in while running.")

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the words of the question picked."""
        if isinstance(given, str) and given.strip() in self.offers:
            return given.strip()
        number = whole_number(given) if isinstance(given, str) else given
        numbered = dict(enumerate(self.offers, 1))
        if isinstance(number, int) and number in numbered and number is not True:
            return numbered[number]
        message = f"A number from 1 to {len(self.offers)} is needed."
        raise NotAnAnswer(message, "Or the words of the question.")


def _all_words(given: list[Any] | tuple[Any, ...]) -> bool:
    return all(isinstance(line, str) for line in given)


class Committing(Question):
    """One thing to do, and when; by a day; with a plan for what hinders."""

    type: Literal["commitment"] = Field(description="One small thing to do.")
    today: dt.date | None = Field(
        None, exclude=True, description="Filled in while running."
    )

    def accept(self, given: Any) -> Value:  # noqa: ANN401 - whatever a file holds
        """Return the parts that were given; words alone are the action."""
        if isinstance(given, str):
            given = {"action": given}
        if not isinstance(given, Mapping):
            raise NotAnAnswer("Words are needed, or a table with action = …")
        for part in given:
            if part not in PARTS:
                hint = nearest_of(str(part), PARTS) or f"Parts: {', '.join(PARTS)}."
                message = f"A commitment has no part “{clean_line(str(part), 40)}”."
                raise NotAnAnswer(message, hint)
        filled = {part: given[part] for part in PARTS if given.get(part, "") != ""}
        kept = {part: self.part(part, value) for part, value in filled.items()}
        if not str(kept.get("action", "")).strip():
            raise NotAnAnswer("An action is needed: what will you do?")
        return kept

    def part(self, part: str, given: Any) -> Value:  # noqa: ANN401
        """Return one part as it is kept: words, a date or a number."""
        if part == "due":
            return day_answered(given, self.today)
        if part == "sure":
            return self._certainty(given)
        if not isinstance(given, str):
            raise NotAnAnswer(f"{part}: words in quotes are needed.")
        return with_plain_line_ends(given)

    def shown(self, value: Value) -> str:
        """Return the commitment as lines: `When: …`, `I will: …`."""
        return in_words(commitment_of(value))

    def _certainty(self, given: Any) -> int:  # noqa: ANN401
        if isinstance(given, str):
            given = whole_number(given)
        if not isinstance(given, int) or isinstance(given, bool) or not 1 <= given <= 5:
            raise NotAnAnswer("A number from 1 to 5 is needed.")
        return given
