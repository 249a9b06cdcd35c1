"""What somebody hands over to a coach: pieces of it, the one file, and the list of files.

The file has no names of entries, no times of day and no paths. The list holds no words.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach import disk
from leadcoach.courses.plan import Plan
from leadcoach.domain.entry import (
    PARTS,
    SMALL,
    STATES,
    Answer,
    Entry,
    commitment_of,
    in_words,
)
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.reading import quote_in
from leadcoach.domain.sharing import (
    INITIALS,
    MARKS,
    Line,
    lines_of,
    may_lend,
    said_in,
    with_initials,
)
from leadcoach.domain.text import clean, clean_line, with_plain_line_ends
from leadcoach.domain.toml import all_text
from leadcoach.errors import LeadcoachError, NotConfirmed, Unreadable
from leadcoach.exercises.library import Library
from leadcoach.journal.commitments import TrackedCommitment
from leadcoach.journal.entry_name import is_entry
from leadcoach.journal.folder import alone, refuse_too_large, text_of
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import Fields, from_toml, to_toml, unreadable

COMMITMENTS = "commitments"
"""what all commitments are called together"""
DONE = "done"
"""what is called the report of what is done or not, without words"""
FORMAT = 1
_VERSION = "share 1"
_HEAD = """\
# Handed over by its writer. It holds
# what was chosen and shown, and nothing
# else. Anyone who has it can read it.

