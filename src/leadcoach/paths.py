"""Where things are; naming a place never creates it."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from leadcoach.errors import Unreadable


class Places(NamedTuple):
    """The folders and files of one person."""

    journal: Path
    """finished entries, one TOML file each, in folders by year and month"""
    trash: Path
    """what was removed or changed in the last 30 days"""
    drafts: Path
    """sittings that are not finished"""
    exercises: Path
    """exercises the person wrote or was given"""
    cache: Path
    """derived things; can be deleted at any time"""
    reports: Path
    """reports of bugs, without a person's words"""
    settings: Path
    """the one settings file"""

    @property
    def repaired(self) -> Path:
        """Return where mended copies of damaged files are put, beside the journal."""
        return self.journal.parent / "repaired"

    @property
    def courses(self) -> Path:
        """Return where courses that were started are, and how far each has come."""
        return self.journal.parent / "courses"

    @property
    def shared(self) -> Path:
        """Return the list of what was handed over to somebody; no words are in it."""
        return self.journal.parent / "shared.toml"

    @property
    def coach(self) -> Path:
        """Return where copies of prompts for a language model are; they win over ours."""
        return self.journal.parent / "coach"


def places(environ: Mapping[str, str]) -> Places:
    """Return the places under `LEADCOACH_HOME`, or the platform's own folders.

    Raises:
        Unreadable: that can be no folder of anybody, or cannot be looked into.
    """
    home = environ.get("LEADCOACH_HOME", "")
    if home:
        folder = _usable(_expanded(home), "LEADCOACH_HOME")
        return _below(folder, folder, folder, folder / "cache")
    if environ.get("HOME") == "" or not os.path.isabs(  # noqa: PTH117
        os.path.expanduser("~")  # noqa: PTH111 - Path would raise
    ):
        message = "It is not known where your files are: HOME is not set."
        raise Unreadable(message, _SET_ONE)
    # Not needed when LEADCOACH_HOME is set, so not imported for it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("leadcoach", appauthor=False)
    return _below(
        _usable(dirs.user_data_dir, "The folder for files of programs"),
        _usable(dirs.user_state_dir, "The folder for what programs note"),
        _usable(dirs.user_config_dir, "The folder for settings"),
        _usable(dirs.user_cache_dir, "The folder for what can be thrown away"),
    )


def _below(data: Path, state: Path, config: Path, cache: Path) -> Places:
    return Places(
        journal=data / "journal",
        trash=data / "trash",
        drafts=state / "drafts",
        exercises=data / "exercises",
        cache=cache,
        reports=state / "reports",
        settings=config / "settings.toml",
    )


_SET_ONE = "Set LEADCOACH_HOME to the whole path of a folder of yours, as in /home/kim/leadcoach."


def _expanded(home: str) -> str:
    try:
        return str(Path(home).expanduser())
    except RuntimeError:  # there is nobody of that name here, or no HOME
        message = (
            f"LEADCOACH_HOME is “{home}”, and there is no such home on this computer."
        )
        raise Unreadable(message, _SET_ONE) from None


def _usable(folder: str, name: str) -> Path:
    """Return `folder` if it is one that can be looked into, or can still be made.

    Raises:
        Unreadable: it is none; `name` is what the person knows it by.
    """
    if why := _why_not(folder):
        raise Unreadable(f"{name} is “{folder}”, and {why}.", _SET_ONE)
    return Path(folder)


def _why_not(folder: str) -> str:
    if not os.path.isabs(folder):  # noqa: PTH117
        return "that is another folder wherever you stand"
    way = (Path(folder), *Path(folder).parents)
    try:
        if not stat.S_ISDIR(way[0].stat().st_mode):
            return "that is no folder"
    except FileNotFoundError:  # the first word that is saved makes it
        nowhere = any(each.is_symlink() and not each.exists() for each in way)
        return "that is a link, and what it leads to is not there" if nowhere else ""
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", "") or "no name can hold such a sign"
        return f"it cannot be looked into: {why}"
    return "" if os.access(folder, os.R_OK | os.X_OK) else "you may not look into it"


def builtin_exercises() -> Path:
    """Return the folder of shipped exercises: in the wheel, or in the checkout."""
    inside = Path(__file__).parent / "prompts"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "prompts"


def help_topics() -> Path:
    """Return the folder of help topics."""
    return Path(__file__).parent / "help"


def topics() -> list[str]:
    """Return the names of all help topics."""
    return sorted(path.stem for path in help_topics().glob("*.md"))


GIT_MARKS = re.compile(
    r"^<{7}(?: .*)?\n(?P<ours>(?:.*\n)*?)"
    r"(?:^\|{7}(?: .*)?\n(?:.*\n)*?)?"
    r"^={7}\n(?P<theirs>(?:.*\n)*?)^>{7}(?: .*)?(?:\n|\Z)",
    re.MULTILINE,
)
"""two versions that git wrote into one file"""

_COPIED = re.compile(
    r"(?P<stem>[\w-]+(?:\.course|\.test)?)(?:\.toml.+|(?:\.sync-conflict-[\w-]+"
    r"| \d{1,2}| ?\(\d{1,3}\)"
    r"| ?\([^()]*(?:conflict|konflikt|conflit)[^()]*(?:\(\d+\))?\))\.toml)",
    re.IGNORECASE,
)


def copied_from(name: str) -> str:
    """Return what a file is called of which a sync program or git made the copy `name`.

    Empty where it is no such name. It is a copy only where that file stands beside it.
    """
    found = _COPIED.fullmatch(name)
    return f"{found['stem']}.toml" if found else ""
