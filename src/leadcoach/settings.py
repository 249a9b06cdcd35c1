"""The settings, each explained where it is declared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from leadcoach import disk
from leadcoach.errors import Unreadable, WrongUsage
from leadcoach.paths import GIT_MARKS

_MOST = 64 * 1024
"""bytes of the file"""


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, str):
        given = [part.strip() for part in given.split(",") if part.strip()]
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise WrongUsage("Names with commas between them are needed.")
    return tuple(given)


def _yes_or_no(given: object) -> bool:
    words = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.strip().lower() in words:
        return words[given.strip().lower()]
    raise WrongUsage("Yes or no is needed.")


def _words(given: object) -> str:
    if not isinstance(given, str):
        raise WrongUsage("Words are needed.")
    return given


class Setting(NamedTuple):
    """One setting: its name, what it does, its default, and what it can hold."""

    name: str
    meaning: str
    default: Any
    read: Callable[[object], Any]


SETTINGS = (
    Setting(
        "lenses",
        "Ideas the mirror holds your words beside, by name; empty: as the exercise says.",
        (),
        _names,
    ),
    Setting(
        "plain",
        "Ask and show in plain lines, without pickers.",
        default=False,
        read=_yes_or_no,
    ),
    Setting(
        "history",
        "Let exercises look back on earlier entries, as in “the third time in a row”.",
        default=True,
        read=_yes_or_no,
    ),
    Setting(
        "editor",
        "The editor for long answers; empty: $VISUAL, $EDITOR, or nano, vim, vi.",
        "",
        _words,
    ),
    Setting(
        "safety.contact",
        "A person or a line to add to the safety note, for example of your organisation.",
        "",
        _words,
    ),
)
"""Every setting there is; a new one is one more of these."""


@dataclass(frozen=True)
class Settings:
    """The settings of one person, and whatever else stands in their file."""

    table: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - each has its own kind
        """Return the value of the setting `name`, or its default."""
        setting = setting_named(name)
        found: Any = self.table
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        try:
            return setting.default if found is None else setting.read(found)
        except WrongUsage as problem:
            message = f"The setting {name} cannot be read. {problem.message}"
            hint = f"Set it anew: leadcoach settings set {name} …"
            raise Unreadable(message, hint) from None


def setting_named(name: str) -> Setting:
    """Return the setting called `name`.

    Raises:
        WrongUsage: with all there are.
    """
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    if name.partition(".")[0] == "coach":
        message = f"“{name}” cannot be set like that: a coach is agreed to."
        raise WrongUsage(message, "Set it up with: leadcoach settings coach")
    known = ", ".join(setting.name for setting in SETTINGS)
    raise WrongUsage(f"There is no setting “{name}”.", f"Settings: {known}.")


def load(path: Path, *, to_change: bool = False) -> Settings:
    """Return the settings in the file at `path`; without a file, the defaults.

    A link is followed: many people keep such files together elsewhere. Where git wrote
    two versions into it, the first, which was here, is read, unless it is `to_change`.

    Raises:
        Unreadable: the file cannot be read, or is not TOML.
    """
    try:
        content = disk.read(path, _MOST, named=True)
        if len(content) > _MOST:
            raise _unreadable(path, "it is larger than 64 kB")
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        kept = text if to_change else GIT_MARKS.sub(lambda found: found["ours"], text)
        return Settings(tomli.loads(kept))
    except FileNotFoundError:
        if path.is_symlink():
            raise _unreadable(path, "it is a link to nothing") from None
        return Settings({})
    except OSError as problem:
        raise _unreadable(path, disk.reason(problem)) from problem
    except tomli.TOMLDecodeError as problem:
        raise _unreadable(path, f"line {problem.lineno} is not TOML") from None
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise _unreadable(path, f"line {line} is not written in UTF-8") from None
    except (ValueError, RecursionError):
        raise _unreadable(path, "it is not TOML") from None


def _unreadable(path: Path, what: str) -> Unreadable:
    hint = "Mend the file, or move it away; leadcoach then uses the defaults."
    return Unreadable(f"{path} cannot be read: {what}.", hint)


def change(path: Path, name: str, value: str) -> Settings:
    """Write `value` for the setting `name` and return the settings.

    Raises:
        WrongUsage: there is no such setting, or it cannot hold this value.
    """
    import tomli_w

    setting = setting_named(name)
    stored = setting.read(value)
    inner = table = dict(load(path, to_change=True).table)
    *groups, last = name.split(".")
    for part in groups:
        found = inner.get(part)
        inner[part] = dict(found) if isinstance(found, Mapping) else {}
        inner = inner[part]
    inner[last] = list(stored) if isinstance(stored, tuple) else stored
    disk.write_out(path, tomli_w.dumps(table).encode())
    return Settings(table)


def put_table(path: Path, name: str, values: Mapping[str, Any] | None) -> None:
    """Write the table `name`, and keep what else is in the file; None removes it.

    Keys of the table that are not in `values` stay, for a later leadcoach knows them.
    """
    import tomli_w

    table = dict(load(path, to_change=True).table)
    before = table.pop(name, {})
    if values is not None:
        table[name] = {**(before if isinstance(before, Mapping) else {}), **values}
    disk.write_out(path, tomli_w.dumps(table).encode())
