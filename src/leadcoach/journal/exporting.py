"""Entries on their way out: read once, with what may not leave taken out of them.

They leave as a folder of the same files, or as one file; nothing is written over.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from leadcoach import disk
from leadcoach.domain.commitment import commitment_of, in_words
from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import Quote, Reading, quote_in
from leadcoach.domain.text import clean, words_in
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import FORMAT, entry_from_toml, entry_to_toml
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.store import ENTRY_NAME, Journal
from leadcoach.journal.toml_file import to_toml

_RUN = 3
"""as many words in a row are no chance"""
_OPENING = 6
"""words by which an answer is known; `${id|short}` shows twelve, other forms more"""
_OF_A_COMMITMENT = 5
"""words of a commitment by which it is known; lists show it cut short"""
_QUOTED = re.compile('[“„«"]([^“”„«»"\n]{1,200})[”“»"]')
_SET_ASIDE = "set_aside"
_SOURCE = "source"
_PICKING = ("choice", "multi", "matrix")

Run: TypeAlias = tuple[str, ...]
"""words that stand one after the other"""


@dataclass(frozen=True)
class LeavingOut:
    """Which answers are to be left out."""

    ids: frozenset[str] = frozenset()
    """questions by their ids; those asked for several items count as one"""
    private: bool = True
    """whether answers to questions marked as private are left out"""

    def __bool__(self) -> bool:
        return bool(self.ids) or self.private

    def covers(self, answer: Answer) -> bool:
        """Tell whether `answer` is to be left out."""
        return (self.private and answer.private) or self.names(answer.id)

    def names(self, question: str) -> bool:
        """Tell whether the question is one of those named."""
        return question in self.ids or question.partition(".")[0] in self.ids


@dataclass
class Secrets:
    """Words that are to be left out, for finding what quotes them."""

    openings: set[Run] = field(default_factory=set)
    """the first words of answers and items, as questions repeat them"""
    runs: set[Run] = field(default_factory=set)
    """every three words in a row"""
    parts: set[Run] = field(default_factory=set)
    """every one or two words in a row, which count where they stand in quotation marks"""

    def add(self, answer: Answer) -> None:
        """Look for the words of `answer` too."""
        most = _OF_A_COMMITMENT if answer.type == "commitment" else _OPENING
        for words in filter(None, map(_words, _texts_of(answer))):
            self.openings.add(words[:most])
            self.runs.update(_runs(words, _RUN))
            self.parts.update([*_runs(words, 1), *_runs(words, 2)])

    def with_openings(self, others: Iterable[Run]) -> "Secrets":
        """Return these, and the openings of other answers."""
        return replace(self, openings=self.openings.union(others))

    def are_asked_in(self, text: str) -> bool:
        """Tell whether a question or a label repeats one of the answers."""
        if not self.openings:
            return False
        words = _words(text)
        lengths = {len(each) for each in self.openings}
        return self._are_quoted_in(text) or any(
            not self.openings.isdisjoint(_runs(words, length)) for length in lengths
        )

    def are_told_in(self, texts: Iterable[str]) -> bool:
        """Tell whether one of `texts`, made of answers, holds words of one of these."""
        return any(
            self.are_asked_in(text)
            or not self.runs.isdisjoint(_runs(_words(text), _RUN))
            for text in texts
        )

    def _are_quoted_in(self, text: str) -> bool:
        if not self.parts:
            return False
        return any(_words(each) in self.parts for each in _QUOTED.findall(clean(text)))


@dataclass(frozen=True)
class Reduced:
    """An entry as it may leave, and what was taken out of it."""

    entry: Entry
    private: int = 0
    """private answers that were left out"""
    changed: bool = False
    """whether anything at all was taken out"""


def secrets_of(entry: Entry, leaving: LeavingOut) -> Secrets:
    """Return the words of `entry` that are to be left out."""
    found = Secrets()
    for answer in entry.answers:
        if leaving.covers(answer):
            found.add(answer)
    return found


def reduced(
    entry: Entry, leaving: LeavingOut, elsewhere: Iterable[Run] = ()
) -> Reduced:
    """Return `entry` without the answers in `leaving` and all that quotes them.

    `elsewhere` holds the openings of what is left out of other entries, which this
    one may quote.
    """
    secrets = secrets_of(entry, leaving).with_openings(elsewhere)
    out = [
        answer
        for answer in entry.answers
        if leaving.covers(answer)
        or _picks_from(answer, secrets)
        or _repeats(answer, entry, leaving)
    ]
    without = _without(entry, out, secrets)
    # Nobody can tell any more which of these were private.
    if without == entry and not (leaving and _SET_ASIDE in entry.unknown):
        return Reduced(entry)
    kept = {key: each for key, each in entry.unknown.items() if key == _SOURCE}
    private = sum(answer.private for answer in out) if leaving.private else 0
    return Reduced(replace(without, unknown=kept), private, changed=True)


def _without(entry: Entry, out: list[Answer], secrets: Secrets) -> Entry:
    names = {answer.id for answer in out}
    made = [commitment_of(each.value) for each in out if each.type == "commitment"]
    # The title of what was brought in from elsewhere is made of its words.
    hides_title = bool(out) and _SOURCE in entry.unknown
    return replace(
        entry,
        title="" if hides_title else entry.title,
        answers=tuple(
            _asked_without(each, secrets) for each in entry.answers if each not in out
        ),
        reading=_reading_without(entry.reading, names, secrets),
        amended="" if secrets.are_told_in((entry.amended,)) else entry.amended,
        commitments=tuple(
            each
            for each in entry.commitments
            if each not in made and not secrets.are_told_in(_parts(each))
        ),
    )


def _picks_from(answer: Answer, secrets: Secrets) -> bool:
    """Tell whether an answer is about items that are left out, or places them."""
    keys = [answer.id.partition(".")[2]]
    if answer.type in _PICKING and isinstance(answer.value, tuple | Mapping):
        keys += map(str, answer.value)
    return any(_words(key)[:_OPENING] in secrets.openings for key in keys)


def _repeats(answer: Answer, entry: Entry, leaving: LeavingOut) -> bool:
    """Tell whether it is a sentence out of an answer that is left out."""
    quote = quote_in(answer.value)
    return quote is not None and any(
        leaving.covers(each) for each in entry.answers if each.id == quote.answer
    )


def _asked_without(answer: Answer, secrets: Secrets) -> Answer:
    asked = answer.id if secrets.are_asked_in(answer.asked) else answer.asked
    labels = {
        key: words
        for key, words in answer.labels.items()
        if not secrets.are_asked_in(words)
    }
    if asked == answer.asked and len(labels) == len(answer.labels):
        return answer
    return replace(answer, asked=asked, labels=labels)


def _reading_without(
    reading: Reading | None, names: set[str], secrets: Secrets
) -> Reading | None:
    if reading is None or any(each.answer in names for each in _quotes(reading)):
        return None
    return None if secrets.are_told_in(_told(reading)) else reading


def _quotes(reading: Reading) -> Iterator[Quote]:
    yield from reading.quotes
    yield from (each.quote for each in reading.moments)
    yield from (each.quote for each in reading.observations)


def _told(reading: Reading) -> Iterator[str]:
    yield from reading.paragraphs
    yield reading.question
    yield from reading.offered
    for point in reading.points:
        yield from (point.point, point.shares, point.differs, point.leaves_open)


def _parts(commitment: Commitment) -> tuple[str, ...]:
    parts = (commitment.action, commitment.cue, commitment.obstacle, commitment.plan)
    return (*parts, commitment.told)


def _texts_of(answer: Answer) -> Iterator[str]:
    """Yield the words of an answer as they can stand elsewhere."""
    value = answer.value
    quote = quote_in(value)
    if quote is not None:
        value = quote.text
    if answer.type == "commitment":
        yield in_words(commitment_of(value))
    if answer.type in _PICKING:  # ids say nothing where they have words
        keys = value if isinstance(value, tuple | Mapping) else (str(value),)
        yield from (answer.labels.get(str(key), str(key)) for key in keys)
    elif isinstance(value, Mapping):
        yield from (each for each in value.values() if isinstance(each, str))
    elif isinstance(value, tuple):
        yield from value
    elif not isinstance(value, bool | int | float):
        yield plain_words(value)  # a yes or a number stands in many sentences


def _words(text: str) -> Run:
    return tuple(word.casefold() for word in words_in(clean(text)))


def _runs(words: Run, length: int) -> Iterator[Run]:
    return (words[at : at + length] for at in range(len(words) - length + 1))


_SHORTEST_TOLD_AGAIN = 3
"""words of an answer by which another entry than the next one is seen to repeat it"""

README = "README.txt"
_README = """\
This is a journal that leadcoach kept, one file for each sitting.

