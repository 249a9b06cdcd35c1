"""When the same thing is hard a third time and nothing was done, a distance is offered."""

import datetime as dt
from pathlib import Path

import pytest

from leadcoach.errors import ExitCode
from tests.conftest import NOW, Run

OFFER = "tell it as a friend's story"


def sat(run: Run, day: int, *about: str, commit: str = "") -> str:
    """Return the recap of a sitting on that day."""
    given = ["--answer=best=A.", "--answer=struggle=B."]
    given += [f"--answer=about={'; '.join(about)}"] if about else []
    given += [f"--answer=commit={commit}"] if commit else []
    now = NOW + dt.timedelta(days=day)
    ran = run("reflect", "--no-input", "--no-mirror", *given, now=now)
    assert ran.code == ExitCode.DONE, ran.err
    return " ".join(ran.out.split())


def test_the_third_time_a_distance_is_offered_once(run: Run) -> None:
    recaps = [sat(run, day, "conflict") for day in range(5)]

    assert [OFFER in each for each in recaps] == [False, False, True, False, False]
    assert "“conflict” was there in earlier stories too." in recaps[2]
    assert "Or try another exercise." in recaps[2]
    assert "third" not in recaps[2]
    assert "3" not in recaps[2].partition(OFFER)[2].partition("Or try")[0]


def test_other_stories_in_between_do_not_matter(run: Run) -> None:
    for day, about in enumerate(("conflict", "feedback", "conflict", "deciding")):
        assert OFFER not in sat(run, day, about)

    assert OFFER in sat(run, 9, "conflict")


@pytest.mark.parametrize("done", [0, 1])
@pytest.mark.parametrize("state", ["done", "partly"])
def test_something_that_was_done_begins_it_anew(
    run: Run, done: int, state: str
) -> None:
    for day in (0, 1):
        commit = "ask Ana first" if day == done else ""
        sat(run, day, "conflict", commit=commit)
    assert run("commitment", state, "1").code == ExitCode.DONE

    assert OFFER not in sat(run, 3, "conflict")


def test_a_commitment_that_is_open_or_let_go_is_nothing_done(run: Run) -> None:
    sat(run, 0, "conflict", commit="ask Ana first")
    sat(run, 1, "conflict", commit="ask R.")
    assert run("commitment", "drop", "1").code == ExitCode.DONE

    assert OFFER in sat(run, 2, "conflict")


def test_something_else_is_not_the_same_thing(run: Run) -> None:
    for day in range(3):
        assert OFFER not in sat(run, day, "other")


def test_nobody_looks_back_who_turned_that_off(run: Run) -> None:
    run("settings", "set", "history", "no")
    for day in range(3):
        assert OFFER not in sat(run, day, "conflict")


def test_an_entry_that_can_not_be_read_does_not_matter(run: Run, home: Path) -> None:
    for day in range(3):
        sat(run, day, "conflict")
    for path in home.glob("journal/2026/11/2026-11-21*"):
        path.write_text("broken")

    assert OFFER not in sat(run, 4, "feedback")
