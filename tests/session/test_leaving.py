"""Leaving by any door keeps what was typed: every question, every way out, both modes.

A sitting of three questions runs in this process at a pseudo-terminal. The person types
at the second one, leaves it, comes back, and presses Enter: what is answered then must
be what was typed, to the letter.
"""

import datetime as dt
import errno
import os
import pty
import signal
import time
import tty
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli

from leadcoach import disk
from leadcoach.asking import Asker
from leadcoach.asking.editor import Editor
from leadcoach.asking.plain import Keyboard, Plain
from leadcoach.asking.scripted import Scripted
from leadcoach.asking.terminal import Terminal
from leadcoach.domain.entry import Draft
from leadcoach.domain.exercise import KINDS, exercise_of
from leadcoach.domain.session import Session
from leadcoach.errors import DiskRefused, ExitCode, LeadcoachError, Stopped
from leadcoach.exercises.library import ExerciseFile
from leadcoach.journal.drafts import Drafts
from leadcoach.journal.store import Journal
from leadcoach.session.draft import Keeper, resumed
from leadcoach.session.run import Finished, Tools, practise
from tests.typing_person import BACK, CTRL_C, CTRL_D, CTRL_O, DOWN, ENTER, Person

NOW = dt.datetime(2026, 11, 21, 19, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
OFFERS = ("Who says so?", "What if not?")
ERASE = "\x15"
WORDS = "  x = y, ünï 私　は می‌روم; then I will …  "
"""Words that anything which cuts, trims or splits would change."""
EXERCISE = """
format = 1
id = "x"
version = "1.0.0"
title = "X"
purpose = "P"
[[section]]
id = "one"
[[section.ask]]
id = "before"
type = "short"
text = "And before?"
[[section.ask]]
id = "q"
text = "What is it?"
{keys}
[[section.ask]]
id = "after"
type = "short"
text = "And after?"
"""


class Boxes(str):
    """The numbers of boxes that are ticked, where a list is drawn, and typed elsewhere."""


class Spot(NamedTuple):
    """A place where something is typed: a question, or one part of it."""

    name: str
    keys: str
    """the keys of the question in its file"""
    reach: tuple[str, ...]
    """what is typed, line by line, to come to the place"""
    text: str
    """what is typed there"""
    answer: object
    """what the question is answered with once all is left as it is"""
    without: object = None
    """the same when nothing is typed at the place itself"""
    finish: tuple[str, ...] = ("",) * 9
    """what is typed in the end; Enter alone leaves all as it is"""
    before: str = "a"
    """the answer to the first question"""
    is_drawn: bool = False
    """whether one chooses from a drawn list at a terminal, so that nothing is typed"""


LONG = 'type = "long"'
LIST = 'type = "list"'
ROWS = 'type = "matrix"\nrows = { self = "with me", work = "at work" }'
CHOICES = 'choices = { a = "one", b = "two", c = "three", d = "four" }'
COMMITMENT = 'type = "commitment"'
SENTENCE = 'type = "sentence"\nfrom = ["before"]'
TOLD = "I asked Ana. Then I told Ben."
PICKED = {"text": "Then I told Ben.", "answer": "before", "start": 13, "end": 29}
WHOLE = {
    "action": "ask",
    "cue": "when",
    "due": dt.date(2026, 11, 27),
    "obstacle": "late",
    "plan": "call",
    "told": "M.",
    "sure": 5,
}
ALL = Boxes("1, 2, 3, 4")
TYPED = ("ask", "when", ALL, "2026-11-27", "late", "call", "M.", "5")
PARTS = ("action", "cue", "more", "due", "obstacle", "plan", "told", "sure")


def _of_a_commitment() -> Iterator[Spot]:
    for at, part in enumerate(PARTS):
        name, reach = f"commitment-{part}", TYPED[:at]
        before = {each: WHOLE[each] for each in PARTS[:at] if each in WHOLE}
        if part == "more":
            whole = {**before, "due": WHOLE["due"], "sure": 5}
            finish = ("", "", "", "2026-11-27", "5")
            yield Spot(name, COMMITMENT, reach, Boxes("1, 4"), whole, before, finish)
        else:
            is_words = part not in ("due", "sure")
            whole = {**before, part: WORDS if is_words else WHOLE[part]}
            text = WORDS if is_words else TYPED[at]
            yield Spot(name, COMMITMENT, reach, text, whole, before or None)
    reach = ("ask", "when", Boxes("4"), "2")
    before = {"action": "ask", "cue": "when", "sure": 2}
    smaller = {"action": WORDS, "cue": "when"}
    yield Spot("commitment-smaller", COMMITMENT, reach, WORDS, smaller, before)


SPOTS = (
    Spot("short", 'type = "short"', (), WORDS, WORDS),
    Spot("long", LONG, (), WORDS, WORDS),
    Spot("long-later", LONG, (" a ", ""), WORDS, f" a \n\n{WORDS}", " a \n"),
    Spot("scale", 'type = "scale"', (), "4", 4),
    Spot("number", 'type = "number"', (), "12", 12),
    Spot("date", 'type = "date"', (), "2026-12-01", dt.date(2026, 12, 1)),
    Spot("list", LIST, (), WORDS, (WORDS,)),
    Spot("list-later", LIST, ("a = b", "c"), WORDS, ("a = b", "c", WORDS), ("a = b", "c")),
    Spot("matrix", ROWS, (), "2", {"self": 2}),
    Spot("matrix-later", ROWS, ("2",), "5", {"self": 2, "work": 5}, {"self": 2}),
    Spot("multi", f'type = "multi"\n{CHOICES}', (), Boxes("1, 4"), ("a", "d")),
    Spot("choice", f'type = "choice"\n{CHOICES}', (), "2", "b", is_drawn=True),
    Spot("yesno", 'type = "yesno"', (), "no", answer=False, is_drawn=True),
    Spot("pick", 'type = "pick"', (), "2", OFFERS[1], is_drawn=True),
    Spot("sentence", SENTENCE, (), "2", PICKED, before=TOLD, is_drawn=True),
    *_of_a_commitment(),
)  # fmt: skip


GONE = None
HUP = signal.SIGHUP
OUT = {"int": signal.SIGINT, "term": signal.SIGTERM, "hup": HUP, "gone": GONE}
Key = str | signal.Signals | Callable[[], str] | None
"""one read; a signal; a read that takes its time; None is the end of the terminal"""


QUICK = {"short", "long-later", "list-later", "matrix-later", "multi", "commitment-due"}
"""the spots that are left by every way in the quick tests, with drawn prompts by two"""
WAYS = (*OUT, "back")
BEHIND = tuple(spot for spot in SPOTS if spot.without is not None)


def everywhere(spots: Iterable[Spot], ways: Iterable[str]) -> list[Any]:
    """Return every spot in both modes with every way; only a sample is quick.

    In plain lines every spot is left by a signal and by going back, and some by all.
    """
    return [
        pytest.param(
            spot,
            mode,
            way,
            id=f"{spot.name}-{mode}-{way}",
            marks=() if _is_quick(spot, mode, way) else pytest.mark.slow,
        )
        for spot in spots
        for mode in ("terminal", "plain")
        for way in ways
        if mode == "plain" or not spot.is_drawn
    ]


def _is_quick(spot: Spot, mode: str, way: str) -> bool:
    if mode == "terminal":
        return spot.name in QUICK and way in ("int", "back")
    return spot.name in QUICK or way not in ("int", "term", "gone")


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no clock keep what the way out is to keep."""
    monkeypatch.setattr("leadcoach.asking.keys.KEPT_EVERY", 1000.0)


def keys_of(text: str, mode: str) -> list[Key]:
    """Return the keys that `text` is typed with."""
    if mode == "plain" or not isinstance(text, Boxes):
        return [text] if text else []
    boxes = [[" ", DOWN] if str(number) in text else [DOWN] for number in range(1, 5)]
    return [key for keys in boxes for key in keys]


def reached(spot: Spot, mode: str) -> list[Key]:
    """Return what is typed from the first question to the spot."""
    keys: list[Key] = [spot.before, ENTER]
    for line in spot.reach:
        keys += [*keys_of(line, mode), ENTER]
    return keys


def finished(spot: Spot, mode: str) -> list[Key]:
    """Return what is typed to take the question as it stands, and a last signal."""
    if spot.keys == LONG:
        return [CTRL_D, HUP] if mode == "terminal" else [".", ENTER, HUP]
    return [
        *(key for line in spot.finish for key in (*filter(None, [line]), ENTER)),
        HUP,
    ]


def command(name: str, spot: Spot, mode: str) -> list[Key]:
    """Return what is typed to give a command where a text begins the prompt."""
    if mode == "terminal" and spot.keys == LONG:
        return [ENTER, name, ENTER]
    erase = [ERASE] if mode == "terminal" and "multi" not in spot.keys else []
    rows = 2 if spot.keys == ROWS and name == "/skip" else 1
    return [*erase, name, ENTER] * rows


@pytest.mark.parametrize(("spot", "mode", "way"), everywhere(SPOTS, WAYS))
def test_what_is_half_typed_is_there_to_the_letter(
    tmp_path: Path, spot: Spot, mode: str, way: str
) -> None:
    """After Ctrl-C, a signal, a closed window, going back by key."""
    desk = Desk(tmp_path, spot.keys, mode)
    keys = [*reached(spot, mode), *keys_of(spot.text, mode)]
    if way == "back":
        desk.sits(*keys, BACK, HUP)
        assert desk.draft().options["at"] == "before"
        desk.sits(ENTER, *finished(spot, mode))
    else:
        desk.sits(*keys, CTRL_C if (way, mode) == ("int", "terminal") else OUT[way])
        desk.sits(*finished(spot, mode))
    assert desk.answer() == spot.answer


@pytest.mark.parametrize(("spot", "mode", "way"), everywhere(SPOTS, ["commands"]))
def test_what_was_half_typed_is_still_there_after_every_command(
    tmp_path: Path, spot: Spot, mode: str, way: str
) -> None:
    """/pause, /back and /skip, one after the other, and the look over the answers."""
    desk = Desk(tmp_path, spot.keys, mode)
    desk.sits(*reached(spot, mode), *keys_of(spot.text, mode), HUP)
    before = desk.typing()
    desk.sits(*command("/pause", spot, mode))
    assert desk.typing() == before
    desk.sits(*command("/back", spot, mode), HUP)
    assert desk.typing() == before
    desk.sits(ENTER, *command("/skip", spot, mode), HUP)
    assert desk.typing() == before
    desk.sits("/back", ENTER, HUP)
    assert desk.typing() == before
    over = [*command("/skip", spot, mode), "z", ENTER, "3", ENTER]
    desk.sits(*over, *finished(spot, mode))
    assert desk.answer() == spot.answer


@pytest.mark.parametrize(
    ("spot", "mode", "way"),
    everywhere(BEHIND, ["/pause", "/back", "/skip", "ctrl-d", "back"]),
)
def test_the_parts_before_it_are_there_too(
    tmp_path: Path, spot: Spot, mode: str, way: str
) -> None:
    """Leaving where nothing is typed yet, by a command or a key."""
    if way == "/skip" and spot.keys in (COMMITMENT, ROWS):
        pytest.skip("it leaves out this part, and goes on")
    if spot.keys == LONG and not way.startswith("/"):
        pytest.skip("there the lines before are the text itself")
    desk = Desk(tmp_path, spot.keys, mode)
    keys = {"ctrl-d": CTRL_D, "back": BACK}.get(way, way)
    desk.sits(*reached(spot, mode), *(keys, ENTER)[: 1 + way.startswith("/")], HUP)
    at = {"/skip": "", "/pause": "", "ctrl-d": ""}.get(way, "before")
    assert desk.draft().options.get("at", "") == at
    comes_back = {"/skip": ["/back", ENTER], "/back": [ENTER], "back": [ENTER]}
    desk.sits(*comes_back.get(way, []), *finished(spot, mode))
    assert desk.answer() == spot.without


def test_every_type_of_question_is_among_them() -> None:
    """A type that is added is to be left by every door, too."""
    assert {tomli.loads(spot.keys)["type"] for spot in SPOTS} == set(KINDS) - {
        "note",
        "mirror",
    }


@pytest.mark.parametrize("mode", ["terminal", "plain"])
@pytest.mark.parametrize("keys", ['type = "short"', LONG, LIST])
def test_typing_without_a_pause_is_kept_every_half_second(
    tmp_path: Path, mode: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a crash can cost is the last moment; here half a second is a twentieth."""
    monkeypatch.setattr("leadcoach.asking.keys.KEPT_EVERY", 0.025)
    desk = Desk(tmp_path, keys, mode)
    kept: list[str] = []

    def types() -> str:
        time.sleep(0.005)
        kept.append("".join(desk.typing().values()) if desk.drafts.names() else "")
        return "x"

    desk.sits("a", ENTER, *[types] * 60, HUP)
    assert [len(text) for text in kept] == sorted(len(text) for text in kept)
    assert all(len(text) >= at - 25 for at, text in enumerate(kept))


@pytest.mark.parametrize("mode", ["terminal", "plain"])
def test_what_was_pasted_where_one_chooses_is_kept_for_the_next_words(
    tmp_path: Path, mode: str
) -> None:
    """It is no answer, and nothing is chosen; it stands there after any way out, too."""
    desk = Desk(tmp_path, f'type = "choice"\n{CHOICES}', mode)
    pasted = "Jack kept the jolly jokes in a box, 12 of them"
    desk.sits("a", ENTER, pasted, *[ENTER] * (mode == "plain"), HUP)
    for way in (CTRL_C if mode == "terminal" else signal.SIGINT, CTRL_D, GONE):
        assert desk.draft().typing == {"-": pasted}
        desk.sits(way)
    kept: list[Any] = []

    def looks() -> str:
        kept.append(desk.draft().typing)
        return ""

    desk.sits("2", ENTER, looks)
    assert kept == [{"after": pasted}]
    desk.sits(ENTER, HUP)
    assert desk.draft().answers == {"before": "a", "q": "b", "after": pasted}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["a", ENTER, "One line\rand another", ENTER], "One line\nand another"),
        (["a", ENTER, "1", ENTER, "z", ENTER, "not a number", ENTER], "not a number"),
    ],
)
def test_words_where_a_number_is_asked_for_are_kept_for_the_next_words(
    tmp_path: Path, keys: list[Key], words: str
) -> None:
    """In plain lines: pasted at a question, and typed at the look over the answers."""
    desk = Desk(tmp_path, f'type = "choice"\n{CHOICES}', "plain")
    desk.sits(*keys, HUP)
    assert desk.draft().typing == {"-": words}


