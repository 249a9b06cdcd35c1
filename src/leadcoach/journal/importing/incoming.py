"""Files from elsewhere: recognised by what they hold, and read so that none can harm.

No link is followed, nothing is unpacked, and no name in a file says where anything goes.
Entries of leadcoach's own come in under their own names, byte for byte. Its export of
lines can be of any size: one line is held at a time, and read once more when its entry
is written.
"""

import codecs
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import Any

from leadcoach import disk
from leadcoach.domain.text import (
    ARCHIVES,
    coding_of,
    foreign_kind,
    with_plain_line_ends,
)
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.commitments import COMMITMENTS, states_from_toml
from leadcoach.journal.entry_file import FORMAT, entry_from_toml
from leadcoach.journal.entry_name import (
    EntryName,
    file_name,
    sign_of,
    stranger,
)
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.importing.notes import (
    MARKDOWN,
    Arriving,
    FileContents,
    Remark,
    dayone_media,
    dayone_note,
    is_jrnl,
    jrnl_note,
    jrnl_notes,
    markdown_note,
)
from leadcoach.journal.toml_file import LARGEST, TOO_LARGE, from_toml, reason_in

OWN = "leadcoach"
MOST = 200_000
"""files, or notes of others, that are looked at in one go"""
_DEEPEST = 8
_MOST_BRACES = 4_000_000
"""in one JSON file or line; a hostile one could ask for all the memory there is"""
_LONGEST_LINE = 5 * LARGEST
"""bytes; a line holds the words of an entry twice, and signs in it can be escaped"""
_MOST_REFUSED = 1000
"""lines that are none, before the whole file is taken for something else"""

# What is left out

_FOLDERS = {
    "__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found",
    "node_modules", "bak", "backup", "backups", "trash", "recycle", "version-files",
}  # fmt: skip
_OURS = {
    "trash", "drafts", "exercises", "cache", "reports", "repaired", "settings.toml",
}  # fmt: skip
_BESIDE_JOURNAL = {"trash", "drafts", "settings.toml"}
_OF_INTEREST = r"\.(?:md|markdown|mdown|txt|json|jsonl|toml)"
_MARKED_COPY = re.compile(
    r"\.sync-conflict-\d{8}-\d{6}|conflicted copy|\(case conflict|\(sfconflict "
    rf"|{_OF_INTEREST}(?:~|\.(?:bak|orig|old|tmp|save|swp)|\.~\d+~)$"
    rf"|^#.*{_OF_INTEREST}#$",
    re.IGNORECASE,
)
# A copy only where the file it is of stands beside it: a note can be called so too.
_BEHIND = re.compile(
    r"(.+?)(?: [2-9]| ?\(\d{1,3}\)| (?:- )?copy(?: \(?\d+\)?)?|_conf\(?\d+\)?"
    r"| ?\([^()]*(?:conflict|konflikt|conflit)[^()]*\)|-(?:desktop|laptop)-\w+)",
    re.IGNORECASE,
)


def _why_left(name: str, names: Collection[str], *, is_folder: bool) -> str | None:
    """Return why something is left out; empty where it is not, None to say nothing.

    `names` are all that stand in its folder.
    """
    is_home = "journal" in names and not _BESIDE_JOURNAL.isdisjoint(names)
    if name.casefold() in _OURS and is_home:
        return "it stands beside leadcoach's journal, and is no part of it"
    if is_folder:
        is_tools = name.startswith(".") or name.casefold() in _FOLDERS
        return "a folder that a program keeps for itself" if is_tools else ""
    if name.startswith("."):
        if name.endswith(".icloud"):
            return "it lies in the cloud, and is not on this computer"
        return "a hidden file" if re.search(f"{_OF_INTEREST}$", name) else None
    path = PurePath(name)
    behind = _BEHIND.fullmatch(path.stem)
    is_copy = behind is not None and behind[1] + path.suffix in names
    is_marked = _MARKED_COPY.search(name) is not None
    return "a copy that a program made" if is_copy or is_marked else ""


