"""A broken or hostile file is refused: with its name, what is wrong, and untouched."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadcoach.errors import Unreadable
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.entry_file import entry_from_toml
from leadcoach.journal.store import Journal

WHOLE = """
format = 1
exercise = "reflect"
version = "1.0.0"
title = "A first look"
sha256 = "25b0"
language = "en"
started = 2026-11-21 19:30:00+01:00
finished = 2026-11-21 19:43:00+01:00
zone = "Europe/Paris"
local_date = 2026-11-21

[[answer]]
id = "pick"
type = "multi"
asked = "Which?"
value = ["a", "b"]

[answer.labels]
a = "First"

[[answer]]
id = "half"
type = "number"
asked = "How much?"
value = 0.5

[reading]
reader = "mirror"
version = "1"
lenses = [
    "heifetz",
    "kashtan",
]

[[reading.quote]]
text = "I decided it alone"
answer = "struggle"
start = 4
end = 22
""".lstrip()
BROKEN = {
    "nothing": ("", "it is empty"),
    "blank": (" \n\n", "it is empty"),
    "cut": (WHOLE[: WHOLE.index("heifetz")], "not valid TOML"),
    "no exercise": (WHOLE.replace("exercise =", "exercize ="), "'exercise' is missing"),
    "no form": (WHOLE.replace("format = 1\n", ""), "'format' is missing"),
    "form 0": (WHOLE.replace("format = 1\n", "format = 0\n"), "'format' should be"),
    "form true": (WHOLE.replace("format = 1", "format = true"), "a whole number"),
    "a number for a title": (
        WHOLE.replace('title = "A first look"', "title = 4"),
        "'title' should be text",
    ),
    "no offset": (WHOLE.replace("19:30:00+01:00", "19:30:00"), "'started' should be"),
    "a time for a day": (
        WHOLE.replace("local_date = 2026-11-21", "local_date = 2026-11-21 10:00:00Z"),
        "'local_date' should be a date",
    ),
    "answers as text": (
        re.sub(r"(?s)\[\[answer.*", 'answer = "x"', WHOLE),
        "'answer' should be a list of tables",
    ),
    "an answer without value": (
        WHOLE.replace("value = 0.5", ""),
        "'answer 2.value' is missing",
    ),
    "a quote without place": (
        WHOLE.replace("start = 4\n", "", 1),
        "'reading.quote 1.start' is missing",
    ),
    "a label that is a number": (
        WHOLE.replace('a = "First"', "a = 1"),
        "'answer 1.labels' should be a table of texts",
    ),
    "lenses of numbers": (
        WHOLE.replace('"heifetz",\n    "kashtan",', "1, 2"),
        "'reading.lenses' should be a list of texts",
    ),
    "deep brackets": ("a = " + "[" * 500, "too deep"),
    "deep keys": ("a." * 50_000 + "a = 1", "too deep"),
    "a deep header": ("[" + "a." * 5_000 + "a]", "too deep"),
    "deep quoted keys": ('"a".' * 5_000 + "a = 1", "too deep"),
    "braces": ("a = " + "{a = " * 500, "too deep"),
    "a huge number": ("a = " + "1" * 10_000, "too large"),
    "a huge file": (WHOLE + "#" * 32_000_000, "larger than 32 megabytes"),
    "a string without end": ('a = """' + '\\"""' * 10_000, "not valid TOML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_name_and_what_is_wrong(name: str) -> None:
    text, wrong = BROKEN[name]

    with pytest.raises(Unreadable) as told:
        entry_from_toml(text, "2026-11-21.toml")

    assert told.value.message.startswith("2026-11-21.toml cannot be read: ")
    assert wrong in told.value.message
    assert "Nothing was changed" in told.value.hint


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE)), st.text(max_size=20))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(at: int, by: str) -> None:
    damaged = WHOLE[:at] + by + WHOLE[at + len(by) :]
    try:
        read = entry_from_toml(damaged, "entry.toml").exercise
    except Unreadable as told:
        read = told.message

    assert read


ACCENTED = WHOLE.replace("First", "Zoë")
FOREIGN_BYTES = {
    "empty": b"",
    "cut in the middle of a letter": ACCENTED.encode().partition(b"\xab")[0],
    "Latin-1": ACCENTED.encode("latin-1"),
    "UTF-16": WHOLE.encode("utf-16"),
    "zeros": b"\0" * 4096,
    "too large": WHOLE.encode() + b"#" * 32_000_001,
    "no TOML": b"Dear diary,\n",
}


@pytest.mark.parametrize("name", FOREIGN_BYTES)
def test_what_cannot_be_read_stays_as_it_is_byte_for_byte(
    name: str, tmp_path: Path
) -> None:
    entry = tmp_path / "2026/11/2026-11-21T193000-reflect-aaaaaaaa.toml"
    draft = tmp_path / "reflect-aaaaaaaa.toml"
    entry.parent.mkdir(parents=True)
    for path in (entry, draft):
        path.write_bytes(FOREIGN_BYTES[name])
    journal, drafts = Journal(tmp_path), Drafts(tmp_path)

    with pytest.raises(Unreadable, match="reflect-aaaaaaaa"):
        journal.load(journal.find())
    with pytest.raises(Unreadable, match="reflect-aaaaaaaa"):
        drafts.load(drafts.find())
    assert journal.latest("reflect") is None
    assert drafts.latest() is None

    for path in (entry, draft):
        assert path.read_bytes() == FOREIGN_BYTES[name]


def test_links_pipes_and_folders_in_place_of_entries_are_never_opened(
    tmp_path: Path,
) -> None:
    (tmp_path / "elsewhere.toml").write_text(WHOLE)
    month = tmp_path / "journal/2026/11"
    month.mkdir(parents=True)
    (month / "2026-11-21T193000-reflect-aaaaaaaa.toml").symlink_to(
        tmp_path / "elsewhere.toml"
    )
    os.mkfifo(month / "2026-11-21T193000-reflect-bbbbbbbb.toml")
    (month / "2026-11-21T193000-reflect-cccccccc.toml").mkdir()
    journal = Journal(tmp_path / "journal")

    assert len(journal.paths()) == 3, "it is not as if nothing were there"
    for path, kind in zip(journal.paths(), ("folder", "pipe", "link"), strict=True):
        with pytest.raises(Unreadable, match=f"it is a {kind}"):
            journal.load(path)


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "journal").write_text("not a folder")

    with pytest.raises(Unreadable, match="journal cannot be read"):
        Journal(tmp_path / "journal").paths()
    with pytest.raises(Unreadable, match="journal cannot be read"):
        Drafts(tmp_path / "journal").names()
