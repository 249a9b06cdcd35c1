"""Run a command; turn what goes wrong into a message and an exit code, in one place."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress

from leadcoach import __version__
from leadcoach.errors import ExitCode, LeadcoachError, NotFound, Stopped, WrongUsage

# `leadcoach --version` is to answer at once, so that nothing is imported for types.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType
    from typing import TextIO

    from leadcoach.cli.context import Surroundings


def run() -> None:
    """Run the command line of this process; the console script calls it."""
    os.umask(0o077)  # whatever is created is for its owner only
    _heed_signals()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"leadcoach {__version__}\n")
        sys.exit(_flushed(sys.stdout, sys.stderr, ExitCode.DONE))
    from leadcoach.cli.context import real

    # A run is short, and most of what it makes lives to its end.
    gc.set_threshold(50_000, 20, 20)
    around = real()
    code = main(sys.argv[1:], around)
    sys.exit(_flushed(around.stdout, around.stderr, code))


def main(argv: Sequence[str], around: "Surroundings") -> int:
    """Run `argv` and return the exit code; every message goes to stderr."""
    try:
        with redirect_stdout(around.stdout), redirect_stderr(around.stderr):
            return _command(argv, around)
    except LeadcoachError as problem:
        _say(around.stderr, problem.message, problem.hint, around.environ)
        return problem.code
    except Stopped as stopped:
        return stopped.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # Typer exits by itself on a closed pipe
        return _after_a_broken_pipe()
    except BaseException as problem:  # noqa: BLE001 - the one place where all ends
        return _not_foreseen(problem, around)


def _command(argv: Sequence[str], around: "Surroundings") -> int:
    # Looking for plugins of pydantic costs 13 ms, and none of them is ours.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _refuse_other_encodings(argv)
    from leadcoach.cli.app import app
    from leadcoach.cli.context import Context

    context = Context(around)
    try:
        code = app(
            list(argv), prog_name="leadcoach", obj=context, standalone_mode=False
        )
    except NotFound as problem:
        context.tell_unread()
        if context.is_incomplete:  # it may stand in what cannot be read
            problem.code = ExitCode.UNREADABLE
        raise
    context.tell_unread()
    if context.is_incomplete and code in (None, ExitCode.DONE, ExitCode.FOUND):
        return ExitCode.UNREADABLE
    return code if isinstance(code, int) else ExitCode.DONE


def _refuse_other_encodings(argv: Sequence[str]) -> None:
    """Refuse words whose letters cannot be told; a file of such a name is none of them.

    Raises:
        WrongUsage: an argument is not UTF-8.
    """
    for number, given in enumerate(argv, 1):
        # Python hands on a byte that is not UTF-8 as a sign that no text can hold.
        if given.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in given):
            continue
        name, equals, value = given.partition("=")
        if not (os.path.lexists(given) or os.path.lexists(value)):
            what = f"{name}=…" if equals and name.isascii() else f"Argument {number}"
            raise WrongUsage(
                f"{what} is not UTF-8, so its letters cannot be told. Nothing was done.",
                "Set your terminal to UTF-8, or give the words in a file saved as UTF-8.",
            )


def _not_foreseen(problem: BaseException, around: "Surroundings") -> int:
    """Tell apart a group without a command, a disk that refused, and bugs."""
    if type(problem).__name__ == "NoArgsIsHelpError":  # its message is the help text
        around.stderr.write(f"{problem}\n")
        return ExitCode.USAGE
    if isinstance(problem, OSError):
        return _not_written(problem, around.stderr, around.environ)
    where = _reported(problem, around)
    message = "This is a bug in leadcoach; what you wrote is not affected."
    hint = f"A report without your words: {where}" if where else ""
    _say(around.stderr, message, hint, around.environ)
    return ExitCode.BUG


def _reported(problem: BaseException, around: "Surroundings") -> str:
    """Write the report of a bug and return where it is; nothing when it cannot be.

    It holds versions and places in the code: no locals, no arguments and no message of
    the exception, since any of them could be a person's words; and no folder above the
    code.
    """
    import platform
    import traceback
    from itertools import count

    from leadcoach import disk
    from leadcoach.paths import places

    frames = traceback.extract_tb(problem.__traceback__)
    lines = [
        f"leadcoach {__version__}",
        f"Python {platform.python_version()} on {platform.system()}",
        type(problem).__name__,
        *(
            f"  {os.path.basename(each.filename)}:{each.lineno} {each.name}"  # noqa: PTH119
            for each in frames
        ),
        "",
    ]
    try:
        folder = places(around.environ).reports
        for number in count(1):  # beside those of the same second
            more = f"-{number}" if number > 1 else ""
            path = folder / f"{around.now():%Y-%m-%dT%H%M%S}{more}.txt"
            with suppress(FileExistsError):
                disk.create_new(path, "\n".join(lines).encode())
                return str(path)
    except LeadcoachError:
        pass
    return ""


def _say(stderr: "TextIO", what: str, hint: str, environ: "Mapping[str, str]") -> None:
    from leadcoach.rendering.screen import message, screen_for, write

    lines = "\n".join(part for part in (what, hint) if part)
    with suppress(OSError, ValueError):
        write(stderr, message(lines, screen_for(stderr, environ)))


def _flushed(stdout: "TextIO", stderr: "TextIO", code: int) -> int:
    try:
        stdout.flush()
    except BrokenPipeError:
        return _after_a_broken_pipe()
    except (OSError, ValueError) as problem:
        _close_stdout()
        return _not_written(problem, stderr, os.environ)
    return code


def _not_written(
    problem: Exception, stderr: "TextIO", environ: "Mapping[str, str]"
) -> int:
    reason = getattr(problem, "strerror", None) or type(problem).__name__
    file = getattr(problem, "filename", None)
    what = f"{file} cannot be used" if file else "The output could not be written"
    _say(stderr, f"{what}: {reason}.", "", environ)
    return ExitCode.DISK


def _after_a_broken_pipe() -> int:
    # Whoever read has seen enough; Python would complain once more on its way out.
    _close_stdout()
    return ExitCode.DONE


def _close_stdout() -> None:
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())  # type: ignore[union-attr]


def _heed_signals() -> None:
    codes = {"SIGTERM": ExitCode.TERMINATED, "SIGHUP": ExitCode.HANGUP}

    def stop(number: int, _: "FrameType | None") -> None:
        raise Stopped(codes[signal.Signals(number).name])

    for name in codes:
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), stop)
