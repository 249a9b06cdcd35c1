"""Files from elsewhere: recognised by what they hold, and read so that none can harm.

No link is followed, nothing is unpacked, and no name in a file says where anything goes.
"""

import codecs
import datetime as dt
import json
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath
from stat import S_ISREG
from types import ModuleType
from typing import Any

from leadcoach import disk
from leadcoach.errors import NotFound, Unreadable
from leadcoach.journal.commitments import COMMITMENTS
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.importing import dayone, jrnl, markdown, own
from leadcoach.journal.importing.notes import EMPTY, Found, Note, Remark

_A_FOLDER = "a folder that a program keeps for itself"
_A_COPY = "a copy that a program made"
_HIDDEN = "a hidden file"
_NOT_HERE = "it lies in the cloud, and is not on this computer"
_BESIDE = "it stands beside leadcoach's journal, and is no part of it"
_FOLDERS = {
    "__macosx", "@eadir", "$recycle.bin", "system volume information", "lost+found",
    "node_modules", "bak", "backup", "backups", "trash", "recycle", "version-files",
}  # fmt: skip
_OURS = {
    "trash", "drafts", "exercises", "cache", "reports", "repaired", "settings.toml",
}  # fmt: skip
_OF_INTEREST = r"\.(?:md|markdown|mdown|txt|json|jsonl|toml)"
_CONFLICT = re.compile(
    r"\.sync-conflict-\d{8}-\d{6}|conflicted copy|\(case conflict|\(sfconflict ",
    re.IGNORECASE,
)
_SPARE = re.compile(
    rf"{_OF_INTEREST}(?:~|\.(?:bak|orig|old|tmp|save|swp)|\.~\d+~)$|^#.*{_OF_INTEREST}#$",
    re.IGNORECASE,
)
# A copy only where the file it is of stands beside it: a note can be called so too.
_BEHIND = re.compile(
    r"(.+?)(?: [2-9]| ?\(\d{1,3}\)| (?:- )?copy(?: \(?\d+\)?)?|_conf\(?\d+\)?"
    r"| ?\([^()]*(?:conflict|konflikt|conflit)[^()]*\)|-(?:desktop|laptop)-\w+)",
    re.IGNORECASE,
)


def why_left(name: str, names: Collection[str], *, is_folder: bool) -> str | None:
    """Return why something is left out; empty where it is not, None to say nothing.

    `names` are all that stand in its folder.
    """
    if name.casefold() in _OURS and _is_home_of_ours(names):
        return _BESIDE
    if is_folder:
        is_tools = name.startswith(".") or name.casefold() in _FOLDERS
        return _A_FOLDER if is_tools else ""
    if name.startswith("."):
        if name.endswith(".icloud"):
            return _NOT_HERE
        return _HIDDEN if re.search(f"{_OF_INTEREST}$", name) else None
    return _A_COPY if _is_copy(name, names) else ""


def _is_home_of_ours(names: Collection[str]) -> bool:
    return "journal" in names and not {"trash", "drafts", "settings.toml"}.isdisjoint(
        names
    )


def _is_copy(name: str, names: Collection[str]) -> bool:
    if _CONFLICT.search(name) or _SPARE.search(name):
        return True
    path = PurePath(name)
    behind = _BEHIND.fullmatch(path.stem)
    return behind is not None and behind[1] + path.suffix in names


LARGEST = 32_000_000
"""bytes of one file, but for an export of our own that is read line by line"""
MOST = 200_000
"""files, or notes of others, that are looked at in one go"""
_DEEPEST = 8
_MOST_BRACES = 4_000_000
"""in one JSON file; a hostile one could ask for all the memory there is"""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HALF = re.compile("[\ud800-\udfff]")
_DAY_FILE = re.compile(r"(\d{4})/(\d\d)/(\d\d)\.\w+", re.ASCII)
_OF_OURS = ("readme.txt", "last-change.toml")
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_IS_A_LINK = "it is a link, and links are not followed"
_TOO_LARGE = "it is larger than 32 megabytes"
_NOT_PLAIN = "it is not a plain file"
_NOT_TEXT = "it is not a text file"
_IS_PACKED = "it is packed; unpack it, and bring in what was in it"
_NOT_UTF8 = "it is not written in UTF-8"
_UNKNOWN = "it is in none of the forms that can come in"
_NO_DATE_OF_JRNL = (
    "its first date is in no form that is read; `jrnl --format json` prints one that is"
)
_TOO_DEEP = "its folder lies too deep in others"


