"""leadcoach share: one file for a coach, and the list of those that were made."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import typer

from leadcoach.asking import Answered, Move, keep_nothing
from leadcoach.cli.asker import asker_for
from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.course import plans
from leadcoach.cli.options import Output, argument, flag, option
from leadcoach.courses.offered import Offered
from leadcoach.courses.share import (
    COMMITMENTS,
    DONE,
    Given,
    Piece,
    Share,
    SharedList,
    file_name,
)
from leadcoach.desk.share_file import share_of
from leadcoach.domain.dates import short_day
from leadcoach.domain.question import Multi
from leadcoach.domain.sharing import with_initials
from leadcoach.domain.text import clean_line, several
from leadcoach.errors import (
    AnswersMissing,
    ExitCode,
    LeadcoachError,
    NotConfirmed,
    NotFound,
    Stopped,
    WrongUsage,
)
from leadcoach.rendering import ENDINGS, Format, render
from leadcoach.rendering.page import counted
from leadcoach.rendering.pages.share import list_page, share_page
from leadcoach.rendering.screen import Screen

NOT_WRITTEN = "Nothing was written."
_NOTHING = f"There is nothing to share yet. {NOT_WRITTEN}"
_TO_READ = (
    "It is a page to read; the desk of a coach does not read it. For that, leave out "
    "--format."
)
_HOW_IT_READS = (
    "What is yours stands in quotation marks behind value, words, action and cue. The "
    "rest tells the leadcoach of your coach where it belongs."
)
_EARLIER = "earlier"
_ENDINGS = ENDINGS | {Format.TERMINAL: ".share.toml"}


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
    course: str = option("--course", "The course whose weeks go in.", metavar="ID"),
    yes: bool = flag("--yes", "Write what --take or --done say."),
    output: Output,
) -> None:
    """Hand one file to a coach, chosen line by line.

    Nothing is ticked beforehand, and you see the file before it is written. Private
    answers never come up. Nothing is sent: you hand the file on yourself. With --take or
    --done nothing is asked: the file is only printed, and with --yes written at once.
    """
    if what == "list":
        context.show(list_page(SharedList(context.places.shared).all()), output)
        return
    if what:
        message = f"“{clean_line(what, 40)}” is nothing that share knows."
        raise WrongUsage(message, "Like this: leadcoach share, or leadcoach share list")
    named = (part.strip() for each in take or () for part in each.split(","))
    wanted = list(filter(None, named))
    if done and wanted:
        message = "--done and --take name two files: --done holds no words."
        raise WrongUsage(message, "For both in one: --take done,compare.own")
    wanted = [DONE] if done else wanted
    if not wanted:
        _check_is_asked(context, yes=yes)
    offered = _offered(context, course, reader)
    made = Share(context.today, name, reader)
    if not wanted:
        made = _chosen(context, made, offered, output)
    else:
        made = _named(context, made, offered, wanted)
        if not yes:
            context.put(_text(made, output), Output())
            context.say(f"{NOT_WRITTEN} To write it, add --yes.")
            return
    _write(context, made, output)


def _check_is_asked(context: Context, *, yes: bool) -> None:
    if yes:
        message = "--yes goes with --take or --done; without them you are asked."
        raise WrongUsage(message, "Leave it out.")
    if not context.around.has_terminal:
        message = f"There is no terminal, so nobody can choose. {NOT_WRITTEN}"
        raise AnswersMissing(message, "Say what goes in: leadcoach share --take NAMES")


def _offered(context: Context, course: str, reader: str) -> Offered:
    """Return what can be shared, of that course or the one with the nearest meeting."""
    given = SharedList(context.places.shared).all()
    found = context.courses.plan(course) if course else None
    return Offered(
        context.journal,
        context.library,
        context.commitments.all(),
        given,
        found or next(iter(plans(context)), None),
        context.today,
        clean_line(reader, 60),
    )


# Without being asked


def _named(
    context: Context, made: Share, offered: Offered, wanted: Sequence[str]
) -> Share:
    """Return a share of what is `wanted`, by its names, each once.

    Raises:
        NotFound: there is no such thing, or it may not be shared: the words are the same.
    """
    found: dict[str, Piece] = {}
    for each in wanted:
        if each == DONE:
            made = offered.with_done(made)
            continue
        pieces = offered.commitments if each == COMMITMENTS else offered.named(each)
        if not pieces and each != COMMITMENTS:
            message = f"There is nothing to share under “{clean_line(each, 60)}”."
            raise NotFound(f"{message} {NOT_WRITTEN}", _hint(offered, each))
        found |= {piece.key: piece for piece in pieces}
    made = replace(made, pieces=tuple(found.values()), names=offered.names)
    if made.is_empty:
        context.say(_NOTHING)
        raise typer.Exit(ExitCode.FOUND)
    _refuse_what_no_desk_reads(made)
    _tell_what_is_in(context, made)
    return made


def _hint(offered: Offered, name: str) -> str:
    if offered.missing and (":" in name or name.partition(".")[0] in offered.missing):
        named = several([clean_line(each, 40) for each in offered.missing], 5)
        return f"The exercise {named} is not here to allow it."
    known = dict.fromkeys(each.question for each in offered.beside(name))
    if known:
        return f"That entry has: {', '.join(known)}."
    return "Names are like compare.own; `leadcoach share` shows all that can be shared."


# Asked, line by line


def _chosen(context: Context, made: Share, offered: Offered, output: Output) -> Share:
    """Ask what goes in, and show it to the letter until it is to be written."""
    try:
        return _Dialogue(context, offered, output).chosen(made)
    except (KeyboardInterrupt, Stopped):
        context.say(f"\n{NOT_WRITTEN}")
        raise


class _Dialogue:
    """The questions from which a file for a coach comes."""

    def __init__(self, context: Context, offered: Offered, output: Output) -> None:
        self._context, self._offered, self._output = context, offered, output
        self._person = asker_for(context)

    def chosen(self, made: Share) -> Share:
        if not self._rows():
            self._context.say(_NOTHING)
            self._tell_missing()
            raise typer.Exit(ExitCode.FOUND)
        self._person.tell(
            "First two questions; Enter leaves one open. /pause leaves, and nothing is "
            "written."
        )
        to = made.to or self._line("For whom is it?")
        name = made.name or self._line("Under which name will it stand?")
        self._offered = replace(self._offered, reader=clean_line(to, 60))
        made = self._of_rows(replace(made, to=to, name=name))
        self._tell_missing()
        if made.is_empty:
            raise self._left("Nothing is chosen.", ExitCode.DONE)
        _refuse_what_no_desk_reads(made)
        return self._looked_at(made)

    def _left(self, why: str = "", code: ExitCode = ExitCode.FOUND) -> typer.Exit:
        """Return what ends the dialogue; with 0 only where somebody chose that."""
        self._person.tell(f"{why}\n{NOT_WRITTEN}".strip())
        return typer.Exit(code)

    def _line(self, label: str) -> str:
        line = self._person.line(label)
        if isinstance(line, str):
            return line.strip()
        if line is not Move.SKIP:
            raise self._left()
        return ""

    def _rows(self) -> list[tuple[str, Piece | str]]:
        """Return words to choose by and what they stand for."""
        rows: list[tuple[str, Piece | str]] = [
            (self._words(each), each) for each in self._offered.pieces
        ]
        done = self._offered.with_done(Share(self._context.today))
        if not done.is_empty:
            rows.append((done.done_in_words, DONE))
        if self._offered.earlier:
            rows.append(("something from earlier", _EARLIER))
        self._context.tell_unread()
        return rows

    def _words(self, piece: Piece) -> str:
        about = "commitment" if piece.is_commitment else piece.row["exercise"]
        day = short_day(piece.on, self._context.today)
        return f"{about}, {day}: {with_initials(piece.offered, self._offered.names)}"

    def _of_rows(self, made: Share) -> Share:
        """Ask which lines go in; those of earlier sittings only where that is ticked."""
        offered, rows = self._offered, self._rows()
        told = "Which of these go in? Nothing is ticked."
        if offered.since and offered.new:
            told += (
                f" New since the last: {counted(len(offered.new), 'entry', 'entries')}."
            )
        elif offered.since:
            told = f"You have written nothing new since the last. {told}"
        if offered.first:
            told += f" {offered.first} stands first."
        chosen = [rows[at][1] for at in self._ticked(told, [row[0] for row in rows])]
        pieces = {each.key: each for each in chosen if not isinstance(each, str)}
        if _EARLIER in chosen:
            pieces |= {each.key: each for each in self._of_earlier()}
        if DONE in chosen:
            made = offered.with_done(made)
        return replace(made, pieces=tuple(pieces.values()), names=offered.names)

    def _of_earlier(self) -> list[Piece]:
        """Ask for earlier sittings, and then for lines of those."""
        earlier = self._offered.earlier
        ids = self._ticked("From which of these?", [each.title for each in earlier])
        pieces = [piece for each in ids for piece in earlier[each].pieces]
        words = [self._words(each) for each in pieces]
        ticked = self._ticked("Which lines of these?", words) if pieces else []
        return [pieces[each] for each in ticked]

    def _ticked(self, text: str, choices: Sequence[str]) -> list[int]:
        """Return the places of what is ticked; nothing is beforehand."""
        self._person.tell(f"\n{text}")
        listed = {str(at): words for at, words in enumerate(choices, 1)}
        question = Multi(id="share", type="multi", text=text, choices=listed)
        reply = self._person.several(question, "", keep_nothing)
        if isinstance(reply, Answered):
            assert isinstance(reply.value, tuple)
            return [int(each) - 1 for each in reply.value]
        if reply is not Move.SKIP:
            raise self._left()
        return []

    def _looked_at(self, made: Share) -> Share:
        choices = {
            "less": "take a line out",
            "write": "write it",
            "stop": "stop; nothing is written",
        }
        while not made.is_empty:
            self._show(made)
            what = self._person.choose("\nWhat now?", choices)
            if what == "write":
                return made
            if what != "less":
                raise self._left(code=ExitCode.DONE if what else ExitCode.FOUND)
            made = self._with_less(made)
        raise self._left("Nothing is left in it.", ExitCode.DONE)

    def _show(self, made: Share) -> None:
        text = _text(made, self._output)
        if self._output.form is Format.HTML:  # nobody reads its signs
            screen = self._context.side_screen
            text = render(share_page(made.table), Format.TERMINAL, screen)
        is_file = self._output.form is Format.TERMINAL and made.pieces
        self._person.tell(f"\n{_HOW_IT_READS}" if is_file else "")
        self._person.tell("\nThis is all that will be in the file:")
        self._context.print_question(f"\n{text}")
        _tell_what_is_in(self._context, made)

    def _with_less(self, made: Share) -> Share:
        choices = {each.key: self._words(each) for each in made.pieces}
        if made.promised:
            choices[DONE] = made.done_in_words
        gone = self._person.choose("\nWhich line?", choices)
        left = tuple(each for each in made.pieces if each.key != gone)
        return replace(
            made, pieces=left, promised=None if gone == DONE else made.promised
        )

    def _tell_missing(self) -> None:
        """Say of which exercises nothing is offered, as nobody can tell what they allow."""
        if missing := self._offered.missing:
            named = several([clean_line(each, 40) for each in missing], 5)
            self._context.say(
                f"Nothing of {named} is offered: the exercise is not here to allow it."
            )


# Writing


def _tell_what_is_in(context: Context, made: Share) -> None:
    if made.names:
        context.say("The names in your notes for your coach stand as initials.")
    if made.is_altered:
        context.say("Signs that no screen shows stand as \ufffd in it.")


def _text(made: Share, output: Output) -> str:
    """Return what is handed over: the file, or the page that stands for it."""
    is_file = output.form is Format.TERMINAL
    return (
        made.text if is_file else render(share_page(made.table), output.form, Screen())
    )


def _write(context: Context, made: Share, output: Output) -> None:
    """Put the file in the list, and write it; without a file it leaves the list again."""
    text, listed = _text(made, output), SharedList(context.places.shared)
    place = output if output.name else _free(context, made, output)
    given = Given(
        context.around.now(),
        clean_line(place.path.name, 200),
        hashlib.sha256(text.encode()).hexdigest(),
        clean_line(made.name, 60),
        clean_line(made.to, 60),
        tuple(made.questions),
    )
    unsure = listed.add(given)
    try:
        context.put(text, place)
    except NotConfirmed:
        raise
    except (LeadcoachError, OSError, KeyboardInterrupt, Stopped):
        listed.take_back(given)
        raise
    if unsure:
        raise unsure
    if place.is_stdout:
        return
    where = "" if output.name else f", in {Path.cwd()}"
    context.say(f"Written: {place.name}{where}")
    if output.form is not Format.TERMINAL:
        context.say(_TO_READ)
    names = (
        " If it names other people, initials are often enough." if made.pieces else ""
    )
    context.say(f"Nothing was sent.{names}")


def _free(context: Context, made: Share, output: Output) -> Output:
    """Return a name in this folder that no file has."""
    stem, end = file_name(made.name, made.made), _ENDINGS[output.form]
    for number in count(1):
        place = replace(output, name=f"{stem}{f'-{number}' * (number > 1)}{end}")
        if not os.path.lexists(place.path):
            place.check(context.places)
            return place
    raise AssertionError


def _refuse_what_no_desk_reads(made: Share) -> None:
    """Refuse a file that a coach could not read.

    Raises:
        WrongUsage: with what of it.
    """
    if not (problem := _unread(made)):
        return
    alone = [each for each in made.pieces if _unread(replace(made, pieces=(each,)))]
    names = replace(made, pieces=tuple(alone), promised=None).questions
    what = f" {several(names, 5)}." if names else f" this. {problem}"
    message = f"A coach could not read{what} {NOT_WRITTEN}"
    raise WrongUsage(message, "Leave something out.")


def _unread(made: Share) -> str:
    """Return why the desk would not read a share; empty where it would."""
    try:
        share_of(made.text.encode())
    except LeadcoachError as problem:
        return problem.message
    return ""
