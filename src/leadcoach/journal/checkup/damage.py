"""Looking for damage in a person's folders; nothing here writes, locks or follows links."""

import datetime as dt
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach.domain.entry import Draft, Entry
from leadcoach.errors import Unreadable
from leadcoach.journal.checkup.contents import (
    READERS,
    Judged,
    decoded,
    is_same,
    judged,
    unopened,
)
from leadcoach.journal.checkup.damages import KINDS
from leadcoach.journal.checkup.strangers import (
    is_being_written,
    is_draft,
    is_entry,
    is_passed_over,
    is_trashed,
    misfit,
    stranger,
    untrashed,
)
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.toml_file import reason_in
from leadcoach.journal.trash import Trash
from leadcoach.paths import Places

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
