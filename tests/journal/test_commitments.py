"""What became of a commitment is kept beside the entry, which is never rewritten."""

import datetime as dt
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import tomli

from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.commitments import Commitments, TrackedCommitment
from leadcoach.journal.store import Journal
from tests.journal.small import ENTRY, STARTED

TODAY = dt.date(2026, 11, 30)


def meaning_to(*actions: str, day: int = 21) -> Entry:
    started = STARTED.replace(day=day)
    made = tuple(Commitment(action) for action in actions)
    return replace(ENTRY, started=started, local_date=started.date(), commitments=made)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "journal")
    journal.add(meaning_to("Ask Kim", "Listen first", day=3))
    journal.add(replace(ENTRY, answers=(Answer("a", "long", "?", "[[commitment]]"),)))
    journal.add(meaning_to("Rest on Friday", day=5))
    return journal


@pytest.fixture
def commitments(journal: Journal) -> Commitments:
    return Commitments(journal)


def actions(kept: list[TrackedCommitment]) -> list[str]:
    return [each.commitment.action for each in kept]


def test_commitments_are_listed_newest_first_with_where_and_when(
    commitments: Commitments, journal: Journal
) -> None:
    friday, kim, listen = commitments.all()

    assert actions([friday, kim, listen]) == [
        "Rest on Friday",
        "Ask Kim",
        "Listen first",
    ]
    first = journal.paths()[2]
    assert (kim.name, listen.name) == (first.stem, f"{first.stem}.2")
    assert (friday.ordinal, kim.ordinal, listen.ordinal) == (1, 2, 3)
    assert kim.entry == listen.entry == first
    assert kim.made == dt.date(2026, 11, 3)
    assert (kim.state, kim.changed) == ("open", None)


def test_looking_at_commitments_writes_nothing(tmp_path: Path) -> None:
    commitments = Commitments(Journal(tmp_path / "journal"))

    assert commitments.all() == commitments.open() == []
    with pytest.raises(NotFound, match="no open commitment"):
        commitments.mark_done("1", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_done_commitment_leaves_the_open_list_and_its_entry_untouched(
    commitments: Commitments, journal: Journal
) -> None:
    before = {path: path.read_bytes() for path in journal.paths()}

    done = commitments.mark_done("2", TODAY)

    assert (done.commitment.action, done.state, done.changed) == (
        "Ask Kim",
        "done",
        TODAY,
    )
    assert actions(commitments.open()) == ["Rest on Friday", "Listen first"]
    assert [each.ordinal for each in commitments.all()] == [1, 0, 2]
    assert commitments.all()[1] == done
    assert {path: path.read_bytes() for path in journal.paths()} == before
    state = tomli.loads((journal.folder / "commitments.toml").read_text())
    assert state == {
        "format": 2,
        "commitment": [{"name": done.name, "state": "done", "on": TODAY}],
    }


def test_a_commitment_is_named_by_file_or_by_how_it_begins(
    commitments: Commitments, journal: Journal
) -> None:
    stem = journal.paths()[2].stem

    assert commitments.mark_done(f"{stem}.2", TODAY).commitment.action == "Listen first"
    assert commitments.mark_done(stem, TODAY).commitment.action == "Ask Kim"
    assert commitments.mark_done(" rest  ON ", TODAY).commitment.action == (
        "Rest on Friday"
    )
    assert commitments.open() == []


@pytest.mark.parametrize("which", ["7", "0", "", "Dance", "2026-12"])
def test_an_unknown_commitment_is_told_with_what_there_is_but_not_in_your_words(
    commitments: Commitments, which: str
) -> None:
    with pytest.raises(NotFound) as told:
        commitments.mark_done(which, TODAY)

    assert "1 (2026-11-05T193000-reflect-" in told.value.hint
    assert "Kim" not in told.value.message + told.value.hint
    assert len(commitments.open()) == 3


def test_a_beginning_of_two_commitments_is_not_guessed(
    commitments: Commitments,
) -> None:
    with pytest.raises(NotFound, match="can mean 2 open commitments"):
        commitments.mark_done("2026-11-03", TODAY)


def test_an_unreadable_entry_does_not_hide_the_others(
    commitments: Commitments, journal: Journal
) -> None:
    broken = journal.paths()[1]
    broken.write_bytes(b"[[commitment]] \xff")

    assert actions(commitments.open()) == ["Ask Kim", "Listen first"]
    assert broken.read_bytes() == b"[[commitment]] \xff"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[[commitment]]\nname = 1",
        b"format = 1\ncommitment = 3",
        b"format = 1\n[[commitment]]\nname = 'a'\nstate = 'done'\nchanged = 'today'",
    ],
)
def test_an_unreadable_state_is_never_taken_for_nothing_done(
    commitments: Commitments, journal: Journal, content: bytes
) -> None:
    state = journal.folder / "commitments.toml"
    state.write_bytes(content)

    with pytest.raises(Unreadable, match="commitments.toml"):
        commitments.all()
    with pytest.raises(Unreadable, match="commitments.toml"):
        commitments.mark_done("1", TODAY)
    assert state.read_bytes() == content


def test_what_a_newer_leadcoach_noted_is_kept(
    commitments: Commitments, journal: Journal
) -> None:
    state = journal.folder / "commitments.toml"
    state.write_text(
        'format = 1\nmood = "calm"\n'
        '[[commitment]]\nname = "x"\nstate = "resting"\nuntil = 2027-01-01\n'
    )
    commitments.mark_done("1", TODAY)

    kept = tomli.loads(state.read_text())
    assert kept["mood"] == "calm"
    assert kept["commitment"][0] == {
        "name": "x",
        "state": "resting",
        "until": dt.date(2027, 1, 1),
    }


def test_a_state_file_of_a_newer_form_is_neither_read_nor_written(
    commitments: Commitments, journal: Journal
) -> None:
    state = journal.folder / "commitments.toml"
    state.write_text("format = 3\ncommitment = []\n")

    with pytest.raises(Unreadable, match="a newer leadcoach wrote it"):
        commitments.open()
    with pytest.raises(Unreadable, match="a newer leadcoach wrote it"):
        commitments.mark_done("1", TODAY)
    assert state.read_text() == "format = 3\ncommitment = []\n"


MARKING = """
import sys, datetime, pathlib
from leadcoach.journal.commitments import Commitments
from leadcoach.journal.store import Journal
commitments = Commitments(Journal(pathlib.Path(sys.argv[1])))
for action in sys.argv[2:]:
    commitments.mark_done(action, datetime.date(2026, 11, 30))
"""


def test_programs_that_mark_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    names = [f"Step {number:02} of it" for number in range(24)]
    journal.add(meaning_to(*names))

    running = [
        subprocess.Popen([sys.executable, "-c", MARKING, str(tmp_path), *names[at::4]])
        for at in range(4)
    ]

    assert [each.wait(60) for each in running] == [0] * 4
    assert Commitments(journal).open() == []