# What is looked at

_DAY_FILE = re.compile(r"(\d{4})/(\d\d)/(\d\d)\.\w+", re.ASCII)
_ENDS = (".txt", ".json", ".jsonl", ".toml", ".zip", *MARKDOWN)
_OF_OURS = ("readme.txt", "last-change.toml")
_NOT_TEXT = "it is not a text file"
_UNKNOWN = "it is in none of the forms that can come in"


def found_at(path: Path) -> FileContents:
    """Return all that a file or folder holds and that can come in.

    Raises:
        NotFound: there is nothing at `path`.
        Unreadable: it cannot be looked into, or it holds more than 200,000 files.
    """
    try:
        if not path.exists():
            hint = (
                "Give a file or a folder; `leadcoach help exporting` says which kinds."
            )
            raise NotFound(f"There is no file or folder {path}.", hint)
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {disk.reason(problem)}.") from problem
    found = FileContents()
    alone = not path.is_dir()
    real = path.resolve()  # that of a pipe of the shell cannot be opened
    itself = [(real if real.exists() else path, path.name)]
    files = itself if alone else _files_in(path, found)
    for number, (file, shown) in enumerate(files, 1):
        if number > MOST:
            raise Unreadable(f"{path} holds more than {MOST:,} files.", "Give a part.")
        found.add(_in_file(file, shown, alone=alone))
        if len(found.notes) + len(found.refused) > MOST:
            message = f"{path} holds more than {MOST:,} entries."
            raise Unreadable(message, "Nothing was changed. Bring it in in parts.")
    return found


def _files_in(
    folder: Path, found: FileContents, within: str = "", depth: int = 0
) -> Iterator[tuple[Path, str]]:
    """Yield every file below `folder` in order, with its path from there.

    What programs keep there for themselves is left out, and named in `found`.
    """
    try:
        with os.scandir(folder) as seen:
            each_one = sorted(seen, key=lambda each: each.name)
    except OSError as problem:
        reason = disk.reason(problem)
        if not depth:
            raise Unreadable(f"{folder} cannot be read: {reason}.") from problem
        found.refused.append(Remark(within, f"it cannot be looked into: {reason}"))
        return
    names = {each.name for each in each_one}
    for each in each_one:
        shown = within + each.name
        is_folder = each.is_dir(follow_symlinks=False)
        why = _why_left(each.name, names, is_folder=is_folder)
        if why:
            found.left.append(Remark(f"{shown}/" if is_folder else shown, why))
        elif why is not None and is_folder and depth < _DEEPEST:
            yield from _files_in(Path(each), found, f"{shown}/", depth + 1)
        elif why is not None:
            yield Path(each), shown


