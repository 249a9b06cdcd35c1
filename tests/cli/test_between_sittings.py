"""leadcoach jot and ask: a moment in a line, one question; small entries of the journal."""

import datetime as dt
import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leadcoach.cli.ask import Single, in_turn, singles
from leadcoach.exercises.library import Library
from leadcoach.paths import builtin_exercises
from tests.answers import HOSTILE
from tests.conftest import NOW, Run
from tests.typing_person import CTRL_C, ENTER, Person

LATER = NOW + dt.timedelta(hours=1)
FIRST = "R. asked first, and I waited."
SECOND = "I cut Ana short in the meeting."
CHECKIN = ".\nso\n3\n3\n1\nlater\n1\n"
"""the rest of a check-in in plain lines, from the end of its first answer"""


def unused(run: Run) -> list[str]:
    """Return the words of the moments that stand in the list."""
    told = json.loads(run("jot", "list", "--json").out)
    return [each["words"] for each in told["moments"]]


def newest(run: Run) -> dict[str, str]:
    """Return the answers of the newest entry."""
    answers: dict[str, str] = json.loads(run("journal", "show", "--json").out)[
        "answers"
    ]
    return answers


def checkin(run: Run, typed: str, *argv: str) -> str:
    """Go through a check-in in plain lines an hour later; return what was shown."""
    ran = run("reflect", "checkin", *argv, stdin=typed, terminal=True, now=LATER)
    assert ran.code == 0, ran.err
    return " ".join(ran.err.split())


# Keeping


def test_a_moment_is_kept_at_once_to_the_letter(run: Run) -> None:
    """Typed behind the command, asked for, or piped in."""
    assert run("jot", FIRST).code == 0
    assert run("jot", stdin=f"  {SECOND}\r\nAnd went on.\n").code == 0
    assert run("jot", "-", stdin=HOSTILE).code == 0
    assert run("jot", terminal=True, stdin="Asked for\n").code == 0
    assert sorted(unused(run)) == sorted(
        [FIRST, f"  {SECOND}\nAnd went on.", HOSTILE, "Asked for"]
    )


def test_words_without_quotes_are_one_moment(run: Run) -> None:
    """`list` among others is a word."""
    run("jot", "list", "of", "all", "that", "went", "well")
    assert unused(run) == ["list of all that went well"]


def test_nothing_is_no_moment(run: Run, home: Path) -> None:
    """Neither an empty line, nor an empty pipe, nor empty quotes."""
    assert run("jot", stdin="\n").code == 6
    assert run("jot", " ").code == 2
    assert run("jot", terminal=True, stdin="\n").code == 0
    assert not home.exists()


def test_options_of_the_list_keep_no_moment(run: Run, home: Path) -> None:
    assert run("jot", FIRST, "--json").code == 2
    assert run("jot", FIRST, "--all").code == 2
    assert not home.exists()


def test_a_very_long_moment_is_kept_whole_and_listed_short(run: Run) -> None:
    """Of 10,000 characters, and offered so."""
    long = "word " * 2000 + "end"
    run("jot", "-", stdin=long)
    assert unused(run) == [long]
    assert "…" in run("jot", "list").out
    checkin(run, f"2\n{CHECKIN}")
    assert newest(run)["what"] == long


def test_a_moment_of_danger_brings_up_the_note_and_the_person_decides(
    run: Run, home: Path
) -> None:
    words = "He threatened to kill me."
    ran = run("jot", words, terminal=True, stdin="2\n")
    assert "findahelpline.com" in ran.err
    assert not (home / "journal").exists()
    assert "findahelpline.com" in run("jot", words, terminal=True, stdin="1\n").err
    assert unused(run) == [words]


