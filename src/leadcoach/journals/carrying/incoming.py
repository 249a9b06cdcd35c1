"""Files from elsewhere: recognised by what they hold, and read so that none can harm.

No link is followed, nothing is unpacked, and no name in a file says where anything goes.
"""

import codecs
import datetime as dt
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from leadcoach.errors import NotFound, Unreadable
from leadcoach.journals.carrying import from_jrnl, from_markdown, from_own
from leadcoach.journals.carrying.arrivals import Found, Remark

LARGEST = 32_000_000
"""bytes of one file"""
MOST = 200_000
"""files, or entries, that are looked at in one go"""
_DEEPEST = 8
_MOST_BRACES = 4_000_000
"""in one JSON file; a hostile one could ask for all the memory there is"""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HALF = re.compile("[\ud800-\udfff]")
_DAY_FILE = re.compile(r"(\d{4})/(\d\d)/(\d\d)\.txt", re.ASCII)
_OF_OURS = ("readme.txt", "last-change.toml")
_IS_A_LINK = "it is a link, and links are not followed"
_TOO_LARGE = "it is larger than 32 megabytes"
_NOT_PLAIN = "it is not a plain file"
_NOT_TEXT = "it is not a text file"
_NOT_UTF8 = "it is not written in UTF-8"
_UNKNOWN = "it is in none of the forms that can come in"
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
        found = _in_file(path.resolve(), path.name, alone=True)
        _refuse_too_many(found, path)
        return found
    found = Found()
    for number, (file, shown) in enumerate(_files_in(path), 1):
        if number > MOST:
            raise Unreadable(f"{path} holds more than {MOST:,} files.", "Give a part.")
        found.add(_in_file(file, shown, alone=False))
        _refuse_too_many(found, path)
    return found


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{path} cannot be read: {reason}.") from problem


def _refuse_too_many(found: Found, path: Path) -> None:
    if len(found) + len(found.refused) > MOST:
        message = f"{path} holds more than {MOST:,} entries."
        raise Unreadable(message, "Nothing was changed. Bring it in in parts.")


def _files_in(
    folder: Path, within: str = "", depth: int = 0
) -> Iterator[tuple[Path, str]]:
    """Yield every file below `folder` in order, with its path from there; no hidden ones."""
    try:
        with os.scandir(folder) as seen:
            each_one = sorted(seen, key=lambda each: each.name)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Unreadable(f"{folder} cannot be read: {reason}.") from problem
    for each in each_one:
        if each.name.startswith("."):
            continue
        shown = within + each.name
        if each.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            yield from _files_in(Path(each), f"{shown}/", depth + 1)
        else:
            yield Path(each), shown


def _in_file(path: Path, shown: str, *, alone: bool) -> Found:
    """Return what one file holds; `alone` when it was named itself."""
    if not alone and not _is_of_interest(path):
        return Found(passed=1)
    content = _content(path)
    if isinstance(content, str):
        return Found(refused=[Remark(shown, content)])
    if from_own.is_entry_name(path.name):
        return from_own.entry_in(path.name, content, shown)
    if path.name == from_own.COMMITMENTS:
        return from_own.states_in(content, shown)
    return _in_text(content, path, shown, alone=alone)


def _is_of_interest(path: Path) -> bool:
    if path.name.casefold() in _OF_OURS:
        return False
    ends = (".txt", ".json", ".jsonl", ".toml", *from_markdown.ENDS)
    return path.is_symlink() or path.is_dir() or path.name.casefold().endswith(ends)


def _content(path: Path) -> bytes | str:
    """Return the bytes of a file, or why they cannot be had."""
    try:
        status = path.lstat()
        if path.is_symlink():
            return _IS_A_LINK
        if path.is_dir():
            return _TOO_DEEP
        if not S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            return _NOT_PLAIN
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as problem:
        return f"it cannot be read: {problem.strerror or type(problem).__name__}"
    return _TOO_LARGE if len(content) > LARGEST else content


def _in_text(content: bytes, path: Path, shown: str, *, alone: bool) -> Found:
    if b"\0" in content and content[:2] not in _UTF16:
        return Found(refused=[Remark(shown, _NOT_TEXT)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return Found(refused=[Remark(shown, _NOT_UTF8, line)])
    if path.name.casefold().endswith(from_markdown.ENDS):
        return from_markdown.note_in(_plain(text), shown)
    if text.lstrip()[:1] == "{":
        return _in_json(text, shown)
    return _in_journal_file(_plain(text), path, shown, alone=alone)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_journal_file(text: str, path: Path, shown: str, *, alone: bool) -> Found:
    day = None if alone else _day_of(shown)
    if day is not None or from_jrnl.is_text(text):
        found = from_jrnl.notes_in_text(text, shown, day)
        if len(found) or found.refused:
            return found
    if path.suffix.casefold() == ".txt" and not alone:
        return Found(passed=1)  # some text among others
    return Found(refused=[Remark(shown, _UNKNOWN)])


def _day_of(shown: str) -> dt.date | None:
    """Return the day that a path like 2026/11/21.txt tells."""
    found = _DAY_FILE.fullmatch(shown[-len("2026/11/21.txt") :])
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _in_json(text: str, shown: str) -> Found:
    if text.count("{") + text.count("[") > _MOST_BRACES:
        return Found(refused=[Remark(shown, "it holds too much")])
    lines = text.strip().split("\n")
    if from_own.is_line(lines[0]):
        return from_own.entries_in_lines(lines, shown)
    try:
        tables = json.loads(text)
    except (ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 0)
        return Found(refused=[Remark(shown, "it is not valid JSON", line)])
    if not from_jrnl.is_json(tables):
        return Found(refused=[Remark(shown, _UNKNOWN)])
    return _without_half_signs(from_jrnl.notes_in_json(tables, shown), shown)


def _without_half_signs(found: Found, shown: str) -> Found:
    """Return `found` with those notes refused that no UTF-8 can hold."""
    halved = [each for each in found.notes if _HALF.search(each.words + each.title)]
    found.refused += [
        Remark(shown, f"the note of {each.day} holds half a sign, which is not UTF-8")
        for each in halved
    ]
    found.notes = [each for each in found.notes if each not in halved]
    return found
