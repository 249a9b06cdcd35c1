"""What is written survives a power cut, and each part of the recipe is needed for it.

`PowerCut` keeps what a disk would keep: the bytes of a file once it was flushed, and
names once their folder was. The recipe has to be right at every call; each part of it
is then taken out, to show that these tests would notice.
"""

import inspect
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import pytest

from leadcoach import disk

OLD = b"old words\n" * 10
NEW = b"new words that are longer\n" * 30
LAST = 40
"""more calls than any write makes"""


class Cut(BaseException):
    """The power is gone."""


class PowerCut(disk.Io):
    """Lets calls through to the disk until call `at`, and knows what would survive."""

    def __init__(self, root: Path, at: int = 0) -> None:
        self.root, self.at, self.calls = root, at, 0
        self.opened: dict[int, Path] = {}
        self.bytes_kept: dict[int, bytes] = {}
        self.names_kept: dict[Path, dict[str, int]] = {}
        for folder, _, files in os.walk(root):
            self._keep_names(Path(folder))
            for name in files:
                self._keep_bytes(Path(folder, name))

    def _keep_names(self, folder: Path) -> None:
        names = {path.name: path.stat().st_ino for path in folder.iterdir()}
        self.names_kept[folder] = names

    def _keep_bytes(self, path: Path) -> None:
        self.bytes_kept[path.stat().st_ino] = path.read_bytes()

    def _tick(self) -> None:
        self.calls += 1
        if self.calls >= self.at > 0:
            raise Cut

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        self._tick()
        descriptor = super().open(path, flags, mode)
        self.opened[descriptor] = Path(path)
        return descriptor

    def write(self, descriptor: int, chunk: memoryview) -> int:
        self._tick()
        return super().write(descriptor, chunk[:100])

    def fsync(self, descriptor: int) -> None:
        self._tick()
        path = self.opened[descriptor]
        if path.is_dir():
            self._keep_names(path)
        else:
            self._keep_bytes(path)

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._tick()

    def replace(self, source: str, target: str) -> None:
        self._tick()
        super().replace(source, target)

    def link(self, source: str, target: str) -> None:
        self._tick()
        super().link(source, target)

    def unlink(self, path: str) -> None:
        self._tick()
        super().unlink(path)

    def mkdir(self, path: str, mode: int) -> None:
        self._tick()
        super().mkdir(path, mode)

    def survivors(self) -> Iterator[dict[Path, bytes]]:
        """Give the two worst cases: names and bytes unflushed are gone; only bytes."""
        yield dict(self._kept(self.root))
        for folder, _, _ in os.walk(self.root):
            self._keep_names(Path(folder))
        yield dict(self._kept(self.root))

    def _kept(self, folder: Path) -> Iterator[tuple[Path, bytes]]:
        for name, inode in self.names_kept.get(folder, {}).items():
            path = folder / name
            if path in self.names_kept or path.is_dir():
                yield from self._kept(path)
            else:
                yield path, self.bytes_kept.get(inode, b"")


def complaints(recipe: ModuleType, root: Path) -> set[str]:
    """Cut the power at every call of both kinds of write; say what was lost."""
    found = set()
    for number, kind in enumerate(("atomic_write", "create_new")):
        for at in range(LAST):
            home = root / f"{number}-{at}"
            home.mkdir(mode=0o700)
            found |= _cut_once(recipe, kind, home, at)
    return found


def _cut_once(recipe: ModuleType, kind: str, home: Path, at: int) -> set[str]:
    path = (
        home / "words.toml" if kind == "atomic_write" else home / "2026/11/words.toml"
    )
    before = {OLD} if kind == "atomic_write" else {None}
    vars(recipe)["io"] = disk.Io()
    if kind == "atomic_write":
        recipe.atomic_write(path, OLD)
    double = vars(recipe)["io"] = PowerCut(home, at)
    said_saved = False
    with suppress(Cut, FileExistsError):
        getattr(recipe, kind)(path, NEW)
        said_saved = True
    found = set()
    if said_saved == (0 < at <= double.calls) or double.calls >= LAST:
        found.add("not every call was cut")
    if any(each.stat().st_mode & 0o77 for each in home.rglob("*")):
        found.add("others may read it")
    for kept in double.survivors():
        if kept.get(path) not in before | {NEW}:
            found.add("spoilt")
        if said_saved and kept.get(path) != NEW:
            found.add("said saved, and lost")
    return found


MUTANTS = {
    "the file is not flushed": (
        "            io.fsync(descriptor)\n        finally:",
        "            pass\n        finally:",
        "spoilt",
    ),
    "the folder is not flushed": (
        'if os.name == "nt":  # Windows',
        "if True:  # Windows",
        "said saved, and lost",
    ),
    "a new folder is not flushed": (
        "            _flush_folder(each.parent)\n",
        "",
        "said saved, and lost",
    ),
    "a short write is taken for a whole one": (
        "rest = rest[io.write(descriptor, rest) :]",
        "io.write(descriptor, rest)\n        break",
        "spoilt",
    ),
    "the file is written in place": (
        'f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp"',
        "path.name",
        "spoilt",
    ),
    "others may read the file": (
        "io.open(beside, _NEW, 0o600)",
        "io.open(beside, _NEW, 0o644)",
        "others may read it",
    ),
    "others may look into the folder": ("0o700", "0o755", "others may read it"),
}


def changed_recipe(old: str, new: str) -> ModuleType:
    source = inspect.getsource(disk)
    assert source.count(old) == 1, "the recipe no longer has this part"
    source = source.replace(old, new)
    if new == "path.name":
        source = source.replace("os.O_EXCL | ", "os.O_TRUNC | ")
    recipe = ModuleType("changed_recipe")
    exec(compile(source, "changed_recipe", "exec"), recipe.__dict__)  # noqa: S102
    return recipe


def test_a_power_cut_at_any_moment_leaves_the_old_words_or_the_new(
    tmp_path: Path,
) -> None:
    recipe = changed_recipe("def _write(", "def _write(")

    assert complaints(recipe, tmp_path) == set()


@pytest.mark.parametrize("name", MUTANTS)
def test_these_tests_notice_when(name: str, tmp_path: Path) -> None:
    old, new, complaint = MUTANTS[name]

    assert complaint in complaints(changed_recipe(old, new), tmp_path)