def test_a_moment_is_found_shown_changed_taken_back_and_exported(
    run: Run, tmp_path: Path
) -> None:
    """As every other entry is."""
    run("jot", FIRST)
    assert FIRST in run("journal", "show").out
    assert "jot" in run("journal", "list").out
    assert "*waited*" in run("journal", "search", "waited").out
    assert FIRST in run("journal", "show", "--question", "moment").out
    assert run("journal", "edit", "--answer", "moment=Other words").code == 0
    assert unused(run) == ["Other words"]
    for form in ("markdown", "html"):
        assert "Other words" in run("journal", "show", "--format", form).out
    out = str(tmp_path / "book.md")
    ran = run("journal", "export", "--format", "markdown", "--output", out)
    assert ran.code == 0, ran.err
    assert "Other words" in Path(out).read_text()
    assert run("doctor").code == 0
    assert run("journal", "remove", "1", "--yes").code == 0
    assert unused(run) == []
    assert run("journal", "restore", "1").code == 0
    assert unused(run) == ["Other words"]


def test_a_moment_is_not_the_last_time_of_an_exercise(run: Run) -> None:
    """The opening words are said to who never did it."""
    run("jot", FIRST)
    shown = checkin(run, f"1\nmy moment\n{CHECKIN}")
    assert "Five minutes. A week without one is fine" in shown


# Offering


def test_an_exercise_that_asks_for_a_moment_offers_it_and_the_list_is_without_it(
    run: Run,
) -> None:
    run("jot", FIRST)
    shown = checkin(run, f"2\nAnd they decided.\n{CHECKIN}")
    assert "You kept a moment. Begin with it?" in shown
    assert newest(run)["what"] == f"{FIRST}\nAnd they decided."
    assert unused(run) == []
    listed = " ".join(run("jot", "list", "--all").out.split())
    assert FIRST in listed
    assert "used in checkin, 2026-11-21" in listed


def test_enter_begins_with_none_and_all_stay_on_the_list(run: Run) -> None:
    run("jot", FIRST)
    checkin(run, f"\nMy own words\n{CHECKIN}")
    assert newest(run)["what"] == "My own words"
    assert unused(run) == [FIRST]


def test_the_newest_five_are_offered_and_the_others_counted(run: Run) -> None:
    for minute in range(7):
        run("jot", f"moment {minute}", now=NOW.replace(minute=minute))
    shown = checkin(run, f"2\n{CHECKIN}")
    assert "You kept 7 moments. Begin with one? The newest 5:" in shown
    assert "6. 2026-11-21: moment 2" in shown
    assert "moment 1" not in shown
    assert newest(run)["what"] == "moment 6"


def test_a_moment_in_an_entry_that_was_removed_is_back_on_the_list(run: Run) -> None:
    run("jot", FIRST)
    checkin(run, f"2\n{CHECKIN}")
    run("journal", "remove", "1", "--yes")
    assert unused(run) == [FIRST]
    run("journal", "undo")
    assert unused(run) == []


@pytest.mark.slow
def test_who_empties_what_they_began_with_did_not_use_it(home: Path, run: Run) -> None:
    """At a terminal, where all of it can be taken out."""
    run("jot", FIRST)
    with at_checkin(home) as person:
        person.types("2" + ENTER)
        person.sees(f"› {FIRST}")
        person.child.send("\x7f" * len(FIRST))
        person.types("other" + "\x04")
        person.sees("So what")
        person.types("\x04")
    assert run("resume", terminal=True, stdin=f"{CHECKIN[2:]}\n\n1\n").code == 0
    assert newest(run)["what"] == "other"
    assert unused(run) == [FIRST]


def test_two_questions_of_one_sitting_do_not_take_the_same_moment(run: Run) -> None:
    """And going back to the first one finds its words there."""
    run("jot", FIRST)
    run("jot", SECOND, now=NOW.replace(minute=40))
    typed = "2\n.\n/pause\n"
    ran = run("reflect", "--quick", stdin=typed, terminal=True, now=LATER)
    assert "You kept 2 moments." in ran.err
    typed = "/skip\n" * 3 + "2\n/pause\n"
    ran = run("resume", stdin=typed, terminal=True)
    assert "You kept a moment." in ran.err
    assert f"2. 2026-11-21: {FIRST}" in ran.err
    assert len(unused(run)) == 2
    ran = run("resume", stdin=".\n" + "/skip\n" * 9 + "1\n", terminal=True)
    answers = newest(run)
    assert (answers["best"], answers["struggle"]) == (SECOND, FIRST)
    assert unused(run) == []


