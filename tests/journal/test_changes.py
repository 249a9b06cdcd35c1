"""Somebody who changes their mind loses nothing: not by a crash, nor by a power cut."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leadcoach import disk
from leadcoach.domain.entry import Commitment, Outcome
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journal.changes import sum_of
from leadcoach.journal.erase import remove_for_good
from tests.journal.small import ENTRY, STARTED, Person, commitments_in, content, told
from tests.journal.test_crashes import KINDS, Crash, Faulty, in_memory
from tests.test_power_cut import Cut, PowerCut


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


# What each change does


def test_a_removed_entry_is_in_the_trash_byte_for_byte(person: Person) -> None:
    path = person.writes("the old words")
    before = path.read_bytes()

    person.changes.remove(path)

    (kept,) = person.trash.all()
    assert not path.exists()
    assert kept.path.read_bytes() == before
    assert (kept.why, kept.name, kept.when) == ("removed", path.name, STARTED)
    assert kept.path.name == f"20261121T193000Z-removed-{path.name}"


def test_an_edit_keeps_the_version_before_it(person: Person) -> None:
    path = person.writes("the old words")

    person.edits(path, "the new words")

    assert person.words() == ["the new words"]
    assert person.thrown_away() == ["the old words"]


def test_an_entry_that_changed_meanwhile_is_not_written_over(person: Person) -> None:
    path = person.writes("the old words")
    opened = path.read_bytes()
    path.write_bytes(content("from another machine"))

    with pytest.raises(Unreadable, match="changed meanwhile"):
        person.changes.edit(path, opened, content("the new words"))

    assert person.words() == ["from another machine"]
    assert person.trash.all() == []


def test_restoring_never_writes_over_what_is_there(person: Person) -> None:
    path = person.writes("the old words")
    person.edits(path, "the new words")

    person.changes.restore(person.trash.find("1"))

    assert person.words() == ["the old words"]
    assert person.thrown_away() == ["the new words"]


def test_what_is_in_the_journal_just_so_is_not_restored_again(person: Person) -> None:
    path = person.writes("the old words")
    person.changes.remove(path)
    path.write_bytes(person.trash.all()[0].path.read_bytes())

    with pytest.raises(NotFound, match="as it was then"):
        person.changes.restore(person.trash.find("1"))


def test_undo_takes_back_the_last_change_once(person: Person) -> None:
    path = person.writes("the old words")
    person.edits(path, "the new words")

    assert person.changes.undo() == []

    assert person.words() == ["the old words"]
    assert "the new words" in person.thrown_away()
    with pytest.raises(NotFound, match="nothing more to undo"):
        person.changes.undo()


def test_undo_refuses_when_the_entry_is_not_as_the_change_left_it(
    person: Person,
) -> None:
    path = person.writes("the old words")
    person.edits(path, "the new words")
    path.write_bytes(content("from another machine"))

    with pytest.raises(Unreadable, match="changed since"):
        person.changes.undo()

    assert person.words() == ["from another machine"]


def test_undo_refuses_when_what_was_before_is_gone_or_spoilt(person: Person) -> None:
    path = person.writes("the old words")
    person.edits(path, "the new words")
    (kept,) = person.trash.all()
    for spoil in (lambda: kept.path.write_bytes(b"cut"), kept.path.unlink):
        spoil()
        with pytest.raises(Unreadable):
            person.changes.undo()

        assert person.words() == ["the new words"]


def test_undoing_an_import_moves_to_the_trash_what_was_not_touched_since(
    person: Person,
) -> None:
    paths = [person.writes(f"words {number}") for number in range(3)]
    files = {path.name: sum_of(path.read_bytes()) for path in paths}
    person.changes.note_import(files, [])
    paths[0].write_bytes(content("worked on"))

    assert person.changes.undo() == [paths[0]]
    assert person.words() == ["worked on"]
    assert sorted(person.thrown_away()) == ["words 1", "words 2"]


def test_undoing_a_done_commitment_opens_it_again(person: Person) -> None:
    commitments = commitments_in(person.journal)
    path = person.journal.add(replace(ENTRY, commitments=(Commitment("Ask Kim"),)))
    person.changes.tell({path.stem: Outcome("done", STARTED.date())})
    assert commitments.open() == []

    person.changes.undo()

    assert [each.commitment.action for each in commitments.open()] == ["Ask Kim"]


def test_a_note_of_a_newer_leadcoach_stops_changes_and_is_not_touched(
    person: Person,
) -> None:
    path = person.writes("the old words")
    note = person.trash.folder / "last-change.toml"
    note.parent.mkdir()
    note.write_text("format = 2\n")

    for change in (lambda: person.changes.remove(path), person.changes.undo):
        with pytest.raises(Unreadable, match="a newer leadcoach"):
            change()

    assert note.read_text() == "format = 2\n"
    assert person.words() == ["the old words"]


# Thirty days


def test_after_thirty_days_the_next_change_empties_the_trash(person: Person) -> None:
    for words in ("one", "two"):
        person.changes.remove(person.writes(words))
    third = person.writes("three")
    person.later(days=30)
    person.edits(third, "three again")
    assert person.changes.left == 0

    person.later(seconds=1)
    person.edits(third, "and again")

    assert person.changes.left == 2
    assert sorted(person.thrown_away()) == ["three", "three again"]


@pytest.mark.parametrize("years", [1, 10, 100])
def test_a_clock_that_jumps_ahead_empties_nothing(person: Person, years: int) -> None:
    third = person.writes("three")
    for words in ("one", "two"):
        person.changes.remove(person.writes(words))
    person.later(days=365 * years)

    for words in ("three again", "and again", "once more"):
        person.edits(third, words)
        person.later(days=9)

    assert person.changes.left == 0
    assert {"one", "two", "three"}.issubset(person.thrown_away())


def test_what_is_dated_ahead_keeps_nothing_else_in_the_trash(person: Person) -> None:
    third = person.writes("three")
    person.later(days=3650)
    person.edits(third, "under a wrong clock")
    person.later(days=-3650)
    person.changes.remove(person.writes("one"))
    person.later(days=31)

    person.edits(third, "three again")

    assert person.changes.left == 1
    assert sorted(person.thrown_away()) == ["three", "under a wrong clock"]


def test_after_a_long_time_away_the_trash_is_emptied_thirty_days_later(
    person: Person,
) -> None:
    third = person.writes("three")
    person.changes.remove(person.writes("one"))
    person.later(days=200)
    person.edits(third, "three again")
    assert person.changes.left == 0
    person.later(days=31)

    person.edits(third, "and again")

    assert "one" not in person.thrown_away()


def test_days_on_which_something_was_written_tell_that_time_went_by(
    person: Person,
) -> None:
    third = person.writes("three")
    person.changes.remove(person.writes("one"))
    for _ in range(3):
        person.later(days=60)
        day = person.now.date()
        person.journal.add(replace(told("x"), started=person.now, local_date=day))
    person.edits(third, "three again")

    assert "one" not in person.thrown_away()


def test_two_versions_of_a_second_are_both_kept(person: Person) -> None:
    path = person.writes("one")
    person.edits(path, "two")
    person.edits(path, "three")

    assert person.thrown_away() == ["two", "one"]


# For good


def test_for_good_leaves_nothing_that_names_the_entry(
    person: Person, tmp_path: Path
) -> None:
    other = person.writes("another day")
    path = person.journal.add(replace(ENTRY, commitments=(Commitment("Ask Kim"),)))
    person.edits(path, "the new words")
    copies = [
        path.with_name(f"{path.stem}.sync-conflict-20261122-101500-ABC.toml"),
        path.with_name(f"{path.stem} (conflicted copy).toml"),
        path.with_name(f".{path.name}.99.abcd1234.tmp"),
        tmp_path / "drafts" / f"edited-{path.stem}-abcdefgh.txt",
    ]
    (tmp_path / "drafts").mkdir()
    for copy in copies:
        copy.write_text("my words")
    longer = other.with_name(f"{path.stem}z.toml")
    longer.write_bytes(other.read_bytes())
    state = person.journal.folder / "commitments.toml"
    line = '[[commitment]]\nname = "{}"\nstate = "done"\nchanged = 2026-11-22\n'
    state.write_text("format = 1\n" + line.format(path.stem) + line.format("x"))

    left = remove_for_good(
        person.journal, person.trash, [tmp_path / "drafts"], path.stem
    )

    found = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert left == []
    assert [each for each in found if path.stem in each.name] == [longer]
    assert [each for each in found if path.stem.encode() in each.read_bytes()] == []
    assert 'name = "x"' in state.read_text()
    assert other.exists()


def test_for_good_says_which_other_entry_still_names_it(person: Person) -> None:
    path = person.writes("one")
    review = person.writes(f"I looked back at {path.stem}.")

    left = remove_for_good(person.journal, person.trash, [], path.stem)

    assert left == [review]


# Power cuts


def removal(person: Person, path: Path) -> None:
    person.changes.remove(path)


def edit(person: Person, path: Path) -> None:
    person.edits(path, "the new words")


def edit_and_undo(person: Person, path: Path) -> None:
    person.edits(path, "the new words")
    person.changes.undo()


def removal_and_restore(person: Person, path: Path) -> None:
    person.changes.remove(path)
    person.changes.restore(person.trash.find("1"))


@pytest.mark.parametrize("act", [removal, edit, edit_and_undo, removal_and_restore])
def test_after_a_power_cut_the_words_are_in_the_journal_or_in_the_trash(
    act: Callable[[Person, Path], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = False
    for at in range(1, 200):
        home = tmp_path / str(at)
        person = Person(home)
        path = person.writes("the old words")
        before = path.read_bytes()
        double = PowerCut(home, at)
        monkeypatch.setattr(disk, "io", double)
        with suppress(Cut):
            act(person, path)
            ended = True
        monkeypatch.setattr(disk, "io", disk.Io())

        for kept in double.survivors():
            assert before in kept.values(), at
        if ended:
            break
    assert ended


# A person beside a plain list


class Minds(RuleBasedStateMachine):
    """Entries written, edited, removed, restored and undone on a disk that fails.

    Beside it a dictionary of what the journal holds, and a set of all that it ever held.
    """

    def __init__(self) -> None:
        super().__init__()
        self.home = in_memory()
        self.person = Person(Path(self.home.name))
        self.kept: dict[Path, str] = {}
        self.ever: set[str] = set()
        self.before: dict[Path, str] | None = None
        self.number = 0

    def teardown(self) -> None:
        disk.io = disk.Io()
        self.home.cleanup()

    def _new_words(self) -> str:
        self.number += 1
        return f"words {self.number}"

    def _attempt(
        self,
        act: Callable[[], object],
        after: dict[Path, str],
        at: int,
        kind: str | int,
    ) -> bool:
        """Let `act` happen with a fault; afterwards the journal is as before, or `after`."""
        self.person.later(seconds=1)
        before, disk.io = dict(self.kept), Faulty(at, kind)
        said = ""
        try:
            act()
        except (DiskRefused, NotFound, Unreadable):
            said = "no"
        except (NotConfirmed, Crash):
            said = "perhaps"
        disk.io = disk.Io()
        now = self._found()
        assert now in {"": [after], "no": [before], "perhaps": [before, after]}[said]
        self.kept = now
        self.ever |= set(now.values())
        return now == after and before != after

    def _found(self) -> dict[Path, str]:
        paths = self.person.journal.paths()
        return dict(zip(paths, self.person.words(), strict=True))

    @rule()
    def write(self) -> None:
        words = self._new_words()
        path = self.person.writes(words)
        self.kept[path] = words
        self.ever.add(words)
        self.before = None if self.before is None else {**self.before, path: words}

    @precondition(lambda self: self.kept)
    @rule(choice=st.integers(0), at=st.integers(0, 45), kind=st.sampled_from(KINDS))
    def edit(self, choice: int, at: int, kind: str | int) -> None:
        path = sorted(self.kept)[choice % len(self.kept)]
        words, before = self._new_words(), dict(self.kept)
        after = {**self.kept, path: words}
        if self._attempt(lambda: self.person.edits(path, words), after, at, kind):
            self.before = before
        elif at:
            self.before = None

    @precondition(lambda self: self.kept)
    @rule(choice=st.integers(0), at=st.integers(0, 45), kind=st.sampled_from(KINDS))
    def remove(self, choice: int, at: int, kind: str | int) -> None:
        path = sorted(self.kept)[choice % len(self.kept)]
        before = dict(self.kept)
        after = {each: words for each, words in before.items() if each != path}
        if self._attempt(lambda: self.person.changes.remove(path), after, at, kind):
            self.before = before
        elif at:
            self.before = None

    @precondition(lambda self: self.person.trash.all())
    @rule(choice=st.integers(0), at=st.integers(0, 45), kind=st.sampled_from(KINDS))
    def restore(self, choice: int, at: int, kind: str | int) -> None:
        found = self.person.trash.all()
        one = found[choice % len(found)]
        path = self.person.journal.path_of(one.name)
        words = str(self.person.journal.load(one.path).answers[0].value)
        before, after = dict(self.kept), {**self.kept, path: words}
        if self.kept.get(path) == words:
            return
        if self._attempt(lambda: self.person.changes.restore(one), after, at, kind):
            self.before = before
        elif at:
            self.before = None

    @precondition(lambda self: self.before is not None)
    @rule(at=st.integers(0, 45), kind=st.sampled_from(KINDS))
    def undo(self, at: int, kind: str | int) -> None:
        after: Any = self.before
        self._attempt(self.person.changes.undo, after, at, kind)
        self.before = None

    @invariant()
    def the_journal_is_what_was_said(self) -> None:
        assert self._found() == self.kept

    @invariant()
    def every_word_is_in_the_journal_or_in_the_trash(self) -> None:
        assert self.ever <= {*self.kept.values(), *self.person.thrown_away()}


TestMinds = Minds.TestCase
TestMinds.settings = settings(
    max_examples=30, stateful_step_count=12, deadline=None, database=None
)
