"""Options that several commands have, each declared once, and what is made of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

import typer

from leadcoach import disk
from leadcoach.errors import WrongUsage
from leadcoach.paths import Places
from leadcoach.rendering import Format

if TYPE_CHECKING:
    from leadcoach.journal.store import Filters


def argument(meaning: str, default: Any = ..., **more: Any) -> Any:  # noqa: ANN401
    """Return what a parameter is an argument by; without a `default` it is needed."""
    return typer.Argument(default, help=meaning, **more)


def option(name: str, meaning: str, default: Any = "", **more: Any) -> Any:  # noqa: ANN401
    """Return what a parameter is an option by."""
    return typer.Option(default, name, help=meaning, **more)


def flag(name: str, meaning: str, **more: Any) -> Any:  # noqa: ANN401
    """Return what a parameter is an option without a value by."""
    return option(name, meaning, default=False, **more)


PLAIN = flag("--plain", "Plain lines and numbered choices, nothing redrawn.")
QUICK = flag("--quick", "Ask only the few questions that matter most.")
LENS = option("--lens", "Ideas to hold it beside: names with commas.", metavar="NAMES")
ANSWERS = option(
    "--answers", "Take answers from this TOML file; - is stdin.", metavar="FILE"
)
ANSWER = option(
    "--answer",
    "One answer: id=value, or id.row=value. Repeatable.",
    default=None,
    metavar="ID=TEXT",
)
FORGIVE = flag(
    "--forgive", "Take what can be read of a broken answers file; each change is told."
)
NO_INPUT = flag("--no-input", "Ask nothing; what is not given is skipped.")
COACH = option(
    "--coach/--no-coach",
    "Ask for the coach that you set up, or leave it out.",
    default=None,
)
OFFLINE = flag("--offline", "Send nothing, whatever you agreed to.")
YES = flag("--yes", "Do not ask first.")
FORMAT = option("--format", "How to show it.", default=Format.TERMINAL)
JSON = flag("--json", "Short for --format json.")
FORCE = flag("--force", "Write over the file if it is there.")


TOLD = "told-what-is-new"
"""a file in the cache, there once the news of an upgrade were told"""


@dataclass(frozen=True)
class Request:
    """What a sitting is asked for, and with which options."""

    exercise: str = ""
    """empty to go on with a draft"""
    answers: str = ""
    """a file of answers, or - for standard input"""
    options: tuple[str, ...] = ()
    """answers as id=value"""
    quick: bool = False
    mirror: bool = True
    lenses: tuple[str, ...] = ()
    no_input: bool = False
    coach: bool | None = None
    """whether a coach has to be there, or is left out; None as it comes"""
    offline: bool = False
    forgive: bool = False
    """whether a broken file of answers is taken as far as it can be read"""
    course_week: tuple[str, int] | None = None
    """the course and its week that it was begun for"""


@dataclass(frozen=True)
class Output:
    """How something is shown, and where it is written.

    It is looked at before the command begins, so that nobody answers questions for an
    hour to hear that the file is there already.
    """

    form: Format = Format.TERMINAL
    name: str = ""
    """what --output said; empty or - is standard output"""
    force: bool = False
    """whether a file that is there is written over"""

    @property
    def is_stdout(self) -> bool:
        return self.name in ("", "-") or disk.descriptor_of(self.path) == 1

    @property
    def path(self) -> Path:
        """Return where the file is, or will be; a link stays a link."""
        return Path(os.path.expanduser(self.name))  # noqa: PTH111 - Path's raises

    def check(self, places: Places, *, folder: bool = False) -> None:
        """Refuse a place that no file, or no `folder` of files, may be written to.

        Raises:
            WrongUsage: something is there that `force` does not allow to write over, or
                it is in one of leadcoach's own folders. Nothing was written.
        """
        if self.is_stdout or disk.descriptor_of(self.path) is not None:
            return
        try:
            _refuse_own(self.path, places)
            (self._refuse_folder if folder else self._refuse_file)()
        except OSError as problem:
            message = f"{self.name} cannot be written: {disk.reason(problem)}."
            raise WrongUsage(message, "Give another --output.") from problem

    def _refuse_file(self) -> None:
        try:
            mode = self.path.stat().st_mode
        except FileNotFoundError:
            return
        if S_ISDIR(mode):
            raise WrongUsage(f"{self.name} is a folder.", "Name a file in it.")
        if S_ISREG(mode) and not self.force:
            raise self._is_there()

    def _refuse_folder(self) -> None:
        hint = "Give a new or an empty folder; one with files is never written over."
        if self.path.is_dir():
            if next(self.path.iterdir(), None) is not None:
                raise WrongUsage(f"{self.name} is not empty.", hint)
        elif os.path.lexists(self.path):
            raise WrongUsage(f"{self.name} is there already.", hint)

    def write(self, text: str, places: Places) -> None:
        """Write `text` to the file, which is not standard output.

        Raises:
            WrongUsage: somebody made the file meanwhile; theirs is untouched.
            DiskRefused: a file is as it was; a pipe may have got a part.
            NotConfirmed: the file is there, but may not survive a power cut.
        """
        self.check(places)
        try:
            disk.write_out(self.path, text.encode(), over=self.force)
        except FileExistsError:
            raise self._is_there() from None

    def _is_there(self) -> WrongUsage:
        hint = "Give another name, or write over it with --force. Nothing was written."
        return WrongUsage(f"{self.name} is there already.", hint)


def _refuse_own(path: Path, places: Places) -> None:
    """Refuse a path in one of leadcoach's own folders, also where a link leads there."""
    here = Path(os.path.realpath(path))
    around = {here, *here.parents}
    # The same folder can have a name in other capitals, or be mounted twice.
    known = {_identity(each) for each in around} - {None}
    for place in (*places, places.repaired, places.courses, places.shared):
        if Path(os.path.realpath(place)) in around or _identity(place) in known:
            message = f"{path} is among the files that leadcoach keeps itself."
            raise WrongUsage(message, "Give another --output. Nothing was written.")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what a file or folder is the same by, under any name; None if not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def output_file(meaning: str, metavar: str | None = "FILE") -> Any:  # noqa: ANN401
    """Return what a parameter is --output by, where there is no --format beside it."""
    return option("--output", meaning, default=None, metavar=metavar)


