"""Looking for damage in a person's folders; nothing here writes, locks or follows links.

A kind of damage is a check here, and its words in rendering/pages/doctor.py.
"""

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from typing import Generic
from typing import NamedTuple
from typing import TypeVar
from leadcoach.domain.entry import Draft
from leadcoach.domain.entry import Entry
from leadcoach.domain.toml import BadToml
from leadcoach.domain.toml import parse_toml
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import COMMITMENTS
from leadcoach.journal.commitments import states_from_toml
from leadcoach.journal.entry_file import FORMAT
from leadcoach.journal.entry_file import draft_from_toml
from leadcoach.journal.entry_file import entry_from_toml
from leadcoach.journal.entry_name import BEGINNING
from leadcoach.journal.entry_name import EntryName
from leadcoach.journal.entry_name import folder_of
from leadcoach.journal.entry_name import is_draft
from leadcoach.journal.entry_name import is_entry
from leadcoach.journal.entry_name import slug
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.toml_file import reason_in
from leadcoach.journal.trash import TRASH_NAME
from leadcoach.journal.trash import is_trashed
from leadcoach.paths import Places
from collections.abc import Iterable
from leadcoach import disk
from leadcoach.journal.folder import create


Read = TypeVar("Read", Entry, Draft)
Reader = Callable[[str, str], Read]
"""the text of a file and its name; raises Unreadable"""

READERS: dict[str, Callable[[str, str], Any]] = {
    "journal": entry_from_toml,
    "drafts": draft_from_toml,
}
_SKEW = dt.timedelta(minutes=5)
"""how far two clocks may be apart before it is told"""
_JUST_NOW = 60
"""seconds in which another leadcoach may still be writing a temporary file"""
_LAST_CHANGE = "last-change.toml"
_PLACEHOLDER = 0x40000000
"""SF_DATALESS of macOS: the words are only in the cloud"""
_IN_THE_CLOUD = "its words are only in the cloud"


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
        self.checkup = Checkup()
        self.stems: set[str] = set()
        self.first: dict[int, str] = {}
        self.seen = 0

    def add(self, kind: str, path: Path, where: str, detail: str = "") -> None:
        self.checkup.found.append(Damage(kind, path, where, detail))

    # Folders

    def folder(self, folder: Path, where: str, depth: int = 0) -> None:
        """Look at a folder of ours and all it holds."""
        for path, place, status in self._held_by(folder, where):
            if _PASSED_OVER.fullmatch(path.name):
                continue
            if stat.S_ISDIR(status.st_mode):
                self._inner(path, place, depth)
            else:
                self._file(path, place, status)

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
            yield (
                Path(each.path),
                f"{where}/{each.name}",
                each.stat(follow_symlinks=False),
            )

    def _inner(self, path: Path, where: str, depth: int) -> None:
        digits = {0: 4, 1: 2}.get(depth) if where.startswith("journal/") else None
        if digits and len(path.name) == digits and path.name.isdecimal():
            self.folder(path, where, depth + 1)
        elif _is_named_by_us(path.name, where):
            self.add("no-file", path, where, "a folder")
        else:
            self.add("foreign", path, where)

    def modes(self, folder: Path, where: str) -> None:
        """Look only at who may open what a folder holds, and for what saving left."""
        for path, place, status in self._held_by(folder, where):
            if stat.S_ISDIR(status.st_mode):
                self.modes(path, place)
                continue
            if stat.S_ISREG(status.st_mode):
                self.mode(path, place, status)
            if stranger(path.name).kind == "stray":
                self._stray(path, place, status)

    def mode(self, path: Path, where: str, status: os.stat_result) -> None:
        """Look at who may open a file or a folder."""
        if os.name == "posix" and status.st_mode & 0o077:
            mode = stat.S_IMODE(status.st_mode)
            self.add("wide", path, where, f"mode {mode:o}")

    # Files

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
        if kind == "stray":
            self._stray(path, where, status)
        elif kind == "copy" and is_same(path, path.with_name(original)):
            self.add(kind, path, where, "the words are the same")
        else:
            self.add(kind, path, where, _IN_THE_CLOUD if kind == "refused" else "")

    def _stray(self, path: Path, where: str, status: os.stat_result) -> None:
        fresh = time.time() - status.st_mtime < _JUST_NOW
        if not (fresh and _is_being_written(path.name)):
            self.add("stray", path, where)

    def _ours(self, path: Path, where: str, status: os.stat_result) -> None:
        root = where.partition("/")[0]
        if root == "trash":
            trashed = TRASH_NAME.fullmatch(path.name)
            self.stems.add(Path(trashed["entry"] if trashed else path).stem)
        content, why = _opened(path, status)
        if why:
            self.add("refused", path, where, why)
        if path.name in (_LAST_CHANGE, COMMITMENTS):
            return
        if not why:
            self._judge(path, where, content, root)
        if root == "journal":
            self.stems.add(path.stem)
            self.checkup.entries += 1
        self.checkup.drafts += root == "drafts"

    def _judge(self, path: Path, where: str, content: bytes, root: str) -> None:
        found: Judged[Entry] | Judged[Draft] = judged(
            content, READERS["drafts" if root == "drafts" else "journal"]
        )
        if found.kind:
            self.add(found.kind, path, where, found.detail)
        if isinstance(found.read, Draft):
            if not self.is_at_hand(found.read):
                self.add("exercise", path, where, found.read.exercise)
        elif found.read and root == "journal":
            self._entry(path, where, content, found.read)

    def _entry(self, path: Path, where: str, content: bytes, entry: Entry) -> None:
        wrong = _misfit(where, entry)
        if wrong:
            self.add("name", path, where, wrong)
        if entry.started > self.now + _SKEW:
            day = entry.started.date().isoformat()
            self.add("future", path, where, f"{day}; it is {self.now.date()} here")
        words = hash(decoded(content))
        first = self.first.setdefault(words, path.name)
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
            kind, detail, _ = judged(content, READERS["journal"])
            if kind in ("", "broken"):  # as an entry it lacks something else
                kind, detail = "broken", reason_in(problem)
            self.add(kind, path, where, detail)
            return
        for name in (each["name"] for each in lines):
            if name not in self.stems and name.rpartition(".")[0] not in self.stems:
                self.add("commitment", path, where, name)


