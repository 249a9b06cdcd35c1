"""The person's own editor for a long answer; it leaves nothing behind.

The text goes into a private folder, on memory where there is one, and the folder is
removed once the text is back. What a crash leaves is swept at the next start. Editors
that keep copies of their own are told not to (reliability.md 3.8). Whatever goes wrong,
what was written stands in a file that is named.
"""

import os
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.text import clean_line, coding_of, with_plain_line_ends
from leadcoach.errors import EditorFailed, ExitCode, LeadcoachError, Stopped

_NO_COPIES = "set nobackup nowritebackup noundofile noswapfile"
_VIM = ("-n", "-i", "NONE", "--cmd", f"{_NO_COPIES} viminfo=")
QUIET = {
    **dict.fromkeys(("vim", "vi", "gvim", "view"), _VIM),
    "nvim": (*_VIM[:4], f"{_NO_COPIES} shada="),
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
            is_taken = self._is_saved(program, file, before, choose)
            return _read(file, text, choose) if is_taken else text
        except BaseException as problem:
            kept = self._kept(file, before)
            where = f" What the editor saved is in {kept}" if kept else ""
            if isinstance(problem, EditorFailed):
                raise EditorFailed(f"{problem.message}{where}", problem.hint) from None
            if isinstance(problem, OSError):
                why = f"What the editor saved cannot be read: {problem.strerror}."
                raise EditorFailed(f"{why} {_AS_IT_WAS}{where}") from None
            if kept:  # the window was closed over it
                problem.add_note(where.strip())
            raise
        finally:
            if not (folder / _WINDOW).exists():
                shutil.rmtree(folder, ignore_errors=True)

    def _is_saved(
        self, program: list[str], file: Path, before: bytes, choose: Choose
    ) -> bool:
        """Open the editor; tell whether what stands in the file then is to be taken.

        One with a window of its own comes back at once, and is waited for until the
        person is done. Where they leave, the file stays and it is said where.
        """
        opened = time.monotonic()
        _run(program, file)
        is_quick = time.monotonic() - opened < AT_ONCE
        is_known = Path(program[0]).name in QUIET
        if not is_quick or is_known or file.read_bytes() != before:
            return True
        command = clean_line(self.command, 60)
        said = (
            f"“{command}” came back at once, with nothing changed. "
            "If it has opened a window of its own, write there and save, and say so "
            "here. With --wait it comes back by itself: leadcoach settings set editor "
            f"'{command} --wait'"
        )
        leaving: BaseException = Stopped(ExitCode.DONE)
        try:
            while (chosen := choose(said, _DONE)) == "take":
                if file.read_bytes() != before:
                    return True
                said = f"Nothing new is saved yet in {file}"
            if chosen is not None:
                return False
        except BaseException as other:  # noqa: BLE001 - raised again below
            leaving = other
        if file.read_bytes() == before:
            disk.create_new(file.parent / _WINDOW, b"")
            leaving.add_note(
                f"What you save in the editor's window stays in {file} and is told when "
                "leadcoach is next used."
            )
        raise leaving

    def keep_aside(self, content: bytes) -> Path | None:
        """Write what an editor saved to a file that stays; None where none can be made."""
        name = f"edited-{secrets.token_hex(4)}.txt"
        for folder in reversed(self.folders):
            with suppress(LeadcoachError, OSError):
                disk.make_folder(folder)
                disk.create_new(folder / name, content)
                return folder / name
        return None

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
        for folder in (each for place in self.folders for each in _left_over(place)):
            aside = None
            if not everything:
                with suppress(OSError):
                    before = (folder / _BEFORE).read_bytes()
                    aside = self._kept(folder / _ANSWER, before)
            if aside:
                kept.append(aside)
            may_be_open = False
            with suppress(OSError):
                opened = (folder / _WINDOW).stat().st_mtime
                may_be_open = time.time() - opened < _DAY
            if everything or aside or not may_be_open:
                shutil.rmtree(folder, ignore_errors=True)
        return kept

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
        begins = f"{_FOLDER}{os.getpid()}-"
        for place in self.folders[:-1]:
            with suppress(OSError):
                return Path(tempfile.mkdtemp(prefix=begins, dir=place))
        disk.make_folder(self.folders[-1])
        return Path(tempfile.mkdtemp(prefix=begins, dir=self.folders[-1]))


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
    hint = f"Name another: {_SET}"
    # Ctrl-C is a key of the editor, and not the end of leadcoach behind it.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run([*program, str(file)], check=False).returncode
        why = f"“{name}” ended with an error ({code})." if code else ""
        hint = f"Open it again, or name another: {_SET}"
    except FileNotFoundError:
        why = f"There is no editor called “{name}”."
    except OSError as problem:
        why = f"“{name}” cannot be opened: {problem.strerror}."
    finally:
        signal.signal(signal.SIGINT, before)
    if why:
        raise EditorFailed(f"{why} {_AS_IT_WAS}", hint)


def _read(file: Path, before: str, choose: Choose) -> str:
    """Return what the editor wrote; the line feed it adds at the end is not ours.

    Bytes that are not UTF-8 are shown as what they probably are, and never replaced.
    """
    content = file.read_bytes()
    try:
        text = content.decode(coding_of(content))
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


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (OSError, ValueError, OverflowError) as problem:
        # It may be somebody else's, or the name is none of ours.
        return not isinstance(problem, ProcessLookupError)
    return True
