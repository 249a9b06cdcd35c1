"""One file for a coach: what is chosen and shown, and nothing else."""

import datetime as dt
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import tomli

from leadcoach import disk
from leadcoach.desk.share_file import ShareFile, share_of
from leadcoach.domain.entry import commitment_of
from leadcoach.domain.sharing import said_in
from leadcoach.domain.text import clean, clean_line, words_in
from leadcoach.errors import ExitCode
from leadcoach.journal.store import Journal
from leadcoach.session.entry import entry_of
from tests.canary import traces
from tests.conftest import NOW, Ran, Run
from tests.journal.test_crashes import Crash, Faulty
from tests.test_prompts import NAMES, walked

WEEK = dt.timedelta(weeks=1)
SECRET = "zuqvorbel"
STORY = (
    "best=I asked Lena what she would cut first.",
    "struggle=I redid the slides at midnight.",
    "edge=letting go",
    "commit.cue=a deck is open after nine",
    "commit.action=leave the slides with Lena",
)
OWN = """
format = 1
id = "own"
version = "1.0.0"
title = "Of my own"
purpose = "To try what may be shared."
language = "en"
authors = ["A"]
licence = "CC0-1.0"
minutes = 5
share = "full"
[[section]]
id = "one"
[[section.ask]]
id = "open"
type = "long"
text = "What happened?"
[[section.ask]]
id = "hidden"
type = "long"
private = true
text = "What did you not say?"
[[section.ask]]
id = "after"
type = "long"
text = "You wrote “${hidden}”. And then?"
[[section.ask]]
id = "rate"
type = "scale"
text = "How was it?"
anchors = { 1 = "low", 5 = "high" }
[[section.ask]]
id = "who"
type = "list"
text = "Who was there?"
[[section]]
id = "each"
for_each = "who"
[[section.ask]]
id = "where"
type = "short"
text = "Where was ${item}?"
[[section]]
id = "last"
[[section.ask]]
id = "commit"
type = "commitment"
text = "What will you do?"
[recap]
title = "Own"
[[recap.line]]
show = "quote"
of = ["open"]
"""

SHARING = """
import sys
from leadcoach.cli.context import real
from leadcoach.main import main
for number in range(6):
    name = f"{sys.argv[1]}-{number}.toml"
    if main(["share", "--take", "compare.own", "--yes", "--output", name], real()):
        sys.exit(1)
"""


@pytest.fixture(autouse=True)
def cwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def wrote(run: Run, exercise: str, *answers: str, now: dt.datetime = NOW) -> str:
    """Write an entry and return its name."""
    if exercise == "compare" and not answers[0].startswith("situation"):
        answers = ("situation=I moved it.", *answers)
    given = [part for each in answers for part in ("--answer", each)]
    ran = run("reflect", exercise, "--no-input", "--json", *given, now=now)
    assert ran.code == 0, ran.err
    return Path(json.loads(ran.out)["path"]).stem


def added(run: Run, folder: Path, share: str = "full", text: str = OWN) -> None:
    """Take in the exercise of one's own."""
    file = folder / "own.toml"
    file.write_text(text.replace('share = "full"', f'share = "{share}"'))
    assert run("exercise", "add", str(file), "--yes").code == 0


def told(run: Run, exercise: str = "own") -> str:
    """Do it, with something that is private."""
    return wrote(
        run,
        *(exercise, "open=We moved the date.", f"hidden=Only {SECRET} knows."),
        *("after=Then nothing.", "rate=4", "who=Ana Lind\nBen", "where.Ben=at home"),
        "commit.action=ask Ana Lind first",
    )


def shared(run: Run, *take: str, now: dt.datetime = NOW) -> ShareFile:
    """Write these to a file, and return what the desk reads in it."""
    name = f"s{len(list(Path.cwd().iterdir()))}.share.toml"
    names = [part for each in take for part in ("--take", each)]
    ran = run("share", *names, "--yes", "--output", name, now=now)
    assert ran.code == 0, ran.err
    return read(Path(name))


def those_allowed(run: Run, takes: list[str], now: dt.datetime) -> list[str]:
    """Return what may be shared; what may not is named, one by one."""
    while takes:
        ran = run("share", *(f"--take={each}" for each in takes), now=now)
        if ran.code == ExitCode.DONE:
            break
        told = " ".join(ran.err.split())
        [refused] = [e for e in takes if f"under “{clean_line(e, 60)}”" in told]
        takes = [each for each in takes if each != refused]
    return takes


def read(file: Path) -> ShareFile:
    found = share_of(file.read_bytes())
    assert found is not None
    return found


def asked(run: Run, typed: str, *argv: str, now: dt.datetime = NOW) -> Ran:
    """Share at a terminal in plain lines."""
    return run("share", *argv, terminal=True, stdin=typed, now=now)


def choices(ran: Ran) -> list[str]:
    """Return what was offered, by its numbers."""
    listed = ran.err.partition("choices:")[2].partition("Numbers with")[0]
    return re.findall(r"^\d+\. (.*(?:\n(?!\d+\.).+)*)", listed, re.MULTILINE)


# What is in the file