@pytest.mark.slow
def test_a_pause_between_keeps_the_words_and_what_they_began_with(
    home: Path, run: Run
) -> None:
    """Ctrl-C in the middle; the list has it until the entry is written."""
    run("jot", FIRST)
    with at_checkin(home) as person:
        person.types("2" + ENTER)
        person.sees(f"› {FIRST}")
        person.types(" More")
        person.child.send(CTRL_C)
        person.sees("Your answers are kept.")
        assert person.leaves() == 130
    assert unused(run) == [FIRST]
    assert run("resume", terminal=True, stdin=f"{CHECKIN}1\n").code == 0
    assert newest(run)["what"] == f"{FIRST} More"
    assert unused(run) == []


def test_leaving_at_the_choice_pauses(run: Run) -> None:
    run("jot", FIRST)
    ran = run("reflect", "checkin", terminal=True, stdin="/pause\n")
    assert ran.code == 0
    assert "Nothing was answered yet." in ran.err
    assert unused(run) == [FIRST]


def test_a_script_is_offered_nothing(run: Run) -> None:
    """Nor does an answer that was given; nor a preview, which keeps nothing."""
    run("jot", FIRST)
    ran = run("reflect", "checkin", "--answer=what=mine", now=LATER)
    assert ran.code == 0
    assert newest(run)["what"] == "mine"
    ran = run("reflect", "checkin", "--answer", "what=mine", terminal=True, stdin="")
    assert "You kept" not in ran.err
    ran = run("exercise", "preview", "checkin", terminal=True, stdin="a\n.\n")
    assert "You kept" not in ran.err
    assert unused(run) == [FIRST]


def test_an_answer_that_is_kept_nowhere_leaves_the_moment_on_the_list(run: Run) -> None:
    """The safety note came up, and the person chose so."""
    run("jot", FIRST)
    checkin(run, f"2\nThen he hit me.\n.\n2\n{CHECKIN[2:]}")
    assert unused(run) == [FIRST]


def test_the_moment_of_a_short_question_stands_on_one_line(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'format = 1\nid = "own"\nversion = "1.0.0"\ntitle = "Own"\npurpose = "One."\n'
        '[[section]]\nid = "a"\n[[section.ask]]\nid = "one"\ntype = "short"\n'
        'text = "What was it?"\nmoment = true\n'
    )
    run("jot", "-", stdin="one\ntwo")
    ran = run("reflect", str(own), terminal=True, stdin="2\n\n1\n", now=LATER)
    assert ran.code == 0, ran.err
    assert newest(run)["one"] == "one / two"
    assert unused(run) == []


def test_going_back_to_an_answer_offers_nothing_again(run: Run) -> None:
    run("jot", FIRST)
    shown = checkin(run, f"2\n.\n/back\nMore\n{CHECKIN}")
    assert shown.count("You kept a moment") == 1
    assert newest(run)["what"] == f"{FIRST}\nMore"
    assert unused(run) == []


@pytest.mark.slow
def test_a_first_question_that_stands_there_at_once_knows_of_the_moments(
    home: Path, run: Run
) -> None:
    """What was printed last time is printed again; how to answer comes behind both."""
    run("reflect", "checkin", "--no-input", "--answer=what=mine")
    how = "Enter makes a new line"
    for _ in range(2):
        first = Person(home, "reflect", "checkin")
        first.sees(how)
        first.child.close(force=True)
    run("jot", FIRST)
    with at_checkin(home) as person:
        assert how not in person.shown()
        person.types("2" + ENTER)
        assert person.sees(how).count("You kept a moment") == 1


