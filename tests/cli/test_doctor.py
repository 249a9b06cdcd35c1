"""`leadcoach doctor` as a person meets it: what it says, and how it ends."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.journal.seeding import damaged, name, put, text, well
from tests.journal.test_doctor import state


def test_all_is_well_is_said_with_what_was_looked_at(run: Run, home: Path) -> None:
    well(home)

    ran = run("doctor")

    assert ran.code == 0
    assert "All is well: 3 entries, 1 draft. Nothing was changed." in ran.out


def test_what_is_found_is_named_with_what_it_means_and_what_helps(
    run: Run, home: Path
) -> None:
    seeded = damaged(home)

    ran = run("doctor", "--all", environ={"COLUMNS": "200"})

    assert ran.code == 1
    assert "Nothing was changed." in ran.out
    for where in [each for found in seeded.values() for each in found]:
        assert where.replace(" ", "") in "".join(ran.out.split())
    assert ran.out.count("Yourself") == len(seeded)
    assert "kingfisher" not in ran.out + ran.err


def test_looking_changes_nothing_in_the_whole_home(run: Run, home: Path) -> None:
    damaged(home)
    before = state(home)

    for options in ((), ("--json",), ("--format", "html")):
        assert run("doctor", *options).code == 1

    assert state(home) == before


def test_line_ends_of_windows_are_no_damage(run: Run, home: Path) -> None:
    crlf = text(1).replace(b"\n", b"\r\n")
    put(home / "journal/2026/11" / name(1, "aaaaaaaa"), crlf)

    ran = run("doctor")

    assert ran.code == 0
    assert "All is well: 1 entry" in ran.out
    assert "Windows" not in ran.out


def test_many_of_a_kind_are_counted_and_shown_on_demand(run: Run, home: Path) -> None:
    for day in range(1, 18):
        put(home / "journal/2026/11" / name(day, "aaaaaaaa"), b"")

    short, long = run("doctor"), run("doctor", "--all")

    assert "and 12 more; --all shows them" in short.out
    assert short.out.count("aaaaaaaa") == 5
    assert long.out.count("aaaaaaaa") == 17


def test_files_that_others_can_open_are_counted_and_not_listed(
    run: Run, home: Path
) -> None:
    """A program that carries a folder opens each of them."""
    for day in range(1, 18):
        put(home / "journal/2026/11" / name(day, "aaaaaaaa"), text(day), 0o644)

    short, long = run("doctor"), run("doctor", "--all")

    assert "and 16 more; --all shows them" in short.out
    assert short.out.count("mode 644") == 1
    assert long.out.count("mode 644") == 17


def test_a_program_gets_every_finding(run: Run, home: Path) -> None:
    seeded = damaged(home)

    told = json.loads(run("doctor", "--json").out)

    assert {each["kind"] for each in told["found"]} == set(seeded)
    assert all(Path(each["path"]).is_absolute() for each in told["found"])
    assert told["problems"] == len(told["found"])


def test_settings_that_cannot_be_read_do_not_stop_the_one_who_looks(
    run: Run, home: Path
) -> None:
    well(home)
    put(home / "settings.toml", b"plain = perhaps\n")

    ran = run("doctor")

    assert ran.code == 1
    assert "Settings that cannot be read" in ran.out


INNER = b'value = "Zo\xc3\xab "said" no."\n'


@pytest.mark.parametrize("ends", [b"\n", b""])
def test_a_quotation_mark_in_the_last_text_is_named_and_not_taken_for_a_cut(
    ends: bytes, run: Run, home: Path
) -> None:
    whole = text(9)
    start = whole.rindex(b"value = ")
    broken = whole[:start] + INNER.rstrip(b"\n") + ends
    put(home / "journal/2026/11" / name(9, "aaaaaaaa"), broken)
    line = broken.count(b"\n", 0, start) + 1

    doctor, show = run("doctor"), run("journal", "show")

    for said in (doctor.out, show.err):
        said = " ".join(said.split())
        assert f"line {line} is not valid TOML" in said
        assert 'a quotation mark inside a text is written \\"' in said
        assert "Zoë" not in said
    assert "Files with a mistake in them" in doctor.out
    assert "The end of the file is missing" not in doctor.out


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            b'title = "A first look"',
            b'title = "A first look',
            "a quotation mark is missing",
        ),
        (b'title = "A first look"', b"title = A first look", "behind the = is no text"),
        (b'title = "A first look"', b'title = "A\\q"', "a backslash inside a text"),
        (b'title = "A first look"', b'title "A first look"', "like: name = value"),
        (b'title = "A first look"', b'title = "A"\ntitle = "B"', "stands there twice"),
        (b"[[answer]]", b"[[answer]", "a bracket is missing"),
    ],
)
def test_what_is_wrong_in_a_line_is_said_in_plain_words(
    right: bytes, wrong: bytes, told: str, run: Run, home: Path
) -> None:
    broken = text(9).replace(right, wrong, 1)
    put(home / "journal/2026/11" / name(9, "aaaaaaaa"), broken)

    for said in (run("doctor").out, run("journal", "show").err):
        assert told in " ".join(said.split())
        assert "is not valid TOML" in " ".join(said.split())


def test_a_file_that_ends_in_the_middle_is_told_as_such(run: Run, home: Path) -> None:
    whole = text(9)
    path = home / "journal/2026/11" / name(9, "aaaaaaaa")
    for length in (
        whole.index(b"At night") + 4,
        whole.index(b"local_date = 2026") + 19,
    ):
        put(path, whole[:length])

        assert "Files that are cut" in run("doctor").out
        shown = run("journal", "show").err
        assert "the file ends there, in the middle" in " ".join(shown.split())


def test_a_draft_goes_with_an_exercise_of_ones_own(run: Run, home: Path) -> None:
    """An exercise that the person wrote counts as being there."""
    damaged(home)
    shipped = Path(__file__).parents[2] / "prompts" / "reflect.toml"
    own = shipped.read_text().replace('id = "reflect"', 'id = "gone"', 1)

    put(home / "exercises/gone.toml", own.encode())

    assert "Drafts without their exercise" not in run("doctor").out


def test_a_repair_says_what_it_did_and_how_to_bring_it_in(run: Run, home: Path) -> None:
    damaged(home)

    ran = run("doctor", "--repair", environ={"COLUMNS": "200"})

    assert ran.code == 1
    assert re.search(r"\d+ entries copied", ran.out)
    assert "1 closed to all but you" in ran.out
    assert "Every damaged file and every copy is as it was." in ran.out
    folder = home / "repaired/20261121T193000"
    assert f"leadcoach journal import {folder}" in ran.err
    assert list(folder.glob("*.toml"))


def test_what_was_repaired_can_be_brought_in_and_read(run: Run, home: Path) -> None:
    damaged(home)
    run("doctor", "--repair")
    before = json.loads(run("journal", "list", "--json").out)["total"]

    ran = run("journal", "import", str(home / "repaired/20261121T193000"), "--yes")

    assert ran.code == 0, ran.err
    after = json.loads(run("journal", "list", "--json").out)["total"]
    copies = list((home / "repaired").glob("*/*.toml"))
    assert after - before == len(copies) > 5
    assert "cried" in run("journal", "search", "cried").out


def test_a_repair_with_nothing_to_do_makes_no_folder(run: Run, home: Path) -> None:
    well(home)

    ran = run("doctor", "--repair")

    assert ran.code == 0
    assert "There was nothing to copy or to close." in ran.out
    assert not (home / "repaired").exists()


@pytest.mark.parametrize("width", ["20", "40", "80"])
def test_a_checkup_fits_every_screen(width: str, run: Run, home: Path) -> None:
    damaged(home)

    ran = run("doctor", environ={"COLUMNS": width})

    assert max(map(len, ran.out.split("\n"))) <= int(width)