@pytest.mark.parametrize("name", NAMES)
def test_what_was_shared_of_an_exercise_the_desk_reads_back_in_full(
    name: str, run: Run, home: Path
) -> None:
    journal = Journal(home / "journal")
    for seed in range(3):
        now = NOW + seed * WEEK
        session = walked(name, seed, skips=0.0)
        entry = entry_of(session, "0" * 64, now, now, "Europe/Paris")
        path = journal.add(entry)
        ids = [each.id for each in entry.answers if not each.private]
        takes = [f"{path.stem}:{each}" for each in ids if "\n" not in each]
        takes = those_allowed(run, takes, now)
        if not takes:
            assert name in ("pedestal", "review") or seed
            continue

        found = shared(run, *takes, now=now)

        own = {clean_line(each.id): each for each in entry.answers}
        for each in found.answers:
            answer = own[each.answer.id]
            assert said_in(answer) == said_in(each.answer)
            assert answer.type == each.answer.type
            assert each.on == entry.local_date
            assert not answer.private
        taken = {each.partition(":")[2] for each in takes}
        promised = [
            commitment_of(a.value)
            for a in own.values()
            if a.type == "commitment" and a.id in taken
        ]
        assert [each for each, _ in found.commitments] == promised
        assert len(found.answers) + len(found.commitments) == len(takes)


def test_there_is_no_name_of_an_entry_no_time_and_no_path_in_it(
    run: Run, home: Path, tmp_path: Path
) -> None:
    names = [wrote(run, "reflect", *STORY), wrote(run, "checkin", "so=Ask.")]

    run("share", "--take", "reflect.best,reflect.reading,commitments,done", "--yes")
    [file] = Path.cwd().iterdir()
    content = file.read_text()

    assert "I asked Lena" in content
    for each in (*names, "T19", "19:30", str(home), str(tmp_path)):
        assert each not in content


def test_lines_of_the_mirror_are_marked_as_generated(run: Run) -> None:
    wrote(run, "reflect", *STORY)

    found = shared(run, "reflect.reading")

    assert found.answers
    assert all(
        each.generated and each.answer.type == "mirror" for each in found.answers
    )


