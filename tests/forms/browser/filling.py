"""A person at a form: fills in what is shown, from top to bottom, and saves it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.facts import Earlier
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Multi
from leadcoach.domain.rating import Matrix
from leadcoach.domain.sentences import sentences
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import with_plain_line_ends
from leadcoach.errors import NotAnAnswer
from leadcoach.exercises.library import Library
from leadcoach.exercises.load import load
from leadcoach.forms.form import Form
from leadcoach.forms.page import page_of
from leadcoach.paths import builtin_exercises
from tests.conftest import NOW
from tests.exercises.test_coaches import FILES as COACHES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ElementHandle, Page

TODAY = NOW.date()
SHIPPED = Library(builtin_exercises(), Path("nowhere"))
EVERY_KIND = Path(__file__).parent / "every-kind.toml"
FORMS: dict[str, Path] = {
    **{name: SHIPPED.find(name).path for name in SHIPPED.names()},
    **{file.stem: file for file in (*COACHES, EVERY_KIND)},
}
"""all exercises that come with leadcoach, those of public coaching practice, and one more"""
PARTS = (
    "“Curly” and ‘single’ quotes.", 'back\\slash \\n \\u0041 \\', 'three """ and """',
    "emoji 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 é. And more.", "'''single''' # no remark = [x]", "\x1b[31mred\x1b[0m \x07",
    "nbsp\u00a0here, ls\u2028sep, nel\u0085.", "שלום עולם \u202ertl", "${say} $$ </script><b>",
    "I should say enough. She must go.", 'key = "value"', "ﬁ ligature, é, Å, ½ ²", '"',
    '""', '"""', '\\"', "__proto__", "我问了他们。他们说了。", "ends with a space ", "\ttab\t",
    "I asked them first. We sat down and I said what I need!", "لماذا؟ سألت", "constructor",
    "Dr. Okafor came at 3.30 p.m. and left. Why? Nobody knew.", "i asked. they left",
)  # fmt: skip
LONGER = (
    *('two lines\nand "one" more\n', "\n\nbegins with empty lines", "a\\\nb"),
    *("ends with spaces  \n  \nand a tab\t", "windows\r\nline\r\nends", "- one\n- two"),
    *(
        'key = "value"\n[table]\n# end: 3 answers',
        "> quoted\nI said no.",
        "1. a\n2. b.",
    ),
    "I asked them first. We sat down and I said what I need. " * 6,
    "We moved the date. Nobody asked the night shift. I did not ask either. " * 3,
)
LINES = (
    *("Ama", "the night shift", "“the purpose”", 'O\'Neil "Jo"', "__proto__", "7"),
    *("constructor", "a.b", "Ama", "  spaces  ", "back\\slash", "שלום", "李", "# no"),
)
MEANT = ("call Ama", "ask before deciding")
"""what was meant to be done, where a form asks for that in place of a journal"""


class Place(NamedTuple):
    """A question in a page: its id, and what it is asked for, where there are several."""

    question: str
    item: str


class Shown(NamedTuple):
    """What somebody sees of a question."""

    place: Place
    text: str
    help: str
    options: tuple[tuple[str, str], ...]
    """rows, choices or sentences that come of earlier answers: id and words"""


_NEXT = """done => {
    const boxes = Array.from(document.querySelectorAll(".q[data-q]"));
    const box = boxes.find(b => b.getClientRects().length && !done.includes(b.dataset.key));
    const item = box && box.closest("[data-item]");
    return box ? [box.dataset.key, box.dataset.q, item ? item.dataset.id : ""] : null;
}"""
_SHOWN = """() => {
    const said = e => e ? e.textContent : "";
    const asked = b => b.querySelector("legend span:nth-child(2),.ask span:nth-child(2)")
        || b.querySelector("p:not(.only)");
    const own = (b, of) => Array.from(b.querySelectorAll("[data-items]:not(.q) " + of));
    return Array.from(document.querySelectorAll(".q[data-q]"))
        .filter(b => b.getClientRects().length).map(b => {
            const item = b.closest("[data-item]");
            return [b.dataset.q, item ? item.dataset.id : "", said(asked(b)),
                said(b.querySelector(".help span")),
                own(b, "fieldset").map(r => [r.dataset.row, said(r.querySelector("legend"))])
                .concat(own(b, ".opt").map(o => [o.querySelector("input").value, said(o)]))];
        });
}"""


def exercise_in(file: Path) -> Exercise:
    return load(file.read_bytes(), str(file))[0]


