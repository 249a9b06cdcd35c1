"""What a person wrote is kept and shown as it was typed, wherever it comes in."""

import datetime as dt
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from tests.conftest import NOW, Ran, Run

CUE = "when the team says “then we are done”, "
ACT = "strengthen the team and then say that I will look at it tomorrow."
NAMED = f"The sign: {CUE} / I will: {ACT}"
"""how a question names it: its moment and its act"""
LINE = f"{NAMED} / In the way: "
ROWS = (
    f"The sign: {CUE}",
    f"I will: {ACT}",
    "In the way: then I will be tired",
    "Then I will: if so, then I will rest",
    "By: 2026-12-31 · told to I'll tell M. · sure 3 of 5",
)
LATER = dt.timedelta(minutes=5)
FORMATS = ("terminal", "markdown", "html", "json")

COMMITTED = f"""
situation = "A talk."
[commit]
cue = "{CUE}"
action = "{ACT}"
due = 2026-12-31
obstacle = "then I will be tired"
plan = "if so, then I will rest"
told = "I'll tell M."
sure = 3
"""


@pytest.fixture
def committed(run: Run, tmp_path: Path) -> Ran:
    """Return a sitting that ended with a commitment whose words look like ours."""
    answers = tmp_path / "answers.toml"
    answers.write_text(COMMITTED, encoding="utf-8")
    ran = run("compare", "--no-input", "--answers", str(answers))
    assert ran.code == 0, ran.err
    return ran


def flat(text: str) -> str:
    """Return a page on one line, without the signs of Markdown."""
    return " ".join(text.replace("**", "").replace("\n- ", "\n").split())


@pytest.mark.parametrize(
    "argv", [("commitment", "list"), ("--plain", "commitment", "list")]
)
def test_in_a_list_a_commitment_stands_on_one_line_to_the_letter(
    run: Run, committed: Ran, argv: tuple[str, ...]
) -> None:
    assert flat(LINE) in flat(run(*argv).out)


@pytest.mark.parametrize(
    "argv",
    [
        ("journal", "show"),
        ("journal", "export", "--format", "markdown", "--output", "-"),
        ("--plain", "journal", "show"),
    ],
)
def test_in_an_entry_each_part_of_a_commitment_is_a_row_to_the_letter(
    run: Run, committed: Ran, argv: tuple[str, ...]
) -> None:
    assert flat("\n".join(ROWS)) in flat(run(*argv).out)


def test_the_recap_shows_the_commitment_in_rows_as_typed(committed: Ran) -> None:
    assert flat("\n".join(ROWS)) in flat(committed.out)


