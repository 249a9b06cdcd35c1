"""The kinds of question: what each asks, and what counts as an answer.

Those answered with numbers and days, and the commitment, are in `rating`, the sentence to
pick in `passages`.

A kind is one class. Its fields are the keys it has in an exercise file, each a `key`
with its meaning and bounds; `__post_init__` refuses keys that do not fit together.
`accept` takes an answer as a file gives it and `from_text` one as a person types it:
both return what is kept, or raise NotAnAnswer. They are plain classes, so that running
an exercise needs no pydantic; `exercises.shape` makes the check of authors' files of them.
"""

import copy
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Annotated, Any, Literal, Self, TypeVar, dataclass_transform

from leadcoach.domain.entry import Closes, Value, check_endings
from leadcoach.domain.text import (
    clean_line,
    nearest_of,
    whole_number,
    with_plain_line_ends,
    words_in,
)
from leadcoach.errors import NotAnAnswer

MOST_LINES = 100
QUESTION_ID = r"^[a-z][a-z0-9_]{0,39}$"
PART_ID = r"^[a-z][a-z0-9_-]{0,39}$"
PartId = Annotated[str, PART_ID]
"""The id of a choice, a row or a column; a number would be taken for its place."""
Ids = tuple[str, ...]
AnyTable = TypeVar("AnyTable")


def key(meaning: str, *, default: Any = MISSING, **bounds: Any) -> Any:  # noqa: ANN401
    """Return a key of a file, needed where it has no default; `dict` makes a new one.

    The bounds are those of pydantic's Field: ge, le, min_length, max_length, pattern.
    """
    made = {"default_factory" if callable(default) else "default": default}
    return field(**made, metadata={"description": meaning, **bounds})


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(key, field)
)
def table(kind: type[AnyTable]) -> type[AnyTable]:
    """Make a class a table of an exercise file; a field with init=False is no key of it."""
    # Frozen for the type checker only: a frozen dataclass takes twice as long to make.
    return dataclass(kw_only=True, repr=False)(kind)


class TomlTable:
    """A part of an exercise file; it never changes once it is read."""

    def changed(self, **values: object) -> Self:
        """Return a copy with these values, which are not checked."""
        made = copy.copy(self)
        made.__dict__.update(values)
        return made


@table
class Question(TomlTable):
    """What every kind has in common."""

    id: str = key("Its name; it never changes.", pattern=QUESTION_ID)
    text: str = key("The words of the question.", max_length=2000)
    help: str = key("A hint, shown below.", default="", max_length=2000)
    when: str = key("Ask only if this condition holds.", default="")
    private: bool = key(
        "Keep it in the journal, leave it out of recaps and exports.", default=False
    )
    required: bool = key(
        "Needed when there is no terminal; a person can always skip.", default=False
    )

    @property
    def asks(self) -> bool:
        return True

    @property
    def source(self) -> str:
        return ""

    def accept(self, given: object) -> Value:
        """Return the answer in `given`, a value from a TOML file."""
        raise NotAnAnswer("This is not something to answer.")

    def from_text(self, typed: str) -> Value:
        """Return the answer in `typed`, one line a person or a script gave."""
        return self.accept(typed)

    def labels(self, value: Value) -> Mapping[str, str]:
        return {}

    def shown(self, value: Value) -> str:
        """Return `value` in words, on one line or as typed."""
        return str(value)

    def items(self, value: Value) -> tuple[str, ...]:
        """Return the parts of `value` in words, one for each line of a list."""
        return tuple(self.shown(value).split("\n"))


def in_order(least: str, low: int, most: str, high: int) -> None:
    """Raise ValueError where a lower bound is above an upper one that is not 0."""
    if 0 < high < low:
        raise ValueError(f"{least} is more than {most}")


