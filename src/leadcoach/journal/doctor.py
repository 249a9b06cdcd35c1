"""Looking for damage in a person's folders, and mending copies of what is damaged.

Looking writes, locks and follows nothing. Mended copies go into a folder of their own;
the originals stay. A kind of damage is a check here, and its words in
rendering/pages/doctor.py.
"""

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.entry import Draft, Entry
from leadcoach.domain.text import coding_of
from leadcoach.domain.toml import BadToml, parse_toml
from leadcoach.errors import Unreadable
from leadcoach.journal.changes import LAST_CHANGE
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import FORMAT, draft_from_toml, entry_from_toml
from leadcoach.journal.entry_name import (
    TEMPORARY,
    EntryName,
    folder_of,
    is_draft,
    is_entry,
    slug,
    stranger,
)
from leadcoach.journal.folder import bytes_of, create
from leadcoach.journal.toml_file import reason_in
from leadcoach.journal.trash import TRASH_NAME, is_trashed
from leadcoach.paths import Places

Reader = Callable[[str, str], Entry | Draft]
"""of the text of a file and its name; raises Unreadable"""

_SKEW = dt.timedelta(minutes=5)
"""how far two clocks may be apart before it is told"""
_JUST_NOW = 60
"""seconds in which another leadcoach may still be writing a temporary file"""
_PLACEHOLDER = 0x40000000
"""SF_DATALESS of macOS: the words are only in the cloud"""
_IN_THE_CLOUD = "its words are only in the cloud"
MENDED = ("cut", "encoding", "broken", "git-markers", "stray", "copy")
"""kinds of damage of which there can be a mended copy"""


@dataclass(frozen=True)
class Damage:
    """One thing that was found."""

    kind: str
    """one of those that rendering/pages/doctor.py has words for"""
    path: Path
    where: str
    """the path as it is shown, from the folder that holds all"""
    detail: str = ""
    """where and what, in words that are never the person's"""

    @property
    def reader(self) -> Reader:
        """What reads a file that is here."""
        is_of_drafts = self.where.startswith("drafts/")
        return draft_from_toml if is_of_drafts else entry_from_toml


@dataclass
class Checkup:
    """What was looked at, and what was found."""

    entries: int = 0
    drafts: int = 0
    found: list[Damage] = field(default_factory=list)


def check(
    places: Places,
    now: dt.datetime,
    is_at_hand: Callable[[Draft], bool],
    tell: Callable[[int], None] = lambda _: None,
) -> Checkup:
    """Look at every file in a person's folders; `tell` hears how many were seen."""
    look = _Look(now, is_at_hand, tell)
    for name in ("journal", "trash", "drafts"):
        # Only here a link is followed: somebody put the whole folder elsewhere.
        folder = getattr(places, name)
        if folder.is_symlink() and not folder.exists():
            look.add("no-file", folder, name, "a link that leads nowhere")
        else:
            look.folder(Path(os.path.realpath(folder)), name)
    for name in ("exercises", "reports", "cache"):
        look.modes(getattr(places, name), name)
    if places.settings.exists():
        look.mode(places.settings, places.settings.name, places.settings.lstat())
    look.commitments(places)
    look.checkup.found.sort(key=lambda each: each.where)
    return look.checkup