def test_the_file_is_what_was_shown_byte_for_byte(run: Run) -> None:
    wrote(run, "compare", 'situation=A “line”\n\n\tand \\ more\n"""', "own=4")
    take = ("--take", "compare.situation,compare.own", "--name", "Ana")

    printed = run("share", *take)
    written = run("share", *take, "--yes", "--output", "one.toml")

    assert printed.code == written.code == 0
    assert Path("one.toml").read_bytes() == printed.out.encode()
    assert clean(printed.out) == printed.out
    assert not [*Path.cwd().glob("*.share.toml")]
    assert stat.S_IMODE(Path("one.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_what_is_shown_at_a_terminal_is_the_file_byte_for_byte(
    form: str, run: Run
) -> None:
    wrote(run, "compare", "situation=We moved\nthe date.\x85 So it was…", "own=4")

    ran = asked(run, "Paul\nAna\n1, 2\n2\n", "--format", form)

    assert ran.code == 0, ran.err
    [file] = Path.cwd().iterdir()
    assert f"This is all that will be in the file:\n\n{file.read_text()}" in ran.err
    assert "Ana" in file.read_text()


@pytest.mark.parametrize(
    "sign", ["\x1b[31m", "\x07", "\u202e", "\u200b", "\x85", "\u2028"]
)
def test_signs_that_no_screen_shows_are_told_and_the_desk_can_read_it(
    sign: str, run: Run
) -> None:
    wrote(run, "compare", f"situation=We {sign}moved.", f"people=A{sign}na")

    ran = run("share", "--take", "compare.situation,compare.people", "--yes")

    assert ran.code == 0
    assert "Signs that no screen shows" in ran.err
    [file] = Path.cwd().iterdir()
    assert clean(file.read_text()) == file.read_text()
    assert len(read(file).answers) == 2


def test_an_answer_is_offered_by_the_question_as_it_was_asked(run: Run) -> None:
    """And not by the short labels of a recap: “You: I did” does not say in which story."""
    wrote(run, "reflect", *STORY, "best_who=me", "hard_who=me", "hard_needs=theirs")

    offered = [" ".join(each.split()) for each in choices(asked(run, "\n\n\n"))]

    day = "reflect, 21 Nov: "
    struggle = "When do you struggle as a leader? I redid the slides"
    assert [each for each in offered if each.startswith(day + struggle)]
    assert f"{day}Who tackled the challenge in it? I did" in offered
    assert f"{day}Who tackled the challenge in this one? I did" in offered


def test_words_stand_beside_an_id_once_and_only_where_they_say_more(run: Run) -> None:
    wrote(run, "reflect", *STORY, "hard_who=me", "hard_needs=theirs")
    wrote(run, "compare", "own=4")

    text = run("share", "--take", "reflect.hard_who,reflect.hard_needs").out
    scale = run("share", "--take", "compare.own").out

    assert 'value = "me"\nwords = "I did"\n' in text
    assert text.count("I did") == 1
    assert "theirs = " not in text
    assert '1 = "not at all"' in scale
    found = shared(run, "reflect.hard_who,reflect.hard_needs")
    assert said_in(found.answers[0].answer) == "I did"


def test_the_file_stands_apart_from_what_is_said_of_it(run: Run) -> None:
    wrote(run, "compare", "own=4")

    ran = asked(run, "\n\n1\n2\n")

    [file] = Path.cwd().iterdir()
    about = "This is all that will be in the file:"
    assert f"\n{about}\n\n{file.read_text()}\nWhat now?" in ran.err


# What is private


def every_form(run: Run, *argv: str) -> None:
    for form in ("terminal", "html", "markdown", "json"):
        ran = run("share", *argv, "--format", form, "--yes", "--name", "Ana")
        assert ran.code in (0, ExitCode.NOT_FOUND), ran.err


def test_a_private_sentence_is_in_no_file_made_also_encoded(
    run: Run, home: Path, tmp_path: Path
) -> None:
    added(run, tmp_path)
    name = told(run)
    wrote(run, "presession", f"unsaid=Never {SECRET}.", "want=Help.", now=NOW + WEEK)
    entry = next((home / "journal").rglob(f"{name}.toml"))
    marked = entry.read_text().replace('id = "open"', 'id = "open"\nprivate = true')
    entry.write_text(marked.replace("We moved the date.", f"We moved {SECRET}."))

    before = asked(run, "\n\n\n", now=NOW + WEEK)
    numbers = ", ".join(str(at) for at, _ in enumerate(choices(before), 1))
    chosen = asked(run, f"\n\n{numbers}\n2\n", now=NOW + WEEK)
    for take in (
        "own.after,own.rate,own.who,own.where",
        "presession.want",
        "commitments",
    ):
        every_form(run, "--take", take)
    for take in ("own.hidden", "own.open", "presession.unsaid", f"{name}:hidden"):
        ran = run("share", "--take", take, "--yes")
        assert ran.code == ExitCode.NOT_FOUND
        assert SECRET not in ran.err
    every_form(run, "--done")

    assert "Written" in chosen.err, chosen.err
    assert SECRET not in before.err + chosen.err
    assert len([*Path.cwd().iterdir()]) > 12
    assert traces(SECRET, Path.cwd(), home / "shared.toml") == []


def test_what_may_not_be_shared_is_refused_as_what_is_not_there(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path)
    told(run)

    private = run("share", "--take", "own.hidden", "--yes")
    missing = run("share", "--take", "own.nothing", "--yes")

    assert private.code == missing.code == ExitCode.NOT_FOUND
    assert private.err.replace("own.hidden", "x") == missing.err.replace(
        "own.nothing", "x"
    )
    assert "That entry has: open, after, rate, who, where, commit." in " ".join(
        private.err.split()
    )
    assert not [*Path.cwd().iterdir()]


def test_of_an_exercise_that_shares_nothing_nothing_is_offered(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path, "none")
    told(run)
    wrote(run, "pedestal", "moment=I was thanked.")

    ran = asked(run, "\n\n\n")

    assert "There is nothing to share yet." in ran.err
    assert ran.code == ExitCode.FOUND
    for take in ("own.open", "own.rate", "own.commit"):
        assert run("share", "--take", take).code == ExitCode.NOT_FOUND
    assert run("share", "--take", "commitments", "--yes").code == ExitCode.FOUND
    assert [*Path.cwd().iterdir()] == []


def test_a_summary_gives_ratings_and_commitments_and_no_words(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path, "summary")
    told(run)

    offered = choices(asked(run, "\n\n\n"))

    assert [each for each in offered if "own" in each and "4 of 5" in each]
    assert len(offered) == 3  # the rating, the commitment, what is done
    found = shared(run, "own.rate", "own.commit")
    assert [each.answer.value for each in found.answers] == [4]
    assert [c.action for c, _ in found.commitments] == ["ask Ana Lind first"]


def test_of_an_exercise_that_is_not_here_any_more_nothing_is_offered_and_it_is_said(
    run: Run, home: Path, tmp_path: Path
) -> None:
    added(run, tmp_path)
    told(run)
    wrote(run, "compare", "own=4")
    (home / "exercises" / "own.toml").unlink()

    ran = asked(run, "\n\n1\n3\n")

    assert not [each for each in choices(ran) if "own," in each or "Ana" in each]
    assert "Nothing of own is offered: the exercise is not here to allow it." in ran.err
    refused = run("share", "--take", "own.open")
    assert refused.code == ExitCode.NOT_FOUND
    assert "is not here to allow it" in refused.err


def test_what_is_in_the_trash_is_not_offered(run: Run) -> None:
    name = wrote(run, "compare", "situation=We moved the date.", "own=4")
    assert run("journal", "remove", name, "--yes").code == 0

    assert "There is nothing to share yet." in asked(run, "").err
    assert run("share", "--take", "compare.own").code == ExitCode.NOT_FOUND
    assert run("share", "--take", f"{name}:own").code == ExitCode.NOT_FOUND


def test_words_of_a_private_answer_do_not_go_along_in_a_question(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path)
    told(run)

    found = shared(run, "own.after")

    assert [each.answer.value for each in found.answers] == ["Then nothing."]
    assert SECRET not in found.answers[0].answer.asked


def marked_private(home: Path, name: str, question: str) -> None:
    """Mark an answer in the file of an entry, as a person can."""
    entry = next((home / "journal").rglob(f"{name}.toml"))
    text, at = entry.read_text(), f'id = "{question}"\n'
    assert at in text
    entry.write_text(text.replace(at, f"{at}private = true\n"))


def test_no_page_of_an_entry_whose_exercise_is_gone_asks_with_private_words(
    run: Run, home: Path, tmp_path: Path
) -> None:
    added(run, tmp_path)
    told(run)
    (home / "exercises" / "own.toml").unlink()

    page = run("journal", "show", "--format", "markdown")

    assert "Then nothing." in page.out
    assert SECRET not in page.out
    assert SECRET in run("journal", "show", "--answers").out


def test_words_picked_out_of_a_private_answer_do_not_go_along(
    run: Run, home: Path
) -> None:
    best = f"We met. I asked {SECRET} first. Then we set the date."
    given = (f"best={best}", "struggle=I redid it. Late, and alone.", "best_heart=2")
    name = wrote(run, "reflect", *given)
    heart = run("share", "--take", "reflect.best_heart")
    assert SECRET in heart.out, heart.err

    marked_private(home, name, "best")

    for take in ("best", "best_heart", "reading", "pick"):
        ran = run("share", "--take", f"reflect.{take}")
        assert SECRET not in ran.out + ran.err
        assert ran.code == ExitCode.NOT_FOUND
    assert SECRET not in asked(run, "\n\n\n").err


def test_what_was_asked_of_each_of_some_private_things_does_not_go_along(
    run: Run, home: Path, tmp_path: Path
) -> None:
    added(run, tmp_path)
    name = told(run)

    marked_private(home, name, "who")

    for take in ("own.who", "own.where", "own.where.Ben"):
        ran = run("share", "--take", take)
        assert "Ben" not in ran.out
        assert ran.code == ExitCode.NOT_FOUND
    assert "Ben" not in asked(run, "\n\n\n").err


# Only what is done or not


def test_done_holds_no_word_of_the_journal(run: Run, tmp_path: Path) -> None:
    added(run, tmp_path)
    told(run)
    run("course", "start", "shared-power")
    ran = run("course", "next", "--no-input", *(f"--answer={each}" for each in STORY))
    assert ran.code == 0, ran.err
    run("commitment", "done", "1", "--learnt", "Lena was glad to decide herself.")
    journal = [
        *STORY,
        "We moved the date",
        "Only zuqvorbel knows",
        "Ana Lind Ben at home",
    ]
    journal += ["Lena was glad to decide herself", "Then nothing", "ask first"]
    words = {w.casefold() for each in journal for w in words_in(each) if len(w) >= 4}

    printed = run("share", "--done", "--course", "shared-power")
    written = run("share", "--done", "--yes", "--output", "d.toml")

    ours = {"writer", "chose", "what", "nothing"}
    ours |= {"anyone", "read", "leadcoach", "share", "made", "course", "week"}
    ours |= {"shared-power", "done", "reflect", "promised", "has"}
    assert printed.code == written.code == 0
    assert {w.casefold() for w in words_in(printed.out) if len(w) >= 4} <= ours | {
        each for each in map(str.casefold, re.findall(r"[\d-]+", printed.out))
    }
    assert not words & ({w.casefold() for w in words_in(printed.out)} - ours)
    assert tomli.loads(printed.out) == {
        "leadcoach": "share 1",
        "made": NOW.date(),
        "course": "shared-power",
        "week": [{"week": 1, "done": ["reflect"]}],
        "promised": {"done": 1, "of": 2},
    }
    assert Path("d.toml").read_text() == printed.out


def test_done_takes_no_words_along(run: Run) -> None:
    wrote(run, "compare", "own=4")

    ran = run("share", "--done", "--take", "compare.own", "--yes")

    assert ran.code == ExitCode.USAGE
    assert not [*Path.cwd().iterdir()]


def test_a_commitment_that_was_changed_goes_along_in_its_new_form(
    run: Run, home: Path, tmp_path: Path
) -> None:
    added(run, tmp_path, "none")
    wrote(run, "compare", "commit.action=ask first", "own=4")
    wrote(run, "own", f"commit.action=tell {SECRET}")
    assert run("commitment", "change", "2", "--to", "ask Jo first").code == 0
    assert run("commitment", "change", "2", "--to", f"call {SECRET}").code == 0

    found = shared(run, "commitments")

    assert [each.action for each, _ in found.commitments] == ["ask Jo first"]
    told = home / "journal" / "commitments.toml"
    [review] = [e for e in _entries(run, "review") if "ask Jo" in e.read_text()]
    back = f'{{ name = "{review.stem}", state = "changed", on = 2026-11-21, '
    text = told.read_text()
    first = re.findall(r'name = "([^"]*compare[^"]*)"', text)[0]
    told.write_text(text.replace("]\n", f'    {back}to = "{first}" }},\n]\n'))
    assert run("share", "--take", "commitments").code in (0, ExitCode.FOUND)


# Choosing


def test_nothing_is_ticked_beforehand(run: Run) -> None:
    wrote(run, "reflect", *STORY)

    ran = asked(run, "Paul\nAna\n\n")

    assert len(choices(ran)) > 4
    assert "Nothing is chosen.\nNothing was written.\n" in ran.err
    assert ran.code == 0
    assert not [*Path.cwd().iterdir()]


def test_one_can_be_left_out_again_and_the_file_is_shown_anew(run: Run) -> None:
    wrote(run, "compare", "situation=We moved the date.", "own=4", "others=2")

    ran = asked(run, "\n\n1, 2, 3\n1\n1\n2\n")

    assert ran.code == 0, ran.err
    assert ran.err.count("This is all that will be in the file:") == 2
    [file] = Path.cwd().iterdir()
    found = read(file)
    assert [each.answer.id for each in found.answers] == ["own", "others"]
    assert "We moved" not in file.read_text()


def test_when_all_is_left_out_nothing_is_written(run: Run, home: Path) -> None:
    wrote(run, "compare", "own=4")

    ran = asked(run, "\n\n1\n1\n1\n")

    assert "Nothing is left in it.\nNothing was written." in ran.err
    assert not [*Path.cwd().iterdir()]
    assert not (home / "shared.toml").exists()


@pytest.mark.parametrize(
    "typed", ["", "Paul\n", "\n\n", "\n\n1\n", "\n\n1\n3\n", "/pause\n"]
)
def test_one_can_stop_at_every_question_and_nothing_is_written(
    typed: str, run: Run, home: Path
) -> None:
    wrote(run, "compare", "own=4", "others=2")

    ran = asked(run, typed)

    assert ran.err.endswith("Nothing was written.\n")
    is_a_choice = typed.endswith("3\n")
    assert ran.code == (ExitCode.DONE if is_a_choice else ExitCode.FOUND)
    assert not [*Path.cwd().iterdir()]
    assert not (home / "shared.toml").exists()


def test_what_the_week_of_a_course_names_stands_first_and_is_not_ticked(
    run: Run,
) -> None:
    wrote(run, "compare", "own=4", "situation=We moved the date.", now=NOW)
    wrote(run, "reflect", *STORY, now=NOW - WEEK)
    run("course", "start", "shared-power")

    ran = asked(run, "\n\n\n")
    offered = choices(ran)

    assert "letting go" in offered[0].replace("\n", " ")
    assert offered[1].startswith("commitment")
    assert "What week 1 names stands first." in " ".join(ran.err.split())
    assert "Nothing is chosen." in ran.err


def test_only_what_is_new_since_the_last_time_is_offered_at_once(run: Run) -> None:
    wrote(run, "compare", "situation=The first one.", "own=4")
    shared(run, "compare.own")
    wrote(run, "compare", "situation=The second one.", "own=2", now=NOW + WEEK)

    ran = asked(run, "\n\n3\n1\n1\n2\n", now=NOW + WEEK)

    assert "New since the last: 1 entry." in ran.err
    offered = choices(ran)
    assert "The second one" in offered[0]
    assert not [each for each in offered if "The first one" in each]
    assert "something from earlier" in offered[-1]
    [file] = Path.cwd().glob("share-*.share.toml")
    assert read(file).answers[0].answer.value == "The first one."


def test_what_was_closed_long_ago_does_not_come_up_in_a_first_share(run: Run) -> None:
    wrote(run, "compare", "own=4", "commit.action=ask first")
    assert run("commitment", "done", "1", now=NOW).code == 0

    lately = choices(asked(run, "\n\n\n", now=NOW + WEEK))
    later = choices(asked(run, "\n\n\n", now=NOW + 20 * WEEK))

    assert [each for each in lately if "ask first" in each]
    assert later
    assert not [each for each in later if "ask first" in each]


def test_a_report_without_words_is_no_last_time(run: Run) -> None:
    wrote(run, "compare", "own=4", "commit.action=ask first")
    assert run("share", "--done", "--yes").code == 0

    ran = asked(run, "\n\n\n", now=NOW + WEEK)

    assert "since the last" not in ran.err
    assert "4 of 5" in ran.err


def test_a_long_journal_offers_its_latest_sittings_at_once(run: Run) -> None:
    for week in range(9):
        wrote(run, "compare", f"own={week % 5 + 1}", now=NOW + week * WEEK)

    offered = choices(asked(run, "\n\n\n", now=NOW + 9 * WEEK))

    assert len(offered) == 11
    assert "something from earlier" in offered[-1]


def test_there_is_nothing_to_share_of_an_empty_journal(run: Run, home: Path) -> None:
    ran = asked(run, "")

    assert ran.code == ExitCode.FOUND
    assert ran.err == "There is nothing to share yet. Nothing was written.\n"
    assert not (home / "journal").exists()


@pytest.mark.parametrize("argv", [("--done",), ("--take", "commitments,done")])
def test_a_file_with_nothing_in_it_is_not_written(
    argv: tuple[str, ...], run: Run
) -> None:
    for yes in ((), ("--yes",)):
        ran = run("share", *argv, *yes)
        assert ran.code == ExitCode.FOUND
        assert ran.err == "There is nothing to share yet. Nothing was written.\n"
        assert ran.out == ""
    assert [*Path.cwd().iterdir()] == []


def test_an_answer_that_no_coach_could_read_is_named(run: Run, home: Path) -> None:
    name = wrote(run, "compare", "own=4", "others=2")
    entry = next((home / "journal").rglob(f"{name}.toml"))
    entry.write_text(entry.read_text().replace("value = 4", 'value = "high"'))

    for yes in ((), ("--yes",)):
        ran = run("share", "--take", "compare.own,compare.others", *yes)
        assert ran.code == ExitCode.USAGE
        assert "A coach could not read compare.own." in ran.err
        assert ran.out == ""
    typed = asked(run, "\n\n1, 2, 3\n")
    assert "A coach could not read compare.own." in typed.err
    assert [*Path.cwd().iterdir()] == []


def test_without_a_terminal_nobody_is_asked(run: Run) -> None:
    wrote(run, "compare", "own=4")

    ran = run("share", stdin="Paul\nAna\n1\n2\n")

    assert ran.code == ExitCode.MISSING_ANSWERS
    assert not [*Path.cwd().iterdir()]


# A note for a coach


@pytest.fixture
def noted(run: Run) -> Run:
    """Give a journal with a note for a coach, on which one line was taken off."""
    name = wrote(run, "reflect", *STORY, "notice=When it is late.", now=NOW - WEEK)
    given = (
        *(f"brought={name}", f"along.{name}=best,struggle,notice", f"commits={name}"),
        *("want=A way to let Lena decide.", "initials=Lena"),
    )
    answers = [part for each in given for part in ("--answer", each)]
    typed = "/skip\n" * 4 + "1\n3\n\n\n"
    ran = run("reflect", "presession", *answers, terminal=True, stdin=typed)
    assert ran.code == 0, ran.err
    return run


def _entries(run: Run, exercise: str) -> list[Path]:
    return [
        path
        for path in Path(os.environ["LEADCOACH_HOME"]).rglob(f"*-{exercise}-*.toml")
        if "trash" not in path.parts
    ]


def test_near_a_meeting_what_its_week_names_stands_first(
    run: Run, tmp_path: Path
) -> None:
    """It is what `course show` calls worth bringing, also once the next week is open."""
    wrote(run, "compare", "own=4", "situation=We moved the date.", now=NOW)
    meets = (NOW + dt.timedelta(days=8)).replace(tzinfo=None, microsecond=0)
    week = '[[week]]\ntitle = "T"\ndo = ["compare"]\n'
    text = 'format = 1\nid = "c"\nversion = "1.0.0"\ntitle = "C"\npurpose = "P"\n'
    text += f'{week}bring = ["compare.own"]\nmeet = {meets.isoformat()}\n{week}'
    (tmp_path / "c.toml").write_text(text)
    run("course", "start", str(tmp_path / "c.toml"), now=NOW)

    ran = asked(run, "\n\n\n", now=NOW + dt.timedelta(days=7))

    assert "week 2 of 2" in run("course", "show", now=NOW + dt.timedelta(days=7)).out
    assert "What week 1 names stands first." in " ".join(ran.err.split())


def test_what_was_brought_to_a_note_stands_first_as_words_with_initials(
    noted: Run,
) -> None:
    [note] = _entries(noted, "presession")
    kept = tomli.loads(note.read_text())["lines"]
    [lines] = kept.values()
    assert len(lines) == 2  # of three, one was taken off

    ran = asked(noted, "\n\n1, 2, 3, 4\n2\n")
    offered = choices(ran)

    assert "What is on your note for your coach stands first." in " ".join(
        ran.err.split()
    )
    assert [each.split(",")[0] for each in offered[:4]] == [
        *("presession", "reflect", "reflect", "commitment"),
    ]
    [file] = Path.cwd().iterdir()
    content = file.read_text()
    assert "Lena" not in content
    assert "L." in content
    assert note.stem not in content
    found = read(file)
    assert [e.answer.id for e in found.answers if e.exercise == "reflect"] == [*lines]


def test_initials_of_a_note_stand_in_what_a_script_shares_too(noted: Run) -> None:
    ran = noted("share", "--take", "reflect.best,commitments")

    assert "Lena" not in ran.out
    assert "L." in ran.out
    assert "stand as initials" in ran.err


def test_initials_stay_in_every_file_after_the_first(noted: Run) -> None:
    take = ("--take", "reflect.best,commitments")
    first = noted("share", *take, "--yes", "--output", "first.toml")
    again = noted("share", *take, now=NOW + 2 * WEEK)
    offered = " ".join(choices(asked(noted, "\n\n\n", now=NOW + 2 * WEEK)))

    assert first.code == 0
    assert "Lena" not in Path("first.toml").read_text() + again.out + offered
    assert "stand as initials" in again.err


def test_what_is_new_is_new_to_the_one_it_is_for(run: Run) -> None:
    wrote(run, "compare", "situation=The first one.", "own=4")
    run("share", "--take", "compare.own", "--for", "Paul", "--yes")
    wrote(run, "checkin", "what=The second one.", now=NOW + WEEK)
    later = NOW + 2 * WEEK
    run("share", "--take", "checkin.what", "--for", "Zoe", "--yes", now=later)
    wrote(run, "compare", "situation=The third one.", now=NOW + 3 * WEEK)

    def told(*argv: str, whom: str = "") -> str:
        ran = asked(run, f"{whom}\n\n\n", *argv, now=NOW + 4 * WEEK)
        assert ran.code == 0, ran.err
        return " ".join([ran.err, *choices(ran)])

    for shown in (told(whom="paul"), told("--for", "Paul", whom="Ana")):
        assert "New since the last: 2 " in shown
        assert "The second one" in shown
    for shown in (told(whom="Zoe"), told(), told(whom="Nobody yet")):
        assert "New since the last: 1 " in shown
        assert "The second one" not in shown


# The file, its name and the list


def test_no_file_is_ever_written_over(run: Run) -> None:
    wrote(run, "compare", "own=4", "others=2")
    mine = Path("mine.toml")
    mine.write_text("mine")

    refused = run("share", "--take", "compare.own", "--yes", "--output", "mine.toml")
    for _ in range(3):
        assert run("share", "--take", "compare.own", "--yes", "--name", "Ana").code == 0

    assert refused.code == ExitCode.USAGE
    assert mine.read_text() == "mine"
    assert sorted(each.name for each in Path.cwd().iterdir()) == [
        "ana-2026-11-21-2.share.toml",
        "ana-2026-11-21-3.share.toml",
        "ana-2026-11-21.share.toml",
        "mine.toml",
    ]


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/x", "..", "-rf", "a\x1b[2Jb", "a\nb\tc", "\u202eexe.txt", "x" * 5000,
     "Zoë Åström", "山田 花子", "CON", "a:b|c*?<>\"", "~root", "$(id)", " ", "हिन्दी"],
)  # fmt: skip
def test_any_name_makes_a_file_here_with_a_name_that_is_safe(
    name: str, run: Run, tmp_path: Path
) -> None:
    wrote(run, "compare", "own=4")

    ran = run("share", "--take", "compare.own", "--yes", "--name", name, "--for", name)

    assert ran.code == 0, ran.err
    [file] = Path.cwd().iterdir()
    assert re.fullmatch(
        r"[^\W_][\w\u0900-\u097f-]*-2026-11-21\.share\.toml|2026.*|share-2026-11-21\.share\.toml",
        file.name,
    )
    assert len(os.fsencode(file.name)) < 200
    assert read(file) is not None
    assert len(read(file).name) <= 60
    assert run("share", "list").code == 0


