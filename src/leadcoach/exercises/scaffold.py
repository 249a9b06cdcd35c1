"""A new exercise to begin with: a few questions, and comments that say what to change."""

import re
from collections.abc import Iterator, Mapping
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

_CLOSING = {
    "step": """\
[[section.ask]]
id = "step"
type = "commitment"          # one thing to do, and when
text = "What is one small thing you will do, when the next such moment comes?"
""",
    "sentence": """\
[[section.ask]]
id = "keep"
type = "short"               # one line
text = "Which one sentence do you want to keep from this?"
""",
    "ask": """\
[[section.ask]]
id = "step"
type = "commitment"          # one thing to do, and when
text = "Whom will you ask or tell about this, and when?"
""",
}
_KEPT = {
    "step": '[[recap.line]]\nshow = "commitments"\n',
    "sentence": '[[recap.line]]\ntext = "To keep: ${keep|or left open}"\n',
    "ask": '[[recap.line]]\nshow = "commitments"\n',
}
_WHOLE = """\
# An exercise for leadcoach. Everything behind a # is a remark and is not read.
# Look at it:  leadcoach exercise check {id}.toml
# Try it:      leadcoach exercise preview {id}.toml

format = 1
id = "{id}"                  # never changes once somebody has answered
version = "1.0.0"            # goes up with every change
title = {title}
purpose = {purpose}
minutes = 10
language = "en"
authors = []                 # for example: ["Your Name <you@example.org>"]
licence = "CC-BY-SA-4.0"     # what others may do with it

# Questions stand in sections, and are asked from top to bottom.
[[section]]
id = "moment"
title = "One moment"

[[section.ask]]
id = "situation"             # small letters, digits and _; the answer's name
type = "long"                # several sentences
text = "What happened, in one moment that comes to mind?"
help = "A small one is fine. Who was there, and what was said?"

# A follow-up is asked only after an answer, and only if its condition holds.
[[section.ask.follow]]
id = "situation_more"
when = "situation is thin"   # it tells nothing that was done or said
text = "What did you say or do in the first minute?"

[[section.ask]]
id = "weight"
type = "scale"               # a number
text = "How much does it weigh on you now?"
min = 1
max = 5
anchors = {{ 1 = "hardly", 5 = "a great deal" }}

[[section.ask]]
id = "needs"
type = "long"
when = "weight >= 3"         # asked only if this holds
text = "What did you need in it, and what did the others need?"

[[section]]
id = "close"
title = "To close"

# {closing}
{ask}
# What is shown at the end. ${{situation|short}} puts in the first words of an answer.
[recap]
title = {title}
[[recap.line]]
when = "situation is answered"
text = "The moment: ${{situation|short}}"
{kept}"""


def skeleton(name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise file.

    Raises:
        WrongUsage: the id or the closing move cannot be.
    """
    check_id(name)
    if closing not in CLOSINGS:
        hint = f"Closing moves: {', '.join(CLOSINGS)}."
        raise WrongUsage("There is no such closing move.", hint)
    title = name.replace("-", " ").capitalize()
    return _WHOLE.format(
        id=name,
        title=_quoted(title),
        purpose=_quoted(purpose.strip() or "Say here in a sentence what it is for."),
        closing=CLOSINGS[closing].capitalize() + ".",
        ask=_CLOSING[closing],
        kept=_KEPT[closing],
    )


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