class _Look:
    """One walk over the folders."""

    def __init__(
        self,
        now: dt.datetime,
        is_at_hand: Callable[[Draft], bool],
        tell: Callable[[int], None],
    ) -> None:
        self.now, self.is_at_hand, self.tell = now, is_at_hand, tell
        self.checkup, self.seen = Checkup(), 0
        self.stems: set[str] = set()
        self.first: dict[int, str] = {}

    def add(self, kind: str, path: Path, where: str, detail: str = "") -> None:
        self.checkup.found.append(Damage(kind, path, where, detail))

    def folder(self, folder: Path, where: str) -> None:
        for path, place, status in self._held_by(folder, where):
            if _PASSED_OVER.fullmatch(path.name):
                continue
            if not stat.S_ISDIR(status.st_mode):
                self._file(path, place, status)
            elif _YEAR_OR_MONTH.fullmatch(place):
                self.folder(path, place)
            elif _is_named_by_us(path.name, place):
                self.add("no-file", path, place, "a folder")
            else:
                self.add("foreign", path, place)

    def _held_by(
        self, folder: Path, where: str
    ) -> Iterator[tuple[Path, str, os.stat_result]]:
        try:
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode):
                self.add("no-file", folder, where, "no folder")
                return
            self.mode(folder, where, status)
            with os.scandir(folder) as found:
                held = sorted(found, key=lambda each: each.name)
        except FileNotFoundError:
            return
        except OSError as problem:
            self.add("refused", folder, where, problem.strerror or "")
            return
        for each in held:
            status = each.stat(follow_symlinks=False)
            yield Path(each.path), f"{where}/{each.name}", status

    def modes(self, folder: Path, where: str) -> None:
        """Look only at who may open what a folder holds, and for what saving left."""
        for path, place, status in self._held_by(folder, where):
            if stat.S_ISDIR(status.st_mode):
                self.modes(path, place)
                continue
            if stat.S_ISREG(status.st_mode):
                self.mode(path, place, status)
            if stranger(path.name)[0] == "stray":
                self._stranger(path, place, status)

    def mode(self, path: Path, where: str, status: os.stat_result) -> None:
        if os.name == "posix" and status.st_mode & 0o077:
            self.add("wide", path, where, f"mode {stat.S_IMODE(status.st_mode):o}")

    def _file(self, path: Path, where: str, status: os.stat_result) -> None:
        self.seen += 1
        self.tell(self.seen)
        if not stat.S_ISREG(status.st_mode):
            is_link = stat.S_ISLNK(status.st_mode)
            self.add("no-file", path, where, "a link" if is_link else "no plain file")
            return
        self.mode(path, where, status)
        if not _is_named_by_us(path.name, where):
            self._stranger(path, where, status)
        elif path.suffix == ".toml":
            self._ours(path, where, status)

    def _stranger(self, path: Path, where: str, status: os.stat_result) -> None:
        kind, original = stranger(path.name)
        is_new = time.time() - status.st_mtime < _JUST_NOW
        if kind == "stray" and is_new and _is_being_written(path.name):
            return
        detail = _IN_THE_CLOUD if kind == "refused" else ""
        if kind == "copy" and _is_same(path, path.with_name(original)):
            detail = "the words are the same"
        self.add(kind, path, where, detail)

    def _ours(self, path: Path, where: str, status: os.stat_result) -> None:
        if trashed := TRASH_NAME.fullmatch(path.name):
            self.stems.add(Path(trashed["entry"]).stem)
        is_away = int(getattr(status, "st_flags", 0)) & _PLACEHOLDER
        content, why = b"", _IN_THE_CLOUD if is_away else ""
        try:
            content = b"" if is_away else bytes_of(path)
        except Unreadable as problem:
            why = reason_in(problem)
        if why:
            self.add("refused", path, where, why)
        if path.name in (LAST_CHANGE, COMMITMENTS):
            return
        if not why:
            self._content(path, where, content)
        if where.startswith("journal/"):
            self.stems.add(path.stem)
            self.checkup.entries += 1
        self.checkup.drafts += where.startswith("drafts/")

    def _content(self, path: Path, where: str, content: bytes) -> None:
        kind, detail, read = _damage_in(content, Damage("", path, where).reader)
        if kind:
            self.add(kind, path, where, detail)
        if isinstance(read, Entry):
            if where.startswith("journal/"):
                self._entry(path, where, content, read)
        elif read and not self.is_at_hand(read):
            self.add("exercise", path, where, read.exercise)

    def _entry(self, path: Path, where: str, content: bytes, entry: Entry) -> None:
        if wrong := _misfit(where, entry):
            self.add("name", path, where, wrong)
        if entry.started > self.now + _SKEW:
            day = entry.started.date().isoformat()
            self.add("future", path, where, f"{day}; it is {self.now.date()} here")
        first = self.first.setdefault(hash(decoded(content)), path.name)
        if first != path.name:
            self.add("twins", path, where, f"the same as {first}")

    def commitments(self, places: Places) -> None:
        """Look whether commitments.toml can be read, and knows only entries there are."""
        path, where = places.journal / COMMITMENTS, f"journal/{COMMITMENTS}"
        try:
            content = bytes_of(path)
        except Unreadable:  # it is not there, or told already
            return
        try:
            lines = states_from_toml(content.decode(), "")["commitment"]
        except (Unreadable, UnicodeDecodeError) as problem:
            kind, detail, _ = _damage_in(content, entry_from_toml)
            if kind in ("", "broken"):  # as an entry it lacks something else
                kind, detail = "broken", reason_in(problem)
            self.add(kind, path, where, detail)
            return
        for name in (each["name"] for each in lines):
            if self.stems.isdisjoint((name, name.rpartition(".")[0])):
                self.add("commitment", path, where, name)


