"""The report of a bug: versions and places in the code, and nothing a person wrote."""

import platform
import traceback
from pathlib import Path

from leadcoach import __version__, disk
from leadcoach.cli.context import Surroundings
from leadcoach.errors import LeadcoachError
from leadcoach.paths import places


def write_report(problem: BaseException, around: Surroundings) -> str:
    """Write a report and return where it is; nothing when it cannot be written.

    It holds no locals, no arguments and no message of the exception, since any of
    them could be a person's words; and no folder above the code.
    """
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [
        f"leadcoach {__version__}",
        f"Python {platform.python_version()} on {platform.system()}",
        type(problem).__name__,
        *(f"  {Path(each.filename).name}:{each.lineno} {each.name}" for each in frames),
    ]
    stamp = f"{around.now():%Y-%m-%dT%H%M%S}"
    content = ("\n".join(lines) + "\n").encode()
    try:
        return str(_kept(places(around.environ).reports, stamp, content))
    except LeadcoachError:
        return ""


def _kept(folder: Path, stamp: str, content: bytes) -> Path:
    """Write a report beside those of the same second, and return where it is."""
    path, others = folder / f"{stamp}.txt", 0
    while True:
        try:
            disk.create_new(path, content)
        except FileExistsError:
            others += 1
            path = folder / f"{stamp}-{others + 1}.txt"
        else:
            return path
