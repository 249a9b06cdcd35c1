"""A course is lived through, alone and with a group, while the days go by."""

# ruff: noqa: ANN401, PLR0915 - what is handed to a run, and a course of six weeks
import datetime as dt
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

import pytest
import tomli
import vobject
from icalendar import Calendar

from leadcoach.errors import ExitCode
from tests.conftest import NOW, Ran, Run

ONE = """\
format  = 1
id      = "ID"
version = "1.0.0"
title   = "One question"
purpose = "Ask one thing."

[[section]]
id = "all"
[[section.ask]]
id   = "what"
type = "short"
text = "What was it?"
"""
HEAD = """\
format  = 1
id      = "COURSE"
version = "1.0.0"
title   = "Asking first"
purpose = "Six weeks."
welcome = "Good to have you here."
finish  = "Read it all again."
"""
ALONE = (
    HEAD.replace("COURSE", "alone")
    + """
[[week]]
title = "One"
do    = ["one"]
carry = "Notice one thing."
[[week]]
title = "Two"
do    = ["two"]
may   = ["one"]
[[week]]
title = "Three"
do    = ["one", "two"]
[[week]]
title = "Four"
opens = "done"
do    = ["one"]
[[week]]
title = "Five"
do    = ["two"]
[[week]]
title = "Six"
do    = ["one"]
"""
)
GROUP = (
    HEAD.replace("COURSE", "group").replace("welcome", "starts = 2026-12-07\nwelcome")
    + """
[[week]]
title = "One"
do    = ["one"]
meet  = 2026-12-11T18:00:00
[[week]]
title = "Two"
do    = ["two"]
ask   = "Whom did you ask?"
bring = ["commitments"]
meet  = 2026-12-18T18:00:00
[[week]]
title = "Three"
do    = ["one"]
"""
)
Live = Callable[..., Ran]


@pytest.fixture
def live(run: Run, home: Path, tmp_path: Path) -> Live:
    """Return a run on a day of a person who has the exercises and the course files."""
    (home / "exercises").mkdir(parents=True)
    for name in ("one", "two"):
        text = ONE.replace("ID", name)
        (home / "exercises" / f"{name}.toml").write_text(text)
    (tmp_path / "alone.toml").write_text(ALONE)
    (tmp_path / "group.toml").write_text(GROUP)

    def run_on(day: str, *argv: str, **more: Any) -> Ran:
        now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), NOW.tzinfo)
        files = [each.replace("HERE", str(tmp_path)) for each in argv]
        return run(*files, now=now, **more)

    return run_on


def standing(live: Live, day: str, name: str = "alone") -> dict[str, Any]:
    ran = live(day, "course", "show", "--course", name, "--json")
    found: dict[str, Any] = json.loads(ran.out)["courses"][0]
    return found


def do(live: Live, day: str, *options: str) -> Ran:
    given = ("--no-input", "--answer=what=kingfisher")
    ran = live(day, "course", "next", *given, *options)
    assert ran.code == ExitCode.DONE, ran.err
    return ran


def test_six_weeks_alone_with_two_pauses_and_a_new_version(
    live: Live, home: Path, tmp_path: Path
) -> None:
    begun = live("2026-12-07", "course", "start", "HERE/alone.toml")
    assert begun.code == ExitCode.DONE, begun.err
    assert "Good to have you here." in begun.out

    told = do(live, "2026-12-08").err
    assert "Counted for week 1 of Asking first. The week is done." in told
    assert "To carry along: Notice one thing." in told
    # There is nothing more to do, and nothing is counted twice.
    ran = live("2026-12-09", "course", "next", "--no-input")
    assert ran.code == ExitCode.FOUND
    assert "The next week opens on 14 December 2026." in ran.err

    assert standing(live, "2026-12-14")["week"] == 2
    paused = live("2026-12-15", "course", "pause", "2026-12-16", "2026-12-20")
    assert paused.code == ExitCode.DONE
    home_page = live("2026-12-17").out
    assert "Asking first: paused until 20 December" in home_page
    do(live, "2026-12-18")  # going on in a pause is no matter

    weeks = standing(live, "2026-12-21")["weeks"]
    assert weeks[2]["opens"] == "2026-12-26"
    assert weeks[3]["opens"] is None
    assert standing(live, "2026-12-26")["week"] == 3
    do(live, "2026-12-27")
    assert standing(live, "2026-12-27")["weeks"][2]["open"] == ["two"]

    # Week three brings another version; what is done stays done, where it is now.
    newer = ALONE.replace("1.0.0", "1.1.0").replace(
        '[[week]]\ntitle = "Two"',
        '[[week]]\ntitle = "Between"\ndo    = ["two"]\n[[week]]\ntitle = "Two"',
    )
    (tmp_path / "alone.toml").write_text(newer)
    shown = live("2026-12-27", "course", "start", "HERE/alone.toml")
    assert shown.code == ExitCode.USAGE
    assert "Its version, until now: 1.0.0\n" in shown.out
    assert "From now on: 1.1.0\n" in shown.out
    assert "New: Six" in shown.out
    assert standing(live, "2026-12-27")["version"] == "1.0.0"
    taken = live("2026-12-27", "course", "start", "HERE/alone.toml", "--yes")
    assert taken.code == ExitCode.DONE, taken.err
    now = standing(live, "2026-12-27")
    assert [each["done"] for each in now["weeks"]] == [
        *(["one"], [], ["two"], ["one"], [], [], [])
    ]
    assert now["week"] == 2

    left = live("2026-12-28", "course", "next", "--leave-out")
    assert "Left out: two, week 2. `leadcoach course next --week 2`" in left.err
    assert live("2026-12-28", "course", "pause", "2026-12-29", "2026-12-31").code == 0
    do(live, "2027-01-05")
    weeks = standing(live, "2027-01-05")["weeks"]
    assert weeks[1]["left_out"] == ["two"]
    assert weeks[4]["opens"] is not None
    for day in ("2027-01-20", "2027-02-01", "2027-02-10"):
        do(live, day)
    page = live("2027-02-11")
    assert "Asking first: you have come through all 7 weeks" in page.out
    assert "leadcoach course stop" in page.out
    assert live("2027-02-11", "course", "stop").code == ExitCode.DONE
    assert "Asking first" not in live("2027-02-12").out
    assert len(list((home / "journal").glob("*/*/*.toml"))) == 7

    state = (home / "courses" / "alone.toml").read_text()
    assert "kingfisher" not in state
    assert (tmp_path / "alone.toml").read_text() == newer


