"""Wrong usage, in words: what is wrong with a command line, and the line to type."""

import re
import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.picking import nearest, nearest_of
from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound, WrongUsage

_SHOWN = 60
"""characters of what was typed that a message repeats"""
_ALIKE = 0.75
"""so near a command has to be to be named; a command does something, so no wild guess"""
_MOST = 6
"""lines to type that are listed"""


def no_such_command(ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `args`, which begin with no command of the group of `ctx`."""
    word, *rest = args
    if " " in word and word.split()[0].casefold() in ctx.command.commands:
        word, *rest = [*word.split(), *rest]  # quotes around the whole command
    message = f"There is no command `{ctx.command_path} {_shown(word)}`."
    lines = [*_commands_called(word, rest, ctx), *_things_called(word, ctx)]
    if not lines:
        lines = list(_commands_like(word, ctx))
    if not lines:
        return WrongUsage(message, f"`{ctx.command_path} --help` shows what there is.")
    every = commands_below(ctx.find_root().command)
    typed = [
        shlex.join([*line, *_behind_dashes(every.get(line), rest)])
        for line in dict.fromkeys(lines)
    ]
    return WrongUsage(message, _to_type(typed[:_MOST]))


def _behind_dashes(command: Any, rest: Sequence[str]) -> list[str]:  # noqa: ANN401
    """Return `rest` with words that look like options, and are none, behind a --."""
    if command is None or not any(a.name in _FREE for a in _arguments_of(command)):
        return list(rest)
    known = _options_of(command)
    words = [
        each
        for each in rest
        if each.startswith("-") and each.partition("=")[0] not in known
    ]
    others = [each for each in rest if each not in words]
    return [*others, "--", *words] if words and "--" not in rest else list(rest)


def _to_type(lines: Sequence[str]) -> str:
    return "\n".join(["Perhaps you mean:", *(f"  {line}" for line in lines)])


def _things_called(word: str, ctx: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401
    """Yield the commands that take `word`: an exercise, a lens, a topic, a setting."""
    small, group = word.casefold(), ctx.command.name
    if word.endswith(".toml"):
        yield ("leadcoach", "reflect", word)
        yield ("leadcoach", "exercise", "check", word)
    if small in _exercises(ctx):
        if group == "exercise":
            yield ("leadcoach", "exercise", "show", small)
        yield tuple(how_to_begin(small).split())
    for line, known in _takers(group):
        if small in known:
            yield ("leadcoach", *line.split(), small)
    for taker, line, pattern in _PLACES:
        if taker == group and re.fullmatch(pattern, small):
            yield ("leadcoach", *line.split(), small)


_PLACES = (
    ("journal", "journal show", r"last|today|yesterday|[\d-]+"),
    ("commitment", "commitment done", r"\d+"),
)
"""Groups, and what of them takes a number or a day."""


def _takers(group: str) -> Iterator[tuple[str, Collection[str]]]:
    """Yield commands with the names they take."""
    from leadcoach.cli.help import topics
    from leadcoach.mirror.lenses import lenses
    from leadcoach.paths import builtin_exercises
    from leadcoach.settings import SETTINGS

    found = lenses(builtin_exercises() / "lenses.toml")
    yield "lens show", [lens.id for lens in found]
    yield "help", topics()
    if group == "settings":
        yield "settings set", [setting.name for setting in SETTINGS]


def _exercises(ctx: Any) -> frozenset[str]:  # noqa: ANN401
    library = ctx.obj.library
    return frozenset(library.shipped_ids() | library.own_ids())


def _commands_called(
    word: str,
    rest: Sequence[str],
    ctx: Any,  # noqa: ANN401
) -> list[tuple[str, ...]]:
    every = commands_below(ctx.find_root().command)
    found = {path: at for path, at in every.items() if path[-1] == word.casefold()}
    has_words = any(not each.startswith("-") for each in rest)
    fit = [path for path in found if not has_words or _takes_words(found[path])]
    return fit or list(found)


def _takes_words(command: Any) -> bool:  # noqa: ANN401
    return _is_group(command) or bool(_arguments_of(command))


def _commands_like(word: str, ctx: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401
    """Yield the command whose name is nearest: of this group, or else of all."""
    own = list(ctx.command.commands)
    near = nearest(word.casefold(), own, _ALIKE)
    if near:
        yield (*ctx.command_path.split(), near)
        return
    every = commands_below(ctx.find_root().command)
    names = [*(path[-1] for path in every), *_exercises(ctx)]
    near = nearest(word.casefold(), names, _ALIKE)
    if near:
        yield from (path for path in every if path[-1] == near)
        yield from _things_called(near, ctx)


def commands_below(root: Any) -> dict[tuple[str, ...], Any]:  # noqa: ANN401
    """Return every command of the tree by its whole name: ("leadcoach", "journal")."""
    found: dict[tuple[str, ...], Any] = {}
    for name, command in root.commands.items():
        found["leadcoach", name] = command
        for part, leaf in getattr(command, "commands", {}).items():
            found["leadcoach", name, part] = leaf
    return found


def in_words(problem: Any, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    """Return the `problem` that Typer found in `args` of the command of `ctx`, in words."""
    kind = type(problem).__name__
    if kind == "NoSuchOption":
        return _wrong_option(problem.option_name, ctx, args)
    if kind == "MissingParameter":
        return _something_missing(problem.param, ctx)
    if kind == "BadOptionUsage":
        return _wrong_use(problem, ctx)
    if kind == "BadParameter":
        return _wrong_value(problem, ctx)
    extra = re.search(r"extra arguments? ?\(?s?\)? ?\((.*)\)$", problem.message)
    if extra:
        return _too_much(extra[1], ctx, args)
    return WrongUsage(problem.format_message(), _help_of(ctx))


_FREE = ("words", "value", "term")
"""arguments that are words of the person's own, which can begin with a -"""


def _wrong_option(name: str, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    path = tuple(ctx.command_path.split())
    typed = next((each for each in args if each.startswith(name)), name)
    at = list(args).index(typed) if typed in args else 0
    before, after = list(args[:at]), list(args[at + 1 :])
    options = _options_of(ctx.command)
    near = _near_option(name, options)
    elsewhere = [
        [*line, typed, *_without(line, [*before, *after])]
        for line in _commands_with(name, ctx, args)
    ]
    lines = []
    if near and not (elsewhere and _is_group(ctx.command)):
        value = typed.removeprefix(name) if "=" in typed else ""
        lines.append([*path, *before, near + value, *after])
    lines += elsewhere
    words = [each.name in _FREE for each in _arguments_of(ctx.command)]
    if any(words) and (not lines or name[1:2] != "-"):
        lines.append([*path, *before, *after, "--", typed])
    hint = [_to_type([shlex.join(line) for line in lines])] if lines else []
    hint += [f"Options here: {', '.join(options)}.", _help_of(ctx)]
    return WrongUsage(
        f"`{' '.join(path)}` has no option {_shown(name)}.", "\n".join(hint)
    )


def _without(line: Sequence[str], args: Sequence[str]) -> list[str]:
    """Return `args` without the commands that stand in `line`."""
    return [each for each in args if each not in line]


def _commands_with(
    name: str,
    ctx: Any,  # noqa: ANN401
    args: Sequence[str],
) -> list[tuple[str, ...]]:
    """Return the commands of the group at hand that have the option `name`."""
    here = tuple(ctx.command_path.split())
    if not _is_group(ctx.command):
        here = here[:-1]
        if len(here) == 1:  # commands that have nothing to do with one another
            return []
    every = commands_below(ctx.find_root().command)
    having = [
        path
        for path, command in every.items()
        if path[: len(here)] == here and name in _options_of(command)
    ]
    meant = [path for path in having if set(path) - set(here) <= set(args)]
    return (meant or having)[:_MOST]


def _is_group(command: Any) -> bool:  # noqa: ANN401
    return hasattr(command, "commands")


def _near_option(name: str, options: Sequence[str]) -> str:
    if len(name) > 2:
        near = nearest(name.strip("-"), [each.strip("-") for each in options])
        return near and f"--{near}"
    starts = (each for each in options if each[2:3] == name[1:].lower())
    return next(starts, "")


def _options_of(command: Any) -> list[str]:  # noqa: ANN401
    names = [n for p in command.params for n in (*p.opts, *p.secondary_opts)]
    return [*(name for name in names if name.startswith("--")), "--help"]


def _arguments_of(command: Any) -> list[Any]:  # noqa: ANN401
    return [each for each in command.params if each.param_type_name == "argument"]


def _help_of(ctx: Any) -> str:  # noqa: ANN401
    return f"`{ctx.command_path} --help` says more."


def _something_missing(parameter: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    path, text = ctx.command_path, (parameter.help or "").rstrip(".")
    name = parameter.name.upper()
    example = re.search(r"\$ (.+)", ctx.command.epilog or "")
    hint = f"For example:\n  {example[1]}" if example else _help_of(ctx)
    return WrongUsage(f"`{path} {name}`: {name} is missing. {text}.", hint)


def _wrong_use(problem: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    name = problem.option_name
    if "not take" in problem.message:
        return WrongUsage(f"{name} takes no value.", _help_of(ctx))
    options = (each for each in ctx.command.params if name in each.opts)
    text = next((each.help for each in options), "")
    return WrongUsage(f"{name} needs something after it. {text}".strip(), _help_of(ctx))


def _wrong_value(problem: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    parameter = problem.param
    is_option = parameter.param_type_name == "option"
    name = parameter.opts[0] if is_option else parameter.name.upper()
    kind = parameter.type
    choices = [
        str(getattr(each, "value", each)) for each in getattr(kind, "choices", ())
    ]
    if choices:
        given = re.match(r"'(.*)' is not", problem.message)
        meant = nearest(given[1], choices) if given else ""
        asked = f" Did you mean {meant}?" if meant else ""
        what = f"{name} takes one of: {', '.join(choices)}.{asked}"
        return WrongUsage(what, _help_of(ctx))
    if "int" in kind.name:
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        least = f", {low} or more" if low is not None else ""
        most = f" and at most {high}" if high is not None else ""
        return WrongUsage(f"{name} takes a whole number{least}{most}.", _help_of(ctx))
    return WrongUsage(f"{name}: {problem.message}", _help_of(ctx))


def json_before(ctx: Any) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `--json` before a command, which does not heed it there."""
    rest = [each for each in ctx.meta["typed"] if each != "--json"]
    line = shlex.join(["leadcoach", *rest, "--json"])
    return WrongUsage("--json stands behind the command.", _to_type([line]))


def _too_much(extra: str, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    message = f"`{ctx.command_path}` takes nothing more: {_shown(extra)} is too much."
    path, rest = ctx.command_path.split(), extra.split()
    places = (at for at in range(len(args)) if list(args[at : at + len(rest)]) == rest)
    at = next(places, 0)
    before, after = list(args[:at]), list(args[at + len(rest) :])
    options = _options_of(ctx.command)
    if _arguments_of(ctx.command):
        together = [*before[:-1], " ".join([*before[-1:], *rest]), *after]
        hint = "Words that belong together stand in quotes. Perhaps you mean:"
        return WrongUsage(message, f"{hint}\n  {shlex.join([*path, *together])}")
    if f"--{extra}" in options:
        rest = [f"--{extra}"]
    elif "--on" in options:
        rest = ["--on", extra]
    else:
        return WrongUsage(message, _help_of(ctx))
    return WrongUsage(message, _to_type([shlex.join([*path, *before, *after, *rest])]))


def _shown(text: str) -> str:
    return clean_line(text, _SHOWN)


def no_such_topic(ctx: Any, words: Sequence[str]) -> NotFound:  # noqa: ANN401
    """Return what to say where there is no help topic of that name."""
    from leadcoach.cli.help import topics

    name = " ".join(words)
    message = f"There is no help topic “{_shown(name)}”."
    every = commands_below(ctx.find_root().command)
    small = tuple(word.casefold() for word in words if word != "leadcoach")
    paths = [path for path in every if path[-len(small) :] == small] if small else []
    if paths:
        lines = [f"{' '.join(path)} --help" for path in paths]
        return NotFound(message, _to_type(lines[:_MOST]))
    return NotFound(
        message, nearest_of(name, topics()) or f"Topics: {', '.join(topics())}."
    )
