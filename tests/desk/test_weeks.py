"""What a coach sees of the weeks of a course: who has handed in what of which."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wcwidth

from leadcoach.errors import ExitCode
from tests.desk.conftest import DeskOf
from tests.desk.test_desk import LIVE, hand_in
from tests.test_screens import SCREENS, too_wide, width_of

HEAD = """\
format  = 1
id      = "asking"
version = "1.0.0"
title   = "Asking first"
purpose = "Asking before deciding."
"""
WEEKS: tuple[list[str], ...] = (
    ["compare"],
    ["reflect", "advice"],
    [],
    ["seven"],
    ["reflect"],
    ["fit", "fit"],
)
LONG = "Maria-Magdalena Gräfin von Hohenstein"
WIDE = "前もって夜勤の人たちに聞く"


def course_of(*weeks: list[str]) -> str:
    """Return a course file whose weeks have these exercises."""
    parts = (
        f'\n[[week]]\ntitle = "Week {n}"\ndo = {json.dumps(do)}\nmay = ["checkin"]\n'
        for n, do in enumerate(weeks, 1)
    )
    return HEAD + "".join(parts)


def form(exercise: str, week: str = "", day: str = "2026-12-15") -> str:
    """Return answers as a form saves them; those of a course say its week."""
    line = {"compare": "own = 4", "seven": "rate = { own = 3 }"}.get(exercise, "")
    line = line or {
        "reflect": 'best = "I asked."',
        "advice": 'decision = "The date."',
        "checkin": "own = 2",
        "fit": 'decisions = ["the rota"]',
    }.get(exercise, "")
    named = f"# course: {week}\n" if week else ""
    head = f"# leadcoach answers 1: {exercise}\n# day: {day}\n{named}"
    return f"{head}\n{line}\n\n# end: 1 answer\n"


def share(weeks: str, course: str = "asking") -> str:
    """Return a share file that says what is done of a course."""
    named = f'course = "{course}"\n' if course else ""
    return f'leadcoach = "share 1"\nmade = 2026-12-18\n{named}week = [ {weeks} ]\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    file = tmp_path / "asking.toml"
    file.write_text(course_of(*WEEKS))
    return file


@pytest.fixture
def signs(desk: DeskOf, inbox: Path, course: Path) -> Callable[[str], str]:
    """Return a function that tells the signs in the row of a person."""

    def row_of(person: str) -> str:
        ran = desk("in", "inbox", "--course", "asking.toml")
        assert ran.code == ExitCode.DONE, ran.err
        (row,) = re.findall(
            rf"^  {person} +(.*?)  (?:\d+ Dec|no)", ran.out, re.MULTILINE
        )
        return " ".join(row.split())

    return row_of


# What counts for which week


def test_a_form_counts_for_the_week_that_it_names(
    inbox: Path, signs: Callable[[str], str]
) -> None:
    hand_in(inbox, "ana", form("reflect", "asking 5"))
    assert signs("ana") == "· · · ✓ ·"
    hand_in(inbox, "ana", form("reflect", "asking 2"), "two.txt")
    assert signs("ana") == "· 1/2 · ✓ ·"
    hand_in(inbox, "ana", form("advice", "asking 2"), "three.txt")
    assert signs("ana") == "· ✓ · ✓ ·"


def test_a_form_that_names_none_counts_for_the_only_week_that_has_its_exercise(
    inbox: Path, signs: Callable[[str], str], desk: DeskOf
) -> None:
    hand_in(inbox, "ana", form("seven"))
    hand_in(inbox, "ben", form("reflect"))
    hand_in(inbox, "dov", form("checkin"))

    assert signs("ana") == "· · ✓ · ·"
    assert signs("ben") == signs("dov") == "· · · · ·"
    told = " ".join(desk("in", "inbox", "--course", "asking.toml").out.split())
    note = "reflect belongs to weeks 2, 5, and the file names none of them"
    assert f"ben/one.txt: {note}" in told
    assert "belongs to weeks" not in desk("in", "inbox").out


def test_in_a_newer_version_of_the_course_what_is_older_counts_where_it_is_now(
    inbox: Path, course: Path, signs: Callable[[str], str]
) -> None:
    hand_in(inbox, "ana", form("compare", "asking 1"))
    hand_in(inbox, "ben", share('{ week = 1, done = ["compare"] }'))
    course.write_text(course_of(["checkin"], *WEEKS))

    assert signs("ana") == signs("ben") == "· ✓ · · · ·"


def test_a_quoted_mail_counts_for_its_week(
    inbox: Path, signs: Callable[[str], str]
) -> None:
    quoted = "".join(f"> {x}\n" for x in form("reflect", "asking 5").splitlines())
    hand_in(inbox, "ana", f"Hi Paul,\n\n{quoted}\nBest\nAna\n")

    assert signs("ana") == "· · · ✓ ·"


def test_what_belongs_to_another_course_does_not_count_and_is_told(
    inbox: Path, signs: Callable[[str], str], desk: DeskOf
) -> None:
    hand_in(inbox, "ana", form("compare", "shared-power 2"))
    hand_in(inbox, "ben", share('{ week = 1, done = ["compare"] }', "shared-power"))
    hand_in(inbox, "dov", share('{ week = 1, done = ["compare"] }', ""))

    assert {signs(each) for each in ("ana", "ben", "dov")} == {"· · · · ·"}
    out = desk("in", "inbox", "--course", "asking.toml").out
    assert "\nOf another course, and not counted: shared-power\n" in out


def test_a_shared_page_counts_what_it_says_is_done_and_nothing_else(
    inbox: Path, signs: Callable[[str], str]
) -> None:
    done = '{ week = 1, done = ["compare"] }, { week = 2, done = ["advice"] }'
    answer = (
        '[[answer]]\nexercise = "seven"\non = 2026-12-15\nid = "where"\n'
        'type = "short"\nasked = "?"\nvalue = "Here."\n'
    )
    hand_in(inbox, "ana", share(done) + answer)

    assert signs("ana") == "✓ 1/2 · · ·"


def test_what_is_said_twice_counts_once_and_what_is_done_twice_counts_twice(
    inbox: Path, signs: Callable[[str], str]
) -> None:
    once = share('{ week = 6, done = ["fit"] }')
    hand_in(inbox, "ana", once)
    hand_in(inbox, "ana", f"{once}\n", "again.toml")
    hand_in(inbox, "ana", form("fit", "asking 6"), "form.txt")
    assert signs("ana") == "· · · · 1/2"
    hand_in(inbox, "ana", form("fit", "asking 6", "2026-12-16"), "second.txt")
    assert signs("ana") == "· · · · ✓"


@pytest.mark.parametrize(
    "week", ["", "asking", "asking 0", "asking 99999999999999999999", "asking -1", "?"]
)
def test_a_line_that_names_no_week_breaks_nothing(
    week: str, inbox: Path, signs: Callable[[str], str]
) -> None:
    hand_in(inbox, "ana", form("compare", week))

    assert signs("ana") == ("· · · · ·" if week == "?" else "✓ · · · ·")


@pytest.mark.parametrize(
    "rows",
    [
        '{ week = 1, done = ["compare"], late = true }',
        "{ week = 1, done = [ 5 ] }",
        '{ week = "1", done = ["compare"] }',
        "{ week = 1, done = [" + '"compare",' * 51 + "] }",
        "] \npromised = { done = 3, of = 2 }\n# [",
        "] \npromised = { done = 1, of = 2, words = 5 }\n# [",
    ],
)
def test_a_shared_page_with_other_weeks_is_refused_whole(
    rows: str, inbox: Path, desk: DeskOf, course: Path
) -> None:
    hand_in(inbox, "ana", share(rows))

    out = desk("in", "inbox", "--course", "asking.toml").out
    assert "Nothing was read; ask for it once more." in " ".join(out.split())
    assert "nothing\n" in out


# The screen


def handed_in_by_many(inbox: Path) -> None:
    """Let people hand in all, some and nothing; their names are short, long and wide."""
    for number, do in enumerate(WEEKS, 1):
        for place, exercise in enumerate((*do, "checkin")):
            text = form(
                exercise, f"asking {number}", f"2026-12-{number + place + 1:02}"
            )
            hand_in(inbox, "ana", text, f"{number}-{place}.txt")
    hand_in(inbox, LONG, form("compare", "asking 1"))
    hand_in(inbox, WIDE, form("reflect", "asking 2"))
    hand_in(inbox, "ben", form("checkin", "asking 2"))
    (inbox / "kofi").mkdir()


@pytest.mark.parametrize("screen", ["80 columns", "40 columns", "plain"])
def test_the_weeks_of_a_course(
    screen: str,
    desk: DeskOf,
    inbox: Path,
    course: Path,
    golden: Callable[[str, str], None],
) -> None:
    handed_in_by_many(inbox)

    ran = desk("in", "inbox", "--course", "asking.toml", environ=SCREENS[screen])

    golden(f"desk-weeks-{screen.replace(' ', '-')}.txt", ran.out + ran.err)


def shown(
    desk: DeskOf, environ: dict[str, str], *more: str
) -> Iterator[tuple[str, str]]:
    for option in ((), *(("--format", each) for each in more)):
        ran = desk("in", "inbox", "--course", "asking.toml", *option, environ=environ)
        assert ran.code == ExitCode.DONE, ran.err
        yield "".join(option), ran.out


@pytest.mark.parametrize("screen", SCREENS)
def test_weeks_fit_every_screen_and_are_never_signs_alone(
    screen: str, desk: DeskOf, inbox: Path, course: Path, home: Path
) -> None:
    course.write_text(course_of(*(["compare"], ["seven"], *[["advice"]] * 10)))
    handed_in_by_many(inbox)
    (inbox / "\x1b[31mlea\u202e").mkdir()

    ((_, out),) = shown(desk, SCREENS[screen])

    assert LIVE.search(out) is None
    assert list(too_wide(out, width_of(screen), home)) == []
    # Either what the signs mean stands there, or there are none.
    assert ("✓ done" in out) == ("✓ " in out) == ("·" in out)
    if screen in ("dumb", "plain", "20 columns", "40 columns"):
        assert "✓" not in out
        assert "ana: weeks 1, 2 done; last" in " ".join(out.split())


def test_columns_stay_in_line_beside_wide_and_long_names(
    desk: DeskOf, inbox: Path, course: Path
) -> None:
    course.write_text(course_of(["compare"], *[["advice"]] * 11))
    handed_in_by_many(inbox)

    ((_, out),) = shown(desk, {"COLUMNS": "80"})

    rows = [line for line in out.splitlines() if "·  ·" in line]
    assert len(rows) == 5
    assert len({wcwidth.wcswidth(row[: row.rindex("·")]) for row in rows}) == 1
    assert "Hohenstein" in out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_screen_without_the_signs_has_others(
    encoding: str, desk: DeskOf, inbox: Path, course: Path, run: Callable[..., object]
) -> None:
    hand_in(inbox, "ana", form("compare"))

    ran = run("desk", "in", "inbox", "--course", "asking.toml", encoding=encoding)

    out = getattr(ran, "out", "")
    assert "x done" in out
    assert re.search(r"^  ana +x +\. ", out, re.MULTILINE)
    assert "?" not in out


def test_other_formats_say_it_in_words(desk: DeskOf, inbox: Path, course: Path) -> None:
    handed_in_by_many(inbox)

    for option, out in shown(desk, {}, "html", "markdown"):
        assert "Handed in by 4 of 5: Asking first" in out
        assert not {"late", "missed", "overdue", "behind"} & set(out.split())
        if option:
            assert "✓" not in out
            assert "weeks 1, 2, 4, 5, 6 done; last 9 Dec" in out
            assert "nothing" in out


def test_for_programs_each_person_has_their_weeks(
    desk: DeskOf, inbox: Path, course: Path
) -> None:
    hand_in(inbox, "ana", form("advice"))

    ran = desk("in", "inbox", "--course", "asking.toml", "--json")

    found = json.loads(ran.out)
    assert found["course"] == {"id": "asking", "title": "Asking first"}
    weeks = found["people"][0]["weeks"]
    assert weeks[1] == {"week": 2, "done": ["advice"], "open": ["reflect"]}
    assert [each["week"] for each in weeks] == [1, 2, 3, 4, 5, 6]
    assert "weeks" not in json.loads(desk("in", "inbox", "--json").out)["people"][0]


# The course


def test_a_course_that_came_with_leadcoach_is_named_by_its_name(
    desk: DeskOf, inbox: Path
) -> None:
    hand_in(inbox, "ana", form("compare"))

    out = desk("in", "inbox", "--course", "shared-power").out

    assert "Handed in by 1 of 1: Shared power" in out
    assert re.search(r"^  ana   ·  ✓  ·  ·  ·  ·  15 Dec$", out, re.MULTILINE)


def test_a_course_that_is_not_there_or_wrong_is_told(
    desk: DeskOf, inbox: Path, course: Path
) -> None:
    assert desk("in", "inbox", "--course", "shared-powr").code == ExitCode.NOT_FOUND
    assert "no course file none.toml" in desk("in", "inbox", "--course=none.toml").err
    course.write_text(course_of(["comparre"]))
    ran = desk("in", "inbox", "--course", "asking.toml")
    assert ran.code == ExitCode.UNREADABLE
    assert "there is no exercise “comparre”" in ran.err
    assert ran.out == ""


def test_an_empty_inbox_has_no_weeks(desk: DeskOf, inbox: Path, course: Path) -> None:
    ran = desk("in", "inbox", "--course", "asking.toml")

    assert ran.code == ExitCode.DONE
    assert "Nobody is here: Asking first" in ran.out
    assert "✓" not in ran.out
    assert "Make a folder for each person" in ran.err


# One person


def test_before_a_talk_stands_what_was_last_said_to_be_done_or_not(
    inbox: Path, desk: DeskOf
) -> None:
    done = '{ week = 1, done = ["compare"] }'
    hand_in(inbox, "ana", share(done), "older.toml")
    newer = share(f'{done}, {{ week = 2, done = ["advice"] }}')
    newer = newer.replace("12-18", "12-20") + "promised = { done = 1, of = 3 }\n"
    hand_in(inbox, "ana", newer, "newer.toml")
    hand_in(inbox, "ben", form("compare"))

    out = desk("page", "inbox", "ana").out
    told = out[out.index("Done or not") :].split("\n\n")[0]
    assert told.splitlines() == [
        "Done or not, 20 Dec",
        "- asking, week 1: compare",
        "- asking, week 2: advice",
        "- 1 of 3 commitments done",
    ]
    assert "Done or not" not in desk("page", "inbox", "ben").out
    found = json.loads(desk("page", "inbox", "ana", "--json").out)["done"]
    assert found["commitments"] == {"done": 1, "of": 3}
    assert json.loads(desk("page", "inbox", "ben", "--json").out)["done"] is None
