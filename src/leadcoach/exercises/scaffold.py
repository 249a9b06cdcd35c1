"""A new exercise to begin with, an answers file to fill in, and a table of the logic.

The new exercise is scaffold.toml, with what its author said in place of <id>, <title> …
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from textwrap import wrap

import tomli
import tomli_w

from leadcoach.domain.condition import names_in, parse_condition
from leadcoach.domain.exercise import (
    EXERCISE_ID,
    AnyQuestion,
    Exercise,
    Next,
    PlannedQuestion,
    RecapLine,
    Section,
)
from leadcoach.domain.passages import Sentence
from leadcoach.domain.piping import BadPipe, pipes_in
from leadcoach.domain.question import MADE_OF, Multi, Question, ids_of
from leadcoach.domain.rating import Matrix
from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import Unreadable, WrongUsage
from leadcoach.exercises.library import ExerciseFile, content_of
from leadcoach.exercises.validate import parts_in

_CLOSINGS = tomli.loads(
    Path(__file__).with_name("closings.toml").read_text(encoding="utf-8")
)
CLOSINGS: Mapping[str, str] = {name: each["words"] for name, each in _CLOSINGS.items()}
"""how an exercise can close, in words"""


def skeleton(name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise with a right id; WrongUsage for no such closing."""
    if closing not in _CLOSINGS:
        hint = f"Closing moves: {', '.join(CLOSINGS)}."
        raise WrongUsage("There is no such closing move.", hint)
    chosen = _CLOSINGS[closing]
    filled = {
        "id": name,
        "title": _quoted(name.replace("-", " ").capitalize()),
        "purpose": _quoted(purpose.strip() or "Say here in a sentence what it is for."),
        "closing": chosen["words"].capitalize() + ".",
        "ask": chosen["ask"],
        "kept": chosen["kept"],
    }
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return re.sub(r"<(\w+)>", lambda found: filled.get(found[1], found[0]), text)


def copied(name: str, source: ExerciseFile) -> str:
    """Return the text of another exercise as a new one, with its remarks."""
    try:
        content = content_of(source.path, follow_links=not source.own)
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable(f"{source.path} changed while it was read.") from None
    text = re.sub(r"(?m)^(id\s*=\s*).*$", rf'\1"{name}"', text, count=1)
    text = re.sub(r"(?m)^(version\s*=\s*).*$", r'\1"1.0.0"', text, count=1)
    of = f"{source.exercise.id} {source.exercise.version}"
    return f"# From {of}. Name it in sources, and keep to its licence.\n\n{text}"


def check_id(name: str) -> None:
    """Raise WrongUsage, with what an id looks like, for one that no exercise can have."""
    if not re.fullmatch(EXERCISE_ID, name):
        hint = "Small letters and digits, with - between words: hard-talk."
        raise WrongUsage("This cannot be the id of an exercise.", hint)


def _quoted(text: str) -> str:
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


def _asked(planned: PlannedQuestion) -> Iterator[str]:
    question, source = planned.question, planned.section.for_each
    remarks = [question.text, question.help, *_offered(question)]
    if isinstance(question, Sentence):
        told = " or ".join(question.from_)
        remarks.append(f"  a sentence of {told} to the letter, or its number")
    if question.source:
        held = _HELD.get(question.source, f"what you wrote at {question.source}")
        remarks.append(f"  out of {held}: to the letter, or by number")
    if source:
        remarks.append(f"Asked for each of {source}, in its order: 1, 2, …")
    if question.when:
        remarks.append(f"Asked when: {question.when}")
    if planned.after:
        remarks.append(f"Asked after: {planned.after}")
    for remark in remarks:
        yield from _comment(remark)
    example = _example(question)
    if source:
        example = f"{{ 1 = {example or _ANY}, 2 = {example or _ANY} }}"
    if example:
        yield f"# For example: {question.id} = {example}"
    # An empty list or table would be an answer, and no valid one.
    yield f"{question.id} = " + ('"""\n"""' if question.type == "long" else '""')


