"""Commands that are loaded when they are run, so that no other command waits for them."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any, NamedTuple

import typer


class Later(NamedTuple):
    """One command of the tree: what help says of it, and where it is."""

    summary: str
    """the first line of its help"""
    place: str
    """module of `leadcoach.cli` and what it is called there, as in `start:reflect`"""
    epilog: str = ""
    """for a single command: the name of its examples in the same module"""
    joined: tuple[str, ...] = ()
    """for a group: modules that add commands to it"""

    def load(self, name: str, group: type[typer.Typer]) -> Any:  # noqa: ANN401 - typer's
        """Return the command, called `name`, as Typer makes it of a `group` with it."""
        for other in self.joined:
            import_module(f"leadcoach.cli.{other}")
        module, _, called = self.place.partition(":")
        found = getattr(import_module(f"leadcoach.cli.{module}"), called)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        alone = group(rich_markup_mode=None, add_completion=False)
        epilog = getattr(import_module(f"leadcoach.cli.{module}"), self.epilog)
        alone.command(name, epilog=epilog)(found)
        return typer.main.get_command(alone)


class Known(MutableMapping[str, Any]):
    """The commands of a group by name; those of `later` are loaded when looked up."""

    def __init__(
        self,
        loaded: Mapping[str, Any],
        later: Mapping[str, Later],
        group: type[typer.Typer],
    ) -> None:
        self._loaded = dict(loaded)
        self._later = later
        self._group = group

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer's own
        """Return the command `name`."""
        if name not in self._loaded:
            self._loaded[name] = self._later[name].load(name, self._group)
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401
        """Add the command `name`."""
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        """Take the command `name` out."""
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names; nothing is loaded for it."""
        return iter(dict.fromkeys((*self._later, *self._loaded)))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(set(self))

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a command `name`; nothing is loaded for it."""
        return name in self._later or name in self._loaded

    def summary(self, name: str) -> str:
        """Return what help says of the command `name`, without loading a later one."""
        if name in self._later:
            return self._later[name].summary
        return str(self[name].get_short_help_str(200))
