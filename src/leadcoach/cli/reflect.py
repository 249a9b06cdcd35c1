"""leadcoach reflect, compare, resume: begin a sitting or go on with one."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from leadcoach import __version__, disk
from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import (
    ANSWER,
    ANSWERS,
    COACH,
    FORGIVE,
    LENS,
    NO_INPUT,
    OFFLINE,
    QUICK,
    TOLD,
    Output,
    Request,
    argument,
    option,
)
from leadcoach.domain.text import clean
from leadcoach.errors import LeadcoachError
from leadcoach.paths import builtin_exercises


@command(
    "reflect",
    "leadcoach reflect",
    "leadcoach reflect --quick",
    "leadcoach reflect compare",
    "leadcoach reflect --answers monday.toml --no-input --json",
    asks=True,
)
def reflect(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    exercise: str = argument(
        "An exercise, or the path of an exercise file.", default="reflect"
    ),
    *,
    quick: bool = QUICK,
    mirror: bool = option(
        "--mirror/--no-mirror", "Hold up the mirror, or leave it out.", default=True
    ),
    lens: str = LENS,
    coach: bool | None = COACH,
    offline: bool = OFFLINE,
    answers: str = ANSWERS,
    answer: list[str] | None = ANSWER,
    forgive: bool = FORGIVE,
    no_input: bool = NO_INPUT,
    output: Output,
) -> None:
    """Look at how you lead and use power.

    Two questions, a mirror made of your own words, and one commitment. Ctrl-C keeps
    what you wrote; `leadcoach resume` goes on.
    """
    lenses: tuple[str, ...] = ()
    if lens:
        from leadcoach.cli.ideas import chosen_lenses

        lenses = chosen_lenses(context, lens)
    request = Request(
        exercise,
        answers,
        tuple(answer or ()),
        quick=quick,
        mirror=mirror,
        lenses=lenses,
        no_input=no_input,
        coach=coach,
        offline=offline,
        forgive=forgive,
    )
    begin_sitting(context, request, output)


@command("compare", "leadcoach compare", asks=True)
def compare(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    *,
    quick: bool = QUICK,
    answers: str = ANSWERS,
    answer: list[str] | None = ANSWER,
    forgive: bool = FORGIVE,
    no_input: bool = NO_INPUT,
    output: Output,
) -> None:
    """Look closely at one use of power.

    Whose needs it served, who had a say, who paid, and what else was possible. The
    same as `leadcoach reflect compare`.
    """
    given = ("compare", answers, tuple(answer or ()))
    request = Request(*given, quick=quick, no_input=no_input, forgive=forgive)
    begin_sitting(context, request, output)


@command("resume", "leadcoach resume", "leadcoach resume compare", asks=True)
def resume(
    context: Context,
    draft: str = argument(
        "A draft or its exercise; the latest without it.", default=""
    ),
    *,
    coach: bool | None = COACH,
    offline: bool = OFFLINE,
    output: Output,
) -> None:
    """Go on where you stopped.

    Continues the latest draft, or the one you name, with the very next question.
    """
    from leadcoach.cli.sitting import Sitting

    Sitting(context, output, Request(coach=coach, offline=offline)).go_on(draft)


def begin_sitting(context: Context, request: Request, output: Output) -> None:
    """Practise an exercise; its first question stands on the screen at once."""
    plainly = Request(request.exercise, lenses=request.lenses)
    if request == plainly and context.around.has_terminal:
        _first_screen(context, request.exercise)
    from leadcoach.cli.sitting import Sitting

    Sitting(context, output, request).begin()


def _first_screen(context: Context, exercise: str) -> None:
    """Show the first question at once: what stood there last time stands there again.

    Reading an exercise and loading what asks its questions takes a moment. What was
    printed before the first prompt is kept in the cache, and is printed from there while
    the rest loads. The sitting then goes its usual way; what it would print again is
    left out, and from the first difference on everything is printed as usual.
    """
    file, key = context.places.cache / "first-screen.json", _key(context, exercise)
    if not key:
        return
    before = _chunks_in(file, key)
    waiting, printed, is_over = list(before), list[str](), False
    for chunk in before:
        context.print_question(chunk)

    def out(chunk: str) -> None:
        if not is_over:
            printed.append(chunk)
        if waiting and waiting[0] == chunk:  # it stands there already
            del waiting[0]
            return
        waiting.clear()
        context.print_question(chunk)

    def keep() -> None:
        nonlocal is_over
        if printed and not is_over and printed != before:
            content = json.dumps({"key": key, "chunks": printed})
            with suppress(LeadcoachError):  # a cache that cannot be written is no loss
                disk.atomic_write(file, content.encode())
        is_over = True

    context.question_out, context.before_a_prompt = out, keep


def _chunks_in(file: Path, key: list[Any]) -> list[str]:
    """Return what was kept of the screen that `key` tells of; nothing of another."""
    try:
        kept = json.loads(disk.read(file, 256 * 1024))
        chunks = [str(each) for each in kept["chunks"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []
    # Whoever can write the cache could put anything into it; only words come out.
    words = re.sub("\x1b\\[[01]m", "", "".join(chunks))
    return chunks if kept.get("key") == key and clean(words) == words else []


def _key(context: Context, exercise: str) -> list[Any]:
    """Return all that the first screen depends on; nothing where it may differ."""
    places, screen = context.places, context.side_screen
    has_drafts = places.drafts.is_dir() and any(places.drafts.glob("*.toml"))
    is_name = exercise.replace("-", "").isalnum()
    if not places.journal.exists() or has_drafts or screen.plain or not is_name:
        return []
    try:
        status = (builtin_exercises() / f"{exercise}.toml").stat()
    except OSError:
        return []
    # Whoever did it before is not shown how it opens.
    was_done = any(places.journal.glob(f"*/*/*-{exercise}-*.toml"))
    is_told = (places.cache / TOLD).exists()
    shown = [was_done, is_told, screen.width, screen.unicode, screen.colour]
    return [__version__, exercise, status.st_size, status.st_mtime_ns, *shown]
