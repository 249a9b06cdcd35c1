"""What programs keep in a folder for themselves: settings, rubbish, copies.

It is left out and named, since a copy is no second entry; whoever wants one of them
names it, and then it comes in.
"""

import re
from collections.abc import Collection
from pathlib import PurePath

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
