"""Names that leadcoach did not give, and which program gives such names."""

import os
import re
from typing import NamedTuple

from leadcoach.domain.entry import Entry
from leadcoach.journal.store import ENTRY_NAME, slug
from leadcoach.journal.trash import TRASH_NAME

DRAFT_NAME = re.compile(r"[a-z0-9-]+-[a-z0-9]{8}\.toml")


class Stranger(NamedTuple):
    """What made a file of that name, and the name of the file it was made from."""

    kind: str
    """one of `damages.KINDS`"""
    original: str = ""


_PASSED_OVER = re.compile(
    r"\.git(?:ignore|attributes|modules)?|\.st(?:folder|ignore|versions)|\.DS_Store"
    r"|\.localized|\.directory|\.dropbox(?:\.attr|\.cache)?|Thumbs\.db|desktop\.ini"
    r"|\.nfs[0-9a-f]+|lost\+found",
    re.IGNORECASE,
)
"""what a sync program or a desktop puts into every folder; no words are in it"""

_TEMPORARY = re.compile(r"\.(?P<original>.+)\.(?P<process>\d+)\.[0-9a-f]{8}\.tmp")
_MADE_BY = (
    (
        "syncthing",
        r"(?P<stem>.+)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?(?P<end>\.\w+)?",
    ),
    ("dropbox", r"(?P<stem>.+?) \(.*conflicted copy.*\)(?P<end>\.\w+)?"),
    ("elsewhere", r"\.(?P<stem>.+)\.icloud"),
    ("git", r"(?P<stem>.+\.toml)\.(?:orig|rej|mine|r\d+)"),
    ("git", r"(?P<stem>.+)_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?P<end>\.\w+)"),
    ("stray", r"(?:\.syncthing\.|~syncthing~)(?P<stem>.+)\.tmp"),
    ("editor", r"(?P<stem>.+)~|\.(?P<other>.+)\.sw[a-p]|#.+#|\.#.+|.+\.(?:save|bak)"),
    ("edited", r"edited-(?P<stem>.+)\.txt"),
    ("icloud", r"(?P<stem>[^ ]+) \d{1,3}(?P<end>\.toml)"),
)
_PROGRAMS = tuple((kind, re.compile(pattern)) for kind, pattern in _MADE_BY)
_BEGINS_LIKE_OURS = re.compile(
    r"(?P<stem>\d{4}-\d\d-\d\dT\d\db?\d{4}-[a-z0-9-]+-[a-z0-9]{8})\b.*\.toml"
)


def is_passed_over(name: str) -> bool:
    """Tell whether a sync program or a desktop puts files of that name everywhere."""
    return _PASSED_OVER.fullmatch(name) is not None


def stranger(name: str) -> Stranger:
    """Return who made a file with a name that is not ours."""
    temporary = _TEMPORARY.fullmatch(name)
    if temporary:
        return Stranger("stray", temporary["original"])
    for kind, pattern in _PROGRAMS:
        found = pattern.fullmatch(name)
        if found:
            parts = found.groupdict()
            return Stranger(kind, (parts.get("stem") or "") + (parts.get("end") or ""))
    like = _BEGINS_LIKE_OURS.fullmatch(name)
    if like:
        return Stranger("copy", f"{like['stem']}.toml")
    return Stranger("foreign")


def is_being_written(name: str) -> bool:
    """Tell whether the program that began the temporary file `name` still runs here."""
    found = _TEMPORARY.fullmatch(name)
    if os.name != "posix" or not found:
        return False
    try:
        os.kill(int(found["process"]), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def is_entry(name: str) -> bool:
    """Tell whether a file of that name is an entry's."""
    return ENTRY_NAME.fullmatch(name) is not None


def misfit(where: str, entry: Entry) -> str:
    """Return what in the name or the folder of an entry does not fit it."""
    folder, _, name = where.rpartition("/")
    named = ENTRY_NAME.fullmatch(name)
    day = entry.local_date.isoformat()
    if named is None or named["day"] != day:
        return f"its day is {day}"
    if named["exercise"] != slug(entry.exercise):
        return f"its exercise is {slug(entry.exercise)}"
    month = f"{day[:4]}/{day[5:7]}"
    return "" if folder == f"journal/{month}" else f"it belongs in {month}"


def is_draft(name: str) -> bool:
    """Tell whether a file of that name is a draft's."""
    return DRAFT_NAME.fullmatch(name) is not None


def is_trashed(name: str) -> bool:
    """Tell whether a file of that name is in the trash because we put it there."""
    return TRASH_NAME.fullmatch(name) is not None


def untrashed(name: str) -> str:
    """Return the name a file in the trash had before."""
    found = TRASH_NAME.fullmatch(name)
    return found["entry"] if found else name
