"""A draft is on the disk after every answer, and found again by the name it needs."""

import datetime as dt
import secrets
import stat
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from leadcoach.domain.entry import Draft
from leadcoach.errors import DiskRefused, NotFound, Unreadable
from leadcoach.journal import folder
from leadcoach.journal.drafts import Drafts

STARTED = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.UTC)
DRAFT = Draft("reflect", "1.0.0", "A first look", "25b0", STARTED, STARTED)


def saved(minute: int, exercise: str = "reflect") -> Draft:
    time = STARTED + dt.timedelta(minutes=minute)
    return replace(DRAFT, exercise=exercise, saved=time, answers={"best": f"{minute}"})


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_draft_is_kept_under_one_name_through_every_saving(drafts: Drafts) -> None:
    name = drafts.begin(DRAFT)
    drafts.save(name, saved(1))
    drafts.save(name, saved(2))

    assert drafts.names() == [name]
    assert name.startswith("reflect-")
    assert drafts.load(name) == saved(2)
    path = drafts.folder / f"{name}.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(drafts.folder.stat().st_mode) == 0o700


def test_two_sittings_of_one_exercise_never_share_a_draft(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = chain("a" * 16, repeat("b"))
    monkeypatch.setattr(secrets, "choice", lambda _: next(signs))

    names = [drafts.begin(saved(1)), drafts.begin(saved(2))]

    assert names == ["reflect-aaaaaaaa", "reflect-bbbbbbbb"]
    assert [drafts.load(name) for name in names] == [saved(1), saved(2)]


def test_the_draft_saved_last_comes_first(drafts: Drafts) -> None:
    late = drafts.begin(saved(30))
    early = drafts.begin(saved(10, "compare"))
    middle = drafts.begin(saved(20))

    assert drafts.names() == [late, middle, early]
    assert drafts.latest() == (late, saved(30))
    assert drafts.latest("compare") == (early, saved(10, "compare"))
    assert drafts.latest("pause") is None


def test_an_unreadable_draft_is_passed_over_but_stays_and_can_be_named(
    drafts: Drafts,
) -> None:
    readable = drafts.begin(saved(1))
    broken = drafts.folder / "reflect-zzzzzzzz.toml"
    broken.write_bytes(b"\xff cut")

    assert drafts.latest() == (readable, saved(1))
    assert drafts.names() == [readable, "reflect-zzzzzzzz"]
    with pytest.raises(Unreadable, match="reflect-zzzzzzzz"):
        drafts.load(drafts.find("reflect-zzzzzz"))
    assert broken.read_bytes() == b"\xff cut"


def test_a_draft_is_found_by_exercise_by_name_or_as_the_last(drafts: Drafts) -> None:
    old = drafts.begin(saved(1, "choice-point"))
    new = drafts.begin(saved(2, "choice-point"))
    other = drafts.begin(saved(3))

    assert drafts.find() == other
    assert drafts.find("choice-point") == new
    assert drafts.find(old) == drafts.find(f"{old}.toml") == old
    assert drafts.find(str(drafts.folder / f"{old}.toml")) == old
    assert drafts.find(old[:-1]) == old
    assert drafts.find("refl") == other


def test_an_unknown_draft_is_told_with_the_nearest(drafts: Drafts) -> None:
    name = drafts.begin(saved(1))

    with pytest.raises(NotFound) as told:
        drafts.find("refelct")

    assert told.value.hint == f"The nearest is {name}."
    with pytest.raises(NotFound):
        drafts.find("")


def test_a_beginning_of_two_drafts_is_not_guessed(drafts: Drafts) -> None:
    drafts.begin(saved(1))
    drafts.begin(saved(2))

    with pytest.raises(NotFound, match="can mean 2 of them"):
        drafts.find("ref")


def test_without_drafts_it_says_how_to_begin(drafts: Drafts) -> None:
    with pytest.raises(NotFound) as told:
        drafts.find()

    assert "no draft" in told.value.message
    assert "`leadcoach reflect`" in told.value.hint
    assert not drafts.folder.exists()


def test_a_removed_draft_is_gone_and_can_be_removed_again(drafts: Drafts) -> None:
    name = drafts.begin(DRAFT)

    drafts.remove(name)
    drafts.remove(name)

    assert list(drafts.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../settings", "a/b-aaaaaaaa", "", "reflect"])
def test_a_name_that_is_no_draft_never_leads_out_of_the_folder(
    drafts: Drafts, name: str
) -> None:
    drafts.begin(DRAFT)
    before = sorted(drafts.folder.parent.rglob("*"))

    for act in (drafts.load, drafts.remove, lambda name: drafts.save(name, DRAFT)):
        with pytest.raises(NotFound):
            act(name)

    assert sorted(drafts.folder.parent.rglob("*")) == before


def test_a_draft_of_a_newer_leadcoach_is_read_and_never_rewritten(
    drafts: Drafts,
) -> None:
    name = drafts.begin(DRAFT)
    path = drafts.folder / f"{name}.toml"
    path.write_text(path.read_text().replace("format = 1", "format = 2"))
    before = path.read_bytes()
    draft = drafts.load(name)

    for change in (drafts.save, drafts.refuse_newer):
        with pytest.raises(Unreadable, match="a newer leadcoach wrote it"):
            change(name, draft)

    assert path.read_bytes() == before


def test_a_draft_that_could_not_be_read_again_is_not_written(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = drafts.begin(DRAFT)
    monkeypatch.setattr(folder, "LARGEST", 1000)

    with pytest.raises(DiskRefused, match="Nothing was changed"):
        drafts.save(name, replace(DRAFT, answers={"best": "x" * 1000}))

    assert drafts.load(name) == DRAFT
