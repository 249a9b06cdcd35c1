"""The person's own editor for a long answer; it leaves nothing behind.

The text goes into a private folder, on memory where there is one, and the folder is
removed once the text is back. What a crash leaves is swept at the next start. Editors
that keep copies of their own are told not to (reliability.md 3.8). Whatever goes wrong,
what was written stands in a file that is named.
"""

import codecs
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import clean_line, with_plain_line_ends
from leadcoach.errors import EditorFailed, ExitCode, LeadcoachError, Stopped

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

KNOWN = ("nano", "vim", "vi", "notepad")
"""the first of these that is there is the editor of somebody who chose none"""
AT_ONCE = 5.0
"""seconds within which nobody reads a text and closes it again"""
_FOLDER = "leadcoach-"
_ANSWER, _BEFORE, _WINDOW = "answer.txt", "before.txt", "window"
"""in the private folder: the text, as it was before, and that a window may be open"""
_DAY = 86_400
_SET = "leadcoach settings set editor NAME"
_AS_IT_WAS = "Nothing was changed."
_DONE = {"take": "I have saved it: take it", "leave": "leave my text as it was"}
_RIGHT = {"take": "that is right: take it", "leave": "leave my text as it was"}


Choose = Callable[[str, Mapping[str, str]], str | None]
"""Asks a person what to do with what an editor left; None when they leave it."""


@dataclass(frozen=True)
class Editor:
    """How to open text in an editor."""

    command: str
    """as in $EDITOR: a program and its flags; empty where there is none"""
    folders: tuple[Path, ...]
    """where a private folder can be made, the best place first; in the last, files stay"""

    def edit(self, text: str, choose: Choose) -> str:
        """Return `text` as the editor left it.

        Raises:
            EditorFailed: it did not open, ended with an error, or saved what cannot be
                read; what it had saved is in a file that the message names.
        """
        program = self._program()
        folder = self._private_folder()
        file = folder / _ANSWER
        before = text.encode("utf-8", "surrogateescape")
        try:
            disk.create_new(file, before)
            disk.create_new(folder / _BEFORE, before)
            opened = time.monotonic()
            _run(program, file)
            is_quick = time.monotonic() - opened < AT_ONCE
            is_known = Path(program[0]).name in QUIET
            is_same = is_quick and not is_known and file.read_bytes() == before
            if is_same and not self._is_saved(file, choose):
                return text
            return _read(file, text, choose)
        except (EditorFailed, OSError) as problem:
            raise self._failed(problem, file, before) from None
        except BaseException as leaving:  # the window was closed over it
            if kept := self._kept(file, before):
                leaving.add_note(f"What the editor saved is in {kept}")
            raise
        finally:
            if not (folder / _WINDOW).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def keep_aside(self, content: bytes) -> Path | None:
        """Write what an editor saved to a file that stays; None where none can be made."""
        name = f"edited-{secrets.token_hex(4)}.txt"
        for folder in reversed(self.folders):
            with suppress(LeadcoachError, OSError):
                disk.make_folder(folder)
                disk.create_new(folder / name, content)
                return folder / name
        return None

    def _is_saved(self, file: Path, choose: Choose) -> bool:
        """Wait for an editor with a window of its own, until the person is done.

        Return whether what it saved is to be taken.

        Raises:
            Stopped: the person pauses; the window may be open still.
        """
        before = file.read_bytes()
        said = (
            f"“{clean_line(self.command, 60)}” came back at once, with nothing changed. "
            "If it has opened a window of its own, write there and save, and say so "
            "here. With --wait it comes back by itself: leadcoach settings set editor "
            f"'{clean_line(self.command, 60)} --wait'"
        )
        try:
            while (chosen := choose(said, _DONE)) == "take":
                if file.read_bytes() != before:
                    return True
                said = f"Nothing new is saved yet in {file}"
        except BaseException as leaving:
            _leave_open(file, before, leaving)
            raise
        if chosen is None:
            pause = Stopped(ExitCode.DONE)
            _leave_open(file, before, pause)
            raise pause
        return False

    def _failed(
        self, problem: EditorFailed | OSError, file: Path, before: bytes
    ) -> EditorFailed:
        if isinstance(problem, OSError):
            why = f"What the editor saved cannot be read: {problem.strerror}."
            problem = EditorFailed(f"{why} {_AS_IT_WAS}")
        kept = self._kept(file, before)
        where = f" What the editor saved is in {kept}" if kept else ""
        return EditorFailed(f"{problem.message}{where}", problem.hint)

    def _kept(self, file: Path, before: bytes) -> Path | None:
        """Keep what stands in the file aside, where it is other than before."""
        with suppress(OSError):
            content = file.read_bytes()
            if content not in (before, b""):
                return self.keep_aside(content)
        return None

    def sweep(self, *, everything: bool = False) -> list[Path]:
        """Remove private folders whose leadcoach is no longer running.

        What an editor saved after its leadcoach ended is put aside, and the files that
        hold it are returned; a window that may be open keeps its folder for a day.
        With `everything` nothing of it stays.
        """
        kept = []
        for place in self.folders:
            for folder in _left_over(place):
                if not everything and (aside := self._rescued(folder)):
                    kept.append(aside)
                elif not everything and _may_be_open(folder):
                    continue
                shutil.rmtree(folder, ignore_errors=True)
        return kept

    def _rescued(self, folder: Path) -> Path | None:
        with suppress(OSError):
            before = (folder / _BEFORE).read_bytes()
            return self._kept(folder / _ANSWER, before)
        return None

    def _program(self) -> list[str]:
        try:
            program, *flags = shlex.split(self.command)
        except ValueError:  # nothing, or what cannot be taken apart
            shown = clean_line(self.command, 60)
            none = f"No editor is set, and none of {', '.join(KNOWN[:3])} is there."
            why = f"The editor is set to “{shown}”, which is no command."
            message = f"{why if shown else none} {_AS_IT_WAS}"
            raise EditorFailed(message, f"Name one: {_SET}") from None
        return [program, *QUIET.get(Path(program).name, ()), *flags]

    def _private_folder(self) -> Path:
        name = f"{_FOLDER}{os.getpid()}-{secrets.token_hex(8)}"
        for place in self.folders:
            folder = place / name
            with suppress(OSError):
                folder.mkdir(mode=0o700)
                return folder
        disk.make_folder(self.folders[-1])
        folder = self.folders[-1] / name
        folder.mkdir(mode=0o700)
        return folder