def counted(count: int, least: int, most: int, what: str) -> None:
    """Raise NotAnAnswer for a count outside `least` to `most`; 0 for no such bound."""
    bound = least if count < least else most
    if count < least or 0 < most < count:
        kind = "least" if count < least else "most"
        things = what if bound == 1 else f"{what}s"
        raise NotAnAnswer(f"At {kind} {bound} {things}: so far {count}.")


def known_choices(key: str, ids: Ids, choices: Mapping[str, str]) -> None:
    """Raise ValueError for the first of some ids of a key that is no choice."""
    for each in ids:
        if each not in choices:
            raise ValueError(f"{key}: there is no choice “{each}”")


def known_parts(given: object, known: Ids, what: str, nothing: str) -> dict[str, Any]:
    """Return the parts of an answer that is a table, in the order of `known`.

    Raises:
        NotAnAnswer: it is no table (`nothing` says what is), or has another part.
    """
    if not isinstance(given, Mapping):
        raise NotAnAnswer(nothing)
    for each in map(str, given):
        if each not in known:
            hint = nearest_of(each, known)
            kind = what.rpartition(" ")[2].capitalize()
            hint = hint or f"{kind}s: {', '.join(known)}."
            raise NotAnAnswer(f"{what} “{clean_line(each, 40)}”.", hint)
    return {each: given[each] for each in known if each in given}


def named(choices: Mapping[str, str], given: object) -> str:
    """Return the id that an id, its number or its words mean, or raise NotAnAnswer."""
    number = given
    if isinstance(given, str):
        meant = given.strip()
        for each, words in choices.items():
            if meant.casefold() in (each.strip().casefold(), words.strip().casefold()):
                return each
        number = whole_number(meant)
        if number is None:
            hint = nearest_of(meant, choices) or f"Choices: {', '.join(choices)}."
            raise NotAnAnswer(f"There is no choice “{clean_line(meant, 40)}”.", hint)
    if type(number) is not int:
        raise NotAnAnswer("One of the choices is needed, in quotes.")
    if not 1 <= number <= len(choices):
        hint = f"They go from 1 to {len(choices)}."
        raise NotAnAnswer("There is no choice with that number.", hint)
    return list(choices)[number - 1]


@table
class Note(Question):
    """Words to read; nothing is asked."""

    type: Literal["note"] = key("Words to read.")

    @property
    def asks(self) -> bool:
        return False


@table
class _TextQuestion(Question):
    """An answer in the person's own words."""

    min_words: int = key("The fewest words it takes.", default=0, ge=0, le=300)
    max_words: int = key(
        "The most words it takes; 0 for any number.", default=0, ge=0, le=5000
    )
    moment: bool = key(
        "It asks for a moment: those that were kept with `leadcoach jot` are offered.",
        default=False,
    )
    alone: bool = key(
        "It can be put by itself, without the rest: by `leadcoach ask`.", default=False
    )

    def __post_init__(self) -> None:
        in_order("min_words", self.min_words, "max_words", self.max_words)
        if self.alone and (self.when or "${" in self.text + self.help):
            raise ValueError("alone: with `when` or ${…} it leans on other answers")

    def accept(self, given: object) -> Value:
        if not isinstance(given, str):
            raise NotAnAnswer("Words in quotes are needed.")
        if not given.strip():
            raise NotAnAnswer("This is empty.")
        if self.min_words or self.max_words:
            counted(len(words_in(given)), self.min_words, self.max_words, "word")
        return with_plain_line_ends(given)


@table
class Long(_TextQuestion):
    """Several sentences in the person's own words."""

    type: Literal["long"] = key("Several sentences.")


@table
class Short(_TextQuestion):
    """One short line."""

    type: Literal["short"] = key("One line.")


