"""A page for a coach: chosen line by line, looked at, and nothing else on it."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from leadcoach.domain.sharing import Line, with_initials
from tests.conftest import NOW, Ran, Run

STORY = (
    "best=I asked Lena what she would cut first. Then we set the date together.",
    "struggle=I redid the slides at midnight, and Lena's part was fine.",
    "notice=That I take things back when it is late.",
    "edge=letting go",
    "commit.cue=a deck is open after nine",
    "commit.action=leave the slides with Lena",
)
WEEK = dt.timedelta(weeks=1)


def answered(
    run: Run, exercise: str, *answers: str, now: dt.datetime = NOW, **more: object
) -> Ran:
    given = [part for each in answers for part in ("--answer", each)]
    return run("reflect", exercise, "--no-input", *given, now=now, **more)  # type: ignore[arg-type]


def entry(run: Run, exercise: str, *answers: str, now: dt.datetime = NOW) -> str:
    """Write an entry and return its name."""
    given = [part for each in answers for part in ("--answer", each)]
    ran = run("reflect", exercise, "--no-input", "--json", *given, now=now)
    assert ran.code == 0, ran.err
    return Path(json.loads(ran.out)["path"]).stem


def page(run: Run, *answers: str) -> str:
    ran = answered(run, "presession", *answers, now=NOW + WEEK)
    assert ran.code == 0, ran.err
    return ran.out


def added(run: Run, folder: Path, exercise: str) -> None:
    author = folder / "own.toml"
    author.write_text(exercise, encoding="utf-8")
    assert run("exercise", "add", str(author), "--yes").code == 0


def asked_for_lines(run: Run, name: str) -> str:
    """Return the words of the refusal where lines are asked for that there are not."""
    ran = answered(run, "presession", f"brought={name}", f"along.{name}=zzzz")
    return ran.err


def offered(run: Run, name: str) -> list[str]:
    """Return the ids of the lines that an entry can lend."""
    refused = asked_for_lines(run, name)
    listed = " ".join(refused.partition("Choices: ")[2].split())
    return listed.rstrip(".").split(", ")


def offers(run: Run, name: str) -> str:
    """Return, on one line, how the lines of an entry are offered at a terminal."""
    given = ("--answer", f"brought={name}")
    typed = "/skip\n" * 12
    ran = run("reflect", "presession", *given, terminal=True, stdin=typed)
    return " ".join(ran.err.partition("which lines go along?")[2].split())


def test_the_page_holds_the_lines_that_were_chosen_whole_and_no_other(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    shown = page(
        run,
        "want=To hear myself say no.",
        f"brought={name}",
        f"along.{name}=struggle,notice",
        "coach_be=ask",
        "not_into=the reorganisation",
        "unsaid=I am tired of it.",
    )

    for words in ("To hear myself say no.", "ask hard questions", "the reorganisation"):
        assert words in shown
    assert "2026-11-21, Best, struggle, mirror" in shown
    assert "When do you struggle as a leader?" in shown
    assert "I redid the slides at midnight, and Lena's part was fine." in shown
    assert "That I take things back when it is late." in shown
    for words in ("tired", "cut first", "letting go", "leave the slides", "Heifetz"):
        assert words not in shown
    assert "Chosen line by line by the one who wrote it." in shown
    assert "findahelpline.com" in shown
    assert "leadcoach reflect" not in shown


def test_nothing_goes_along_that_was_not_chosen(run: Run) -> None:
    """An entry without a line is not even named: a title tells something too."""
    name = entry(run, "reflect", *STORY)
    shown = page(run, "want=A way on.", f"brought={name}")

    assert "From my journal" not in shown
    assert "Best, struggle" not in shown


def test_commitments_go_along_with_what_was_last_said_of_them(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    other = entry(run, "compare", "situation=A talk.", "commit.action=ask first")
    reviewed = (f"state.{name}=partly", f"state.{other}=forgot")
    entry(run, "review", *reviewed, now=NOW + dt.timedelta(days=1))
    shown = " ".join(page(run, f"commits={name}").split())

    assert "When I will Where it stands" in shown
    assert "a deck is open after nine leave the slides with Lena partly" in shown
    assert "ask first" not in shown
    assert "forgot" not in shown


def test_names_stand_as_initials_wherever_they_are_on_the_page(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    shown = page(
        run,
        "want=To speak with LENA and Anna-Maria Berg, not with Annalena.",
        f"commits={name}",
        f"brought={name}",
        f"along.{name}=best,struggle,commit",
        "initials=Lena\nAnna-Maria Berg",
    )

    assert "Lena's" not in shown
    assert "Lena " not in shown
    assert "L.'s part was fine" in shown
    assert "I asked L. what she would cut" in shown
    assert "To speak with L. and A.M.B., not with Annalena." in shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Will", "I will ask Will.", "I will ask W."),
        ("lena", "Lena, LENA and lena agreed.", "L., L. and L. agreed."),
        ("L\nLena", "L and Lena met.", "L. and L. met."),
        ("Marta", "i asked marta, not martas aunt", "i asked M., not martas aunt"),
        ("Will", "will WILL ask? Will will.", "will W. ask? W. will."),
        ("Jo", "Jo and jo", "J. and jo"),
        ("Marta Berger", "I saw Marta Berger. Then", "I saw M.B. Then"),
        ("Marta Berger", "Marta Berger... and so on", "M.B.... and so on"),
        ("Marta Berger", "Marta, berger and MARTA.", "M., B. and M."),
        ("Grace von Berg", "Grace, by grace, von Berg", "G., by grace, von B."),
        ("marta berger", "Marta came.", "M. came."),
        ("Dr. Berg", "Dr. Lo and Berg", "Dr. Lo and B."),
        ("Marta I", "I saw Marta.", "I saw M."),
        ("José", "Jose\u0301 came, and (José) left.", "J. came, and (J.) left."),
        ("M.", "M. and Mia.", "M. and Mia."),
        ("(", "A ( b", "A … b"),
    ],
)
def test_a_name_is_found_as_it_was_given(
    name: str, text: str, shown: str, run: Run
) -> None:
    assert shown in page(run, f"want={text}", f"initials={name}")


def test_a_name_in_a_script_without_spaces_is_found_inside_words(run: Run) -> None:
    shown = page(run, "want=明天和小明谈话", "initials=小明")

    assert "小明" not in shown


@pytest.mark.parametrize(
    "private", ["unsaid=I am tired.", "initials=Lena"], ids=["unsaid", "initials"]
)
def test_never_on_the_page_is_what_is_private_in_the_note(
    private: str, run: Run
) -> None:
    shown = page(run, "want=A way on.", private)

    assert private.partition("=")[2] not in shown


# What is never offered


def test_never_offered_are_private_answers(run: Run, tmp_path: Path) -> None:
    """Nor words of theirs that stand in another question."""
    own = OWN.replace('"summary"', '"full"')
    added(run, tmp_path, own.replace('id = "who"', 'id = "who"\nprivate = true'))
    name = entry(run, "mine", "who=Kim", "rate=4", "tell=We spoke.")
    shown = page(run, f"brought={name}", f"along.{name}=rate,tell")

    assert set(offered(run, name)) == {"rate", "tell"}
    assert "How was it with them?" in shown
    assert "Kim" not in shown


def test_never_offered_are_entries_of_exercises_that_share_nothing(run: Run) -> None:
    name = entry(run, "pedestal", "side=lead", "feeds_me=I like it.")

    assert refusal_of(run, name) == refusal_of(run, name[:-8] + "zzzzzzzz")


def test_never_offered_are_commitments_of_exercises_that_share_nothing(
    run: Run,
) -> None:
    """Nor are they named where another one is refused."""
    hidden = entry(run, "pedestal", "side=lead", "commit.action=say I am no saint")
    name = entry(run, "compare", "situation=A talk.", "commit.action=ask first")
    refused = answered(run, "presession", "want=A way on.", "commits=zzzz")
    chosen = answered(run, "presession", "want=A way on.", f"commits={hidden}")
    asked = run("reflect", "presession", terminal=True, stdin="/skip\n" * 12)

    assert refused.code != 0
    assert chosen.code != 0
    assert name in refused.err
    assert "pedestal" not in refused.err
    assert "pedestal" not in chosen.err.replace(hidden, "")
    assert "ask first" in asked.err
    assert "saint" not in asked.err


def test_never_offered_is_a_commitment_that_is_private(
    run: Run, tmp_path: Path
) -> None:
    private = OWN.replace('type = "commitment"', 'type = "commitment"\nprivate = true')
    added(run, tmp_path, private)
    entry(run, "mine", "rate=4", "commit.action=call Kim")
    ran = run("reflect", "presession", terminal=True, stdin="/skip\n" * 12)

    assert "call Kim" not in ran.out + ran.err


def test_never_offered_is_what_another_exercise_asked_about_such_commitments(
    run: Run,
) -> None:
    """A review and a check-in quote them, and are entries like others."""
    hidden = entry(run, "pedestal", "side=lead", "commit.action=say I am no saint")
    names = [
        entry(run, "review", f"state.{hidden}=partly", f"effect.{hidden}=Relief."),
        entry(run, "checkin", f"due.{hidden}=partly", "own=3"),
    ]
    for name in names:
        assert "pedestal" not in asked_for_lines(run, name)


def test_never_offered_are_earlier_notes_for_a_coach(run: Run) -> None:
    name = entry(run, "presession", "want=A way on.")

    assert refusal_of(run, name) == refusal_of(run, name[:-8] + "zzzzzzzz")


def refusal_of(run: Run, name: str) -> str:
    """Return what is said of an entry that cannot go along, without its name."""
    entry(run, "compare", "situation=A talk.", "commit.action=ask first")
    ran = answered(run, "presession", f"brought={name}")

    assert ran.code != 0
    said = " ".join(ran.err.split())
    return said.replace(name, "").partition("”.")[0]


def test_never_offered_are_drafts_and_what_is_in_the_trash(run: Run) -> None:
    run("reflect", "compare", terminal=True, stdin="A talk in a draft.\n.\n/pause\n")
    name = entry(run, "compare", "situation=A talk.", "commit.action=ask first")
    assert run("journal", "remove", name, "--yes").code == 0
    ran = answered(run, "presession", "want=A way on.", f"brought={name}")

    assert "Not asked, so not kept: brought" in ran.err


def test_never_offered_is_what_the_mirror_counted(run: Run) -> None:
    """Its paragraphs can go along, as they were shown; stances, marks and lenses not."""
    lines = offered(run, entry(run, "reflect", *STORY))

    mirror = {each for each in lines if each.startswith("reading")}
    assert mirror == {"reading.1", "reading.2", "reading.3", "reading.4"}
    assert set(lines) - mirror == {"best", "struggle", "notice", "edge", "commit"}


def test_each_paragraph_of_the_mirror_is_a_line_of_its_own(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    pages = [
        page(run, f"brought={name}", f"along.{name}=reading.{at}")
        for at in (1, 2, 3, 4)
    ]
    marks = ("what she would cut first", "midnight", "Heifetz", "Kashtan")

    assert [[mark in each for mark in marks] for each in pages] == [
        [at == place for at in range(4)] for place in range(4)
    ]


def test_the_mirror_goes_along_as_generated_and_only_by_its_paragraph(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    shown = page(run, f"brought={name}", f"along.{name}=reading.1")

    assert "The mirror, generated by leadcoach from my words, not by me:" in shown
    assert "I asked Lena what she would cut first." in shown
    assert "Heifetz" not in shown
    assert "The ideas, and whose they are" not in shown


def test_never_on_the_page_is_the_map_a_path_or_a_time_of_day(run: Run) -> None:
    name = entry(run, "reflect", *STORY, "best_needs=both", "hard_needs=theirs")
    everything = ",".join(offered(run, name))
    shown = page(run, f"brought={name}", f"along.{name}={everything}")

    assert not set("●○■┼") & set(shown)
    assert name not in shown
    assert "19:30" not in shown
    assert ".toml" not in shown


def test_never_on_the_page_is_how_often_something_came_back(run: Run) -> None:
    names = [entry(run, "permission", "seen=A leak.", "did=waited") for _ in "123"]
    name = names[-1]
    shown = page(run, f"brought={name}", f"along.{name}=did")

    assert "waited for someone's permission" in shown
    assert "three times" not in shown


def test_never_on_the_page_is_that_a_word_of_care_was_shown(run: Run) -> None:
    typed = "I want to hurt myself.\n.\n1\n"
    run("reflect", "compare", terminal=True, stdin=typed + "/skip\n" * 40)
    names = json.loads(run("journal", "list", "--json").out)["entries"]
    ran = answered(run, "presession", "want=A way on.")

    assert "danger" in ran.out  # the note itself stands under every page
    assert len(names) <= 1
    assert "note" not in ran.out.partition("leadcoach is a notebook")[0].casefold()[30:]


def test_a_summary_shares_numbers_and_choices_but_no_words(
    run: Run, tmp_path: Path
) -> None:
    added(run, tmp_path, OWN)
    told = ("who=Kim", "rate=4", "felt.1=3", "tell=What I keep to myself.")
    name = entry(run, "mine", *told, "commit.action=call Kim")

    assert set(offered(run, name)) == {"rate", "commit"}


OWN = """
format = 1
id = "mine"
version = "1.0.0"
title = "Mine"
purpose = "A test."
share = "summary"
[[section]]
id = "a"
[[section.ask]]
id = "who"
type = "list"
text = "Who is it about?"
[[section.ask]]
id = "rate"
type = "scale"
text = "How was it with ${who|or them}?"
anchors = { 1 = "bad", 5 = "good" }
[[section.ask]]
id = "tell"
type = "long"
text = "What happened?"
[[section.ask]]
id = "commit"
type = "commitment"
text = "What will you do?"
[[section]]
id = "b"
for_each = "who"
[[section.ask]]
id = "felt"
type = "short"
text = "${item}: how did they take it?"
[recap]
line = [{ show = "table", of = ["rate"], names = ["It was"] }]
"""


def test_a_question_goes_along_without_words_that_may_not(
    run: Run, tmp_path: Path
) -> None:
    """What was answered elsewhere can stand in the question as it was asked."""
    added(run, tmp_path, OWN)
    name = entry(run, "mine", "who=Kim", "rate=4")
    shown = page(run, f"brought={name}", f"along.{name}=rate")

    assert "How was it with them?" in shown
    assert "Kim" not in shown


TWICE = (
    "best=I asked Marta what she would cut first. Then we set the date together.",
    "struggle=I redid the slides of Marta at midnight because nobody would ever help.",
    "notice=That I take things back.",
    "pursue=1",
    "pursued=I am alone with it.",
)


def test_a_question_brings_no_words_along_that_were_not_chosen(
    run: Run, home: Path
) -> None:
    """The mirror's question and those behind it quote other answers."""
    name = entry(run, "reflect", *TWICE)
    (file,) = home.glob(f"journal/*/*/{name}.toml")
    kept = file.read_text(encoding="utf-8")
    asked = "Who in your second story has not yet been asked"
    assert "Beside “I redid the slides of Marta" in kept
    assert asked in kept
    kept = kept.replace(asked, f"In both you name “Marta”. {asked}")
    file.write_text(kept, encoding="utf-8")
    shown = page(run, f"brought={name}", f"along.{name}=notice,pursued")
    rows = re.split(r" (?=\d+\. )", offers(run, name))
    about = ("That I take things back.", "I am alone with it.")
    told = [each for each in rows if any(words in each for words in about)]
    assert len(told) == 2
    shown += " ".join(told)

    assert "I am alone with it." in shown
    assert "What do you notice?" in shown
    assert "Beside “…”: what were you moving toward" in shown
    for words in ("Marta", "midnight", "slides", "nobody would"):
        assert words not in shown