def listed(home: Path) -> list[dict[str, Any]]:
    file = home / "shared.toml"
    found = tomli.loads(file.read_text()) if file.exists() else {}
    rows: list[dict[str, Any]] = found.get("shared", [])
    return rows


def test_the_list_says_what_was_given_to_whom_and_holds_no_words(
    run: Run, home: Path
) -> None:
    wrote(run, "compare", "situation=We moved the date.", "own=4", "commit.action=ask")
    take = "compare.situation,compare.own,commitments,done"
    run("share", "--take", take, "--name", "Ana", "--for", "Paul", "--yes")

    [row] = listed(home)
    [file] = Path.cwd().iterdir()
    shown = run("share", "list").out

    assert row == {
        "at": NOW,
        "file": "ana-2026-11-21.share.toml",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "name": "Ana",
        "for": "Paul",
        "questions": ["compare.situation", "compare.own", "commitments", "done"],
    }
    assert row["sha256"] not in shown  # 64 signs, for programs
    [as_json] = json.loads(run("share", "list", "--json").out)["shared"]
    assert as_json == {**row, "at": NOW.isoformat()}
    assert "A file that was given away cannot be called back." in shown
    assert "moved" not in shown + (home / "shared.toml").read_text()
    assert stat.S_IMODE((home / "shared.toml").stat().st_mode) == 0o600