@contextmanager
def at_checkin(home: Path) -> Iterator[Person]:
    """A check-in at a real terminal, at its first question, with a moment offered."""
    person = Person(home, "reflect", "checkin")
    try:
        person.sees("Begin with it?")
        yield person
    finally:
        person.child.close(force=True)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, CTRL_C])
def test_a_line_that_is_broken_off_is_kept(
    home: Path, run: Run, how: "signal.Signals | str"
) -> None:
    person = Person(home, "jot")
    person.sees("Which moment do you want to keep?")
    person.types("Half a lin")
    person.look(0.3)
    if isinstance(how, str):
        person.child.send(how)
    else:
        person.signals(how)
    assert person.leaves() in (130, 143)
    assert unused(run) == ["Half a lin"]


@pytest.mark.slow
def test_what_is_typed_where_a_file_could_be_given_is_seen(
    home: Path, run: Run
) -> None:
    """Behind `-` at a terminal, a person types until Ctrl-D."""
    person = Person(home, "jot", "-")
    person.look(2.5)
    person.types("Seen as I type")
    person.sees("Seen as I type")
    person.types("\r\x04")
    person.sees("Kept.")
    assert unused(run) == ["Seen as I type"]


@pytest.mark.parametrize("columns", [40, 80])
def test_the_list_fits_the_screen(run: Run, columns: int) -> None:
    run("jot", "Ana said what I had not dared to, and the rest of us fell silent. " * 3)
    out = run("jot", "list", environ={"COLUMNS": str(columns)}).out
    assert max(map(len, out.split("\n"))) <= columns
    assert re.search("Ana said", out)


# One question

OWN = (
    'format = 1\nid = "own"\nversion = "1.0.0"\ntitle = "Mine"\npurpose = "One."\n'
    '[[section]]\nid = "a"\n[[section.ask]]\nid = "one"\ntype = "short"\n'
    'text = "Which door stays shut?"\nprivate = true\n'
)


def of_the_day(home: Path, **asked: dt.date) -> list[Single]:
    """Return all questions in the order of the day of NOW."""
    library = Library(builtin_exercises(), home / "exercises")
    return in_turn(list(singles(library)), asked, NOW.date())


def with_own(home: Path, text: str = OWN) -> None:
    (home / "exercises").mkdir(parents=True, exist_ok=True)
    (home / "exercises" / "own.toml").write_text(text)


def answered(run: Run, home: Path, name: str, words: str) -> str:
    """Press Enter up to the question `name`, answer it, and return what was shown."""
    before = [each.name for each in of_the_day(home)].index(name)
    ran = run("ask", terminal=True, stdin="\n" * before + f"{words}\n\n")
    assert ran.code == 0, ran.err
    assert "Saved." in ran.err
    return ran.err


def test_without_a_terminal_it_prints_the_question_of_the_day(run: Run) -> None:
    """One question and its hint on stdout; the same all day, and no other day's."""
    days = [NOW + dt.timedelta(days=day) for day in range(10)]
    asked = [run("ask", now=day).out for day in days]
    assert [run("ask", now=day.replace(hour=8)).out for day in days] == asked
    assert len(set(asked)) > 4
    told = json.loads(run("ask", "--json", terminal=True).out)
    assert asked[0].startswith(told["asked"][:40])
    assert told["question"].partition(".")[0] == told["exercise"]
    assert run("ask", "--another").out != asked[0]


def test_a_question_is_put_without_preamble_and_its_answer_kept(
    run: Run, home: Path
) -> None:
    """With the words it was asked in, and a line that says where it is from."""
    shown = answered(run, home, "permission.seen", "the tap\nin the hall")
    first = of_the_day(home)[0].question.text
    assert " ".join(shown.split()).startswith(first)
    last = " ".join(shown.split("From: ")[1].split())
    assert last == (
        "Without waiting for permission. The whole takes 12 minutes: leadcoach reflect "
        "permission"
    )
    assert newest(run) == {"permission.seen": "the tap\nin the hall"}
    assert "What needed doing lately" in run("journal", "show").out
    over_time = run("journal", "show", "--question", "permission.seen").out
    assert "in the hall" in over_time
    assert "ask" in run("journal", "list").out
    assert "*hall*" in run("journal", "search", "hall").out
    changed = run("journal", "edit", "--answer", "permission.seen=Other words")
    assert changed.code == 0, changed.err
    assert newest(run) == {"permission.seen": "Other words"}
    assert run("doctor").code == 0


