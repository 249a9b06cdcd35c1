"""Looking for damage in a person's folders; it writes, locks and follows nothing.

A kind of damage is a check here, and its words in rendering/pages/doctor.toml. What
mends copies of it is in journal/repair.py.
"""

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach.domain.entry import Draft, Entry
from leadcoach.domain.text import coding_of
from leadcoach.domain.toml import BadToml, parse_toml
from leadcoach.errors import Unreadable
from leadcoach.journal.changes import LAST_CHANGE
from leadcoach.journal.commitments import COMMITMENTS, less, states_from_toml
from leadcoach.journal.entry_file import FORMAT, draft_from_toml, entry_from_toml
from leadcoach.journal.entry_name import (
    TEMPORARY,
    EntryName,
    file_name,
    folder_of,
    is_draft,
    is_entry,
    sign_of,
    slug,
    stranger,
)
from leadcoach.journal.folder import bytes_if_readable, bytes_of, git_of
from leadcoach.journal.toml_file import (
    from_toml,
    joined,
    lines_from_toml,
    reason_in,
)
from leadcoach.journal.trash import is_trashed
from leadcoach.paths import GIT_MARKS, Places, copied_from

FileReader = Callable[[str, str], Entry | Draft]
"""of the text of a file and its name; raises Unreadable"""
_NO_MORE = {
    "journal": "what is in it is in your journal too",
    "drafts": "what is in it is in your drafts too",
}
"""said of a copy without anything new, by its folder"""

_SKEW = dt.timedelta(minutes=5)
"""how far two clocks may be apart before it is told"""
_JUST_NOW = 60
"""seconds in which another leadcoach may still be writing a temporary file"""
_PLACEHOLDER = 0x40000000
"""SF_DATALESS of macOS: the words are only in the cloud"""
_IN_THE_CLOUD = "its words are only in the cloud"


@dataclass(frozen=True)
class Damage:
    """One thing that was found."""

    kind: str
    """one of those that rendering/pages/doctor.toml has words for"""
    path: Path
    where: str
    """the path as it is shown, from the folder that holds all"""
    detail: str = ""
    """where and what, in words that are never the person's"""

    @property
    def reader(self) -> FileReader:
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
    is_in_git = git_of(places.journal) is not None
    look = _Look(now, is_at_hand, tell, is_in_git=is_in_git)
    for name in ("journal", "trash", "drafts"):
        # Only here a link is followed: somebody put the whole folder elsewhere.
        folder = getattr(places, name)
        if folder.is_symlink() and not folder.exists():
            look.add("no-file", folder, name, "a link that leads nowhere")
        else:
            look.folder(Path(os.path.realpath(folder)), name)
    for name in ("exercises", "courses", "coach", "reports", "cache"):
        look.aside(getattr(places, name), name)
    look.alone(places.settings)
    look.marks(places.settings)
    look.alone(places.shared, as_toml=True)
    look.checkup.found.sort(key=lambda each: each.where)
    return look.checkup


