"""Whatever call fails, and however: what was saved before is whole, or the new is.

Every call to the disk, in everything this program saves, is once cut off before it,
cut off after it, answered with three kinds of error, and made to write too little.
"""

import datetime as dt
import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leadcoach import disk
from leadcoach.domain.entry import Commitment, Draft, Entry, Outcome
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journal.changes import Changes, sum_of
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.entry_file import entry_to_toml
from leadcoach.journal.store import Journal
from leadcoach.journal.trash import Trash
from tests.journal.small import ENTRY as SMALL
from tests.journal.small import STARTED, Person, commitments_in, mark_done, told

DRAFT = Draft("reflect", "1.0.0", "A first look", "25b0", STARTED, STARTED)
ENTRY = replace(SMALL, commitments=(Commitment("Ask Kim"),))


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """Return a folder where tests/conftest.py has the homes, for each example a new one."""
    return tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))


CALLS = ("open", "write", "fsync", "close", "replace", "link", "unlink", "mkdir")
KINDS = ("before", "after", errno.EIO, errno.ENOSPC, errno.EINTR, "short")
EACH_KIND = [
    # These two go the way of EIO; they are met with the slow tests.
    pytest.param(kind, marks=pytest.mark.slow)
    if kind in (errno.ENOSPC, errno.EINTR)
    else kind
    for kind in KINDS
]


class Crash(BaseException):
    """The process is gone."""