def test_the_whole_question_stands_where_a_line_is_offered(
    run: Run, tmp_path: Path
) -> None:
    own = OWN.replace('"summary"', '"full"').replace(
        "how did they take it?",
        "how did they take it when you told them on the evening before the others?",
    )
    added(run, tmp_path, own)
    name = entry(run, "mine", "who=Kim\nLee", "rate=4", "felt.1=Well.", "felt.2=Badly.")
    shown = offers(run, name)

    whole = "how did they take it when you told them on the evening before the others?"
    assert f"Kim: {whole} Well." in shown
    assert f"Lee: {whole} Badly." in shown


def test_an_offer_has_one_mark_and_keeps_things_of_a_list_apart(
    run: Run, tmp_path: Path
) -> None:
    own = OWN.replace('"summary"', '"full"').replace("What happened?", "It began …")
    added(run, tmp_path, own)
    shown = offers(run, entry(run, "mine", "who=Kim Lo\nLee", "rate=4", "tell=Then."))

    assert "Who is it about? Kim Lo; Lee" in shown
    assert "It began … Then." in shown
    assert "How was it with them? 4" in shown
    assert "?:" not in shown
    assert "…:" not in shown


def test_a_private_question_says_so_where_it_is_asked(run: Run) -> None:
    """The next one looks alike, and its answer goes onto the page."""
    ran = run("reflect", "presession", terminal=True, stdin="/skip\n" * 14)
    asked = " ".join(ran.err.split())

    told = "Private: it stays in your journal, and goes on no page."
    _, _, unsaid = asked.partition("What have you not said yet that might matter?")
    _, _, wanted = asked.partition("What do you want to have by the end")
    assert unsaid.lstrip().startswith(told), unsaid[:200]
    assert told not in wanted[:200]


