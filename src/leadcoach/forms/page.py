"""A form as one HTML page that needs nothing else, loads nothing and sends nothing.

Every word is escaped; our own script and style stand in the page as they are in their
files, and are all that its policy lets run. What is the same on each page is page.html.
"""

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import assert_never

from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import parts_of
from leadcoach.domain.question import (
    Choice,
    Lines,
    Long,
    Mirror,
    Multi,
    Note,
    Pick,
    Short,
)
from leadcoach.domain.rating import ASKED, Committing, Day, Matrix, Number, Scale, YesNo
from leadcoach.domain.safety import ON_A_PAGE
from leadcoach.domain.text import clean
from leadcoach.forms.form import ASKED_INSTEAD, Form, FormQuestion, FormSection

_HERE = Path(__file__).parent
_MANY = 8
"""choices from which on they stand in two columns"""
_WIDE = 6
"""numbers from which on a row of a matrix has its numbers below it"""
_USUAL = (
    "Save your answers, and hand the file over the way you usually do: a mail, a message, "
    "a shared folder."
)
_LINE = "………………"
"""to write on, on paper"""
Element = ET.Element


def page_of(form: Form, back: str = "", note: str = "") -> str:
    """Return a form as a whole HTML document.

    `back` says how answers are handed over, and `note` stands at the top.
    """
    exercise, sections = form.exercise, Element("main")
    for part in form.parts:
        _section(sections, form, part)
    style = f"\n{_lines_of('style.css')}\n"
    script = _lines_of("logic.js", "script.js")
    script = f'\n"use strict";\n(() => {{\n{script}\n}})();\n'
    data = json.dumps(form.data(), ensure_ascii=True, separators=(",", ":"))
    by = f" by {', '.join(exercise.authors)}" if exercise.authors else ""
    licence = f", {exercise.licence}" if exercise.licence else ""
    opening = Element("header")
    if note:
        _add(opening, "p", note, class_="note", dir="auto")
    for each in filter(None, (exercise.open, exercise.safety)):
        _add(opening, "p", each, dir="auto")
    words = {
        "language": exercise.language,
        "title": exercise.title,
        "purpose": exercise.purpose,
        "minutes": "a minute"
        if exercise.minutes == 1
        else f"{exercise.minutes} minutes",
        "back": back or _USUAL,
        "safety": ON_A_PAGE,
        "made": f"{exercise.title}{by} ({exercise.id} {exercise.version}{licence}).",
    }
    parts = {name: escape(clean(text), quote=False) for name, text in words.items()}
    parts |= {
        "opening": _html_in(opening),
        "sections": _html_in(sections),
        "style": style,
        "style_hash": _hash_of(style),
        "script": script,
        "script_hash": _hash_of(script),
        "data": data.replace("<", r"\u003c").replace("&", r"\u0026"),
    }
    first, *lines = _lines_of("page.html").split("\n")
    # In one pass, so that what stands in a part is never filled in.
    page = re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], "".join(lines))
    return f"{first}\n{page}\n"