def test_a_day_by_which_can_be_written_with_dots(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(COMMITTED.replace("2026-12-31", '"31.12.2026"'))
    run("compare", "--no-input", "--answers", str(answers))

    assert "By: 2026-12-31" in run("commitment", "list").out


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_alters_a_word_of_a_commitment(
    run: Run, committed: Ran, form: str
) -> None:
    shown = run("journal", "show", "--format", form).out

    assert flat(ACT.rstrip(".")) in flat(shown)
    assert flat(CUE) in flat(shown)


def test_the_check_in_asks_and_keeps_a_commitment_in_its_own_words(
    run: Run, committed: Ran
) -> None:
    name = json.loads(run("commitment", "list", "--json").out)["commitments"][0]
    given = ("--answer", "what=A week.", "--answer", f"due.{name['entry']}=partly")
    ran = run("reflect", "checkin", "--no-input", *given, now=NOW + LATER)
    assert ran.code == 0, ran.err
    kept = tomli.loads(last_entry(run).read_text(encoding="utf-8"))

    asked = next(each for each in kept["answer"] if each["id"] == "due")
    words = asked["labels"][name["entry"]]
    assert words == NAMED
    for page in (ran.out, run("journal", "show").out):
        assert flat(NAMED) in flat(page)


def test_the_review_keeps_the_words_it_asked_about_to_the_letter(
    run: Run, committed: Ran
) -> None:
    given = ("--answer", "state.1=partly")
    ran = run("--plain", "reflect", "review", "--no-input", *given, now=NOW + LATER)
    kept = tomli.loads(last_entry(run).read_text(encoding="utf-8"))

    assert kept["answer"][0]["asked"].startswith(f"{NAMED}\n")
    assert kept["answer"][0]["asked"].endswith("\nHow did it go?")
    assert flat(ran.out).count(flat(NAMED)) == 1


def last_entry(run: Run) -> Path:
    return Path(json.loads(run("journal", "show", "--json").out)["path"])


# Bytes that are no text

LATIN = os.fsdecode(b"caf\xe9")
"""as an argument arrives that was typed in another encoding"""


@pytest.mark.parametrize(
    "argv",
    [
        ("compare", "--no-input", "--answer", f"situation=At the {LATIN}."),
        ("reflect", "--no-input", "--answer", f"best=At the {LATIN}."),
        ("settings", "set", "safety.contact", LATIN),
        ("journal", "search", LATIN),
        ("journal", "list", "--tag", LATIN),
        ("commitment", "done", LATIN),
    ],
)
def test_an_option_in_another_encoding_is_refused_and_nothing_is_kept(
    run: Run, home: Path, argv: tuple[str, ...]
) -> None:
    ran = run(*argv)

    assert ran.code == 2
    assert "not UTF-8" in ran.err
    assert not [path for path in home.rglob("*.toml")]


def test_an_edit_in_another_encoding_changes_nothing(run: Run, committed: Ran) -> None:
    path = last_entry(run)
    before = path.read_bytes()
    ran = run("journal", "edit", "--answer", f"situation=At the {LATIN}.")

    assert (ran.code, path.read_bytes()) == (2, before)
    assert "not UTF-8" in ran.err


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_answers_in_another_encoding_are_refused_with_their_line(
    run: Run, home: Path, tmp_path: Path, source: str
) -> None:
    content = b"best = 'First.'\nstruggle = 'At the caf\xe9.'\n"
    file = tmp_path / "answers.toml"
    file.write_bytes(content)
    stdin = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
    name = str(file) if source == "file" else "-"
    ran = run("reflect", "--no-input", "--answers", name, stdin_stream=stdin)

    assert ran.code == 2
    assert ":2: it is not UTF-8 text; save it as UTF-8." in ran.err.replace("\n", " ")
    assert not home.exists()


def test_a_text_to_read_in_another_encoding_is_refused(run: Run) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"At the caf\xe9 we"), encoding="utf-8")
    ran = run("read", "-", stdin_stream=stdin)

    assert ran.code == 4
    assert "UTF-8" in ran.err


def test_settings_in_another_encoding_are_refused_with_their_line(
    run: Run, home: Path
) -> None:
    home.mkdir()
    (home / "settings.toml").write_bytes(b'plain = true\nsafety.contact = "caf\xe9"\n')
    ran = run("settings", "show")

    assert ran.code == 4
    assert "line 2 is not written in UTF-8" in ran.err.replace("\n", " ")


@pytest.mark.parametrize("escape", ["\\ud83d", "\\udce9 then"])
def test_half_a_sign_in_a_json_file_is_refused_and_not_replaced(
    run: Run, tmp_path: Path, escape: str
) -> None:
    entry = {"date": "2026-01-05", "time": "10:00", "title": "x", "body": "HERE"}
    told = {"tags": {}, "entries": [{**entry, "tags": [], "starred": False}]}
    file = tmp_path / "jrnl.json"
    file.write_text(json.dumps(told).replace("HERE", escape))
    ran = run("journal", "import", str(file), "--yes")

    assert ran.code != 0
    assert "UTF-8" in ran.err + ran.out
    assert json.loads(run("journal", "list", "--json").out)["entries"] == []


def test_a_byte_order_mark_is_no_part_of_an_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    file.write_bytes(b"\xef\xbb\xbfbest = 'First.'\r\n")
    run("reflect", "--no-input", "--no-mirror", "--answers", str(file),
        "--answer", "struggle=\ufeffSecond.")  # fmt: skip

    answers = json.loads(run("journal", "show", "--json").out)["answers"]
    assert answers == {"best": "First.", "struggle": "Second."}


@pytest.mark.parametrize("words", ["می‌روم", "私　は", "a\u00a0b", "e\u0301 \u200d x"])
def test_only_control_characters_are_left_out_of_what_is_given(
    run: Run, words: str
) -> None:
    run("reflect", "--no-input", "--no-mirror", "--answer", f"best={words}",
        "--answer", "struggle=x")  # fmt: skip

    kept = tomli.loads(last_entry(run).read_text(encoding="utf-8"))
    assert kept["answer"][0]["value"] == words


# The file that says which are done