def _opened(path: Path, status: os.stat_result) -> tuple[bytes, str]:
    """Return the bytes of a file, or why it is not opened."""
    if int(getattr(status, "st_flags", 0)) & _PLACEHOLDER:
        return b"", _IN_THE_CLOUD
    try:
        return bytes_of(path), ""
    except Unreadable as problem:
        return b"", reason_in(problem)


# Names


class Stranger(NamedTuple):
    """What made a file of a name that is not ours, and the name it was made from."""

    kind: str
    original: str = ""


_PASSED_OVER = re.compile(
    r"\.git(?:ignore|attributes|modules)?|\.st(?:folder|ignore|versions)|\.DS_Store"
    r"|\.localized|\.directory|\.dropbox(?:\.attr|\.cache)?|Thumbs\.db|desktop\.ini"
    r"|\.nfs[0-9a-f]+|lost\+found",
    re.IGNORECASE,
)
"""what a sync program or a desktop puts into every folder; no words are in it"""
_EDITED_NAME = re.compile(r"edited-.+\.txt")
"""what was typed in an editor and could not be saved; editing says where it is"""
_TEMPORARY = re.compile(r"\.(?P<original>.+)\.(?P<process>\d+)\.[0-9a-f]{8}\.tmp")
_OF_SYNCTHING = re.compile(r"(?:\.syncthing\.|~syncthing~)(?P<original>.+)\.tmp")
_OF_ICLOUD = re.compile(r"\.(?P<original>.+)\.icloud")
_COPY = re.compile(
    rf"(?P<stem>{BEGINNING}-[a-z0-9]{{8}}|commitments"
    r"|[a-z0-9-]+-[a-z0-9]{8})(?![a-z0-9]).*\.toml.*"
)
"""a name of ours with something more in it, as sync programs, git and people do it"""


def stranger(name: str) -> Stranger:
    """Return who made a file with a name that is not ours."""
    for kind, pattern in (
        ("stray", _TEMPORARY),
        ("stray", _OF_SYNCTHING),
        ("refused", _OF_ICLOUD),
    ):
        found = pattern.fullmatch(name)
        if found:
            return Stranger(kind, found["original"])
    copy = _COPY.fullmatch(name)
    return Stranger("copy", f"{copy['stem']}.toml") if copy else Stranger("foreign")


