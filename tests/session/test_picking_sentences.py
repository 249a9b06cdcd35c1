"""A person picks one of their own sentences, at a terminal or in a file."""

from pathlib import Path
from typing import Any, Protocol

import pytest
import tomli
import tomli_w

from tests.conftest import Ran, Run
from tests.typing_person import CTRL_D, ENTER, Person

FILE = Path(__file__).with_name("two-sentences.toml")
LONG = (
    "Then I went home and rang two people privately and we did it our own way and told "
    "her after, which worked for a while but last month she found out about the raffle."
)
BEST = f"It was in May. {LONG} I said no.\nI asked her why. She told me."
HARD = "When it rains we stop. Nobody asked me."
HEART = "and we did it our own way and told her after, which worked for a while"


class Answers(Protocol):
    """Goes through the exercise with answers."""

    def __call__(self, file: Path = FILE, **answers: object) -> Ran: ...


@pytest.fixture
def answered(run: Run, tmp_path: Path) -> Answers:
    """Return a function that goes through the exercise with an answers file."""

    def go(file: Path = FILE, **answers: object) -> Ran:
        given = tmp_path / "answers.toml"
        given.write_text(tomli_w.dumps({"best": BEST, "hard": HARD, **answers}))
        return run("reflect", str(file), "--no-input", "--answers", str(given))

    return go


def written(home: Path) -> dict[str, dict[str, Any]]:
    paths = (home / "journal").glob("*/*/*.toml")
    path = max(paths, key=lambda each: each.stat().st_mtime_ns)
    return {each["id"]: each for each in tomli.loads(path.read_text())["answer"]}


def name(home: Path) -> str:
    return max((home / "journal").glob("*/*/*.toml")).stem


# In a file


def test_the_answer_is_the_passage_to_the_letter_with_its_place(
    answered: Answers, home: Path
) -> None:
    ran = answered(heart=HEART, line=8)

    assert ran.code == 0
    found = written(home)
    start = BEST.index(HEART)
    assert found["heart"] == {
        "id": "heart",
        "type": "sentence",
        "asked": "Which sentence holds the heart of it?",
        "value": HEART,
        "from": "best",
        "start": start,
        "end": start + len(HEART),
    }
    assert found["line"]["value"] == "She told me."
    assert f"The heart of it: {HEART}" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    "given", ["It was May.", 0, 9, -1, True, ["It was in May."], ""]
)
def test_what_is_no_sentence_of_the_answer_is_refused_with_the_list(
    given: object, answered: Answers, home: Path
) -> None:
    ran = answered(heart=given)
    if given == "":  # an empty answer is none
        assert ran.code == 0
        return
    listed = " ".join(ran.err.split())
    assert ran.code == 2
    assert "heart: This is not one of the sentences" in listed
    assert "1. It was in May. 2. Then I went home" in listed
    assert "4. … and we did it our own way and told her after" in listed
    assert "8. She told me." in listed
    assert not (home / "journal").exists()


def test_a_sentence_is_known_by_its_words_its_number_and_as_the_list_shows_it(
    answered: Answers, home: Path
) -> None:
    for given in (HEART, f"… {HEART} …", 4, "4", LONG, f" {LONG}\n"):
        assert answered(heart=given).code == 0
    assert written(home)["heart"]["value"] == LONG


def test_a_sentence_that_was_taken_is_not_offered_again(answered: Answers) -> None:
    ran = answered(heart=LONG, line=3)

    assert ran.code == 2
    assert "line: This is not one of the sentences" in " ".join(ran.err.split())
    assert "3." not in ran.err
    assert "9. When it rains we stop." in ran.err


def test_what_a_condition_and_a_text_make_of_it_are_its_words(
    answered: Answers, home: Path
) -> None:
    answered(heart="I asked her why.", asking="The truth.")

    assert written(home)["asking"]["asked"] == (
        "You wrote: “I asked her why.” What did you ask for?"
    )


def test_where_nothing_can_be_picked_the_question_is_left_out(
    run: Run, home: Path
) -> None:
    options = ("--answer", "best=🙂🙂", "--answer", "heart=1", "--answer", "hard=...")
    ran = run("reflect", str(FILE), "--no-input", *options)

    assert ran.code == 1
    assert "Not asked, so not kept: heart" in ran.err
    assert written(home).keys() == {"best", "hard"}


@pytest.mark.parametrize(
    "text",
    [
        "Listening",
        "i asked them and they told me about the rota and i wrote it down " * 1_600,
        "no stops but many lines\n" * 400,
        "我问了他们。他们说了。",
        "لماذا؟ سألت. ثم سكتنا۔",
        "I said.\n\nOn 3 May 2026, at 10:01, Kim wrote:\n> You never ask.\n> We are.",
        "\u202eI asked\x1b[31m them.\x07 They left.",
        '"I asked", he said; "and we (all) left',
    ],
)
def test_any_text_can_be_picked_from(text: str, answered: Answers, home: Path) -> None:
    ran = answered(best=text, heart=1)

    assert ran.code == 0
    found = written(home)
    kept = found["best"]["value"]
    heart = found["heart"]
    assert kept[heart["start"] : heart["end"]] == heart["value"] != ""
    assert ">" not in heart["value"]