def test_what_a_newer_leadcoach_wrote_in_the_list_stays(run: Run, home: Path) -> None:
    wrote(run, "compare", "own=4")
    (home / "shared.toml").write_text(
        'format = 1\nlater = "kept"\n[[shared]]\nat = 2026-11-01T10:00:00Z\nfile = "a"\n'
        'sha256 = "0"\nquestions = []\nhow = "by hand"\n'
    )

    shared(run, "compare.own")

    found = tomli.loads((home / "shared.toml").read_text())
    assert found["later"] == "kept"
    assert [each.get("how") for each in found["shared"]] == ["by hand", None]


@pytest.mark.parametrize(
    "content", ["format = 2\n", "format = 1\nshared = 1\n", "no toml", "", "\x00"]
)
def test_a_list_that_cannot_be_read_is_left_as_it_is_and_nothing_is_written(
    content: str, run: Run, home: Path
) -> None:
    wrote(run, "compare", "own=4")
    (home / "shared.toml").write_text(content)

    for argv in (("list",), ("--take", "compare.own", "--yes")):
        ran = run("share", *argv)
        assert ran.code == ExitCode.UNREADABLE
        assert "shared.toml" in ran.err

    assert not [*Path.cwd().iterdir()]
    assert (home / "shared.toml").read_text() == content
    is_toml = content.startswith("format")
    assert is_toml or "shared.toml" in run("doctor").out


