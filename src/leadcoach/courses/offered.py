"""What of a journal can be shared, in the order in which it is offered; nothing private."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from leadcoach.courses.plan import Plan
from leadcoach.courses.share import COMMITMENTS, DONE, Given, Piece, Share
from leadcoach.domain.dates import day_in_words
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
)
from leadcoach.domain.text import clean_line
from leadcoach.errors import LeadcoachError
from leadcoach.exercises.library import Library
from leadcoach.journal.commitments import TrackedCommitment
from leadcoach.journal.entry_name import EntryName, is_entry
from leadcoach.journal.search import find_entry
from leadcoach.journal.store import Journal

_MOST = 5
"""sittings whose lines are offered at once"""
_LISTED = 40
"""earlier ones that are offered; what is older still can be taken by its name"""
_LOOKED_THROUGH = 200
"""sittings among which notes for a coach are looked for"""
_LONGEST_ITEM = 200
_LATELY = dt.timedelta(days=92)
"""how far back closed commitments are offered to whom nothing was shared before"""


class SharedSitting(NamedTuple):
    """A sitting that something can be taken of."""

    path: Path
    title: str
    pieces: list[Piece]


@dataclass
class Offered:
    """All that can be shared with somebody: what is new since the last time first."""

    journal: Journal
    library: Library
    kept: Sequence[TrackedCommitment]
    """all commitments"""
    given: Sequence[Given]
    """all files that were handed over"""
    plan: Plan | None
    """the course that names what to bring"""
    today: dt.date
    reader: str = ""
    """for whom it is"""
    _known: dict[str, Exercise | None] = field(default_factory=dict)
    _loaded: dict[Path, Entry | None] = field(default_factory=dict)
    _read: dict[str, list[Piece]] = field(default_factory=dict)
    """what can be shared of the entries that were asked for by name"""

    @property
    def missing(self) -> list[str]:
        """The exercises that are not at hand to allow anything, as far as was looked."""
        return [name for name in self._known if self._known[name] is None]

    def _exercise(self, name: str) -> Exercise | None:
        if name not in self._known:
            self._known[name] = None
            with suppress(LeadcoachError):
                found = self.library.find(name).exercise
                self._known[name] = found if found.id == name else None
        return self._known[name]

    def _entry(self, path: Path) -> Entry | None:
        if path not in self._loaded:
            self._loaded[path] = self.journal.loaded(path)
        return self._loaded[path]

    @cached_property
    def since(self) -> dt.datetime | None:
        """When words were last shared with this reader; or with anybody, where never."""
        words = [each for each in self.given if each.questions != (DONE,)]
        name = self.reader.casefold()
        theirs = [each for each in words if name and each.to.casefold() == name]
        return max((each.at for each in theirs or words), default=None)

    # What an entry has

    def _of(self, path: Path, entry: Entry) -> list[Piece]:
        """Return the pieces of an entry, but for its commitments."""
        exercise = None if entry.exercise in SMALL else self._exercise(entry.exercise)
        if exercise is None:
            return []
        answers = {each.id: each for each in entry.answers}
        pieces = (
            _piece(path.stem, entry, exercise, line, answers.get(name), name)
            for name, line in lines_of(entry, exercise).items()
        )
        return [each for each in pieces if each is not None]

    def named(self, name: str) -> list[Piece]:
        """Return what `compare.own`, of the latest entry, or `ENTRY:own` means.

        Raises:
            NotFound: there is no such entry.
        """
        question = name.rpartition(":")[2] if ":" in name else name.partition(".")[2]
        return [each for each in self.beside(name) if each.is_called(question)]

    def beside(self, name: str) -> list[Piece]:
        """Return all that can be shared of the entry that `name` is about.

        Raises:
            NotFound: there is no such entry.
        """
        entry, colon, _ = name.rpartition(":")
        sitting = entry + colon or name.partition(".")[0]
        if sitting not in self._read:
            self._read[sitting] = self._all_of(sitting, entry)
        return self._read[sitting]

    def _all_of(self, exercise: str, entry: str) -> list[Piece]:
        if entry:
            path: Path | None = find_entry(self.journal, entry, self.today)
        else:
            found = self.journal.entries(exercise=exercise) if exercise else iter(())
            path = next((each.path for each in found), None)
        loaded = self._entry(path) if path else None
        if path is None or loaded is None:
            return []
        promised = self._promised(lambda it: it.entry.stem == path.stem)
        return [*self._of(path, loaded), *promised]

    # Commitments

    @cached_property
    def commitments(self) -> list[Piece]:
        """Those that are open, or of which something was said since the last time.

        Where nothing was shared, that is since the course began, or lately.
        """
        began = self.plan.state["began"] if self.plan else self.today - _LATELY
        day = self.since.date() if self.since else began
        return self._promised(
            lambda it: it.is_open or bool(it.changed and it.changed >= day)
        )

    def _promised(self, is_meant: Callable[[TrackedCommitment], bool]) -> list[Piece]:
        """Return those that may go along; one that was changed stands in its new form."""
        every = {each.name: each for each in self.kept}
        return [
            piece
            for each in every.values()
            if each.state != "changed" and is_meant(each)
            if (piece := self._commitment(each, every))
        ]

    def _commitment(
        self, kept: TrackedCommitment, every: Mapping[str, TrackedCommitment]
    ) -> Piece | None:
        entry = self._entry(kept.entry)
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
            on=kept.made,
            offered=clean_line(f"{in_words(kept.commitment)} ({state})"),
            row={**row, "state": kept.state},
            is_commitment=True,
        )

    def _may_go(
        self,
        kept: TrackedCommitment,
        entry: Entry,
        every: Mapping[str, TrackedCommitment],
    ) -> bool:
        """Tell whether a commitment may; a new form where the one before it may."""
        exercise = self._exercise(entry.exercise)
        origin = every.get(kept.origin)
        if exercise is None or origin is None:
            return exercise is not None and may_lend(kept.commitment, entry, exercise)
        before = self._entry(origin.entry)
        is_open = exercise.lends and not any(
            each.private and commitment_of(each.value) == kept.commitment
            for each in entry.answers
            if each.type == "commitment"
        )
        others = {name: every[name] for name in every if name != kept.name}
        return bool(is_open and before and self._may_go(origin, before, others))

    def with_done(self, made: Share) -> Share:
        """Return a share that tells what is done, of the course where there is one."""
        began = self.plan.state["began"] if self.plan else None
        kept = self._promised(lambda it: not began or it.made >= began)
        done = sum(each.row["state"] == "done" for each in kept)
        return replace(made, plan=self.plan, promised=(done, len(kept)))

    # Notes for a coach

    @cached_property
    def _notes(self) -> list[tuple[Path, Entry]]:
        """The notes that were made, the latest first."""
        paths = (
            each.path
            for each in islice(self.journal.sittings(), _LOOKED_THROUGH)
            if (found := self._exercise(EntryName.of_file(each.path.name).exercise))
            if found.takes_lines
        )
        loaded = ((path, self._entry(path)) for path in paths)
        return [(path, entry) for path, entry in loaded if entry]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that stand as initials, in every file from the first note on."""
        values = (entry.value(INITIALS) for _, entry in self._notes)
        listed = (each for each in values if isinstance(each, tuple))
        return tuple(dict.fromkeys(name for names in listed for name in names))

    @cached_property
    def _noted(self) -> list[Piece]:
        """What the note for a coach has on it, if one was made since."""
        for path, entry in self._notes:
            if not self.since or entry.finished > self.since:
                values = (each.value for each in entry.answers)
                ids = {at for each in values if isinstance(each, tuple) for at in each}
                promised = [each for each in self.commitments if each.key in ids]
                return [*self._of(path, entry), *self._brought(entry), *promised]
        return []

    def _brought(self, note: Entry) -> Iterator[Piece]:
        """Yield the lines of others on a note, but what was taken off or changed since."""
        marks = note.unknown.get(MARKS, {})
        for name, chosen in marks.items() if isinstance(marks, Mapping) else ():
            with suppress(LeadcoachError):
                other = self.journal.find(name.partition(".")[2])
                pieces = self._of(other, self.journal.load(other))
                marked = {f"{other.stem} {each}": chosen[each] for each in chosen}
                yield from (p for p in pieces if marked.get(p.key) == p.mark)

    # The list to choose from

    @cached_property
    def new(self) -> list[SharedSitting]:
        """Those since the last time, or where there was none the latest."""
        found = self._sittings(self.since)
        return list(found if self.since else islice(found, _MOST))

    @cached_property
    def earlier(self) -> list[SharedSitting]:
        """Those before the last time, and those that there was no room for."""
        shown = [each.path for each in self.new[:_MOST]]
        found = (each for each in self._sittings(None) if each.path not in shown)
        return list(islice(found, _LISTED))

    def _sittings(self, since: dt.datetime | None) -> Iterator[SharedSitting]:
        """Yield those that ended after a moment and lend something, newest first."""
        for path in (each.path for each in self.journal.sittings()):
            entry = self._entry(path)
            if entry and since and entry.local_date < since.date():
                return
            is_meant = entry and (not since or entry.finished > since)
            if entry and is_meant and (pieces := self._of(path, entry)):
                day = day_in_words(entry.local_date)
                yield SharedSitting(path, f"{day}, {clean_line(entry.title)}", pieces)

    @cached_property
    def week(self) -> int:
        """The week that names what to bring: that of a meeting that is near, or this one."""
        near = self.plan.near if self.plan else None
        return near.week if near else self.plan.current if self.plan else 0

    @cached_property
    def _to_bring(self) -> list[Piece]:
        bring = self.plan.week(self.week).bring if self.plan and self.week else ()
        named = (
            self.commitments if each == COMMITMENTS else self.named(each)
            for each in bring
        )
        return [piece for pieces in named for piece in pieces]

    @property
    def first(self) -> str:
        """What stands first in the list; empty where nothing does."""
        if self._noted:
            return "What is on your note for your coach"
        return f"What week {self.week} names" if self._to_bring else ""

    @property
    def pieces(self) -> list[Piece]:
        """All that is offered at once, each once."""
        new = [piece for each in self.new[:_MOST] for piece in each.pieces]
        every = (*self._noted, *self._to_bring, *new, *self.commitments)
        return list({each.key: each for each in every}.values())


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
    # Words stand beside an id, and only where they say more than it.
    labels = {key: words for key, words in answer.labels.items() if words != key}
    if answer.type == "choice" and value in labels:
        row["words"] = labels[value]
    elif labels:
        row["labels"] = labels
    if answer.type == "mirror":
        row["generated"] = True
    question, offered = exercise.question(name), line
    if question is not None and question.type == "scale":
        offered = replace(line, text=question.shown(answer.value))
    key, day = f"{stem} {name}", entry.local_date
    called = f"{entry.exercise}.{name}"
    return Piece(called, key, day, offered.offered, row, line.mark)


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
