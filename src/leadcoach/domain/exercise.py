"""An exercise: a purpose, its questions and its recap, and the closed list of its keys.

Every key an exercise file can have is a field here or in a kind of question; the
checks, the reference and the schema are made from these classes and nothing else.
A new kind of question is one class and its name in `AnyQuestion`; what else a recap can
show is one word in `Show`, and drawn in `rendering`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from itertools import groupby
from typing import Annotated, Any, Literal, get_args

from leadcoach.domain.condition import Condition, parse_condition
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import (
    QUESTION_ID,
    Choice,
    Ids,
    Lines,
    Long,
    Mirror,
    Multi,
    Note,
    PartId,
    Pick,
    Question,
    Short,
    TomlTable,
    key,
    table,
)
from leadcoach.domain.rating import Committing, Day, Matrix, Number, Scale, YesNo

FORMAT = 1
EXERCISE_ID = r"^[a-z][a-z0-9-]{0,59}$"
MOST_TIMES = 12
"""how often a section can be repeated"""

KEPT_LISTS = ("commitments", "entries")
"""Lists that come from what the person wrote before, and not from this exercise."""

LINES = "lines"
"""What the entry at hand can lend, in a section for each of several `entries`."""

AnyQuestion = (
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
    | Sentence
)
"""Every kind of question; a new kind is one class and one line here."""

KINDS: Mapping[str, Callable[..., AnyQuestion]] = {
    get_args(each.__annotations__["type"])[0]: each for each in get_args(AnyQuestion)
}
"""the kinds of question by the word each has in a file"""

Show = Literal[
    "", "quote", "list", "table", "map", "lenses", "commitments", "bar", "line",
    "grid", "card", "rope", "message", "views", "lines",
]  # fmt: skip
"""What a recap line can show beside words; each is drawn in `rendering`."""

_ANY = tuple(each for each in KINDS if each not in ("note", "mirror"))
SHOWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "quote": ("Each answer as it was written, below its question or its name.", _ANY),
    "list": ("The items of each answer, a line each.", ("list", "multi")),
    "table": (
        (
            "Each answer beside its question or its name; a matrix by rows. With a name "
            "more: a row for each item, a column for each answer."
        ),
        _ANY,
    ),
    "bar": (
        "Numbers as bars; a matrix that is rated, by rows.",
        ("scale", "number", "matrix"),
    ),
    "grid": ("Matrices that are rated in the same rows, side by side.", ("matrix",)),
    "line": (
        (
            "Answers as marks on one line: of choices the stops that all of them have, or "
            "of scales the numbers. One matrix whose rows are the stops is drawn as bars "
            "at them."
        ),
        ("choice", "scale", "matrix"),
    ),
    "card": ("Answers on a card with `text` on top, to hand to someone.", _ANY),
    "rope": (
        "Answers along a rope; the first is what is wanted, the last what is.",
        _ANY,
    ),
    "message": ("`text` as it stands, to be sent to someone; it takes no `of`.", ()),
    "map": (
        (
            "The needs map: your own needs and those of others from 1 to 5, then who had a "
            "say; or two choices of `mine`, `theirs`, `both`, `neither`."
        ),
        ("scale", "choice"),
    ),
    "views": ("The first half of `of` as one view, the second half as another.", _ANY),
    "lines": (
        (
            "What was chosen of earlier entries, whole, and of commitments, as a table, "
            "under `text`: a page for somebody else. The lines of a list called "
            "`initials` are names that stand on it as initials."
        ),
        ("multi", "choice"),
    ),
    "lenses": ("The ideas that the mirror named; it takes no `of`.", ()),
    "commitments": ("Every commitment that was made; it takes no `of`.", ()),
}
"""what each `show` draws, and the kinds of question it takes in `of`"""


@table
class Asked(TomlTable):
    """A question with the follow-ups that hang on its answer."""

    question: AnyQuestion = key("The question itself.")
    follow: tuple[AnyQuestion, ...] = key(
        "Asked right after it, once it is answered.", default=()
    )


@table
class Source(TomlTable):
    """Where an idea comes from."""

    cite: str = key("Who, when, which work.")
    basis: Literal["evidence", "adapted", "practice", "folklore", ""] = key(
        "What kind of ground it is.", default=""
    )
    doi: str = key("Its DOI.", default="")
    url: str = key("Its address.", default="")


@table
class Section(TomlTable):
    """Questions that belong together."""

    id: str = key("Its name.", pattern=QUESTION_ID)
    title: str = key("A heading.", default="")
    intro: str = key("Words shown before it.", default="", max_length=2000)
    when: str = key("Ask its questions only if this holds.", default="")
    for_each: str = key(
        "Ask its questions once for each item of an earlier multi or list, or of your "
        "open `commitments`; ${item} is that item.",
        default="",
    )
    max_times: int = key(
        "For how many items at most.", default=MOST_TIMES, ge=1, le=MOST_TIMES
    )
    ask: tuple[Asked, ...] = key("Its questions, in order.")


@table
class RecapLine(TomlTable):
    """One line of what is shown at the end."""

    when: str = key("Show it only if this condition holds.", default="")
    text: str = key(
        "Words, with ${id} for answers; on a card its heading, and in a message all "
        "of it.",
        default="",
        max_length=2000,
    )
    show: Show = key("Something drawn or listed from answers.", default="")
    of: Ids = key(
        "The answers it is made from; `m.lowest` and `m.highest` are that row of a "
        "matrix `m` rated with numbers.",
        default=(),
    )
    names: Ids = key(
        "Short names for these answers, in the order of `of`. In a table of answers "
        "about the same items one more, the heading of the items, comes first: then it "
        "has a row for each item and a column for each name.",
        default=(),
    )
    labels: dict[PartId, str] = key(
        'Other words for rows in a picture, or for choices in views: id = "words".',
        default=dict,
        max_length=40,
    )
    mark: Literal["", "lowest", "highest", "two highest", "both"] = key(
        "Which bars are marked; both is the lowest and the highest.", default=""
    )

    def __post_init__(self) -> None:
        heading = self.show == "table" and len(self.names) == len(self.of) + 1
        if self.names and len(self.names) != len(self.of) and not heading:
            or_more = ", or one more for the items" if self.show == "table" else ""
            raise ValueError(f"names are as many as the answers in `of`{or_more}")

    @property
    def is_by_item(self) -> bool:
        """Whether it is a table with a row for each item and a heading above them."""
        return bool(self.of) and len(self.names) > len(self.of)

    @property
    def name_of(self) -> dict[str, str]:
        """The short names by the ids of `of`; empty where it has none."""
        names = self.names[1:] if self.is_by_item else self.names
        return dict(zip(self.of, names, strict=False))


@table
class Recap(TomlTable):
    """What a person keeps from a sitting."""

    title: str = key("Its heading.", default="")
    line: tuple[RecapLine, ...] = key("What is shown, from top to bottom.", default=())


@table
class Again(TomlTable):
    """What is shown beside each other when the exercise is done again after a while."""

    after_weeks: int = key(
        "From how many weeks after the oldest answer on.", ge=1, le=104
    )
    of: Ids = key("The answers to show: the oldest, the last and those of now.")


@table
class Next(TomlTable):
    """An exercise worth doing after this one."""

    exercise: str = key("Its id.", pattern=EXERCISE_ID)
    when: str = key("Name it only if this condition holds.", default="")
    why: str = key("A few words on what it is good for.", default="")


@table
class Exercise(TomlTable):
    """A whole exercise file."""

    format: Literal[1] = key("The format of the file: 1.")
    id: str = key("Its name; it never changes.", pattern=EXERCISE_ID)
    version: str = key("Goes up with each change.", pattern=r"^\d+\.\d+\.\d+$")
    title: str = key("Its title.", min_length=1, max_length=120)
    purpose: str = key("What it is for, in a sentence.", max_length=500)
    summary: str = key("A shorter purpose, for lists.", default="", max_length=500)
    open: str = key("Words shown at the start.", default="", max_length=2000)
    language: str = key("en, de, …", default="en", pattern=r"^[a-z]{2,3}$")
    authors: Ids = key("Who wrote it.", default=())
    licence: str = key("An SPDX licence id.", default="")
    minutes: int = key("How long it takes.", default=10, ge=1, le=240)
    tags: Ids = key("Words to find it by.", default=())
    safety: str = key("A word of care.", default="", max_length=1000)
    sources: tuple[Source, ...] = key("Where its ideas come from.", default=())
    share: Literal["none", "summary", "full"] = key(
        "The most of it that may ever go on a page for somebody else, chosen line by "
        "line: `none` nothing, `summary` ratings, choices, days and commitments, "
        "`full` words too. What is private never.",
        default="none",
    )
    quick: Ids = key("The questions that --quick asks.", default=())
    retired: Ids = key("Ids that were once used; they never come back.", default=())
    past: tuple[AnyQuestion, ...] = key(
        "Questions that are asked no longer; what was answered to them can still be "
        "read and changed.",
        default=(),
    )
    renamed: dict[str, Annotated[str, QUESTION_ID]] = key(
        'Ids that changed: old = "new".', default=dict, max_length=100
    )
    section: tuple[Section, ...] = key("Its parts, in order.")
    recap: Recap = key("What is shown at the end.", default=Recap)
    again: Again | None = key(
        "What is set side by side when it is done again.", default=None
    )
    next: tuple[Next, ...] = key("Exercises that may follow.", default=())

    @cached_property
    def plan(self) -> tuple["PlannedQuestion", ...]:
        found = []
        for section in self.section:
            outer = _conditions(section.when)
            for asked in section.ask:
                own = outer + _conditions(asked.question.when)
                found.append(PlannedQuestion(asked.question, section, own))
                for each in asked.follow:
                    both = own + _conditions(each.when)
                    found.append(
                        PlannedQuestion(each, section, both, asked.question.id)
                    )
        return tuple(found)

    @cached_property
    def sections(self) -> tuple[tuple["PlannedQuestion", ...], ...]:
        """The plan by section, without those that ask nothing."""
        by_section = groupby(self.plan, key=lambda planned: id(planned.section))
        return tuple(tuple(planned) for _, planned in by_section)

    @cached_property
    def _by_id(self) -> "dict[str, PlannedQuestion]":
        return {each.question.id: each for each in reversed(self.plan)}

    @cached_property
    def rated(self) -> frozenset[str]:
        """The ids of the matrices rated with numbers."""
        asked = (each.question for each in self.plan)
        return frozenset(
            each.id for each in asked if isinstance(each, Matrix) and not each.cols
        )

    @cached_property
    def takes_lines(self) -> bool:
        """Whether it asks which lines of earlier entries go along."""
        asked = (getattr(each.question, "choices_from", "") for each in self.plan)
        return LINES in asked and LINES not in self._by_id

    @property
    def lends(self) -> bool:
        """Whether anything of its entries can go on a page for somebody else."""
        return self.share != "none" and not self.takes_lines

    def planned(self, wanted: str) -> "PlannedQuestion | None":
        """Return the question of that id in its place; `where.thought` is a `where`."""
        base, _, item = wanted.partition(".")
        found = self._by_id.get(base)
        return found if found and (found.section.for_each or not item) else None

    def question(self, wanted: str) -> "AnyQuestion | None":
        planned = self.planned(wanted)
        return planned.question if planned else None

    def is_private(self, name: str) -> bool:
        """Tell whether an answer is private, or is taken from or about one that is."""
        planned = self.planned(name)
        if planned is None:
            return False
        sources = filter(None, (planned.question.source, planned.section.for_each))
        return planned.question.private or any(map(self.is_private, sources))

    def with_new_names(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return `answers` of an earlier version under the ids of this one.

        An answer under the new id wins over one under the old.
        """
        new: dict[str, Any] = {}
        for name in answers:
            base, dot, item = name.partition(".")
            new[self.renamed.get(base, base) + dot + item] = answers[name]
        return new | {
            each: answers[each] for each in answers if each not in self.renamed
        }