class Faulty(disk.Io):
    """Fails at call number `at` in the way of `kind`; after a crash, at every call."""

    def __init__(self, at: int = 0, kind: str | int = "") -> None:
        self.at, self.kind, self.failed = at, kind, ""
        self.calls: list[str] = []

    def meet(self, name: str, call: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401
        if self.failed and self.kind in ("before", "after"):
            raise Crash
        self.calls.append(name)
        if len(self.calls) != self.at:
            return call(*given)
        self.failed = name
        if self.kind == "short" and name == "write":
            return call(given[0], given[1][:3])
        if self.kind in ("after", "short") or name == "close":
            result = call(*given)  # a failing close has closed all the same
            if self.kind == "short":
                return result
        if isinstance(self.kind, int):
            raise OSError(self.kind, os.strerror(self.kind))
        raise Crash

    def each(self, kind: str | int) -> list[int]:
        """Return which calls of those that were met, from 1, can fail in that way."""
        can = ("write",) if kind == "short" else CALLS
        return [at for at, name in enumerate(self.calls, 1) if name in can]


def _met(name: str) -> Callable[..., Any]:
    return lambda io, *given: Faulty.meet(io, name, getattr(os, name), *given)


for _name in CALLS:
    setattr(Faulty, _name, _met(_name))


class Story(NamedTuple):
    """Something that is saved, and how to read what is kept of it."""

    act: Callable[[], object]
    state: Callable[[], object]


def adding_an_entry(home: Path) -> Story:
    journal = Journal(home / "journal")
    return Story(
        lambda: journal.add(ENTRY),
        lambda: [journal.load(path) for path in journal.paths()],
    )


def adding_beside_another(home: Path) -> Story:
    story = adding_an_entry(home)
    story.act()
    return story


def beginning_a_draft(home: Path) -> Story:
    drafts = Drafts(home / "drafts")
    return Story(
        lambda: drafts.begin(DRAFT),
        lambda: [drafts.load(name) for name in drafts.names()],
    )


def saving_a_draft(home: Path) -> Story:
    drafts = Drafts(home / "drafts")
    name = drafts.begin(DRAFT)
    more = replace(DRAFT, answers={"best": "words " * 50})
    return Story(lambda: drafts.save(name, more), lambda: drafts.load(name))


def removing_a_draft(home: Path) -> Story:
    drafts = Drafts(home / "drafts")
    name = drafts.begin(DRAFT)
    return Story(lambda: drafts.remove(name), lambda: len(drafts.names()))


def marking_a_commitment(home: Path) -> Story:
    journal = Journal(home / "journal")
    journal.add(ENTRY)
    commitments = commitments_in(journal)
    done = dt.date(2026, 11, 30)
    return Story(
        lambda: mark_done(journal, "1", done),
        lambda: [kept.state for kept in commitments.all()],
    )


class Mind(Person):
    """A journal with one entry of old words, and somebody who changes their mind."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.path = self.journal.add(told("the old words", ENTRY))

    def edit(self) -> None:
        content = entry_to_toml(told("the new words", ENTRY)).encode()
        self.changes.edit(self.path, self.path.read_bytes(), content)

    def remove(self) -> None:
        self.changes.remove(self.path)

    def restore(self) -> None:
        self.changes.restore(self.trash.find("1"))

    def state(self) -> list[Entry]:
        return [self.journal.load(path) for path in self.journal.paths()]

    def story(self, act: Callable[[], object]) -> Story:
        return Story(act, self.state)


def words_kept_in(home: Path) -> set[str]:
    """Return the words of all whole entries in the journal and in the trash."""
    journal, trash = Journal(home / "journal"), Trash(home / "trash")
    found = [*journal.paths(), *(each.path for each in trash.all())]
    entries = [journal.load(path) for path in found]
    return {str(each.value("best")) for each in entries if each.answers}


def removing_an_entry(home: Path) -> Story:
    mind = Mind(home)
    return mind.story(mind.remove)


def editing_an_entry(home: Path) -> Story:
    mind = Mind(home)
    return mind.story(mind.edit)


def restoring_a_removed_entry(home: Path) -> Story:
    mind = Mind(home)
    mind.remove()
    return mind.story(mind.restore)


def restoring_an_earlier_version(home: Path) -> Story:
    mind = Mind(home)
    mind.edit()
    return mind.story(mind.restore)


def undoing_a_removal(home: Path) -> Story:
    mind = Mind(home)
    mind.remove()
    return mind.story(mind.changes.undo)


def undoing_an_edit(home: Path) -> Story:
    mind = Mind(home)
    mind.edit()
    return mind.story(mind.changes.undo)


def undoing_a_restored_version(home: Path) -> Story:
    mind = Mind(home)
    mind.edit()
    mind.restore()
    return mind.story(mind.changes.undo)


def undoing_an_import(home: Path) -> Story:
    mind = Mind(home)
    mind.changes.note_import({mind.path.name: sum_of(mind.path.read_bytes())}, [])
    return mind.story(mind.changes.undo)


def undoing_a_done_commitment(home: Path) -> Story:
    mind = Mind(home)
    commitments = commitments_in(mind.journal)
    mind.journal.add(ENTRY)
    name = commitments.named("1").name
    mind.changes.tell({name: Outcome("done", STARTED.date())})
    return Story(mind.changes.undo, lambda: [each.state for each in commitments.all()])


CHANGES = (
    removing_an_entry,
    editing_an_entry,
    restoring_a_removed_entry,
    restoring_an_earlier_version,
    undoing_a_removal,
    undoing_an_edit,
    undoing_a_restored_version,
    undoing_an_import,
)
STORIES = (
    *CHANGES,
    undoing_a_done_commitment,
    adding_an_entry,
    adding_beside_another,
    beginning_a_draft,
    saving_a_draft,
    removing_a_draft,
    marking_a_commitment,
)


def tell(story: Story, io: Faulty, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the story happen on a faulty disk, and return what the program said of it."""
    monkeypatch.setattr(disk, "io", io)
    try:
        story.act()
    except DiskRefused:
        return "refused"
    except NotConfirmed:
        return "not confirmed"
    except Crash:
        return "crashed"
    finally:
        monkeypatch.setattr(disk, "io", disk.Io())
    return "saved"


@pytest.mark.parametrize("kind", EACH_KIND)
@pytest.mark.parametrize("begin", STORIES)
def test_a_fault_at_any_call_leaves_the_old_or_the_new_and_is_told_truly(
    begin: Callable[[Path], Story],
    kind: str | int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And whatever fails, every word is in the journal or in the trash."""
    fair = begin(tmp_path / "fair")
    old, counting = fair.state(), Faulty()
    assert tell(fair, counting, monkeypatch) == "saved"
    new = fair.state()
    assert old != new

    for at in counting.each(kind):
        home = tmp_path / str(at)
        story, io = begin(home), Faulty(at, kind)
        words = words_kept_in(home)
        assert words or begin not in CHANGES
        said = tell(story, io, monkeypatch)

        assert words <= words_kept_in(home), (at, kind)
        assert io.failed
        allowed = {"saved": [new], "not confirmed": [new], "refused": [old]}
        assert story.state() in allowed.get(said, [old, new]), (at, io.failed, said)
        assert said != "crashed" or kind in ("before", "after")
        if said != "crashed" and io.failed != "unlink":
            assert not [path for path in home.rglob("*.tmp")]


@pytest.mark.parametrize("kind", EACH_KIND)
@pytest.mark.parametrize("begin", CHANGES)
def test_after_any_fault_an_undo_harms_nothing(
    begin: Callable[[Path], Story],
    kind: str | int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It takes the change back, or says that there is nothing to take back."""
    fair, counting = begin(tmp_path / "fair"), Faulty()
    states = [fair.state()]
    tell(fair, counting, monkeypatch)
    states.append(fair.state())

    for at in counting.each(kind):
        home = tmp_path / str(at)
        story = begin(home)
        tell(story, Faulty(at, kind), monkeypatch)
        changes = Changes(Journal(home / "journal"), Trash(home / "trash"), _later)
        with suppress(NotFound, Unreadable):
            changes.undo()

        assert story.state() in states


def _later() -> dt.datetime:
    return STARTED + dt.timedelta(minutes=1)


def test_errors_are_told_in_all_three_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = set()
    for at in range(1, 12):
        story = saving_a_draft(tmp_path / str(at))
        heard.add(tell(story, Faulty(at, errno.EIO), monkeypatch))

    assert heard == {"refused", "not confirmed", "saved"}


def test_a_full_disk_is_told_with_the_reason_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(tmp_path)
    name = drafts.begin(DRAFT)
    monkeypatch.setattr(disk, "io", Faulty(2, errno.ENOSPC))

    with pytest.raises(DiskRefused) as told:
        drafts.save(name, replace(DRAFT, answers={"best": "my secret"}))

    assert "No space left on device" in told.value.message
    assert "What was there before is unchanged" in told.value.message
    assert "secret" not in told.value.message + told.value.hint
    assert drafts.load(name) == DRAFT


class Sittings(RuleBasedStateMachine):
    """Drafts begun, saved and removed on a disk that fails, beside a plain dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.home = in_memory()
        self.drafts = Drafts(Path(self.home.name) / "drafts")
        self.kept: dict[str, Draft] = {}

    def teardown(self) -> None:
        disk.io = disk.Io()
        self.home.cleanup()

    @rule(words=st.text(max_size=20))
    def begin(self, words: str) -> None:
        draft = replace(DRAFT, title=_stored(words))
        self.kept[self.drafts.begin(draft)] = draft

    @precondition(lambda self: self.kept)
    @rule(
        words=st.text(max_size=20),
        at=st.integers(0, 12),
        kind=st.sampled_from(KINDS),
        choice=st.randoms(use_true_random=False),
    )
    def save(self, words: str, at: int, kind: str | int, choice: Any) -> None:  # noqa: ANN401
        name = choice.choice(sorted(self.kept))
        draft = replace(DRAFT, title=_stored(words))
        disk.io = Faulty(at, kind)
        said_new = True
        with suppress(NotConfirmed):
            try:
                self.drafts.save(name, draft)
            except DiskRefused:
                said_new = False
            except Crash:
                disk.io = disk.Io()
                now = self.drafts.load(name)
                assert now in (self.kept[name], draft)
                said_new = now == draft
        disk.io = disk.Io()
        if said_new:
            self.kept[name] = draft

    @precondition(lambda self: self.kept)
    @rule(choice=st.randoms(use_true_random=False))
    def remove(self, choice: Any) -> None:  # noqa: ANN401
        name = choice.choice(sorted(self.kept))
        self.drafts.remove(name)
        del self.kept[name]

    @invariant()
    def the_disk_holds_what_was_promised(self) -> None:
        assert sorted(self.drafts.names()) == sorted(self.kept)
        for name, draft in self.kept.items():
            assert self.drafts.load(name) == draft


def _stored(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


TestSittings = Sittings.TestCase
TestSittings.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, database=None
)
