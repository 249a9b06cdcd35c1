"""What became of a commitment: said in many ways, and the same in all places."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from leadcoach.errors import DiskRefused
from leadcoach.journal.commitments import Outcomes
from tests.conftest import NOW, Ran, Run, runs_in

LATER = NOW + dt.timedelta(days=7)
DAY = LATER.date().isoformat()
NEW = "tell Lena before noon"
LEARNT = "Ask early, and  wait. #budget"


def made(run: Run, action: str = "ask Kim first", minutes: int = 0) -> str:
    """Make a commitment so many minutes after NOW, and return its name."""
    argv = ("--no-input", "--answer=situation=x", f"--answer=commit={action}")
    ran = run("compare", *argv, now=NOW + dt.timedelta(minutes=minutes))
    assert ran.code == 0, ran.err
    return str(listed(run)[0]["name"])


def listed(
    run: Run, *options: str, now: dt.datetime = LATER
) -> list[dict[str, object]]:
    ran = run("commitment", "list", "--json", *options, now=now)
    found: list[dict[str, object]] = json.loads(ran.out)["commitments"]
    return found


def later(run: Run, *argv: str, **how: str | bool) -> Ran:
    """Run what has to go well, a week later."""
    ran = run(*argv, now=LATER, **how)  # type: ignore[arg-type]
    assert ran.code == 0, ran.err
    return ran


def given(run: Run, exercise: str, **answers: str) -> None:
    options = [f"--answer={key.replace('__', '.')}={answers[key]}" for key in answers]
    later(run, "reflect", exercise, "--no-input", *options)


# Ways: what is done, and the state that the commitment is in then.


def says(command: str) -> Callable[[Run, str, Path], None]:
    """Return a way: one command."""
    return lambda run, _, __: void(later(run, "commitment", command, "1"))


def void(_: object) -> None:
    """Return nothing."""


def reopens(run: Run, _: str, __: Path) -> None:
    run("commitment", "done", "1")
    later(run, "commitment", "reopen", "1")


def changes(run: Run, _: str, __: Path) -> None:
    later(run, "commitment", "change", "1", "--to", NEW)


def checks_in(state: str) -> Callable[[Run, str, Path], None]:
    return lambda run, name, _: given(run, "checkin", **{f"due.{name}": state})


def reviews(**answers: str) -> Callable[[Run, str, Path], None]:
    return lambda run, _, __: given(run, "review", **answers)


def at_a_terminal(run: Run, _: str, __: Path) -> None:
    typed = "2\n/skip\n6\n/skip\n1\n"
    ran = later(run, "reflect", "review", terminal=True, stdin=typed)
    assert "let it go, on purpose" in ran.err


def changes_at_a_terminal(run: Run, _: str, __: Path) -> None:
    later(run, "commitment", "change", "1", terminal=True, stdin=f"{NEW}\n\n\n1\n")


def in_a_file(run: Run, name: str, folder: Path) -> None:
    file = folder / "answers.toml"
    file.write_text(f'[state]\n"{name}" = "partly"\n[next]\n"{name}" = "done"\n')
    later(run, "reflect", "review", "--no-input", "--answers", str(file))


Way = Callable[[Run, str, Path], None]
WAYS: dict[str, tuple[Way, str]] = {
    "commitment done": (says("done"), "done"),
    "commitment partly": (says("partly"), "partly"),
    "commitment drop": (says("drop"), "let_go"),
    "commitment reopen": (reopens, "open"),
    "commitment change": (changes, "changed"),
    "commitment change at a terminal": (changes_at_a_terminal, "changed"),
    "check-in, done": (checks_in("done"), "done"),
    "check-in, partly": (checks_in("partly"), "partly"),
    "check-in, let go": (checks_in("let_go"), "let_go"),
    "review, done": (reviews(state__1="done"), "done"),
    "review, smaller": (
        reviews(state__1="partly", next__1="small", again__1=NEW),
        "changed",
    ),
    "review, dropped": (reviews(state__1="missed", next__1="drop"), "let_go"),
    "review, partly and kept": (reviews(state__1="partly", next__1="keep"), "partly"),
    "review at a terminal": (at_a_terminal, "let_go"),
    "answers in a file": (in_a_file, "done"),
}
TOLD = {
    "done": f"done on {DAY}",
    "partly": f"partly done on {DAY}",
    "changed": f"changed on {DAY}",
    "let_go": f"let go on {DAY}",
    "open": f"open again on {DAY}",
}
OPEN = ("partly", "open")


# Places: what each shows of a commitment that is in a state.


def in_the_list(run: Run, _: str, state: str) -> None:
    text = later(run, "commitment", "list").out
    assert ("ask Kim first" in text) == (state in OPEN)
    assert (TOLD[state] in text) == (state in OPEN)
    assert (NEW in text) == (state == "changed")


def in_the_whole_list(run: Run, _: str, state: str) -> None:
    text = later(run, "commitment", "list", "--all").out
    _, kim, rest = text.partition("ask Kim first")
    assert kim
    assert TOLD[state] in rest
    assert ("Closed" in text) == (state not in OPEN)


def in_show(run: Run, name: str, state: str) -> None:
    text = later(run, "commitment", "show", name).out
    assert TOLD[state][1:] in text
    assert (NEW in text) == (state == "changed")
    if state == "changed":
        assert "In place of" in later(run, "commitment", "show", "1").out


def in_the_entry(run: Run, name: str, state: str) -> None:
    text = later(run, "journal", "show", name).out
    assert f"{TOLD[state]}." in " ".join(text.split())
    said = json.loads(later(run, "journal", "show", name, "--json").out)
    assert said["commitments"][0]["state"] == state


def on_the_first_screen(run: Run, _: str, state: str) -> None:
    text = later(run).out
    assert ("ask Kim first" in text) == (state in OPEN)
    assert (NEW in text) == (state == "changed")


def for_a_program(run: Run, name: str, state: str) -> None:
    (kept,) = [each for each in listed(run, "--all") if each["name"] == name]
    assert (kept["state"], kept["changed"]) == (state, DAY)
    new = [each for each in listed(run) if each.get("origin") == name]
    assert [each["action"] for each in new] == [NEW] * (state == "changed")
    assert kept.get("to") == (new[0]["name"] if new else None)


def in_exports(run: Run, name: str, state: str) -> None:
    book = later(run, "journal", "export", "--format", "markdown", "--output", "-").out
    assert TOLD[state][1:] in book
    lines = later(run, "journal", "export", "--format", "jsonl", "--output", "-").out
    found = [json.loads(line) for line in lines.splitlines()]
    (kept,) = [each for each in found if each["name"] == f"{name}.toml"]
    assert kept["commitments"][0]["state"] == state
    assert kept["commitments"][0]["history"][-1]["on"] == DAY


def in_another_home(run: Run, name: str, state: str) -> None:
    """What is exported and brought in there is what it was."""
    there = later(run, "settings", "path").out.strip()
    folder = Path(there).parent.with_name("there")
    later(run, "journal", "export", "--format", "folder", "--output", str(folder))
    other = runs_in(folder.with_name("other"))
    assert other("journal", "import", str(folder), "--yes").code == 0
    assert listed(other, "--all") == listed(run, "--all")
    in_the_entry(other, name, state)


def at_the_next_check_in(run: Run, name: str, state: str) -> None:
    ran = run(
        "reflect", "checkin", "--no-input", f"--answer=due.{name}=open", now=LATER
    )
    assert (ran.code == 0) == (state in OPEN)


def at_the_next_review(run: Run, name: str, state: str) -> None:
    argv = ("--no-input", f"--answer=state.{name}=no_cue")
    assert (run("reflect", "review", *argv, now=LATER).code == 0) == (state in OPEN)


def on_a_page_for_a_coach(run: Run, name: str, state: str) -> None:
    argv = ("--no-input", "--answer=want=x", f"--answer=commits={name}")
    ran = run("reflect", "presession", *argv, now=LATER)
    assert ("ask Kim first" in ran.out) == (state in OPEN)
    assert (TOLD[state] in ran.out) == (state in OPEN)


def in_the_summary(run: Run, _: str, state: str) -> None:
    key = "open" if state == "partly" else state
    ran = later(run, "summary", "--why", f"commitments.{key}")
    assert "ask Kim first" in ran.out
    assert state != "partly" or {"partly", "done"} <= {*ran.out.split()}


PLACES = (
    in_the_list,
    in_the_whole_list,
    in_show,
    in_the_entry,
    on_the_first_screen,
    for_a_program,
    in_exports,
    in_another_home,
    at_the_next_check_in,
    at_the_next_review,
    on_a_page_for_a_coach,
    in_the_summary,
)


@pytest.mark.parametrize("way", WAYS)
def test_closing_a_commitment_by_each_of_the_ways_shows_the_same_in_all_places(
    way: str, run: Run, home: Path, tmp_path: Path
) -> None:
    name = made(run)
    entries = [path.relative_to(home) for path in home.glob("journal/2026/*/*.toml")]
    before = {path: (home / path).read_bytes() for path in entries}
    act, state = WAYS[way]
    act(run, name, tmp_path)

    for place in PLACES:
        copied = tmp_path / place.__name__ / "home"
        shutil.copytree(home, copied)

        place(runs_in(copied), name, state)

        assert {path: (copied / path).read_bytes() for path in before} == before


@pytest.mark.parametrize("way", [way for way in WAYS if way != "commitment reopen"])
def test_whatever_was_said_of_a_commitment_can_be_taken_back(
    way: str, run: Run, tmp_path: Path
) -> None:
    name = made(run)
    act, _ = WAYS[way]
    act(run, name, tmp_path)

    later(run, "journal", "undo")

    (kept,) = [each for each in listed(run, "--all") if each["name"] == name]
    assert kept["state"] == "open"


# What was learnt


def test_what_was_learnt_is_kept_to_the_letter_and_found(run: Run, home: Path) -> None:
    name = made(run)
    later(run, "commitment", "partly", "1", "--learnt", LEARNT)

    record = tomli.loads((home / "journal/commitments.toml").read_text())
    assert [each["learnt"] for each in record["commitment"]] == [LEARNT]
    assert "#budget" in later(run, "commitment", "show", "1").out
    found = later(run, "journal", "search", "early").out
    assert "Ask *early*" in found
    assert name in found
    assert "#budget" in later(run, "journal", "tags").out
    assert name in later(run, "journal", "list", "--tag", "budget", "--json").out


@pytest.mark.parametrize(("typed", "kept"), [(f"{LEARNT}\n", LEARNT), ("\n", None)])
def test_a_person_is_asked_what_they_learned_and_enter_leaves_it(
    typed: str, kept: str | None, run: Run, home: Path
) -> None:
    made(run)
    ran = later(run, "commitment", "done", "1", terminal=True, stdin=typed)

    assert "What did you learn? Enter leaves it." in ran.err
    record = tomli.loads((home / "journal/commitments.toml").read_text())
    assert record["commitment"][0].get("learnt") == kept


def test_removing_for_good_leaves_no_trace_in_the_record(run: Run, home: Path) -> None:
    name = made(run)
    later(run, "commitment", "done", "1", "--learnt", LEARNT)
    other = made(run, "call Ben", minutes=5)
    given(run, "review", state__1="partly", next__1="small", again__1=NEW)
    review = str(listed(run)[0]["entry"])

    assert run("journal", "remove", review, "--for-good", "--yes").code == 0
    assert [each["name"] for each in listed(run)] == [other]
    assert run("journal", "remove", name, "--for-good", "--yes").code == 0
    assert not (home / "journal/commitments.toml").exists()


def test_a_new_form_in_the_trash_gives_its_place_back(run: Run) -> None:
    name = made(run)
    changes(run, name, Path())
    new = str(listed(run)[0]["entry"])

    later(run, "journal", "remove", new, "--yes")
    assert [each["name"] for each in listed(run)] == [name]
    later(run, "journal", "restore", new)
    assert [each["origin"] for each in listed(run)] == [name]


def test_words_of_danger_call_for_the_note_and_are_kept_only_if_wanted(
    run: Run, home: Path
) -> None:
    made(run)
    words = "I want to kill myself."
    ran = later(run, "commitment", "partly", "1", terminal=True, stdin=f"{words}\n2\n")
    given = later(run, "commitment", "done", "1", "--learnt", words)

    assert "findahelpline.com" in ran.err
    assert "findahelpline.com" in given.err
    record = tomli.loads((home / "journal/commitments.toml").read_text())
    assert [each.get("learnt") for each in record["commitment"]] == [None, words]


def test_a_sitting_whose_record_the_disk_refused_says_it_when_it_is_gone_on_with(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(run)

    def refuses(*_: object) -> None:
        raise DiskRefused("The disk is full.", "Make room.")

    with monkeypatch.context() as full:
        full.setattr(Outcomes, "put", refuses)
        typed = "1\n/skip\n/skip\n1\n"
        ran = run("reflect", "review", terminal=True, stdin=typed, now=LATER)
    assert ran.code != 0
    assert [each["state"] for each in listed(run)] == ["open"]

    later(run, "resume", terminal=True)
    assert [each["state"] for each in listed(run, "--all")] == ["done"]
    assert len(list(home.glob("journal/2026/*/*review*.toml"))) == 1


# Changing


def test_what_a_change_leaves_out_stays_as_it_was(run: Run) -> None:
    parts = ("--answer=commit.action=ask", "--answer=commit.cue=it is late")
    more = ("--answer=commit.told=R.", "--answer=commit.sure=5")
    run("compare", "--no-input", "--answer=situation=x", *parts, *more)
    later(run, "commitment", "change", "1", "--by", "2026-12-04")

    (new,) = listed(run)
    assert (new["action"], new["cue"], new["told"]) == ("ask", "it is late", "R.")
    assert new["due"] == "2026-12-04"
    assert "sure" not in new


@pytest.mark.parametrize("given", [("--by", "never"), ("--to", "")])
def test_a_part_that_cannot_be_is_refused_without_a_name_of_a_file(
    run: Run, given: tuple[str, ...]
) -> None:
    made(run)
    ran = run("commitment", "change", "1", *given, now=LATER)

    assert ran.code == 2
    assert ran.err.startswith(("A day is needed", "An action is needed"))
    assert [each["state"] for each in listed(run, "--all")] == ["open"]


def test_a_change_that_is_left_changes_nothing(run: Run, home: Path) -> None:
    made(run)
    ran = run("commitment", "change", "1", terminal=True, stdin="/pause\n")

    assert ran.code == 0
    assert "Nothing was answered yet." in ran.err
    assert [each["state"] for each in listed(run)] == ["open"]
    assert len(list(home.glob("journal/2026/*/*.toml"))) == 1


def test_a_change_that_is_paused_goes_on_about_that_one_alone(run: Run) -> None:
    first = made(run)
    made(run, "call Ben", minutes=5)
    half = run("commitment", "change", "2", terminal=True, stdin=f"{NEW}\n/pause\n")
    assert "leadcoach resume" in half.err
    ran = later(run, "resume", terminal=True, stdin="\n\n\n1\n")

    assert "call Ben" not in ran.err
    assert {str(each["action"]): each.get("origin") for each in listed(run)} == {
        NEW: first,
        "call Ben": None,
    }


def test_words_about_a_commitment_closed_meanwhile_are_kept(
    run: Run, home: Path
) -> None:
    name = made(run)
    typed = "2\nIt was a start.\n/pause\n"
    run("reflect", "review", terminal=True, stdin=typed)
    later(run, "commitment", "done", "1")
    later(run, "resume", terminal=True, stdin="/skip\n/skip\n/skip\n1\n")

    words = [path.read_text() for path in home.glob("journal/2026/*/*review*.toml")]
    assert "It was a start." in words[0]
    (kept,) = [each for each in listed(run, "--all") if each["name"] == name]
    assert kept["state"] == "partly"  # what was said last
    later(run, "journal", "undo")
    (kept,) = [each for each in listed(run, "--all") if each["name"] == name]
    assert kept["state"] == "done"


def test_it_shows_what_was_said_of_it_that_closed_nothing(run: Run) -> None:
    name = made(run)
    ids = ("state.1=missed", "instead.1=I rested.", "next.1=keep")
    given = [f"--answer={each}" for each in ids]
    ran = later(run, "reflect", "review", "--no-input", *given)
    assert ran.code == 0, ran.err

    shown = run("commitment", "show", name, now=LATER).out
    assert f"Said on {DAY}" in shown
    assert "it came and I did not" in shown
    assert "I rested." in shown


# Days and names


def test_a_list_holds_what_was_made_or_said_in_these_days(run: Run) -> None:
    first = made(run)
    made(run, "call Ben", minutes=5)
    later(run, "commitment", "drop", first)

    of_that_day = listed(run, "--all", "--since", DAY)
    assert [each["name"] for each in of_that_day] == [first]
    assert listed(run, "--until", "yesterday", now=NOW) == []
    ran = run("commitment", "list", "--on", "2020")
    assert "No commitment is of these days." in ran.out


def test_one_that_is_closed_is_not_closed_again(run: Run) -> None:
    made(run)
    later(run, "commitment", "done", "1")
    ran = run("commitment", "drop", "1", now=LATER)

    assert ran.code != 0
    assert f"closed already: done on {DAY}" in ran.err
    assert "leadcoach commitment reopen 1" in ran.err
    assert run("commitment", "reopen", "call").code != 0
    words = str(listed(run, "--all")[0]["action"])
    assert "closed already" in run("commitment", "done", words, now=LATER).err


def test_who_closes_one_is_told_that_others_have_other_numbers(run: Run) -> None:
    for words in ("one", "two", "three"):
        run("compare", "--no-input", "--answer=situation=x", f"--answer=commit={words}")
    moved = "Numbers have changed: leadcoach commitment list"

    assert moved in run("commitment", "done", "1", now=LATER).err  # three
    assert moved not in run("commitment", "partly", "2", now=LATER).err  # one
    assert moved not in run("commitment", "done", "2", now=LATER).err
    assert moved in run("commitment", "reopen", "2", now=LATER).err
    assert moved in run("commitment", "change", "2", "--to", "a", now=LATER).err


def test_a_change_of_the_day_alone_shows_what_it_was(run: Run) -> None:
    run(
        "compare",
        "--no-input",
        "--answer=situation=x",
        "--answer=commit.action=ask",
        "--answer=commit.due=2026-12-18",
    )
    ran = run("commitment", "change", "1", "--by", "2026-12-01", now=LATER)

    assert "It was: I will: ask / By: 2026-12-18" in " ".join(ran.err.split())


def test_what_is_taken_back_is_named_by_its_words(run: Run) -> None:
    run(
        "compare", "--no-input", "--answer=situation=x", "--answer=commit=ask Kim first"
    )
    run("commitment", "partly", "1", now=LATER)
    ran = run("journal", "undo", now=LATER)

    assert "said to be partly done: “ask Kim first”" in " ".join(ran.err.split())
    assert "reflect-" not in ran.err


@pytest.mark.parametrize("format_", [1, 2])
def test_a_record_of_an_earlier_leadcoach_is_gone_on_with(
    format_: int, run: Run, home: Path
) -> None:
    name, key = made(run), "changed" if format_ == 1 else "on"
    file = home / "journal/commitments.toml"
    line = f'name = "{name}"\nstate = "done"\n{key} = 2026-11-22\nmood = "calm"\n'
    file.write_text(f"format = {format_}\n[[commitment]]\n{line}")
    later(run, "commitment", "reopen", "1")

    record = tomli.loads(file.read_text())
    assert record["format"] == 3
    assert [each["state"] for each in record["commitment"]] == ["done", "open"]
    assert record["commitment"][0]["mood"] == "calm"
    assert "Done on 2026-11-22" in later(run, "commitment", "show", "1").out