# Looking at it


def presession_at_a_terminal(run: Run, *lines: str, argv: tuple[str, ...] = ()) -> Ran:
    name = entry(run, "reflect", *STORY)
    given = (f"brought={name}", f"along.{name}=struggle,notice", f"commits={name}")
    answers = [part for each in given for part in ("--answer", each)]
    typed = "/skip\n" * 6 + "1\n" + "\n".join(lines) + "\n"
    argv = ("reflect", "presession", *answers, *argv)
    return run(*argv, terminal=True, stdin=typed, now=NOW + WEEK)


def test_the_page_is_shown_with_numbers_before_it_is_kept(run: Run) -> None:
    ran = presession_at_a_terminal(run, "", "")
    shown = ran.err.partition("Before it is kept")[2]

    assert "2. When do you struggle as a leader?" in shown
    assert shown.index("Take anything off?") < shown.index("Saved.")
    assert "2. When" not in ran.out


def page_before_the_file(ran: Ran) -> str:
    """Return what stands right before one is asked for the name of a file."""
    before = ran.err.partition("Write it to a file?")[0]
    assert before != ran.err
    _, title, shown = before.rpartition("Note for my coach, ")
    assert title, "the page was not shown"
    return shown


def test_a_page_without_chosen_lines_is_shown_whole_before_a_file_is_asked_for(
    run: Run,
) -> None:
    given = ("--answer", "want=To hear myself say no.")
    typed = "/skip\n" * 6 + "1\n\n"
    ran = run("reflect", "presession", *given, terminal=True, stdin=typed)
    shown = page_before_the_file(ran)

    assert "To hear myself say no." in shown
    assert "findahelpline.com" in shown
    assert "Take anything off?" not in ran.err


