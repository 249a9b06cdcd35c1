"""Entries on their way out: read once, with what may not leave taken out of them.

They leave as a folder of the same files, or as one file; nothing is written over.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from leadcoach import disk
from leadcoach.domain.entry import (
    SET_ASIDE,
    Answer,
    Commitment,
    Entry,
    Outcome,
    commitment_of,
    in_words,
    texts_in,
)
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import CoachReading, Reading, quote_in
from leadcoach.domain.rewording import without_coach
from leadcoach.domain.text import clean, words_in
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import (
    COMMITMENTS,
    StateLine,
    name_of,
    outcomes_in,
    states_from_toml,
    states_to_toml,
)
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml, is_newer
from leadcoach.journal.entry_name import EntryName, folder_of
from leadcoach.journal.folder import bytes_if_readable
from leadcoach.journal.store import Journal

_RUN = 4
"""as many words in a row are no chance"""
_SHORTEST_TOLD_AGAIN = 3
"""words of an answer by which another entry than the next one is seen to repeat it"""
_QUOTED = re.compile('[“„«"]([^“”„«»"\n]{1,200})[”“»"]')
_SOURCE = "source"
_PICKING = ("choice", "multi", "matrix")

Run: TypeAlias = tuple[str, ...]
"""words that stand one after the other"""


# Leaving out


@dataclass(frozen=True)
class LeavingOut:
    """Which answers are to be left out."""

    ids: frozenset[str] = frozenset()
    """questions by their ids; those asked for several items count as one"""
    private: bool = True
    """whether answers to questions marked as private are left out"""
    coach: bool = False
    """whether a coach's reading is left out, with what was said to it"""

    def __bool__(self) -> bool:
        return bool(self.ids) or self.private or self.coach

    def covers(self, answer: Answer) -> bool:
        return (self.private and answer.private) or self.names(answer.id)

    def names(self, question: str) -> bool:
        """Tell whether the question is one of those named."""
        return question in self.ids or question.partition(".")[0] in self.ids


@dataclass(frozen=True)
class Reduced:
    """An entry as it may leave, and what was taken out of it."""

    entry: Entry
    private: int = 0
    """private answers that were left out"""
    changed: bool = False
    """whether anything at all was taken out"""


def reduced(entry: Entry, leaving: LeavingOut, *elsewhere: Collection[Run]) -> Reduced:
    """Return `entry` without the answers in `leaving` and without all that repeats them.

    A question that does is named by its id; a label, a commitment and a whole reading
    are left out. `elsewhere` is what `openings_of` returned for earlier entries.
    """
    secrets = _Secrets(filter(leaving.covers, entry.answers), elsewhere)
    covered = {each.id for each in entry.answers if leaving.covers(each)}

    def goes(answer: Answer) -> bool:
        quote = quote_in(answer.value)  # a sentence out of an answer that is left out
        is_out_of_one = quote is not None and quote.answer in covered
        return leaving.covers(answer) or is_out_of_one or secrets.are_picked_in(answer)

    out = [answer for answer in entry.answers if goes(answer)]
    without = _without(entry, out, secrets)
    # Nobody can tell any more which of what was set aside was private.
    hides = bool(leaving.ids or leaving.private)
    if without == entry and not (hides and SET_ASIDE in entry.unknown):
        return Reduced(entry)
    kept = {key: each for key, each in entry.unknown.items() if key == _SOURCE}
    private = sum(answer.private for answer in out) if leaving.private else 0
    return Reduced(replace(without, unknown=kept), private, changed=True)


def openings_of(entry: Entry, leaving: LeavingOut) -> frozenset[Run]:
    """Return the first words of each answer that is left out, as other entries ask them."""
    texts = [
        text for each in entry.answers if leaving.covers(each) for text in _texts(each)
    ]
    return frozenset(_words(text)[:_RUN] for text in texts) - {()}