def test_an_answer_to_one_question_is_no_sitting_of_its_exercise(
    run: Run, home: Path
) -> None:
    """Its opening words are said to who never did it, and nothing is prefilled."""
    answered(run, home, "checkin.what", "One word")
    shown = checkin(run, f"mine\n{CHECKIN}")
    assert "Five minutes. A week without one is fine" in shown
    assert "One word" not in shown


def test_what_was_answered_stays_away_for_weeks_however_it_was_asked(
    run: Run, home: Path
) -> None:
    """Alone, or in its exercise; then it comes after those never answered."""
    answered(run, home, "permission.seen", "the tap")
    sat = run("reflect", "--no-input", "--answer=best=a", "--answer=struggle=b")
    assert sat.code == 0, sat.err
    for days in (0, 7, 41):
        later = NOW + dt.timedelta(days=days)
        shown = run("ask", terminal=True, stdin="\n" * 60, now=later).err
        assert "What needed doing lately" not in shown
        assert "at your best as a leader" not in shown
        assert "There is no other question for today." in shown
    later = NOW + dt.timedelta(days=43)
    shown = run("ask", terminal=True, stdin="\n" * 60, now=later).err
    assert "What needed doing lately" in "".join(shown.split("? ")[-6:])


def test_words_sent_to_it_without_a_terminal_are_said_not_to_be_kept(run: Run) -> None:
    ran = run("ask", stdin="I waited.\n")

    assert ran.code == 0
    assert "Nothing was kept" in ran.err
    assert "leadcoach jot" in ran.err
    assert "Nothing was kept" not in run("ask", "--json").err


def test_who_answered_all_of_them_is_told_so(run: Run, home: Path) -> None:
    count = len(of_the_day(home))
    for _ in range(count):
        assert "Saved." in run("ask", terminal=True, stdin="words\n\n").err
    ran = run("ask", terminal=True)
    assert ran.code == 1
    assert "You answered each of them in the last weeks." in ran.err


@pytest.mark.parametrize("typed", ["q\n", "Q\n", "/pause\n", "", "\n\n\nq\n"])
def test_a_question_can_be_left(run: Run, home: Path, typed: str) -> None:
    ran = run("ask", terminal=True, stdin=typed)
    assert ran.code == 0
    assert "Saved." not in ran.err
    assert not (home / "journal").exists()


def test_a_private_answer_stays_private(run: Run, home: Path, tmp_path: Path) -> None:
    """And one of an exercise of the person's own stands behind a rule."""
    with_own(home)
    assert "  Which door stays shut?" in answered(run, home, "own.one", "cellar")
    shown = run("journal", "show", "--question", "own.one", "--answers").out
    assert "private" in shown
    assert "cellar" not in run("journal", "show", "--question", "own.one").out
    out = str(tmp_path / "book.md")
    run("journal", "export", "--format", "markdown", "--output", out)
    assert "cellar" not in Path(out).read_text()


def test_a_question_of_a_strangers_file_cannot_act_on_the_screen(
    run: Run, home: Path
) -> None:
    with_own(home, OWN.replace("shut", "shut \\u001b[31m\\u202e[bold]"))
    shown = run("ask", terminal=True, stdin="\n" * 60).err
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    with_own(home, "not = [toml")
    assert run("ask").code == 0


def test_an_answer_of_danger_brings_up_the_note(run: Run, home: Path) -> None:
    ran = run("ask", terminal=True, stdin="He threatened to kill me.\n\n2\n")
    assert "findahelpline.com" in ran.err
    assert not (home / "journal").exists()