@table
class Lines(Question):
    """Several short lines."""

    type: Literal["list"] = key("Several short lines.")
    min_items: int = key("The fewest lines it takes.", default=0, ge=0, le=20)
    max_items: int = key(
        "The most lines it takes; 0 for any number.", default=0, ge=0, le=MOST_LINES
    )

    def __post_init__(self) -> None:
        in_order("min_items", self.min_items, "max_items", self.max_items)

    def accept(self, given: object) -> Value:
        """Return the lines; empty ones are left out."""
        if isinstance(given, str):
            given = with_plain_line_ends(given).split("\n")
        lines = given if isinstance(given, list | tuple) else ()
        if lines is not given or not all(isinstance(line, str) for line in lines):
            raise NotAnAnswer("A list of lines in quotes is needed.")
        lines = tuple(with_plain_line_ends(line) for line in lines if line.strip())
        if not lines:
            raise NotAnAnswer("This is empty.")
        counted(len(lines), self.min_items, self.max_items or MOST_LINES, "line")
        return lines

    def from_text(self, typed: str) -> Value:
        """Return the lines of `typed`, or what stands between its commas."""
        return self.accept(typed if "\n" in typed else typed.split(","))

    def shown(self, value: Value) -> str:
        return "; ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else (str(value),)


@table
class _Choices(Question):
    """An answer out of several, or more than one; what is kept are their ids."""

    choices: dict[PartId, str] = key(
        'The answers: id = "words".', default=dict, max_length=40
    )
    choices_from: str = key(
        "Take the answers from an earlier list or multi, from a question that was asked "
        "for each of several, or from your open `commitments` or latest `entries`; or, "
        "in a section for each of several `entries`, from the `lines` each can lend.",
        default="",
    )

    @property
    def source(self) -> str:
        return self.choices_from

    def with_items(self, items: Mapping[str, str]) -> Self:
        return self.changed(choices=dict(items))

    def labels(self, value: Value) -> Mapping[str, str]:
        ids = value if isinstance(value, tuple) else (str(value),)
        return {each: self.choices[each] for each in ids if each in self.choices}

    def shown(self, value: Value) -> str:
        return "; ".join(self.items(value))

    def items(self, value: Value) -> tuple[str, ...]:
        ids = value if isinstance(value, tuple) else (str(value),)
        return tuple(self.choices.get(each, each) for each in ids)


def _either(kind: str, choices: Mapping[str, str], source: str) -> None:
    if bool(choices) == bool(source):
        raise ValueError(f"a {kind} needs either choices or choices_from")


@table
class Choice(_Choices):
    """One of several answers."""

    type: Literal["choice"] = key("One of several answers.")
    closes: Closes = key(
        "In a section for each of your `commitments`: what an answer says became of it: "
        '{ yes = "done", half = "partly", no = "let_go" }. In a list: it is done.',
        default=(),
    )

    def __post_init__(self) -> None:
        _either("choice", self.choices, self.choices_from)
        known_choices("closes", tuple(self.closes), self.choices)
        check_endings(self.closes)

    def accept(self, given: object) -> Value:
        return named(self.choices, given)


@table
class Multi(_Choices):
    """Any number of several answers."""

    type: Literal["multi"] = key("Any number of several answers.")
    min_pick: int = key("The fewest that can be chosen.", default=0, ge=0, le=40)
    max_pick: int = key(
        "The most that can be chosen; 0 for any number.", default=0, ge=0, le=40
    )
    exclusive: Ids = key(
        "Answers that stand alone, such as “none of these”.", default=()
    )

    def __post_init__(self) -> None:
        _either("multi", self.choices, self.choices_from)
        in_order("min_pick", self.min_pick, "max_pick", self.max_pick)
        known_choices("exclusive", self.exclusive, self.choices)

    def with_items(self, items: Mapping[str, str]) -> Self:
        """Return it with `items`, id -> words, as choices; no more are needed than are."""
        least = min(self.min_pick, len(items))
        return self.changed(choices=dict(items), min_pick=least)

    def accept(self, given: object) -> Value:
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
        return tuple(each for each in self.choices if each in chosen)

    def from_text(self, typed: str) -> Value:
        """Return the choices named between commas, by number, id or words."""
        if typed.strip().casefold() in map(str.casefold, self.choices.values()):
            return self.accept(typed)  # the words of one choice can hold a comma
        if all(whole_number(part) is not None for part in typed.split()):
            typed = ",".join(typed.split())
        return self.accept([part.strip() for part in typed.split(",") if part.strip()])