class _Secrets:
    """Words that are left out, for finding what repeats them."""

    def __init__(
        self, answers: Iterable[Answer], elsewhere: Sequence[Collection[Run]]
    ) -> None:
        self.whole: set[Run] = set()
        """four words in a row, and all of a text that has fewer"""
        self._parts: set[Run] = set()
        """fewer words in a row, which count where they stand in quotation marks"""
        for words in (_words(text) for each in answers for text in _texts(each)):
            self.whole.update(_runs(words, min(_RUN, len(words) or 1)))
            for length in range(1, _RUN):
                self._parts.update(_runs(words, length))
        self._all = [each for each in (self.whole, *elsewhere) if each]

    def are_in(self, text: str) -> bool:
        """Tell whether `text` repeats one of them."""
        if not self._all:
            return False
        words = _words(text)
        runs = [run for at in range(1, _RUN + 1) for run in _runs(words, at)]
        return any(run in each for each in self._all for run in runs) or any(
            _words(each) in self._parts for each in _QUOTED.findall(clean(text))
        )

    def are_among(self, made: Reading | CoachReading | Commitment) -> bool:
        return any(map(self.are_in, texts_in(asdict(made))))

    def are_picked_in(self, answer: Answer) -> bool:
        """Tell whether an answer is about an item that is left out, or places it."""
        keys = [answer.id.partition(".")[2]]
        if answer.type in _PICKING and isinstance(answer.value, tuple | Mapping):
            keys += map(str, answer.value)
        return any(_words(key)[:_RUN] in each for each in self._all for key in keys)

    def without(self, answer: Answer) -> Answer:
        """Return an answer without a question and labels that repeat one of them."""
        asked = answer.id if self.are_in(answer.asked) else answer.asked
        said = answer.labels.items()
        labels = {key: words for key, words in said if not self.are_in(words)}
        return replace(answer, asked=asked, labels=labels)


def _without(entry: Entry, out: list[Answer], secrets: _Secrets) -> Entry:
    made = [commitment_of(each.value) for each in out if each.type == "commitment"]
    # The title of what was brought in from elsewhere is made of its words.
    hides_title = bool(out) and _SOURCE in entry.unknown
    names = {answer.id for answer in out}
    told = [
        each
        for each in (entry.reading, entry.coach)
        if each and (names & {q.answer for q in each.every_quote()} or secrets.are_among(each))
    ]  # fmt: skip
    return replace(
        entry,
        title="" if hides_title else entry.title,
        answers=tuple(
            secrets.without(each) for each in entry.answers if each not in out
        ),
        reading=None if entry.reading in told else entry.reading,
        coach=None if entry.coach in told else entry.coach,
        amended="" if secrets.are_in(entry.amended) else entry.amended,
        commitments=tuple(
            each
            for each in entry.commitments
            if each not in made and not secrets.are_among(each)
        ),
    )


def _texts(answer: Answer) -> Iterator[str]:
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


# Entries that leave

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
    """entries that some answer was left out of, or what repeats it"""
    coaches: int = 0
    """readings of a coach that were left out because they are"""
    met: set[str] = field(default_factory=set)
    """questions that were to be left out and that some entry of the journal has"""
    states: bytes = b""
    """what became of the commitments that leave, as a file; empty when there is none"""

    def __bool__(self) -> bool:
        return bool(self.entries or self.as_they_are)


def export_of(
    journal: Journal, chosen: Collection[Path], leaving: LeavingOut, *, whole: bool
) -> Export:
    """Return the entries at the paths `chosen` as they may leave.

    With `whole`, files that cannot be read leave as they are, where nothing is to be
    left out of any.
    """
    names = {path.name for path in chosen}
    taking = _Taking(leaving, whole=whole)
    # An entry can only repeat what stands in earlier ones, so the oldest comes first.
    for path in reversed(journal.paths()):
        taking.look_at(path, is_chosen=path.name in names)
    taking.export.states = _states(journal, taking.export)
    return taking.export


@dataclass
class _Taking:
    """Goes from entry to entry and takes those that were chosen."""

    leaving: LeavingOut
    whole: bool
    export: Export = field(default_factory=Export)
    told_ever: set[Run] = field(default_factory=set)
    told_last: dict[str, frozenset[Run]] = field(default_factory=dict)
    """by exercise: the next entry can ask with any of them"""

    def look_at(self, path: Path, *, is_chosen: bool) -> None:
        """Take the entry at `path`, or only remember what of it may not leave."""
        content = bytes_if_readable(path)
        exercise = EntryName.of_file(path.name).exercise
        # Without parsing it, whether it may hold something to be left out.
        hides = self.leaving.private and b"private" in content
        names = any(each.encode() in content for each in self.leaving.ids)
        if not (is_chosen or hides or names):
            self.told_last.pop(exercise, None)
            return
        entry: Entry | None = None
        with suppress(Unreadable, UnicodeDecodeError):
            entry = entry_from_toml(content.decode(), path.name)
        if is_chosen:
            self._take(path.name, content, entry)
        if entry is not None:
            named = (each.id for each in entry.answers if self.leaving.names(each.id))
            self.export.met.update(each.partition(".")[0] for each in named)
            openings = openings_of(entry, self.leaving)
            long = (each for each in openings if len(each) >= _SHORTEST_TOLD_AGAIN)
            self.told_ever.update(long)
            self.told_last[exercise] = openings

    def _take(self, name: str, content: bytes, entry: Entry | None) -> None:
        export = self.export
        if entry is None or (self.leaving and is_newer(entry)):
            if self.whole and content and not self.leaving:
                export.as_they_are.append((name, content))
            else:
                export.behind.append(name)
            return
        last = self.told_last.get(EntryName.of_file(name).exercise, ())
        has_coach = self.leaving.coach and entry.coach is not None
        entry = without_coach(entry) if has_coach else entry
        found = reduced(entry, self.leaving, self.told_ever, last)
        export.private += found.private
        export.changed += found.changed
        export.coaches += has_coach
        stayed = found.entry.commitments
        kept = [at for at, each in enumerate(entry.commitments, 1) if each in stayed]
        if found.changed or has_coach:
            content = entry_to_toml(found.entry).encode()
        export.entries.append(Leaving(name, content, found.entry, tuple(kept)))