_PASSED_OVER = re.compile(
    r"\.git(?:ignore|attributes|modules)?|\.st(?:folder|ignore|versions)|\.DS_Store"
    r"|\.localized|\.directory|\.dropbox(?:\.attr|\.cache)?|Thumbs\.db|desktop\.ini"
    r"|\.nfs[0-9a-f]+|lost\+found",
    re.IGNORECASE,
)
"""what a sync program or a desktop puts into every folder; no words are in it"""
_YEAR_OR_MONTH = re.compile(r"journal/[0-9]{4}(?:/[0-9]{2})?")
_EDITED_NAME = re.compile(r"edited-.+\.txt")
"""what was typed in an editor and could not be saved; editing says where it is"""


def _is_being_written(name: str) -> bool:
    """Tell whether the program that began the temporary file `name` still runs here."""
    found = TEMPORARY.fullmatch(name)
    try:
        if os.name == "posix" and found:
            os.kill(int(found["process"]), 0)
            return True
    except (OSError, OverflowError) as problem:
        return isinstance(problem, PermissionError)
    return False


def _is_named_by_us(name: str, where: str) -> bool:
    if name.startswith(".") and name.endswith(".lock"):
        return True
    if where.startswith("trash/"):
        return name == LAST_CHANGE or is_trashed(name)
    if where.startswith("drafts/"):
        return is_draft(name) or _EDITED_NAME.fullmatch(name) is not None
    return name == COMMITMENTS or is_entry(name)


def _misfit(where: str, entry: Entry) -> str:
    """Return what in the name or the folder of an entry does not fit it."""
    folder, _, name = where.rpartition("/")
    named = EntryName.parse(name)
    day = entry.local_date.isoformat()
    if named is None or named.day != day:
        return f"its day is {day}"
    if named.exercise != slug(entry.exercise):
        return f"its exercise is {slug(entry.exercise)}"
    month = folder_of(day)
    return "" if folder == f"journal/{month}" else f"it belongs in {month}"


# Contents


def _damage_in(content: bytes, reader: Reader) -> tuple[str, str, Entry | Draft | None]:
    """Return the kind of damage in a file's bytes, where it is, and what was read.

    All are empty where a newer leadcoach wrote it in a form of its own.
    """
    if content and not content.strip(b"\0"):
        return "empty", "only zero bytes", None
    if coding_of(content) != "utf-8":
        return "encoding", "", None
    try:
        text = _as_read(content.decode())
    except UnicodeDecodeError as problem:
        is_cut = _is_cut_letter(content, problem)
        return "cut" if is_cut else "encoding", "", None
    if not text.strip():
        return "empty", "", None
    try:
        return "", "", reader(text, "")
    except Unreadable as problem:
        return *_damage_in_text(text, problem), None


def _damage_in_text(text: str, problem: Unreadable) -> tuple[str, str]:
    try:
        told = parse_toml(text, own=True).get("format")
    except BadToml as bad:
        if GIT_MARKS.search(text):
            return "git-markers", ""
        if "\0" in text or bad.is_cut:
            last = text.rstrip().count("\n") + 1
            return "cut", f"in line {last}"
        return "broken", reason_in(problem)
    is_newer = type(told) is int and told > FORMAT  # it may well have other keys
    return ("", "") if is_newer else ("broken", reason_in(problem))


GIT_MARKS = re.compile(
    r"^<{7}(?: .*)?\n(?P<ours>(?:.*\n)*?)"
    r"(?:^\|{7}(?: .*)?\n(?:.*\n)*?)?"
    r"^={7}\n(?P<theirs>(?:.*\n)*?)^>{7}(?: .*)?(?:\n|\Z)",
    re.MULTILINE,
)


def _as_read(text: str) -> str:
    # Readers pass over its mark and Windows line ends.
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def decoded(content: bytes) -> str:
    """Return the text of bytes in whatever encoding an editor may have used."""
    for coding in (coding_of(content), "cp1252"):
        try:
            return _as_read(content.decode(coding)).replace("\0", "")
        except UnicodeDecodeError as problem:
            if coding == "utf-8" and _is_cut_letter(content, problem):
                return _as_read(content[: problem.start].decode())
    return _as_read(content.decode("latin-1")).replace("\0", "")


