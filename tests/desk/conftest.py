"""An inbox with a cohort of twelve, and a desk over it."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NOW, Ran, Run
from tests.desk.cohort import make_cohort

DAY = NOW.replace(month=12, day=21)
DeskOf = Callable[..., Ran]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an inbox that nobody changes."""
    return make_cohort(tmp_path_factory.mktemp("cohort") / "inbox")


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty inbox of one's own, which is called `inbox` from where one stands."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(run: Run) -> DeskOf:
    """Return a function that runs `leadcoach desk …` on the Monday before Christmas."""

    def run_it(
        *argv: str, now: dt.datetime = DAY, environ: dict[str, str] | None = None
    ) -> Ran:
        return run("desk", *argv, now=now, environ=environ)

    return run_it


@pytest.fixture
def twelve(cohort: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand beside the inbox of the cohort."""
    monkeypatch.chdir(cohort.parent)


def copy_of(cohort: Path, to: Path) -> Path:
    """Return a copy of the inbox, to be changed; its pipe is made anew."""
    shutil.copytree(
        cohort, to, symlinks=True, ignore=shutil.ignore_patterns("fifo.toml")
    )
    os.mkfifo(to / "lea" / "fifo.toml")
    return to
