"""A command line that cannot be is answered with the line to type."""

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.exercises.conftest import SMALL


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["undo"], "leadcoach journal undo"),
        (["search", "night shift"], "leadcoach journal search 'night shift'"),
        (["journal list", "--all"], "leadcoach journal list --all"),
        (["checkin"], "leadcoach reflect checkin"),
        (["Checkin", "--quick"], "leadcoach reflect checkin --quick"),
        (["list"], "leadcoach journal list"),
        (["course", "list"], "leadcoach course show"),
        (["show", "2"], "leadcoach journal show 2"),
        (["add", "x.toml"], "leadcoach exercise add x.toml"),
        (["check"], "leadcoach exercise check"),
        (["done", "1"], "leadcoach commitment done 1"),
        (["journal", "checkin"], "leadcoach reflect checkin"),
        (["journal", "doctor"], "leadcoach doctor"),
        (["journal", "2"], "leadcoach journal show 2"),
        (["exercise", "checkin"], "leadcoach exercise show checkin"),
        (["exercise", "undo"], "leadcoach journal undo"),
        (["settings", "plain", "yes"], "leadcoach settings set plain yes"),
        (["lens", "heifetz"], "leadcoach lens show heifetz"),
        (["privacy"], "leadcoach help privacy"),
        (["./mine.toml"], "leadcoach reflect ./mine.toml"),
        (["reflct"], "leadcoach reflect"),
        (["chekin"], "leadcoach reflect checkin"),
        (["journal", "shwo", "2"], "leadcoach journal show 2"),
        (["Journal", "list"], "leadcoach journal list"),
    ],
)
def test_a_command_that_stands_elsewhere_is_answered_with_the_line_to_type(
    typed: list[str], line: str, run: Run
) -> None:
    ran = run(*typed)
    told = [line.strip() for line in ran.err.splitlines() if line.startswith("  ")]

    assert ran.code == 2
    assert told == [line]


def test_an_own_exercise_typed_as_a_command_is_known_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("exercise", "new", "mornings", "--purpose", "Begin.", "--closing", "step")
    run("exercise", "add", "mornings.toml", "--yes")
    ran = run("mornings")

    assert "  leadcoach reflect mornings\n" in ran.err


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["reflect", "--quik"], "leadcoach reflect --quick"),
        (["journal", "list", "--sine", "x"], "leadcoach journal list --since x"),
        (["reflect", "--answr=best=x"], "leadcoach reflect --answer=best=x"),
        (["reflect", "-q"], "leadcoach reflect --quick"),
        (["--quick", "reflect"], "leadcoach reflect --quick"),
        (["journal", "--json", "list"], "leadcoach journal list --json"),
        (["desk", "in", "--plain", "inbox"], "leadcoach --plain desk in inbox"),
        (["course", "--plain", "show"], "leadcoach --plain course show"),
        (["--json", "journal", "list"], "leadcoach journal list --json"),
        (["--since", "2026", "journal", "list"], "leadcoach journal list --since 2026"),
        (["journal", "search", "-x"], "leadcoach journal search -- -x"),
        (["journal", "search", "-x", "--all"], "leadcoach journal search --all -- -x"),
        (["settings", "set", "a", "-b"], "leadcoach settings set a -- -b"),
        (["glossary", "--word"], "leadcoach glossary -- --word"),
        (["journal", "search", "--limt", "3", "x"], "leadcoach journal search --limit 3 x"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_answered_with_the_line_to_type(
    typed: list[str], line: str, run: Run
) -> None:
    ran = run(*typed)

    assert ran.code == 2
    assert f"  {line}\n" in ran.err


def test_a_wrong_option_is_answered_with_what_the_command_takes(run: Run) -> None:
    ran = run("journal", "tags", "--foo")

    assert ran.code == 2
    assert ran.err.startswith("`leadcoach journal tags` has no option --foo.\n")
    assert "--since" in ran.err
    assert "`leadcoach journal tags --help` says more." in ran.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["journal", "search"], "WORDS is missing"),
        (["settings", "set", "plain"], "VALUE is missing"),
        (["course", "forms", "shared-power"], "--week is missing. The number of the"),
        (["completion", "bsh"], "Did you mean bash?"),
        (["journal", "list", "--format", "htm"], "Did you mean html?"),
        (["journal", "list", "--limit", "x"], "--limit takes a whole number, 1 or more."),
        (["journal", "list", "--limit", "0"], "--limit takes a whole number, 1 or more."),
        (["reflect", "--answer"], "--answer needs something after it."),
        (["reflect", "--quick=3"], "--quick takes no value."),
        (["compare", "home"], "home is too much."),
        (["settings", "set", "safety.contact", "Ombuds", "office"],
         "leadcoach settings set safety.contact 'Ombuds office'"),
    ],
)  # fmt: skip
def test_what_is_missing_too_much_or_wrong_is_said_in_words(
    typed: list[str], told: str, run: Run
) -> None:
    ran = run(*typed)

    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (
            ["journal", "list", "last", "month"],
            "leadcoach journal list --on 'last month'",
        ),
        (
            ["journal", "list", "march", "--all"],
            "leadcoach journal list --all --on march",
        ),
        (["exercise", "list", "mine"], "leadcoach exercise list --mine"),
        (["share", "list", "more"], "leadcoach share list"),
        (["journal", "show", "last", "week"], "leadcoach journal show 'last week'"),
    ],
)
def test_what_stands_in_the_wrong_place_is_answered_with_the_line_to_type(
    typed: list[str], line: str, run: Run
) -> None:
    ran = run(*typed)

    assert ran.code == 2
    assert f"  {line}\n" in ran.err


