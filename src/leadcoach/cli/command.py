"""Commands and groups whose help fits the screen and keeps the order of a path."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from importlib import import_module
from inspect import cleandoc
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from leadcoach.domain.text import wrap


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


_ROOM_FOR_COLUMNS = 78
"""columns below which help is one thing under the other; Typer needs that many"""


def _narrow(command: Any, ctx: Any, width: int) -> str:  # noqa: ANN401 - typer's own
    """Return help for a narrow screen: names, and below each what it does."""
    lines = wrap(command.get_usage(ctx).replace("\n", " "), width, "", "  ")
    for part in cleandoc(command.help or "").split("\n\n"):
        lines += ["", *wrap(part.replace("\n", " "), width)]
    records = [each.get_help_record(ctx) for each in command.get_params(ctx)]
    options = [(_in_words(each[0]), each[1]) for each in records if each]
    lines += _listed("Options:", options, width)
    short = [(name, command.known.summary(name)) for name in _names(command, ctx)]
    lines += _listed("Commands:", short, width) + [""]
    for line in (command.epilog or "").replace("\b\n", "").split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += wrap(line.strip(), width, indent, f"{indent}  ")
    return "\n".join(lines)


_SORTS = {"<str>": "TEXT", "<path>": "FILE", "<int range>": "NUMBER", "<int>": "NUMBER"}


def _in_words(text: str) -> str:
    """Return help with what an option takes in words, and its columns where they were."""
    for sort, words in _SORTS.items():
        text = text.replace(sort, f"{words:<{len(sort)}}")
    return text


def _names(command: Any, ctx: Any) -> list[str]:  # noqa: ANN401
    return list(command.list_commands(ctx)) if hasattr(command, "commands") else []


def _listed(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    lines = ["", title] if rows else []
    for name, text in rows:
        lines += wrap(name, width, "  ", "  ")
        lines += wrap(" ".join(text.split()), width, "    ", "    ")
    return lines


_Usage: type[Exception] = typer.BadParameter.__mro__[1]
"""what Typer raises for a command line it cannot read"""


def _read(
    parse: Callable[[Any, list[str]], list[str]],
    ctx: Any,  # noqa: ANN401 - typer's own
    args: list[str],
) -> list[str]:
    given = ctx.meta["typed"] = list(args)
    try:
        return parse(ctx, args)
    except _Usage as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":  # its message is the help
            raise
        from leadcoach.cli.usage import in_words

        raise in_words(problem, ctx, given) from None


def _width(ctx: Any) -> int:  # noqa: ANN401 - typer's own
    ctx.obj.go_on_without_settings()  # help is for those who cannot go on
    return int(ctx.obj.screen.width)


class Fitting(TyperCommand):
    """A command whose help fits the screen, and that says in words what is wrong."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the command line."""
        return _read(super().parse_args, ctx, args)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own
        """Return the help text."""
        width = _width(ctx)
        if width < _ROOM_FOR_COLUMNS:
            return _narrow(self, ctx, width)
        ctx.terminal_width = 80
        return _in_words(super().get_help(ctx))


class Commands(typer.Typer):
    """A tree or a branch of it, with commands whose help fits the screen."""

    def command(self, *names: Any, **options: Any) -> Callable[..., Any]:  # noqa: ANN401
        """Add a command."""
        return super().command(*names, **{"cls": Fitting, **options})


class InOrder(TyperGroup):
    """Lists commands in the order of `order`, which carries a person's path."""

    order: tuple[str, ...] = ()
    later: ClassVar[Mapping[str, Later]] = {}
    """commands that are loaded when they are run"""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - typer's own
        super().__init__(**given)
        self.known = Known(self.commands, self.later, Commands)
        self.commands = self.known

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Read the command line."""
        return _read(super().parse_args, ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that `args` begin with."""
        if args[0] in self.known:
            return super().resolve_command(ctx, args)
        from leadcoach.cli.usage import no_such_command

        raise no_such_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the list of commands; none is loaded for it."""
        rows = [(name, self.known.summary(name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own
        """Return the help text."""
        width = _width(ctx)
        if width < _ROOM_FOR_COLUMNS:
            return _narrow(self, ctx, width)
        ctx.terminal_width = 80
        return super().get_help(ctx)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer's own
        """Return the names of the commands, as help lists them."""
        known = list(self.commands)
        ordered = self.order or tuple(self.later)
        return [name for name in ordered if name in known] + [
            name for name in known if name not in ordered
        ]


def examples(*lines: str) -> str:
    """Return the examples block below a command's help; not rewrapped."""
    return "\b\nExamples:\n" + "\n".join(f"  $ {line}" for line in lines)


def group(
    name: str, summary: str, *lines: str, order: tuple[str, ...] = ()
) -> typer.Typer:
    """Return a group of commands whose help ends with examples.

    Help lists its commands in `order`, then others as they were added.
    """
    return Commands(
        name=name,
        cls=type(f"{name.title()}InOrder", (InOrder,), {"order": order}),
        help=summary,
        epilog=examples(*lines),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
    )