def test_with_a_group_the_week_is_the_groups_and_older_ones_stay_open(
    live: Live,
) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")
    assert "begins on Monday 7 December 2026" in live("2026-12-01").out

    page = live("2026-12-15").out
    assert "Asking first, week 2 of 3: Two" in page
    assert "Still open:  week 1 one, as you like" in page
    assert "Friday 18 Dec, 18:00, in 3 days" in page
    assert not {"late", "missed", "overdue", "behind"} & set(page.split())
    assert "Whom did you ask?" not in live("2026-12-15", "course", "show").out
    near = live("2026-12-16", "course", "show").out
    assert "Whom did you ask?" in near
    assert "│ Worth bringing along\n│ your commitments" in near

    do(live, "2026-12-16", "--week", "1")
    assert "Still open" not in live("2026-12-16").out
    live("2026-12-16", "course", "pause", "2026-12-17", "2026-12-23")
    now = standing(live, "2026-12-16", "group")
    assert now["weeks"][2]["opens"] == "2026-12-28"
    assert now["weeks"][1]["meeting"] == "2026-12-18T18:00:00"

    moved = live("2026-12-16", "course", "move", "2", "2026-12-19 17:30")
    assert "The meeting of week 2 is on Saturday 19 December 2026, 17:30." in moved.err
    assert "Saturday 19 Dec, 17:30" in live("2026-12-16").out