@pytest.mark.parametrize("word", ["trash", "delete", "version", "quit"])
def test_no_command_is_named_for_a_word_that_is_hardly_like_it(
    word: str, run: Run
) -> None:
    """Erasing is never what somebody is led to who looks for the trash."""
    ran = run(word)

    assert ran.code == 2
    assert "Perhaps" not in ran.err
    assert "`leadcoach --help` shows what there is." in ran.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["journal"], "leadcoach journal --help"),
        (["search"], "leadcoach journal search --help"),
        (["journal", "list"], "leadcoach journal list --help"),
        (["share"], "leadcoach share --help\n  leadcoach help sharing"),
        (["course"], "leadcoach course --help\n  leadcoach help courses"),
    ],
)
def test_help_for_a_command_is_answered_with_the_line_to_type(
    words: list[str], line: str, run: Run
) -> None:
    ran = run("help", *words)

    assert ran.code == 3
    assert f"  {line}\n" in ran.err


# An exit code of 0 says that all that was asked for was done


def test_an_answer_that_was_given_and_not_kept_is_no_success(
    run: Run, home: Path
) -> None:
    """The rest is kept, and what was not is named."""
    given = ("--answer", "best=I asked.", "--answer", "struggle=I left.")
    ran = run("reflect", "--no-input", "--no-mirror", *given, "--answer", "notice=Well")

    assert ran.code == 1
    assert "Not asked, so not kept: notice" in ran.err
    assert len(list((home / "journal").glob("*/*/*.toml"))) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["reflect", "--lens", "heifetz", "--no-mirror"], "Leave out --no-mirror."),
        (["reflect", "needs", "--lens", "heifetz"], "Leave out --lens."),
    ],
)
def test_an_option_that_could_do_nothing_is_refused_before_anything_is_asked(
    typed: list[str],
    told: str,
    run: Run,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short.toml").write_text(SMALL)
    ran = run(*typed, "--no-input")

    assert ran.code == 2
    assert told in ran.err
    assert not (home / "journal").exists()


def test_tags_of_no_entry_are_not_said_to_be_nowhere(run: Run) -> None:
    given = ("--answer", "best=I asked. #roof", "--answer", "struggle=x")
    run("reflect", "--no-input", *given)
    ran = run("journal", "tags", "--tag", "budget")

    assert "Nothing found for tag budget (looked through 1 entry)." in ran.out
    assert "There is no tag" not in ran.out


def test_a_text_to_read_that_is_not_there_is_no_file_of_answers(run: Run) -> None:
    ran = run("read", "letter.txt")

    assert ran.code == 3
    assert "answering" not in ran.err
    assert "Give a text file" in ran.err
