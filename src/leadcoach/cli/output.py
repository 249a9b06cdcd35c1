"""Where a command writes to: --format, --json, --output and --force, the same for all.

One place opens what --output names. It is looked at before the command begins, so that
nobody answers questions for an hour to hear that the file is there already.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Annotated, Any

import typer

from leadcoach import disk
from leadcoach.cli.context import Context, context_of
from leadcoach.cli.options import with_options
from leadcoach.errors import WrongUsage
from leadcoach.paths import Places
from leadcoach.rendering import Format
from leadcoach.rendering.screen import write

FormatOption = Annotated[
    Format, typer.Option("--format", help="How to show it.", show_default=True)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Write over the file if it is there.")
]
_OPTIONS: dict[str, tuple[object, object]] = {
    "form": (FormatOption, Format.TERMINAL),
    "as_json": (JsonOption, False),
    "output": (
        Annotated[
            str | None,
            typer.Option(
                "--output", metavar="FILE", help="Write it to this file; - prints it."
            ),
        ],
        None,
    ),
    "force": (ForceOption, False),
}


@dataclass(frozen=True)
class Output:
    """How something is shown, and where it is written."""

    form: Format = Format.TERMINAL
    name: str = ""
    """what --output said; empty or - is standard output"""
    force: bool = False
    """whether a file that is there is written over"""

    @classmethod
    def shown(cls, form: Format = Format.TERMINAL, *, as_json: bool) -> "Output":
        """Return standard output in the format asked for; --json is short for one."""
        return cls(Format.JSON if as_json else form)

    @property
    def is_json(self) -> bool:
        """Tell whether it is for programs."""
        return self.form is Format.JSON

    @property
    def is_stdout(self) -> bool:
        """Tell whether it is standard output."""
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
            reason = disk.reason(problem)
            message = f"{self.name} cannot be written: {reason}."
            raise WrongUsage(message, "Give another --output.") from problem

    def _refuse_file(self) -> None:
        try:
            mode = self.path.stat().st_mode
        except FileNotFoundError:
            return
        if S_ISDIR(mode):
            raise WrongUsage(f"{self.name} is a folder.", "Name a file in it.")
        if S_ISREG(mode) and not self.force:
            raise _is_there(self.name)

    def _refuse_folder(self) -> None:
        hint = "Give a new or an empty folder; one with files is never written over."
        if self.path.is_dir():
            if next(self.path.iterdir(), None) is not None:
                raise WrongUsage(f"{self.name} is not empty.", hint)
        elif os.path.lexists(self.path):
            raise WrongUsage(f"{self.name} is there already.", hint)

    def put(self, text: str, context: Context) -> None:
        """Write `text` there.

        Raises:
            WrongUsage: somebody made the file meanwhile; theirs is untouched.
            DiskRefused: a file is as it was; a pipe may have got a part.
            NotConfirmed: the file is there, but may not survive a power cut.
        """
        if self.is_stdout:
            write(context.around.stdout, text)
            return
        self.check(context.places)
        try:
            disk.write_out(self.path, text.encode(), over=self.force)
        except FileExistsError:
            raise _is_there(self.name) from None


def with_output(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options that say how its page is shown, and where it goes.

    The command takes them as one keyword argument, `output` (Output).
    """
    return with_options(command, "output", _OPTIONS, _output)


def _output(values: dict[str, Any], ctx: typer.Context) -> Output:
    shown = Output.shown(values["form"], as_json=values["as_json"])
    output = replace(shown, name=named(values["output"]), force=values["force"])
    output.check(context_of(ctx).places)
    return output


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


def _refuse_own(path: Path, places: Places) -> None:
    """Refuse a path in one of leadcoach's own folders, also where a link leads there."""
    here = Path(os.path.realpath(path))
    own = (*places, places.repaired)
    if any(_is_same(each, place) for each in (here, *here.parents) for place in own):
        message = f"{path} is among the files that leadcoach keeps itself."
        raise WrongUsage(message, "Give another --output. Nothing was written.")


def _is_same(one: Path, place: Path) -> bool:
    if one == Path(os.path.realpath(place)):
        return True
    try:  # the same folder under a name in other capitals, or mounted twice
        return one.samefile(place)
    except OSError:
        return False


def _is_there(name: str) -> WrongUsage:
    hint = "Give another name, or write over it with --force. Nothing was written."
    return WrongUsage(f"{name} is there already.", hint)
