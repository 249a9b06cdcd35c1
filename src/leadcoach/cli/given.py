"""Answers given beforehand: from a file, from standard input, from options."""

from pathlib import Path

from leadcoach import disk
from leadcoach.asking.scripted import answer_options, answers_in
from leadcoach.cli.context import Context
from leadcoach.errors import NotFound, Unreadable

_MOST_BYTES = 1024 * 1024


def given_answers(
    context: Context, source: str, options: tuple[str, ...]
) -> dict[str, object]:
    """Return the answers in the file `source` (- is stdin) and in id=value options."""
    given: dict[str, object] = {}
    if source:
        content, name = content_of(context, source)
        given = answers_in(content, name)
    return given | answer_options(list(options))


_ANSWERS = "`leadcoach help answering` shows what such a file looks like."


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
        stdin = context.around.stdin
        raw = getattr(stdin, "buffer", None)  # before anything is decoded
        if raw is not None:
            return raw.read(_MOST_BYTES + 1), "standard input"
        return (stdin.read() if stdin is not None else "").encode(), "standard input"
    return _of_file(Path(source), hint), source


def _of_file(path: Path, hint: str) -> bytes:
    try:
        return disk.read(path, _MOST_BYTES, named=True)
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.", hint) from None
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {disk.reason(problem)}.") from problem
