"""Where things are; naming a place never creates it."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


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


def places(environ: Mapping[str, str]) -> Places:
    """Return the places under `LEADCOACH_HOME`, or the platform's own folders."""
    home = environ.get("LEADCOACH_HOME", "")
    if home:
        return _under(Path(home).expanduser().absolute())
    # Not needed when LEADCOACH_HOME is set, so not imported for it.
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("leadcoach", appauthor=False)
    kept = Path(dirs.user_data_dir)
    return Places(
        journal=kept / "journal",
        trash=kept / "trash",
        drafts=Path(dirs.user_state_dir) / "drafts",
        exercises=kept / "exercises",
        cache=Path(dirs.user_cache_dir),
        reports=Path(dirs.user_state_dir) / "reports",
        settings=Path(dirs.user_config_dir) / "settings.toml",
    )


def _under(home: Path) -> Places:
    return Places(
        journal=home / "journal",
        trash=home / "trash",
        drafts=home / "drafts",
        exercises=home / "exercises",
        cache=home / "cache",
        reports=home / "reports",
        settings=home / "settings.toml",
    )


def builtin_exercises() -> Path:
    """Return the folder of shipped exercises: in the wheel, or in the checkout."""
    inside = Path(__file__).parent / "prompts"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "prompts"


def help_topics() -> Path:
    """Return the folder of help topics."""
    return Path(__file__).parent / "help"
