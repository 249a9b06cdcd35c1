"""An answers file to fill in: every question as a comment, with its words and choices."""

from collections.abc import Iterator
from textwrap import wrap

from leadcoach.domain.exercise import AnyQuestion, Exercise, Planned
from leadcoach.domain.passages import Sentence
from leadcoach.domain.text import clean, clean_line

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
    for key, words in parts_of(question):
        yield from _comment(f"  {key} = {words}")
    if isinstance(question, Sentence):
        told = " or ".join(question.from_)
        yield from _comment(f"  a sentence of {told} to the letter, or its number")
    if question.when:
        yield from _comment(f"Asked when: {question.when}")
    if planned.after:
        yield from _comment(f"Asked after: {planned.after}")
    example = _example(question)
    if example:
        yield f"# For example: {question.id} = {example}"
    yield f"{question.id} = {_EMPTY.get(question.type, chr(34) * 2)}"


def parts_of(question: AnyQuestion) -> Iterator[tuple[str, str]]:
    """Yield id and words of everything a question offers: choices, rows, columns, ends."""
    for key in ("choices", "rows", "cols", "anchors"):
        offered = getattr(question, key, None)
        if isinstance(offered, dict):
            yield from (
                (str(name), clean_line(words)) for name, words in offered.items()
            )


def _example(question: AnyQuestion) -> str:
    """Return how an answer of several parts is written; nothing for the others."""
    choices, rows = (list(getattr(question, key, ())) for key in ("choices", "rows"))
    if question.type == "multi" and choices:
        return f"[{', '.join(f'{chr(34)}{each}{chr(34)}' for each in choices[:2])}]"
    if question.type == "matrix":
        cols = list(getattr(question, "cols", ()))
        cell = f'"{cols[0]}"' if cols else str(getattr(question, "max", 5))
        return f"{{ {rows[0]} = {cell} }}" if rows else ""
    return _EXAMPLES.get(question.type, "")


_EXAMPLES = {
    "list": '["one", "another"]',
    "yesno": "true",
    "sentence": "2",
    "date": "2026-12-01",
    "commitment": '{ action = "…", cue = "…", due = 2026-12-01 }',
}
_LONG = '"""\n"""'
# An empty list or table would be an answer, and no valid one.
_EMPTY = {"long": _LONG}


def _comment(text: str) -> Iterator[str]:
    for line in clean(text).split("\n"):
        for part in wrap(line, _WIDE, break_long_words=False) if line.strip() else []:
            yield f"# {part}"
