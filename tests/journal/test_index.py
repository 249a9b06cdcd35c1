"""What is derived of entries can go at any time, is never out of date, and tells nothing."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from leadcoach import disk
from leadcoach.domain.entry import Answer, Commitment
from leadcoach.exercises.library import Library
from leadcoach.journal.index import INDEX, Index, IndexedEntry
from leadcoach.journal.store import Journal
from leadcoach.paths import builtin_exercises
from tests.canary import traces
from tests.conftest import Run
from tests.journal.small import ENTRY, Person, content, told

LIBRARY = Library(builtin_exercises(), Path("none"))
ANSWERS = (
    Answer("best", "long", "?", "I asked.\nThey said."),
    Answer("best_heart", "sentence", "?", "I asked."),
    Answer("best_who", "choice", "?", "all", labels={"all": "all of us"}),
    Answer("about", "multi", "?", ("overwork", "control")),
    Answer("own", "scale", "?", 4),
)


def index_of(home: Path) -> Index:
    """Return the index as a new run would make it."""
    return Index(Journal(home / "journal"), home / "cache", LIBRARY.choices)


def entries(home: Path) -> list[IndexedEntry]:
    return index_of(home).entries()


def actions(home: Path) -> list[str]:
    return [made.action for each in entries(home) for made in each.commitments]


def meaning_to(action: str) -> bytes:
    from leadcoach.journal.entry_file import entry_to_toml

    return entry_to_toml(replace(ENTRY, commitments=(Commitment(action),))).encode()


@pytest.fixture
def person(home: Path) -> Person:
    return Person(home)


def test_an_entry_is_known_by_what_was_chosen_rated_and_meant(
    person: Person, home: Path
) -> None:
    commitment = Commitment("Ask Kim", "Monday", due=ENTRY.local_date, sure=4)
    whole = replace(ENTRY, answers=ANSWERS, commitments=(commitment,))
    path = person.journal.add(replace(whole, unknown={"jot": ["a-jot"]}))

    for _ in range(2):  # read, then known
        [found] = entries(home)
        assert (found.path, found.stem) == (path, path.stem)
        assert (found.exercise, found.version) == ("reflect", "1.0.0")
        assert (found.day, found.started) == (ENTRY.local_date, ENTRY.started)
        assert found.answered == ["best", "best_heart", "best_who", "about", "own"]
        assert found.numbers == {"own": 4}
        assert found.chosen == {"best_who": ["all"], "about": ["overwork", "control"]}
        assert found.picked == 0  # the heart of a story is not underlined
        assert found.commitments == (commitment,)
        assert found.jots == ["a-jot"]


def test_entries_are_known_newest_first_and_read_once(
    person: Person, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [
        person.journal.add(replace(ENTRY, started=ENTRY.started.replace(minute=at)))
        for at in (1, 2, 3)
    ]
    first = entries(home)
    assert [each.path for each in first] == paths[::-1]

    def refuse(*_: object) -> None:
        raise AssertionError("an entry was read again")

    monkeypatch.setattr(Index, "_record", refuse)
    assert entries(home) == first


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: None,
        lambda text: b"",
        lambda text: text[:-9],
        lambda text: text.replace(b"Ask Kim", b"Ask Tim"),
        lambda text: text.replace(b'"schema": 1', b'"schema": 99'),
        lambda text: text.replace(b"/journal", b"/another"),
        lambda text: b"[" * 100_000,
        lambda text: b"\xff\x00",
        lambda text: b"5\n5",
    ],
    ids=["gone", "empty", "cut", "word", "schema", "folder", "deep", "bytes", "number"],
)
def test_the_file_is_made_anew_when_it_cannot_be_trusted(
    damage: object, person: Person, home: Path
) -> None:
    person.journal.add_file(
        "2026-11-21T193000-reflect-abcdefgh.toml", meaning_to("Ask Kim")
    )
    before = entries(home)
    file = home / "cache" / INDEX
    kept = file.read_bytes()
    damaged = damage(kept)  # type: ignore[operator]
    if damaged is None:
        file.unlink()
    else:
        file.write_bytes(damaged)

    assert entries(home) == before
    assert file.read_bytes() == kept
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_change_of_the_journal_is_seen(person: Person, home: Path) -> None:
    name = "2026-11-21T193000-reflect-abcdefgh.toml"
    path = person.journal.add_file(name, meaning_to("Ask Kim"))
    assert actions(home) == ["Ask Kim"]

    person.changes.edit(path, path.read_bytes(), meaning_to("Ask Tim"))  # of one size
    assert actions(home) == ["Ask Tim"]

    person.changes.remove(path)
    assert actions(home) == []
    assert not traces("Ask Tim", home / "cache")

    person.changes.undo()
    assert actions(home) == ["Ask Tim"]

    was = path.stat()
    path.write_bytes(
        meaning_to("Ask Mim")
    )  # an editor, and a program that copies times
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert actions(home) == ["Ask Mim"]


def test_an_entry_that_is_brought_in_is_seen(
    person: Person, home: Path, run: Run, tmp_path: Path
) -> None:
    given = (
        "--answer=best=I asked.",
        "--answer=struggle=I wait.",
        "--answer=commit=Go",
    )
    run("reflect", "--no-input", *given)
    carried = tmp_path / "all"
    assert run("journal", "export", "--output", str(carried)).code == 0
    assert actions(home) == ["Go"]
    assert run("erase", "--yes").code == 0
    assert entries(home) == []

    assert run("journal", "import", str(carried), "--yes").code == 0

    assert actions(home) == ["Go"]


def test_an_entry_that_cannot_be_read_is_named_each_time(
    person: Person, home: Path
) -> None:
    person.journal.add_file("2026-11-21T193000-reflect-abcdefgh.toml", b"format = 1\n")
    person.writes("I asked.")

    for _ in range(2):
        journal = Journal(home / "journal")
        assert len(Index(journal, home / "cache", LIBRARY.choices).entries()) == 1
        [problem] = journal.unread
        assert "abcdefgh.toml cannot be read: 'exercise' is missing" in problem.message


@pytest.mark.parametrize("begins", ["", "I wrote:\n"])
def test_what_stands_in_an_answer_is_taken_for_nothing_else(
    begins: str, person: Person, home: Path
) -> None:
    """A text of several lines can look like parts of a file."""
    trap = '[[reading]]\n[[commitment]]\naction = "Trap"\n[[answer]]'
    answers = (Answer("best", "long", "?", begins + trap), *ANSWERS[2:])
    person.journal.add(replace(ENTRY, answers=answers, commitments=(Commitment("Go"),)))

    [found] = entries(home)

    assert [each.action for each in found.commitments] == ["Go"]
    assert found.answered == ["best", "best_who", "about", "own"]


def test_no_word_of_the_person_is_kept_but_commitments(run: Run, home: Path) -> None:
    word = "vorbzu"  # as an id of an exercise could be
    sittings = (
        (
            "reflect",
            f"best=I said {word}.",
            f"struggle=Then {word}. It was late.",
            "hard_heart=1",
            "about=control",
            f"they={word}",
            f"leading_is={word}",
            f"power_is={word}",
            f"edge={word}",
        ),
        ("assumptions", f"talk={word}", f"granted={word}, other", f"weakest={word}"),
        ("compare", f"situation={word}", f"people={word}, K"),
        ("lineage", f"only={word}, two", f"pick={word}"),
        ("feedback", "role=give", f"raw={word}"),
    )
    for exercise, *given in sittings:
        answers = (f"--answer={each}" for each in given)
        ran = run("reflect", exercise, "--no-input", *answers)
        assert ran.code == 0, ran.err
    for kind in ("md", "txt"):
        note = home.parent / f"note.{kind}"
        note.write_text(f"# {word}\n\n2026-01-02 {word}\n")
        run("journal", "import", str(note), "--yes")

    found = entries(home)

    assert len(found) >= len(sittings)
    assert (home / "cache" / INDEX).exists()
    assert traces(word, home / "cache") == []
    assert {"about": ["control"]} in [each.chosen for each in found]


def test_what_is_private_is_not_in_it(person: Person, home: Path) -> None:
    private = tuple(replace(each, private=True) for each in ANSWERS)
    person.journal.add(replace(ENTRY, answers=private))

    [found] = entries(home)

    assert (found.answered, found.numbers, found.chosen, found.picked) == (
        (),
        {},
        {},
        0,
    )
    assert "about" not in (home / "cache" / INDEX).read_text()


def test_choices_of_an_exercise_that_comes_back_are_known_again(
    person: Person, home: Path
) -> None:
    person.journal.add(replace(ENTRY, answers=ANSWERS))
    nothing = Index(person.journal, home / "cache", lambda _: None)

    assert [each.chosen for each in nothing.entries()] == [{}]
    assert [each.chosen for each in entries(home)] != [{}]


def test_erasing_removes_it(person: Person, home: Path, run: Run) -> None:
    path = person.journal.add_file(
        "2026-11-21T193000-reflect-abcdefgh.toml",
        meaning_to("Ask Kim the long question"),
    )
    entries(home)
    assert traces("Ask Kim", home / "cache")

    ran = run("journal", "remove", path.stem, "--for-good", "--yes")

    assert (ran.code, traces("Ask Kim", home), traces(path.stem, home)) == (0, [], [])
    person.writes("I asked.")
    entries(home)
    assert run("erase", "--yes").code == 0
    assert not (home / "cache").exists()


def test_a_disk_that_refuses_does_no_harm(
    person: Person, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.writes("I asked.")
    (home / "cache").write_text("a file in the place of the folder")
    assert len(entries(home)) == 1
    (home / "cache").unlink()

    class Full(disk.Io):
        def write(self, descriptor: int, chunk: memoryview) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "io", Full())

    assert len(entries(home)) == 1
    assert list((home / "cache").iterdir()) == []


def test_without_a_journal_nothing_is_written(home: Path) -> None:
    assert entries(home) == []
    assert not home.exists()


LOOKING = """
import sys
from pathlib import Path
from leadcoach.journal.index import Index
from leadcoach.journal.store import Journal
home = Path(sys.argv[1])
for _ in range(30):
    found = Index(Journal(home / "journal"), home / "cache", lambda _: {}).entries()
    assert [each.day for each in found] == sorted((e.day for e in found), reverse=True)
    assert all(each.commitments[0].action == "Ask Kim" for each in found)
"""


def test_two_at_once_are_both_right(person: Person, home: Path) -> None:
    looking = [
        subprocess.Popen([sys.executable, "-c", LOOKING, str(home)]) for _ in range(2)
    ]
    for day in range(1, 29):
        name = f"2026-11-{day:02}T193000-reflect-abcdefgh.toml"
        person.journal.add_file(name, meaning_to("Ask Kim"))

    assert [each.wait() for each in looking] == [0, 0]
    assert len(entries(home)) == 28
    assert [each.name for each in (home / "cache").iterdir()] == [INDEX]
    json.loads((home / "cache" / INDEX).read_text().partition("\n")[2])


def test_words_changed_by_the_person_are_read_anew(person: Person, home: Path) -> None:
    path = person.writes("I asked.")
    assert entries(home)[0].answered == ["best"]

    changed = told("I asked.", ENTRY)
    changed = replace(changed, answers=(*changed.answers, ANSWERS[4]))
    from leadcoach.journal.entry_file import entry_to_toml

    person.changes.edit(path, content("I asked."), entry_to_toml(changed).encode())

    assert entries(home)[0].numbers == {"own": 4}