def test_a_text_that_brought_up_the_safety_note_is_not_read_out(
    answered: Answers, home: Path
) -> None:
    ran = answered(best="Some days I want to kill myself. I say nothing.", heart=1)

    assert ran.code == 1
    assert "heart" not in written(home)
    assert written(home)["line"]["from"] == "hard" if "line" in written(home) else True


def test_a_sentence_out_of_a_private_answer_stays_private(
    answered: Answers, run: Run, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "two-sentences.toml"
    file.write_text(
        FILE.read_text().replace('id   = "best"', 'id = "best"\nprivate = true')
    )
    ran = answered(file, heart=HEART)

    assert ran.code == 0
    assert HEART not in " ".join(ran.out.split())
    assert written(home)["heart"]["private"] is True
    out = run("journal", "export", "--format", "jsonl", "--output", "-").out
    assert "raffle" not in out
    assert "our own way" not in out


def test_a_sentence_is_left_out_with_the_answer_it_comes_from(
    answered: Answers, run: Run
) -> None:
    answered(heart=HEART, line=9)
    out = run(
        "journal", "export", "--format", "jsonl", "--without", "best", "--output", "-"
    ).out

    assert "our own way" not in out
    assert "When it rains" in out


# Later


def test_when_the_answer_is_edited_the_place_moves_along(
    answered: Answers, run: Run, home: Path
) -> None:
    answered(heart=HEART, line=9)
    longer = f"Well. {BEST}"
    ran = run("journal", "edit", name(home), "--answer", f"best={longer}")

    assert ran.code == 0
    heart = written(home)["heart"]
    assert longer[heart["start"] : heart["end"]] == heart["value"] == HEART
    shown = run("journal", "show", name(home)).out
    assert "as you wrote it then" not in shown


def test_where_the_words_are_gone_it_stays_as_you_wrote_it_then(
    answered: Answers, run: Run, home: Path
) -> None:
    answered(heart=HEART, line=9)
    before = written(home)["heart"]
    run("journal", "edit", name(home), "--answer", "best=We did it together.")

    assert written(home)["heart"] == before
    shown = " ".join(run("journal", "show", name(home)).out.split())
    assert HEART in shown
    assert "as you wrote it then" in shown
    assert "our own way" in run("journal", "search", "our own way").out
    # and back again
    run("journal", "edit", name(home), "--answer", f"best=Ah. {BEST}")
    assert written(home)["heart"]["start"] == before["start"] + 4


def test_another_sentence_can_be_picked_later(
    answered: Answers, run: Run, home: Path
) -> None:
    run("exercise", "add", str(FILE), "--yes")
    answered(heart=HEART, line=9)
    ran = run("journal", "edit", name(home), "--answer", "heart=I said no.")

    assert ran.code == 0, ran.err
    heart = written(home)["heart"]
    assert BEST[heart["start"] : heart["end"]] == heart["value"] == "I said no."
    refused = run("journal", "edit", name(home), "--answer", "heart=I said yes.")
    assert refused.code == 2
    assert "1. It was in May." in refused.err


def test_a_search_finds_the_words_once(answered: Answers, run: Run) -> None:
    answered(heart=HEART, line=9)
    ran = run("journal", "search", "our own way", "--format", "json")

    assert ran.out.count("our own way") < 3
    assert '"heart"' not in ran.out


# Asked in plain lines


def typed(run: Run, *lines: str) -> Ran:
    text = "".join(f"{line}\n" for line in lines)
    return run("reflect", str(FILE), terminal=True, stdin=text)


def test_only_the_likeliest_are_shown_and_others_lists_all(
    run: Run, home: Path
) -> None:
    ran = typed(run, BEST, ".", HARD, ".", "4", "5", "1", "1")

    screen = " ".join(ran.err.split())
    assert "4. show all 8 sentences (or type others)" in screen
    assert "8 choices: 1. It was in May." in screen
    assert ran.code == 0
    assert written(home)["heart"]["value"] == (
        "but last month she found out about the raffle."
    )


def test_the_word_others_lists_all_sentences_too(run: Run, home: Path) -> None:
    ran = typed(run, BEST, ".", HARD, ".", "others", "5", "1", "1")

    assert "8 choices: 1. It was in May." in " ".join(ran.err.split())
    assert written(home)["heart"]["value"] == (
        "but last month she found out about the raffle."
    )


def test_a_number_on_the_screen_is_what_counts(run: Run, home: Path) -> None:
    ran = typed(run, BEST, ".", HARD, ".", "7", "/skip", "9", "10", "1")

    assert "A number from 1 to 4 is needed." in ran.err
    assert written(home)["line"]["value"] == "Nobody asked me."


def test_the_only_sentence_there_is_is_taken_without_asking(
    run: Run, home: Path
) -> None:
    ran = typed(run, "I asked.", ".", "Nothing.", ".", "The truth.", "1")

    asked = ran.err.partition("one look over it")[0]
    assert "Which sentence" not in asked
    assert written(home)["heart"]["value"] == "I asked."


def test_a_sentence_that_is_only_left_over_is_not_taken_for_somebodys_choice(
    run: Run, home: Path
) -> None:
    ran = typed(run, "I asked.", ".", "Nothing.", ".", "The truth.", "1")

    assert ran.code == 0
    assert "Which one" not in ran.err
    assert "line" not in written(home)


def test_one_goes_back_past_what_was_taken_without_asking(run: Run, home: Path) -> None:
    lines = ("I asked.", ".", "Nothing.", ".", "/back", "It rained.", ".")
    ran = typed(run, *lines, "1", "The truth.", "1")

    assert ran.code == 0
    assert written(home)["hard"]["value"].endswith("It rained.")
    assert written(home)["heart"]["value"] == "I asked."


def test_a_sentence_that_is_gone_is_asked_for_again(run: Run, home: Path) -> None:
    first = ("I came. I asked.", ".", "It rained.", ".", "2", "/back", "/back")
    ran = typed(run, *first, "/back", "And left.", ".", "1", "1", "1")

    assert ran.code == 0
    assert written(home)["heart"]["value"] == "I asked."


def test_it_is_kept_while_the_sitting_waits(run: Run, home: Path) -> None:
    typed(run, "I came. I asked.", ".", "It rained. I ran.", ".", "2", "/pause")
    ran = run("resume", terminal=True, stdin="3\nThe truth.\n1\n")

    assert ran.code == 0, ran.err
    found = written(home)
    assert found["heart"]["value"] == "I asked."
    assert found["line"]["value"] == "I ran."


# An author


def test_an_author_can_check_show_blank_and_test_it(run: Run) -> None:
    checked = run("exercise", "check", str(FILE))
    logic = run("exercise", "show", str(FILE), "--logic").out
    blank = run("exercise", "blank", str(FILE)).out
    tested = run("exercise", "test", str(FILE))

    assert (checked.code, tested.code) == (0, 0)
    assert "nothing to mend" in checked.out
    assert "Used in: heart, line" in logic
    assert "from best, hard" in logic
    assert tomli.loads(blank)["heart"] == ""
    assert "a sentence of best to the letter, or its number" in blank


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('from = ["best"]', 'from = ["bets"]', "there is no question “bets”"),
        ('from = ["best"]', "", "“from” is missing"),
        ('from = ["best"]', "from = []", "“from”: this is empty"),
        ('from = ["best"]', 'from = ["asking"]', "“asking” is asked only after this"),
        (
            'from = ["best"]',
            'form = ["best"]',
            "nothing is called “form” here. Did you",
        ),
        ("most = 3", "most = 0", "“most”: 1 is the least possible"),
        (
            'type = "long"\ntext = "Tell a moment when it went well."',
            'type = "list"\ntext = "Tell a moment when it went well."',
            "from: “best” has another type",
        ),
    ],
)
def test_what_cannot_be_is_told(
    old: str, new: str, told: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "two-sentences.toml"
    assert old in FILE.read_text()
    file.write_text(FILE.read_text().replace(old, new, 1))
    ran = run("exercise", "check", str(file))

    assert ran.code == 1
    assert told in " ".join(ran.out.split())


# Asked at a terminal


def begun(home: Path, columns: int = 80) -> Person:
    """Return a person who told both stories and is asked for the heart of the first."""
    person = Person(home, "reflect", str(FILE), columns=columns)
    for words, story in (("went well", BEST), ("was hard", HARD)):
        person.sees(words)
        person.look(0.2)
        person.types(f"{story}{CTRL_D}")
    person.sees("holds the heart")
    person.look(0.2)
    return person


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 40])
def test_at_a_terminal_a_number_and_enter_pick_a_wrapped_sentence(
    home: Path, columns: int
) -> None:
    person = begun(home, columns)
    screen = " ".join(person.shown().split())
    assert "4. show all 8 sentences ? shows the keys." in screen.replace("(skip) ", "")
    person.types("4")
    person.types(ENTER)
    person.sees("8. She told me.")
    person.types("4")
    assert "which worked for a while …" in " ".join(person.look(0.3).split())
    person.types(ENTER)
    person.sees("underline")
    person.types(f"2{ENTER}")
    person.sees("Before it is kept")
    person.types(ENTER)

    assert person.leaves() == 0
    assert max(map(len, person.shown().split("\n"))) <= columns
    assert written(home)["heart"]["value"] == HEART


@pytest.mark.slow
def test_going_back_the_pointer_stands_at_what_was_picked(home: Path) -> None:
    person = begun(home)
    person.types(f"2{ENTER}")
    person.sees("underline")
    person.types(f"/back{ENTER}")
    person.look(0.3)
    assert "› 2. " in person.shown().rpartition("holds the heart")[2]
    person.types(ENTER)
    person.sees("underline")
    person.types(f"/skip{ENTER}")
    person.sees("Before it is kept")
    person.types(ENTER)

    assert person.leaves() == 0
    assert "line" not in written(home)
