"""leadcoach exercise: what there is to practise, what comes in, and what one makes."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadcoach import disk
from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import (
    ANSWERS,
    FORCE,
    FORMAT,
    JSON,
    PLAIN,
    Output,
    argument,
    flag,
    option,
    output_file,
    place_for,
)
from leadcoach.errors import ExitCode, WrongUsage
from leadcoach.rendering import Format
from leadcoach.rendering.screen import write

if TYPE_CHECKING:
    from leadcoach.exercises.add import Kept


exercise = group(
    "exercise",
    "leadcoach exercise list",
    "leadcoach exercise show compare",
    "leadcoach exercise new hard-talk",
)

NAME = "An exercise, or the path of a file."


@exercise.command("list", "leadcoach exercise list", "leadcoach exercise list --mine")
def list_(
    context: Context,
    *,
    mine: bool = flag("--mine", "Only your own."),
    output: Output,
) -> None:
    """List the exercises."""
    from leadcoach.rendering.pages.exercise import exercises_page

    found, refused = context.library.listed()
    chosen = [each for each in found if each.own or not mine]
    context.show(exercises_page(chosen, mine=mine), output)
    for problem in refused:
        context.say(f"Left out: {problem.message}")
    if refused:
        context.say("`leadcoach exercise check` shows what to mend.")
        raise typer.Exit(ExitCode.UNREADABLE)


@exercise.command(
    "show",
    "leadcoach exercise show reflect",
    "leadcoach exercise show reflect --logic",
    "leadcoach exercise show reflect --logic --format markdown",
)
def show(
    context: Context,
    name: str = argument(NAME),
    *,
    logic: bool = flag("--logic", "One table of every question's logic."),
    output: Output,
) -> None:
    """Show an exercise with all its questions."""
    from leadcoach.exercises.scaffold import logic_of
    from leadcoach.rendering.pages.exercise import exercise_page, logic_page

    found = context.library.find(name)
    if logic:
        page = logic_page(found.exercise, logic_of(found.exercise))
    else:
        page = exercise_page(found.exercise, own=found.own)
    context.show(page, output)


@exercise.command(
    "add",
    "leadcoach exercise add choice-point.toml",
    "leadcoach exercise add from-my-coach/ --yes",
    "leadcoach exercise add one.toml another.toml",
)
def add(
    context: Context,
    paths: list[Path] = argument(".toml files, or folders of them."),
    *,
    yes: bool = flag("--yes", "Add without asking."),
    form: Format = FORMAT,
    as_json: bool = JSON,
) -> None:
    """Look at exercises from others, and add them.

    Shows who says to have written them and every question. After your yes a copy is
    kept with your exercises; the file itself is left as it is. A newer version by the
    same authors takes the place of yours, after showing what changes for your entries.
    """
    from leadcoach.cli.asker import says_yes
    from leadcoach.exercises.add import install, offered_by
    from leadcoach.rendering.pages.exercise import offered_page

    offered, is_there = offered_by(paths, context.library)
    for there in is_there:
        context.say(f"You have {there.id} {there.version} already, as it is here.")
    if not offered:
        return
    names = [each.exercise.id for each in offered if each.replaces]
    kept = {name: _kept_of(context, name) for name in names}
    page = offered_page(offered, kept)
    context.show(page, Output(Format.JSON if as_json else form))
    count, replaced = len(offered), len(kept)
    what = "this exercise" if count == 1 else f"these {count} exercises"
    ones = f", {replaced} in the place of what you have" if replaced else ""
    if not yes and not says_yes(context, f"To add {what}{ones}, type yes."):
        context.say("Nothing was added.")
        return
    for each in offered:
        path, before = install(each, context.places.exercises)
        context.say(f"{'Replaced' if before else 'Added'}: {path}")
        if before:
            context.say(f"The earlier version is kept: {before}")
    context.say(f"Begin with: leadcoach reflect {offered[0].exercise.id}")


def _kept_of(context: Context, name: str) -> "Kept":
    from leadcoach.exercises.add import Kept

    entries = sum(1 for _ in context.journal.entries(exercise=name))
    drafts = context.drafts.of(name)
    answered = {each.partition(".")[0] for draft in drafts for each in draft.answers}
    return Kept(entries, len(drafts), frozenset(answered))


@exercise.command("remove", "leadcoach exercise remove choice-point")
def remove(
    context: Context,
    name: str = argument("One of your own exercises."),
) -> None:
    """Remove one of your own exercises.

    What you wrote in it stays in your journal.
    """
    from leadcoach.exercises.add import remove as take_out

    context.say(f"Removed: {take_out(name, context.library)}")
    context.say("What you wrote in it stays in your journal.")


@exercise.command(
    "new",
    "leadcoach exercise new hard-talk",
    "leadcoach exercise new hard-talk --purpose 'Get ready for a talk.' --closing step",
    "leadcoach exercise new my-compare --from compare",
)
def new(
    context: Context,
    name: str = argument("Its id: small letters, digits and -."),
    *,
    source: str = option("--from", "Begin with a copy of this exercise."),
    purpose: str = option("--purpose", "What it is for, in a sentence."),
    closing: str = option("--closing", "How it closes: step, sentence or ask."),
) -> None:
    """Begin an exercise of your own, in this folder.

    Writes ID.toml with a few questions and remarks that say what to change.
    """
    from leadcoach.exercises.scaffold import check_id, copied

    check_id(name)
    if context.library.takes_a_shipped_id(name, b""):
        message = f"The id “{name}” belongs to an exercise of leadcoach."
        raise WrongUsage(message, f"For example: leadcoach exercise new my-{name}")
    target = Path(f"{name}.toml")
    is_there = WrongUsage(f"{target} is there already.", "Nothing is written over.")
    if target.exists() or target.is_symlink():
        raise is_there
    if source:
        text = copied(name, context.library.find(source))
    else:
        text = _begun_with(context, name, purpose, closing)
    try:
        disk.create_new(target.absolute(), text.encode())
    except FileExistsError:
        raise is_there from None
    context.say(f"Written: {target}")
    context.say(f"Change it, then: leadcoach exercise check {target}")


def _begun_with(context: Context, name: str, purpose: str, closing: str) -> str:
    """Return the text of a new exercise; what is not given is asked for.

    Raises:
        WrongUsage: something is missing and nobody can be asked.
    """
    from leadcoach.cli.asker import typed
    from leadcoach.exercises.scaffold import CLOSINGS, skeleton

    if purpose and closing:
        return skeleton(name, purpose, closing)
    person = context.person
    if person is None:
        hint = "Give --purpose 'What it is for.' and --closing step, sentence or ask."
        raise WrongUsage("There is no terminal, so nobody can be asked.", hint)
    purpose = purpose or typed(person, "What is it for, in one sentence?")
    closing = closing or person.choose("How does it close?", CLOSINGS) or "step"
    return skeleton(name, purpose, closing)


@exercise.command(
    "check",
    "leadcoach exercise check",
    "leadcoach exercise check hard-talk.toml",
    "leadcoach exercise check prompts/ --json",
    "leadcoach exercise check --codes",
)
def check(
    context: Context,
    paths: list[Path] | None = argument(
        "Files and folders; your own exercises without any.", default=None
    ),
    *,
    codes: bool = flag("--codes", "Explain every code instead."),
    output: Output,
) -> None:
    """Say what is wrong in exercise files.

    Each problem (E) and each piece of advice (W) with its line and what would be
    right. The exit code is 1 when there is any.
    """
    from leadcoach.exercises.lint import check_all
    from leadcoach.rendering.pages.exercise import checked_page, codes_page

    if codes:
        context.show(codes_page(), output)
        return
    own = context.places.exercises
    files = paths or ([own] if own.is_dir() else [])
    checked = check_all(files, context.library)
    context.show(checked_page(checked), output)
    if any(each.findings for each in checked):
        raise typer.Exit(ExitCode.FOUND)


@exercise.command(
    "preview",
    "leadcoach exercise preview hard-talk.toml",
    "leadcoach exercise preview compare --width 40",
    "leadcoach exercise preview compare --answers monday.toml",
)
def preview(
    context: Context,
    name: str = argument(NAME),
    *,
    answers: str = ANSWERS,
    width: int | None = option(
        "--width", "Show it this many columns wide.", default=None, min=20
    ),
    plain: bool = PLAIN,
    output: Output,
) -> None:
    """Go through an exercise without keeping anything.

    The same questions, follow-ups and recap; no draft and no entry.
    """
    from leadcoach.cli.preview import previewed

    context.plain |= plain
    if width:
        environ = {**context.around.environ, "COLUMNS": str(width)}
        context = Context(context.around._replace(environ=environ), context.plain)
    context.show(previewed(context, name, answers), output)


@exercise.command(
    "test",
    "leadcoach exercise test hard-talk.toml",
    "leadcoach exercise test compare --walks 1000 --seed 7",
)
def try_out(
    context: Context,
    name: str = argument(NAME),
    *,
    walks: int = option(
        "--walks", "How many random walks.", default=200, min=0, max=100_000
    ),
    seed: int = option("--seed", "The same seed takes the same ways.", default=1),
    output: Output,
) -> None:
    """Try an exercise: its cases, then many random walks.

    Cases stand in ID.test.toml beside the file. The exit code is 1 when a case fails,
    a walk breaks off, or a question never comes up.
    """
    from leadcoach.cli.preview import tested
    from leadcoach.rendering.pages.exercise import tested_page

    found = tested(context, name, walks, seed)
    context.show(tested_page(found), output)
    if found.failed:
        raise typer.Exit(ExitCode.FOUND)


@exercise.command("blank", "leadcoach exercise blank compare")
def blank(context: Context, name: str = argument(NAME)) -> None:
    """Print an answers file to fill in.

    Every question stands in it as a remark, with its words and its choices.
    """
    from leadcoach.exercises.library import how_to_begin
    from leadcoach.exercises.scaffold import blank as blank_of

    found = context.library.find(name)
    own = f"leadcoach reflect {name}"
    begin = own if found.own else how_to_begin(found.exercise.id)
    write(context.around.stdout, blank_of(found.exercise, begin))


@exercise.command(
    "form",
    "leadcoach exercise form compare --output compare.html",
    "leadcoach exercise form compare --back 'Mail it to Paul.' --output week2.html",
    "leadcoach exercise form compare --mail",
)
def form(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    name: str = argument(NAME),
    *,
    mail: bool = flag("--mail", "Numbered questions for a mail instead."),
    back: str = option("--back", "How to hand the answers back.", metavar="WORDS"),
    note: str = option(
        "--note", "A line at the top, such as “Week 2”.", metavar="WORDS"
    ),
    to: str | None = output_file("Write it to this file."),
    force: bool = FORCE,
) -> None:
    """Make a page that anybody can fill in, without leadcoach.

    One HTML file for any browser. It loads nothing and sends nothing; who fills it in
    saves or copies the answers, and `leadcoach reflect ID --answers FILE` takes them.
    """
    from leadcoach.forms.form import Form
    from leadcoach.forms.mail_form import mail_form
    from leadcoach.forms.page import page_of

    out = place_for(context.places, to, force=force)
    made = Form(context.library.find(name).exercise)
    text = (mail_form if mail else page_of)(made, back, note)
    context.put(text, out)
    if not out.is_stdout:
        context.say(f"Written: {out.name}")
    if not mail:
        size = max(1, round(len(text.encode()) / 1000))
        context.say(
            f"{size} kB. It opens in any browser, loads nothing and sends nothing."
        )
    if made.left_out:
        ids = ", ".join(made.left_out)
        context.say(f"Left out, because they need a journal or the mirror: {ids}")
    if made.not_in_a_mail:
        context.say(
            f"Not in the mail; a page asks them: {', '.join(made.not_in_a_mail)}"
        )
    if not mail:
        context.say(
            "Send it as a link to a shared folder or in a zip: many mail systems hold back "
            "HTML attachments."
        )


@exercise.command("schema", "leadcoach exercise schema > exercise.schema.json")
def schema(context: Context) -> None:
    """Print the JSON Schema of exercise files.

    Editors that know it complete keys and mark mistakes while you write.
    """
    from leadcoach.exercises.shape import schema_text

    write(context.around.stdout, schema_text())
