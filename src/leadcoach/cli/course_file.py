"""leadcoach course check, forms, schema: for those who write courses."""

from typing import TYPE_CHECKING

import typer

from leadcoach import disk
from leadcoach.cli.context import Context
from leadcoach.cli.course import SHIPPED, course, read_course, week_of
from leadcoach.cli.options import (
    FORCE,
    Output,
    argument,
    flag,
    named,
    option,
    output_file,
)
from leadcoach.domain.text import clean_line
from leadcoach.errors import ExitCode, WrongUsage
from leadcoach.rendering.screen import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadcoach.courses.course import Course
    from leadcoach.forms.form import Form


@course.command(
    "check",
    "leadcoach course check my-course.toml",
    "leadcoach course check shared-power",
)
def check(
    context: Context,
    files: list[str] = argument("Course files, or courses that came with leadcoach."),
    *,
    output: Output,
) -> None:
    """Say what is wrong in course files.

    Each problem (E) and each piece of advice (W) with its line and what would be right:
    `leadcoach exercise check --codes` explains the codes. The exit code is 1 when there
    is any.
    """
    from leadcoach.courses.course import check, find
    from leadcoach.rendering.pages.exercise import checked_page

    paths = [find(each, SHIPPED) for each in files]
    checked = [check(each, SHIPPED, context.library) for each in paths]
    context.show(checked_page(checked), output)
    if any(each.findings for each in checked):
        raise typer.Exit(ExitCode.FOUND)


@course.command(
    "forms",
    "leadcoach course forms shared-power --week 2 --output forms",
    "leadcoach course forms my-course.toml --week 2 --mail --output mails",
)
def forms(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    file: str = argument("A course file, or a course that came with leadcoach."),
    *,
    week: int = option("--week", "The number of the week.", ...),
    mail: bool = flag("--mail", "Numbered questions for a mail instead."),
    back: str = option("--back", "How to hand the answers back.", metavar="WORDS"),
    to: str | None = output_file("The folder for them.", "FOLDER"),
    force: bool = FORCE,
) -> None:
    """Make pages of a week for those without leadcoach.

    One for each exercise, like `leadcoach exercise form`. What comes back says which
    course and week it is of. Nothing is sent.
    """
    from leadcoach.forms.mail_form import mail_form
    from leadcoach.forms.page import page_of

    if not named(to):
        raise WrongUsage("Say which folder.", "Like this: --output forms")
    found = course_in(context, file)
    title = clean_line(found.week[week_of(found, week) - 1].title, 80)
    note = f"{clean_line(found.title, 80)}, week {week}: {title}"
    made: list[tuple[Output, str]] = []
    for form in _forms(context, found, week):
        name = f"week-{week}-{form.exercise.id}.{'txt' if mail else 'html'}"
        out = Output(name=f"{to}/{name}", force=force)
        out.check(context.places)
        made.append((out, (mail_form if mail else page_of)(form, back, note)))
    if not made:
        context.say("No form can be made of this week. Nothing was written.")
        return
    for out, text in made:
        disk.make_folder(out.path.parent)
        context.put(text, out)
        context.say(f"Written: {out.name}")
    context.say("Look at each before you send it. Nothing was sent.")


def course_in(context: Context, name: str) -> "Course":
    """Return the course in a file, or the shipped one called `name`."""
    from leadcoach.courses.course import find

    return read_course(context, find(name, SHIPPED))[0]


def _forms(context: Context, course: "Course", number: int) -> "Iterator[Form]":
    """Yield a form of each exercise of a week; one of which nothing is left is named."""
    from leadcoach.forms.form import Form

    week = course.week[number - 1]
    for name in dict.fromkeys((*week.do, *week.may)):
        exercise = context.library.find(name).exercise
        try:
            yield Form(exercise, f"{course.id} {number}")
        except WrongUsage as nothing:
            context.is_incomplete = True
            context.say(f"{name}: {nothing.message} {nothing.hint}")


@course.command("schema", "leadcoach course schema > course.schema.json")
def schema(context: Context) -> None:
    """Print the JSON Schema of course files.

    Editors that know it complete keys and mark mistakes while you write.
    """
    from leadcoach.courses.course import Course
    from leadcoach.exercises.shape import schema_of, schema_text

    write(context.around.stdout, schema_text(schema_of(Course)))