def _offered(question: AnyQuestion) -> Iterator[str]:
    for key in ("choices", "rows", "cols", "anchors"):
        for name, words in (getattr(question, key, None) or {}).items():
            yield f"  {name} = {clean_line(words)}"


def _example(question: AnyQuestion) -> str:
    """Return how an answer of several parts is written; nothing for the others."""
    if isinstance(question, Multi):
        both = [f'"{each}"' for each in question.choices] or ["1", "2"]
        return f"[{', '.join(both[:2])}]"
    if isinstance(question, Matrix):
        row = next(iter(question.rows), 1)
        cell = next((f'"{each}"' for each in question.cols), question.max)
        return f"{{ {row} = {cell} }}"
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


# The whole logic of an exercise as one table that a coach can print and go through

# Shown in columns of their own, or nothing that is checked.
_NOT_CHECKS = {each.name for each in fields(Question)} - {"required"}
_NOT_CHECKS |= {"type", "choices", "rows", "cols", "anchors"}
# Keys of a question that name other questions.
_NAMING = ("rows_from", "choices_from", "from_", "amended_by", *MADE_OF)


def logic_of(exercise: Exercise) -> list[dict[str, str]]:
    """Return a row for every question, in the order in which they are asked.

    Its id, type, text, when it is asked, what checks the answer, its follow-ups and
    the places that look at its answer.
    """
    used = _uses(exercise)
    rows = []
    for section in exercise.section:
        for_each = f"for each of {section.for_each}" if section.for_each else ""
        outer = [section.when, for_each]
        for asked in section.ask:
            follows = ", ".join(follow.id for follow in asked.follow)
            rows.append(_row(asked.question, outer, follows, used))
            answered = [*outer, f"{asked.question.id} is answered"]
            rows += [_row(each, answered, "", used) for each in asked.follow]
    return rows


def _row(
    question: AnyQuestion, outer: list[str], follows: str, used: Mapping[str, list[str]]
) -> dict[str, str]:
    whens = [each for each in (*outer, question.when) if each]
    return {
        "id": question.id,
        "type": question.type,
        "text": clean_line(question.text),
        "when": " and ".join(f"({w})" if " or " in w else w for w in whens),
        "checks": "; ".join(_checks(question)),
        "follow_ups": follows,
        "used_in": ", ".join(dict.fromkeys(used.get(question.id, []))),
    }


def _checks(question: AnyQuestion) -> Iterator[str]:
    for each in fields(question):
        value = getattr(question, each.name)
        nothing = value in ("", (), {}, None, False)
        if each.init and not nothing and each.name not in _NOT_CHECKS:
            words = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            name = each.name.rstrip("_")
            yield name if value is True else f"{name} {words}"
    for key in ("choices", "rows", "cols"):
        if getattr(question, key, None):
            yield f"{key}: {', '.join(getattr(question, key))}"


def _uses(exercise: Exercise) -> dict[str, list[str]]:
    """Return for each id the places that look at its answer."""
    used: dict[str, list[str]] = {}

    def note(names: Iterable[str], place: str) -> None:
        for name in names:
            used.setdefault(name, []).append(place)

    for part, path in parts_in(exercise):
        place = f"when of {getattr(part, 'id', '')}"
        if isinstance(part, Next):
            place = f"next {part.exercise}"
        elif isinstance(part, RecapLine):
            place = f"recap {int(path[-1]) + 1}"
            of = (each.partition(".")[0] for each in part.of)
            note([*_in_text(part.text), *of], place)
        elif isinstance(part, Section):
            note(_in_text(part.intro), f"intro of {part.id}")
            note(filter(None, [part.for_each]), f"for_each of {part.id}")
        else:
            note(_in_text(part.text + part.help), f"text of {part.id}")
            note((name for key in _NAMING for name in ids_of(part, key)), part.id)
        names = names_in(parse_condition(part.when)) if part.when else []
        note((each.path[0] for each in names if each.path[0] != "last"), place)
    note(exercise.quick, "quick")
    return used


def _in_text(text: str) -> list[str]:
    pipes = (pipe for pipe in pipes_in(text) if not isinstance(pipe, BadPipe))
    return [pipe.name.partition(".")[0] for pipe in pipes]
