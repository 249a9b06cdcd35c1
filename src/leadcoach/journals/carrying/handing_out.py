"""An export as a folder of the same files, or as one file; nothing is written over."""

from collections.abc import Callable, Iterator
from pathlib import Path

from leadcoach import disk
from leadcoach.journals.carrying.exporting import Export
from leadcoach.journals.commitments import COMMITMENTS

README = "README.txt"
_README = """\
This is a journal that leadcoach kept, one file for each sitting.

2026/11/2026-11-21T193000-reflect-k3x9wq2m.toml was begun on 21 November 2026 at 19:30,
with the exercise "reflect". Each [[answer]] has the question as it was asked and, under
value, what was written. commitments.toml, if it is here, says which commitments are done.

The files are TOML in UTF-8 (https://toml.io): any text editor shows them, and most
programming languages can read them. They are not encrypted: whoever has this folder can
read it. `leadcoach journal import FOLDER` takes them back.
"""


def write_folder(
    export: Export, folder: Path, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Write everything that leaves to `folder`; its README.txt comes last.

    `tell` hears how many files are written so far.

    Raises:
        DiskRefused: what was written before stays there, without a README.txt.
    """
    disk.make_folder(folder)
    for done, (name, content) in enumerate(_files(export)):
        tell(done)
        disk.create_new(folder / name[:4] / name[5:7] / name, content)
    if export.states:
        disk.create_new(folder / COMMITMENTS, export.states)
    disk.create_new(folder / README, _README.encode())


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    yield from ((each.name, each.content) for each in export.entries)
    yield from export.as_they_are
