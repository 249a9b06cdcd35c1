"""What became of a commitment is kept beside the entry, which is never rewritten."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import tomli

from leadcoach.domain.entry import Answer, Commitment, Entry
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.commitments import Commitments, Outcomes, TrackedCommitment
from leadcoach.journal.store import Journal
from tests.journal.small import ENTRY, STARTED, commitments_in, mark_done

TODAY = dt.date(2026, 11, 30)
LINE = {"name": "y", "state": "done", "on": TODAY}


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
    return commitments_in(journal)


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
    journal = Journal(tmp_path / "journal")
    commitments = commitments_in(journal)

    assert commitments.all() == commitments.open() == []
    with pytest.raises(NotFound, match="no open commitment"):
        mark_done(journal, "1", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_done_commitment_leaves_the_open_list_and_its_entry_untouched(
    commitments: Commitments, journal: Journal
) -> None:
    before = {path: path.read_bytes() for path in journal.paths()}

    name = mark_done(journal, "2", TODAY).name

    done = commitments.all()[1]
    assert (done.name, done.commitment.action) == (name, "Ask Kim")
    assert (done.state, done.changed, done.told) == (
        "done",
        TODAY,
        ("done on 2026-11-30",),
    )
    assert actions(commitments.open()) == ["Rest on Friday", "Listen first"]
    assert [each.ordinal for each in commitments.all()] == [1, 3, 2]
    assert {path: path.read_bytes() for path in journal.paths()} == before
    state = tomli.loads((journal.folder / "commitments.toml").read_text())
    assert state == {
        "format": 3,
        "commitment": [{"name": done.name, "state": "done", "on": TODAY}],
    }


def test_a_commitment_is_named_by_file_or_by_how_it_begins(
    commitments: Commitments, journal: Journal
) -> None:
    stem = journal.paths()[2].stem

    named = [f"{stem}.2", stem, " rest  ON "]

    assert actions(list(map(commitments.named, named))) == [
        "Listen first",
        "Ask Kim",
        "Rest on Friday",
    ]


@pytest.mark.parametrize("which", ["7", "0", "", "Dance", "2026-12"])
def test_an_unknown_commitment_is_told_with_what_there_is(
    commitments: Commitments, which: str
) -> None:
    with pytest.raises(NotFound) as told:
        commitments.named(which, is_open=True)

    assert "1 (“Rest on Friday”), 2 (“Ask Kim”), 3" in told.value.hint
    assert "reflect-" not in told.value.message + told.value.hint
    assert len(commitments.open()) == 3


def test_a_beginning_of_two_commitments_is_not_guessed(
    commitments: Commitments,
) -> None:
    with pytest.raises(NotFound, match="can mean 2 open commitments"):
        commitments.named("2026-11-03", is_open=True)


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
        Outcomes(journal).put([LINE])
    assert state.read_bytes() == content


def test_what_a_newer_leadcoach_noted_is_kept(
    commitments: Commitments, journal: Journal
) -> None:
    state = journal.folder / "commitments.toml"
    state.write_text(
        'format = 1\nmood = "calm"\n'
        '[[commitment]]\nname = "x"\nstate = "resting"\nuntil = 2027-01-01\n'
    )
    Outcomes(journal).put([LINE])

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
    state.write_text("format = 4\ncommitment = []\n")

    with pytest.raises(Unreadable, match="a newer leadcoach wrote it"):
        commitments.open()
    with pytest.raises(Unreadable, match="a newer leadcoach wrote it"):
        Outcomes(journal).put([LINE])
    assert state.read_text() == "format = 4\ncommitment = []\n"