def _is_being_written(name: str) -> bool:
    """Tell whether the program that began the temporary file `name` still runs here."""
    found = _TEMPORARY.fullmatch(name)
    if os.name != "posix" or not found:
        return False
    try:
        os.kill(int(found["process"]), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _is_named_by_us(name: str, where: str) -> bool:
    """Tell whether leadcoach gives such a name in the folder where it is."""
    root = where.partition("/")[0]
    if name.startswith(".") and name.endswith(".lock"):
        return True
    if root == "trash":
        return name == _LAST_CHANGE or is_trashed(name)
    if root == "drafts":
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


class Judged(NamedTuple, Generic[Read]):
    """What was found in the bytes of one file."""

    kind: str = ""
    """empty when the file is whole"""
    detail: str = ""
    read: Read | None = None
    """None too where a newer leadcoach wrote it, in a form of its own"""


def judged(content: bytes, reader: Reader[Read]) -> Judged[Read]:
    """Return what `reader` makes of the bytes of a file, or what is wrong with them."""
    if content and not content.strip(b"\0"):
        return Judged("empty", "only zero bytes")
    if _guesses(content)[0].startswith("utf-16"):
        return Judged("encoding")
    try:
        text = as_read(content.decode())
    except UnicodeDecodeError as problem:
        cut = _is_cut_letter(content, problem)
        return Judged("cut" if cut else "encoding")
    if not text.strip():
        return Judged("empty")
    try:
        return Judged(read=reader(text, ""))
    except Unreadable as problem:
        return _wrong(text, problem)


def _wrong(text: str, problem: Unreadable) -> Judged[Any]:
    """Tell what is wrong with a text that cannot be read."""
    try:
        tables = parse_toml(text, own=True)
    except BadToml as bad:
        if GIT_MARKS.search(text):
            return Judged("git-markers")
        if "\0" in text or bad.is_cut:
            last = text.rstrip().count("\n") + 1
            return Judged("cut", f"in line {last}")
        return Judged("broken", reason_in(problem))
    told = tables.get("format")
    if type(told) is int and told > FORMAT:  # it may well have other keys
        return Judged()
    return Judged("broken", reason_in(problem))


GIT_MARKS = re.compile(
    r"^<{7}(?: .*)?\n(?P<ours>(?:.*\n)*?)"
    r"(?:^\|{7}(?: .*)?\n(?:.*\n)*?)?"
    r"^={7}\n(?P<theirs>(?:.*\n)*?)^>{7}(?: .*)?(?:\n|\Z)",
    re.MULTILINE,
)


def as_read(text: str) -> str:
    """Return `text` without what readers pass over: its mark, and Windows line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def decoded(content: bytes) -> str:
    """Return the text of bytes in whatever encoding an editor may have used."""
    for encoding in _guesses(content):
        try:
            return as_read(content.decode(encoding)).replace("\0", "")
        except UnicodeDecodeError as problem:
            if encoding == "utf-8" and _is_cut_letter(content, problem):
                return as_read(content[: problem.start].decode())
    return as_read(content.decode("latin-1")).replace("\0", "")


def is_same(path: Path, other: Path) -> bool:
    """Tell whether two files hold the same words."""
    try:
        return decoded(bytes_of(path)) == decoded(bytes_of(other))
    except Unreadable:
        return False


def _is_cut_letter(content: bytes, problem: UnicodeDecodeError) -> bool:
    # The file ends, or the disk's zeros begin, in the middle of a letter.
    return not content[problem.end :].strip(b"\0") and (
        problem.reason == "unexpected end of data" or content[-1:] == b"\0"
    )


def _guesses(content: bytes) -> tuple[str, ...]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if content[1:400:2].count(0) > 50:
        return ("utf-16-le",)
    if content[0:400:2].count(0) > 50:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


MENDED = ("cut", "encoding", "broken", "git-markers", "stray", "copy")
"""kinds of damage of which there can be a mended copy"""


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
    done = Repaired(_new_folder(places.repaired, now))
    for damage in found:
        if damage.kind == "wide":
            _close(damage, done)
        elif damage.kind in MENDED and not damage.where.startswith("trash/"):
            _copy(damage, done)
    return done


def _new_folder(above: Path, now: dt.datetime) -> Path:
    folder = above / f"{now:%Y%m%dT%H%M%S}"
    number = 2
    while folder.exists() or folder.is_symlink():
        folder = above / f"{now:%Y%m%dT%H%M%S}-{number}"
        number += 1
    return folder


def _close(damage: Damage, done: Repaired) -> None:
    try:
        mode = damage.path.lstat().st_mode
        damage.path.chmod(0o700 if stat.S_ISDIR(mode) else 0o600)
        is_closed = not damage.path.lstat().st_mode & 0o077
    except OSError:
        is_closed = False
    if is_closed:  # some drives know no owners, and say yes all the same
        done.closed.append(damage.where)
    else:
        done.refused.append(f"{damage.where} could not be closed to others.")


def _copy(damage: Damage, done: Repaired) -> None:
    is_copy = damage.kind in ("copy", "stray")
    original = stranger(damage.path.name).original
    if is_copy and is_same(damage.path, damage.path.with_name(original)):
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


def salvaged(text: str, reader: Reader[Read]) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    headers = re.finditer(r"^\[", text, re.MULTILINE)
    starts: list[int] = [found.start() for found in headers]
    # A cut tears one table; in a file of many megabytes each try takes a second.
    most: int = 200 if len(text) < 1_000_000 else 3
    for end in [len(text), *reversed(starts[-most:])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _copy_version(text: str, damage: Damage, done: Repaired) -> None:
    root = "drafts" if damage.where.startswith("drafts/") else "journal"
    whole, rest = salvaged(text, READERS[root])
    if whole:
        read = READERS[root](whole, "")
        is_draft = isinstance(read, Draft)
        folder = done.folder / "drafts" if is_draft else done.folder
        beginning = (
            slug(read.exercise)
            if isinstance(read, Draft)
            else EntryName.of(read).beginning
        )
        path = create(folder, beginning, whole.encode())
        written = done.drafts if is_draft else done.entries
        written.setdefault(damage.where, []).append(path)
        done_as = path.stem
    else:
        done_as = slug(damage.path.name)
    if rest.strip():
        path = _text_beside(done.folder / "rest", done_as, rest)
        done.rests.setdefault(damage.where, []).append(path)


def _text_beside(folder: Path, name: str, text: str) -> Path:
    number = 1
    while True:
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            disk.create_new(path, text.encode("utf-8", "replace"))
        except FileExistsError:
            number += 1
            continue
        return path
