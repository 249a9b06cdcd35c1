"""Who is asked, and how: with pickers and line editing, or in plain lines.

Words of authors that are not ours stand behind a rule; the program's never do.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from leadcoach import disk
from leadcoach.asking import Asker, Move, Place, Reply, Unfinished
from leadcoach.asking.keys import is_real
from leadcoach.asking.scripted import answer_options, answers_in, check_known
from leadcoach.asking.typed import WIDEST, wrapped
from leadcoach.cli.context import Context
from leadcoach.cli.options import Request
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, wrap
from leadcoach.errors import (
    LeadcoachError,
    NotAnAnswer,
    NotFound,
    Stopped,
    Unreadable,
    WrongUsage,
)
from leadcoach.rendering.screen import Screen

if TYPE_CHECKING:
    from leadcoach.answers import ReadAnswers
    from leadcoach.asking.plain import LineSource
    from leadcoach.asking.typed import PersonAsker
    from leadcoach.domain.exercise import Exercise
    from leadcoach.exercises.library import ExerciseFile

UNVERIFIED = "Unverified author: leadcoach did not write what is set apart."
AFTER_THE_NOTE = {"keep": "keep it", "drop": "keep it nowhere"}
_SAVED_BY_A_FORM = b"# leadcoach answers 1:"
_KEEP = {"keep": "go on with these answers", "stop": "stop; nothing is kept"}
_MOST_BYTES = 1024 * 1024
_ANSWERS = "`leadcoach help answering` shows what such a file looks like."


def asker_for(context: Context) -> "PersonAsker":
    """Return the asker that suits the terminal and the person's wish."""
    screen, stdin = context.side_screen, context.around.stdin
    editor = context.swept_editor()
    out = context.question_out or context.print_question
    asker: PersonAsker
    if screen.plain or not is_real(stdin):
        from leadcoach.asking.plain import Plain

        asker = Plain(_lines_of(stdin, out), out, screen.width)
    else:
        from leadcoach.asking.terminal import Terminal

        asker = Terminal(out, screen.width)
        asker.before_a_prompt = context.before_a_prompt
        asker.pointer = "›" if screen.unicode else ">"
        if screen.colour and screen.unicode:
            asker.strong = "\x1b[1m{}\x1b[0m".format
    asker.editor, asker.rank = editor, _likeliest
    return asker


def _lines_of(stdin: TextIO | None, out: Callable[[str], None]) -> "LineSource":
    if stdin is None:
        return lambda _: ""
    if not is_real(stdin):
        return lambda _: stdin.readline()
    from leadcoach.asking.plain import Keyboard

    return Keyboard(stdin, out).line


def _likeliest(sentences: Sequence[str]) -> Sequence[float]:
    from leadcoach.mirror.language import likeliest  # only a long text needs it

    return likeliest(sentences)


def says_yes(context: Context, text: str) -> bool:
    """Ask for a typed yes; anything else is a no.

    Raises:
        WrongUsage: there is no terminal to ask at.
    """
    if context.person is None:
        message = "There is no terminal, so nobody can be asked. Nothing was done."
        raise WrongUsage(message, "Look at what is shown above, then say --yes.")
    return typed(context.person, text).strip().casefold() == "yes"


def typed(asker: Asker, text: str) -> str:
    """Return the line that is typed as answer to `text`; empty when it is passed."""
    line = cast("PersonAsker", asker).line(text)
    return "" if isinstance(line, Move) else line


def words_typed(
    person: "PersonAsker", question: str, stopped: Callable[[str], None]
) -> str:
    """Return the line typed below `question`; after a Ctrl-C `stopped` gets it first."""
    typing = Unfinished()
    person.tell(question)
    try:
        line = person.line("", keep=typing.keep)
    except (KeyboardInterrupt, Stopped):
        stopped(typing.text())
        raise
    return line if isinstance(line, str) else typing.text()


def is_to_be_kept(context: Context, words: str, asker: Asker | None) -> bool:
    """Tell whether words are kept: asked only where they call for the safety note."""
    from leadcoach.domain.safety import calls_for_the_note

    if not calls_for_the_note(words):
        return True
    context.say(f"\n{context.safety_note}\n")
    return asker is None or asker.choose("What now?", AFTER_THE_NOTE) == "keep"


# Answers in a file


def answers_for(
    context: Context, exercise: "Exercise", request: Request
) -> dict[str, object] | None:
    """Return the answers that a sitting begins with; None where they are not wanted.

    A right file is taken as it is. Of another, what can be read is shown, and who sits
    at a terminal says whether to keep it; without one it takes --forgive.

    Raises:
        LeadcoachError: an answer cannot be, or nothing can be read.
    """
    options = answer_options(list(request.options))
    if not request.answers:
        check_known(exercise, options)
        return options
    content, name = content_of(context, request.answers)
    given, problem = _given(content, name, exercise, options)
    if problem is None and _SAVED_BY_A_FORM not in content:
        return {**given, **options}
    from leadcoach.answers import NothingInIt, read

    try:
        found = read(content, exercise, context.today)
    except NothingInIt as nothing:
        raise (problem or nothing) from None
    if not (problem or found.changed or found.unread):
        return {**given, **options}
    if not _is_wanted(context, exercise, request, found, problem):
        return None
    return dict(found.answers) | options


