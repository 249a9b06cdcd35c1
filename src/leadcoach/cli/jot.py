"""leadcoach jot: keep a moment in a line, until an exercise asks for one."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag
from leadcoach.errors import (
    AnswersMissing,
    LeadcoachError,
    NotConfirmed,
    WrongUsage,
)

if TYPE_CHECKING:
    from leadcoach.asking.typed import PersonAsker
    from leadcoach.domain.entry import Answer

QUESTION = "Which moment do you want to keep?"
KEPT = "Kept. An exercise that asks for a moment offers it."


@command(
    "jot",
    "leadcoach jot",
    "leadcoach jot 'R. asked first, and I waited.'",
    "leadcoach jot list",
    "leadcoach jot - < moment.txt",
    asks=True,
)
def jot(
    context: Context,
    words: list[str] = argument(
        "The moment; - is stdin; `list` alone lists what is not used yet.",
        default=None,
        show_default=False,
    ),
    *,
    every: bool = flag("--all", "In the list, show used ones too."),
    output: Output,
) -> None:
    """Keep a moment in a line.

    It is offered when an exercise asks for a moment, and leaves the list once it is
    used. Words typed after the command stay in your shell's history; without them you
    are asked for a line, which stays in your journal only. Ctrl-C keeps what is typed.
    """
    from leadcoach.cli.asker import words_typed

    if words == ["list"]:
        _show(context, output, every=every)
        return
    if every or output != Output():
        message = "Those options go with the list."
        raise WrongUsage(message, "For example: leadcoach jot list --all")
    person = context.person
    if words == ["-"] or not (words or person):
        _keep(context, _given(context), None)
    elif words:
        _keep(context, " ".join(words), person)
    elif person:

        def stopped(typed: str) -> None:
            if typed.strip():
                _keep(context, typed, None)

        typed = words_typed(person, QUESTION, stopped)
        if typed.strip():
            _keep(context, typed, person)
        else:
            context.say("Nothing was kept.")


def _show(context: Context, output: Output, *, every: bool) -> None:
    from leadcoach.journal.jots import jots, unused_jots
    from leadcoach.rendering.pages.journal import jots_page

    found = (jots if every else unused_jots)(context.journal, context.index)
    context.show(jots_page(found, every=every), output)


def _given(context: Context) -> str:
    from leadcoach.cli.read import text_in

    text = text_in(context, "-").rstrip("\n")
    if not text.strip():
        message = "There is no moment, and no terminal to ask at."
        raise AnswersMissing(message, "Give it like this: leadcoach jot 'your words'")
    return text


def _keep(context: Context, words: str, asker: "PersonAsker | None") -> None:
    from leadcoach.domain.entry import JOT, Answer
    from leadcoach.domain.question import Long
    from leadcoach.journal.jots import MOMENT

    question = Long(id=MOMENT, type="long", text=QUESTION)
    answer = Answer(MOMENT, question.type, QUESTION, question.accept(words))
    if keep(context, JOT, "A moment", answer, asker):
        context.say(KEPT)


def keep(
    context: Context,
    exercise: str,
    title: str,
    answer: "Answer",
    asker: "PersonAsker | None",
    began: dt.datetime | None = None,
) -> Path | None:
    """Write an entry with one answer and return its path; None where it is not wanted.

    Words that call for the safety note are kept only if the person says so after it.
    """
    from leadcoach.cli.asker import is_to_be_kept
    from leadcoach.domain.piping import plain_words
    from leadcoach.session.entry import small_entry

    words = plain_words(answer.value)
    if not is_to_be_kept(context, words, asker):
        return None
    now, zone = context.around.now(), context.around.zone()
    entry = small_entry(exercise, title, answer, (began or now, now), zone)
    try:
        return context.journal.add(entry)
    except NotConfirmed:  # it is there
        raise
    except LeadcoachError:
        if asker:  # nobody has these words but this screen
            context.say(f"Not kept: {words}")
        raise