@dataclass(frozen=True)
class PlannedQuestion:
    """A question in its place: asked when all `conditions` hold."""

    question: AnyQuestion
    section: Section
    conditions: tuple[Condition, ...]
    after: str = ""
    """the question it follows up; it must have been answered"""

    @cached_property
    def stands_as_written(self) -> bool:
        """Whether nothing in the question depends on the day or on other answers."""
        question = self.question
        if isinstance(question, (Pick, Committing, Day, Sentence)):
            return False
        return not question.source and "$" not in question.text + question.help


def _conditions(when: str) -> tuple[Condition, ...]:
    return (parse_condition(when),) if when else ()


def in_two(asked: Any) -> Any:  # noqa: ANN401 - what a file holds
    """Return the table of a question with its follow-ups beside it and not within."""
    if not isinstance(asked, dict) or "question" in asked:
        return asked
    own = {name: asked[name] for name in asked if name != "follow"}
    follows = asked.get("follow", [])
    if isinstance(follows, list):
        # A follow-up is nearly always a few more sentences, so it need not say so.
        follows = [
            {"type": "long", **each} if isinstance(each, dict) else each
            for each in follows
        ]
    return {"question": own, "follow": follows}


def exercise_of(keys: Mapping[str, Any]) -> Exercise:
    """Return the exercise of a table of right keys and values, which are not checked.

    Raises:
        TypeError, KeyError, AttributeError, ValueError: it is no right one.
    """
    made: Exercise = _made(Exercise, keys)
    return made


