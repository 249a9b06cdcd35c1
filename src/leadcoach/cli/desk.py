"""leadcoach desk: what people handed in to a coach, shown and never kept."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import FORCE, Output, argument, flag, named, option
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.errors import ExitCode, NotFound, WrongUsage
from leadcoach.rendering import ENDINGS, Format
from leadcoach.rendering.page import Page, counted
from leadcoach.rendering.screen import write

if TYPE_CHECKING:
    from leadcoach.desk.handed import Desk

desk = group(
    "desk",
    "leadcoach desk in inbox",
    "leadcoach desk ask inbox compare.more",
    "leadcoach desk page inbox ana --output ana.html",
)

_INBOX = "A folder with a folder for each person."
_QUESTION = "An exercise and a question: compare.more"
_STRICT = flag("--strict", "Exit with 1 when something was not read.")


@desk.command(
    "in",
    "leadcoach desk in inbox",
    "leadcoach desk in inbox --course shared-power",
    "leadcoach desk in inbox --strict",
)
def in_(
    context: Context,
    inbox: Path = argument(_INBOX),
    *,
    name: str = option(
        "--course", "The weeks of a course: its file, or its name.", metavar="COURSE"
    ),
    strict: bool = _STRICT,
    output: Output,
) -> None:
    """See who has handed in what.

    Names what was not read and why, and what was read in another way than it stands
    there. Nothing is kept, and your own journal has no part in it.

    With --course it shows who has done which week: the week that a form or a shared page
    names, or else the only week that the exercise makes done.
    """
    from leadcoach.cli.course_file import course_in
    from leadcoach.rendering.pages.desk import in_page

    course = course_in(context, name) if name else None
    found = _desk(context, inbox)
    handed = [each.placed(course) if course else each for each in found.handed()]
    page = in_page(found.people, handed, found.problems, context.today, course)
    _show(context, page, output)
    if not found.people and found.problems:
        context.say("If this is the folder of one person, name the one above it.")
    elif not found.people:
        context.say(f"Make a folder for each person, like {clean_line(str(inbox))}/ana")
    if found.problems and strict:
        raise typer.Exit(ExitCode.FOUND)


@desk.command("ask", "leadcoach desk ask inbox compare.more")
def ask(
    context: Context,
    inbox: Path = argument(_INBOX),
    question: str = argument(_QUESTION),
    *,
    strict: bool = _STRICT,
    output: Output,
) -> None:
    """See everybody's latest answer to one question."""
    from leadcoach.desk.group import newest
    from leadcoach.rendering.pages.desk import ask_page

    exercise, name = _in_two(question)
    found = _desk(context, inbox)
    answers = newest(found.handed(), question)
    if not answers and found.exercise(exercise).planned(name) is None:
        raise _no_question(found, exercise, name)
    page = ask_page(question, found.asked(exercise, name), found.people, answers)
    _show(context, page, output)
    _tell(context, found, strict=strict)


@desk.command(
    "group",
    "leadcoach desk group inbox seven.rate",
    "leadcoach desk group inbox seven.rate --output group.html",
)
def group_(
    context: Context,
    inbox: Path = argument(_INBOX),
    question: str = argument(_QUESTION),
    *,
    strict: bool = _STRICT,
    output: Output,
) -> None:
    """Make a page of ratings for the group, from five people on.

    How many chose each number; no names, no words, and no row that fewer than five
    answered. Two pages for one question can give away who came or left between them.
    """
    from leadcoach.desk.group import FEWEST, group_of, newest, pages_beside, rated
    from leadcoach.rendering.pages.desk import group_page

    exercise, name = _in_two(question)
    found = _desk(context, inbox)
    if found.exercise(exercise).planned(name) is None:
        raise _no_question(found, exercise, name)
    asked = rated(found.exercise(exercise), name)
    made = group_of(found.exercise(exercise), asked, newest(found.handed(), question))
    if made.off:
        told = counted(made.off, "rating is", "ratings are")
        context.say(f"{told} not on the scale of {question}, and left out.")
    _tell(context, found, strict=False)
    if made.people < FEWEST:
        context.say(
            f"{question}: {made.people} handed in a rating. A page for the group is made "
            f"from {FEWEST} people on; before that a number would point at somebody."
        )
        raise typer.Exit(ExitCode.FOUND)
    beside = [] if output.is_stdout else pages_beside(output.path, made)
    _show(context, group_page(made), output)
    for each in beside:
        context.say(
            f"{each} shows the same question for nearly as many people. Whoever sees "
            "both can tell what those between them chose: hand on one of the two."
        )
    if found.problems and strict:
        raise typer.Exit(ExitCode.FOUND)


