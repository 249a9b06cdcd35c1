"""A form as words for a mail: numbered questions, and answers go under each."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import assert_never

from leadcoach.domain.passages import Sentence
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
from leadcoach.domain.rating import Committing, Day, Matrix, Number, Scale, YesNo
from leadcoach.domain.text import clean_line
from leadcoach.forms.form import Form, FormQuestion, asked

_WIDE = 68
"""columns that mail programs do not break again, with a few `>` before them"""


def mail_form(form: Form, back: str = "", note: str = "") -> str:
    """Return the text of a mail; see `page_of`.

    What is private, is asked for each of several or chosen from an earlier answer does
    not fit into a mail, and is added to `not_in_a_mail` of the form.
    """
    exercise = form.exercise
    how = (
        "Write under each question, and send it back. Leave out what you like; lines that "
        "begin with # are only hints."
    )
    lines = [f"# leadcoach answers 1: {exercise.id} {exercise.version}"]
    lines += [f"# course: {form.course}"] if form.course else []
    questions: list[str] = []
    for part in form.parts:
        for placed in part.placed:
            question = placed.question
            is_chosen = isinstance(question, Choice | Multi) and bool(question.source)
            is_said = bool(placed.number) and not placed.is_private
            if is_said and not is_chosen and not part.section.for_each:
                questions += _asked(form, placed)
            elif placed.number:
                form.not_in_a_mail.append(placed.question.id)
    if form.not_in_a_mail:
        how += " Some do not fit into a mail: their numbers are missing."
    for words in filter(None, (exercise.title, note, how, back)):
        lines += _wrapped(clean_line(words), "# ")
    return "\n".join([*lines, *questions, "# end", ""])


def _asked(form: Form, placed: FormQuestion) -> list[str]:
    lines = ["", *_wrapped(asked(placed.question), f"{placed.number}. ", "   ")]
    if when := form.when_in_words(placed):
        lines += _wrapped(f"Only if {when}.", "# ")
    for hint in _hints(form, placed):
        lines += _wrapped(hint, "# ")
    return [*lines, ""]


# One case a kind of question.
def _hints(form: Form, placed: FormQuestion) -> Iterator[str]:  # noqa: C901, PLR0915
    question = placed.question
    if question.help and "$" not in question.help:
        yield clean_line(question.help)
    match question:
        case Choice():
            yield f"One of: {_listed(question.choices.values())}"
        case Multi():
            yield f"One or more of: {_listed(question.choices.values())}"
        case Scale() | Matrix():
            yield from _rating(form, question)
        case Lines():
            yield "One a line."
        case YesNo():
            yield "Yes or no."
        case Number():
            yield f"A number{question.bounds()}."
        case Day():
            yield "A day, like 2026-12-31."
        case Sentence():
            numbers = " or ".join(filter(None, map(form.number, question.from_)))
            yield f"A sentence of yours from question {numbers}, to the letter."
        case Committing():
            yield "Two lines, like “I will: ask the night shift first” and “When: a date moves”."
        case Long() | Short() | Note() | Mirror() | Pick():
            pass
        case _:
            assert_never(question)


def _rating(form: Form, question: Scale | Matrix) -> Iterator[str]:
    ends = f": {clean_line(question.ends())}" if question.anchors else ""
    cols = getattr(question, "cols", {})
    if not cols:
        yield f"A number from {question.min} to {question.max}{ends}"
    if isinstance(question, Matrix):
        rows = list(question.rows.values()) or ["…"]
        cell = next(iter(cols.values()), str(question.max))
        listed = f": {_listed(rows)}" if question.rows else ""
        source = "" if question.rows else form.number(question.source)
        those = f" one that you named at question {source}" if source else ""
        yield f"For each{those}, like “{clean_line(rows[0])}: {clean_line(cell)}”{listed}"
    if cols:
        yield f"One of: {_listed(cols.values())}"


def _listed(words: Iterable[str]) -> str:
    return "; ".join(map(clean_line, words))


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    return wrap(
        text,
        _WIDE,
        initial_indent=first,
        subsequent_indent=rest or first,
        break_long_words=False,
        break_on_hyphens=False,
    )
