"""A home with one of every damage that leadcoach knows of, for tests."""

import datetime as dt
import os
from pathlib import Path

from leadcoach.domain.entry import Answer, Draft, Entry
from leadcoach.journal.entry_file import draft_to_toml, entry_to_toml
from leadcoach.journal.toml_file import LARGEST

NOW = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)
SECRET = "Zoë said kingfisher"
"""what nobody wrote in a file name, so that no message may hold it"""


def entry(day: int, *, exercise: str = "reflect", month: int = 11) -> Entry:
    """Return an entry with two answers, begun at half past seven on that day."""
    at = dt.datetime(2026, month, day, 19, 30, tzinfo=dt.UTC)
    answers = (
        Answer("best", "long", "When were you at your best?", f"{SECRET} on {day}."),
        Answer("struggle", "long", "When do you struggle?", f"At night.\n{SECRET}."),
    )
    return Entry(
        exercise=exercise,
        version="1.0.0",
        title="A first look",
        sha256="25b0",
        language="en",
        started=at,
        finished=at,
        zone="UTC",
        local_date=at.date(),
        answers=answers,
    )


def draft(exercise: str = "reflect") -> Draft:
    """Return a draft with one answer."""
    return Draft(
        exercise=exercise,
        version="1.0.0",
        title="A first look",
        sha256="25b0",
        started=NOW,
        saved=NOW,
        answers={"best": SECRET},
    )


def name(day: int, sign: str, exercise: str = "reflect", month: int = 11) -> str:
    """Return the name of an entry's file."""
    return f"2026-{month:02}-{day:02}T193000-{exercise}-{sign}.toml"


def put(path: Path, content: bytes, mode: int = 0o600) -> Path:
    """Write a file with folders for its owner only."""
    for folder in reversed([path.parent, *path.parent.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700)
    path.write_bytes(content)
    path.chmod(mode)
    return path


def well(home: Path) -> None:
    """Write three entries and a draft with which all is well."""
    for day in (1, 2, 3):
        put(home / "journal/2026/11" / name(day, "wellaaaa"), text(day))
    put(home / "drafts/reflect-aaaaaaaa.toml", draft_to_toml(draft()).encode())
    put(home / "drafts/.reflect-aaaaaaaa.lock", b"")
    put(home / "journal/.lock", b"")
    put(home / "settings.toml", b"plain = false\n")


def text(day: int, **given: object) -> bytes:
    """Return the bytes of an entry's file."""
    return entry_to_toml(entry(day, **given)).encode()  # type: ignore[arg-type]


class Seeds:
    """Writes damaged files into a home and remembers where each kind is."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.month = home / "journal/2026/11"
        self.earlier = home / "journal/2026/10"
        self.found: dict[str, list[str]] = {}

    def seed(self, kind: str, path: Path, content: bytes, mode: int = 0o600) -> None:
        """Write a file that is damaged in this way."""
        put(path, content, mode)
        self.is_at(kind, path)

    def is_at(self, kind: str, path: Path) -> None:
        """Remember where a damage of this kind is."""
        where = path.relative_to(self.home).as_posix()
        self.found.setdefault(kind, []).append(where)

    def at(self, day: int, sign: str = "damageda") -> Path:
        """Return the path of an entry of that day."""
        return self.month / name(day, sign)

    def contents(self) -> None:
        """Write entries whose content is damaged."""
        whole = text(5)
        self.seed("cut", self.at(5), whole[: whole.index(b"At night") + 4])
        self.seed("empty", self.at(6), b"")
        self.seed("empty", self.at(7), b"\0" * 4096)
        self.seed("encoding", self.at(8), text(8).decode().encode("latin-1"))
        self.seed("broken", self.at(9), text(9).replace(b'title = "', b"title = "))
        self.seed("broken", self.at(10), text(10).replace(b"started = ", b"begun = "))
        self.seed("refused", self.at(11), text(11))
        os.truncate(self.at(11), LARGEST + 1)
        self.seed("git-markers", self.at(12), conflicted(12))

    def copies(self) -> None:
        """Write what other programs leave beside an entry."""
        stem = put(self.at(13), text(13)).stem
        changed = text(13).replace(b"At night", b"At dawn")
        for other in COPIES:
            self.seed("copy", self.month / other.format(stem=stem), changed)
        self.seed("refused", self.month / f".{stem}.toml.icloud", b"bplist00")
        stray = self.month / f".{name(15, 'damageda')}.99999999.0a1b2c3d.tmp"
        self.seed("stray", stray, text(15))
        self.seed("foreign", self.month / f".{stem}.toml.swp", b"b0VIM 8.2")
        self.seed("foreign", self.month / "shopping list.txt", b"bread\n")

    def no_files(self) -> None:
        """Put something else in the place of a file."""
        self.at(16).symlink_to(self.at(13))
        self.is_at("no-file", self.at(16))
        self.at(17).mkdir(mode=0o700)
        self.is_at("no-file", self.at(17))
        os.mkfifo(self.at(18), 0o600)
        self.is_at("no-file", self.at(18))

    def places(self) -> None:
        """Write whole entries and drafts that do not fit their place or time."""
        self.seed("wide", self.at(14), text(14), 0o644)
        put(self.at(19), text(19))
        self.seed("twins", self.at(19, "damagedb"), text(19))
        self.seed("name", self.at(20), text(21))
        gone = draft_to_toml(draft("gone")).encode()
        self.seed("exercise", self.home / "drafts/gone-aaaaaaaa.toml", gone)
        ahead = self.home / "journal/2026/12" / name(24, "damageda", month=12)
        self.seed("future", ahead, text(24, month=12))

    def harmless(self) -> None:
        """Write what is no damage, though it is not as leadcoach writes now."""
        kept = f"edited-{self.at(1).stem}-aaaaaaaa.txt"
        put(self.home / "drafts" / kept, SECRET.encode())
        put(self.home / "journal/commitments.toml", DONE)  # its entry is gone
        put(self.at(4), b"format = 9\n" + text(4).partition(b"\n")[2])
        marked = b"\xef\xbb\xbf" + text(2, month=10)
        put(self.earlier / name(2, "damageda", month=10), marked)
        windows = text(3, month=10).replace(b"\n", b"\r\n")
        put(self.earlier / name(3, "damageda", month=10), windows)
        old = f"20261001T101500Z-removed-{name(1, 'damageda', month=9)}"
        put(self.home / "trash" / old, text(1, month=9))


def damaged(home: Path) -> dict[str, list[str]]:
    """Write a home with every damage, and return where each kind is."""
    well(home)
    seeds = Seeds(home)
    seeds.contents()
    seeds.copies()
    seeds.no_files()
    seeds.places()
    seeds.harmless()
    return {kind: sorted(found) for kind, found in seeds.found.items()}


COPIES = (
    "{stem}.sync-conflict-20261121-193000-ABCDEF7.toml",
    "{stem} (Kim's conflicted copy 2026-11-21).toml",
    "{stem} 2.toml",
    "{stem}.toml.orig",
    "{stem} - Copy.toml",
)
"""of Syncthing, Dropbox, iCloud, git and a person"""
DONE = b"""format = 1

[[commitment]]
name = "2020-01-01T193000-reflect-goneaaaa"
state = "done"
changed = 2026-11-20
"""


def conflicted(day: int) -> bytes:
    """Return an entry as git leaves it when both sides changed an answer."""
    line = b'value = "%s on %d."\n' % (SECRET.encode(), day)
    assert line in text(day)
    ours, theirs = line.replace(b"said", b"cried"), line.replace(b"said", b"sang")
    both = b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> other\n"
    return text(day).replace(line, both)
