"""leadcoach course check, schema: for those who write courses."""

import typer

from leadcoach.cli.context import Context
from leadcoach.cli.course import course, shipped_courses
from leadcoach.cli.options import Output, argument
from leadcoach.errors import ExitCode
from leadcoach.rendering.screen import write


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

    shipped = shipped_courses()
    paths = [find(each, shipped) for each in files]
    checked = [check(each, shipped, context.library) for each in paths]
    context.show(checked_page(checked), output)
    if any(each.findings for each in checked):
        raise typer.Exit(ExitCode.FOUND)


@course.command("schema", "leadcoach course schema > course.schema.json")
def schema(context: Context) -> None:
    """Print the JSON Schema of course files.

    Editors that know it complete keys and mark mistakes while you write.
    """
    from leadcoach.courses.course import Course
    from leadcoach.exercises.shape import schema_of, schema_text

    write(context.around.stdout, schema_text(schema_of(Course)))