@desk.command("promises", "leadcoach desk promises inbox")
def promises(
    context: Context,
    inbox: Path = argument(_INBOX),
    *,
    strict: bool = _STRICT,
    output: Output,
) -> None:
    """See the commitments that people handed in and that are open."""
    from leadcoach.rendering.pages.desk import promises_page

    found = _desk(context, inbox)
    page = promises_page(list(found.handed()), context.today)
    _show(context, page, output)
    _tell(context, found, strict=strict)


@desk.command(
    "page",
    "leadcoach desk page inbox ana",
    "leadcoach desk page inbox ana --output ana.html",
)
def page(
    context: Context,
    inbox: Path = argument(_INBOX),
    name: str = argument("A person: the name of the folder."),
    *,
    strict: bool = _STRICT,
    output: Output,
) -> None:
    """Prepare a session with one person.

    What they want from it, their commitments, numbers then and now, their words, and
    room for what you want to ask.
    """
    from leadcoach.rendering.pages.desk import person_page

    found = _desk(context, inbox)
    wanted = clean_line(name, 40)
    if wanted not in found.people:
        hint = nearest_of(wanted, found.people)
        hint = hint or "`leadcoach desk in` shows who is there."
        raise NotFound(f"There is no folder of “{wanted}” in the inbox.", hint)
    mine = [each for each in found.handed() if each.person == wanted]
    _show(context, person_page(wanted, mine, context.today), output)
    _tell(context, found, strict=strict)


@desk.command(
    "export",
    "leadcoach desk export inbox --output all.jsonl",
    "leadcoach desk export inbox --output - | head",
)
def export(
    context: Context,
    inbox: Path = argument(_INBOX),
    *,
    to: str | None = option(
        "--output", "Write it to this file; - prints it.", default=None, metavar="FILE"
    ),
    force: bool = FORCE,
    strict: bool = _STRICT,
) -> None:
    """Write every answer as a line of JSON, for other programs.

    A line an answer, and a line a row of a matrix; always the same columns.
    """
    from leadcoach.desk.export import lines_of

    place = Output(name=named(to), force=force)
    place.check(context.places)
    found = _desk(context, inbox)
    lines = (line for each in found.handed() for line in lines_of(each))
    if place.is_stdout:
        for line in lines:
            write(context.around.stdout, line)
    else:
        context.put("".join(lines), place)
        context.say(f"Written: {place.name}")
    _tell(context, found, strict=strict)


def _desk(context: Context, inbox: Path) -> "Desk":
    from leadcoach.desk.handed import Desk
    from leadcoach.desk.inbox import Inbox

    library = context.library
    return Desk(
        Inbox(inbox),
        lambda name: library.find(name).exercise,
        library.names,
        context.today,
    )


def _in_two(question: str) -> tuple[str, str]:
    exercise, dot, name = question.partition(".")
    if not (exercise and dot and name):
        hint = "Name the exercise and the question, like compare.more"
        message = f"“{clean_line(question, 60)}” names no question."
        raise WrongUsage(message, hint)
    return exercise, name


def _no_question(found: "Desk", exercise: str, name: str) -> NotFound:
    known = [each.question.id for each in found.exercise(exercise).plan]
    hint = nearest_of(name, known) or f"They are: {', '.join(known)}."
    return NotFound(f"{exercise} has no question “{clean_line(name, 40)}”.", hint)


def _show(context: Context, page: Page, output: Output) -> None:
    """Show a page; the end of a file's name says how it is written.

    Raises:
        WrongUsage: it is that of another kind of file.
    """
    ending = output.path.suffix.lower()
    if output.form is Format.TERMINAL and ending and not output.is_stdout:
        named = [each for each in Format if ENDINGS[each] == ending]
        if not named:
            message = f"No page can be written as a file that ends in {ending}."
            hint = "End its name in .html, .md, .json or .txt. Nothing was written."
            raise WrongUsage(message, hint)
        output = replace(output, form=named[0])
    context.show(page, output)


def _tell(context: Context, found: "Desk", *, strict: bool) -> None:
    """Say that files were not read; `desk in` says which and why."""
    if not found.problems:
        return
    told = counted(len(found.problems), "file was", "files were")
    gap = "\n" if context.side_screen.is_terminal else ""
    context.say(f"{gap}{told} not read: `leadcoach desk in` says why.")
    if strict:
        raise typer.Exit(ExitCode.FOUND)
