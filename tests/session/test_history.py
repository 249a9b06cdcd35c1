"""What an exercise can ask about what was written before, from the journal to the recap."""

import datetime as dt
import json
from pathlib import Path

from tests.conftest import NOW, Run

WEEK = dt.timedelta(weeks=1)


def commit(run: Run, action: str, now: dt.datetime = NOW) -> str:
    """Make one commitment and return the name of its entry."""
    answers = ["--answer", f"commit={action}", "--answer", "situation=A talk."]
    ran = run("compare", *answers, "--no-input", "--json", now=now)
    return Path(json.loads(ran.out)["path"]).stem


def review(run: Run, *answers: str, now: dt.datetime = NOW) -> str:
    given = [part for each in answers for part in ("--answer", each)]
    ran = run("reflect", "review", "--no-input", "--json", *given, now=now)
    assert ran.code == 0, ran.err
    assert "Not asked" not in ran.err
    return ran.out


def test_the_review_asks_about_each_open_commitment(run: Run) -> None:
    first = commit(run, "ask Ana")
    second = commit(run, "rest on Sunday", NOW + dt.timedelta(minutes=1))
    kept = json.loads(review(run, f"state.{first}=partly", f"state.{second}=forgot"))

    assert kept["answers"] == {f"state.{first}": "partly", f"state.{second}": "forgot"}


def test_the_entry_says_which_commitment_was_asked_about(run: Run) -> None:
    """In ten years nobody will know what a name of a file stood for."""
    commit(run, "say that I will look at it tomorrow")
    review(run, "state.1=partly")

    shown = run("journal", "show", "--answers").out
    assert "I will: say that I will look at it tomorrow\n\nHow did it go?" in shown


def test_a_review_names_a_commitment_by_its_moment_and_act_alone(run: Run) -> None:
    """With day, plan and witness it would fill a phone before it is asked about."""
    parts = ("cue=the list is full", "action=ask Ana", "due=2026-11-28", "sure=4")
    given = [part for each in parts for part in ("--answer", f"commit.{each}")]
    run("compare", "--no-input", "--answer", "situation=A talk.", *given)
    review(run, "state.1=partly")

    shown = run("journal", "show", "--answers").out
    assert "When: the list is full / I will: ask Ana\n\nHow did it go?" in shown


def test_a_commitment_that_nothing_was_said_of_leaves_no_row_in_a_review(
    run: Run,
) -> None:
    commit(run, "ask Ana")
    commit(run, "rest on Sunday", NOW + dt.timedelta(minutes=1))
    review(run, "state.2=partly", now=NOW + WEEK)

    shown = run("journal", "show").out
    assert "ask Ana" in shown
    assert "rest on Sunday" not in shown


def test_a_commitment_can_be_named_by_its_place_in_the_list(run: Run) -> None:
    name = commit(run, "ask Ana")

    kept = json.loads(review(run, "state.1=partly"))
    assert kept["answers"] == {f"state.{name}": "partly"}


def test_what_was_said_to_be_done_leaves_the_list(run: Run) -> None:
    commit(run, "ask Ana")
    commit(run, "rest on Sunday", NOW + dt.timedelta(minutes=1))
    review(run, "state.1=done", "state.2=missed")

    left = json.loads(run("commitment", "list", "--json").out)["commitments"]
    assert [each["action"] for each in left] == ["ask Ana"]


def test_a_new_form_of_a_commitment_is_a_commitment(run: Run) -> None:
    commit(run, "ask Ana")
    kept = json.loads(review(run, "next.1=small", "again.1=ask one question"))

    assert [each["action"] for each in kept["commitments"]] == ["ask one question"]


def test_a_review_is_listed_by_the_act_of_a_new_form_and_not_by_its_moment(
    run: Run,
) -> None:
    commit(run, "ask Ana")
    new = "again.1 = { cue = 'we wash up', action = 'ask one question' }"
    given = ("reflect", "review", "--no-input", "--answers", "-")
    run(*given, stdin=f"next.1 = 'small'\n{new}\n", now=NOW + WEEK)

    listed = run("journal", "list").out
    assert "ask one question" in listed
    assert "we wash up" not in listed


def test_what_stood_nowhere_yet_is_kept_as_a_commitment(run: Run) -> None:
    ran = run("reflect", "review", "--no-input", "--answer", "also=call Ben")

    assert ran.code == 0
    assert "I will:  call Ben" in ran.out


def test_what_came_twice_before_is_asked_about_when_it_comes_again(run: Run) -> None:
    """The third week in a row of stepping in too much brings one more question."""

    def checked_in(week: int, load: str = "over") -> list[str]:
        answers = ["--answer", f"load={load}", "--answer", "distance=Who else could?"]
        argv = ("reflect", "checkin", "--no-input", "--json", *answers)
        ran = run(*argv, now=NOW + week * WEEK)
        return list(json.loads(ran.out)["answers"])

    assert checked_in(1) == ["load"]
    assert checked_in(2) == ["load"]
    assert checked_in(3) == ["load", "distance"]
    assert checked_in(4, "right") == ["load"]
    assert checked_in(5) == ["load"]


def test_looking_back_can_be_turned_off(run: Run) -> None:
    assert run("settings", "set", "history", "no").code == 0
    for week in range(4):
        answers = ["--answer", "load=over", "--answer", "distance=Who else could?"]
        argv = ("reflect", "checkin", "--no-input", "--json", *answers)
        ran = run(*argv, now=NOW + week * WEEK)

        assert list(json.loads(ran.out)["answers"]) == ["load"]


WORDS = ("best=I asked.", "struggle=I waited.", "edge=conflict")


def reflect(run: Run, leading: str, now: dt.datetime) -> str:
    given = [part for each in WORDS for part in ("--answer", each)]
    leads = ("--answer", f"leading_is={leading}")
    argv = ("reflect", "--no-input", "--no-mirror", *given, *leads)
    return run(*argv, now=now).out


def test_after_six_weeks_the_words_of_then_stand_beside_those_of_now(run: Run) -> None:
    reflect(run, "being in charge", NOW)
    soon = reflect(run, "being asked", NOW + 5 * WEEK)
    late = reflect(run, "making room", NOW + 11 * WEEK)

    assert "Then and now" not in soon
    assert "Then and now" in late
    assert "being asked" in late
    assert "making room" in late
    assert "What has moved?" in late


def test_what_became_of_the_last_sprint_is_asked_before_the_next(run: Run) -> None:
    first = run("reflect", "sprint", "--no-input", "--answer", "practice=decide")
    answers = ("--answer", "after=keep", "--answer", "practice=talk")
    second = run("reflect", "sprint", "--no-input", *answers, now=NOW + 2 * WEEK)

    assert "The last practice" not in first.out
    assert "The last practice:  keep it" in second.out
    assert "leadcoach reflect anchor" in second.out
