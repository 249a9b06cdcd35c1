"""leadcoach share: one file for a coach, and the list of those that were made."""

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag, option
from leadcoach.domain.text import clean_line
from leadcoach.errors import WrongUsage


@command(
    "share",
    "leadcoach share",
    "leadcoach share --take compare.own,commitments --name Ana --for Paul --yes",
    "leadcoach share --done --name Ana --output ana.share.toml --yes",
    "leadcoach share list",
    asks=True,
)
def share(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    what: str = argument("`list` shows what you shared so far.", ""),
    *,
    take: list[str] | None = option(
        "--take",
        "What goes in: EXERCISE.question of the latest entry, ENTRY:question of "
        "another, commitments, done. With commas, or repeated.",
        default=None,
        metavar="NAMES",
    ),
    done: bool = flag("--done", "Only what is done or not, without any words."),
    name: str = option("--name", "The name that it stands under.", metavar="NAME"),
    reader: str = option("--for", "For whom it is.", metavar="NAME"),
    course: str = option("--course", "The course whose weeks are told.", metavar="ID"),
    yes: bool = flag("--yes", "Write what --take or --done say."),
    output: Output,
) -> None:
    """Hand one file to a coach, chosen line by line.

    Nothing is ticked beforehand, and you see the file before it is written. Private
    answers never come up. Nothing is sent: you hand the file on yourself. With --take or
    --done nothing is asked, and without --yes the file is only printed.
    """
    if what == "list":
        from leadcoach.courses.share import SharedList
        from leadcoach.rendering.pages.share import list_page

        context.show(list_page(SharedList(context.places.shared).all()), output)
        return
    if what:
        message = f"“{clean_line(what, 40)}” is nothing that share knows."
        raise WrongUsage(message, "Like this: leadcoach share, or leadcoach share list")
    named = (part.strip() for each in take or () for part in each.split(","))
    wanted = list(filter(None, named))
    if done and wanted:
        message = "--done holds no words, so it goes without --take."
        raise WrongUsage(message, "To have both: --take done,compare.own")
    if yes and not (wanted or done):
        message = "--yes goes with --take or --done; without them you are asked."
        raise WrongUsage(message, "Leave it out.")
    from leadcoach.cli.share_file import share_chosen, share_named
    from leadcoach.courses.share import DONE, Share

    made = Share(context.today, name, reader)
    if done or wanted:
        names = [DONE] if done else wanted
        share_named(context, made, names, output, course=course, yes=yes)
    else:
        share_chosen(context, made, output, course=course)
