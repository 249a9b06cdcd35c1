"""What has moved: one's own words and numbers over time, each led back to entries."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from leadcoach.domain.entry import Answer, Entry
from leadcoach.journal.store import Journal
from tests.canary import traces
from tests.conftest import NOW, Run
from tests.journal.small import ENTRY
from tests.test_tools import made

Sit: TypeAlias = Callable[..., None]


@pytest.fixture
def sit(run: Run) -> Sit:
    """Return a function that does an exercise on a day, given as 2026-11-04."""

    def sat(day: str, exercise: str, *given: str) -> None:
        at = dt.date.fromisoformat(day)
        now = NOW.replace(year=at.year, month=at.month, day=at.day)
        answers = (f"--answer={each}" for each in given)
        ran = run("reflect", exercise, "--no-input", *answers, now=now)
        assert ran.code == 0, ran.err

    return sat


def story(leading: str, *more: str) -> tuple[str, ...]:
    return ("best=I asked.", "struggle=I wait.", f"leading_is={leading}", *more)


def rated(own: int) -> tuple[str, ...]:
    return ("what=We met.", f"own={own}")


def kept(home: Path, day: str, *answers: Answer, exercise: str = "reflect") -> Entry:
    """Write an entry as an earlier leadcoach did."""
    at = dt.datetime.fromisoformat(f"{day}T19:30:00+01:00")
    entry = replace(ENTRY, exercise=exercise, started=at, finished=at)
    made = replace(entry, local_date=at.date(), answers=answers)
    Journal(home / "journal").add(made)
    return made


def data(run: Run, *argv: str) -> dict[str, Any]:
    ran = run("summary", *argv, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def figure(run: Run, key: str, *argv: str) -> dict[str, Any]:
    [found] = [each for each in data(run, *argv)["figures"] if each["key"] == key]
    assert isinstance(found, dict)
    return found


def test_without_an_entry_it_says_so(run: Run, home: Path) -> None:
    ran = run("summary")

    assert ran.code == 0
    assert "Nothing is written yet. Begin with: leadcoach reflect" in ran.out
    assert not home.exists()
    assert "in that time" in run("summary", "--since", "2026").out
    assert run("summary", "--all").code == 2


def test_words_for_leading_stand_first_middle_and_last(run: Run, sit: Sit) -> None:
    for month, words in enumerate(
        ("holding on", "asking", "a table", "a chair", "us"), 1
    ):
        sit(f"2026-{month:02}-03", "reflect", *story(words, f"power_is=p {words}"))

    lines = run("summary").out.split("\n")

    days = next(line for line in lines if "3 Jan" in line and "," not in line)
    assert days.split() == ["3", "Jan", "3", "Mar", "3", "May"]
    leading = next(line for line in lines if line.startswith("Leading, for you"))
    assert re.split("  +", leading) == [
        "Leading, for you",
        "holding on",
        "a table",
        "us",
    ]
    assert any(line.startswith("Power, for you") for line in lines)


def test_words_that_were_asked_for_in_other_words_stand_apart(
    run: Run, sit: Sit, home: Path
) -> None:
    kept(home, "2025-03-04", Answer("leading_is", "short", "A leader is …", "first"))
    sit("2026-03-04", "reflect", *story("a table"))
    sit("2026-04-04", "reflect", *story("a chair"))
    sit("2026-05-04", "reflect", *story("us"))

    out = run("summary").out

    assert re.search(r"Leading, for you +a table +a chair +us\n", out)
    assert "stands apart:\n\n- 4 Mar 2025: A leader is … first\n" in out


def test_then_and_now_is_offered_and_of_one_exercise_is_there(
    run: Run, sit: Sit
) -> None:
    for day, rate in (("2026-01-04", 2), ("2026-05-04", 4)):
        sit(day, "seven", "where=the kitchen", f"rate.own={rate}")
        sit(day, "checkin", *rated(3))

    offered = " ".join(run("summary").out.split())
    assert "side by side: leadcoach summary --exercise seven " in offered
    assert "--exercise checkin" not in run("summary").out
    out = run("summary", "--exercise", "seven").out
    assert re.search(r"2026-01-04 +2026-05-04\n─.*\n.* 2 +4\n", out)
    assert "What has moved?" not in out
    assert figure(run, "again.seven")["count"] == 2


@pytest.mark.parametrize(
    "argv", [("summary", "--exercise", "reflect"), ("journal", "show", "1")]
)
def test_then_is_the_oldest_answer_that_was_asked_in_the_same_words(
    run: Run, sit: Sit, home: Path, argv: tuple[str, ...]
) -> None:
    kept(home, "2025-03-04", Answer("leading_is", "short", "A leader is …", "first"))
    for day, words in (("03-04", "a table"), ("06-04", "a chair"), ("09-04", "us")):
        sit(f"2026-{day}", "reflect", *story(words))

    out = run(*argv).out.partition("Then and now")[2]

    assert re.search(r"Leading.* a table +a chair +us\n", out), out
    assert "stands apart:\n\n- 2025-03-04: A leader is … first\n" in out


def test_nothing_is_called_as_before_that_was_another_between(
    run: Run, sit: Sit
) -> None:
    for day, own in (("01-04", 4), ("05-04", 2), ("09-04", 4)):
        sit(f"2026-{day}", "compare", "situation=The key.", f"own={own}", "others=3")

    out = run("summary", "--exercise", "compare").out

    assert re.search(r"Your own needs +4 +2 +4\n", out)
    assert "The same on each of these days: Others' needs." in out
    assert "As before" not in out


def test_stories_stand_by_their_day_on_the_map_and_in_words(run: Run, sit: Sit) -> None:
    sit(
        "2026-03-04",
        "reflect",
        *story(
            "a", "best_who=all", "best_needs=both", "hard_who=me", "hard_needs=theirs"
        ),
    )
    sit(
        "2026-04-04",
        "reflect",
        *story("b", "best_who=me", "best_needs=both", "hard_who=me", "hard_needs=mine"),
    )

    out = run("summary").out

    assert re.search(r"yes │ +· +A B", out)
    assert re.search(r"yes │ +B +·\n.*\n +no │ +· +A\n", out)
    for corner in ("over others", "over-giving", "stepping away", "in between"):
        assert corner not in out
    assert "Others' needs and your own: A, B." in out
    assert re.search(r"A  4 Mar +all of us; theirs and mine +I did; theirs\n", out)
    above = " ".join(out.partition("At your best")[0].split())
    assert "a told moment, not a person, and rests on your account alone." in above


def test_the_scales_of_earlier_entries_stand_apart_from_the_keys(
    run: Run, sit: Sit, home: Path
) -> None:
    kept(
        home,
        "2025-03-04",
        Answer("own", "scale", "?", 2),
        Answer("others", "scale", "?", 5),
    )
    sit("2026-03-04", "reflect", *story("a", "hard_needs=theirs"))

    out = run("summary").out

    assert "Earlier you placed the struggle on two scales from 1 to 5." in out
    assert re.search(r"Day +Own needs +Others' needs\n─.*\nB  4 Mar 2025 +2 +5\n", out)
    assert re.search(r"2 │ +· +B ◆", out)
    assert [each["name"][:10] for each in figure(run, "stories")["entries"]] == [
        "2026-03-04"
    ]
    assert [each["name"][:10] for each in figure(run, "scaled")["entries"]] == [
        "2025-03-04"
    ]


def test_uses_of_power_stand_by_their_day_with_who_had_a_say(
    run: Run, sit: Sit
) -> None:
    sit("2026-03-04", "compare", "situation=a", "own=4", "others=2", "say=alone")
    sit("2026-04-04", "compare", "situation=b", "own=4", "others=4", "say=shared")

    out = run("summary").out

    assert re.search(
        r"A  4 Mar +4 +2 +only me\nB  4 Apr +4 +4 +we decided together", out
    )
    assert re.search(r"4 │ +A ○ +· +B ●", out)


def test_what_was_hard_names_each_entry(run: Run, sit: Sit) -> None:
    sit("2026-03-04", "reflect", *story("a", "about=speaking_up,conflict"))
    sit("2026-04-04", "reflect", *story("b", "about=speaking_up"))
    sit("2026-05-04", "reflect", *story("b", "about=impatience"))

    out = run("summary").out

    speaking = r"speaking up +2 of 3 sittings +4 Apr, 4 Mar\n"
    newest_first = rf"impatience +1 of 3 sittings +4 May\n{speaking}conflict +1 "
    assert re.search(newest_first, out), out


def test_numbers_over_time_are_said_in_words_and_a_gap_stays_a_gap(
    run: Run, sit: Sit
) -> None:
    days = ("2026-01-04", "2026-01-11", "2026-02-01", "2026-05-04", "2026-06-01")
    for day, own in zip(days, (3, 5, 2, 4, 4), strict=True):
        sit(day, "checkin", *rated(own))

    out = run("summary").out

    assert "\nYour own needs, in the moment you told\n" in out
    assert "\nIn 5 of 5 check-ins. 2: once; 3: once; 4: 2 times; 5: once.\n" in out
    drawn = [
        line.strip() for line in out.split("\n") if re.match(r"  \w{3} 2026", line)
    ]
    ascii_ = run("summary", encoding="ascii").out
    assert "_ is the least, # the most." in ascii_
    assert re.search(r"Jan 2026     =#\n  Feb 2026     -\n  Mar 2026     \.\n", ascii_)
    assert drawn == [
        "Jan 2026     ▅█", "Feb 2026     ▃", "Mar 2026     ·", "Apr 2026     ·",
        "May 2026     ▆", "Jun 2026     ▆",
    ]  # fmt: skip


def test_no_number_is_called_the_first_the_last_or_the_best(run: Run, sit: Sit) -> None:
    for day, own in (("2026-01-04", 2), ("2026-01-11", 5), ("2026-02-01", 5)):
        sit(day, "checkin", *rated(own))
    sit("2026-02-08", "checkin", "what=We met.")

    out = run("summary").out

    assert "\nIn 3 of 4 check-ins. 2: once; 5: 2 times.\n" in out
    assert "1 = not attended to, 5 = fully.\n" in out
    assert re.search("first|last|lowest|highest", out, re.IGNORECASE) is None


def test_commitments_stand_with_what_became_of_them(run: Run, sit: Sit) -> None:
    sit("2026-11-01", "reflect", *story("a", "commit=Ask Kim"))
    sit("2026-11-08", "reflect", *story("b", "commit=Rest on Friday"))
    done = run("commitment", "done", "2", "--learnt", "Kim knew.")
    assert done.code == 0, done.err

    out = run("summary").out

    assert "Made" not in out
    assert (
        "Done\n- I will: Ask Kim (made 1 Nov, done 21 Nov)\n  Learnt: Kim knew.\n"
        in out
    )
    assert "Open\n- I will: Rest on Friday (made 8 Nov)\n" in out


def test_a_commitment_that_was_changed_stands_with_the_one_in_its_place(
    run: Run, sit: Sit
) -> None:
    sit("2026-11-01", "reflect", *story("a", "commit=Ask Kim"))
    changed = run("commitment", "change", "1", "--to", "Write to Kim")
    assert changed.code == 0, changed.err

    out = run("summary").out

    assert "Changed\n- I will: Ask Kim (made 1 Nov, changed 21 Nov)\n" in out
    assert "  In its place: I will: Write to Kim\n" in out
    assert "Open\n- I will: Write to Kim (made 21 Nov)\n" in out


def test_underlined_sentences_stand_with_their_day(run: Run, sit: Sit) -> None:
    sit(
        "2026-11-01",
        "reflect",
        "best=I asked. They came.",
        "struggle=I wait. It is late.",
        "underline=2",
    )

    assert "They came.\n    — 1 Nov, reflect" in run("summary").out

    run("journal", "edit", "1", "--answer", "best=I asked. Nobody came.")
    out = run("summary").out
    assert "They came." not in out


def test_a_stretch_of_time_an_exercise_and_what_was_hard_can_be_meant(
    run: Run, sit: Sit
) -> None:
    sit("2026-03-04", "reflect", *story("a", "about=speaking_up"))
    sit("2026-04-04", "reflect", *story("b", "about=conflict"))
    sit("2026-05-04", "checkin", *rated(3))

    def days(*argv: str) -> list[str]:
        found = figure(run, "entries", *argv)["entries"]
        return [each["date"][5:] for each in found]

    assert days() == ["03-04", "04-04", "05-04"]
    assert days("--since", "2026-04") == ["04-04", "05-04"]
    assert days("--until", "april") == ["03-04", "04-04"]
    assert days("--on", "2026-05") == ["05-04"]
    assert days("--exercise", "reflect") == ["03-04", "04-04"]
    assert days("--about", "speaking up") == days("--about", "speaking_up") == ["03-04"]
    wrong = run("summary", "--about", "speeking")
    assert (wrong.code, wrong.out) == (2, "")
    assert "speaking_up" in wrong.err
    assert run("summary", "--since", "whenever").code == 2
    for name in ("--exercise", "--about", "--why", "--since"):
        assert run("summary", name, "").code == 2


def test_a_number_leads_to_entries_named_by_day_exercise_and_first_words(
    run: Run, sit: Sit
) -> None:
    sit("2026-03-04", "reflect", *story("a", "about=speaking_up"))
    sit(
        "2026-04-04",
        "reflect",
        "best=The roof leaked.",
        "struggle=x",
        "about=speaking_up",
    )

    ran = run("summary", "--since", "2026", "--why", "hard")

    assert ran.code == 0
    assert "speaking up: 2\n" in ran.out
    assert re.search(
        r"1 +4 Apr +reflect +The roof leaked\.\n2 +4 Mar +reflect +I asked\.", ran.out
    )
    assert "leadcoach journal show 1" in ran.out
    assert run("journal", "show", "1").out.count("The roof leaked.")
    one = run("summary", "--why", "hard.speaking_up", "--limit", "1").out
    assert "speaking up: 2\n" in one
    assert "I asked." not in one
    assert "See them with --all." in one


def test_a_number_that_is_not_there_is_told_with_those_that_are(
    run: Run, sit: Sit
) -> None:
    sit("2026-03-04", "reflect", *story("a", "about=speaking_up"))

    ran = run("summary", "--why", "trust")

    assert (ran.code, ran.out) == (3, "")
    assert "hard.speaking_up" in ran.err


def test_nothing_private_stands_on_it(run: Run, home: Path) -> None:
    word = "vorbzuqe"
    answers = (
        Answer("best", "long", "?", f"{word}. Then.", private=True),
        Answer("best_heart", "sentence", "?", f"{word}.", private=True),
        Answer("leading_is", "short", "?", word, private=True),
        Answer("about", "multi", "?", ("conflict",), private=True),
        Answer("own", "scale", "?", 4, private=True),
        Answer("edge", "short", "?", "asking"),
    )
    kept(home, "2026-11-04", *answers)

    for form in ("terminal", "json", "html", "markdown"):
        for why in ((), ("--why", "entries")):
            out = run("summary", "--format", form, *why).out
            assert word not in out
            assert "onflict" not in out
    assert traces(word, home / "cache") == []


def test_an_entry_that_cannot_be_read_is_named(run: Run, sit: Sit, home: Path) -> None:
    sit("2026-03-04", "reflect", *story("a"))
    bad = home / "journal/2026/03/2026-03-05T193000-reflect-abcdefgh.toml"
    bad.write_text("format = 1\n")

    ran = run("summary")

    assert ran.code == 4
    assert "abcdefgh.toml cannot be read" in " ".join(ran.err.split())
    assert "1 entry, 4 March 2026." in ran.out


def test_whatever_a_file_holds_the_page_is_shown(run: Run, home: Path) -> None:
    """A file changed by hand, or by a stranger, can hold anything."""
    odd = (
        9,
        -3,
        0,
        2.5,
        1e300,
        float("nan"),
        float("inf"),
        "four",
        ("a", "b"),
        {"a": 1},
    )
    for at, value in enumerate(odd):
        for exercise in ("reflect", "compare", "checkin"):
            answers = [
                Answer(name, "scale", "?", value)  # type: ignore[arg-type]
                for name in ("own", "others")
            ]
            answers += [
                Answer(name, kind, "?", value)  # type: ignore[arg-type]
                for name, kind in (
                    ("about", "multi"),
                    ("say", "choice"),
                    ("best_heart", "sentence"),
                )
            ]
            answers.append(Answer("leading_is", "short", "\x1b[31m?", "<b>\x1b[31m`x`"))
            kept(home, f"2026-03-{at + 1:02}", *answers, exercise=exercise)

    for form in ("terminal", "html", "markdown", "json"):
        for argv in ((), ("--why", "words"), ("--exercise", "compare")):
            ran = run("summary", "--format", form, *argv)
            assert ran.code == 0, ran.err
            assert "\x1b" not in ran.out
            assert form != "html" or "<b>" not in ran.out


# A whole year, in every format


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("year") / "home", "--old")


DAY = r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*(?: \d{4})?\b"
LAST = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


def test_every_number_of_a_year_leads_to_entries(year: Path, run: Run) -> None:
    def ran(*argv: str) -> str:
        found = run("summary", *argv, environ={"LEADCOACH_HOME": str(year)}, now=LAST)
        assert found.code == 0, found.err
        return found.out

    def why(key: str) -> dict[str, Any]:
        [found] = json.loads(ran("--why", key, "--all", "--json"))["figures"]
        assert isinstance(found, dict)
        return found

    screen = " ".join(ran().split())
    page = " ".join(unescape(re.sub("<[^>]+>", " ", ran("--format", "html"))).split())
    entries = {path.stem for path in (year / "journal").glob("*/*/*.toml")}
    figures = json.loads(ran("--json"))["figures"]
    assert len(figures) > 15
    for each in figures:
        count, key = each["count"], each["key"]
        led = why(key)
        names = [entry["name"] for entry in led["entries"]]
        assert names[::-1] == [entry["name"] for entry in each["entries"]]
        assert len(names) == count > 0
        assert set(names) <= entries
        assert all(
            entry["first_words"] and entry["exercise"] for entry in led["entries"]
        )
        for shown in (screen, page):
            for said in said_of(each):
                assert re.search(said, shown), (key, said)
    assert numbers_left(ran(), figures) == set()


def said_of(each: dict[str, Any]) -> list[str]:
    """Return patterns for what the page says of a figure."""
    count, part = each["count"], each["key"].partition(".")[0]
    name = re.escape(each["name"])
    if part == "entries":
        return [f"{count} entries"]
    if part == "hard":
        return [rf"{name} {count} of {each['asked']} sittings {DAY}"]
    if part == "scale":
        values = [entry["value"] for entry in each["entries"]]
        told = f"In {count} of {each['asked']} check-ins. "
        often = {
            v: f"{n} times" if n > 1 else "once" for v, n in Counter(values).items()
        }
        return [name, told, *(rf"\b{v}: {times}" for v, times in often.items())]
    if part in ("compare", "scaled"):
        return [
            rf"{DAY} {entry['own']} {entry['others']}\b" for entry in each["entries"]
        ]
    return []


def numbers_left(page: str, figures: list[dict[str, Any]]) -> set[str]:
    """Return the numbers on a page that no figure accounts for.

    Days, the axes of maps and what the person wrote are not counted.
    """
    told = page.partition("Where the hearts")[2].partition("Sentences you")[0]
    lines = [
        line for line in told.split("\n") if not re.search("[│└·]|^(?:- |  )", line)
    ]
    left = re.sub(DAY, "", " ".join(lines))
    counts = {str(each[k]) for each in figures for k in ("count", "asked") if k in each}
    values = {
        str(e[k])
        for f in figures
        for e in f["entries"]
        for k in ("value", "own", "others")
        if k in e
    }
    often = {
        str(times)
        for f in figures
        for times in Counter(e.get("value") for e in f["entries"]).values()
    }
    shown = {"5"}  # the ends of a scale, and how many of a kind are listed
    return set(re.findall(r"\d+", left)) - counts - values - often - shown - {"1"}


def test_marks_that_share_a_place_stand_on_it_as_one(run: Run, sit: Sit) -> None:
    for month in range(1, 10):
        given = ("situation=a", "own=4", "others=1", "say=alone")
        sit(f"2026-{month:02}-04", "compare", *given)

    out = run("summary").out

    assert re.search(r"  4 │A-I ○ +·\n", out)
    assert "Each is another situation" in out.partition("│A-I")[0]
    page = run("summary", "--format", "html").out
    assert re.search(r">A-I</text>", page)
    assert page.count("<circle") == 2  # one mark, and its sign in the legend


def test_a_page_to_keep_is_one_safe_file_that_can_be_read_aloud(
    year: Path, run: Run, tmp_path: Path
) -> None:
    at_home = {"LEADCOACH_HOME": str(year)}
    target = tmp_path / "year.html"

    ran = run(
        "summary",
        "--format",
        "html",
        "--output",
        str(target),
        environ=at_home,
        now=LAST,
    )

    page = target.read_text()
    assert ran.code == 0
    assert len(page) < 300_000
    assert target.stat().st_mode & 0o777 == 0o600
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert re.findall("https?://(?!www.w3.org/2000/svg)", page) == []
    assert str(year) not in page
    assert page.count("<h1") == 1
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawn) >= 5
    for svg in drawn:
        assert re.search(r"<title id=\S+>[^<]+</title>\n<desc id=\S+>[^<]+</desc>", svg)
        assert "polyline" not in svg
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "nobody decided</text>" in page  # what the bar on the map means
    assert page.count("<li") < 40  # no list of all entries
    assert "leadcoach summary --why KEY" in page


def test_no_word_on_it_is_a_grade(year: Path, run: Run) -> None:
    at_home = {"LEADCOACH_HOME": str(year)}
    for form in ("terminal", "html"):
        out = run("summary", "--format", form, environ=at_home, now=LAST).out.lower()
        for word in (
            "score", "average", "mean of", "better", "worse", "progress", "improve",
            "trend", "streak", "missed", "failed", "overdue", "too late", "success",
            "rising", "falling", "per cent",
        ):  # fmt: skip
            assert word not in out, word


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("plain", [True, False])
def test_no_line_of_a_year_is_wider_than_the_screen(
    year: Path,
    run: Run,
    width: int,
    plain: bool,  # noqa: FBT001
) -> None:
    environ = {"LEADCOACH_HOME": str(year), "COLUMNS": str(width)}
    first = ("--plain",) if plain else ()

    out = run(*first, "summary", environ=environ, now=LAST).out

    from leadcoach.domain.text import columns

    assert max(map(columns, out.split("\n"))) <= width
    if plain:
        assert not re.search("[│└█▅]", out)