def test_the_page_is_shown_again_once_everything_is_taken_off(run: Run) -> None:
    shown = page_before_the_file(presession_at_a_terminal(run, "1 2 3", "", ""))

    assert "findahelpline.com" in shown
    assert "slides" not in shown


def test_what_is_taken_off_is_on_no_page_and_in_no_entry(run: Run) -> None:
    ran = presession_at_a_terminal(run, "7", "1 2", "", "")

    assert "A number from 1 to 3 is needed" in " ".join(ran.err.split())
    assert "That I take things back" in ran.out
    assert "slides" not in ran.out
    kept = json.loads(run("journal", "show", "--json").out)["answers"]
    assert "commits" not in kept
    assert [value for key, value in kept.items() if key.startswith("along")] == [
        ["notice"]
    ]


@pytest.mark.parametrize("typed", ["7", "0", "1 4", "2-7", "3-2", "-2", "1-2-3", "x"])
def test_what_is_no_line_is_said_and_asked_again_at_once(typed: str, run: Run) -> None:
    ran = presession_at_a_terminal(run, typed, "", "")
    said = ran.err.partition("Take anything off?")[2].partition("Take anything off?")[0]

    said = " ".join(said.split())
    assert "Nothing was taken off" in said
    assert "A number from 1 to 3 is needed" in said
    assert "Note for my coach" not in said  # it stands right above the question again
    assert "That I take things back" in ran.out
    assert "slides" in ran.out