def test_hostile_words_are_an_answer_to_the_letter(run: Run, home: Path) -> None:
    words = HOSTILE + " word" * 2000
    answered(run, home, "permission.seen", words)
    assert newest(run) == {"permission.seen": words}


@pytest.mark.slow
def test_an_answer_that_is_broken_off_is_kept(home: Path, run: Run) -> None:
    person = Person(home, "ask", columns=40)
    person.sees("q: leave.")
    person.types(f"First line{ENTER}half of the sec")
    person.look(0.8)
    person.child.send(CTRL_C)
    assert person.leaves() == 130
    assert list(newest(run).values()) == ["First line\nhalf of the sec"]


def test_each_question_that_is_said_to_stand_alone_does(home: Path) -> None:
    """Nothing of another answer is in it, and nothing it depends on."""
    marked = re.compile(r"^alone += true", re.MULTILINE)
    paths = builtin_exercises().glob("*.toml")
    count = sum(len(marked.findall(path.read_text())) for path in paths)
    assert len(of_the_day(home)) == count >= 20


def test_a_question_that_leans_on_others_is_refused_as_one_that_stands_alone(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN.replace("shut?", "shut, ${date}?") + "alone = true\n")
    ran = run("exercise", "check", str(file))
    assert ran.code == 1
    assert "leans on other answers" in " ".join((ran.out + ran.err).split())


# Both, beside what else there is


@pytest.mark.parametrize("name", ["jot", "ask"])
def test_no_exercise_of_ones_own_is_called_as_they_are(
    run: Run, home: Path, tmp_path: Path, name: str
) -> None:
    """Their entries would be mixed up."""
    file = tmp_path / "mine.toml"
    file.write_text(OWN.replace('"own"', f'"{name}"'))
    ran = run("exercise", "check", str(file))
    assert ran.code == 1
    assert f"the id “{name}” belongs to" in " ".join((ran.out + ran.err).split())


def test_they_are_no_page_for_a_coach_and_in_the_way_of_none(
    run: Run, home: Path
) -> None:
    """Neither for a chat window; the newest whole exercise is found behind them."""
    told = ("--answer=best=I asked.", "--answer=struggle=I wait, and I said nothing.")
    assert run("reflect", "--no-input", *told).code == 0
    for minute in range(70):
        later = LATER + dt.timedelta(minutes=minute)
        assert run("jot", f"moment {minute}", now=later).code == 0
    assert run("prompt").code == 0
    ran = run("prompt", "last")
    assert ran.code == 3
    assert "no whole exercise" in ran.err
    page = run("reflect", "presession", terminal=True, stdin=".\n" * 9)
    assert "Best, struggle, mirror" in page.err
    assert "moment 6" not in page.err


def test_both_stand_in_the_lists_and_pages_that_look_back(run: Run, home: Path) -> None:
    run("jot", FIRST)
    answered(run, home, "permission.seen", "the tap")
    for command in ("journal list", "journal calendar", "summary", "doctor", ""):
        for form in ((), ("--json",)):
            ran = run(*command.split(), *form)
            assert ran.code == 0, (command, ran.err)
    assert FIRST[:20] in run("journal", "list").out
    assert "the tap" in run("journal", "list").out
    ids = run("journal", "show", "--question", "nothing-like-it")
    assert ids.code == 3


def test_a_draft_that_somebody_changed_by_hand_goes_on(run: Run, home: Path) -> None:
    """What it began with is not known then, and nothing else is lost."""
    run("jot", FIRST)
    run("reflect", "checkin", terminal=True, stdin="2\n/pause\n", now=LATER)
    (draft,) = (home / "drafts").glob("*.toml")
    text = draft.read_text()
    draft.write_text(re.sub(r"\[options.jots\]\nwhat = .*", "", text))
    ran = run("resume", terminal=True, stdin=CHECKIN, now=LATER)
    assert ran.code == 0, ran.err
    assert newest(run)["what"] == FIRST
    assert unused(run) == [FIRST]
