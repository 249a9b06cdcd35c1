"""What an exercise shows at its end: lines and pictures, then and now, what may follow."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from leadcoach.domain.kind import Ids, Part, Strict

EXERCISE_ID = r"^[a-z][a-z0-9-]{0,59}$"

Show = Literal[
    "", "quote", "list", "table", "map", "lenses", "commitments", "bar", "line",
    "grid", "card", "rope", "message", "views",
]  # fmt: skip
"""What a recap line can show beside words; each is drawn in `rendering`."""


class RecapLine(Strict):
    """One line of what is shown at the end."""

    when: str = Field("", description="Show it only if this condition holds.")
    text: str = Field(
        "",
        max_length=2000,
        description="Words, with ${id} for answers; on a card its heading, and in a "
        "message all of it.",
    )
    show: Show = Field("", description="Something drawn or listed from answers.")
    of: Ids = Field((), description="The answers it is made from.")
    names: Ids = Field(
        (), description="Short names for these answers, in the order of `of`."
    )
    labels: dict[Part, str] = Field(
        default_factory=dict,
        max_length=40,
        description="Other words for rows in a picture, or for choices in views: "
        'id = "words".',
    )
    mark: Literal["", "lowest", "highest", "two highest", "both"] = Field(
        "", description="Which bars are marked; both is the lowest and the highest."
    )

    @model_validator(mode="after")
    def _has_its_parts(self) -> Self:
        if self.names and len(self.names) != len(self.of):
            message = "names are as many as the answers in `of`"
            raise ValueError(message)
        return self


class Recap(Strict):
    """What a person keeps from a sitting."""

    title: str = Field("", description="Its heading.")
    line: Annotated[tuple[RecapLine, ...], Field(strict=False)] = Field(
        (), description="What is shown, from top to bottom."
    )


class Again(Strict):
    """What is shown beside each other when the exercise is done again after a while."""

    after_weeks: int = Field(ge=1, le=104, description="From how many weeks on.")
    of: Ids = Field(description="The answers to show, then and now.")


class Next(Strict):
    """An exercise worth doing after this one."""

    exercise: str = Field(pattern=EXERCISE_ID, description="Its id.")
    when: str = Field("", description="Name it only if this condition holds.")
    why: str = Field("", description="A few words on what it is good for.")