def _lines_of(*names: str) -> str:
    """Return the lines of files of ours, without the remarks and spaces they begin with."""
    texts = ((_HERE / name).read_text(encoding="utf-8") for name in names)
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _hash_of(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _html_in(holder: Element) -> str:
    return "".join(ET.tostring(x, encoding="unicode", method="html") for x in holder)


def _add(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """Add an element; `class_` and `for_` are class and for, `_` within a name is -."""
    named = {
        name.rstrip("_").replace("_", "-"): "" if value is True else str(value)
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    made = ET.SubElement(parent, tag, named)
    made.text = clean(text) or None
    return made


def _section(main: Element, form: Form, part: FormSection) -> None:
    section = part.section
    place = _add(main, "section", id=f"section-{section.id}")
    if section.title:
        _add(place, "h2", section.title, id=f"title-{section.id}", dir="auto")
        place.set("aria-labelledby", f"title-{section.id}")
    # What a section for each of several items says of one stands at that item.
    if section.intro and not (section.for_each and "${item}" in section.intro):
        intro = _add(place, "p", class_="soft", dir="auto", data_intro=True)
        intro.text = _open(section.intro)
    holder = _for_each(place, form, part) if section.for_each else place
    for placed in part.placed:
        _question(holder, form, placed)


def _for_each(place: Element, form: Form, part: FormSection) -> Element:
    """Add what a section for each of several needs, and return what is repeated."""
    section = part.section
    source = section.for_each
    if source in ASKED_INSTEAD:
        box = _add(place, "div", class_="q")
        name = f"kept-{source}"
        _add(box, "label", ASKED_INSTEAD[source], class_="ask", for_=name)
        _add(box, "textarea", id=name, name=name, rows=3, dir="auto")
    _add(place, "div", id=f"items-{section.id}")
    block = _add(place, "div", class_="model", id=f"each-{section.id}")
    # On the screen it is no news where every question names its item.
    is_named = all("${item}" in each.question.text for each in part.placed)
    kind = "only" if is_named else None
    number = form.number(source)
    of = f" you named at question {number}" if number else ""
    words = f"For each one{of}, on a sheet of its own: {_LINE}"
    _add(block, "h3", words, class_=kind, data_item_word=True, dir="auto")
    return block


def _question(holder: Element, form: Form, placed: FormQuestion) -> None:
    question = placed.question
    name = question.id
    kind = "q follow" if placed.after else "q"
    box = _add(holder, "div", class_=kind, id=f"q-{name}", data_q=name, data_key=f"q-{name}")  # fmt: skip
    if when := form.when_in_words(placed):
        _add(box, "p", f"Only if {when}:", class_="only")
    if isinstance(question, Note):
        _piped(_add(box, "p", dir="auto"), question.text, "text")
        return
    is_one_field = isinstance(question, Long | Short | Lines | Number | Day)
    outer = box if is_one_field else _add(box, "fieldset")
    about = _asked(outer, placed, is_one_field=is_one_field)
    _answer(outer, question, f"a-{name}", about, form)
    if isinstance(question, YesNo | Choice | Scale | Matrix | Sentence):
        _add(box, "button", "Leave this open", type="button", class_="clear")
    if placed.is_private:
        _keep(box, name)
    _add(box, "p", class_="wrong", id=f"w-{name}")


def _open(text: str) -> str:
    """Return words with … where an answer is put in."""
    parts = (
        each if isinstance(each, str) else f"{each.instead or '…'}{each.mark}"
        for each in parts_of(text)
    )
    return clean("".join(parts))


def _piped(element: Element, text: str, part: str) -> None:
    element.text = _open(text)
    if "$" in text:
        element.set("data-pipe", part)


def _asked(outer: Element, placed: FormQuestion, *, is_one_field: bool) -> str:
    """Add the words of a question; return the ids of what describes its answer."""
    question = placed.question
    name = question.id
    if is_one_field:
        asked = _add(outer, "label", class_="ask", for_=f"a-{name}", dir="auto")
    else:
        asked = _add(outer, "legend", dir="auto")
    _add(asked, "span", f"{placed.number}. ", class_="no")
    _piped(_add(asked, "span"), question.text, "text")
    if question.required:
        _add(asked, "span", " This one matters most.", class_="tag")
    hint = "One a line." if isinstance(question, Lines) else ""
    if isinstance(question, Multi):
        hint = _how_many(question)
    about = [f"w-{name}"]
    if hint or question.help:
        told = _add(outer, "p", class_="help", id=f"h-{name}", dir="auto")
        _piped(_add(told, "span"), question.help, "help")
        _add(told, "span", f" {hint}" if question.help and hint else hint)
        about.insert(0, f"h-{name}")
    described = " ".join(about)
    if not is_one_field:
        outer.set("aria-describedby", described)
    return described


def _how_many(question: Multi) -> str:
    least, most = question.min_pick, question.max_pick
    if least and least == most:
        return f"Choose {most}."
    if least and most:
        return f"Choose {least} to {most}."
    if least or most:
        return f"At most {most}." if most else f"At least {least}."
    return "As many as fit."


def _keep(box: Element, name: str) -> None:
    words = (
        "Private: it stays out of the file and the mail. Tick to let it in; whoever gets "
        "the file can then read it."
    )
    keep = _add(box, "label", class_="opt jsonly noprint")
    _add(
        keep, "input", type="checkbox", name=f"keep-{name}", value="yes", data_keep=True
    )
    _add(keep, "span", words, class_="soft")


# One case a kind of question.
def _answer(  # noqa: C901, PLR0915
    at: Element, question: AnyQuestion, name: str, about: str, form: Form
) -> None:
    match question:
        case Long() | Short() | Lines():
            rows = {"long": 5, "short": 2}.get(question.type, 3)
            _add(at, "textarea", id=name, name=name, data_part="words", rows=rows, class_=question.type, dir="auto", aria_describedby=about)  # fmt: skip
        case Number():
            _add(at, "input", type="text", inputmode="decimal", id=name, name=name, class_="narrow", data_part="words", aria_describedby=about, autocomplete="off")  # fmt: skip
            if question.unit:
                _add(at, "span", f" {question.unit}", class_="soft")
        case Day():
            _add(at, "input", type="date", id=name, name=name, data_part="words", max="9999-12-31", aria_describedby=about)  # fmt: skip
        case YesNo():
            _options(at, name, {"yes": "yes", "no": "no"}, "radio")
        case Choice() | Multi():
            _choices(at, question, name, form)
        case Sentence():
            number = " or ".join(filter(None, map(form.number, question.from_)))
            words = f"a sentence of yours from question {number}: {_LINE}"
            _later(_add(at, "div"), words, "radio", name)
            _add(at, "button", "Show all", type="button", class_="all", hidden=True)
        case Scale():
            _pills(at, name, _numbers(question))
            _ends(at, question)
        case Matrix():
            _rows(at, question, name, form)
        case Committing():
            _commitment(at, name)
        case Note() | Mirror() | Pick():
            raise AssertionError(question.type)
        case _:
            assert_never(question)


def _choices(at: Element, question: Choice | Multi, name: str, form: Form) -> None:
    kind = "checkbox" if isinstance(question, Multi) else "radio"
    if question.source:
        number = form.number(question.source)
        words = f"something you wrote at question {number}: {_LINE}"
        _later(at, words, kind, name)
        return
    alone = question.exclusive if isinstance(question, Multi) else ()
    _options(at, name, question.choices, kind, alone)


def _options(
    at: Element,
    name: str,
    choices: Mapping[str, str],
    kind: str,
    alone: Iterable[str] = (),
) -> None:
    at = _add(at, "div", class_="many" if len(choices) > _MANY else "options")
    for value, words in choices.items():
        label = _add(at, "label", class_="opt")
        is_alone = value in alone
        _add(label, "input", type=kind, name=name, value=value, data_alone=is_alone)
        _add(label, "span", words, dir="auto")


def _later(at: Element, words: str, kind: str, name: str) -> None:
    """Add where choices come that an earlier answer makes, and a model of one."""
    _add(at, "div", data_items=True, class_="options")
    label = _add(at, "label", class_="opt model", data_model=True)
    _add(label, "input", type=kind, name=f"model-{name}", value="")
    _add(label, "span", words, data_word=True, dir="auto")


def _numbers(question: Scale | Matrix) -> dict[str, str]:
    return {str(each): str(each) for each in range(question.min, question.max + 1)}


def _pills(at: Element, name: str, values: Mapping[str, str], kind: str = "") -> None:
    row = _add(at, "div", class_=f"pills {kind}".strip())
    for value, shown in values.items():
        label = _add(row, "label")
        _add(label, "input", type="radio", name=name, value=value)
        _add(label, "span", shown, dir="auto")


def _ends(at: Element, question: Scale | Matrix) -> None:
    """Add what the numbers mean, from the lowest to the highest."""
    ends = sorted(question.anchors.items(), key=lambda end: int(end[0]))
    row = _add(at, "p", class_="ends") if ends else at
    for number, words in ends:
        _add(row, "span", f"{number} = {words}", dir="auto")


def _rows(at: Element, question: Matrix, name: str, form: Form) -> None:
    values = question.cols or _numbers(question)
    if not question.cols:
        _ends(at, question)
    kind = "row wide" if question.cols or len(values) > _WIDE else "row"
    words = "words" if question.cols else ""
    rows = question.rows
    if question.source:
        _add(at, "div", data_items=True)
        number = form.number(question.source)
        rows = {"": f"what you named at question {number}: {_LINE}"}
    for key, label in rows.items():
        row = _add(at, "fieldset", class_=kind)
        legend = _add(row, "legend", label, dir="auto")
        _pills(row, f"{name}-{key}" if key else f"model-{name}", values, words)
        if key:
            row.set("data-row", key)
        else:
            row.set("data-model", "")
            row.set("class", f"{kind} model")
            legend.set("data-word", "")


def _commitment(at: Element, name: str) -> None:
    def ask(holder: Element, part: str) -> None:
        line = _add(holder, "div", class_="part")
        _add(line, "label", ASKED[part], for_=f"{name}-{part}")
        said = {"id": f"{name}-{part}", "name": f"{name}-{part}", "data_part": part}
        if part == "due":
            _add(line, "input", type="date", max="9999-12-31", **said)
        else:
            _add(line, "textarea", rows=1, class_="short", dir="auto", **said)

    ask(at, "action")
    ask(at, "cue")
    more = _add(at, "details")
    _add(more, "summary", "Add a day, an obstacle, whom you tell")
    for part in ("due", "obstacle", "plan", "told"):
        ask(more, part)
    sure = _add(more, "fieldset")
    _add(sure, "legend", ASKED["sure"], class_="plain")
    _pills(sure, f"{name}-sure", {each: each for each in "12345"})