@table
class Mirror(Question):
    """A reading of earlier answers; nothing is asked.

    Keys of two ids name the best moment's question and then the struggle's; "" stands
    for none. What a key does not name is left out of the page.
    """

    type: Literal["mirror"] = key("A reading of earlier answers.")
    text: str = key("Words to show before it.", default="")
    best: Ids = key("Answers that tell a best moment.", default=())
    struggle: Ids = key("Answers that tell a struggle.", default=())
    hearts: Ids = key(
        "Two `sentence` questions: the heart of the best moment, and of the struggle.",
        default=(),
        max_length=2,
    )
    who: Ids = key(
        "Two choices, who tackled the challenge: `me`, `others`, `all`, `nobody`.",
        default=(),
        max_length=2,
    )
    needs: Ids = key(
        "Two choices, whose needs were looked after: `mine`, `theirs`, `both`, "
        "`neither`.",
        default=(),
        max_length=2,
    )
    paid: str = key(
        "A yesno, or a choice of `yes`, `no` and `unknown`: did others pay for it.",
        default="",
    )
    they: str = key("A short one: the word for the others in the struggle.", default="")
    underline: str = key(
        "A `sentence` question: one more sentence to show.", default=""
    )
    own_words: Ids = key(
        "What leading is, and what power is, in own words.", default=(), max_length=2
    )
    about: str = key(
        "A multi: what is hard about it; follow-up questions go by it.", default=""
    )
    lenses: Ids = key("Lenses to hold it beside.", default=())
    coach: str = key(
        "What a language model, where somebody uses one, is to look at too; it is sent "
        "with the answers, and changes no rule.",
        default="",
        max_length=1000,
    )
    amended_by: str = key(
        "The question whose answer stands in its place afterwards.", default=""
    )

    @property
    def made_of(self) -> frozenset[str]:
        """The questions whose answers stand on its page."""
        return frozenset(each for name in MADE_OF for each in ids_of(self, name))

    @property
    def asks(self) -> bool:
        return False


MADE_OF: Mapping[str, tuple[Ids, Ids]] = {
    "best": ((), ()),
    "struggle": ((), ()),
    "hearts": (("sentence",), ()),
    "who": (("choice",), ("me", "others", "all", "nobody")),
    "needs": (("choice",), ("mine", "theirs", "both", "neither")),
    "paid": (("yesno", "choice"), ("yes", "no", "unknown")),
    "they": (("short", "long"), ()),
    "underline": (("sentence",), ()),
    "own_words": (("short", "long"), ()),
    "about": (("multi", "choice"), ()),
}
"""The keys of a mirror that name the questions it is made of; and of which type these can
be, with which choices. Where none are named, any can be."""


def ids_of(question: Question, key: str) -> Ids:
    """Return the ids that stand under a key: one, several, or none where it is left out."""
    value = getattr(question, key, "")
    return tuple(filter(None, value if isinstance(value, tuple) else (value,)))


@table
class Pick(Question):
    """One of up to three follow-up questions, chosen by what was said, or none."""

    type: Literal["pick"] = key(
        "One of the follow-up questions that fit what was said."
    )
    count: int = key("How many are offered at most.", default=3, ge=1, le=3)
    offers: Ids = field(default=(), init=False)
    """filled in while running"""

    def accept(self, given: object) -> Value:
        """Return the words of the question picked."""
        if isinstance(given, str) and given.strip() in self.offers:
            return given.strip()
        number = whole_number(given) if isinstance(given, str) else given
        if type(number) is int and 1 <= number <= len(self.offers):
            return self.offers[number - 1]
        message = f"A number from 1 to {len(self.offers)} is needed."
        raise NotAnAnswer(message, "Or the words of the question.")
