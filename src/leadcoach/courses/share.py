"""What somebody hands over to a coach: pieces of it, the one file, and the list of files.

The file has no names of entries, no times of day and no paths. The list holds no words.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach import disk
from leadcoach.courses.plan import Plan
from leadcoach.domain.sharing import with_initials
from leadcoach.domain.text import clean, clean_line, with_plain_line_ends
from leadcoach.domain.toml import all_text
from leadcoach.errors import NotConfirmed, Unreadable
from leadcoach.journal.folder import alone, refuse_too_large, text_of
from leadcoach.journal.toml_file import Fields, lines_from_toml, to_toml, unreadable

COMMITMENTS = "commitments"
"""what all commitments are called together"""
DONE = "done"
"""what is called the report of what is done or not, without words"""
FORMAT = 1
_VERSION = "share 1"
_HEAD = """\
# Made by its writer, who chose what is
# in it. Anyone who has it can read it.

"""
LONGEST_NAME = 60
_LONGEST_FILE = 40
_AS_THEY_ARE = ("exercise", "version", "type", "state", "id")
"""keys under which no words of the person stand"""


@dataclass(frozen=True)
class Piece:
    """An answer, a paragraph of a mirror or a commitment that can be chosen."""

    name: str
    """what it is called: compare.own"""
    key: str
    """what tells it from all others here; it never leaves this computer"""
    on: dt.date
    offered: str
    """what was asked and the first words of its answer, on one line"""
    row: Mapping[str, Any]
    """as it stands in the file"""
    mark: str = ""
    """what tells whether its words were changed since"""
    is_commitment: bool = False

    @property
    def sitting(self) -> str:
        """The entry that an answer is out of."""
        return self.key.partition(" ")[0]

    @property
    def question(self) -> str:
        return self.name.split(".")[1]

    def is_called(self, question: str) -> bool:
        """Tell whether it answers a question, or that for one of several things."""
        return question in (self.question, self.name.partition(".")[2])


# The file


@dataclass(frozen=True)
class Share:
    """What goes into one file."""

    made: dt.date
    name: str = ""
    to: str = ""
    """for whom it is"""
    pieces: tuple[Piece, ...] = ()
    plan: Plan | None = None
    """the course whose weeks are told, where they are"""
    promised: tuple[int, int] | None = None
    """how many commitments are done, and of how many, where that is told"""
    names: tuple[str, ...] = ()
    """names of people that stand as initials"""

    @property
    def is_empty(self) -> bool:
        weeks = weeks_of(self.plan) if self.plan and self.promised else []
        return not self.pieces and self.promised in (None, (0, 0)) and not weeks

    @property
    def done_in_words(self) -> str:
        """What the report without words says, in a line."""
        weeks = [str(each["week"]) for each in weeks_of(self.plan)] if self.plan else []
        done, of = self.promised or (0, 0)
        told = [f"{done} of {of} {'commitment' if of == 1 else 'commitments'} done"]
        told = told if of else []
        if weeks:
            named = "week" if len(weeks) == 1 else "weeks"
            told = [f"something done in {named} {', '.join(weeks)}", *told]
        return f"only done or not: {'; '.join(told)}"

    @property
    def questions(self) -> list[str]:
        """Return what is in it by the names of questions, without words."""
        told = (
            COMMITMENTS
            if each.is_commitment
            else f"{each.row['exercise']}.{each.question}"
            for each in self.pieces
        )
        return [*dict.fromkeys(told), *([DONE] if self.promised else [])]

    @property
    def is_altered(self) -> bool:
        """Whether signs in it that no screen shows stand as others."""
        rows = {str(at): dict(each.row) for at, each in enumerate(self.pieces)}
        told = (with_plain_line_ends(text) for _, text in all_text(rows))
        return any(unicodedata.normalize("NFC", one) != clean(one) for one in told)

    @property
    def table(self) -> dict[str, Any]:
        """Return what stands in the file, and nothing else."""
        table: dict[str, Any] = {"leadcoach": _VERSION}
        told = {"name": self.name, "made": self.made, "for": self.to}
        table |= {key: _plain(each) for key, each in told.items() if each}
        if self.promised:
            weeks = weeks_of(self.plan) if self.plan else []
            if self.plan and weeks:
                table["course"] = self.plan.id
                table["week"] = weeks
            done, of = self.promised
            table["promised"] = {"done": done, "of": of}
        promised = [p.row for p in self.pieces if p.is_commitment]
        if promised:
            table["commitment"] = [self._shown(each) for each in promised]
        if answers := list(self._answers()):
            table["answer"] = answers
        return table

    @property
    def text(self) -> str:
        """Return the file. All in it can be shown as it stands there."""
        return _HEAD + to_toml(self.table, rows=("week",))

    def _answers(self) -> Iterator[dict[str, Any]]:
        told = [each for each in self.pieces if not each.is_commitment]
        sittings = list(dict.fromkeys(each.sitting for each in told))
        for number, sitting in enumerate(sittings, 1):
            for each in told:
                if each.sitting == sitting:
                    row = self._shown(each.row)
                    first = {key: row.pop(key) for key in ("exercise", "version")}
                    yield {**first, "sitting": number, **row}

    def _shown(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: each if key in _AS_THEY_ARE else self._worded(each)
            for key, each in row.items()
        } | ({"id": self._item(row["id"])} if "id" in row else {})

    def _item(self, name: str) -> str:
        base, point, item = name.partition(".")
        return f"{base}{point}{clean_line(with_initials(item, self.names))}"

    def _worded(self, value: Any) -> Any:  # noqa: ANN401 - whatever an answer holds
        if isinstance(value, str):
            return clean(with_initials(value, self.names))
        if isinstance(value, list):
            return [self._worded(each) for each in value]
        if not isinstance(value, Mapping):
            return value
        worded: dict[str, Any] = {}
        for key, each in value.items():
            name = other = self._worded(key)
            for number in count(2):  # two names can have the same initials
                if name not in worded:
                    break
                name = f"{other} {number}"
            worded[name] = self._worded(each)
        return worded


def _plain(value: object) -> object:
    return clean_line(value, LONGEST_NAME) if isinstance(value, str) else value


def weeks_of(plan: Plan) -> list[dict[str, Any]]:
    """Return the weeks of a course with what is done in each, where anything is."""
    told = ((number, plan.done(number)) for number in plan.weeks)
    return [{"week": number, "done": done} for number, done in told if done]


def file_name(name: str, made: dt.date) -> str:
    """Return what a file is called that is handed over under `name`, without its end."""
    signs = (
        each if each.isalnum() or unicodedata.category(each)[0] == "M" else "-"
        for each in clean_line(name).casefold()
    )
    words = "-".join(filter(None, "".join(signs).split("-")))[:_LONGEST_FILE]
    return f"{words.strip('-') or 'share'}-{made.isoformat()}"


# The list


class Given(NamedTuple):
    """A file that was handed over."""

    at: dt.datetime
    file: str
    sha256: str
    name: str = ""
    to: str = ""
    questions: tuple[str, ...] = ()


class SharedList:
    """The list of the files that were made to be handed over; it may not be there.

    Where it is Unreadable, or DiskRefused, it is left as it is.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> list[Given]:
        """Return every file, the latest last."""
        told = map(_given, self._fields().tables("shared"))
        return sorted(told, key=lambda each: each.at)  # two computers may have written

    def add(self, given: Given) -> NotConfirmed | None:
        """Write one more line; return what the disk did not confirm of it."""
        try:
            self._change(lambda lines: [*lines, _line(given)])
        except NotConfirmed as problem:
            return problem
        return None

    def take_back(self, given: Given) -> None:
        """Take out a line whose file was not written after all."""
        line = _line(given)
        self._change(lambda lines: [each for each in lines if dict(each) != line])

    def _change(
        self, changed: Callable[[list[Mapping[str, Any]]], Sequence[Mapping[str, Any]]]
    ) -> None:
        with alone(self._file.with_name(".lock")):
            self.all()
            tables = self._tables()
            lines = changed(list(tables.get("shared", [])))
            told = {**tables, "shared": list(lines)}
            content = to_toml(told, rows=("shared",)).encode()
            refuse_too_large(content)
            disk.atomic_write(self._file, content)

    def _fields(self) -> Fields:
        fields = Fields(self._tables(), str(self._file))
        if fields.get("format", int) > FORMAT:
            message = f"{self._file} cannot be read: a newer leadcoach wrote it."
            raise Unreadable(message, "Nothing was changed. Bring this one up to date.")
        return fields

    def _tables(self) -> dict[str, Any]:
        try:
            self._file.lstat()
        except FileNotFoundError:
            return {"format": FORMAT}
        except OSError as problem:
            raise unreadable(str(self._file), disk.reason(problem)) from None
        return lines_from_toml(text_of(self._file), str(self._file))


def _line(given: Given) -> dict[str, Any]:
    told = given._asdict() | {"questions": list(given.questions)}
    return {"for" if key == "to" else key: each for key, each in told.items() if each}


def _given(fields: Fields) -> Given:
    return Given(
        fields.get("at", dt.datetime),
        fields.text("file"),
        fields.text("sha256"),
        fields.text("name", ""),
        fields.text("for", ""),
        fields.texts("questions"),
    )