def _given(
    content: bytes, name: str, exercise: "Exercise", options: dict[str, object]
) -> tuple[Mapping[str, object], LeadcoachError | None]:
    """Return the answers of a right file, or what is not right in it.

    Raises:
        LeadcoachError: the `options` alone cannot be answers.
    """
    try:
        given = answers_in(content, name)
        check_known(exercise, given | options)
    except (NotAnAnswer, Unreadable) as problem:
        try:
            check_known(exercise, options)
        except NotAnAnswer:
            raise problem from None
        return {}, problem
    return given, None


def _is_wanted(
    context: Context,
    exercise: "Exercise",
    request: Request,
    read: "ReadAnswers",
    problem: LeadcoachError | None,
) -> bool:
    """Show what was read of a file that is not right; tell whether it is to be kept."""
    person = None if request.no_input else context.person
    if not request.forgive and person is None:
        wrong = problem or NotAnAnswer(read.unread[0].told)
        how = "With --forgive, what can be read of it is taken, and each change told."
        raise NotAnAnswer(wrong.message, f"{wrong.hint} {how}".strip()) from None
    _show_read(context, exercise, read)
    context.left_out = bool(read.unread)
    if request.forgive or person is None:
        return True
    is_wanted = person.choose("\nKeep it like this?", _KEEP) == "keep"
    if not is_wanted:
        context.say("Nothing was kept.")
    return is_wanted


def _show_read(context: Context, exercise: "Exercise", read: "ReadAnswers") -> None:
    """Show what was read of a file, what of it in another way, and what was not."""
    width = min(context.side_screen.width, WIDEST)

    def show(text: str, first: str = "", rest: str = "") -> None:
        context.say("\n".join(wrap(clean(text), width, first, rest or first)))

    context.say("The file is not as it was made. This was read of it:")
    for planned in exercise.plan:
        question = planned.question
        value = read.answers.get(question.id)
        if value is not None:
            each_of, of_each = planned.section.for_each, {"": value}
            if each_of and isinstance(value, Mapping):
                of_each = dict(value)
            show(f"\n{question.text}")
            for item, said in of_each.items():
                show(f"{item}: {question.shown(said)}".removeprefix(": "), "    ")
    for heading, lines in (
        ("Read in another way than it stands there:", read.changed),
        ("Not understood:", [each.told for each in read.unread]),
    ):
        if lines:
            context.say(f"\n{heading}")
        for line in lines:
            show(line, "  - ", "    ")


def content_of(
    context: Context, source: str, hint: str = _ANSWERS
) -> tuple[bytes, str]:
    """Return what is in the file `source`, or on standard input for -, and its name.

    `hint` says what to do where there is no such file.

    Raises:
        NotFound: there is no such file.
        Unreadable: it cannot be read.
    """
    if source in ("-", "/dev/stdin"):
        context.quiet_keys.close()  # at a terminal somebody types it
        stdin = context.around.stdin
        raw = getattr(stdin, "buffer", None)  # before anything is decoded
        if raw is not None:
            return raw.read(_MOST_BYTES + 1), "standard input"
        return (stdin.read() if stdin is not None else "").encode(), "standard input"
    path = Path(source)
    try:
        return disk.read(path, _MOST_BYTES, named=True), source
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", hint) from None
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {disk.reason(problem)}.") from problem


# Words of other authors


def begun(
    context: Context, found: "ExerciseFile", person: Asker, *, again: bool = False
) -> Asker:
    """Show the title and the first words of an exercise; return who asks its questions.

    Who does it `again` knows how it opens; its word of care is shown all the same.
    Where it did not come with leadcoach, its words are framed, now and later.
    """
    exercise, screen = found.exercise, context.side_screen
    if found.own:
        person.tell(wrapped(UNVERIFIED, screen.width))
    first_words = "" if again else exercise.open
    for part in filter(None, (exercise.title, first_words, exercise.safety)):
        person.tell(framed(part, screen) if found.own else wrapped(part, screen.width))
    return framing(context, found, person)


def framing(context: Context, found: "ExerciseFile", person: Asker) -> Asker:
    """Return who asks the questions of an exercise; with a frame where it is not ours."""
    if not found.own:
        return person
    screen = context.side_screen
    cast("PersonAsker", person).as_heading = lambda text: framed(text, screen)
    return Framing(person, screen, context.safety_note)


class Framing:
    """Asks through another asker, and frames what is told of an author's.

    All that is told during a sitting is the author's, but for the safety `note`. So a
    forgotten text of the program is framed, and never one of an author left bare.
    """

    def __init__(self, person: Asker, screen: Screen, note: str) -> None:
        self._person, self._screen, self._note = person, screen, note.strip()

    def ask(self, step: Step, place: Place) -> Reply:
        return self._person.ask(step, place)

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        return self._person.choose(text, choices)

    def tell(self, text: str) -> None:
        if text.strip() != self._note:
            text = "\n" + framed(text.strip("\n"), self._screen)
        self._person.tell(text)


def framed(text: str, screen: Screen) -> str:
    """Return `text` with a rule at the left of each line, wrapped to `screen`."""
    side = "│ " if screen.unicode else "| "
    if screen.plain:  # read aloud, a rule is a word in every line
        side = "  "
    return "\n".join(wrap(clean(text), min(screen.width, WIDEST) - 2, side))
