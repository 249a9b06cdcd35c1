"""Bringing in what was found elsewhere: planned as a whole first, nothing twice."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from leadcoach import disk
from leadcoach.errors import LeadcoachError, Unreadable
from leadcoach.journals.carrying.arrivals import Found, Remark
from leadcoach.journals.carrying.notes import Note, at_home, entry_of, known_by
from leadcoach.journals.commitments import COMMITMENTS, FORMAT, states_from_toml
from leadcoach.journals.files import entry_to_toml
from leadcoach.journals.folders import bytes_of
from leadcoach.journals.journal import Journal
from leadcoach.journals.toml import LARGEST, from_toml, to_toml

OWN = "leadcoach"
_OTHER_BYTES = (
    "the journal has an entry of this name with other words; it stays as it is"
)
_TOO_LONG = "one note is longer than an entry can be"
_LONGEST_WORDS = LARGEST // 8


@dataclass(frozen=True)
class Arriving:
    """One entry that would come in."""

    name: str
    kind: str
    content: Callable[[], bytes]
    """makes the file's bytes when they are needed"""


@dataclass
class Plan:
    """What would come in, and what would not."""

    new: list[Arriving] = field(default_factory=list)
    there: dict[str, int] = field(default_factory=dict)
    """how many of each kind are in the journal already"""
    states: list[tuple[str, bytes]] = field(default_factory=list)
    """files that say which commitments are done, with where they were"""
    refused: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    passed: int = 0

    def kinds(self) -> list[str]:
        """Return where entries come from, each once."""
        return list(dict.fromkeys([*(each.kind for each in self.new), *self.there]))


def plan_of(journal: Journal, found: Found, zone: str) -> Plan:
    """Return what of `found` would come into the journal; nothing is written.

    Raises:
        Unreadable: a folder of the journal cannot be looked into.
    """
    plan = Plan(
        refused=list(found.refused), remarks=list(found.remarks), passed=found.passed
    )
    names = {path.name for path in journal.newest()}
    _plan_entries(plan, journal, found, names)
    _plan_notes(plan, found, names, zone)
    plan.states = found.states if _with_states(journal, found.states) else []
    return plan


def bring_in(
    journal: Journal, plan: Plan, tell: Callable[[int], None] = lambda _: None
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
            hint = (
                f"{done} of {len(plan.new)} are in. The same command brings the rest."
            )
            raise type(problem)(problem.message, hint) from problem
        yield each.name
    if plan.states:
        with journal.writing():
            content = _with_states(journal, plan.states)
            if content:
                disk.atomic_write(journal.folder / COMMITMENTS, content)


def _plan_entries(plan: Plan, journal: Journal, found: Found, names: set[str]) -> None:
    coming: dict[str, bytes] = {}
    for name, content in found.entries:
        there = coming.get(name) or (_bytes(journal, name) if name in names else b"")
        if there == content:
            plan.there[OWN] = plan.there.get(OWN, 0) + 1
        elif there or name in names:
            plan.refused.append(Remark(name, _OTHER_BYTES))
        else:
            coming[name] = content
            plan.new.append(Arriving(name, OWN, partial(bytes, content)))


def _plan_notes(plan: Plan, found: Found, names: set[str], zone: str) -> None:
    known = {key for name in names if (key := known_by(name))}
    for as_told in found.notes:
        note = at_home(as_told, zone) if as_told.in_utc else as_told
        key = known_by(note.name)
        if key in known or known_by(as_told.name) in known:
            plan.there[note.kind] = plan.there.get(note.kind, 0) + 1
        elif len(note.words) > _LONGEST_WORDS:
            plan.refused.append(Remark(note.day.isoformat(), _TOO_LONG))
        elif key is not None:
            known.add(key)
            content = partial(_content, note, zone)
            plan.new.append(Arriving(note.name, note.kind, content))


def _content(note: Note, zone: str) -> bytes:
    return entry_to_toml(entry_of(note, zone)).encode()


def _bytes(journal: Journal, name: str) -> bytes:
    try:
        return bytes_of(journal.path_of(name))
    except Unreadable:
        return b""


def _with_states(journal: Journal, found: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the file of commitments with those done elsewhere; nothing if it has them.

    Where the journal has none yet, the one that comes in is taken byte for byte, unless
    it is of an older form.
    """
    path = journal.folder / COMMITMENTS
    own: dict[str, Any] = {"format": FORMAT, "commitment": []}
    if not os.path.lexists(path) and len(found) == 1:
        where, content = found[0]
        own = states_from_toml(content.decode(), where)
        is_ours = from_toml(content.decode(), where) == own
        return content if is_ours else to_toml(own).encode()
    if os.path.lexists(path):
        try:
            own = states_from_toml(bytes_of(path).decode(), COMMITMENTS)
        except (Unreadable, UnicodeDecodeError):
            return b""  # what cannot be read is never written over
    made = own["commitment"]
    known = {each["name"] for each in made}
    added = [each for each in _lines(found) if each["name"] not in known]
    if not added:
        return b""
    return to_toml({**own, "commitment": [*made, *added]}).encode()


def _lines(found: Sequence[tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Return what the files say of commitments, the first word about each."""
    lines: dict[str, dict[str, Any]] = {}
    for where, content in found:
        for each in states_from_toml(content.decode(), where)["commitment"]:
            lines.setdefault(each["name"], each)
    return list(lines.values())
