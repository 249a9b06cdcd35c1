"""The person's own editor for a long answer; it leaves nothing behind.

The text goes into a private folder, on memory where there is one, and the folder is
removed afterwards. What a crash leaves is swept at the next start. Editors that keep
copies of their own are told not to (reliability.md 3.8).
"""

import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import with_plain_line_ends

_VIM = (
    "-n",
    "-i",
    "NONE",
    "--cmd",
    "set nobackup nowritebackup noundofile noswapfile viminfo=",
)
_NVIM = (*_VIM[:4], "set nobackup nowritebackup noundofile noswapfile shada=")
QUIET = {
    "vim": _VIM,
    "vi": _VIM,
    "gvim": _VIM,
    "view": _VIM,
    "nvim": _NVIM,
    "nano": ("-I",),  # without its settings: they can ask for backups elsewhere
}
"""Flags that keep an editor from leaving copies, by its name."""

_BEGINNING = "leadcoach-"


@dataclass(frozen=True)
class Editor:
    """How to open text in an editor."""

    command: str
    """as in $EDITOR: a program and its flags"""
    folders: tuple[Path, ...]
    """where a private folder can be made, the best place first"""

    def edit(self, text: str) -> str | None:
        """Return `text` as the editor left it, or None when it ended with an error."""
        folder = self._private_folder()
        try:
            file = folder / "answer.txt"
            disk.create_new(file, text.encode("utf-8", "replace"))
            done = subprocess.run([*self._program(), str(file)], check=False)
            if done.returncode != 0:
                return None
            return _as_typed(file.read_bytes(), text)
        except (OSError, ValueError):
            return None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove private folders whose leadcoach is no longer running."""
        for place in self.folders:
            for folder in _left_over(place):
                shutil.rmtree(folder, ignore_errors=True)

    def _program(self) -> list[str]:
        program, *flags = shlex.split(self.command)
        return [program, *QUIET.get(Path(program).name, ()), *flags]

    def _private_folder(self) -> Path:
        name = f"{_BEGINNING}{os.getpid()}-{secrets.token_hex(8)}"
        for place in self.folders:
            folder = place / name
            with suppress(OSError):
                folder.mkdir(mode=0o700)
                return folder
        disk.make_folder(self.folders[-1])
        folder = self.folders[-1] / name
        folder.mkdir(mode=0o700)
        return folder


def editor_for(environ: Mapping[str, str], setting: str, spare: Path) -> Editor | None:
    """Return the editor of the setting, of $VISUAL or of $EDITOR; None without one."""
    command = setting or environ.get("VISUAL", "") or environ.get("EDITOR", "")
    if not command.strip():
        return None
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    memory = [Path(runtime)] if runtime else []
    return Editor(command, (*memory, Path("/dev/shm"), spare))


def _left_over(place: Path) -> list[Path]:
    with suppress(OSError):
        mine = os.getuid() if hasattr(os, "getuid") else None
        return [
            folder
            for folder in place.glob(f"{_BEGINNING}*-*")
            if not folder.is_symlink()
            and (mine is None or folder.stat().st_uid == mine)
            and not _is_running(folder.name.removeprefix(_BEGINNING).split("-")[0])
        ]
    return []


def _is_running(process: str) -> bool:
    if not process.isdecimal():
        return True  # not a name of ours
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _as_typed(content: bytes, before: str) -> str:
    """Return what the editor wrote; the line feed it adds at the end is not ours."""
    text = with_plain_line_ends(content.decode("utf-8", "replace"))
    return text if before.endswith("\n") else text.removesuffix("\n")
