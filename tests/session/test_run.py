"""A sitting from its first question to the entry, as a person or a script goes through it."""

import errno
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import tomli

from leadcoach import disk
from tests.answers import BEST, STRUGGLE, answers_file
from tests.conftest import Run

DANGER = "Some days I want to kill myself. I say nothing at work."


def entries(home: Path) -> list[dict[str, Any]]:
    paths = sorted((home / "journal").glob("*/*/*.toml"))
    return [tomli.loads(path.read_text()) for path in paths]


def values(entry: dict[str, Any]) -> dict[str, Any]:
    return {answer["id"]: answer["value"] for answer in entry["answer"]}


def typed(*parts: str) -> str:
    """Return lines as a person types them in plain mode."""
    return "".join(f"{part}\n" for part in parts)


FIRST = (BEST, ".", "1", "3", "3")
"""what happened, its heart, all of us, theirs and mine"""
SECOND = (STRUGGLE, ".", "2", "1", "1", "1", "Ana", "1,4")
"""what happened, its heart, I did, mine, others paid, who they are, what is hard"""

WHOLE = typed(
    *FIRST,
    *SECOND,
    "3",  # underlined
    "making room",
    "a say I share",
    "She needed sleep.",
    ".",
    "1",  # further
    "4",
    "4",
    "",  # no follow-up today
    "saying it on the first late day",
    "ask Ana what is in the way",
    "a piece is a day late",
    "1,3,4",  # a day, whom one tells, how sure
    "2026-12-01",
    "M.",
    "4",
    "1",  # keep all of it
)

UP_TO_NOTICE = WHOLE[: WHOLE.index("She needed sleep.")]

IN_A_FILE = f"""
best = '''{BEST}'''
best_heart = 1
best_who = "all"
best_needs = "both"
struggle = '''{STRUGGLE}'''
hard_heart = "Then on Friday I snapped and took the whole newsletter off her without asking."
hard_who = "me"
hard_needs = "mine"
paid = "yes"
they = "Ana"
about = ["conflict", "speaking_up"]
underline = "When Ana hands in late I say nothing and just redo it myself at midnight."
leading_is = "making room"
power_is = "a say I share"
notice = "She needed sleep."
further = "on"
their_who = "nobody"
their_needs = "neither"
edge = "saying it on the first late day"
[commit]
cue = "a piece is a day late"
action = "ask Ana what is in the way"
due = 2026-12-01
told = "M."
sure = 4
"""


def test_plain_lines_and_an_answers_file_leave_the_same_entry(
    run: Run, home: Path
) -> None:
    """Who was asked makes no difference to what is kept."""
    other = home / "other"
    assert run("reflect", terminal=True, stdin=WHOLE).code == 0
    ran = run(
        *("reflect", "--answers", "-", "--no-input"),
        stdin=IN_A_FILE,
        environ={"LEADCOACH_HOME": str(other)},
    )
    assert ran.code == 0
    [one], [two] = entries(home), entries(other)
    assert one == two
    assert one["reading"]["block"]
    assert one["zone"] == "Europe/Paris"
    assert str(one["local_date"]) == "2026-11-21"
    assert one["commitment"][0]["action"] == "ask Ana what is in the way"


def test_the_recap_begins_with_the_persons_own_words(run: Run) -> None:
    """Own words, what was noticed, the map, both views, the edge, the commitment."""
    out = run("reflect", "--answers", "-", "--no-input", stdin=IN_A_FILE).out
    parts = [
        "What you notice:  She needed sleep.",
        "The second story",
        "The needs map",
        "Your growing edge",
        "I will:",
        "The ideas, and whose they are",
        "Next, if you like",
    ]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert "You: you did; your needs" in " ".join(out.split())
    assert "They would say: nobody did; nobody's needs" in " ".join(out.split())
    assert "by your key" not in out