def test_several_who_share_at_once_all_stand_in_the_list(run: Run, home: Path) -> None:
    wrote(run, "compare", "own=4")
    environ = {**os.environ, "LEADCOACH_HOME": str(home)}
    running = [
        subprocess.Popen([sys.executable, "-c", SHARING, who], env=environ)
        for who in ("a", "b", "c")
    ]

    assert [each.wait(60) for each in running] == [0, 0, 0]
    assert len(listed(home)) == len([*Path.cwd().iterdir()]) == 18


def test_erasing_removes_the_list_too(run: Run, home: Path) -> None:
    wrote(run, "compare", "own=4")
    shared(run, "compare.own")
    left = home / f".shared.toml.{os.getpid()}.0a1b2c3d.tmp"
    left.write_text("what a crash left")

    ran = run("erase", "--yes")

    assert ran.code == 0, ran.err
    assert "Lists of what you shared: 2" in ran.err
    assert not [each for each in home.iterdir() if "shared" in each.name]


def test_no_file_goes_where_the_list_is(run: Run, home: Path) -> None:
    wrote(run, "compare", "own=4")
    shared(run, "compare.own")
    before = (home / "shared.toml").read_bytes()

    ran = run("journal", "list", "--output", str(home / "shared.toml"), "--force")

    assert ran.code == ExitCode.USAGE
    assert (home / "shared.toml").read_bytes() == before