@dataclass
class _Look:
    """One walk over the folders."""

    now: dt.datetime
    is_at_hand: Callable[[Draft], bool]
    tell: Callable[[int], None]
    is_in_git: bool
    """without git, its marks in an answer are the person's own words"""
    checkup: Checkup = field(default_factory=Checkup)
    seen: int = 0
    first: dict[int, str] = field(default_factory=dict)

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

    def aside(self, folder: Path, where: str) -> None:
        """Look at who may open what a folder holds, for copies, and what saving left."""
        for path, place, status in self._held_by(folder, where):
            if stat.S_ISDIR(status.st_mode):
                self.aside(path, place)
                continue
            if stat.S_ISREG(status.st_mode):
                self.mode(path, place, status)
            if made_from(path)[0] in ("stray", "copy"):
                self._stranger(path, place, status)
            elif path.suffix == ".toml" and stat.S_ISREG(status.st_mode):
                self._as_toml(path, place)

    def _as_toml(self, path: Path, where: str) -> None:
        """Look only whether a file is TOML; whoever uses it looks closer."""
        with suppress(Unreadable):
            reader = lines_from_toml if is_of_lines(where) else from_toml
            kind, detail, _ = _damage_in(bytes_of(path), reader)
            if kind:
                self.add(kind, path, where, detail)

    def alone(self, file: Path, *, as_toml: bool = False) -> None:
        """Look at a file among those of others, and for its copies."""
        for path in sorted(file.parent.glob(f"{file.stem}*")):
            if path == file:
                self.mode(path, path.name, path.lstat())
                if as_toml:
                    self._as_toml(path, path.name)
            elif made_from(path) == ("copy", file):
                self._stranger(path, path.name, path.lstat())

    def marks(self, file: Path) -> None:
        """Look for two versions in settings, of which the first is read."""
        if GIT_MARKS.search(decoded(bytes_if_readable(file))):
            self.add("git-markers", file, file.name)

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
        kind, original = made_from(path)
        is_new = time.time() - status.st_mtime < _JUST_NOW
        if kind == "stray" and is_new and _is_being_written(path.name):
            return
        if kind == "copy" and original.name == LAST_CHANGE:  # that of another computer
            return
        detail = _IN_THE_CLOUD if kind == "refused" else ""
        if kind == "copy" and says_no_more(path, original, where):
            said = f"nothing in it that {original.name} lacks"
            detail = _NO_MORE.get(where.partition("/")[0], said)
        self.add(kind, path, where, detail)

    def _ours(self, path: Path, where: str, status: os.stat_result) -> None:
        is_away = int(getattr(status, "st_flags", 0)) & _PLACEHOLDER
        content, why = b"", _IN_THE_CLOUD if is_away else ""
        try:
            content = b"" if is_away else bytes_of(path)
        except Unreadable as problem:
            why = reason_in(problem)
        if why:
            self.add("refused", path, where, why)
        if path.name == LAST_CHANGE:
            self._as_toml(path, where)
            return
        look = self._commitments if path.name == COMMITMENTS else self._content
        if not why:
            look(path, where, content)
        self.checkup.entries += where.startswith("journal/") and is_entry(path.name)
        self.checkup.drafts += where.startswith("drafts/")

    def _content(self, path: Path, where: str, content: bytes) -> None:
        kind, detail, read = _damage_in(content, Damage("", path, where).reader)
        if kind:
            self.add(kind, path, where, detail)
        elif self.is_in_git and GIT_MARKS.search(decoded(content)):
            self.add("git-markers", path, where, "inside an answer")
        if isinstance(read, Entry):
            if where.startswith("journal/"):
                self._entry(path, where, content, read)
        elif isinstance(read, Draft) and not self.is_at_hand(read):
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

    def _commitments(self, path: Path, where: str, content: bytes) -> None:
        # What it says of entries that are gone is no damage: they may be in a trash,
        # here or on another computer, and come back.
        try:
            states_from_toml(content.decode(), "")
        except (Unreadable, UnicodeDecodeError) as problem:
            kind, detail, _ = _damage_in(content, entry_from_toml)
            if kind in ("", "broken"):  # as an entry it lacks something else
                kind, detail = "broken", reason_in(problem)
            self.add(kind, path, where, detail)


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


def _damage_in(
    content: bytes, reader: Callable[[str, str], object]
) -> tuple[str, str, object]:
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


def made_from(path: Path) -> tuple[str, Path]:
    """Return the kind of a file with a name that is not ours, and what it was made from."""
    kind, name = stranger(path.name)
    original = path.with_name(name or copied_from(path.name) or path.name)
    is_copy = kind == "foreign" and original != path and original.exists()
    return ("copy" if is_copy else kind), original


def is_of_lines(where: str) -> bool:
    """Tell whether each line of a file, or of a copy of it, stands for itself.

    So it is in the list of what was shared, and in what is kept of a course.
    """
    folder, _, name = where.rpartition("/")
    original = copied_from(name) or name
    is_course = folder == "courses" and not original.endswith(".course.toml")
    return is_course or (folder, original) == ("", "shared.toml")


def says_no_more(path: Path, original: Path, where: str) -> bool:
    """Tell whether the copy at `path` holds nothing that is not in its place already."""
    try:
        text, other = (decoded(bytes_of(each)) for each in (path, original))
        if is_of_lines(where):
            told = lines_from_toml(other, "")
            both = joined(told, lines_from_toml(text, ""))
            return all(told.get(name) == both[name] for name in both)
        if original.name != COMMITMENTS:
            return text == other or _is_brought_in(text, path)
        lines, known = (
            states_from_toml(each, "")["commitment"] for each in (text, other)
        )
        return not less(lines, known)
    except Unreadable:
        return False


def _is_brought_in(text: str, copy: Path) -> bool:
    """Tell whether a repair made an entry or a draft of a copy, and it is in."""
    read = draft_from_toml if is_draft(stranger(copy.name)[1]) else entry_from_toml
    name = file_name(beginning_of(read(text, "")), sign_of(text.encode()))
    return copy.with_name(name).exists()


def beginning_of(read: Entry | Draft) -> str:
    """Return how the name of a file with this in it begins."""
    if isinstance(read, Draft):
        return slug(read.exercise)
    return EntryName.of(read).beginning


def _is_cut_letter(content: bytes, problem: UnicodeDecodeError) -> bool:
    # The file ends, or the disk's zeros begin, in the middle of a letter.
    return not content[problem.end :].strip(b"\0") and (
        problem.reason == "unexpected end of data" or content[-1:] == b"\0"
    )