@pytest.mark.parametrize("typed", ["1-2", "1–2", "2-2,1"])
def test_several_lines_in_a_row_are_taken_off_as_a_range(typed: str, run: Run) -> None:
    ran = presession_at_a_terminal(run, typed, "", "")

    assert "That I take things back" in ran.out
    assert "midnight" not in ran.out
    assert "leave the slides" not in ran.out


def test_one_can_go_back_from_the_page_to_the_answers(run: Run) -> None:
    """What was taken off stays off."""
    ran = presession_at_a_terminal(run, "1 -3 3", "1 2", "/back", "1", "", "")

    assert "A number from 1 to 3 is needed" in " ".join(ran.err.split())
    assert ran.err.count("Before it is kept") == 2
    assert "That I take things back" in ran.out
    assert "slides" not in ran.out


def test_a_page_is_written_only_under_a_name_that_was_given(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "page.md"
    ran = presession_at_a_terminal(run, "", str(file))

    assert file.read_text(encoding="utf-8").startswith(
        "# Note for my coach, 2026-11-28"
    )
    assert file.stat().st_mode & 0o777 == 0o600
    assert "That I take things back" not in ran.out


def test_a_file_that_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    there, new = tmp_path / "there.md", tmp_path / "new.md"
    there.write_text("mine", encoding="utf-8")
    ran = presession_at_a_terminal(run, "", str(there), str(new))

    assert "is there already" in " ".join(ran.err.split())
    assert there.read_text(encoding="utf-8") == "mine"
    assert new.exists()


def test_without_a_terminal_output_writes_the_page(run: Run, tmp_path: Path) -> None:
    name = entry(run, "reflect", *STORY)
    answers = tmp_path / "answers.toml"
    answers.write_text(
        f'want = "A way on."\nbrought = ["{name}"]\n'
        f'along = {{ "{name}" = ["struggle", "notice"] }}\n',
        encoding="utf-8",
    )
    file = tmp_path / "page.md"
    argv = ("--no-input", "--answers", str(answers), "--output", str(file))
    ran = run("reflect", "presession", *argv)

    assert ran.code == 0, ran.err
    text = file.read_text(encoding="utf-8")
    assert "> I redid the slides at midnight" in text
    assert ran.out == ""


# Later


def test_the_entry_keeps_which_lines_went_along_and_no_copy(
    run: Run, home: Path
) -> None:
    name = entry(run, "reflect", *STORY)
    page(run, f"brought={name}", f"along.{name}=struggle")
    (note,) = home.glob("journal/*/*/*-presession-*.toml")

    assert "midnight" not in note.read_text(encoding="utf-8")


def test_a_line_that_was_changed_or_removed_is_no_longer_shown(run: Run) -> None:
    name = entry(run, "reflect", *STORY)
    page(run, f"brought={name}", f"along.{name}=struggle,notice")
    before = run("journal", "show").out
    assert "I redid the slides at midnight" in before

    changed = run("journal", "edit", name, "--answer", "struggle=Something else.")
    assert changed.code == 0, changed.err
    after = run("journal", "show").out
    assert "1 line is no longer there." in after
    assert "midnight" not in after
    assert "Something else." not in after
    assert "That I take things back when it is late." in after

    assert run("journal", "remove", name, "--yes").code == 0
    assert "2 lines are no longer there." in run("journal", "show").out


def test_a_note_of_an_earlier_version_shows_as_it_did(run: Run, home: Path) -> None:
    page(run, "want=A way on.")
    (note,) = home.glob("journal/*/*/*-presession-*.toml")
    text = note.read_text(encoding="utf-8")
    old = text.replace('version = "2.0.0"', 'version = "1.0.0"') + (
        '\n[[answer]]\nid = "mirror_too"\ntype = "choice"\n'
        'asked = "Do the mirror\'s paragraphs go along?"\nvalue = "mine"\n'
        '[answer.labels]\nmine = "only my amended sentences"\n'
    )
    note.write_text(old, encoding="utf-8")

    assert "only my amended sentences" in run("journal", "show").out
    edited = run("journal", "edit", "last", "--answer", "mirror_too=no")
    assert edited.code == 0, edited.err


# For authors

NOTE = """
format = 1
id = "note"
version = "1.0.0"
title = "A note"
purpose = "A test."
[[section]]
id = "a"
[[section.ask]]
id = "brought"
type = "multi"
text = "Which entries hold something?"
choices_from = "entries"
[[section]]
id = "b"
for_each = "brought"
[[section.ask]]
id = "along"
type = "multi"
text = "${item}: which lines go along?"
choices_from = "lines"
[recap]
line = [{ text = "Lines", show = "lines", of = ["along"] }]
"""


def checked(run: Run, folder: Path, exercise: str) -> str:
    author = folder / "own.toml"
    author.write_text(exercise, encoding="utf-8")
    return " ".join(run("exercise", "check", str(author)).out.split())


def test_lines_can_be_taken_in_an_exercise_of_ones_own(
    run: Run, tmp_path: Path
) -> None:
    assert "nothing to mend" in checked(run, tmp_path, NOTE)
    name = entry(run, "reflect", *STORY)
    given = ("--answer", f"brought={name}", "--answer", f"along.{name}=edge")
    ran = run("reflect", str(tmp_path / "own.toml"), "--no-input", *given)

    assert "letting go" in ran.out
    assert "midnight" not in ran.out
    assert "findahelpline.com" in ran.out


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('for_each = "brought"\n', "", "E203 choices_from: there are `lines` only"),
        ('"entries"', '"commitments"', "E203 choices_from: there are `lines` only"),
        ('of = ["along"]', 'of = ["brought"]', "chooses neither `lines` nor"),
    ],
)
def test_check_says_where_there_are_no_lines_to_take(
    was: str, now: str, told: str, run: Run, tmp_path: Path
) -> None:
    text = NOTE.replace(was, now).replace("${item}: w", "W")

    assert told in checked(run, tmp_path, text)


def test_an_id_called_lines_means_what_it_meant(run: Run, tmp_path: Path) -> None:
    own = NOTE.replace("brought", "lines").replace('"entries"', '"commitments"')
    own = own.replace("${item}: w", "W").replace('show = "lines"', 'show = "list"')

    assert "nothing to mend" in checked(run, tmp_path, own)


def test_initials_and_labels_have_one_mark() -> None:
    named = with_initials("I told Marta Berger. Marta Berger left.", ["Marta Berger"])

    assert named == "I told M.B. M.B. left."
    assert Line("", "Who paid?", "Ana").offered == "Who paid? Ana"
    assert Line("", "The cost", "Ana").offered == "The cost: Ana"
