"""leadcoach ask: one good question out of the exercises, answered or left."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import typer

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.jot import keep
from leadcoach.cli.options import Output, flag
from leadcoach.errors import ExitCode, Stopped
from leadcoach.rendering import Format

if TYPE_CHECKING:
    from leadcoach.asking import Unfinished
    from leadcoach.asking.typed import PersonAsker
    from leadcoach.domain.exercise import Exercise
    from leadcoach.domain.question import Long, Short
    from leadcoach.exercises.library import Library

HOW = "A line or more; an empty line ends. Enter: another question. q: leave."
NO_MORE = "There is no other question for today."
NONE_LEFT = "You answered each of them in the last weeks."
NOT_KEPT = (
    "Nothing was kept: without a terminal this shows a question and takes no answer. "
    'Keep a line with: leadcoach jot "…"'
)
TITLE = "One question"
_RESTS = dt.timedelta(weeks=6)
"""how long a question that was answered stays away"""
_LOOKED_THROUGH = 100
"""newest single questions that are looked at for what was asked"""


class Single(NamedTuple):
    """A question that stands alone, and the exercise it is out of."""

    exercise: "Exercise"
    question: "Long | Short"
    own: bool

    @property
    def name(self) -> str:
        """What its answer is called: EXERCISE.question."""
        return f"{self.exercise.id}.{self.question.id}"

    @property
    def private(self) -> bool:
        return self.exercise.is_private(self.question.id)

    @property
    def source(self) -> str:
        from leadcoach.exercises.library import how_to_begin

        whole = f"The whole takes {self.exercise.minutes} minutes"
        how = how_to_begin(self.exercise.id)
        return f"From: {self.exercise.title.rstrip('.')}. {whole}: {how}"


@command(
    "ask",
    "leadcoach ask",
    "leadcoach ask --another",
    "leadcoach ask --json",
    asks=True,
)
def ask(
    context: Context,
    *,
    another: bool = flag("--another", "Another question than that of the day."),
    output: Output,
) -> None:
    """Put one good question to you.

    Out of the exercises, yours too; those you answered lately stay away. Answer it in a
    line or more, which is kept in your journal, or leave it. Without a terminal, or with
    --json, it prints the question of the day.
    """
    found = in_turn(list(singles(context.library)), _asked(context), context.today)
    if another and len(found) > 1:
        seed = context.around.now().isoformat()
        begin = random.Random(seed).randrange(1, len(found))
        found = found[begin:] + found[:begin]
    if not found:
        context.say(f"{NONE_LEFT} A whole exercise: leadcoach exercise list")
        raise typer.Exit(ExitCode.FOUND)
    if output == Output() and context.person:
        _put(context, context.person, found)
    else:
        _print(context, found[0], output)


def singles(library: "Library") -> Iterator[Single]:
    """Yield every question that stands alone.

    Those that say so; of the person's own exercise that says it of none, its first.
    """
    from leadcoach.exercises.library import exercise_files

    paths = exercise_files(library.builtin)
    shipped = [library.read(path, own=False).exercise for path in paths]
    for exercise in shipped:
        yield from _of(exercise, own=False)
    known = {each.id for each in shipped}
    for exercise in library.own_exercises().values():
        if exercise.id not in known:
            yield from _of(exercise, own=True)


def _of(exercise: "Exercise", *, own: bool) -> Iterator[Single]:
    from leadcoach.domain.question import Long, Short

    asking = [each for each in exercise.plan if each.question.asks]
    marked = [each for each in asking if getattr(each.question, "alone", False)]
    for planned in marked or (asking[:1] if own else []):
        question = planned.question
        leans = planned.conditions or planned.after or planned.section.for_each
        if (
            isinstance(question, Long | Short)
            and planned.stands_as_written
            and not leans
        ):
            yield Single(exercise, question, own)


def _asked(context: Context) -> dict[str, dt.date]:
    """Return the names of questions that were answered, each with the day it was last."""
    from leadcoach.domain.entry import ASK

    asked: dict[str, dt.date] = {}

    def note(name: str, day: dt.date) -> None:
        asked[name] = max(day, asked.get(name, day))

    for found in islice(context.journal.entries(exercise=ASK), _LOOKED_THROUGH):
        if entry := context.journal.loaded(found.path):
            for answer in entry.answers:
                note(answer.id, entry.local_date)
    for each in context.index.entries():
        for name in each.answered:
            note(f"{each.exercise}.{name}", each.day)
    return asked


def in_turn(
    found: list[Single], asked: Mapping[str, dt.date], today: dt.date
) -> list[Single]:
    """Return the questions in the order of this day.

    First those that were never answered, mixed anew each day; then the others, the
    longest ago first. What was answered in the last weeks is left out.
    """

    def last(each: Single) -> dt.date:
        return asked.get(each.name, dt.date.min)

    rested = [each for each in found if today - last(each) > _RESTS]
    rested.sort(key=lambda each: each.name)
    random.Random(today.isoformat()).shuffle(rested)
    return sorted(rested, key=last)


def _print(context: Context, single: Single, output: Output) -> None:
    from leadcoach.rendering.page import Page, Paragraph

    question = single.question
    if output.form is Format.TERMINAL:
        context.put(_shown(context, single), output)
        if not context.around.has_terminal:
            context.say(NOT_KEPT)
        return
    data = {
        "question": single.name,
        "asked": question.text,
        "help": question.help,
        "exercise": single.exercise.id,
        "title": single.exercise.title,
        "minutes": single.exercise.minutes,
        "private": single.private,
    }
    blocks = (
        *([Paragraph(question.help)] if question.help else []),
        Paragraph(single.source, quiet=True),
    )
    page = Page(question.text, blocks, data, single.exercise.language)
    context.show(page, output)


def _shown(context: Context, single: Single) -> str:
    """Return the question and its help; behind a rule where it is not ours."""
    from leadcoach.asking.typed import wrapped
    from leadcoach.cli.asker import framed

    question, screen = single.question, context.side_screen
    texts = list(filter(None, (question.text, question.help)))
    if single.own:
        return framed("\n".join(texts), screen) + "\n"
    return "".join(f"{wrapped(each, screen.width)}\n" for each in texts)


def _put(context: Context, asker: "PersonAsker", found: list[Single]) -> None:
    """Put one question after the other, until one is answered or the person leaves."""
    from leadcoach.asking import Unfinished

    began = context.around.now()
    for single in found:
        context.print_question(f"\n{_shown(context, single)}")
        if single is found[0]:
            asker.tell(HOW)
        typing = Unfinished()
        try:
            text = _lines(asker, typing)
        except (KeyboardInterrupt, Stopped):
            if typing.text().strip():
                _keep(context, single, typing.text(), None, began)
            raise
        if text is None:
            return
        if text:
            _keep(context, single, text, asker, began)
            return
    context.say(NO_MORE)


def _lines(asker: "PersonAsker", typing: "Unfinished") -> str | None:
    """Return what is typed up to an empty line, perhaps nothing; None to leave."""
    from leadcoach.asking import Move

    lines: list[str] = []

    def keep_typed(text: str) -> None:
        typing.keep("\n".join([*lines, text] if text else lines))

    while True:
        line = asker.line("", keep=keep_typed)
        if isinstance(line, Move):
            is_left = not lines and line is not Move.SKIP
            return None if is_left else "\n".join(lines)
        if not lines and line.strip().casefold() == "q":
            return None
        if not line.strip():
            return "\n".join(lines)
        lines.append(line)


def _keep(
    context: Context,
    single: Single,
    text: str,
    asker: "PersonAsker | None",
    began: dt.datetime,
) -> None:
    from leadcoach.domain.entry import ASK, Answer
    from leadcoach.domain.text import with_plain_line_ends

    question, words = single.question, with_plain_line_ends(text)
    answer = Answer(single.name, question.type, question.text, words, single.private)
    path = keep(context, ASK, TITLE, answer, asker, began)
    if path:
        context.say(f"Saved. {path}\n{single.source}")
