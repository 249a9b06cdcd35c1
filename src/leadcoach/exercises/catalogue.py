"""What there is to practise, in one look; what was read once is kept beside.

Kept for each file: its id, title, minutes and summary, under its path, size, time and
the hash of its bytes. Nothing kept is believed that could not have been read from a
file; where anything differs, the file is read again.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from leadcoach import __version__, disk
from leadcoach.domain.text import clean_line
from leadcoach.errors import LeadcoachError
from leadcoach.exercises.opening import content_of, exercise_files

SCHEMA = 1
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LIMIT = 1024 * 1024


@dataclass(frozen=True)
class Listed:
    """An exercise as it is listed."""

    id: str
    title: str
    minutes: int
    summary: str
    own: bool
    path: str


@dataclass(frozen=True)
class Catalogue:
    """The exercises of two folders; `cache` is where what was read is kept."""

    builtin: Path
    own: Path
    cache: Path

    def listed(self) -> tuple[list[Listed], list[LeadcoachError]]:
        """Return every exercise that can be read, and why the others cannot."""
        kept = self._kept()
        found: list[Listed] = []
        refused: list[LeadcoachError] = []
        fresh: dict[str, Any] = {}
        for path, own in self._files(refused):
            try:
                mark = _mark(path, own=own)
                each = _believed(kept.get(str(path)), mark, path, own=own)
                each = each or self._read(path, own=own)
            except LeadcoachError as problem:
                refused.append(problem)
                continue
            fresh[str(path)] = {**mark, **asdict(each)}
            if not (
                own and any(other.id == each.id for other in found if not other.own)
            ):
                found.append(each)  # a copy of a shipped one is that one
        if fresh != kept:
            self._keep(fresh)
        return found, refused

    def _files(self, refused: list[LeadcoachError]) -> Iterator[tuple[Path, bool]]:
        yield from ((path, False) for path in exercise_files(self.builtin))
        try:
            yield from ((path, True) for path in exercise_files(self.own))
        except LeadcoachError as problem:
            refused.append(problem)

    def _read(self, path: Path, *, own: bool) -> Listed:
        # Reading means pydantic, which takes as long as all the rest of a command.
        from leadcoach.exercises.library import Library

        exercise = Library(self.builtin, self.own).read(path, own=own).exercise
        summary = exercise.summary or exercise.purpose
        return Listed(
            id=exercise.id,
            title=clean_line(exercise.title),
            minutes=exercise.minutes,
            summary=clean_line(summary),
            own=own,
            path=str(path),
        )

    def _kept(self) -> Mapping[str, Any]:
        try:
            kept = json.loads(disk.read(self.cache, _LIMIT))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(kept, dict) or kept.get("schema") != SCHEMA:
            return {}
        files = kept.get("files")
        if not isinstance(files, dict) or kept.get("version") != __version__:
            return {}
        return files

    def _keep(self, files: Mapping[str, Any]) -> None:
        kept = {"schema": SCHEMA, "version": __version__, "files": files}
        with suppress(LeadcoachError):  # it is only faster with it
            disk.atomic_write(self.cache, json.dumps(kept).encode())


def _mark(path: Path, *, own: bool) -> dict[str, Any]:
    """Return what tells this file from any other, and from itself before a change."""
    content = content_of(path, follow_links=not own)
    try:
        seen = path.stat()
    except OSError:  # gone this very moment
        return {}
    return {
        "size": seen.st_size,
        "mtime_ns": seen.st_mtime_ns,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _believed(
    kept: Any,  # noqa: ANN401
    mark: dict[str, Any],
    path: Path,
    *,
    own: bool,
) -> Listed | None:
    """Return what is kept of a file, where it is of this file and can be right."""
    if not isinstance(kept, dict) or not mark:
        return None
    if any(kept.get(key) != value for key, value in mark.items()):
        return None
    rest = {key: value for key, value in kept.items() if key not in mark}
    if set(rest) != set(Listed.__dataclass_fields__):
        return None
    if rest["own"] is not own or rest["path"] != str(path):
        return None
    return Listed(**rest) if _can_be_right(rest) else None


def _can_be_right(rest: Mapping[str, Any]) -> bool:
    name, minutes = rest["id"], rest["minutes"]
    if not isinstance(name, str) or not _ID.fullmatch(name):
        return False
    if type(minutes) is not int or not 1 <= minutes <= 240:
        return False
    words = (rest["title"], rest["summary"])
    return all(
        isinstance(each, str) and len(each) <= 500 and clean_line(each) == each
        for each in words
    )