def _is_same(path: Path, other: Path) -> bool:
    try:
        return decoded(bytes_of(path)) == decoded(bytes_of(other))
    except Unreadable:
        return False


def _is_cut_letter(content: bytes, problem: UnicodeDecodeError) -> bool:
    # The file ends, or the disk's zeros begin, in the middle of a letter.
    return not content[problem.end :].strip(b"\0") and (
        problem.reason == "unexpected end of data" or content[-1:] == b"\0"
    )


# Mending


@dataclass
class Repaired:
    """What was done: copies that were written, and what was closed to others."""

    folder: Path
    entries: dict[str, list[Path]] = field(default_factory=dict)
    """new entries, by what each was copied from"""
    drafts: dict[str, list[Path]] = field(default_factory=dict)
    rests: dict[str, list[Path]] = field(default_factory=dict)
    """what could not be read as an entry or draft, as text"""
    closed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """what the system did not let us do"""

    @property
    def has_copies(self) -> bool:
        """Tell whether anything was copied."""
        return bool(self.entries or self.drafts or self.rests)


def repair(places: Places, found: Iterable[Damage], now: dt.datetime) -> Repaired:
    """Write mended copies beside the journal and close what is open to others.

    No byte of a damaged file changes.
    """
    folders = (places.repaired / each for each in _numbered(f"{now:%Y%m%dT%H%M%S}"))
    done = Repaired(next(each for each in folders if not os.path.lexists(each)))
    for damage in found:
        if damage.kind == "wide":
            _close(damage, done)
        elif damage.kind in MENDED and not damage.where.startswith("trash/"):
            _copy(damage, done)
    return done


def _numbered(name: str, end: str = "") -> Iterator[str]:
    yield f"{name}{end}"
    yield from (f"{name}-{number}{end}" for number in range(2, 1_000_000))


def _close(damage: Damage, done: Repaired) -> None:
    with suppress(OSError):
        mode = damage.path.lstat().st_mode
        damage.path.chmod(0o700 if stat.S_ISDIR(mode) else 0o600)
        # Some drives know no owners, and say yes all the same.
        if not damage.path.lstat().st_mode & 0o077:
            done.closed.append(damage.where)
            return
    done.refused.append(f"{damage.where} could not be closed to others.")


def _copy(damage: Damage, done: Repaired) -> None:
    original = damage.path.with_name(stranger(damage.path.name)[1] or damage.path.name)
    if damage.kind in ("copy", "stray") and _is_same(damage.path, original):
        return
    try:
        text = decoded(bytes_of(damage.path))
    except Unreadable as problem:
        done.refused.append(problem.message)
        return
    for version in versions_in(text):
        _copy_version(version, damage, done)


def versions_in(text: str) -> list[str]:
    """Return the versions that git joined in `text`; only itself without its marks."""
    if not GIT_MARKS.search(text):
        return [text]
    return [
        GIT_MARKS.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for side in ("ours", "theirs")
    ]


def salvaged(text: str, reader: Reader) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    starts = [found.start() for found in re.finditer(r"^\[", text, re.MULTILINE)]
    # A cut tears one table; in a file of many megabytes each try takes a second.
    most = 200 if len(text) < 1_000_000 else 3
    for end in [len(text), *reversed(starts[-most:])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _copy_version(text: str, damage: Damage, done: Repaired) -> None:
    whole, rest = salvaged(text, damage.reader)
    name = slug(damage.path.name)
    if whole:
        read = damage.reader(whole, "")
        if isinstance(read, Draft):
            folder, written = done.folder / "drafts", done.drafts
            beginning = slug(read.exercise)
        else:
            folder, written = done.folder, done.entries
            beginning = EntryName.of(read).beginning
        path = create(folder, beginning, whole.encode())
        written.setdefault(damage.where, []).append(path)
        name = path.stem
    if rest.strip():
        for each in _numbered(name, ".txt"):
            path = done.folder / "rest" / each
            with suppress(FileExistsError):
                disk.create_new(path, rest.encode("utf-8", "replace"))
                done.rests.setdefault(damage.where, []).append(path)
                break