def place_for(
    places: Places,
    to: str | None,
    *,
    force: bool,
    example: str = "",
    folder: bool = False,
) -> Output:
    """Return where a file, or a `folder`, goes that is shown in no other format.

    Raises:
        WrongUsage: nothing may be written there; or --output was not given, and has to
            be, as in the `example`.
    """
    made = Output(name=named(to), force=force)
    if example and (not made.name or (folder and made.is_stdout)):
        message = "Say where it should go, with --output."
        raise WrongUsage(message, f"Like this: {example}")
    made.check(places, folder=folder)
    return made


def named(output: str | None) -> str:
    """Return what --output said; empty where it was not given.

    Raises:
        WrongUsage: it was given with nothing after it.
    """
    if output is not None and not output.strip():
        raise WrongUsage(
            "--output has no name after it.", "Name a file, or - for here."
        )
    return output or ""


def _output(
    places: Places, *, form: Format, as_json: bool, output: str | None, force: bool
) -> Output:
    made = Output(Format.JSON if as_json else form, named(output), force)
    made.check(places)
    return made


_WHICH = {
    "exercise": ("NAME", "Only entries of this exercise."),
    "since": ("DAY", "From this day on: 2026-03, last week, 3 days ago."),
    "until": ("DAY", "Up to this day."),
    "on": ("DAY", "On this day, or in this week, month or year."),
    "tag": (
        "TAG",
        "Only with this tag in your answers: budget for #budget. Repeat it for more.",
    ),
    "person": (
        "NAME",
        "Only with this person in your answers: M for @M. Repeat it for more.",
    ),
}
_REPEATED = ("tag", "person")
"""options that can be given several times; an entry has all of them"""


def _filters(_: Places, **values: Any) -> "Filters":  # noqa: ANN401 - texts and lists
    from leadcoach.journal.store import Filters

    for name, given in values.items():
        sort = _WHICH[name][0]
        texts = [given] if isinstance(given, str) else given or ()
        if not all(map(str.strip, texts)):  # a variable of a script that was never set
            message = f"--{name} has nothing after it, so it would mean everything."
            raise WrongUsage(message, f"Say --{name} {sort}, or leave it out.")
        values[name] = tuple(texts) if name in _REPEATED else given or ""
    return Filters(**values)


def parameter(name: str, kind: object, default: object) -> Parameter:
    """Return a parameter of a command, as an option."""
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _filter(name: str) -> Parameter:
    sort, words = _WHICH[name]
    made = option(f"--{name}", words, default=None, metavar=sort, show_default=False)
    return parameter(name, list[str] | None if name in _REPEATED else str | None, made)


MADE: dict[str, tuple[list[Parameter], Callable[..., object]]] = {
    "output": (
        [
            parameter("form", Format, FORMAT),
            parameter("as_json", bool, JSON),
            parameter(
                "output",
                str | None,
                output_file("Write it to this file; - prints it."),
            ),
            parameter("force", bool, FORCE),
        ],
        _output,
    ),
    "filters": ([_filter(name) for name in _WHICH], _filters),
    "days": ([_filter(name) for name in ("since", "until", "on")], _filters),
}
"""what leadcoach.cli.command makes of options: the parameter of a command -> the options
that stand in its place, and what makes it of the places and their values"""