2026/11/2026-11-21T193000-reflect-k3x9wq2m.toml was begun on 21 November 2026 at 19:30,
with the exercise "reflect". Each [[answer]] has the question as it was asked and, under
value, what was written. commitments.toml, if it is here, says which commitments are done.

The files are TOML in UTF-8 (https://toml.io): any text editor shows them, and most
programming languages can read them. They are not encrypted: whoever has this folder can
read it. `leadcoach journal import FOLDER` takes them back.
"""


@dataclass(frozen=True)
class Leaving:
    """One entry as it leaves."""

    name: str
    """the file's name"""
    content: bytes
    """the file, byte for byte where nothing was left out"""
    entry: Entry
    kept: tuple[int, ...] = ()
    """places, from 1, of the commitments that stayed"""


@dataclass
class Export:
    """All that leaves, oldest first, and what stays behind."""

    entries: list[Leaving] = field(default_factory=list)
    as_they_are: list[tuple[str, bytes]] = field(default_factory=list)
    """names and bytes of files that cannot be read, or that a newer leadcoach wrote"""
    behind: list[str] = field(default_factory=list)
    """names of such files, where something might have had to be left out of them"""
    private: int = 0
    """private answers that were left out"""
    changed: int = 0
    """entries that something was left out of"""
    met: set[str] = field(default_factory=set)
    """questions that were to be left out and that some entry of the journal has"""
    states: bytes = b""
    """what became of the commitments that leave, as a file; empty when there is none"""

    def __bool__(self) -> bool:
        return bool(self.entries or self.as_they_are)


@dataclass
class _Told:
    """Words that were left out so far, which a later entry may repeat."""

    ever: set[Run] = field(default_factory=set)
    last: dict[str, frozenset[Run]] = field(default_factory=dict)
    """those of the last entry of each exercise: the next one can ask with any of them"""

    def before(self, path: Path) -> frozenset[Run]:
        """Return what the entry at `path` may repeat."""
        return self.last.get(_exercise(path), frozenset()).union(self.ever)

    def add(self, path: Path, openings: frozenset[Run]) -> None:
        """Remember what was left out of the entry at `path`."""
        long = (each for each in openings if len(each) >= _SHORTEST_TOLD_AGAIN)
        self.ever.update(long)
        self.last[_exercise(path)] = openings


def export_of(
    journal: Journal, chosen: Collection[Path], leaving: LeavingOut, *, whole: bool
) -> Export:
    """Return the entries at the paths `chosen` as they may leave.

    With `whole`, files that cannot be read leave as they are, where nothing is to be
    left out of any.

    Raises:
        Unreadable: a folder cannot be looked into.
    """
    names = {path.name for path in chosen}
    taking = _Taking(names, leaving, whole=whole)
    # An entry can only repeat what stands in earlier ones, so the oldest comes first.
    for path in reversed(journal.paths()):
        taking.look_at(path)
    taking.export.states = _states(journal, taking.export)
    return taking.export


class _Taking:
    """Goes from entry to entry and takes those that were chosen."""

    def __init__(self, names: set[str], leaving: LeavingOut, *, whole: bool) -> None:
        self.export = Export()
        self._names = names
        self._leaving = leaving
        self._whole = whole
        self._told = _Told()

    def look_at(self, path: Path) -> None:
        """Take the entry at `path`, or only remember what of it may not leave."""
        content = _content(path)
        if path.name not in self._names and not _may_hide(content, self._leaving):
            self._told.add(path, frozenset())
            return
        entry = _entry(content, path)
        if path.name in self._names:
            self._take(path, content, entry)
        if entry is not None:
            named = (each.id for each in entry.answers if self._leaving.names(each.id))
            self.export.met.update(each.partition(".")[0] for each in named)
            openings = secrets_of(entry, self._leaving).openings
            self._told.add(path, frozenset(openings))

    def _take(self, path: Path, content: bytes, entry: Entry | None) -> None:
        is_newer = entry is not None and entry.unknown.get("format", FORMAT) != FORMAT
        is_sure = not (self._leaving and is_newer)
        if entry is not None and is_sure:
            self._take_entry(path, content, entry)
        elif self._whole and content and not self._leaving:
            self.export.as_they_are.append((path.name, content))
        else:
            self.export.behind.append(path.name)

    def _take_entry(self, path: Path, content: bytes, entry: Entry) -> None:
        elsewhere = self._told.before(path) if self._leaving else ()
        found = reduced(entry, self._leaving, elsewhere)
        self.export.private += found.private
        self.export.changed += found.changed
        stayed = found.entry.commitments
        kept = [at for at, each in enumerate(entry.commitments, 1) if each in stayed]
        if found.changed:
            content = entry_to_toml(found.entry).encode()
        leaving = Leaving(path.name, content, found.entry, tuple(kept))
        self.export.entries.append(leaving)


def _content(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except Unreadable:
        return b""


def _entry(content: bytes, path: Path) -> Entry | None:
    try:
        return entry_from_toml(content.decode(), path.name)
    except (Unreadable, UnicodeDecodeError):
        return None


def _may_hide(content: bytes, leaving: LeavingOut) -> bool:
    """Tell whether an entry may hold something to be left out, without parsing it."""
    if leaving.private and b"private" in content:
        return True
    return any(each.encode() in content for each in leaving.ids)


def _exercise(path: Path) -> str:
    named = ENTRY_NAME.fullmatch(path.name)
    return named["exercise"] if named else ""


def _states(journal: Journal, export: Export) -> bytes:
    """Return the file of commitments, with those only that leave.

    It is the same byte for byte when all of them do.
    """
    path = journal.folder / COMMITMENTS
    content = _content(path)
    if not content:
        return b""
    try:
        tables = states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError):
        export.behind.append(COMMITMENTS)
        return b""
    if _leaves_whole(journal, export):
        return content
    names = _names_of_commitments(export)
    left = [
        {**each, "name": names[each["name"]]}
        for each in tables["commitment"]
        if each["name"] in names
    ]
    return to_toml({**tables, "commitment": left}).encode() if left else b""


def _leaves_whole(journal: Journal, export: Export) -> bool:
    leaving = len(export.entries) + len(export.as_they_are)
    return not export.changed and leaving == journal.count()


def _names_of_commitments(export: Export) -> dict[str, str]:
    """Return the names of the commitments that leave: the one they had, the one they get."""
    return {
        _name(each.name, old): _name(each.name, new)
        for each in export.entries
        for new, old in enumerate(each.kept, 1)
    }


def _name(file: str, place: int) -> str:
    stem = file.removesuffix(".toml")
    return stem if place == 1 else f"{stem}.{place}"


def states_of(export: Export) -> dict[str, dict[str, Any]]:
    """Return what became of each commitment that leaves, by its name."""
    if not export.states:
        return {}
    told = states_from_toml(export.states.decode(), COMMITMENTS)
    return {each["name"]: each for each in told["commitment"]}


def commitments_of(leaving: Leaving) -> Iterator[tuple[str, Commitment]]:
    """Yield the commitments of an entry that leaves, each with its name."""
    for at, each in enumerate(leaving.entry.commitments, 1):
        yield _name(leaving.name, at), each


def write_folder(
    export: Export, folder: Path, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Write everything that leaves to `folder`; its README.txt comes last.

    `tell` hears how many files are written so far.

    Raises:
        DiskRefused: what was written before stays there, without a README.txt.
    """
    disk.make_folder(folder)
    for done, (name, content) in enumerate(_files(export)):
        tell(done)
        disk.create_new(folder / name[:4] / name[5:7] / name, content)
    if export.states:
        disk.create_new(folder / COMMITMENTS, export.states)
    disk.create_new(folder / README, _README.encode())


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    yield from ((each.name, each.content) for each in export.entries)
    yield from export.as_they_are


SCHEMA = 1
# What JSON lets stand as it is, but a terminal would act on; parsed, it is the same.
_LIVE = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def lines_of(export: Export) -> Iterator[str]:
    """Yield the lines of all that leaves, each with its end."""
    states = states_of(export)
    for each in export.entries:
        yield _line(_entry_line(each, states))
    if export.states:
        told = {"schema": SCHEMA, "name": COMMITMENTS, "file": export.states.decode()}
        yield _line(told)


def _line(table: Mapping[str, Any]) -> str:
    text = json.dumps(table, ensure_ascii=False, default=_day)
    return _LIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _day(value: object) -> Any:  # noqa: ANN401 - whatever JSON has no sign for
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _entry_line(
    leaving: Leaving, states: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    entry = leaving.entry
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "name": leaving.name,
        "day": entry.local_date,
        "started": entry.started,
        "exercise": entry.exercise,
        "title": entry.title,
        "answers": [_answer(each) for each in entry.answers],
    }
    if entry.reading:
        found["reading"] = {"paragraphs": entry.reading.paragraphs}
    if entry.amended:
        found["amended"] = entry.amended
    found["commitments"] = [
        {**_filled(vars(each)), "state": "open", **_state(states.get(name, {}))}
        for name, each in commitments_of(leaving)
    ]
    found["file"] = leaving.content.decode()
    return found


def _answer(answer: Answer) -> dict[str, Any]:
    found = {"id": answer.id, "type": answer.type, "asked": answer.asked}
    rest = {"private": answer.private, "labels": answer.labels}
    return {**found, "value": answer.value, **_filled(rest)}


def _filled(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in table.items() if each}


def _state(told: Mapping[str, Any]) -> dict[str, Any]:
    days = {"changed": told["on"]} if "on" in told else {}
    return {"state": told["state"], **days} if told else {}