Make = Callable[[str], None]
OF_ANOTHER_KIND = {
    "settings": "format = 1\nplain = true\n",
    "nothing said": "format = 1\n",
    "an entry": 'format = 1\nexercise = "reflect"\n[[commitment]]\naction = "x"\n',
    "no state": 'format = 1\n[[commitment]]\nname = "x"\n',
    "a table": 'format = 1\n[commitment]\nname = "x"\n',
    "no day": 'format = 2\n[[commitment]]\nname = "x"\nstate = "done"\n',
    "newer": "format = 4\ncommitment = []\n",
}


@pytest.mark.parametrize("content", OF_ANOTHER_KIND.values(), ids=OF_ANOTHER_KIND)
@pytest.mark.parametrize(
    "argv", [("commitment", "list"), ("commitment", "done", "1"), ("doctor",)]
)
def test_another_file_in_the_place_of_the_commitments_is_refused_with_the_reason(
    run: Run, home: Path, committed: Ran, content: str, argv: tuple[str, ...]
) -> None:
    file = home / "journal/commitments.toml"
    file.write_text(content)
    ran = run(*argv)

    assert ran.code == (1 if argv == ("doctor",) else 4)
    assert "commitments.toml" in ran.err + ran.out
    assert file.read_text() == content


@pytest.mark.parametrize("content", OF_ANOTHER_KIND.values(), ids=OF_ANOTHER_KIND)
def test_another_file_in_the_place_of_the_commitments_is_not_copied(
    run: Run, home: Path, tmp_path: Path, committed: Ran, content: str
) -> None:
    (home / "journal/commitments.toml").write_text(content)
    run("journal", "export", "--format", "folder", "--output", str(tmp_path / "out"))
    assert not (tmp_path / "out/commitments.toml").exists()

    elsewhere = {"LEADCOACH_HOME": str(tmp_path / "new")}
    ran = run("journal", "import", str(home / "journal"), "--yes", environ=elsewhere)
    assert "commitments.toml" in ran.err + ran.out
    assert not (tmp_path / "new/journal/commitments.toml").exists()


def test_a_file_of_commitments_of_before_is_read_and_written_in_the_new_form(
    run: Run, home: Path, committed: Ran
) -> None:
    given = ("--answer", "situation=B", "--answer", "commit=rest")
    run("compare", "--no-input", *given, now=NOW + LATER)
    first = json.loads(run("commitment", "list", "--json").out)["commitments"][1]
    file = home / "journal/commitments.toml"
    file.write_text(
        f'format = 1\nmood = "calm"\n\n[[commitment]]\nname = "{first["entry"]}"\n'
        'state = "done"\nchanged = 2026-11-20\nnote = "kept"\n'
    )
    assert "I will: rest" in run("commitment", "list").out
    assert ACT.split()[0] not in run("commitment", "list").out

    assert run("commitment", "done", "1").code == 0
    kept = tomli.loads(file.read_text())
    assert (kept["format"], kept["mood"]) == (3, "calm")
    assert kept["commitment"][0]["note"] == "kept"
    assert str(kept["commitment"][0]["on"]) == "2026-11-20"
    assert run("journal", "undo").code == 0
    assert "I will: rest" in run("commitment", "list").out


# Other places where somebody's words come by


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_a_note_in_another_encoding_is_named_as_such(
    run: Run, home: Path, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "2026-01-05.md"
    file.write_bytes("At the café.\n".encode(encoding))
    ran = run("journal", "import", str(file), "--yes")

    assert ran.code == 4
    assert "it is not written in UTF-8" in " ".join(ran.err.split())
    assert not home.exists()


def test_a_file_whose_name_is_in_another_encoding_can_be_read(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / f"{LATIN}.toml"
    file.write_text("best = 'First.'\nstruggle = 'Second.'\n")

    assert run("reflect", "--no-input", "--answers", str(file)).code == 0
    assert run("reflect", "--no-input", f"--answers={file}").code == 0


def test_what_is_said_about_a_commitment_keeps_its_spaces(run: Run) -> None:
    given = ("--answer", "situation=B", "--answer", "commit=私　は  wait")
    run("compare", "--no-input", *given)

    assert "I will: 私　は  wait\n" in run("commitment", "done", "1").err


def test_the_check_in_shows_a_commitment_on_one_line_before_it_asks(
    run: Run, committed: Ran
) -> None:
    typed = ["A week.", ".", "", "", "", "", "2", "", ""]
    ran = run("reflect", "checkin", terminal=True, stdin="\n".join(typed) + "\n")

    assert flat(NAMED) in flat(ran.err)
    assert "then I will be tired" not in flat(ran.err)