def test_with_a_terminal_only_the_rest_is_asked(run: Run, home: Path) -> None:
    """Answers given beforehand are not asked again."""
    ran = run(
        "reflect",
        *("--answer", "best_heart=1", "--answer", f"best={BEST}"),
        terminal=True,
        stdin=typed("1", "1", STRUGGLE, ".", "/skip"),
    )
    assert "What are some examples of you at your best" not in ran.err
    assert "When do you struggle as a leader?" in ran.err
    assert ran.code == 0
    assert "Your answers are kept." in ran.err


def test_every_question_can_be_skipped_at_a_terminal(run: Run, home: Path) -> None:
    """Nothing is required of a person; where nothing is answered, nothing is written."""
    ran = run("reflect", terminal=True, stdin=typed(*["/skip"] * 30))
    assert ran.code == 0
    assert "Nothing was answered, so no entry is written." in ran.err
    assert ran.out == ""
    assert entries(home) == []
    assert list((home / "drafts").glob("*.toml")) == []


@pytest.mark.parametrize("exercise", ["checkin", "tension", "seven"])
def test_a_run_without_any_answer_leaves_no_entry_and_says_so(
    run: Run, home: Path, exercise: str
) -> None:
    """`leadcoach reflect checkin </dev/null` said “Saved” of an empty entry."""
    ran = run("reflect", exercise, stdin="")
    assert ran.code == 6
    assert "Nothing was answered, so no entry is written." in ran.err
    assert "--answers FILE" in ran.err
    assert "Saved" not in ran.err + ran.out
    assert entries(home) == []


def test_who_told_an_act_is_not_asked_what_they_did(run: Run, home: Path) -> None:
    """In few words or in many; it is asked where no act is told."""
    ask = ("what did you actually say or do?", "what did you do in the first minute?")
    skips = ("/skip", "/skip")
    told = run("reflect", terminal=True, stdin=typed(*FIRST, *SECOND))
    lines = typed("2", "I asked.", ".", *skips, "I left.", ".", *skips)
    short = run("reflect", terminal=True, stdin=lines)
    views = run("reflect", terminal=True, stdin=typed("2", "I care.", "."))

    assert len(BEST.split()) > 40
    assert not any(each in told.err + short.err for each in ask)
    assert ask[0] in views.err


QUICKLY = (BEST, ".", "1", "3", STRUGGLE, ".", "2", "1", "Sleep.", ".")
"""the two stories by --quick, their hearts, whose needs, and what was noticed"""


def test_quick_asks_only_what_matters_most(run: Run, home: Path) -> None:
    """`--quick` asks the questions the file names."""
    ran = run(
        "reflect",
        "--quick",
        terminal=True,
        stdin=typed(*QUICKLY, "my edge", "1"),
    )
    assert ran.code == 0
    assert list(values(entries(home)[0])) == [
        *("best", "best_heart", "best_needs", "struggle", "hard_heart", "hard_needs"),
        *("notice", "edge"),
    ]
    assert "The last question\nIn a few words: what is your growing edge" in ran.err


def test_how_many_questions_are_left_never_grows_before_a_persons_eyes(
    run: Run,
) -> None:
    """Answers can make the rest shorter; it went 7, 8, 11, 13, 14 once."""
    first = ("It was fine.", ".", "I asked.", ".", "1", "/skip", "/skip")
    second = ("Too fast.", ".", "I left.", ".", "1", "/skip", "/skip", "/skip", "/skip")
    ran = run("reflect", terminal=True, stdin=typed(*first, *second, *["/skip"] * 20))
    told = [int(number) for number in re.findall(r"About (\d+) more", ran.err)]

    assert len(told) > 9
    assert told == sorted(told, reverse=True)
    assert not re.search(r"\d+ of \d+", ran.err)
    assert "Your moments" in ran.err
    assert "The last question" in ran.err


