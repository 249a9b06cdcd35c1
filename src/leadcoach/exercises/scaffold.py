"""A new exercise to begin with, and an answers file to fill in.

The exercise is scaffold.toml, with what its author said in place of <id>, <title> …
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap

from leadcoach.domain.exercise import AnyQuestion, Exercise, Planned
from leadcoach.domain.passages import Sentence
from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import WrongUsage

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LONGEST_ID = 60

CLOSINGS: Mapping[str, str] = {
    "step": "one small step, tied to a moment that will come",
    "sentence": "one sentence to keep",
    "ask": "somebody to ask or to tell",
}
"""How an exercise can close."""

_STEP = """\
[[section.ask]]
id = "step"
type = "commitment"          # one thing to do, and when
text = "{}"
"""
_KEEP = """\
[[section.ask]]
id = "keep"
type = "short"               # one line
text = "Which one sentence do you want to keep from this?"
"""
_LAST_LINE = '[[recap.line]]\nshow = "commitments"\n'
_CLOSING = {
    "step": (
        _STEP.format(
            "What is one small thing you will do, when the next such moment comes?"
        ),
        _LAST_LINE,
    ),
    "sentence": (_KEEP, '[[recap.line]]\ntext = "To keep: ${keep|or left open}"\n'),
    "ask": (
        _STEP.format("Whom will you ask or tell about this, and when?"),
        _LAST_LINE,
    ),
}
"""the question at the end, and what the recap shows of it"""


def skeleton(name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise file.

    Raises:
        WrongUsage: the id or the closing move cannot be.
    """
    check_id(name)
    if closing not in CLOSINGS:
        hint = f"Closing moves: {', '.join(CLOSINGS)}."
        raise WrongUsage("There is no such closing move.", hint)
    ask, kept = _CLOSING[closing]
    filled = {
        "id": name,
        "title": _quoted(name.replace("-", " ").capitalize()),
        "purpose": _quoted(purpose.strip() or "Say here in a sentence what it is for."),
        "closing": CLOSINGS[closing].capitalize() + ".",
        "ask": ask,
        "kept": kept,
    }
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return re.sub(r"<(\w+)>", lambda found: filled.get(found[1], found[0]), text)


def copied(text: str, name: str, source: str) -> str:
    """Return the text of another exercise as a new one, with its remarks.

    Raises:
        WrongUsage: the id cannot be.
    """
    check_id(name)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    text = re.sub(r"(?m)^(id\s*=\s*).*$", rf'\1"{name}"', text, count=1)
    text = re.sub(r"(?m)^(version\s*=\s*).*$", r'\1"1.0.0"', text, count=1)
    said = f"# From {source}. Name it in sources, and keep to its licence.\n\n"
    return said + text


def check_id(name: str) -> None:
    """Refuse an id that no exercise can have.

    Raises:
        WrongUsage: with what an id looks like.
    """
    if not ID.fullmatch(name) or len(name) > LONGEST_ID:
        hint = "Small letters and digits, with - between words: hard-talk."
        raise WrongUsage("This cannot be the id of an exercise.", hint)


def _quoted(text: str) -> str:
    import tomli_w

    line = " ".join(text.split())
    return tomli_w.dumps({"x": line}).partition(" = ")[2].strip()


_WIDE = 76


def blank(exercise: Exercise, begin: str) -> str:
    """Return the text of an answers file; `begin` is the command that takes it."""
    lines = [
        *_comment(f"{exercise.title} ({exercise.id} {exercise.version})"),
        *_comment("Write between the quotes; what stays empty is left open."),
        *_comment(f"Then: {begin} --answers FILE"),
        "",
    ]
    section = ""
    for planned in exercise.plan:
        if planned.section.id != section:
            section = planned.section.id
            lines += [*_comment(f"== {planned.section.title or section} =="), ""]
        lines += [*_asked(planned), ""] if planned.question.asks else []
    return "\n".join(lines)


def _asked(planned: Planned) -> Iterator[str]:
    question = planned.question
    yield from _comment(question.text)
    yield from _comment(question.help)
    for key, words in _parts_of(question):
        yield from _comment(f"  {key} = {words}")
    if isinstance(question, Sentence):
        told = " or ".join(question.from_)
        yield from _comment(f"  a sentence of {told} to the letter, or its number")
    if question.source:
        held = _HELD.get(question.source, f"what you wrote at {question.source}")
        yield from _comment(f"  out of {held}: to the letter, or by number")
    if source := planned.section.for_each:
        yield from _comment(f"Asked for each of {source}, in its order: 1, 2, …")
    if question.when:
        yield from _comment(f"Asked when: {question.when}")
    if planned.after:
        yield from _comment(f"Asked after: {planned.after}")
    example = _example(question)
    if planned.section.for_each:
        example = f"{{ 1 = {example or _ANY}, 2 = {example or _ANY} }}"
    if example:
        yield f"# For example: {question.id} = {example}"
    # An empty list or table would be an answer, and no valid one.
    yield f"{question.id} = " + ('"""\n"""' if question.type == "long" else '""')


def _parts_of(question: AnyQuestion) -> Iterator[tuple[str, str]]:
    """Yield id and words of everything a question offers: choices, rows, columns, ends."""
    for key in ("choices", "rows", "cols", "anchors"):
        offered = getattr(question, key, None)
        for name, words in offered.items() if isinstance(offered, dict) else ():
            yield str(name), clean_line(words)


def _example(question: AnyQuestion) -> str:
    """Return how an answer of several parts is written; nothing for the others."""
    choices, rows = (list(getattr(question, key, ())) for key in ("choices", "rows"))
    if question.type == "multi" and choices:
        return "[" + ", ".join(f'"{each}"' for each in choices[:2]) + "]"
    if question.type == "matrix":
        cols = list(getattr(question, "cols", ()))
        cell = f'"{cols[0]}"' if cols else str(getattr(question, "max", 5))
        return f"{{ {rows[0] if rows else 1} = {cell} }}"
    if question.type == "multi":
        return "[1, 2]"
    return _EXAMPLES.get(question.type, "")


_ANY = '"…"'
_HELD = {
    "commitments": "your open commitments",
    "entries": "your latest entries",
    "lines": "the lines of that entry",
}
_EXAMPLES = {
    "list": '["one", "another"]',
    "yesno": "true",
    "sentence": "2",
    "date": "2026-12-01",
    "commitment": '{ action = "…", cue = "…", due = 2026-12-01 }',
}


def _comment(text: str) -> Iterator[str]:
    for line in clean(text).split("\n"):
        for part in wrap(line, _WIDE, break_long_words=False) if line.strip() else []:
            yield f"# {part}"