def _states(journal: Journal, export: Export) -> bytes:
    """Return the file of commitments, with those only that leave.

    It is the same byte for byte when all of them do.
    """
    content = bytes_if_readable(journal.folder / COMMITMENTS)
    if not content:
        return b""
    try:
        tables = states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError):
        export.behind.append(COMMITMENTS)
        return b""
    leaving = len(export.entries) + len(export.as_they_are)
    if not export.changed and leaving == journal.count():
        return content
    names = {
        name_of(each.name, old): name_of(each.name, new)
        for each in export.entries
        for new, old in enumerate(each.kept, 1)
    }
    lines = tables["commitment"]
    stems = {each.name.removesuffix(".toml") for each in export.entries}
    left = [_leaving(each, names, stems) for each in lines if each["name"] in names]
    return states_to_toml({**tables, "commitment": left}) if left else b""


def _leaving(
    line: StateLine, names: Mapping[str, str], stems: Collection[str]
) -> StateLine:
    """Return a line with the names of what leaves, and without those of what stays."""
    new = {**line, "name": names[line["name"]], "to": names.get(line.get("to", ""))}
    if new.get("entry") not in stems:
        new["entry"] = None
    return {key: each for key, each in new.items() if each is not None}


def outcomes_of(export: Export) -> dict[str, tuple[Outcome, ...]]:
    """Return what became of each commitment that leaves, oldest first, by its name."""
    text = export.states.decode()
    return outcomes_in(
        states_from_toml(text, COMMITMENTS)["commitment"] if text else []
    )


def commitments_of(leaving: Leaving) -> Iterator[tuple[str, Commitment]]:
    """Yield the commitments of an entry that leaves, each with its name."""
    for at, each in enumerate(leaving.entry.commitments, 1):
        yield name_of(leaving.name, at), each


def write_folder(
    export: Export, folder: Path, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Write all that leaves, README.txt last; `tell` hears how many files so far."""
    disk.make_folder(folder)
    files = ((each.name, each.content) for each in export.entries)
    for done, (name, content) in enumerate((*files, *export.as_they_are)):
        tell(done)
        disk.create_new(folder / folder_of(name) / name, content)
    if export.states:
        disk.create_new(folder / COMMITMENTS, export.states)
    disk.create_new(folder / README, _README.encode())


# Lines for programs

SCHEMA = 1
# What JSON lets stand as it is, but a terminal would act on; parsed, it is the same.
_LIVE = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def lines_of(export: Export) -> Iterator[str]:
    """Yield the lines of all that leaves, each with its end."""
    states = outcomes_of(export)
    for each in export.entries:
        yield _line(_entry_table(each, states))
    if export.states:
        told = {"schema": SCHEMA, "name": COMMITMENTS, "file": export.states.decode()}
        yield _line(told)


def _line(table: Mapping[str, Any]) -> str:
    text = json.dumps(table, ensure_ascii=False, default=str)
    return _LIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def _entry_table(
    leaving: Leaving, states: Mapping[str, Sequence[Outcome]]
) -> dict[str, Any]:
    entry = leaving.entry
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "name": leaving.name,
        "day": entry.local_date,
        "started": entry.started.isoformat(),
        "exercise": entry.exercise,
        "title": entry.title,
        "answers": [
            {"id": each.id, "type": each.type, "asked": each.asked, "value": each.value}
            | _filled({"private": each.private, "labels": each.labels})
            for each in entry.answers
        ],
    }
    if entry.reading:
        found["reading"] = {"paragraphs": entry.reading.paragraphs}
    if entry.amended:
        found["amended"] = entry.amended
    if entry.coach:
        said = [each.text for each in entry.coach.shown]
        found["coach"] = {"said": said, "talk": list(map(vars, entry.coach.talk))}
    found["commitments"] = []
    for name, each in commitments_of(leaving):
        told = states.get(name, ())
        table = _filled(vars(each)) | {"state": told[-1].state if told else "open"}
        if told:
            table["changed"] = told[-1].on
            table["history"] = [_filled(one._asdict()) for one in told]
        found["commitments"].append(table)
    found["file"] = leaving.content.decode()
    return found


def _filled(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in table.items() if each}
