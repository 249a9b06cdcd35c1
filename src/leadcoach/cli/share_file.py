"""A file for a coach: what goes in is taken by name or asked for, shown, and written."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import typer

from leadcoach.asking import Answered, Move, keep_nothing
from leadcoach.cli.asker import asker_for
from leadcoach.cli.context import Context
from leadcoach.cli.offered import EARLIER, Offered, done_in_words
from leadcoach.cli.options import Output
from leadcoach.courses.share import (
    COMMITMENTS,
    DONE,
    Given,
    Piece,
    Share,
    file_name,
)
from leadcoach.desk.share_file import share_of
from leadcoach.domain.question import Multi
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
from leadcoach.rendering import Format, render
from leadcoach.rendering.pages.share import share_page
from leadcoach.rendering.screen import Screen

NOT_WRITTEN = "Nothing was written."
NOTHING = f"There is nothing to share yet. {NOT_WRITTEN}"
_ENDS = {
    Format.TERMINAL: ".share.toml",
    Format.MARKDOWN: ".md",
    Format.HTML: ".html",
    Format.JSON: ".json",
}

# Without being asked


def share_named(
    context: Context,
    made: Share,
    wanted: Sequence[str],
    output: Output,
    *,
    course: str,
    yes: bool,
) -> None:
    """Take what is `wanted`, by its names, and write it with `yes`; else print it.

    Raises:
        NotFound: there is no such thing, or it may not be shared.
    """
    offered = Offered(context, course)
    pieces = tuple(_taken(offered, wanted))
    made = replace(made, pieces=pieces, names=offered.names)
    if DONE in wanted:
        made = offered.with_done(made)
    if made.is_empty:
        context.say(NOTHING)
        raise typer.Exit(ExitCode.FOUND)
    _refuse_what_no_desk_reads(made)
    _tell_what_is_in(context, made)
    if yes:
        _write(offered, made, output)
        return
    context.put(_text(made, output), Output())
    context.say(f"{NOT_WRITTEN} To write it, add --yes.")


def _taken(offered: Offered, wanted: Sequence[str]) -> list[Piece]:
    """Return what was asked for, each once.

    Raises:
        NotFound: there is no such thing, or it may not be shared: the words are the same.
    """
    found: dict[str, Piece] = {}
    for each in wanted:
        if each == DONE:
            continue
        pieces = offered.commitments if each == COMMITMENTS else offered.named(each)
        if not pieces and each != COMMITMENTS:
            message = f"There is nothing to share under “{clean_line(each, 60)}”."
            raise NotFound(f"{message} {NOT_WRITTEN}", _hint(offered, each))
        found |= {piece.key: piece for piece in pieces}
    return list(found.values())


def _hint(offered: Offered, name: str) -> str:
    if name.partition(".")[0] in offered.missing or ":" in name and offered.missing:
        named = several([clean_line(each, 40) for each in offered.missing], 5)
        return f"The exercise {named} is not here to allow it."
    known = dict.fromkeys(each.question for each in offered.beside(name))
    if known:
        return f"Of that sitting there is: {', '.join(known)}."
    return "Names are like compare.own; `leadcoach share` shows all that can be shared."


def _tell_what_is_in(context: Context, made: Share) -> None:
    if made.names:
        context.say("The names in your note for your coach stand as initials.")
    if made.is_altered:
        context.say("Signs that no screen shows stand as \ufffd in it.")


# Asked, line by line


def share_chosen(context: Context, made: Share, output: Output, *, course: str) -> None:
    """Ask what goes in, show it to the letter, and write it.

    Raises:
        AnswersMissing: there is no terminal to ask at.
    """
    if not context.around.has_terminal:
        message = f"There is no terminal, so nobody can choose. {NOT_WRITTEN}"
        raise AnswersMissing(message, "Say what goes in: leadcoach share --take NAMES")
    try:
        offered = Offered(context, course)
        made = _Dialogue(offered, output).chosen(made)
    except _Left:
        context.say(NOT_WRITTEN)
        return
    except (KeyboardInterrupt, Stopped):
        context.say(f"\n{NOT_WRITTEN}")
        raise
    _write(offered, made, output)


class _Left(Exception):
    """The person stops before anything is written."""


class _Dialogue:
    """The questions from which a file for a coach comes."""

    def __init__(self, offered: Offered, output: Output) -> None:
        self._offered, self._output = offered, output
        self._context = offered.context
        self._person = asker_for(offered.context)

    def chosen(self, made: Share) -> Share:
        """Ask for what goes in, and show it to the letter until it is to be written."""
        offered, context = self._offered, self._context
        rows = offered.rows()
        context.tell_unread()
        if not rows:
            context.say(NOTHING)
            _tell_missing(offered)
            raise typer.Exit(ExitCode.FOUND)
        made = replace(self._people(made), names=offered.names)
        made = self._of_rows(made, rows)
        _tell_missing(offered)
        if made.is_empty:
            self._person.tell("Nothing is chosen.")
            raise _Left
        _refuse_what_no_desk_reads(made)
        return self._looked_at(made)

    def _people(self, made: Share) -> Share:
        last = self._offered.last
        self._person.tell("Both can be left open with Enter.")
        to = made.to or self._line("For whom is it?", last.to if last else "")
        name = "Under which name will it stand?"
        name = made.name or self._line(name, last.name if last else "")
        return replace(made, to=to, name=name)

    def _line(self, label: str, typed: str) -> str:
        line = self._person.line(label, typed)
        if line is Move.SKIP:
            return ""
        if isinstance(line, Move):
            raise _Left
        return line.strip()

    def _of_rows(self, made: Share, rows: list[tuple[str, Piece | str]]) -> Share:
        """Ask which lines go in; those of earlier sittings only where that is ticked."""
        told = f"Which of these go in? Nothing is ticked. {self._offered.told}"
        ids = self._ticked(told, [words for words, _ in rows])
        chosen = [rows[each][1] for each in ids]
        pieces = [each for each in chosen if isinstance(each, Piece)]
        if EARLIER in chosen:
            pieces += self._of_earlier()
        if DONE in chosen:
            made = self._offered.with_done(made)
        once = {each.key: each for each in pieces}
        return replace(made, pieces=tuple(once.values()))

    def _of_earlier(self) -> list[Piece]:
        """Ask for earlier sittings, and then for lines of those."""
        earlier = self._offered.earlier
        ids = self._ticked("Which sittings?", [each.title for each in earlier])
        pieces = [piece for each in ids for piece in earlier[each].pieces]
        if not pieces:
            return []
        words = [words for words, _ in self._offered.in_words(pieces)]
        return [pieces[each] for each in self._ticked("Which of their lines?", words)]

    def _ticked(self, text: str, choices: list[str]) -> list[int]:
        """Return the places of what is ticked; nothing is beforehand."""
        self._person.tell(f"\n{text}")
        listed = {str(at): words for at, words in enumerate(choices, 1)}
        question = Multi(id="share", type="multi", text=text, choices=listed)
        reply = self._person.several(question, "", keep_nothing)
        if isinstance(reply, Answered):
            assert isinstance(reply.value, tuple)
            return [int(each) - 1 for each in reply.value]
        if reply is not Move.SKIP:
            raise _Left
        return []

    def _looked_at(self, made: Share) -> Share:
        """Show the file to the letter until it is to be written."""
        choices = {
            "less": "leave one out",
            "write": "write it",
            "stop": "stop; nothing is written",
        }
        while not made.is_empty:
            self._show(made)
            what = self._person.choose("\nWhat now?", choices)
            if what == "write":
                return made
            if what != "less":
                raise _Left
            made = self._with_less(made)
        self._person.tell("Nothing is left in it.")
        raise _Left

    def _show(self, made: Share) -> None:
        self._person.tell("\nThis is all that will be in the file:\n\n")
        text = _text(made, self._output)
        if self._output.form is Format.HTML:  # nobody reads its signs
            text = _page(made, Format.TERMINAL, self._context.side_screen)
        self._context.print_question(f"{text}\n")
        _tell_what_is_in(self._context, made)

    def _with_less(self, made: Share) -> Share:
        rows = self._offered.in_words(made.pieces)
        choices = {str(at): words for at, (words, _) in enumerate(rows)}
        if made.promised:
            choices[DONE] = done_in_words(made)
        if len(choices) == 1:
            return replace(made, pieces=(), promised=None)
        chosen = self._person.choose("\nWhich one?", choices)
        if chosen is None:
            return made
        if chosen == DONE:
            return replace(made, promised=None)
        gone = made.pieces[int(chosen)]
        left = tuple(each for each in made.pieces if each is not gone)
        return replace(made, pieces=left)


def _tell_missing(offered: Offered) -> None:
    """Say of which exercises nothing is offered, as nobody can tell what they allow."""
    if missing := offered.missing:
        named = several([clean_line(each, 40) for each in missing], 5)
        offered.context.say(
            f"Nothing of {named} is offered: the exercise is not here to allow it."
        )


# Writing


def _text(made: Share, output: Output) -> str:
    """Return what is handed over: the file, or the page that stands for it."""
    is_file = output.form is Format.TERMINAL
    return made.text if is_file else _page(made, output.form, Screen())


def _page(made: Share, form: Format, screen: Screen) -> str:
    return render(share_page(made.table), form, screen)


def _write(offered: Offered, made: Share, output: Output) -> None:
    """Put the file in the list, and write it; without a file it leaves the list again."""
    context, text = offered.context, _text(made, output)
    place = output if output.name else _free(context, made, output)
    given = Given(
        context.around.now(),
        clean_line(place.path.name, 200),
        hashlib.sha256(text.encode()).hexdigest(),
        clean_line(made.name, 60),
        clean_line(made.to, 60),
        tuple(made.questions),
    )
    unsure = offered.given.add(given)
    try:
        context.put(text, place)
    except NotConfirmed:
        raise
    except (LeadcoachError, OSError, KeyboardInterrupt, Stopped):
        offered.given.take_back(given)
        raise
    if unsure:
        raise unsure
    if not place.is_stdout:
        context.say(
            f"Written: {place.name}\nNothing was sent. Names of other people in it are "
            "yours to look at."
        )


def _free(context: Context, made: Share, output: Output) -> Output:
    """Return a name in this folder that no file has."""
    stem, end = file_name(made.name, made.made), _ENDS[output.form]
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
