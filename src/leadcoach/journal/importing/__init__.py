"""Bringing entries in: what of all that was found would be new, and writing it."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from leadcoach import disk
from leadcoach.errors import LeadcoachError, Unreadable
from leadcoach.journal.commitments import (
    COMMITMENTS,
    FORMAT,
    StateLine,
    less,
    states_from_toml,
    states_to_toml,
    stem_of,
)
from leadcoach.journal.entry_file import entry_to_toml
from leadcoach.journal.folder import bytes_if_readable, text_of
from leadcoach.journal.importing.notes import (
    Arriving,
    FileContents,
    ForeignNote,
    Remark,
    entry_of,
    sign_in,
)
from leadcoach.journal.store import Journal
from leadcoach.journal.toml_file import LARGEST, from_toml

_LONGEST_WORDS = LARGEST // 8


@dataclass
class ImportPlan(FileContents):
    """What was found, and what of it would come in."""

    new: list[Arriving] = field(default_factory=list)
    there: Counter[str] = field(default_factory=Counter)
    """how many of each kind are in the journal already"""
    lines: list[StateLine] = field(default_factory=list)
    """what `states` say of commitments that is not known here"""
    is_known: bool = False
    """whether all that `states` said of commitments is"""

    def __bool__(self) -> bool:
        """Tell whether anything would be written."""
        return bool(self.new or self.states)

    @property
    def told(self) -> str:
        """Of how many commitments something comes in, in words."""
        count = len({each["name"] for each in self.lines})
        return f"{count:,} commitment{'s' * (count != 1)}"

    def kinds(self) -> list[str]:
        return list(dict.fromkeys([*(each.kind for each in self.new), *self.there]))


def plan_of(journal: Journal, found: FileContents, zone: str) -> ImportPlan:
    """Return what of `found` would come into the journal; nothing is written."""
    plan = ImportPlan(**vars(found))
    names = {path.name for path in journal.newest()}
    _plan_entries(plan, journal, names)
    content = b""
    try:
        plan.states += _of_copies(journal, plan)
        content, plan.lines = _with_states(journal, plan.states)
        plan.is_known = bool(plan.states) and not content
    except Unreadable:
        why = "the journal's own cannot be read, so which commitments are done does not"
        plan.refused.append(Remark(COMMITMENTS, f"{why} come along"))
    if not content:
        plan.states = []
    _plan_notes(plan, names, zone)
    return plan


def bring_in(
    journal: Journal, plan: ImportPlan, tell: Callable[[int], None] = lambda _: None
) -> Iterator[str]:
    """Write all that is new in `plan` and yield each name once it is there.

    `tell` hears how many are written so far.

    Raises:
        DiskRefused, NotConfirmed: those before are in the journal, and the same call
            goes on after them.
    """
    for done, each in enumerate(plan.new):
        tell(done)
        try:
            journal.add_file(each.name, each.content())
        except FileExistsError:  # another leadcoach was first
            continue
        except LeadcoachError as problem:
            so_far = f"{done} of {len(plan.new)} are in."
            hint = f"{so_far} The same command brings the rest."
            raise type(problem)(problem.message, hint) from problem
        yield each.name
    if plan.states:
        with journal.writing():
            content, _ = _with_states(journal, plan.states)
            if content:
                disk.atomic_write(journal.folder / COMMITMENTS, content)


def _plan_entries(plan: ImportPlan, journal: Journal, names: set[str]) -> None:
    coming: dict[str, str] = {}
    begun: dict[str, list[str]] = {}
    for name in names:
        begun.setdefault(name.rpartition("-")[0], []).append(name)
    for each in plan.entries:
        name = each.name
        # A version of an entry can have come in under a name of its own.
        others = begun.get(name.rpartition("-")[0], [])
        same = (sha256(_content(journal, other)).hexdigest() for other in others)
        there = coming.get(name, "")
        if each.digest in (there, *same):
            plan.there[each.kind] += 1
        elif there or name in names:
            why = "the journal has an entry of this name with other words"
            plan.refused.append(Remark(name, f"{why}; it stays as it is"))
        else:
            coming[name] = each.digest
            plan.new.append(each)


def _content(journal: Journal, name: str) -> bytes:
    try:
        return bytes_if_readable(journal.path_of(name))
    except Unreadable:  # its folder is a link
        return b""


def _plan_notes(plan: ImportPlan, names: set[str], zone: str) -> None:
    known = {sign for name in names if (sign := sign_in(name))}
    for note in plan.notes:
        if note.sign in known:
            plan.there[note.kind] += 1
        elif len(note.words) > _LONGEST_WORDS:
            why = "one note is longer than an entry can be"
            plan.refused.append(Remark(note.day.isoformat(), why))
        else:
            known.add(note.sign)
            placed = note.placed(zone)
            content = partial(_file_of, placed, zone)
            plan.new.append(Arriving(placed.name, note.kind, content))


def _file_of(note: ForeignNote, zone: str) -> bytes:
    return entry_to_toml(entry_of(note, zone)).encode()


def _of_copies(journal: Journal, plan: ImportPlan) -> list[tuple[str, bytes]]:
    """Return what was said of an entry for a version of it that comes in, too.

    It has a name of its own, and the same beginning: no two sittings begin at once.
    Whichever is kept of the two, nothing that was said is lost with the other.
    """
    lines = _own_states(journal)["commitment"]
    for where, content in plan.states:
        lines = [*lines, *states_from_toml(content.decode(), where)["commitment"]]
    stems = {stem_of(each["name"]) for each in lines}
    said: dict[str, StateLine] = {}
    for stem in (each.name.removesuffix(".toml") for each in plan.new):
        for line in lines if stem not in stems else ():
            other = stem_of(line["name"])
            if other.rpartition("-")[0] == stem.rpartition("-")[0]:
                its = {**line, "name": line["name"].replace(other, stem, 1)}
                said[repr(sorted(its.items()))] = its
    if not said:
        return []
    tables = {"format": FORMAT, "commitment": list(said.values())}
    return [(COMMITMENTS, states_to_toml(tables))]


def _own_states(journal: Journal) -> dict[str, Any]:
    path = journal.folder / COMMITMENTS
    if not os.path.lexists(path):
        return {"format": FORMAT, "commitment": []}
    return states_from_toml(text_of(path), COMMITMENTS)


def _with_states(
    journal: Journal, found: Sequence[tuple[str, bytes]]
) -> tuple[bytes, list[StateLine]]:
    """Return the file of commitments with what was said elsewhere, and what was added.

    It is empty if nothing is. Where the journal has none yet, the one that comes in is
    taken byte for byte, unless it is of an older form.

    Raises:
        Unreadable: the journal's own cannot be read, so it is not written over.
    """
    if not found:
        return b"", []
    path = journal.folder / COMMITMENTS
    own = _own_states(journal)
    if not os.path.lexists(path) and len(found) == 1:
        where, content = found[0]
        own = states_from_toml(content.decode(), where)
        is_ours = from_toml(content.decode(), where) == own
        return content if is_ours else states_to_toml(own), own["commitment"]
    lines, added = own["commitment"], []
    for where, content in found:
        new = less(states_from_toml(content.decode(), where)["commitment"], lines)
        added += new
        # What both sides say of one commitment goes by its days.
        names = {each["name"] for each in new}
        told = [each for each in (*lines, *new) if each["name"] in names]
        told.sort(key=lambda each: str(each.get("on", "")))
        lines = [*(each for each in lines if each["name"] not in names), *told]
    return states_to_toml({**own, "commitment": lines}) if added else b"", added