PARTS: Mapping[str, Callable[..., Any]] = {
    "section": Section,
    "ask": Asked,
    "question": Question,
    "follow": Question,
    "past": Question,
    "sources": Source,
    "recap": Recap,
    "line": RecapLine,
    "again": Again,
    "next": Next,
}
"""what the tables under a key are"""


def _made(kind: Callable[..., Any], keys: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if kind is Asked:
        keys = in_two(keys)
    elif kind is Question:
        kind = KINDS[keys["type"]]
    values: dict[str, Any] = {}
    for name, value in keys.items():
        part = PARTS.get(name)
        if isinstance(value, list):
            value = tuple(
                _made(part, each) if part and isinstance(each, dict) else each
                for each in value
            )
        elif part and isinstance(value, dict):
            value = _made(part, value)
        values["from_" if name == "from" else name] = value
    return kind(**values)


def table_of(part: Any) -> dict[str, Any]:  # noqa: ANN401 - any part
    """Return a part of an exercise as a table for JSON, without what was left open."""
    found: dict[str, Any] = {}
    for each in fields(part):
        value, default = getattr(part, each.name), each.default
        if each.default_factory is not MISSING:
            default = each.default_factory()
        if each.init and value != default:
            found[each.name.rstrip("_")] = _plain(value)
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return table_of(value) if isinstance(value, TomlTable) else value