def test_no_mirror_leaves_it_out_everywhere(run: Run, home: Path) -> None:
    """No reading is made, shown or kept."""
    ran = run(
        "reflect",
        "--no-mirror",
        "--answers",
        "-",
        "--no-input",
        "--json",
        stdin=IN_A_FILE,
    )
    assert "reading" not in json.loads(ran.out)
    [entry] = entries(home)
    assert "reading" not in entry
    assert "notice" not in values(entry)
    assert "notice" in ran.err  # given, not asked, and said so


def test_going_back_keeps_later_answers(run: Run, home: Path) -> None:
    """/back changes one answer; those after it stay."""
    lines = typed(BEST, ".", "1", "3", "/back", "/back", "/back", "changed", ".")
    ran = run("reflect", terminal=True, stdin=lines)
    [draft] = (home / "drafts").glob("*.toml")
    kept = tomli.loads(draft.read_text())["answers"]
    assert kept["best_who"] == "all"
    assert "changed" in kept["best"]
    assert ran.code == 0


def test_a_draft_is_on_disk_after_every_answer(run: Run, home: Path) -> None:
    """Each answer is there before the next question is put; for its owner only."""
    run("reflect", terminal=True, stdin=typed(BEST, "."))
    [draft] = (home / "drafts").glob("*.toml")
    assert tomli.loads(draft.read_text())["answers"] == {"best": BEST}
    assert draft.stat().st_mode & 0o077 == 0


def test_a_new_run_offers_to_go_on(run: Run, home: Path) -> None:
    """What was begun is offered first; beginning anew keeps it."""
    run("reflect", terminal=True, stdin=typed("I asked.", "."))
    again = run("reflect", terminal=True, stdin=typed("1", "/skip"))
    assert "did not finish" in again.err
    assert len(list((home / "drafts").glob("*.toml"))) == 1
    anew = run("reflect", terminal=True, stdin=typed("2", BEST, "."))
    assert anew.code == 0
    assert len(list((home / "drafts").glob("*.toml"))) == 2


def test_a_finished_sitting_leaves_no_draft(run: Run, home: Path) -> None:
    """The entry is there, the draft is gone."""
    run("reflect", terminal=True, stdin=WHOLE)
    assert len(entries(home)) == 1
    assert list((home / "drafts").glob("*.toml")) == []


class Unconfirmed(disk.Io):
    """Puts an entry into its place, and does not confirm that it will stay there."""

    is_there = False

    def link(self, source: str, target: str) -> None:
        """Note when the entry is in its place."""
        super().link(source, target)
        self.is_there = "journal" in Path(target).parts

    def fsync(self, descriptor: int) -> None:
        """Fail for the folder of the entry."""
        if self.is_there and stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().fsync(descriptor)


QUICK = typed(BEST, ".", "1", "3", STRUGGLE, ".", "2", "1", "my edge", "1")
"""the same without a mirror, and so with nothing to notice"""