@pytest.mark.parametrize("kind", ["before", "after", 5, 28, "short"])
def test_a_file_that_was_written_stands_in_the_list_whatever_fails(
    kind: str | int, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote(run, "compare", "own=4")
    for at in count(1):
        faulty = Faulty(at, kind)
        monkeypatch.setattr(disk, "io", faulty)
        name = f"n{at}.share.toml"
        code = -1
        try:
            code = run("share", "--take", "compare.own", "--yes", "--output", name).code
        except Crash:
            pass
        monkeypatch.setattr(disk, "io", disk.Io())
        is_there, names = Path(name).exists(), [each["file"] for each in listed(home)]
        assert name in names or not is_there
        assert code != 0 or is_there
        if is_there:
            assert read(Path(name)).answers
        if not faulty.failed:
            break
    assert at > 10


def test_a_page_can_be_made_of_it(run: Run) -> None:
    wrote(run, "compare", "situation=We moved the date.", "own=4", "commit.action=ask")
    take = ("--take", "compare.situation,compare.own,commitments,done", "--name", "Ana")

    pages = {
        form: run("share", *take, "--format", form).out
        for form in ("markdown", "html", "json")
    }

    for page in pages.values():
        assert "We moved the date." in page
    assert "# From Ana, 21 November 2026" in pages["markdown"]
    assert pages["html"].startswith("<!doctype html>")
    assert json.loads(pages["json"])["promised"] == {"done": 0, "of": 1}
    assert not [*Path.cwd().iterdir()]


def test_at_the_desk_a_number_stands_with_what_its_ends_mean(run: Run) -> None:
    wrote(run, "compare", "own=4")
    Path("inbox/ana").mkdir(parents=True)
    run("share", "--take", "compare.own", "--yes", "--output", "inbox/ana/a.share.toml")

    page = " ".join(run("desk", "page", "inbox", "ana").out.split())

    assert "attended to? (1 = not at all, 5 = fully): 4 (21 Nov)" in page


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_a_page_to_read_is_called_one_here_and_at_the_desk(form: str, run: Run) -> None:
    """The desk said that it is an empty form, or asked for another name of the file."""
    wrote(run, "compare", "situation=Nothing else was handed over.", "own=4")
    inbox = Path("inbox/ana")
    inbox.mkdir(parents=True)
    take = ("share", "--take", "compare.situation", "--yes", "--output")

    ran = run(*take, str(inbox / f"page.{form}"), "--format", form)
    there = run("desk", "in", "inbox").out
    as_file = run(*take, str(inbox / "ana.share.toml"))
    read_ = run("desk", "ask", "inbox", "compare.situation").out

    told = "the desk of a coach does not read it"
    assert told in " ".join(ran.err.split())
    assert told not in " ".join(as_file.err.split())
    assert "This is a page that was shared, to read." in " ".join(there.split())
    assert "Ask for the file that ends in .share.toml." in " ".join(there.split())
    assert "Nothing else was handed over." in read_


def test_it_is_said_in_which_folder_the_file_lies(run: Run) -> None:
    wrote(run, "compare", "own=4")

    ran = run("share", "--take", "compare.own", "--yes", "--name", "Ana")

    told = "".join(ran.err.split())
    assert f"Written:ana-2026-11-21.share.toml,in{Path.cwd()}" in told


def test_options_that_do_nothing_are_refused(run: Run) -> None:
    wrote(run, "compare", "own=4")
    for argv in (("--yes",), ("lists",), ("--take", "", "--yes")):
        assert run("share", *argv).code == ExitCode.USAGE
    assert not [*Path.cwd().iterdir()]


def test_two_people_with_the_same_initials_stay_two(run: Run, tmp_path: Path) -> None:
    rated = 'type = "matrix"\nrows_from = "who"\nmin = 1\nmax = 5'
    asks = OWN.replace(
        'type = "short"\ntext = "Where was ${item}?"', f'{rated}\ntext = "?"'
    )
    added(run, tmp_path, text=asks.replace('for_each = "who"\n', ""))
    wrote(
        run, "own", "who=Ana Lind\nAbe Lopez", "where.Ana Lind=2", "where.Abe Lopez=5"
    )
    wrote(run, "presession", "want=Help.", "initials=Ana Lind\nAbe Lopez")

    found = shared(run, "own.who", "own.where")

    people, ratings = (each.answer.value for each in found.answers)
    assert people == ("A.L.", "A.L.")
    assert ratings == {"A.L.": 2, "A.L. 2": 5}


def test_who_shares_is_not_told_that_leaving_keeps_anything(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path)
    told(run)
    typed = "/help\nPaul\nAna\n?\n\n"

    for plain in ([], ["--plain"]):
        ran = run("share", *plain, terminal=True, stdin=typed)

        assert ran.code == 0, ran.err
        assert "leaves." in ran.err
        assert "for later" not in ran.err
        assert "/back" not in ran.err
        assert "Enter takes none." in ran.err


def test_a_report_of_no_commitments_counts_none(run: Run, tmp_path: Path) -> None:
    run("course", "start", "shared-power")
    run("course", "next", "--no-input", "--answer=best=a", "--answer=struggle=b")

    ran = run("share", "--done", "--format", "markdown")

    assert "Week 1" in ran.out
    assert "0 of 0" not in ran.out
    typed = "Paul\nAna\n\n"
    shown = run("share", "--plain", terminal=True, stdin=typed).err
    assert "only done or not: something done in week 1\n" in shown
    assert "names other people" not in run("share", "--done", "--yes").err