"""
_LONGEST_NAME = 60
_LONGEST_FILE = 40
_LONGEST_ITEM = 200
_BY_ID = ("choice", "multi", "matrix")
"""kinds of answers whose values are ids, so that their words stand beside them"""
_AS_THEY_ARE = ("exercise", "version", "type", "state", "id")
"""keys under which no words of the person stand"""


@dataclass(frozen=True)
class Piece:
    """An answer, a paragraph of a mirror or a commitment that can be chosen."""

    name: str
    """what it is called: compare.own"""
    key: str
    """what tells it from all others here; it never leaves this computer"""
    sitting: str
    """the entry that it is out of"""
    on: dt.date
    offered: str
    """its name and its first words, on one line"""
    row: Mapping[str, Any]
    """as it stands in the file"""
    mark: str = ""
    """what tells whether its words were changed since"""
    is_commitment: bool = False

    @property
    def about(self) -> str:
        """What it is out of, in a word."""
        return "commitment" if self.is_commitment else str(self.row["exercise"])

    @property
    def question(self) -> str:
        return self.name.split(".")[1]

    def is_called(self, question: str) -> bool:
        """Tell whether it answers a question, or that for one of several things."""
        return question in (self.question, self.name.partition(".")[2])


class Offers:
    """What of a journal can be shared; nothing private ever comes up."""

    def __init__(self, journal: Journal, library: Library) -> None:
        self._journal, self._library = journal, library
        self._known: dict[str, Exercise | None] = {}

    @property
    def missing(self) -> list[str]:
        """The exercises that are not at hand to allow anything, as far as was looked."""
        return [name for name in self._known if self._known[name] is None]

    def exercise(self, name: str) -> Exercise | None:
        if name not in self._known:
            self._known[name] = None
            with suppress(LeadcoachError):
                found = self._library.find(name).exercise
                self._known[name] = found if found.id == name else None
        return self._known[name]

    def since(self, moment: dt.datetime | None) -> Iterator[tuple[Path, Entry]]:
        """Yield the sittings that ended after a moment, newest first, and their places."""
        for found in self._journal.sittings():
            entry = self._journal.loaded(found.path)
            if entry and moment and entry.local_date < moment.date():
                return
            if entry and (not moment or entry.finished > moment):
                yield found.path, entry

    def of(self, path: Path, entry: Entry) -> list[Piece]:
        """Return the pieces of an entry, but for its commitments, in recap order."""
        exercise = None if entry.exercise in SMALL else self.exercise(entry.exercise)
        if exercise is None:
            return []
        answers = {each.id: each for each in entry.answers}
        lines = lines_of(entry, exercise).items()
        pieces = (
            _piece(path.stem, entry, exercise, line, answers.get(name), name)
            for name, line in lines
        )
        return [each for each in pieces if each is not None]

    def brought(self, path: Path, entry: Entry) -> list[Piece]:
        """Return what a note for a coach has on it: its answers, then lines of others.

        What was taken off it is not there, nor is what was changed since.
        """
        found = self.of(path, entry)
        marks = entry.unknown.get(MARKS, {})
        for name, chosen in marks.items() if isinstance(marks, Mapping) else ():
            with suppress(LeadcoachError):
                other = self._journal.find(name.partition(".")[2])
                pieces = self.of(other, self._journal.load(other))
                marked = {f"{other.stem} {each}": chosen[each] for each in chosen}
                found += [p for p in pieces if marked.get(p.key) == p.mark]
        return found

    def commitments(
        self,
        kept: Iterable[TrackedCommitment],
        is_meant: Callable[[TrackedCommitment], bool] = lambda _: True,
    ) -> list[Piece]:
        """Return those that may go along; one that was changed stands in its new form.

        Of all that are `kept`, those that are meant.
        """
        every = {each.name: each for each in kept}
        return [
            piece
            for each in every.values()
            if each.state != "changed" and is_meant(each)
            if (piece := self._commitment(each, every))
        ]

    def _may_go(
        self,
        kept: TrackedCommitment,
        entry: Entry,
        every: Mapping[str, TrackedCommitment],
    ) -> bool:
        """Tell whether a commitment may; a new form where the one before it may."""
        exercise = self.exercise(entry.exercise)
        origin = every.get(kept.origin)
        if exercise is None or origin is None:
            return exercise is not None and may_lend(kept.commitment, entry, exercise)
        before = self._journal.loaded(origin.entry)
        is_open = exercise.lends and not _is_private(kept, entry)
        others = {name: every[name] for name in every if name != kept.name}
        return bool(is_open and before and self._may_go(origin, before, others))

    def _commitment(
        self, kept: TrackedCommitment, every: Mapping[str, TrackedCommitment]
    ) -> Piece | None:
        entry = self._journal.loaded(kept.entry)
        if not entry or not self._may_go(kept, entry, every):
            return None
        said = vars(kept.commitment)
        row = {part: said[part] for part in PARTS if said[part]}
        asked = [each.id for each in entry.answers if each.type == "commitment"]
        place = int(kept.name.partition(".")[2] or 1)
        base = asked[place - 1] if place <= len(asked) else COMMITMENTS
        state = STATES[kept.state] if kept.history else "open"
        return Piece(
            name=f"{entry.exercise}.{base.partition('.')[0]}",
            key=kept.name,
            sitting=kept.entry.stem,
            on=kept.made,
            offered=clean_line(f"{in_words(kept.commitment)} ({state})"),
            row={**row, "state": kept.state},
            is_commitment=True,
        )


def _is_private(kept: TrackedCommitment, entry: Entry) -> bool:
    return any(
        each.private and commitment_of(each.value) == kept.commitment
        for each in entry.answers
        if each.type == "commitment"
    )


def initials_in(entry: Entry) -> tuple[str, ...]:
    """Return the names that a note for a coach has as initials."""
    names = entry.value(INITIALS)
    return tuple(names) if isinstance(names, tuple) else ()


def _piece(
    stem: str,
    entry: Entry,
    exercise: Exercise,
    line: Line,
    answer: Answer | None,
    name: str,
) -> Piece | None:
    if answer is None:  # a paragraph of the mirror
        answer = Answer(name, "mirror", line.asked, line.text)
    if answer.type == "commitment" or _names_entries(answer):
        return None
    quote = quote_in(answer.value)
    value: Any = quote.text if quote else answer.value
    row: dict[str, Any] = {
        "exercise": entry.exercise,
        "version": entry.version,
        "on": entry.local_date,
        "id": _id(answer, entry, exercise),
        "type": answer.type,
        "asked": line.asked,
        "value": list(value) if isinstance(value, tuple) else value,
    }
    if answer.labels:
        row["labels"] = dict(answer.labels)
    if answer.type in _BY_ID:
        row["words"] = said_in(answer)
    if answer.type == "mirror":
        row["generated"] = True
    question, offered = exercise.question(name), line
    if question is not None and question.type == "scale":
        offered = replace(line, text=question.shown(answer.value))
    called = f"{entry.exercise}.{name}"
    key = f"{stem} {name}"
    day = entry.local_date
    return Piece(called, key, stem, day, offered.offered, row, line.mark)


def _names_entries(answer: Answer) -> bool:
    """Tell whether an answer names entries, which no question with lines does today."""
    value = answer.value
    ids = (*value, *answer.labels) if isinstance(value, Mapping | tuple) else ()
    item = answer.id.partition(".")[2]
    return any(is_entry(f"{str(each).partition('.')[0]}.toml") for each in (item, *ids))


def _id(answer: Answer, entry: Entry, exercise: Exercise) -> str:
    """Return the id of an answer; without words of the person where none may go along."""
    base, _, item = answer.id.partition(".")
    if not item or answer.type == "mirror":
        return answer.id
    planned = exercise.planned(base)
    about = exercise.question(planned.section.for_each) if planned else None
    is_ours = about is not None and about.type == "multi" and not about.source
    if exercise.share == "full" or is_ours:
        return f"{base}.{clean_line(item, _LONGEST_ITEM)}"
    same = [each.id for each in entry.answers_to(base)]
    return f"{base}.{same.index(answer.id) + 1}"


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
    return clean_line(value, _LONGEST_NAME) if isinstance(value, str) else value


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
            if not lines and tables.keys() <= {"format", "shared"}:
                disk.remove(self._file)
                return
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
        return from_toml(text_of(self._file), str(self._file))


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
