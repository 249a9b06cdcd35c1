"""The kinds of question: what each asks, and what counts as an answer.

Those answered with numbers are in `rating`, the commitment in `committing`.

A kind is one class here. Its fields are the keys it has in an exercise file, with
their meaning in `description`; `accept` takes an answer as a file gives it and
`from_text` one as a person types it. Both return what is kept, or raise NotAnAnswer.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from leadcoach.domain.entry import Value
from leadcoach.domain.picking import named
from leadcoach.domain.text import whole_number, with_plain_line_ends
from leadcoach.errors import NotAnAnswer

QUESTION_ID = r"^[a-z][a-z0-9_]{0,39}$"
MOST_LINES = 100


class Strict(BaseModel):
    """A part of an exercise file: fixed once read, and without keys of its own making."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Ids = Annotated[tuple[str, ...], Field(strict=False)]
PART_ID = r"^[a-z][a-z0-9_-]{0,39}$"
Part = Annotated[str, Field(pattern=PART_ID)]
"""The id of a choice, a row or a column; a number would be taken for its place."""
Labels = Annotated[dict[Part, str], Field(min_length=1, max_length=40)]


class Question(Strict):
    """What every kind has in common."""

    id: str = Field(pattern=QUESTION_ID, description="Its name; it never changes.")
    text: str = Field(max_length=2000, description="The words of the question.")
    help: str = Field("", max_length=2000, description="A hint, shown below.")
    when: str = Field("", description="Ask only if this condition holds.")
    private: bool = Field(
        default=False,
        description="Keep it in the journal, leave it out of recaps and exports.",
    )
    required: bool = Field(
        default=False,
        description="Needed when there is no terminal; a person can always skip.",
    )

    @property
    def asks(self) -> bool:
        """Tell whether it waits for an answer."""
        return True

    def accept(self, given: Any) -> Value:  # noqa: ANN401 - whatever a file holds
        """Return the answer in `given`, a value from a TOML file."""
        raise NotAnAnswer("This is not something to answer.")

    def from_text(self, typed: str) -> Value:
        """Return the answer in `typed`, one line a person or a script gave."""
        return self.accept(typed)

    def labels(self, value: Value) -> Mapping[str, str]:
        """Return the words of the ids that `value` names."""
        return {}

    def shown(self, value: Value) -> str:
        """Return `value` in words, on one line or as typed."""
        return value if isinstance(value, str) else str(value)

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the parts of `value` in words, one for each line of a list."""
        return tuple(self.shown(value).split("\n"))


class Note(Question):
    """Words to read; nothing is asked."""

    type: Literal["note"]

    @property
    def asks(self) -> bool:
        """Tell that it does not wait for an answer."""
        return False


class _Words(Question):
    """An answer in the person's own words."""

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the words to the letter, with plain line ends."""
        if not isinstance(given, str):
            raise NotAnAnswer("Words in quotes are needed.")
        if not given.strip():
            raise NotAnAnswer("This is empty.")
        return with_plain_line_ends(given)


class Long(_Words):
    """Several sentences in the person's own words."""

    type: Literal["long"]


class Short(_Words):
    """One short line."""

    type: Literal["short"]


class Lines(Question):
    """Several short lines."""

    type: Literal["list"]

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the lines; empty ones are left out."""
        if isinstance(given, str):
            given = with_plain_line_ends(given).split("\n")
        if not isinstance(given, list | tuple) or not _all_words(given):
            raise NotAnAnswer("A list of lines in quotes is needed.")
        lines = tuple(with_plain_line_ends(line) for line in given if line.strip())
        if not lines:
            raise NotAnAnswer("This is empty.")
        if len(lines) > MOST_LINES:
            raise NotAnAnswer(f"At most {MOST_LINES} lines are kept.")
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

    type: Literal["choice"]
    choices: Labels = Field(description='The answers: id = "words".')

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

    type: Literal["multi"]
    choices: Labels = Field(description='The answers: id = "words".')

    def accept(self, given: Any) -> Value:  # noqa: ANN401
        """Return the ids of the choices, in the order of the file."""
        if isinstance(given, str):
            given = [given]
        if not isinstance(given, list | tuple):
            raise NotAnAnswer("A list of choices is needed.")
        chosen = {named(self.choices, each) for each in given}
        if not chosen:
            raise NotAnAnswer("This is empty.")
        return tuple(key for key in self.choices if key in chosen)

    def from_text(self, typed: str) -> Value:
        """Return the choices named between commas, by number, id or words."""
        if typed.strip().casefold() in map(str.casefold, self.choices.values()):
            return self.accept(typed)  # the words of one choice can hold a comma
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

    type: Literal["yesno"]

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
    """A reading of earlier answers; nothing is asked."""

    type: Literal["mirror"]
    text: str = Field("", description="Words to show before it.")
    best: Ids = Field((), description="Answers that tell a best moment.")
    struggle: Ids = Field((), description="Answers that tell a struggle.")
    lenses: Ids = Field((), description="Lenses to hold it beside.")
    amended_by: str = Field(
        "", description="The question whose answer stands in its place afterwards."
    )

    @property
    def asks(self) -> bool:
        """Tell that it does not wait for an answer."""
        return False


class Pick(Question):
    """One of up to three follow-up questions, chosen by what was said, or none."""

    type: Literal["pick"]
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
