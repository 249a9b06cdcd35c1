"""Looking for damage in a person's folders; nothing here writes, locks or follows links."""

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from leadcoach.domain.entry import Draft, Entry
from leadcoach.domain.toml import BadToml, parse_toml
from leadcoach.errors import Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import (
    FORMAT,
    draft_from_toml,
    entry_from_toml,
    is_newer,
)
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.store import ENTRY_NAME, slug
from leadcoach.journal.toml_file import LARGEST, reason_in
from leadcoach.journal.trash import TRASH_NAME, Trash
from leadcoach.paths import Places

Read = TypeVar("Read", Entry, Draft)
Reader = Callable[[str, str], Read]
"""the text of a file and its name; raises Unreadable"""

_MARKERS = re.compile(
    r"^<{7}(?: .*)?\n(?P<ours>(?:.*\n)*?)"
    r"(?:^\|{7}(?: .*)?\n(?:.*\n)*?)?"
    r"^={7}\n(?P<theirs>(?:.*\n)*?)^>{7}(?: .*)?(?:\n|\Z)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Judged(Generic[Read]):
    """What was found in the bytes of one file."""

    kind: str = ""
    """one of `damages.KINDS`; empty when the file is whole"""
    detail: str = ""
    """where and what, in words that are never the person's"""
    read: Read | None = None
    notes: tuple[str, ...] = ()


def judged(content: bytes, reader: Reader[Read]) -> Judged[Read]:
    """Return what `reader` makes of the bytes of a file, or what is wrong with them."""
    if not content.strip(b"\0"):
        return Judged("zeros" if content else "empty")
    if _guesses(content)[0].startswith("utf-16"):
        return Judged("encoding")
    try:
        text = content.decode()
    except UnicodeDecodeError as problem:
        cut = _is_cut_letter(content, problem)
        return Judged("cut" if cut else "encoding")
    notes: tuple[str, ...] = _notes(text)
    text = as_read(text)
    if not text.strip():
        return Judged("empty")
    try:
        read = reader(text, "")
    except Unreadable as problem:
        return _wrong(text, problem, notes)
    return Judged(read=read, notes=("newer", *notes) if is_newer(read) else notes)


def as_read(text: str) -> str:
    """Return `text` without what readers pass over: its mark, and Windows line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _notes(text: str) -> tuple[str, ...]:
    marks = {"bom": text.startswith("\ufeff"), "crlf": "\r\n" in text}
    return tuple(name for name, is_there in marks.items() if is_there)


def _wrong(text: str, problem: Unreadable, notes: tuple[str, ...]) -> Judged[Read]:
    """Tell what is wrong with a text that cannot be read."""
    try:
        tables = parse_toml(text, own=True)
    except BadToml as bad:
        if _MARKERS.search(text):
            return Judged("git-markers")
        if "\0" in text or bad.is_cut:
            last = text.rstrip().count("\n") + 1
            return Judged("cut", f"in line {last}")
        return Judged("not-toml", reason_in(problem))
    told = tables.get("format")
    if type(told) is int and told > FORMAT:  # it may well have other keys
        return Judged(notes=("newer", *notes))
    return Judged("keys", reason_in(problem))


def versions_in(text: str) -> list[str]:
    """Return the versions that git joined in `text`; only itself without its marks."""
    if not _MARKERS.search(text):
        return [text]
    return [
        _MARKERS.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        for side in ("ours", "theirs")
    ]


def decoded(content: bytes) -> str:
    """Return the text of bytes in whatever encoding an editor may have used."""
    for encoding in _guesses(content):
        try:
            return as_read(content.decode(encoding)).replace("\0", "")
        except UnicodeDecodeError as problem:
            if encoding == "utf-8" and _is_cut_letter(content, problem):
                return as_read(content[: problem.start].decode())
    return as_read(content.decode("latin-1")).replace("\0", "")


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _is_cut_letter(content: bytes, problem: UnicodeDecodeError) -> bool:
    # The file ends, or the disk's zeros begin, in the middle of a letter.
    return not content[problem.end :].strip(b"\0") and (
        problem.reason == "unexpected end of data" or content[-1:] == b"\0"
    )


def _guesses(content: bytes) -> tuple[str, ...]:
    if content[:2] in _UTF16:
        return ("utf-16",)
    if content[1:400:2].count(0) > 50:
        return ("utf-16-le",)
    if content[0:400:2].count(0) > 50:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def salvaged(text: str, reader: Reader[Read]) -> tuple[str, str]:
    """Return the longest beginning of `text` that is whole, and the rest.

    It ends before a table; what follows, and all when nothing is whole, is the rest.
    """
    headers = re.finditer(r"^\[", text, re.MULTILINE)
    starts: list[int] = [found.start() for found in headers]
    for end in [len(text), *reversed(starts[-_tries(text) :])]:
        try:
            reader(text[:end], "")
        except Unreadable:
            continue
        return text[:end].rstrip("\n") + "\n", text[end:]
    return "", text


def _tries(text: str) -> int:
    # A cut tears one table; in a file of many megabytes each try takes a second.
    return 200 if len(text) < 1_000_000 else 3


_PLACEHOLDER = 0x40000000
"""SF_DATALESS of macOS: the words are only in the cloud"""


def unopened(status: os.stat_result) -> str:
    """Return why a file is better not opened, or an empty string."""
    if status.st_size > LARGEST:
        return "large"
    flags = int(getattr(status, "st_flags", 0))
    return "elsewhere" if flags & _PLACEHOLDER else ""


def is_same(path: Path, other: Path) -> bool:
    """Tell whether two files hold the same words."""
    try:
        return decoded(bytes_of(path)) == decoded(bytes_of(other))
    except Unreadable:
        return False


READERS: dict[str, Callable[[str, str], Any]] = {
    "journal": entry_from_toml,
    "drafts": draft_from_toml,
}


@dataclass(frozen=True)
class Kind:
    """One kind of damage: its name, and what is said of all that are found of it."""

    title: str
    means: str
    would: str
    """what `leadcoach doctor --repair` does about it"""
    yourself: str
    """what the person can do"""
    is_note: bool = False
    """whether all is well in spite of it"""


_NOTHING = "nothing: there is nothing to copy."
_LEFT = "nothing: it leaves this to you."
_PARTS = (
    "copies what can still be read into a new entry, and the torn rest into a text "
    "file beside it."
)
_OUT = "Look into it, then move it out of the folder."
_FROM_BACKUP = "Put a copy from a backup in its place, if you have one."


def _copy_of(program: str, how: str) -> Kind:
    return Kind(
        f"Conflict copies made by {program}",
        f"{how} leadcoach reads only files it named itself, so what is in the copy is "
        "not in your lists.",
        "copies what differs under a new name of an entry; where the words are the "
        "same, nothing.",
        "Compare the two, then move the copy out of the folder.",
    )


KINDS = {
    "cut": Kind(
        "Files that are cut",
        "The end of the file is missing, as after a power cut or a full disk. leadcoach "
        "does not read it and does not change it.",
        _PARTS,
        _FROM_BACKUP,
    ),
    "empty": Kind(
        "Empty files",
        "There is a file, and nothing in it.",
        _NOTHING,
        f"{_FROM_BACKUP} Otherwise move it out of the folder.",
    ),
    "zeros": Kind(
        "Files of zero bytes only",
        "The disk kept the length of the file and not its words, as after a power cut.",
        _NOTHING,
        f"{_FROM_BACKUP} Otherwise move it out of the folder.",
    ),
    "encoding": Kind(
        "Files in another encoding",
        "An editor saved it in another encoding than UTF-8, so leadcoach does not read "
        "it.",
        "copies it as a new entry, in UTF-8.",
        "Open it in that editor and save it as UTF-8.",
    ),
    "not-toml": Kind(
        "Files that are not TOML",
        "Something in it is not as in a file of leadcoach, so none of it is read.",
        _PARTS,
        "Put the line right in an editor; often a quotation mark is missing.",
    ),
    "keys": Kind(
        "Files in which something needed is missing",
        "It can be opened, but it does not say all that an entry or draft has to.",
        _PARTS,
        "Add what is missing in an editor; `leadcoach help files` shows an entry.",
    ),
    "large": Kind(
        "Files larger than leadcoach reads",
        "It has more than 32 megabytes, which no entry has.",
        _LEFT,
        _OUT,
    ),
    "refused": Kind(
        "Files that cannot be opened",
        "The system does not let leadcoach read it.",
        _NOTHING,
        "Check who owns it and who may read it.",
    ),
    "elsewhere": Kind(
        "Files that are not on this computer",
        "A cloud drive took the words away to save room and left a placeholder.",
        _NOTHING,
        "Open the folder in the cloud drive's program and have it kept on this computer.",
    ),
    "git-markers": Kind(
        "Files with two versions in them, from git",
        "git could not join two versions and wrote both into the file, between lines "
        "of <<<<<<< and >>>>>>>. leadcoach does not read it.",
        "copies each version as a new entry.",
        "Keep one version in an editor, and take the lines of signs out.",
    ),
    "syncthing": _copy_of("Syncthing", "It was changed in two places."),
    "dropbox": _copy_of("Dropbox", "It was changed in two places."),
    "icloud": _copy_of("iCloud", "It was changed in two places."),
    "git": _copy_of("git", "It was left over when two versions were joined."),
    "copy": _copy_of("another program", "Somebody or something copied the file here."),
    "wide": Kind(
        "Open to other users of this computer",
        "Others who use this computer can read it or look into it.",
        "closes it to all but you; the words stay as they are.",
        "chmod 600 for a file, chmod 700 for a folder.",
    ),
    "stray": Kind(
        "Left over from saving",
        "A program ended while it was writing this. What was saved before is in its "
        "place; this may be newer, or half of it.",
        "copies it as a new entry or draft where it is whole and not the same.",
        _OUT,
    ),
    "editor": Kind(
        "Left over by an editor",
        "An editor keeps what was open, or an older version. It can hold your words.",
        _LEFT,
        _OUT,
    ),
    "foreign": Kind(
        "Not made by leadcoach",
        "leadcoach does not read it, list it or change it.",
        _LEFT,
        "Leave it, or move it out of the folder.",
    ),
    "link": Kind(
        "Links to another place",
        "leadcoach follows no link, because it can lead out of your folders.",
        _LEFT,
        "Put the file itself in the place of the link.",
    ),
    "folder": Kind(
        "Folders in place of a file, or files in place of a folder",
        "It has a name that leadcoach gives, and is something else.",
        _LEFT,
        _OUT,
    ),
    "pipe": Kind(
        "Not a file",
        "It is a pipe, a socket or a device. leadcoach does not open it.",
        _NOTHING,
        "Move it out of the folder.",
    ),
    "twins": Kind(
        "The same entry under two names",
        "Both hold the same words, so they count twice.",
        _LEFT,
        "Keep one: `leadcoach journal remove NAME` puts the other into the trash.",
    ),
    "name": Kind(
        "Names that do not fit what is in them",
        "Lists go by the name of the file, so this stands in the wrong place.",
        _LEFT,
        "Give it the day and the exercise that stand in it, in the folder of its month.",
    ),
    "exercise": Kind(
        "Drafts without their exercise",
        "The exercise it was begun with is not at hand, so it cannot be gone on with.",
        _LEFT,
        "Add the exercise again: leadcoach exercise add FILE. Your answers are in the "
        "draft.",
    ),
    "future": Kind(
        "Dated in the future",
        "Either the clock was ahead when it was written, or this computer's clock is "
        "behind now. It stands before what you write next.",
        _LEFT,
        "Look at the clock of this computer first.",
    ),
    "commitment": Kind(
        "Commitments marked as done, without their entry",
        "commitments.toml speaks of an entry that is neither in the journal nor in the "
        "trash.",
        _LEFT,
        "Take the lines out in an editor, or put the entry back from a backup.",
    ),
    "settings": Kind(
        "Settings that cannot be read",
        "Other commands stop at it.",
        _LEFT,
        "Put it right in an editor, or move it away; leadcoach then uses the defaults.",
    ),
    "edited": Kind(
        "Edited text that could not be saved",
        "It is what you typed in the editor, in full; the entry is as it was before.",
        "nothing: nothing is wrong.",
        "Look into it, then remove it or edit the entry again.",
        is_note=True,
    ),
    "newer": Kind(
        "Written by a newer leadcoach",
        "This one shows it and does not change it.",
        "nothing: nothing is wrong.",
        "Update leadcoach on this computer.",
        is_note=True,
    ),
    "bom": Kind(
        "With a mark of its encoding in front",
        "An editor put a byte order mark before the words. It is read all the same.",
        "nothing: nothing is wrong.",
        "Nothing has to be done.",
        is_note=True,
    ),
    "crlf": Kind(
        "With line ends of Windows",
        "It is read all the same.",
        "nothing: nothing is wrong.",
        "Nothing has to be done.",
        is_note=True,
    ),
    "trash": Kind(
        "In the trash for more than 30 days",
        "It goes for good when you next change or remove an entry.",
        "nothing: it throws nothing away.",
        "`leadcoach journal restore` brings it back until then.",
        is_note=True,
    ),
}
"""by name, in the order in which they are shown"""


DRAFT_NAME = re.compile(r"[a-z0-9-]+-[a-z0-9]{8}\.toml")


class Stranger(NamedTuple):
    """What made a file of that name, and the name of the file it was made from."""

    kind: str
    """one of `damages.KINDS`"""
    original: str = ""


_PASSED_OVER = re.compile(
    r"\.git(?:ignore|attributes|modules)?|\.st(?:folder|ignore|versions)|\.DS_Store"
    r"|\.localized|\.directory|\.dropbox(?:\.attr|\.cache)?|Thumbs\.db|desktop\.ini"
    r"|\.nfs[0-9a-f]+|lost\+found",
    re.IGNORECASE,
)
"""what a sync program or a desktop puts into every folder; no words are in it"""

_TEMPORARY = re.compile(r"\.(?P<original>.+)\.(?P<process>\d+)\.[0-9a-f]{8}\.tmp")
_MADE_BY = (
    (
        "syncthing",
        r"(?P<stem>.+)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?(?P<end>\.\w+)?",
    ),
    ("dropbox", r"(?P<stem>.+?) \(.*conflicted copy.*\)(?P<end>\.\w+)?"),
    ("elsewhere", r"\.(?P<stem>.+)\.icloud"),
    ("git", r"(?P<stem>.+\.toml)\.(?:orig|rej|mine|r\d+)"),
    ("git", r"(?P<stem>.+)_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?P<end>\.\w+)"),
    ("stray", r"(?:\.syncthing\.|~syncthing~)(?P<stem>.+)\.tmp"),
    ("editor", r"(?P<stem>.+)~|\.(?P<other>.+)\.sw[a-p]|#.+#|\.#.+|.+\.(?:save|bak)"),
    ("edited", r"edited-(?P<stem>.+)\.txt"),
    ("icloud", r"(?P<stem>[^ ]+) \d{1,3}(?P<end>\.toml)"),
)
_PROGRAMS = tuple((kind, re.compile(pattern)) for kind, pattern in _MADE_BY)
_BEGINS_LIKE_OURS = re.compile(
    r"(?P<stem>\d{4}-\d\d-\d\dT\d\db?\d{4}-[a-z0-9-]+-[a-z0-9]{8})\b.*\.toml"
)


def is_passed_over(name: str) -> bool:
    """Tell whether a sync program or a desktop puts files of that name everywhere."""
    return _PASSED_OVER.fullmatch(name) is not None


def stranger(name: str) -> Stranger:
    """Return who made a file with a name that is not ours."""
    temporary = _TEMPORARY.fullmatch(name)
    if temporary:
        return Stranger("stray", temporary["original"])
    for kind, pattern in _PROGRAMS:
        found = pattern.fullmatch(name)
        if found:
            parts = found.groupdict()
            return Stranger(kind, (parts.get("stem") or "") + (parts.get("end") or ""))
    like = _BEGINS_LIKE_OURS.fullmatch(name)
    if like:
        return Stranger("copy", f"{like['stem']}.toml")
    return Stranger("foreign")


def is_being_written(name: str) -> bool:
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


def is_entry(name: str) -> bool:
    """Tell whether a file of that name is an entry's."""
    return ENTRY_NAME.fullmatch(name) is not None


def misfit(where: str, entry: Entry) -> str:
    """Return what in the name or the folder of an entry does not fit it."""
    folder, _, name = where.rpartition("/")
    named = ENTRY_NAME.fullmatch(name)
    day = entry.local_date.isoformat()
    if named is None or named["day"] != day:
        return f"its day is {day}"
    if named["exercise"] != slug(entry.exercise):
        return f"its exercise is {slug(entry.exercise)}"
    month = f"{day[:4]}/{day[5:7]}"
    return "" if folder == f"journal/{month}" else f"it belongs in {month}"


def is_draft(name: str) -> bool:
    """Tell whether a file of that name is a draft's."""
    return DRAFT_NAME.fullmatch(name) is not None


def is_trashed(name: str) -> bool:
    """Tell whether a file of that name is in the trash because we put it there."""
    return TRASH_NAME.fullmatch(name) is not None


def untrashed(name: str) -> str:
    """Return the name a file in the trash had before."""
    found = TRASH_NAME.fullmatch(name)
    return found["entry"] if found else name


_SKEW = dt.timedelta(minutes=5)
"""how far two clocks may be apart before it is told"""
_JUST_NOW = 60
"""seconds in which another leadcoach may still be writing a temporary file"""
COPIES = ("syncthing", "dropbox", "icloud", "git", "copy")
"""kinds of damage that are copies of a file of ours"""
_OURS = {
    "journal": {COMMITMENTS},
    "trash": {"last-change.toml"},
}
"""files with one name, beside entries"""


@dataclass(frozen=True)
class Damage:
    """One thing that was found."""

    kind: str
    """one of `damages.KINDS`"""
    path: Path
    where: str
    """the path as it is shown, from the folder that holds all"""
    detail: str = ""


@dataclass
class Checkup:
    """What was looked at, and what was found."""

    entries: int = 0
    drafts: int = 0
    found: list[Damage] = field(default_factory=list)

    @property
    def problems(self) -> int:
        """Return how many of the findings are more than a note."""
        return sum(not KINDS[each.kind].is_note for each in self.found)


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
            look.add("link", folder, name, "what it leads to is not there")
        else:
            look.folder(Path(os.path.realpath(folder)), name)
    for name in ("exercises", "reports", "cache"):
        look.modes(getattr(places, name), name)
    if places.settings.exists():
        look.mode(places.settings, places.settings.name, places.settings.lstat())
    look.outdated(places.trash)
    look.commitments(places)
    order = {kind: at for at, kind in enumerate(KINDS)}
    look.checkup.found.sort(key=lambda each: (order[each.kind], each.where))
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
        for each in self._held_by(folder, where):
            path, place = Path(each.path), f"{where}/{each.name}"
            if is_passed_over(each.name):
                continue
            status = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                self._inner(path, place, depth)
            else:
                self._file(path, place, status)

    def _held_by(self, folder: Path, where: str) -> "Iterator[os.DirEntry[str]]":
        try:
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode):
                kind = "link" if stat.S_ISLNK(status.st_mode) else "folder"
                self.add(kind, folder, where)
                return
            self.mode(folder, where, status)
            with os.scandir(folder) as found:
                held = sorted(found, key=lambda each: each.name)
        except FileNotFoundError:
            return
        except OSError as problem:
            self.add("refused", folder, where, problem.strerror or "")
            return
        yield from held

    def _inner(self, path: Path, where: str, depth: int) -> None:
        digits = {0: 4, 1: 2}.get(depth) if where.startswith("journal/") else None
        if digits and len(path.name) == digits and path.name.isdecimal():
            self.folder(path, where, depth + 1)
            return
        ours = self._is_named_by_us(path, where.partition("/")[0])
        self.add("folder" if ours else "foreign", path, where)

    def modes(self, folder: Path, where: str) -> None:
        """Look only at who may open what a folder holds, and for what saving left."""
        for each in self._held_by(folder, where):
            path, place = Path(each.path), f"{where}/{each.name}"
            status = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                self.modes(path, place)
                continue
            if stat.S_ISREG(status.st_mode):
                self.mode(path, place, status)
            if stranger(each.name).kind == "stray":
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
        if stat.S_ISLNK(status.st_mode):
            self.add("link", path, where)
            return
        if not stat.S_ISREG(status.st_mode):
            self.add("pipe", path, where)
            return
        self.mode(path, where, status)
        root = where.partition("/")[0]
        if self._is_named_by_us(path, root):
            if path.suffix == ".toml":
                self._ours(path, where, status, root)
            return
        self._stranger(path, where, status)

    def _is_named_by_us(self, path: Path, root: str) -> bool:
        name = path.name
        if name in _OURS.get(root, ()) or (name[0] == "." and name.endswith(".lock")):
            return True
        if root == "trash":
            return is_trashed(name)
        return is_draft(name) if root == "drafts" else is_entry(name)

    def _stranger(self, path: Path, where: str, status: os.stat_result) -> None:
        kind, original = stranger(path.name)
        if kind == "stray":
            self._stray(path, where, status)
            return
        same = kind in COPIES and is_same(path, path.with_name(original))
        self.add(kind, path, where, "the words are the same" if same else "")

    def _stray(self, path: Path, where: str, status: os.stat_result) -> None:
        fresh = time.time() - status.st_mtime < _JUST_NOW
        if not (fresh and is_being_written(path.name)):
            self.add("stray", path, where)

    def _ours(self, path: Path, where: str, status: os.stat_result, root: str) -> None:
        if root == "trash":
            self.stems.add(untrashed(path.name).removesuffix(".toml"))
        kind = unopened(status)
        content = b""
        if not kind:
            try:
                content = bytes_of(path)
            except Unreadable:
                kind = "refused"
        if kind:
            self.add(kind, path, where)
        elif path.name == "last-change.toml":
            return
        elif path.name != COMMITMENTS:
            self._judge(path, where, content, root)
        if root == "journal" and path.name != COMMITMENTS:
            self.stems.add(path.stem)
            self.checkup.entries += 1
        self.checkup.drafts += root == "drafts"

    def _judge(self, path: Path, where: str, content: bytes, root: str) -> None:
        found: Judged[Entry] | Judged[Draft] = judged(
            content, READERS["drafts" if root == "drafts" else "journal"]
        )
        if found.kind:
            self.add(found.kind, path, where, found.detail)
        for note in found.notes:
            self.add(note, path, where)
        if isinstance(found.read, Draft):
            if not self.is_at_hand(found.read):
                self.add("exercise", path, where, found.read.exercise)
        elif found.read and root == "journal":
            self._entry(path, where, content, found.read)

    def _entry(self, path: Path, where: str, content: bytes, entry: Entry) -> None:
        wrong = misfit(where, entry)
        if wrong:
            self.add("name", path, where, wrong)
        if entry.started > self.now + _SKEW:
            day = entry.started.date().isoformat()
            self.add("future", path, where, f"{day}; it is {self.now.date()} here")
        words = hash(decoded(content))
        first = self.first.setdefault(words, path.name)
        if first != path.name:
            self.add("twins", path, where, f"the same as {first}")

    def outdated(self, folder: Path) -> None:
        """Look for what is in the trash for longer than it is kept."""
        if not folder.is_dir():
            return
        days = (stem[:10] for stem in sorted(self.stems, reverse=True))
        for each in Trash(folder).outdated(self.now, days):
            where, since = f"trash/{each.path.name}", each.when.date().isoformat()
            self.add("trash", each.path, where, f"since {since}")

    # Commitments

    def commitments(self, places: Places) -> None:
        """Look whether commitments.toml can be read, and knows only entries there are."""
        path, where = places.journal / COMMITMENTS, f"journal/{COMMITMENTS}"
        if not path.is_file() or path.is_symlink():
            return
        content = b""
        try:
            content = bytes_of(path)
            lines = states_from_toml(content.decode(), "")["commitment"]
        except (Unreadable, UnicodeDecodeError) as problem:
            found = judged(content, READERS["journal"]) if content else Judged("empty")
            if found.kind in ("", "keys"):  # it is TOML, and something else
                found = Judged("not-toml", reason_in(problem))
            self.add(found.kind, path, where, found.detail)
            return
        for name in (each["name"] for each in lines):
            if name not in self.stems and name.rpartition(".")[0] not in self.stems:
                self.add("commitment", path, where, name)
