"""What every kind of question has in common, and the words its keys are made of."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from leadcoach.domain.entry import Value
from leadcoach.errors import NotAnAnswer

QUESTION_ID = r"^[a-z][a-z0-9_]{0,39}$"


class Strict(BaseModel):
    """A part of an exercise file: fixed once read, and without keys of its own making."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, defer_build=True
    )


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


_MANY = {"word": "words", "line": "lines", "choice": "choices"}


def in_order(least: str, low: int, most: str, high: int) -> None:
    """Refuse a lower bound above the upper one; an upper one of 0 is none.

    Raises:
        ValueError: with the names of both keys.
    """
    if 0 < high < low:
        message = f"{least} is more than {most}"
        raise ValueError(message)


def counted(count: int, least: int, most: int, what: str) -> None:
    """Refuse a number of things outside `least` to `most`; 0 for no such bound.

    Raises:
        NotAnAnswer: with how many there are and how many it takes.
    """
    if count < least:
        raise NotAnAnswer(f"At least {_so_many(least, what)}: so far {count}.")
    if most and count > most:
        raise NotAnAnswer(f"At most {_so_many(most, what)}: so far {count}.")


def _so_many(count: int, what: str) -> str:
    return f"{count} {what if count == 1 else _MANY[what]}"