def test_two_courses_stand_below_each_other_the_nearer_meeting_first(
    live: Live,
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-07", "course", "start", "HERE/group.toml")

    page = live("2026-12-07").out
    assert page.index("week 1 of 3") < page.index("week 1 of 6")
    assert "leadcoach course next --course alone" in page
    assert len(page.splitlines()) <= 20
    ran = live("2026-12-07", "course", "stop")
    assert ran.code == ExitCode.USAGE
    assert "--course group or --course alone" in ran.err
    do(live, "2026-12-07", "--course", "alone")
    assert standing(live, "2026-12-07")["weeks"][0]["done"] == ["one"]
    assert standing(live, "2026-12-07", "group")["weeks"][0]["done"] == []


@pytest.mark.parametrize(("reply", "done"), [("1", ["one"]), ("2", [])])
def test_reflect_asks_once_whether_it_counts(
    reply: str, done: list[str], live: Live
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    stdin = f"kingfisher\n1\n{reply}\n"
    ran = live("2026-12-07", "reflect", "one", terminal=True, stdin=stdin)

    assert ran.err.count("Count it for week 1 of Asking first?") == 1
    assert standing(live, "2026-12-07")["weeks"][0]["done"] == done
    ran = live("2026-12-07", "reflect", "two", terminal=True, stdin=stdin)
    assert "Count it" not in ran.err


def test_going_on_offers_to_look_back_at_commitments_first(live: Live) -> None:
    given = ("--answer=best=a", "--answer=struggle=b", "--answer=commit=ask Ana")
    live("2026-12-06", "reflect", "--no-input", *given)
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    ran = live(
        "2026-12-07", "course", "next", terminal=True, stdin="2\nkingfisher\n1\n"
    )

    assert ran.code == ExitCode.DONE, ran.err
    assert "You have 1 open commitment. Look back first?" in ran.err
    assert "Counted for week 1" in ran.err


def test_a_course_that_was_stopped_goes_on_where_it_was(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    do(live, "2026-12-07")
    live("2026-12-08", "course", "stop")
    assert live("2026-12-08", "course", "next").code == ExitCode.NOT_FOUND
    assert live("2026-12-08", "course", "show").code == ExitCode.NOT_FOUND

    assert live("2026-12-20", "course", "start", "alone").code == ExitCode.DONE

    assert standing(live, "2026-12-20")["weeks"][0]["done"] == ["one"]


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("move 9 2027-01-06T18:00", 2, "There is no week 9: the course has 6."),
        ("next --week 0", 2, "There is no week 0"),
        ("move 1 2027-01-06", 2, "has no time of day"),
        ("move 1 2027-01-06T18:00Z", 2, "without Z or +01:00"),
        ("move 1", 2, "Say its new day and time."),
        ("move 1 --undo", 2, "You have not moved the meeting of week 1."),
        ("move 1 2026-11-06T18:00", 2, "has passed"),
        ("move 1 2027-13-06T18:00", 2, "2027-13-06"),
        (
            "pause 2027-01-02 2026-12-20",
            2,
            "The last day, 20 December 2026, is before the first",
        ),
        ("pause 2027-01-02 2028-12-20", 2, "more than a year"),
        ("pause 2027-01-02", 2, "first and its last day"),
        ("pause soon later", 2, "A day is needed"),
        ("pause --undo", 2, "no pause to take back"),
        ("stop --course other", 3, "There is no course “other” here."),
        ("start nowhere.toml", 3, "nowhere.toml"),
        ("start nowhere", 3, "shared-power"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    line: str, code: int, told: str, live: Live, home: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    before = (home / "courses" / "alone.toml").read_bytes()

    ran = live("2026-12-07", "course", *line.split())

    assert ran.code == code, ran.err
    assert told in " ".join(ran.err.split())
    assert (home / "courses" / "alone.toml").read_bytes() == before


def test_a_pause_can_be_taken_back(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    ran = live("2026-12-08", "course", "pause", "2026-12-09", "2026-12-12")
    told = " ".join(ran.err.split())
    assert "Now week 2 opens on 18 December 2026, week 3 on 25 December" in told
    assert standing(live, "2026-12-09")["weeks"][1]["opens"] == "2026-12-18"

    ran = live("2026-12-09", "course", "pause", "--undo")

    assert ran.code == ExitCode.DONE
    assert "Taken back: the pause from 9 December" in ran.err
    assert "week 2 opens on 14 December 2026, week 3" in " ".join(ran.err.split())
    assert standing(live, "2026-12-09")["weeks"][1]["opens"] == "2026-12-14"


def test_a_pause_is_shown_while_it_lasts_and_lies_ahead(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-08", "course", "pause", "2026-12-10", "2026-12-12")
    live("2026-12-08", "course", "pause", "2027-11-01", "2027-11-05")

    for line in ((), ("course", "show")):
        said = "10 Dec to 12 Dec; 1 Nov 2027 to 5 Nov 2027"
        shown = live("2026-12-09", *line).out
        assert re.search(f"Pause: +{said}", shown), shown
        assert "10 Dec to 12 Dec" in live("2026-12-11", *line).out
        assert "10 Dec" not in live("2026-12-13", *line).out


def test_a_pause_told_twice_is_there_once(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    line = ("course", "pause", "2026-12-09", "2026-12-12")
    live("2026-12-08", *line)

    assert live("2026-12-08", *line).err == "That pause is there already.\n"

    assert standing(live, "2026-12-08")["weeks"][1]["opens"] == "2026-12-18"
    live("2026-12-08", "course", "pause", "--undo")
    assert standing(live, "2026-12-08")["weeks"][1]["opens"] == "2026-12-14"


def test_pauses_that_touch_are_shown_as_one(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-08", "course", "pause", "2026-12-20", "2026-12-27")
    live("2026-12-08", "course", "pause", "2026-12-25", "2027-01-10")

    shown = live("2026-12-08").out
    assert re.search("Pause: +20 Dec to 10 Jan 2027\n", shown), shown
    assert "paused until 10 January" in live("2026-12-22").out


def test_a_pause_that_moves_nothing_since_the_course_names_its_days_says_so(
    live: Live, tmp_path: Path
) -> None:
    named = GROUP.replace('title = "Two"', 'title = "Two"\nopens = 2026-12-14')
    named = named.replace('title = "Three"', 'title = "Three"\nopens = 2026-12-21')
    (tmp_path / "group.toml").write_text(named)
    live("2026-12-07", "course", "start", "HERE/group.toml")

    ran = live("2026-12-08", "course", "pause", "2026-12-10", "2026-12-16")

    assert "by it: the course names their days." in " ".join(ran.err.split())


@pytest.mark.parametrize("begun_by", ["next", "reflect"])
def test_what_was_left_out_can_be_taken_up_again_and_moves_no_day(
    begun_by: str, live: Live, tmp_path: Path
) -> None:
    course = ALONE.replace('title = "Two"', 'title = "Two"\nopens = "done"')
    (tmp_path / "alone.toml").write_text(course)
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    ran = live("2026-12-08", "course", "next", "--leave-out")
    assert "`leadcoach course next --week 1` takes it up again." in ran.err
    do(live, "2026-12-08")
    before = [each["opens"] for each in standing(live, "2026-12-20")["weeks"]]
    assert before[:3] == ["2026-12-07", "2026-12-08", "2026-12-15"]

    if begun_by == "next":
        do(live, "2026-12-20", "--week", "1")
    else:  # week 3 has it open, and is asked about first
        do(live, "2026-12-20", "--week", "3")
        stdin = "kingfisher\n1\n1\n"
        ran = live("2026-12-20", "reflect", "one", terminal=True, stdin=stdin)
        assert "Count it for week 1 of Asking first?" in ran.err

    weeks = standing(live, "2026-12-20")["weeks"]
    assert weeks[0]["done"] == ["one"]
    assert weeks[0]["left_out"] == weeks[0]["open"] == []
    assert [each["opens"] for each in weeks[:3]] == before[:3]
    ran = live("2026-12-20", "course", "next", "--week", "1", "--no-input")
    assert ran.code == ExitCode.FOUND
    assert "Nothing of week 1 is open." in ran.err


def test_who_left_weeks_out_is_not_told_that_they_are_done(live: Live) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")
    for week in "12":
        live("2026-12-28", "course", "next", "--week", week, "--leave-out")
    do(live, "2026-12-28")

    shown = live("2026-12-28", "course", "show").out

    assert "Asking first: you have come through all 3 weeks" in shown
    assert "are done" not in shown


def test_the_meeting_of_another_week_says_which(live: Live) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")

    assert re.search("Meeting: +Friday 11 Dec", live("2026-12-08").out)
    assert re.search("Meeting: +week 2, Friday 18 Dec", live("2026-12-12").out)


def test_another_version_shows_its_welcome_and_its_end_too(
    live: Live, tmp_path: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    newer = ALONE.replace("Good to have", "Glad to have").replace("Read it all", "See")
    (tmp_path / "alone.toml").write_text(newer)

    said = live("2026-12-08", "course", "start", "HERE/alone.toml").out

    assert "From now on: Glad to have you here." in said
    assert "Words at the end, until now: Read it all again." in said


def test_what_there_is_to_do_stands_with_its_title_and_how_to_begin(
    live: Live, home: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    file = home / "exercises" / "two.toml"
    file.write_text(file.read_text().replace("One question", "\u202eTwo questions"))
    shown = live("2026-12-07", "course", "show").out
    assert "To do:  one (One question, 10 minutes)\n" in shown
    live("2026-12-07", "course", "next", "--leave-out")

    shown = live("2026-12-14", "course", "show").out

    assert "two (\ufffdTwo questions, 10 minutes)" in shown
    assert "leadcoach reflect one (One question, 10 minutes)" in shown
    file.unlink()
    assert re.search("To do: +two\n", live("2026-12-14", "course", "show").out)


def test_a_pause_that_moves_nothing_says_so(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    for days in (("2027-11-01", "2027-11-05"), ("2026-11-01", "2026-11-05")):
        assert (
            "No week moves by it." in live("2026-12-08", "course", "pause", *days).err
        )


def test_a_meeting_that_was_moved_can_be_moved_back(live: Live) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")
    live("2026-12-02", "course", "move", "2", "2026-12-19 17:30")
    ran = live("2026-12-02", "course", "move", "2", "2026-12-12 17:30")
    assert "Week 2 opens after it, on 14 December 2026." in " ".join(ran.err.split())
    shown = live("2026-12-02", "course", "show").out
    assert "meeting Saturday 12 Dec, 17:30, moved by you" in shown

    back = live("2026-12-02", "course", "move", "2", "--undo")

    assert back.code == ExitCode.DONE, back.err
    assert "The meeting of week 2 is on Friday 18 December 2026, 18:00." in back.err
    meets = standing(live, "2026-12-02", "group")["weeks"][1]["meeting"]
    assert meets == "2026-12-18T18:00:00"
    live("2026-12-02", "course", "move", "3", "2026-12-28 18:00")
    back = live("2026-12-02", "course", "move", "3", "--undo")
    assert back.err == "Taken back. Week 3 has no meeting now.\n"


def test_a_new_version_says_which_meeting_of_ones_own_stays(
    live: Live, tmp_path: Path
) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")
    live("2026-12-02", "course", "move", "2", "2026-12-19 17:30")
    newer = GROUP.replace("1.0.0", "1.1.0").replace("-18T18", "-21T18")
    newer = newer.replace('["commitments"]', "[]")
    (tmp_path / "group.toml").write_text(newer)

    ran = live("2026-12-03", "course", "start", "HERE/group.toml", "--yes")

    said = " ".join(ran.out.split())
    assert "Meeting, until now: Friday 18 December 2026, 18:00" in said
    assert "From now on: Monday 21 December 2026, 18:00" in said
    assert "Week 2: Other things are worth bringing" in said
    assert (
        "You moved the meeting of week 2 to Saturday 19 Dec, 17:30; that stays" in said
    )
    assert "`leadcoach course move 2 --undo`" in said
    live("2026-12-03", "course", "move", "2", "--undo")
    weeks = standing(live, "2026-12-03", "group")["weeks"]
    assert weeks[1]["meeting"] == "2026-12-21T18:00:00"


EMPTY = """
[[week]]
title = "One"
do    = ["one"]
[[week]]
title = "Only the meeting"
MEET
[[week]]
title = "Three"
opens = "done"
do    = ["two"]
"""


@pytest.mark.parametrize(
    ("meet", "opens"),
    [
        ("", "2026-12-21"),
        ("meet = 2027-01-04T18:00:00", "2027-01-04"),
        ("meet = 2026-12-15T18:00:00", "2026-12-21"),
    ],
)
def test_a_week_with_nothing_to_do_lasts_a_week_or_until_its_meeting(
    meet: str, opens: str, live: Live, tmp_path: Path
) -> None:
    course = HEAD.replace("COURSE", "alone") + EMPTY.replace("MEET", meet)
    (tmp_path / "alone.toml").write_text(course)
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    do(live, "2026-12-07")

    found = [each["opens"] for each in standing(live, "2026-12-08")["weeks"]]

    assert found == ["2026-12-07", "2026-12-14", opens]


def test_what_is_worth_bringing_is_told_in_words_and_never_what_is_private(
    live: Live, home: Path, tmp_path: Path
) -> None:
    two = home / "exercises" / "two.toml"
    two.write_text(two.read_text().replace("purpose", 'share = "full"\npurpose'))
    course = GROUP.replace('["commitments"]', '["two.what", "commitments"]')
    (tmp_path / "group.toml").write_text(course)
    live("2026-12-01", "course", "start", "HERE/group.toml")

    shown = live("2026-12-16", "course", "show").out

    assert "│ Worth bringing along\n│ What was it?\n│ your commitments" in shown
    assert "`leadcoach share` offers it." in shown
    assert "two.what" not in shown
    # Its exercise was changed since, and keeps the answer private.
    two.write_text(f"{two.read_text()}private = true\n")
    assert "What was it?" not in live("2026-12-16", "course", "show").out


def test_what_to_take_or_carry_along_is_on_the_first_screen_in_a_line(
    live: Live, tmp_path: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    assert "To carry along:  Notice one thing.\n" in live("2026-12-08").out
    long = ALONE.replace("Notice one thing.", "Notice one thing. " * 12)
    (tmp_path / "alone.toml").write_text(long)
    live("2026-12-08", "course", "start", "HERE/alone.toml", "--yes")
    (line,) = [x for x in live("2026-12-08").out.splitlines() if "Notice" in x]
    assert line.endswith(" …")
    assert len(line) <= 80
    live("2026-12-08", "course", "stop")

    course = GROUP.replace('title = "Two"', 'title = "Two"\ncarry = "Listen."')
    (tmp_path / "group.toml").write_text(course)
    live("2026-12-08", "course", "start", "HERE/group.toml")
    assert "To carry along:  Listen." in live("2026-12-15").out
    assert "To take along:  Whom did you ask?" in live("2026-12-16").out
    shown = live("2026-12-16", "course", "show").out
    assert "Listen." in shown
    assert "Whom did you ask?" in shown


def test_with_two_courses_next_asks_which_one_a_week_is_of(live: Live) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-07", "course", "start", "HERE/group.toml")

    for line in (("--week", "2"), ("--leave-out",)):
        ran = live("2026-12-07", "course", "next", "--no-input", *line)
        assert ran.code == ExitCode.USAGE
        assert "--course group or --course alone" in ran.err
    do(live, "2026-12-07", "--course", "group")
    ran = live("2026-12-07", "course", "next", "--no-input", "--course", "group")
    assert "`leadcoach course next --week 2 --course group`" in " ".join(
        ran.err.split()
    )


def test_a_second_course_with_nothing_open_stands_apart_from_the_commitments(
    live: Live,
) -> None:
    given = ("--answer=best=a", "--answer=struggle=b", "--answer=commit=ask Ana")
    live("2026-12-06", "reflect", "--no-input", *given)
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-07", "course", "start", "HERE/group.toml")
    do(live, "2026-12-07", "--course", "alone")

    page = live("2026-12-07").out

    second = page[page.index("week 1 of 6") : page.index("Open commitments")]
    assert "To do:  nothing more (done: one)." in second
    assert second.endswith("\n\n")


def test_next_names_the_course_and_the_week_and_its_note(
    live: Live, tmp_path: Path
) -> None:
    noted = ALONE.replace('title = "Two"', 'title = "Two"\nnote = "Take your time."')
    (tmp_path / "alone.toml").write_text(noted)
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    ran = live("2026-12-07", "course", "next", "--week=2", "--no-input")

    assert "Asking first, week 2 of 6: Two\nTake your time.\n" in ran.err


@pytest.mark.parametrize(
    ("made", "due", "offered"),
    [
        ("2026-12-06", "", 1),
        ("2026-12-07", "", 0),
        ("2026-12-06", "2026-12-09", 0),
        ("2026-12-06", "2026-12-07", 1),
        ("2026-12-05", "2026-12-06", 1),
    ],
)
def test_looking_back_is_offered_once_a_day_where_there_is_something_to_look_back_on(
    made: str, due: str, offered: int, live: Live, tmp_path: Path
) -> None:
    day = f", due = {due}" if due else ""
    said = f'best = "a"\nstruggle = "b"\ncommit = {{ action = "ask Ana"{day} }}\n'
    (tmp_path / "answers.toml").write_text(said)
    line = ("reflect", "--no-input", "--answers", "HERE/answers.toml")
    assert live(made, *line).code == ExitCode.DONE
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    typed = "2\n" * offered + "kingfisher\n1\n"
    ran = live("2026-12-07", "course", "next", terminal=True, stdin=typed)

    assert "Counted for week 1" in ran.err, ran.err
    assert ran.err.count("Look back first?") == offered
    again = ("course", "next", "--week=2")
    ran = live("2026-12-07", *again, terminal=True, stdin="kingfisher\n1\n")
    assert "Look back first?" not in ran.err


def test_a_course_that_is_wrong_is_not_started(live: Live, tmp_path: Path) -> None:
    (tmp_path / "alone.toml").write_text(ALONE.replace('["one"]', '["none"]', 1))

    ran = live("2026-12-07", "course", "start", "HERE/alone.toml")

    assert ran.code == ExitCode.UNREADABLE
    assert "alone.toml:11: there is no exercise “none”." in ran.err
    assert live("2026-12-07", "course", "show").code == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        (
            "root:x:0\n",
            "not like: name = value.",
            "This may be no course. Mend the file",
        ),
        (ALONE.replace("= 1", "= 2", 1), "reads format 1. Upgrade leadcoach.\n", ""),
    ],
)
def test_what_is_no_course_or_a_later_one_is_told_what_to_do(
    text: str, told: str, hint: str, live: Live, tmp_path: Path
) -> None:
    (tmp_path / "alone.toml").write_text(text)

    ran = live("2026-12-07", "course", "start", "HERE/alone.toml")

    assert told in ran.err
    assert hint in ran.err
    assert hint or "Mend" not in ran.err


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "format = 2",
        "began = 5",
        'done = "one"',
        'done = [ { week = 0, exercise = "one", on = 2026-12-07 } ]',
        "paused = [ { from = 2026-12-07, to = 2090-12-07 } ]",
        "x = [" * 90,
    ],
)
def test_a_damaged_course_is_named_and_the_rest_is_shown(
    damage: str, live: Live, home: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    live("2026-12-07", "course", "start", "HERE/group.toml")
    file = home / "courses" / "alone.toml"
    key = damage.partition(" =")[0]
    lines = file.read_text().splitlines() if damage else []
    kept = [each for each in lines if not each.startswith(f"{key} ")]
    file.write_text("\n".join([*kept, damage]))
    before = file.read_bytes()

    ran = live("2026-12-07")

    assert ran.code == ExitCode.UNREADABLE
    assert "alone.toml cannot be read" in " ".join(ran.err.split())
    assert "week 1 of 3" in ran.out
    assert file.read_bytes() == before


def test_other_keys_in_the_file_stay(live: Live, home: Path) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    file = home / "courses" / "alone.toml"
    file.write_text(f'mine = "my own"\n{file.read_text()}')

    do(live, "2026-12-07")

    assert tomli.loads(file.read_text())["mine"] == "my own"
    assert file.stat().st_mode & 0o777 == 0o600


def test_erasing_takes_the_courses_too(live: Live, home: Path) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    assert "Files of courses: 2" in live("2026-12-07", "erase", "--yes").err
    assert not list((home / "courses").glob("*"))


def test_the_words_of_a_course_cannot_trick_the_screen(
    live: Live, tmp_path: Path
) -> None:
    tricky = ALONE.replace("Good to", "Good\\u202e to").replace("Notice", "\\u200bNo")
    (tmp_path / "alone.toml").write_text(tricky)

    ran = live("2026-12-07", "course", "start", "HERE/alone.toml")

    assert "\u202e" not in ran.out + ran.err


def calendar(live: Live, day: str, tmp_path: Path, *options: str) -> list[Any]:
    """Return the events of a new file, in which two readers of calendars agree."""
    file = tmp_path / "weeks.ics"
    line = ("course", "calendar", "--output", str(file), "--force", *options)
    ran = live(day, *line)
    assert ran.code == ExitCode.DONE, ran.err
    text = file.read_bytes().decode()
    assert "Asking" not in text
    assert "kingfisher" not in text
    assert all(len(each.encode()) <= 75 for each in text.split("\r\n"))
    events = Calendar.from_ical(text).walk("VEVENT")
    others = vobject.readOne(text).vevent_list
    for one, other in zip(events, others, strict=True):
        assert one.decoded("dtstart") == other.dtstart.value
        assert one["summary"] == other.summary.value
        assert one["uid"] == other.uid.value
        assert one["class"] == other.getChildValue("class") == "PRIVATE"
        lasts = one.decoded("duration") if "duration" in one else None
        assert lasts == (other.duration.value if "duration" in other.contents else None)
        assert getattr(one.decoded("dtstart"), "tzinfo", None) is None
    return list(events)


def test_the_calendar_has_the_weeks_and_meetings_ahead(
    live: Live, tmp_path: Path
) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")

    events = calendar(live, "2026-12-01", tmp_path)
    assert {str(each["summary"]): f"{each.decoded('dtstart')}" for each in events} == {
        "Between sessions, week 1": "2026-12-07",
        "Between sessions, meeting": "2026-12-18 18:00:00",
        "Between sessions, week 2": "2026-12-14",
        "Between sessions, week 3": "2026-12-21",
    }
    later = calendar(live, "2026-12-15", tmp_path, "--title", "Reading, time; \\ x")
    assert [str(each["summary"]) for each in later] == [
        "Reading, time; \\ x, meeting",
        "Reading, time; \\ x, week 3",
    ]


def test_a_meeting_that_moves_takes_the_place_of_the_old_one(
    live: Live, tmp_path: Path
) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")
    kept = {str(x["uid"]): x for x in calendar(live, "2026-12-01", tmp_path)}
    live("2026-12-02", "course", "move", "2", "2026-12-19 17:30")
    live("2026-12-02", "course", "pause", "2026-12-09", "2026-12-10")

    new = calendar(live, "2026-12-02", tmp_path, "--at", "7:30")

    assert {str(each["uid"]) for each in new} == set(kept)
    assert len(kept) == 5
    for each in new:  # what has a higher number wins
        assert each["sequence"] > kept[str(each["uid"])]["sequence"]
        kept[str(each["uid"])] = each
    begins = sorted(f"{each.decoded('dtstart'):%m-%d %H:%M}" for each in kept.values())
    assert begins == [
        *("12-07 07:30", "12-11 18:00", "12-16 07:30", "12-19 17:30", "12-23 07:30")
    ]


def test_no_file_is_written_where_no_day_is_ahead(live: Live, tmp_path: Path) -> None:
    (tmp_path / "alone.toml").write_text(
        HEAD.replace("COURSE", "alone") + '\n[[week]]\ntitle="A"\ndo=["one"]\n'
    )
    live("2026-12-01", "course", "start", "HERE/alone.toml")
    file = tmp_path / "weeks.ics"

    ran = live("2026-12-02", "course", "calendar", "--output", str(file))

    assert ran.code == ExitCode.FOUND
    assert not file.exists()
    assert live("2026-12-02", "course", "calendar").code == ExitCode.USAGE


def test_a_summary_of_a_course_begins_with_it_and_says_where_one_is(live: Live) -> None:
    live("2026-11-30", "reflect", "two", "--no-input", "--answer=what=before")
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    do(live, "2026-12-08")

    ran = live("2026-12-09", "summary", "--course", "alone")

    assert "Asking first, week 1 of 6: One" in ran.out
    assert "1 entry" in ran.out
    found = json.loads(live("2026-12-09", "summary", "--course=alone", "--json").out)
    assert found["course"]["weeks"][0]["done"] == ["one"]
    for name, code in (("other", ExitCode.NOT_FOUND), (" ", ExitCode.USAGE)):
        assert live("2026-12-09", "summary", "--course", name).code == code
    live("2026-12-09", "course", "stop")
    assert live("2026-12-09", "summary", "--course", "alone").code == ExitCode.DONE


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_forms_of_a_week_name_the_course_and_the_week(
    kind: str, live: Live, tmp_path: Path
) -> None:
    file, folder = f"{tmp_path}/alone.toml", tmp_path / "forms"
    mail = ["--mail"] if kind == "txt" else []
    line = ["course", "forms", file, "--output", str(folder), *mail, "--week"]

    ran = live("2026-12-07", *line, "2")

    assert ran.code == ExitCode.DONE, ran.err
    names = sorted(each.name for each in folder.iterdir())
    assert names == [f"week-2-one.{kind}", f"week-2-two.{kind}"]
    text = (folder / names[0]).read_text()
    assert "Asking first, week 2: Two" in text
    assert ("# course: alone 2" if mail else '"course":"alone 2"') in text
    assert live("2026-12-07", *line, "2").code == ExitCode.USAGE
    assert live("2026-12-07", *line, "2", "--force").code == ExitCode.DONE
    assert live("2026-12-07", *line, "3").code == ExitCode.DONE
    assert live("2026-12-07", *line, "7").code == ExitCode.USAGE


def test_the_answers_of_a_mail_of_a_course_can_be_taken(
    live: Live, tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    line = ("course", "forms", "HERE/alone.toml", "--week", "2", "--mail", "--output")
    assert live("2026-12-07", *line, str(folder)).code == ExitCode.DONE
    mail = folder / "week-2-two.txt"
    mail.write_text(mail.read_text().replace("# end", "kingfisher\n# end"))

    given = ("--answers", str(mail), "--no-input", "--forgive")
    ran = live("2026-12-07", "reflect", "two", *given)

    assert ran.code == ExitCode.DONE, ran.err
    assert "kingfisher" in live("2026-12-07", "journal", "show", "--answers").out


def test_an_exercise_that_no_page_can_ask_is_named(
    live: Live, tmp_path: Path, home: Path
) -> None:
    asks = 'type = "short"\ntext = "What was it?"'
    looks = 'type = "multi"\ntext = "Which?"\nchoices_from = "commitments"'
    file = home / "exercises" / "two.toml"
    file.write_text(file.read_text().replace(asks, looks))
    folder = tmp_path / "forms"
    line = ("course", "forms", "HERE/alone.toml", "--week", "2")

    ran = live("2026-12-07", *line, "--output", str(folder))

    assert ran.code == ExitCode.UNREADABLE
    assert "two: Nothing in this exercise can be asked in a page." in ran.err
    assert [each.name for each in folder.iterdir()] == ["week-2-one.html"]


def test_who_leaves_at_the_question_has_the_entry_kept(live: Live, home: Path) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    ran = live("2026-12-07", "reflect", "one", terminal=True, stdin="kingfisher\n1\n")

    assert "Count it for week 1" in ran.err
    assert len(list((home / "journal").glob("*/*/*-one-*.toml"))) == 1
    assert standing(live, "2026-12-07")["weeks"][0]["done"] == []
    assert ran.code == ExitCode.DONE, ran.err
    assert not list((home / "drafts").glob("*.toml"))


def test_at_forty_columns_nothing_is_cut(live: Live) -> None:
    live("2026-12-01", "course", "start", "HERE/group.toml")

    for line in ((), ("course", "show")):
        ran = live("2026-12-15", *line, environ={"COLUMNS": "40"})
        assert all(len(each) <= 40 for each in ran.out.splitlines())
        assert "Friday 18 Dec" in " ".join(ran.out.split())


MOVING = """
import sys
from leadcoach.cli.context import real
from leadcoach.main import main
for day in sys.argv[1:]:
    code = main(["course", "move", "2", f"2099-01-{day} 18:00"], real())
    if code:
        sys.exit(code)
"""


def test_several_write_at_the_same_time_and_nothing_is_lost(
    live: Live, home: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")

    line = (sys.executable, "-c", MOVING)
    many = [Popen([*line, str(n), str(n + 1)], stderr=DEVNULL) for n in (10, 12, 14)]

    assert [each.wait() for each in many] == [ExitCode.DONE] * len(many)
    moved = tomli.loads((home / "courses" / "alone.toml").read_text())["moved"]
    assert sorted(each["to"].day for each in moved) == list(range(10, 16))


def test_a_folder_with_a_course_and_its_exercises_is_handed_over(
    live: Live, tmp_path: Path
) -> None:
    folder = tmp_path / "from-my-coach"
    folder.mkdir()
    (folder / "three.toml").write_text(ONE.replace("ID", "three"))
    course = folder / "asking.course.toml"
    course.write_text(ALONE.replace('["one"]', '["three"]'))

    before = live("2026-12-07", "course", "start", str(course))
    assert before.code == ExitCode.UNREADABLE
    assert "leadcoach exercise add FILE" in before.err
    assert live("2026-12-07", "exercise", "add", str(folder), "--yes").code == 0

    assert live("2026-12-07", "course", "start", str(course)).code == ExitCode.DONE
    do(live, "2026-12-07")
    assert standing(live, "2026-12-07")["weeks"][0]["done"] == ["three"]


def test_the_first_sitting_shows_the_safety_note_also_in_a_course(
    live: Live, home: Path
) -> None:
    live("2026-12-07", "course", "start", "HERE/alone.toml")
    assert not (home / "journal").exists()

    ran = live("2026-12-07", "course", "next", terminal=True, stdin="kingfisher\n1\n")

    assert "findahelpline.com" in ran.err
    assert "Counted for week 1" in ran.err