@pytest.mark.parametrize("mode", ["terminal", "plain"])
def test_what_was_written_in_the_editor_is_kept_before_another_key_is_pressed(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash after a long hour in the editor costs nothing of it."""
    monkeypatch.setattr(Editor, "edit", lambda *_: WORDS)
    desk = Desk(tmp_path, LONG, mode)
    kept: list[dict[str, str]] = []

    def looks() -> str:
        kept.append(desk.typing())
        return ""

    keys = [CTRL_O] if mode == "terminal" else [ENTER, "/edit", ENTER]
    desk.sits("a", ENTER, "half", *keys, looks)
    assert kept == [{"": WORDS}]


def test_what_was_written_in_the_editor_for_one_line_is_kept_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In plain lines, where the line to type in comes after it."""
    monkeypatch.setattr(Editor, "edit", lambda *_: WORDS)
    desk = Desk(tmp_path, 'type = "short"', "plain")
    kept: list[dict[str, str]] = []

    def looks() -> str:
        kept.append(desk.typing())
        return ""

    desk.sits("a", ENTER, "/edit", ENTER, looks)
    assert kept == [{"": WORDS}]


def test_words_behind_a_stroke_at_a_list_are_kept_for_the_next_words(
    tmp_path: Path,
) -> None:
    """The line for commands is open there; words are none."""
    desk = Desk(tmp_path, f'type = "choice"\n{CHOICES}', "terminal")
    desk.sits("a", ENTER, "/", *"we go on", ENTER, HUP)
    assert desk.draft().typing == {"-": "/we go on"}


@pytest.mark.parametrize("way", [CTRL_C, CTRL_D, HUP, GONE])
def test_words_behind_a_stroke_at_a_list_are_kept_whichever_way_one_leaves(
    tmp_path: Path, way: Key
) -> None:
    """Before Enter, too; the beginning of a command is none of them."""
    desk = Desk(tmp_path, f'type = "choice"\n{CHOICES}', "terminal")
    desk.sits("a", ENTER, "/", "pau", way)
    assert desk.draft().typing == {}
    desk.sits("/", *"we go", way)
    assert desk.draft().typing == {"-": "/we go"}


SENTENCE_AT_A_NUMBER = "I would say it depends on the day"


@pytest.mark.parametrize("mode", ["terminal", "plain"])
@pytest.mark.parametrize(
    "keys", ['type = "scale"', 'type = "number"', 'type = "date"', ROWS]
)
def test_a_sentence_where_a_number_is_asked_for_is_kept_for_the_next_words(
    tmp_path: Path, mode: str, keys: str
) -> None:
    """It is no answer, and it is said what is; two words are a slip, and not kept."""
    desk = Desk(tmp_path, keys, mode)
    desk.sits("a", ENTER, SENTENCE_AT_A_NUMBER, ENTER, "x y", ENTER, HUP)
    assert desk.draft().typing["-"] == SENTENCE_AT_A_NUMBER
    skip = [ERASE, "/skip", ENTER] if mode == "terminal" else ["/skip", ENTER]
    desk.sits(*skip * (2 if keys == ROWS else 1), ENTER, HUP)
    assert desk.draft().answers == {"before": "a", "after": SENTENCE_AT_A_NUMBER}


def test_a_sentence_at_a_part_of_a_commitment_is_kept_for_its_next_words(
    tmp_path: Path,
) -> None:
    """The day is asked again as it was; who is told comes with the words."""
    desk = Desk(tmp_path, COMMITMENT, "plain")
    keys = ["ask", ENTER, "", ENTER, "1, 3", ENTER, SENTENCE_AT_A_NUMBER, ENTER]
    desk.sits("a", ENTER, *filter(None, keys), HUP)
    assert desk.draft().typing["-"] == SENTENCE_AT_A_NUMBER
    assert "due" not in desk.typing()


def test_a_number_too_many_is_still_ticked_when_it_is_refused(tmp_path: Path) -> None:
    """A number and Enter tick it; nothing is dropped in silence."""
    desk = Desk(tmp_path, f'type = "multi"\nmax_pick = 1\n{CHOICES}', "terminal")
    kept: list[dict[str, str]] = []

    def looks() -> str:
        kept.append(desk.typing())
        return ""

    desk.sits("a", ENTER, "1", " ", "2", ENTER, looks)
    assert kept == [{"": "1, 2"}]


@pytest.mark.parametrize("mode", ["terminal", "plain"])
@pytest.mark.parametrize(
    ("number", "text"), [("1", "ask Kim\nand then Bo"), ("2", "ask Kim")]
)
def test_of_pasted_lines_those_are_kept_that_were_wanted(
    tmp_path: Path, mode: str, number: str, text: str
) -> None:
    """More lines than one fit into a part only if the person says so."""
    desk = Desk(tmp_path, COMMITMENT, mode)
    desk.sits("a", ENTER, "ask Kim\rand then Bo", ENTER, number, ENTER, HUP)
    assert desk.typing() == {"action": text}


@pytest.mark.parametrize(
    ("part", "text", "reach", "wrong"),
    [
        ("more", "1, 4", ["ask", ENTER, ENTER], "9"),
        ("due", "2026-12-01", ["ask", ENTER, ENTER, "1", ENTER], "soon"),
    ],
)
def test_what_was_typed_before_stays_when_what_takes_its_place_is_no_answer(
    tmp_path: Path,
    part: str,
    text: str,
    reach: list[Key],
    wrong: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In plain lines, where what is there already stands above the line to type in."""
    monkeypatch.setattr("leadcoach.asking.keys.KEPT_EVERY", 0.01)
    desk = Desk(tmp_path, COMMITMENT, "plain")
    kept: list[str] = []

    def waits() -> str:
        time.sleep(0.02)
        return wrong

    def looks() -> str:
        kept.append(desk.typing()[part])
        return ""

    desk.sits("a", ENTER, *reach, text, HUP)
    again = [ENTER for key in reach if key == ENTER]
    desk.sits(*again, wrong, waits, ENTER, looks)
    assert kept == [text]


@pytest.mark.parametrize("way", [CTRL_C, BACK, HUP, GONE])
@pytest.mark.parametrize("keys", ['type = "short"', LONG])
def test_what_the_person_took_out_is_not_there_again(
    tmp_path: Path, keys: str, way: Key
) -> None:
    """A text stays until it is answered or emptied."""
    desk = Desk(tmp_path, keys, "terminal")
    desk.sits("a", ENTER, "half", HUP)
    assert desk.typing() == {"": "half"}
    desk.sits(ERASE, way, HUP)
    assert desk.typing() == {}


def test_what_was_taken_out_again_before_a_command_is_not_there_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In plain lines, where it was kept meanwhile."""
    monkeypatch.setattr("leadcoach.asking.keys.KEPT_EVERY", 0.01)
    desk = Desk(tmp_path, 'type = "short"', "plain")

    def waits() -> str:
        time.sleep(0.02)
        return "f"

    def erases() -> str:
        assert desk.typing() == {"": "half"}
        return ERASE

    desk.sits("a", ENTER, "hal", waits, erases, "/pause", ENTER)
    assert desk.typing() == {}


@pytest.mark.parametrize("mode", ["terminal", "plain"])
@pytest.mark.parametrize("keys", ['type = "short"', f'type = "multi"\n{CHOICES}'])
def test_a_disk_that_refuses_while_somebody_types_is_told_in_plain_words(
    tmp_path: Path,
    keys: str,
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The sitting ends with what to do, and with no traceback around the question."""
    monkeypatch.setattr("leadcoach.asking.keys.KEPT_EVERY", 0.01)
    desk = Desk(tmp_path, keys, mode)

    def full() -> str:
        monkeypatch.setattr(disk, "io", FullDisk())
        return " "

    def types() -> str:
        time.sleep(0.02)
        return "1"

    left = desk.sits("a", ENTER, full, *[types] * 9)
    assert isinstance(left, DiskRefused)
    assert capsys.readouterr().out == ""


class FullDisk(disk.Io):
    """A disk that takes nothing."""

    def write(self, descriptor: int, chunk: memoryview) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.slow
@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
@pytest.mark.parametrize("way", ["/pause", "ctrl-c", "closed"])
def test_at_a_real_terminal(home: Path, term: str, way: str) -> None:
    """As in all others here, from the command line, at a terminal of the system."""
    file = home.parent / "x.toml"
    file.write_text(EXERCISE.format(keys=LONG))
    begin = ("reflect", str(file), "--answer", "before=a")
    person = Person(home, *begin, environ={"TERM": term})
    person.sees("What is it?")
    person.sees("A full stop alone" if term == "dumb" else "›")
    person.types(f"One line{ENTER}and half a")
    person.sees("and half a")
    if way == "closed":
        person.child.close()
    else:
        person.types(f"{ENTER}/pause{ENTER}" if way == "/pause" else CTRL_C)
        assert "Your answers are kept." in person.sees("leadcoach resume")
        assert person.leaves() == (0 if way == "/pause" else 130)
    again = Person(home, "resume", environ={"TERM": term})
    again.sees("One line and half a")
    again.types(f"{ENTER}.{ENTER}" if term == "dumb" else CTRL_D)
    again.sees("And after?")
    again.look(0.3)
    again.child.close()
    [draft] = (home / "drafts").glob("*.toml")
    kept = tomli.loads(draft.read_text())["answers"]["q"].rstrip("\n")
    assert kept == "One line\nand half a"


class Desk:
    """A home, a pseudo-terminal in one mode, and a person who types there."""

    def __init__(self, folder: Path, keys: str, mode: str) -> None:
        exercise = exercise_of(tomli.loads(EXERCISE.format(keys=keys)))
        self.found = ExerciseFile(exercise, "0" * 64, folder / "x.toml", own=True)
        self.drafts = Drafts(folder / "drafts")
        self.journal = Journal(folder / "journal")
        self.mode = mode
        self.told = ""

    def sits(self, *keys: Key) -> Finished | BaseException:
        """Go on with the draft there is, or begin; type `keys` and return the end.

        Each of the keys comes in a read of its own. A signal comes as it is; None is
        the end of the terminal.
        """
        name = next(iter(self.drafts.names()), "")
        keeper = Keeper(self.found, NOW, lambda: NOW, self.drafts)
        session = Session(self.found.exercise, NOW.date(), offers=OFFERS)
        if name:
            draft = self.drafts.load(name)
            keeper = replace(keeper, name=name, before=draft)
            session = resumed(session, draft)
        with _typing(keys) as terminal:
            try:
                return practise(
                    self.found, session, self._tools(keeper, self._asker(terminal))
                )
            except LeadcoachError as left:
                return left

    def answer(self) -> object:
        """Return what the question is answered with, in the entry or in the draft."""
        for path in self.journal.newest():
            return self.journal.load(path).value("q")
        return self.draft().answers.get("q")

    def draft(self) -> Draft:
        """Return the draft there is."""
        [name] = self.drafts.names()
        return self.drafts.load(name)

    def typing(self) -> dict[str, str]:
        """Return what the draft holds as unfinished, part by part."""
        draft = self.draft()
        whole = {"": draft.typing["q"]} if "q" in draft.typing else {}
        return whole | dict(draft.parts.get("q", {}))

    def _asker(self, terminal: Any) -> Asker:  # noqa: ANN401 - a file
        if self.mode == "plain":
            return Plain(Keyboard(terminal, self._tell).line, self._tell, 80)
        return Terminal(self._tell, 80)

    def _tell(self, text: str) -> None:
        self.told += text

    def _tools(self, keeper: Keeper, asker: Asker) -> Tools:
        return Tools(
            asker=Scripted({}, asker),
            journal=self.journal,
            keeper=keeper,
            now=lambda: NOW,
            zone=lambda: "Europe/Paris",
            show=lambda _: None,
            safety_note="",
        )


@contextmanager
def _typing(keys: tuple[Key, ...]) -> Iterator[Any]:
    """Give a terminal at which `keys` are typed, each in a read of its own."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    os.write(ours, b"." * len(keys))  # something to read for each of them
    left = list(keys)

    def read_now(descriptor: int) -> bytes:
        os.read(descriptor, 1)
        key = left.pop(0)
        if isinstance(key, signal.Signals):
            os.kill(os.getpid(), key)
            return b"\x1b"  # a drawn prompt ends a moment later; this is no key yet
        if callable(key):
            key = key()
        return key.encode() if key is not None else b""

    with (
        os.fdopen(theirs, "r", closefd=False) as terminal,
        Path(os.devnull).open("w") as nowhere,
        pytest.MonkeyPatch.context() as patch,
        _signals(),
    ):
        patch.setattr("sys.stdin", terminal)
        patch.setattr("sys.stderr", nowhere)
        patch.setattr("leadcoach.asking.keys.read_now", read_now)
        yield terminal
    os.close(ours)
    os.close(theirs)


@contextmanager
def _signals() -> Iterator[None]:
    """Heed signals as a run does."""
    codes = {
        signal.SIGTERM: ExitCode.TERMINATED,
        signal.SIGHUP: ExitCode.HANGUP,
    }

    def stop(number: int, _: object) -> None:
        raise Stopped(codes[signal.Signals(number)])

    before = {each: signal.signal(each, stop) for each in codes}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