class _NotImported(Exception):
    """Why nothing of a file or a line comes in; never with words that are in it."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def _in_file(path: Path, shown: str, *, alone: bool) -> FileContents:
    """Return what one file holds; `alone` when it was named itself."""
    name = path.name.casefold()
    is_one = name.endswith(_ENDS) or path.is_symlink() or path.is_dir()
    if not alone and (not is_one or name in _OF_OURS):
        return FileContents(passed=1)
    try:
        return _opened(path, shown, alone=alone)
    except _NotImported as problem:
        remark = Remark(shown, problem.why, problem.line)
    except OSError as problem:
        remark = Remark(shown, f"it cannot be read: {disk.reason(problem)}")
    return FileContents(refused=[remark])


def _opened(path: Path, shown: str, *, alone: bool) -> FileContents:
    if path.is_symlink() and not alone:
        raise _NotImported("it is a link, and links are not followed")
    if path.is_dir():
        raise _NotImported("its folder lies too deep in others")
    if not S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise _NotImported("it is not a plain file")
    if _is_export(path):
        return _in_lines(_lines_of(path), shown)
    content = disk.read(path, LARGEST, named=True)
    if len(content) > LARGEST:
        raise _NotImported(TOO_LARGE)
    own = _in_own(path, shown, content, alone=alone)
    if own is not None:
        return own
    try:
        text = _text(content)
    except _NotImported as problem:
        if alone or path.suffix.casefold() != ".zip":
            raise
        return FileContents(remarks=[Remark(shown, problem.why, problem.line)])
    return _in_text(text, shown, _day_of(path), alone=alone)


def _in_text(
    text: str, shown: str, day: dt.date | None, *, alone: bool
) -> FileContents:
    plain = with_plain_line_ends(text)
    if shown.casefold().endswith(MARKDOWN):
        return markdown_note(plain, shown, day)
    if text.lstrip()[:1] == "{":
        return _in_json(text, shown)
    if day is not None or is_jrnl(plain):
        return jrnl_notes(plain, shown, day)
    if not text.strip():
        return FileContents(remarks=[Remark(shown, "it is empty")])
    if is_jrnl(plain, dated=False):
        why = (
            "its first date is in no form that is read; `jrnl --format json` prints one"
        )
        raise _NotImported(f"{why} that is", 1)
    if shown.casefold().endswith(".txt") and not alone:
        return FileContents(passed=1)  # some text among others
    raise _NotImported(_UNKNOWN)


def _text(content: bytes) -> str:
    coding = coding_of(content)
    kind = foreign_kind(content)
    if kind in ARCHIVES:
        raise _NotImported("it is packed; unpack it, and bring in what was in it")
    if kind or coding == "utf-8" and b"\0" in content:
        raise _NotImported(_NOT_TEXT)
    try:
        return content.decode(coding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        why = "it is not written in UTF-8" if coding == "utf-8" else _NOT_TEXT
        line = content.count(b"\n", 0, problem.start) + 1
        raise _NotImported(why, line) from None


def _day_of(path: Path) -> dt.date | None:
    """Return the day that a path like 2026/11/21.txt tells."""
    found = _DAY_FILE.fullmatch("/".join(path.absolute().parts[-3:]))
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _in_json(text: str, shown: str) -> FileContents:
    if text.count("{") + text.count("[") > _MOST_BRACES:
        raise _NotImported("it holds too much")
    lines = text.strip().encode("utf-8", "surrogatepass").splitlines(keepends=True)
    if _told(lines[0]):  # its bytes were those of another encoding
        numbered = enumerate(lines, 1)
        return _in_lines(
            ((at, each, partial(bytes, each)) for at, each in numbered), shown
        )
    try:
        tables = json.loads(text)
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 0)
        raise _NotImported("it is not valid JSON", line) from None
    entries = tables.get("entries") if isinstance(tables, dict) else None
    if not isinstance(entries, list):
        raise _NotImported(_UNKNOWN)
    return _in_entries(entries, shown)


def _in_entries(entries: list[Any], shown: str) -> FileContents:
    """Return the notes of a list of entries of Day One, or else of jrnl."""
    found = FileContents()
    is_dayone = any(
        isinstance(each, dict) and "creationDate" in each for each in entries
    )
    note_of = dayone_note if is_dayone else jrnl_note
    for at, told in enumerate(entries, 1):
        place = f"{shown}, entry {at}"
        found.take(note_of(told), place)
        media = dayone_media(told) if is_dayone else ""
        if media:
            found.remarks.append(Remark(place, media))
    return found


# Entries of leadcoach's own

ExportLine = tuple[int, bytes, Callable[[], bytes]]
"""one line of an export: its number from 1, its bytes, and what reads it once more"""


def _is_entry_name(name: str) -> bool:
    named = EntryName.parse(name)
    try:
        return named is not None and bool(dt.date.fromisoformat(named.day))
    except ValueError:
        return False


def _in_own(
    path: Path, shown: str, content: bytes, *, alone: bool
) -> FileContents | None:
    """Return what a file of ours holds, or a conflict copy that is named itself."""
    name, original = path.name, stranger(path.name)[1]
    if original == COMMITMENTS and (alone or name == COMMITMENTS):
        return _in_states(content, shown)
    if alone and not _is_entry_name(name) and _is_entry_name(original):
        # The same words get the same name, so that no copy comes in twice.
        name = file_name(EntryName.of_file(original).beginning, sign_of(content))
    if not _is_entry_name(name):
        return None
    return _in_entry(name, content, lambda: bytes_of(path))


def _in_entry(name: str, content: bytes, read: Callable[[], bytes]) -> FileContents:
    """Return the entry file `name`, when it is one that can be read here or later on.

    `read` returns `content` again when it is needed.
    """
    if len(content) > LARGEST:
        raise _NotImported(TOO_LARGE)
    try:
        entry_from_toml(content.decode(), name)
    except (Unreadable, UnicodeDecodeError) as problem:
        told: object = None
        with suppress(Unreadable, UnicodeDecodeError):
            told = from_toml(content.decode(), name).get("format")
        if type(told) is not int or told <= FORMAT:  # a newer leadcoach can read it
            raise _NotImported(reason_in(problem)) from None
    digest = sha256(content).hexdigest()

    def again() -> bytes:
        found = read()
        if sha256(found).hexdigest() != digest:
            message = f"The file that {name} comes from was changed meanwhile."
            raise Unreadable(message, "Try again.")
        return found

    return FileContents(entries=[Arriving(name, OWN, again, digest)])


def _in_states(content: bytes, shown: str) -> FileContents:
    try:
        states_from_toml(content.decode(), COMMITMENTS)
    except (Unreadable, UnicodeDecodeError) as problem:
        raise _NotImported(reason_in(problem)) from None
    return FileContents(states=[(shown, content)])


def _is_export(path: Path) -> bool:
    """Tell whether a file is our own export for programs, by its name or first line."""
    with path.open("rb") as file:
        beginning = file.read(4)
        if coding_of(beginning) != "utf-8":
            return False
        is_json = beginning.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"")
        file.seek(0)
        return is_json and (
            (path.suffix.casefold() == ".jsonl" and bool(beginning))
            or _told(file.readline(_LONGEST_LINE)) is not None
        )


def _lines_of(path: Path) -> Iterator[ExportLine]:
    """Yield the lines of the file at `path`; a line that is too long comes empty."""
    with path.open("rb") as file:
        start, number = 0, 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            content = line
            while line and not line.endswith(b"\n"):
                line = file.readline(_LONGEST_LINE)
                content = b"" if line else content
            yield number, content, partial(_line_at, path, start)
            start = file.tell()


def _line_at(path: Path, start: int) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(start)
            return file.readline(_LONGEST_LINE)
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {disk.reason(problem)}.") from problem


def _in_lines(lines: Iterable[ExportLine], shown: str) -> FileContents:
    """Return the entries of an export; Unreadable where over 1,000 lines are none."""
    found = FileContents()
    for number, content, again in lines:
        try:
            if content.strip() or not content:
                found.add(_in_line(content, again, shown))
        except _NotImported as problem:
            found.refused.append(Remark(shown, problem.why, number))
        if len(found.refused) > _MOST_REFUSED:
            message = f"{shown}: more than {_MOST_REFUSED:,} lines cannot come in."
            raise Unreadable(message, "Nothing was changed. Is it the right file?")
    return found


def _in_line(content: bytes, again: Callable[[], bytes], shown: str) -> FileContents:
    name, file = _told(content) or ("", b"")
    if name == COMMITMENTS:
        return _in_states(file, shown)
    if not _is_entry_name(name):
        raise _NotImported("it is not a line of a leadcoach export")
    return _in_entry(name, file, lambda: (_told(again()) or ("", b""))[1])


def _told(line: bytes) -> tuple[str, bytes] | None:
    """Return the name and the file that a line of an export tells; None where it is none."""
    if line.count(b"{") + line.count(b"[") > _MOST_BRACES:
        return None
    try:
        tables = json.loads(line.removeprefix(codecs.BOM_UTF8))
        name, file = tables["name"], tables["file"]
        return (name, file.encode()) if isinstance(name, str) else None
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return None
