"""A course of six weeks from both sides: what each does, and what the coach can see."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import vobject
from icalendar import Calendar

from leadcoach.errors import ExitCode
from tests.canary import traces
from tests.conftest import NOW, runs_in
from tests.courses.six_weeks import KEPT, OWN_WORDS, SECRET, TOLD, Group, lived

LAST = "2027-01-22"


@pytest.fixture(scope="module")
def six_weeks(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Group, dict[str, dict[str, str]]]:
    """Live through them once; the tests only look."""
    return lived(tmp_path_factory.mktemp("six-weeks"))


@pytest.fixture
def group(six_weeks: tuple[Group, dict[str, dict[str, str]]]) -> Group:
    return six_weeks[0]


# Where everybody is


def test_the_desk_shows_the_weeks_of_all_three_as_they_go_by(
    six_weeks: tuple[Group, dict[str, dict[str, str]]],
) -> None:
    assert six_weeks[1] == {
        "the first meeting": {
            "ana": "✓ · · · · · 11 Dec",
            "ben": "· · · · · · nothing",
            "dov": "✓ · · · · · 9 Dec",
        },
        "the second meeting": {
            "ana": "✓ ✓ ✓ · · · 22 Dec",
            "ben": "✓ · · · · · 22 Dec",
            "dov": "✓ ✓ · · · · 16 Dec",
        },
        "the last meeting": {
            "ana": "✓ ✓ ✓ ✓ ✓ ✓ 22 Jan",
            "ben": "✓ ✓ · ✓ · · 22 Jan",
            "dov": "✓ ✓ · · ✓ 1/2 14 Jan",
        },
    }


def test_each_takes_stock_of_the_course(group: Group) -> None:
    out = group.ana.does(LAST, "summary --course our-power").out
    assert "Shared power: you have come through all 6 weeks" in out
    assert "9 entries, 8 December 2026 to 13 January 2027" in out
    behind = group.ben.does(LAST, "summary --course our-power --json").out
    weeks = json.loads(behind)["course"]["weeks"]
    assert [each["done"] + each["left_out"] for each in weeks] == [
        *(["reflect"], ["compare"], ["mobilise"], ["advice"], [], [])
    ]


def test_nobody_is_told_that_they_are_late(group: Group) -> None:
    words = {w for who in group.people for each in who.screens for w in each.split()}

    assert not {"late", "missed", "overdue", "failed", "streak"} & words


# What the coach can see is what was shown


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


@pytest.mark.parametrize("name", ["ana", "ben"])
def test_every_string_on_a_page_of_the_desk_stands_in_a_file_that_was_shown(
    name: str, group: Group
) -> None:
    handed = [tomli.loads(each.decode()) for each in group.given[name]]
    known = {each for file in handed for each in strings_in(file)}

    page = group.coach.does(LAST, f"desk page HERE/inbox {name} --json").out
    told: dict[str, Any] = json.loads(page)
    assert told.pop("person") == name
    words = " ".join(known)
    for each in told["answers"]:  # the words of a rating are put together
        assert set(re.findall(r"\w+", each.pop("words"))) <= set(
            re.findall(r"\w+", f"{words} {each['value']} of 5")
        )
    assert {each for each in strings_in(told) if not is_a_day(each)} <= known


def is_a_day(text: str) -> bool:
    return re.fullmatch(r"20\d\d-\d\d-\d\d", text) is not None


def test_the_inbox_holds_what_was_shown_byte_for_byte(group: Group) -> None:
    for name, files in group.given.items():
        lying = sorted((group.inbox / name).iterdir())
        assert [each.read_bytes() for each in lying] == files
    listed = group.ana.does(LAST, "share list --json").out
    assert [each["sha256"] for each in reversed(json.loads(listed)["shared"])] == [
        sha256_of(each) for each in group.given["ana"]
    ]


def sha256_of(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()


def test_what_is_shown_at_a_terminal_is_what_is_written(
    group: Group, tmp_path: Path
) -> None:
    home = shutil.copytree(group.ana.home, tmp_path / "home")
    file = tmp_path / "ana.share.toml"
    typed = "Paul\nAna\n1, 2, 3\n2\n"

    ran = runs_in(home)(
        *("share", "--output", str(file)), stdin=typed, terminal=True, now=NOW
    )

    assert ran.code == ExitCode.DONE, ran.err
    assert "Nothing is ticked" in " ".join(ran.err.split())
    assert file.read_text("utf-8") in ran.err


def test_what_was_chosen_is_read_at_the_desk(group: Group) -> None:
    coach = group.coach
    asked = coach.does(LAST, "desk ask HERE/inbox compare.more").out
    assert "1 of 3 handed in an answer" in asked
    assert f"│ {TOLD}" in asked
    promised = coach.does(LAST, "desk promises HERE/inbox").out
    assert "say no once" in promised
    assert "ask Jo" in promised
    page = coach.does(LAST, "desk page HERE/inbox ana").out
    assert "saying no" in page
    assert "4 (15 Dec 2026)" in page
    told = coach.does(LAST, "desk page HERE/inbox dov").out
    assert "They were silent." in told
    done = coach.does(LAST, "desk page HERE/inbox ben").out
    assert "- our-power, week 4: advice" in done
    assert "- 0 of 1 commitments done" in done


def test_three_people_are_no_group_whose_numbers_are_shown(group: Group) -> None:
    page = group.coach.folder / "group.html"

    line = f"desk group HERE/inbox compare.own --output {page}"
    ran = group.coach.does(LAST, line, code=ExitCode.FOUND)

    assert "made from 5 people on" in " ".join(ran.err.split())
    assert not page.exists()


# What nobody sees


def test_a_private_sentence_is_in_no_file_made_and_on_no_screen_of_the_coach(
    group: Group,
) -> None:
    group.coach.does(LAST, "desk page HERE/inbox ana --output HERE/ana.html --force")
    group.coach.does(LAST, "desk export HERE/inbox --output HERE/all.jsonl --force")
    shown = group.folder / "screens.txt"
    shown.write_text("\n".join(group.coach.screens), "utf-8")

    for words in (SECRET, "kingfisher", KEPT, "wintergreen"):
        assert traces(words, group.ana.home), "it is in the journal of its writer"
        files = [shown, *(file for who in group.people for file in who.made)]
        assert traces(words, *files) == []


def test_a_report_of_what_is_done_holds_no_word_of_the_journal(group: Group) -> None:
    for content in group.given["ben"]:
        file = group.folder / "done.toml"
        file.write_bytes(content)
        assert [word for word in OWN_WORDS.split() if traces(word, file)] == []
    found = tomli.loads(group.given["ben"][-1].decode())
    assert found["week"] == [
        {"week": 1, "done": ["reflect"]},
        {"week": 2, "done": ["compare"]},
        {"week": 4, "done": ["advice"]},
    ]
    assert {*found} <= {"leadcoach", "name", "made", "course", "week", "promised"}
    for word in OWN_WORDS.split():
        assert traces(word, group.ben.home), word
        assert traces(word, group.coach.folder) == []


def test_the_coachs_own_journal_was_never_begun(group: Group) -> None:
    assert not (group.coach.home / "journal").exists()


# The calendars


def events_in(text: str) -> dict[str, tuple[str, str, int]]:
    """Return uid -> title, begin and sequence, in which two readers agree."""
    events = Calendar.from_ical(text).walk("VEVENT")
    for one, other in zip(events, vobject.readOne(text).vevent_list, strict=True):
        assert one.decoded("dtstart") == other.dtstart.value
        assert one["summary"] == other.summary.value
        assert one["uid"] == other.uid.value
        assert int(str(one["sequence"])) == int(other.sequence.value)
    return {
        str(one["uid"]): (
            str(one["summary"]),
            str(one.decoded("dtstart"))[:16],
            int(str(one["sequence"])),
        )
        for one in events
    }


@pytest.mark.parametrize("name", ["ana", "ben"])
def test_an_update_takes_the_place_of_the_events_that_moved(
    name: str, group: Group
) -> None:
    kept: dict[str, tuple[str, str, int]] = {}
    for text in group.calendars[name]:
        assert "Shared" not in text
        for uid, event in events_in(text).items():
            assert uid not in kept or kept[uid][2] < event[2]
            kept[uid] = event

    ahead = sorted(event[:2] for event in kept.values() if event[1] >= "2026-12-21")
    weeks = {
        "ana": {3: "2026-12-21", 4: "2026-12-28", 5: "2027-01-04"},
        "ben": {3: "2027-01-03", 4: "2027-01-10", 5: "2027-01-17"},
    }
    assert ahead == [
        ("Between sessions, meeting", "2026-12-22 17:30"),
        ("Between sessions, meeting", "2027-01-22 18:00"),
        *((f"Between sessions, week {week}", day) for week, day in weeks[name].items()),
    ]


def test_the_list_of_what_was_shared_holds_no_words(group: Group) -> None:
    out = group.ana.does(LAST, "share list").out

    assert "cannot be called back" in out
    assert TOLD not in out
    assert "say no once" not in out
    assert len(group.given["ana"]) == out.count("File:")


def test_the_course_file_of_each_is_as_the_coach_wrote_it(group: Group) -> None:
    texts = {(each.folder / "course.toml").read_bytes() for each in group.people[:3]}

    assert len(texts) == 1
    assert (
        Path(group.ana.home / "courses" / "our-power.course.toml").read_bytes() in texts
    )
