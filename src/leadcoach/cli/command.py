"""Commands and groups of them: loaded late, with help that fits the screen.

A command is a function; its parameters are its arguments and options. Four of them are
made here: `context` (the run), `output` (of --format, --json, --output and --force),
`filters` (leadcoach.journal.store.Filters, of --since, --tag and others) and `days`
(the same, of --since, --until and --on alone). One that `asks` has --plain, too, and
keys that come early stay off its screen.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from importlib import import_module
from inspect import Parameter, cleandoc, signature
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from leadcoach.cli.context import context_of
from leadcoach.cli.options import MADE, PLAIN, parameter
from leadcoach.domain.text import wrap

_UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""what Typer raises for a command line it cannot read"""
_ROOM_FOR_COLUMNS = 78
"""columns below which help is one thing under the other; Typer needs that many"""
_SORTS = {"<str>": "TEXT", "<path>": "FILE", "<int range>": "NUMBER", "<int>": "NUMBER"}


class _Fitting:
    """Help that fits the screen, and words for what is wrong with a command line."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        ctx.meta["typed"] = list(args)
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]
        except _UsageError as problem:
            if type(problem).__name__ == "NoArgsIsHelpError":  # its message is the help
                raise
            from leadcoach.cli.usage import in_words

            raise in_words(problem, ctx, ctx.meta["typed"]) from None

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own
        ctx.obj.go_on_without_settings()  # help is for those who cannot go on
        width = ctx.obj.screen.width
        if width < _ROOM_FOR_COLUMNS:
            return _narrow(self, ctx, width)
        ctx.terminal_width = 80
        return _in_words(super().get_help(ctx))  # type: ignore[misc]


class Command(_Fitting, TyperCommand):
    """One command."""


class CommandGroup(_Fitting, TyperGroup):
    """Commands that help lists in the order in which they were added."""

    table: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """commands that are loaded when they are run; see leadcoach.cli.app"""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401
        return [
            *self.table,
            *(each for each in self.commands if each not in self.table),
        ]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        if cmd_name in self.table and cmd_name not in self.commands:
            summary, *modules = self.table[cmd_name]
            module, *_ = [
                import_module(f"leadcoach.cli.{each}") for each in modules or [cmd_name]
            ]
            made: Any = typer.main.get_command(getattr(module, cmd_name))
            made.help = made.help or summary
            self.commands[cmd_name] = made
        return self.commands.get(cmd_name)

    def all_below(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield every command of the tree by its path, as ("journal", "list")."""
        for name in self.list_commands(None):
            found = self.get_command(None, name)
            yield (name,), found
            if isinstance(found, CommandGroup):
                yield from (((name, *path), each) for path, each in found.all_below())

    def summary(self, name: str) -> str:
        """Return what help says of the command `name`, without loading a late one."""
        if name in self.table:
            return self.table[name][0]
        return self.commands[name].get_short_help_str(200)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        if args[0] in self.list_commands(ctx):
            return super().resolve_command(ctx, args)
        from leadcoach.cli.usage import no_such_command

        raise no_such_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        with formatter.section("Commands"):
            rows = [(each, self.summary(each)) for each in self.list_commands(ctx)]
            formatter.write_dl(rows)


def _narrow(command: Any, ctx: Any, width: int) -> str:  # noqa: ANN401 - typer's own
    """Return help for a narrow screen: names, and below each what it does."""
    lines = wrap(command.get_usage(ctx).replace("\n", " "), width, "", "  ")
    for part in cleandoc(command.help or "").split("\n\n"):
        lines += ["", *wrap(part.replace("\n", " "), width)]
    records = filter(
        None, (each.get_help_record(ctx) for each in command.get_params(ctx))
    )
    listed = {"Options:": [(_in_words(name), text) for name, text in records]}
    if isinstance(command, CommandGroup):
        listed["Commands:"] = [
            (name, command.summary(name)) for name in command.list_commands(ctx)
        ]
    for title, rows in listed.items():
        lines += ["", title]
        for name, text in rows:
            lines += wrap(name, width, "  ")
            lines += wrap(" ".join(text.split()), width, "    ")
    lines.append("")
    for line in (command.epilog or "").replace("\b\n", "").split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        lines += wrap(line.strip(), width, indent, f"{indent}  ")
    return "\n".join(lines)


def _in_words(text: str) -> str:
    """Return help with what an option takes in words, and its columns where they were."""
    for sort, words in _SORTS.items():
        wide = max(len(sort), len(words))
        text = text.replace(f"{sort:<{wide}}", f"{words:<{wide}}").replace(sort, words)
    return text


class Commands(typer.Typer):
    """A tree or a branch of it."""

    def command(  # type: ignore[override]
        self, name: str, *examples: str, asks: bool = False
    ) -> Callable[..., Any]:
        """Add a command whose help ends with `examples`."""
        add = super().command(name, cls=Command, epilog=examples_block(*examples))
        return lambda function: add(_as_typer_takes_it(function, asks=asks))


def group(name: str, *examples: str) -> Commands:
    """Return a group of commands whose help ends with `examples`.

    What it is for stands in leadcoach.cli.app, with the other commands.
    """
    return Commands(
        name=name,
        cls=CommandGroup,
        epilog=examples_block(*examples),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
    )


def command(
    name: str, *examples: str, asks: bool = False
) -> Callable[[Callable[..., None]], Commands]:
    """Make a function a command that stands in no group."""

    def made(function: Callable[..., None]) -> Commands:
        alone = Commands(rich_markup_mode=None, add_completion=False)
        alone.command(name, *examples, asks=asks)(function)
        return alone

    return made


def examples_block(*lines: str) -> str:
    """Return the examples below a command's help, which Typer is not to rewrap."""
    return "\b\nExamples:\n" + "\n".join(f"  $ {line}" for line in lines)


def _as_typer_takes_it(
    function: Callable[..., None], *, asks: bool
) -> Callable[..., None]:
    """Return `function` with options in the place of what is made here."""
    own = signature(function)
    parameters = [Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, each in own.parameters.items():
        if name in MADE:
            parameters += MADE[name][0]
        elif name not in ("ctx", "context"):
            parameters.append(each.replace(kind=Parameter.KEYWORD_ONLY))
    if asks:
        names = [each.name for each in parameters]
        at = names.index("form") if "form" in names else len(names)
        parameters.insert(at, parameter("plain", bool, PLAIN))

    @wraps(function)
    def called(ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's own
        context = context_of(ctx)
        if asks:
            begin_asking(ctx, plain=given.pop("plain"))
        for name in own.parameters:
            if name in MADE:
                options, made = MADE[name]
                values = {each.name: given.pop(each.name) for each in options}
                given[name] = made(context.places, **values)
            elif name in ("ctx", "context"):
                given[name] = ctx if name == "ctx" else context
        function(**given)

    called.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    return called


def begin_asking(ctx: typer.Context, *, plain: bool) -> None:
    """Keep keys that come early off the screen, where there is somebody to ask."""
    context = context_of(ctx)
    context.plain |= plain
    if context.around.has_terminal:
        from leadcoach.asking.keys import unechoed

        ctx.with_resource(context.quiet_keys)
        context.quiet_keys.enter_context(unechoed(context.around.stdin))