def test_resume_does_not_write_twice_what_the_disk_did_not_confirm(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry is there, only its draft was left; `resume` shows it and lets that go."""
    begin = ("reflect", "--quick", "--no-mirror")
    with monkeypatch.context() as patch:
        patch.setattr(disk, "io", Unconfirmed())
        ran = run(*begin, terminal=True, stdin=QUICK)
    assert ran.code == 74
    assert "did not confirm" in ran.err
    [path] = (home / "journal").glob("*/*/*.toml")
    before = path.read_bytes()
    assert len(list((home / "drafts").glob("*.toml"))) == 1

    again = run("resume", terminal=True, stdin="")

    assert again.code == 0
    assert f"Saved. {path}" in " ".join(again.err.split())
    assert "my edge" in again.out
    assert [path] == list((home / "journal").glob("*/*/*.toml"))
    assert path.read_bytes() == before
    assert list((home / "drafts").glob("*.toml")) == []


def test_an_entry_that_was_removed_meanwhile_is_written_by_resume(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of the entry is its file; where that is gone, the draft is all."""
    with monkeypatch.context() as patch:
        patch.setattr(disk, "io", Unconfirmed())
        run("reflect", "--quick", "--no-mirror", terminal=True, stdin=QUICK)
    [path] = (home / "journal").glob("*/*/*.toml")
    path.unlink()

    assert run("resume", terminal=True, stdin="1\n").code == 0
    assert values(entries(home)[0])["edge"] == "my edge"


def test_words_that_were_typed_and_passed_by_stand_in_the_look_over(
    run: Run, home: Path
) -> None:
    """They are not lost with the draft before the person has seen them once more."""
    second = (STRUGGLE, ".", "2", "1", "my edge")
    lines = typed("I asked", "them all", "/skip", *second, "2", ".", "1", "3", "1")
    ran = run("reflect", "--quick", "--no-mirror", terminal=True, stdin=lines)
    said = " ".join(ran.err.split())
    assert "(not finished: I asked them all)" in said
    assert "Keep the answers, and leave out what is not finished" in said
    assert values(entries(home)[0])["best"] == "I asked\nthem all"


def test_words_of_a_sitting_without_an_answer_stay_in_the_draft(
    run: Run, home: Path
) -> None:
    """No entry is written, and nothing typed is thrown away."""
    lines = typed("I asked", "/skip", "/skip", "/skip", "1")
    ran = run("reflect", "--quick", "--no-mirror", terminal=True, stdin=lines)
    assert ran.code == 0
    assert entries(home) == []
    assert "Nothing was answered, so no entry is written." in ran.err
    assert "leadcoach resume" in ran.err
    [draft] = (home / "drafts").glob("*.toml")
    assert tomli.loads(draft.read_text())["typing"] == {"best": "I asked"}


def test_what_is_to_be_kept_nowhere_is_not_kept_as_typed_either(
    run: Run, home: Path
) -> None:
    """Going on without an answer after the safety note leaves no trace of it."""
    run(
        "reflect",
        "--quick",
        terminal=True,
        stdin=typed(DANGER, ".", "2", "x", "/pause"),
    )
    assert "kill myself" not in "".join(
        each.read_text() for each in (home / "drafts").glob("*.toml")
    )


EARLIER = """format = 1
exercise = "compare"
version = "1.0.0"
title = "x"
sha256 = "x"
started = 2026-11-21T19:30:00+01:00
saved = 2026-11-21T19:30:00+01:00
passed = ["say_source"]
[answers]
situation = "We cut the budget."
[typing]
people = "Ana\\nBen, from work"
"""


def test_a_draft_of_an_earlier_version_goes_on_with_all_its_lines(
    run: Run, home: Path
) -> None:
    """It kept the lines of a list, the rows and the parts of a commitment in one text."""
    drafts = home / "drafts"
    drafts.mkdir(parents=True)
    (drafts / "compare-abcdefgh.toml").write_text(EARLIER)
    ran = run("resume", terminal=True, stdin=typed("1", "", "/pause"))
    assert "1. Ana\n2. Ben, from work\n" in ran.err
    [draft] = drafts.glob("*.toml")
    kept = tomli.loads(draft.read_text())
    assert kept["answers"]["people"] == ["Ana", "Ben, from work"]


def test_a_word_of_two_lines_stands_in_a_later_question_on_one(run: Run) -> None:
    """Somebody pastes two names where a word is asked for; the question stays whole."""
    told = ("best=I asked.", "struggle=I decided alone.", "they=Ana\nand Bo")
    given_ = [f"--answer={each}" for each in told]
    ran = run("reflect", *given_, terminal=True, stdin="/skip\n" * 40)
    asked = " ".join(ran.err.split())
    assert "If “Ana / and Bo” pressed the keys for your second story" in asked


def test_a_run_without_a_terminal_makes_no_draft(run: Run, home: Path) -> None:
    """Scripts leave entries and nothing else."""
    run("reflect", "--answers", "-", "--no-input", stdin=IN_A_FILE)
    assert not (home / "drafts").exists()


def test_resume_can_be_given_a_name(run: Run, home: Path) -> None:
    """`leadcoach resume compare` goes on with that exercise, not with the latest."""
    run("compare", terminal=True, stdin=typed("We cut the budget.", "."))
    run("reflect", terminal=True, stdin=typed("I asked.", "."))
    ran = run("resume", "compare", terminal=True, stdin="")
    assert "What gave you a say?" in ran.err


@pytest.mark.parametrize(("choice", "kept"), [("1", True), ("2", False), ("3", False)])
def test_after_the_safety_note_an_answer_need_be_kept_nowhere(
    run: Run, home: Path, choice: str, *, kept: bool
) -> None:
    """Strong words bring the note; then the person decides, and the draft obeys."""
    lines = typed(DANGER, ".", choice)
    ran = run("reflect", terminal=True, stdin=lines)
    assert "findahelpline.com" in ran.err
    assert ran.code == 0
    [draft] = (home / "drafts").glob("*.toml")
    assert ("kill myself" in draft.read_text()) == kept


def test_a_passage_that_brought_the_note_is_not_read(run: Run, home: Path) -> None:
    """The mirror leaves it alone."""
    stdin = answers_file(best=BEST, struggle=DANGER)
    ran = run("reflect", "--answers", "-", "--no-input", "--json", stdin=stdin)
    told = json.loads(ran.out)
    assert "kill" not in json.dumps(told["reading"])
    assert "say nothing" not in json.dumps(told["reading"])


def test_few_words_are_shown_as_they_are(run: Run) -> None:
    """With little to read, the page shows it, and asks."""
    stdin = answers_file(best="I helped.", struggle="Often.")
    ran = run("reflect", "--answers", "-", "--no-input", "--json", stdin=stdin)
    reading = json.loads(ran.out)["reading"]
    assert reading["question"].endswith("?")
    assert [each["text"] for each in reading["quotes"]] == ["I helped.", "Often."]


def test_without_a_terminal_the_likeliest_sentences_are_shown_and_named_as_taken(
    run: Run,
) -> None:
    story = f"It was a wet year. {BEST}"
    stdin = answers_file(best=story, struggle=f"It was long. {STRUGGLE}")
    out = run("reflect", "--answers", "-", "--no-input", stdin=stdin).out
    said = " ".join(out.split())
    assert "taken by leadcoach" in said
    assert "best_heart" not in said  # the page is read by a person
    page = said.partition("What you keep")[0]
    assert "It was a wet year" not in page
    assert "At your best:" not in page  # no key, no line


def test_every_quote_is_a_slice_of_an_answer(run: Run) -> None:
    """What stands in quotation marks was written by the person."""
    stdin = answers_file(best=BEST, struggle=STRUGGLE)
    ran = run("reflect", "--answers", "-", "--no-input", "--json", stdin=stdin)
    told = json.loads(ran.out)
    assert told["reading"]["quotes"]
    for quote in told["reading"]["quotes"]:
        answer = told["answers"][quote["answer"]]
        assert answer[quote["start"] : quote["end"]] == quote["text"]


def test_the_recap_goes_to_a_file_when_asked(run: Run, tmp_path: Path) -> None:
    """`--output` writes the page, for its owner only, and says where."""
    page = tmp_path / "page.md"
    ran = run(
        *("reflect", "--answers", "-", "--no-input", "--format", "markdown"),
        *("--output", str(page)),
        stdin=IN_A_FILE,
    )
    assert ran.out == ""
    assert str(page) in ran.err
    assert "making room" in page.read_text()
    assert page.stat().st_mode & 0o077 == 0


def test_compare_asks_how_one_knows_of_each_person(run: Run, home: Path) -> None:
    """The rows of the table are the people named before."""
    lines = typed(
        *("We cut the budget.", ".", "1,3", "2", "Ana", "the board", ""),
        *("1", "3", "4", "1", "1", "Ana paid."),
        *(
            ".",
            "The date.",
            "Ask about rent.",
            ".",
            "It was late.",
            ".",
            "Ask Ana.",
            ".",
            "",
            "",
            "1",
        ),
    )
    ran = run("compare", terminal=True, stdin=lines)
    assert ran.code == 0, ran.err
    [entry] = entries(home)
    found = values(entry)
    assert found["say_source"] == ["role", "trust"]
    assert found["people"] == ["Ana", "the board"]
    assert found["theirs"] == {"Ana": "told", "the board": "guess"}
    assert found["over_a"] == "Ask about rent."
    assert found["over_b"] == "It was late."
    assert "Nobody else had a say." in " ".join(ran.out.split())


def test_one_look_over_the_answers_and_any_can_be_changed(run: Run, home: Path) -> None:
    """Before the entry is written; the others stay as they are."""
    lines = typed(*QUICKLY, "my edge", "9", "another edge", "1")
    ran = run("reflect", "--quick", terminal=True, stdin=lines)
    assert ran.code == 0
    assert "Before it is kept, one look over it." in ran.err
    assert values(entries(home)[0])["edge"] == "another edge"
    assert values(entries(home)[0])["best"] == BEST


def test_the_look_over_can_be_left(run: Run, home: Path) -> None:
    """Nothing is written; the draft is kept."""
    lines = typed(*QUICKLY, "my edge", "/pause")
    ran = run("reflect", "--quick", terminal=True, stdin=lines)
    assert ran.code == 0
    assert entries(home) == []
    assert "leadcoach resume" in ran.err


def test_a_key_that_is_changed_brings_the_page_once_more(run: Run, home: Path) -> None:
    """From the look over, or by /back; the entry keeps the page that was seen last."""
    lines = typed(*QUICKLY, "my edge", "7", "2", "1")
    ran = run("reflect", "--quick", terminal=True, stdin=lines)
    assert ran.code == 0, ran.err
    assert ran.err.count("At your best you wrote") == 2
    [entry] = entries(home)
    assert (
        "your needs" not in entry["reading"]["paragraphs"][0].partition("struggle")[2]
    )
    assert entry["reading"]["question"].endswith(
        "What did you need yourself in the second?"
    )


def test_an_answer_that_the_page_does_not_show_does_not_bring_it_again(
    run: Run,
) -> None:
    """The growing edge stands nowhere on it."""
    lines = typed(*QUICKLY, "my edge", "9", "another edge", "1")
    ran = run("reflect", "--quick", terminal=True, stdin=lines)
    assert ran.err.count("At your best you wrote") == 1


def test_the_question_of_the_page_is_the_next_that_is_asked_and_stands_once(
    run: Run, home: Path
) -> None:
    """It is kept as it was asked."""
    ran = run("reflect", "--quick", terminal=True, stdin=typed(*QUICKLY, "edge", "1"))
    asked = "What do you think they needed in the second?"
    page, _, rest = ran.err.partition("Where you struggle you wrote")
    assert asked not in page
    assert " ".join(rest.partition("one look over it")[0].split()).count(asked) == 1
    [notice] = [each for each in entries(home)[0]["answer"] if each["id"] == "notice"]
    assert notice["asked"].endswith(asked)


def test_you_underlined_stands_only_above_what_the_person_underlined(
    run: Run,
) -> None:
    """One sentence left is no choice."""
    lines = ("I told Sam no. He thanked me.", ".", "1", "/skip", "/skip", "I yelled.")
    ran = run("reflect", terminal=True, stdin=typed(*lines, ".", *["/skip"] * 20))
    assert "Where you struggle you wrote" in ran.err
    assert "underline" not in ran.err.lower()


def test_who_goes_on_at_the_question_of_the_page_sees_the_page_again(
    run: Run,
) -> None:
    """The pair, the underlined sentence and the ideas, and the question once."""
    begun = run("reflect", terminal=True, stdin=UP_TO_NOTICE)
    assert begun.err.count("At your best you wrote") == 1
    ran = run("resume", terminal=True, stdin=typed("She needed sleep.", "."))
    for words in ("Beside two ideas", "At your best you wrote", "You underlined"):
        assert ran.err.count(words) == 1, ran.err
    again = run("resume", terminal=True, stdin=typed("1"))
    assert "At your best you wrote" not in again.err


def test_what_leadcoach_asked_stands_once_where_an_entry_is_read(
    run: Run,
) -> None:
    """The page's question, the follow-on question and the commitment, and every answer."""
    lines = WHOLE.split("\n")
    at = lines.index("")
    lines[at : at + 1] = ["1", "I fear the argument.", "."]
    assert run("reflect", terminal=True, stdin=typed(*lines)).code == 0
    shown = " ".join(run("journal", "show", "1").out.split())
    for once in (
        "What do you think “Ana” needed in the second?",
        "what are you for in this, apart from what you are against?",
        "ask Ana what is in the way",
        "She needed sleep.",
        "I fear the argument.",
    ):
        assert shown.count(once) == 1, f"{once}: {shown}"
    assert "At your best you wrote" in shown


def test_a_skipped_heart_leaves_its_sentence_out(run: Run) -> None:
    """At a terminal nothing is taken in its place."""
    lines = (BEST, ".", "/skip", "3", STRUGGLE, ".", "2", "1", "Sleep.", ".", "e", "1")
    ran = run("reflect", "--quick", terminal=True, stdin=typed(*lines))
    assert "At your best you wrote" not in ran.err
    assert "Where you struggle you wrote" in ran.err
    assert "taken by leadcoach" not in ran.err


def test_another_language_is_shown_as_it_was_written(run: Run) -> None:
    """Sentences can be picked in any script."""
    german = (
        "Ich habe jeden gefragt, was er zuerst lassen würde. "
        "Wir haben zusammen entschieden."
    )
    chinese = "我问了他们。他们告诉我。"
    lines = typed(german, ".", "2", "1", chinese, ".", "1", "1", "n", ".", "e", "1")
    ran = run("reflect", "--quick", terminal=True, stdin=lines)
    assert ran.code == 0
    page = ran.err.partition("At your best you wrote")[2]
    assert "Wir haben zusammen entschieden." in page
    assert "我问了他们。" in page


def test_a_follow_up_does_not_return_within_a_month(run: Run, home: Path) -> None:
    """What was offered stays away for 31 days, and may come again after."""
    import datetime as dt

    from tests.conftest import NOW

    def offered(now: dt.datetime) -> list[str]:
        stdin = answers_file(best=BEST, struggle=STRUGGLE)
        args = ("reflect", "--answers", "-", "--no-input", "--json")
        path = json.loads(run(*args, stdin=stdin, now=now).out)["path"]
        found: list[str] = tomli.loads(Path(path).read_text())["reading"]["offered"]
        return found

    first = offered(NOW)
    soon = offered(NOW + dt.timedelta(days=20))
    late = offered(NOW + dt.timedelta(days=80))
    assert not set(first) & set(soon)
    assert late == first


def test_words_typed_at_a_list_are_offered_next_and_nothing_is_said_to_have_changed(
    run: Run,
) -> None:
    best = "I asked who could help. Then we began. I kept the list."
    words = "When the treasurer pushes I give in."
    ran = run("reflect", stdin=f"{best}\n.\n{words}\n/pause\n", terminal=True)
    assert "They are kept for the next words you type." in ran.err

    ran = run("resume", stdin="1\n\n\n.\n/pause\n", terminal=True)

    assert "has changed since" not in ran.err
    assert f"So far, and kept:\n{words}" in ran.err
