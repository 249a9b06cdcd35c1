"""Looking for a word in everything below some folders, however it may be written."""

import base64
import gzip
import io
import json
import os
import stat
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

LARGEST = 50_000_000


def forms_of(word: str) -> set[bytes]:
    """Return the word in every form in which a program may have left it."""
    plain = word.encode()
    forms = {
        plain,
        word.encode("latin-1"),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        urllib.parse.quote(word).encode(),
        json.dumps(word)[1:-1].encode(),
        escape(word).encode("ascii", "xmlcharrefreplace"),
        plain.hex().encode(),
        word.encode("unicode_escape"),
        plain[::-1],
    }
    for at in range(3):  # what stands before decides where base64 begins
        coded = base64.b64encode(b"\0" * at + plain)
        forms.add(coded[4 if at else 0 : len(coded) // 4 * 4 - 4])
    return {form.lower() for form in forms}


def traces(word: str, *folders: Path) -> list[Path]:
    """Return every file below `folders` that holds the word, or is called so."""
    forms = forms_of(word)
    return [
        path
        for folder in folders
        for path in files(folder)
        if any(form in found for found in _contents(path) for form in forms)
    ]


def in_memory() -> list[Path]:
    """Return what lies in memory, but for the homes of tests."""
    memory = Path("/dev/shm")
    found = memory.iterdir() if memory.is_dir() else ()
    return [path for path in found if not path.name.startswith("pytest-of-")]


def files(folder: Path) -> Iterator[Path]:
    """Yield every file below `folder`, or itself where it is one."""
    if folder.is_file():
        yield folder
    for at, _, names in os.walk(folder):
        yield from (Path(at, name) for name in names)


def _contents(path: Path) -> Iterator[bytes]:
    yield os.fsencode(path.name).lower()
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return
        content = path.read_bytes()
    except OSError:
        return
    yield content.lower()
    yield from (each.lower() for each in _unpacked(content))


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    elif content[:1] == b"\x78":
        try:
            yield zlib.decompress(content)
        except zlib.error:
            return
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from map(packed.read, packed.namelist())