def found_at(path: Path) -> Found:
    """Return all that a file or folder holds and that can come in.

    Raises:
        NotFound: there is nothing at `path`.
        Unreadable: it cannot be looked into, or it holds more than 200,000 files.
    """
    if not _is_there(path):
        hint = "Give a file or a folder; `leadcoach help exporting` says which kinds."
        raise NotFound(f"There is no file or folder {path}.", hint)
    if not path.is_dir():
        real = path.resolve()  # that of a pipe of the shell cannot be opened
        found = _in_file(real if real.exists() else path, path.name, alone=True)
        _refuse_too_many(found, path)
        return found
    found = Found()
    for number, (file, shown) in enumerate(_files_in(path, found), 1):
        if number > MOST:
            raise Unreadable(f"{path} holds more than {MOST:,} files.", "Give a part.")
        found.add(_in_file(file, shown, alone=False))
        _refuse_too_many(found, path)
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as problem:
        why = disk.reason(problem)
        raise Unreadable(f"{path} cannot be read: {why}.") from problem


def _refuse_too_many(found: Found, path: Path) -> None:
    if len(found.notes) + len(found.refused) > MOST:
        message = f"{path} holds more than {MOST:,} entries."
        raise Unreadable(message, "Nothing was changed. Bring it in in parts.")


def _files_in(
    folder: Path, found: Found, within: str = "", depth: int = 0
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
        why = why_left(each.name, names, is_folder=is_folder)
        if why is None:
            continue
        if why:
            found.left.append(Remark(f"{shown}/" if is_folder else shown, why))
        elif is_folder and depth < _DEEPEST:
            yield from _files_in(Path(each), found, f"{shown}/", depth + 1)
        else:
            yield Path(each), shown


def _in_file(path: Path, shown: str, *, alone: bool) -> Found:
    """Return what one file holds; `alone` when it was named itself."""
    if not alone and not _is_of_interest(path):
        return Found(passed=1)
    try:
        why = _why_not(path, alone=alone)
        if why:
            return Found(refused=[Remark(shown, why)])
        if _is_export(path):
            return own.entries_in_lines(own.lines_of(path), shown)
        content = disk.read(path, LARGEST, named=True)
    except OSError as problem:
        why = f"it cannot be read: {disk.reason(problem)}"
        return Found(refused=[Remark(shown, why)])
    if len(content) > LARGEST:
        return Found(refused=[Remark(shown, _TOO_LARGE)])
    return _in_content(content, path, shown, alone=alone)


def _is_of_interest(path: Path) -> bool:
    if path.name.casefold() in _OF_OURS:
        return False
    ends = (".txt", ".json", ".jsonl", ".toml", ".zip", *markdown.ENDS)
    return path.is_symlink() or path.is_dir() or path.name.casefold().endswith(ends)


def _why_not(path: Path, *, alone: bool) -> str:
    """Return why a file is not opened; empty when it can be."""
    if path.is_symlink() and not alone:
        return _IS_A_LINK
    if path.is_dir():
        return _TOO_DEEP
    # Opening a pipe would wait for ever.
    return "" if S_ISREG(path.stat().st_mode) else _NOT_PLAIN


def _is_export(path: Path) -> bool:
    """Tell whether a file is our own export for programs, by its name or first line."""
    with path.open("rb") as file:
        beginning = file.read(4)
        if beginning.startswith(_UTF16):
            return False
        is_json = beginning.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"")
        file.seek(0)
        return is_json and (
            (path.suffix.casefold() == ".jsonl" and bool(beginning))
            or own.is_line(file.readline(own.LONGEST_LINE))
        )