NO_EDITOR = Editor("", ())


def editor_for(environ: Mapping[str, str], setting: str, spare: Path) -> Editor:
    """Return the editor of the setting, of $VISUAL, of $EDITOR, or the first known one."""
    chosen = (setting, environ.get("VISUAL", ""), environ.get("EDITOR", ""))
    there = (name for name in KNOWN if shutil.which(name, path=environ.get("PATH", "")))
    command = next((each for each in (*chosen, *there) if each.strip()), "")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    memory = [Path(runtime)] if runtime else []
    return Editor(command, (*memory, Path("/dev/shm"), spare))


def _run(program: list[str], file: Path) -> None:
    name = clean_line(program[0], 60)
    try:
        with _keys_left_to_the_editor():
            done = subprocess.run([*program, str(file)], check=False)
    except FileNotFoundError:
        message = f"There is no editor called “{name}”. {_AS_IT_WAS}"
        raise EditorFailed(message, f"Name another: {_SET}") from None
    except OSError as problem:
        message = f"“{name}” cannot be opened: {problem.strerror}. {_AS_IT_WAS}"
        raise EditorFailed(message, f"Name another: {_SET}") from None
    if done.returncode != 0:
        message = f"“{name}” ended with an error ({done.returncode}). {_AS_IT_WAS}"
        raise EditorFailed(message, f"Open it again, or name another: {_SET}")


@contextmanager
def _keys_left_to_the_editor() -> Iterator[None]:
    """Let Ctrl-C be a key of the editor, and not the end of leadcoach behind it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(file: Path, before: str, choose: Choose) -> str:
    """Return what the editor wrote; the line feed it adds at the end is not ours.

    Bytes that are not UTF-8 are shown as what they probably are, and never replaced.
    """
    content = file.read_bytes()
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _asked_about(content, choose)
    if not before.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
    text = with_plain_line_ends(text)
    return text if before.endswith("\n") else text.removesuffix("\n")


def _asked_about(content: bytes, choose: Choose) -> str:
    """Return the text of bytes that are not UTF-8 once the person says it is right."""
    with suppress(UnicodeDecodeError):
        text = content.decode("cp1252")
        line = next(line for line in text.splitlines() if not line.isascii())
        said = (
            "The editor did not save it as UTF-8. Read as Windows-1252 it says: "
            f"“{clean_line(line, 120)}”"
        )
        if choose(said, _RIGHT) == "take":
            return text
    message = f"The editor did not save it as UTF-8, so it is not taken. {_AS_IT_WAS}"
    raise EditorFailed(message, "Set the editor to UTF-8, and open it again.")


def _leave_open(file: Path, before: bytes, leaving: BaseException) -> None:
    """Let the file of a window that may be open stay, and say on the way out where."""
    if file.read_bytes() == before:
        disk.create_new(file.parent / _WINDOW, b"")
        leaving.add_note(
            f"What you save in the editor's window stays in {file} and is told when "
            "leadcoach is next used."
        )


def _left_over(place: Path) -> list[Path]:
    with suppress(OSError):
        mine = os.getuid() if hasattr(os, "getuid") else None
        return [
            folder
            for folder in place.glob(f"{_FOLDER}*-*")
            if not folder.is_symlink()
            and (mine is None or folder.stat().st_uid == mine)
            and not _is_running(folder.name.removeprefix(_FOLDER).split("-")[0])
        ]
    return []


def _may_be_open(folder: Path) -> bool:
    with suppress(OSError):
        return time.time() - (folder / _WINDOW).stat().st_mtime < _DAY
    return False


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
