"""What the disk module promises: whole files, for their owner, never over another."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from leadcoach import disk
from leadcoach.errors import DiskRefused, NotConfirmed
from leadcoach.journal.folder import alone
from tests.test_power_cut import PowerCut

OLD = b"old words\n"
NEW = b"new words that are longer\n"


def test_files_and_folders_are_for_their_owner_even_when_nothing_is_masked(
    tmp_path: Path,
) -> None:
    masked = os.umask(0)
    try:
        disk.create_new(tmp_path / "a/b/new.toml", NEW)
        disk.atomic_write(tmp_path / "a/b/other.toml", NEW)
        with alone(tmp_path / "a/lock"):
            pass
    finally:
        os.umask(masked)

    modes = {
        path.name: oct(stat.S_IMODE(path.stat().st_mode))
        for path in (tmp_path / "a").rglob("*")
    }
    assert modes == {
        "b": "0o700",
        "new.toml": "0o600",
        "other.toml": "0o600",
        "lock": "0o600",
    }


def test_what_is_written_out_goes_where_a_link_leads_and_a_device_stays_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "far" / "file.txt")
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

    disk.write_out(tmp_path / "link.txt", OLD)
    disk.write_out(tmp_path / "link.txt", NEW)
    disk.write_out(tmp_path / "pipe", OLD)

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "far" / "file.txt").read_bytes() == NEW
    assert (tmp_path / "pipe").is_fifo()
    assert os.read(reader, 100) == OLD
    os.close(reader)


class WithoutLinks(disk.Io):
    """A file system that knows no hard links, and may refuse to replace."""

    refuses = False

    def link(self, source: str, target: str) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    def replace(self, source: str, target: str) -> None:
        if self.refuses:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().replace(source, target)


@pytest.mark.parametrize("io", [disk.Io(), WithoutLinks()], ids=["links", "no links"])
def test_a_new_file_never_takes_the_place_of_another(
    io: disk.Io, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "io", io)
    path = tmp_path / "words.toml"
    disk.create_new(path, OLD)

    with pytest.raises(FileExistsError):
        disk.create_new(path, NEW)

    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_refused_new_file_leaves_no_empty_one_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    io = WithoutLinks()
    io.refuses = True
    monkeypatch.setattr(disk, "io", io)

    with pytest.raises(DiskRefused):
        disk.create_new(tmp_path / "words.toml", NEW)

    assert list(tmp_path.iterdir()) == []


def test_the_system_is_asked_to_flush_the_file_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[bool] = []

    def fsync(descriptor: int) -> None:
        flushed.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))

    monkeypatch.setattr(os, "fsync", fsync)
    disk.atomic_write(tmp_path / "words.toml", NEW)

    assert flushed == [False, True]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_an_unflushed_folder_is_told_unless_the_file_system_cannot_flush_any(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Io(disk.Io):
        def fsync(self, descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk, "io", Io())
    told = False
    try:
        disk.atomic_write(tmp_path / "words.toml", NEW)
    except NotConfirmed:
        told = True

    assert told == (number == errno.EIO)
    assert (tmp_path / "words.toml").read_bytes() == NEW


def test_a_file_in_place_of_a_folder_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("not a folder")

    with pytest.raises(DiskRefused, match="could not be written"):
        disk.create_new(tmp_path / "journal/words.toml", NEW)

    assert (tmp_path / "journal").read_text() == "not a folder"


def test_removing_what_is_gone_already_is_fine(tmp_path: Path) -> None:
    disk.atomic_write(tmp_path / "words.toml", NEW)

    disk.remove(tmp_path / "words.toml")
    disk.remove(tmp_path / "words.toml")

    assert list(tmp_path.iterdir()) == []


COUNTING = """
import sys, pathlib
from leadcoach import disk
from leadcoach.journal.folder import alone
from tests.test_power_cut import PowerCut
home = pathlib.Path(sys.argv[1])
for _ in range(20):
    with alone(home / "lock"):
        seen = int((home / "count").read_text())
        disk.atomic_write(home / "count", str(seen + 1).encode())
"""


def test_programs_that_write_at_the_same_time_wait_for_each_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "count").write_text("0")

    running = [
        subprocess.Popen([sys.executable, "-c", COUNTING, str(tmp_path)])
        for _ in range(4)
    ]

    assert [each.wait(60) for each in running] == [0] * 4
    assert (tmp_path / "count").read_text() == "80"


def test_what_is_removed_for_sure_stays_away_after_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.toml"
    disk.atomic_write(path, OLD)
    double = PowerCut(tmp_path)
    monkeypatch.setattr(disk, "io", double)

    disk.remove(path, for_sure=True)

    assert [kept for kept in double.survivors() if path in kept] == []


def test_a_removal_that_the_disk_did_not_confirm_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.toml"
    disk.atomic_write(path, OLD)

    class Io(disk.Io):
        def fsync(self, descriptor: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(disk, "io", Io())
    with pytest.raises(NotConfirmed, match="is removed, but"):
        disk.remove(path, for_sure=True)


def test_all_in_a_folder_is_removed_and_no_link_is_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_bytes(OLD)
    disk.atomic_write(tmp_path / "mine/2026/11/words.toml", OLD)
    (tmp_path / "mine/2026/there").symlink_to(outside)

    disk.remove_all_in(tmp_path / "mine")

    assert not (tmp_path / "mine").exists()
    assert (outside / "letter.txt").read_bytes() == OLD