def _in_content(content: bytes, path: Path, shown: str, *, alone: bool) -> Found:
    place = Remark(shown, "")
    if own.is_entry_name(path.name):
        return own.entry_in(path.name, content, lambda: bytes_of(path), place)
    if path.name == COMMITMENTS:
        return own.states_in(content, place)
    text = _text(content)
    if isinstance(text, Remark):
        remark = Remark(shown, text.why, text.line)
        is_other = path.suffix.casefold() == ".zip" and not alone
        return Found(remarks=[remark]) if is_other else Found(refused=[remark])
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    day = _day_of(path)
    if path.name.casefold().endswith(markdown.ENDS):
        return markdown.note_in(plain, shown, day)
    if text.lstrip()[:1] == "{":
        return _in_json(text, shown)
    return _in_journal_file(plain, shown, day, alone=alone)


def _text(content: bytes) -> str | Remark:
    """Return the text of a file, or what is wrong with it and in which line."""
    encoding = "utf-8-sig"
    if content.startswith(_UTF16):
        encoding = "utf-16"  # as Windows writes where it is asked for Unicode
    elif content.startswith(_PACKED):
        return Remark("", _IS_PACKED)
    elif b"\0" in content:
        return Remark("", _NOT_TEXT)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return Remark("", _NOT_UTF8 if encoding == "utf-8-sig" else _NOT_TEXT, line)


def _in_journal_file(
    text: str, shown: str, day: dt.date | None, *, alone: bool
) -> Found:
    if day is not None or jrnl.is_text(text):
        return jrnl.notes_in_text(text, shown, day)
    if not text.strip():
        return Found(remarks=[Remark(shown, "it is empty")])
    if jrnl.looks_like_text(text):
        return Found(refused=[Remark(shown, _NO_DATE_OF_JRNL, 1)])
    if shown.casefold().endswith(".txt") and not alone:
        return Found(passed=1)  # some text among others
    return Found(refused=[Remark(shown, _UNKNOWN)])


def _day_of(path: Path) -> dt.date | None:
    """Return the day that a path like 2026/11/21.txt tells."""
    found = _DAY_FILE.fullmatch("/".join(path.absolute().parts[-3:]))
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _in_json(text: str, shown: str) -> Found:
    if text.count("{") + text.count("[") > _MOST_BRACES:
        return Found(refused=[Remark(shown, "it holds too much")])
    lines = text.strip().encode("utf-8", "surrogatepass").splitlines(keepends=True)
    if own.is_line(lines[0]):  # its bytes were those of another encoding
        return own.entries_in_lines(own.lines_in(lines), shown)
    try:
        tables = json.loads(text)
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 0)
        return Found(refused=[Remark(shown, "it is not valid JSON", line)])
    for reader in (dayone, jrnl):
        if reader.is_json(tables):
            return _in_entries(tables["entries"], reader, shown)
    return Found(refused=[Remark(shown, _UNKNOWN)])


def _in_entries(tables: list[Any], reader: ModuleType, shown: str) -> Found:
    """Return the notes of a list of entries, as `reader` understands each."""
    found = Found()
    for at, told in enumerate(tables, 1):
        place = f"{shown}, entry {at}"
        is_table = isinstance(told, dict)
        _take(reader.note_of(told) if is_table else reader.NO_NOTE, place, found)
        media = dayone.media_of(told) if is_table and reader is dayone else ""
        if media:
            found.remarks.append(Remark(place, media))
    return found


def _take(note: Note | str, place: str, found: Found) -> None:
    """Add a note to `found`, or why there is none."""
    if isinstance(note, str):
        found.refused.append(Remark(place, note))
    elif _HALF.search(note.words + note.title):
        found.refused.append(Remark(place, "it holds half a sign, which is not UTF-8"))
    elif note.words.strip():
        found.notes.append(note)
    else:
        found.remarks.append(Remark(place, EMPTY))