@dataclass
class Filling:
    """One person at one form."""

    page: "Page"
    form: Form
    rnd: Random
    opens: float = 0.2
    """how often a question is left open"""
    typed: dict[Place, Any] = field(default_factory=dict)
    handed_over: set[str] = field(default_factory=set)
    """the private questions whose answers are let in"""
    keys: dict[Place, str] = field(default_factory=dict)
    lists: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def fill_in(self) -> None:
        """Answer from top to bottom, and sometimes change an answer afterwards."""
        for name in self.form.kept():
            self.page.fill(f"#kept-{name}", "\n".join(MEANT))
            self.lists[name] = {each: each for each in MEANT}
        self._downwards()
        if self.typed and self.rnd.random() < 0.5:
            self._answer(self.rnd.choice([*self.typed]))
            for place in [
                *self.keys
            ]:  # what is chosen from other answers is chosen anew
                question = self.form.exercise.question(place.question)
                if question and (question.source or isinstance(question, Sentence)):
                    del self.keys[place]
            self._downwards()

    def _downwards(self) -> None:
        for _ in range(200):
            found = self.page.evaluate(_NEXT, [*self.keys.values()])
            if found is None:
                return
            key, *place = found
            self.keys[Place(*place)] = key
            self._answer(Place(*place))
        raise AssertionError(f"{self.form.exercise.id} does not end")

    def _answer(self, place: Place) -> None:
        box = self.page.query_selector(f'[data-key="{self.keys[place]}"]')
        question = self.form.exercise.question(place.question)
        assert box is not None
        assert question is not None
        if not question.asks or not box.is_visible():
            return
        if self.typed and place not in self.typed and self.rnd.random() < self.opens:
            return
        given = self._given(box, question)
        if isinstance(given, dict) and question.type == "matrix":
            given = {**self.typed.get(place, {}), **given}  # a row keeps its choice
        if given is not None:
            self.typed[place] = given
        keep = box.query_selector("[data-keep]")
        if keep and place.question not in self.handed_over and self.rnd.random() < 0.5:
            for each in self.page.query_selector_all(
                f'[data-q="{place.question}"] [data-keep]'
            ):
                if each.is_visible():
                    each.check()
            self.handed_over.add(place.question)

    # Each returns what was typed as an answers file has it.

    def _given(self, box: "ElementHandle", question: AnyQuestion) -> object:
        if question.type in ("long", "short"):
            return self._words(box, question)
        if question.type == "matrix":
            return self._rows(box, question)
        return getattr(self, f"_{question.type}")(box, question)

    def _words(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        text = self.rnd.choice(
            PARTS if question.type == "short" else PARTS + LONGER * 2
        )
        for _ in range(20):
            try:
                question.accept(text)
                break
            except NotAnAnswer:
                text = " ".join(["word"] * max(1, question.min_words))
        _field(box, "[data-part=words]").fill(text)
        return with_plain_line_ends(text)

    def _list(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        most = min(question.max_items or 4, 6)
        lines = self.rnd.sample(
            LINES, self.rnd.randint(max(1, question.min_items), most)
        )
        _field(box, "textarea").fill("\n".join(lines))
        return lines

    def _number(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        numbers = {
            "3": 3,
            "2,5": 2.5,
            "40": 40,
            f"1 {question.unit}": 1,
            "+7": 7,
            "0.25": 0.25,
        }
        typed = self.rnd.choice([*numbers])
        _field(box, "input").fill(typed)
        return numbers[typed]

    def _date(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        day = TODAY + dt.timedelta(days=self.rnd.randint(-7, 60))
        _field(box, "input").fill(day.isoformat())
        return day

    def _rows(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        cells: dict[str, object] = {}
        for row in box.query_selector_all("fieldset[data-row]"):
            if self.rnd.random() < 0.85:
                value = self._pressed(row.query_selector_all("input"))
                cells[str(row.get_attribute("data-row"))] = (
                    value if question.cols else int(value)
                )
        return cells or None

    def _multi(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        inputs = box.query_selector_all("input:not([data-keep])")
        inputs = [each for each in inputs if each.is_visible()]
        for each in inputs:
            each.uncheck()
        values = [str(each.get_attribute("value")) for each in inputs]
        least = min(max(1, question.min_pick), len(values))
        most = min(question.max_pick or 3, len(values))
        alone = [
            each for each in inputs if each.get_attribute("data-alone") is not None
        ]
        for each in alone:  # the others untick it again
            each.check()
        chosen = self.rnd.sample(range(len(values)), self.rnd.randint(least, most))
        for at in chosen:
            inputs[at].check()
        return [
            str(each.get_attribute("value")) for each in inputs if each.is_checked()
        ]

    def _choice(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        inputs = box.query_selector_all("input:not([data-keep])")
        return self._pressed([each for each in inputs if each.is_visible()])

    def _scale(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        return int(str(self._choice(box, question)))

    def _yesno(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        return self._choice(box, question) == "yes"

    def _sentence(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        more = box.query_selector("button.all")
        if more and more.is_visible():
            more.click()
        return self._choice(box, question)

    def _commitment(self, box: "ElementHandle", question: Any) -> object:  # noqa: ANN401
        found: dict[str, object] = {}
        opened = box.query_selector("details:not([open]) summary")
        if opened:
            opened.click()
        for part in ("action", "cue", "obstacle", "plan", "told"):
            text = (
                self.rnd.choice(PARTS)
                if part == "action" or self.rnd.random() < 0.5
                else ""
            )
            _field(box, f"[data-part={part}]").fill(text)
            if text.strip():
                found[part] = text
        due = TODAY + dt.timedelta(days=self.rnd.randint(1, 40))
        _field(box, "[data-part=due]").fill(due.isoformat())
        found["due"] = due
        found["sure"] = int(self._pressed(box.query_selector_all(".pills input")))
        return found

    def _pressed(self, inputs: "Sequence[ElementHandle]") -> str:
        one = self.rnd.choice(inputs)
        one.check(force=True)
        return str(one.get_attribute("value"))

    # What came of it

    def shown(self) -> list[Shown]:
        """Return the questions that stand in the page now."""
        return [
            Shown(Place(name, item), text, help_, tuple(map(tuple, options)))
            for name, item, text, help_, options in self.page.evaluate(_SHOWN)
        ]

    def saved(self) -> bytes:
        """Press “Save answers”, twice where something that is needed is open."""
        with self.page.expect_download(timeout=5000) as download:
            self.page.click("#save")
            said = self.page.inner_text("#say")
            if not said.startswith("Saved"):
                assert "press again" in said, (
                    f"{said} {self.page.inner_text('#problems')}"
                )
                self.page.click("#save", timeout=1000)
        return Path(download.value.path()).read_bytes()

    def walk(self) -> Session:
        """Return leadcoach's own sitting with what was typed."""
        earlier = Earlier(lists=self.lists)
        session = Session(self.form.exercise, TODAY, mirror=False, earlier=earlier)
        for _ in range(500):
            step = session.next()
            if step is None:
                return session
            given = accepted(step, self.typed.get(place_of(step)))
            if step.only_sentence is not None:
                session = session.answer(step.id, step.only_sentence)
            elif given is None:
                session = session.skip(step.id)
            else:
                session = session.answer(step.id, given)
        raise AssertionError(f"{self.form.exercise.id} does not end")


def _field(box: "ElementHandle", selector: str) -> "ElementHandle":
    found = box.query_selector(selector)
    assert found is not None, selector
    return found


def accepted(step: Step, given: object) -> Any:  # noqa: ANN401 - any answer
    """Return an answer, or None: rows, choices and sentences that are gone by now are."""
    question = step.question
    if isinstance(question, Matrix) and isinstance(given, Mapping):
        given = {row: given[row] for row in question.rows if row in given}
    if isinstance(question, Multi) and isinstance(given, list):
        given = [each for each in given if each in question.choices]
    if not question.asks or not given and given is not False and given != 0:
        return None
    try:
        return question.accept(given)
    except NotAnAnswer:
        if question.source or isinstance(question, Sentence):
            return None
        raise


def place_of(step: Step) -> Place:
    return Place(step.base, step.item.id if step.item else "")


def shown_of(step: Step) -> Shown:
    """Return what leadcoach shows of a question."""
    question, options = step.question, {}
    if isinstance(question, Sentence):
        whole = {
            name: {text[start:end] for start, end in sentences(text)}
            for name, text in question.texts.items()
        }
        offered = [e for e in question.offered.values() if e.text in whole[e.answer]]
        options = {each.text: question.words(each) for each in offered}
    elif isinstance(question, Matrix) and question.source:
        options = question.rows
    elif question.source:
        options = question.choices  # type: ignore[union-attr]
    return Shown(place_of(step), question.text, question.help, tuple(options.items()))


def plain(value: Any) -> Any:  # noqa: ANN401 - any answer
    """Return an answer as JSON has it; of a sentence its words alone."""
    if isinstance(value, Mapping) and "start" in value:
        return value["text"]
    if isinstance(value, Mapping):
        return {key: plain(value[key]) for key in value}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def kept(exercise: Exercise, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a file as an entry keeps them: `where.thought` for an item."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        planned = exercise.planned(name)
        assert planned is not None, name
        if planned.section.for_each:
            found |= {f"{name}.{item}": plain(value[item]) for item in value}
        else:
            found[name] = plain(value)
    return found


def read(content: bytes) -> dict[str, Any]:
    return tomli.loads(content.decode("utf-8"))


def opened(browser: "Browser", form: Form, folder: Path, **context: Any) -> "Page":  # noqa: ANN401
    """Open the page of a form, on the day and in the place of all tests."""
    file = folder / f"{form.exercise.id}.html"
    file.write_text(page_of(form), encoding="utf-8")
    around = browser.new_context(
        timezone_id="Europe/Paris", accept_downloads=True, **context
    )
    page = around.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(file.as_uri())
    return page
