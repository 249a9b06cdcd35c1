"""Wrong usage, in words: what is wrong with a command line, and the line to type."""

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from leadcoach.domain.exercise import how_to_begin
from leadcoach.domain.text import clean_line, nearest, nearest_of
from leadcoach.errors import NotFound, WrongUsage
from leadcoach.paths import topics
from leadcoach.settings import SETTINGS

_SHOWN = 60
"""characters of what was typed that a message repeats"""
_ALIKE = 0.75
"""so near a command has to be to be named; a command does something, so no wild guess"""
_MOST = 6
"""lines to type that are listed"""
_FREE = ("words", "value", "term")
"""arguments that are words of the person's own, which can begin with a -"""
_PLACES = {
    "journal": ("journal show", r"last|today|yesterday|[\d-]+"),
    "commitment": ("commitment done", r"\d+"),
}
"""groups, and what of them takes a number or a day"""

Line = tuple[str, ...]
"""a command line, word by word"""


def no_such_command(ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `args`, which begin with no command of the group of `ctx`."""
    word, *rest = args
    if " " in word and word.split()[0].casefold() in ctx.command.list_commands(ctx):
        word, *rest = [*word.split(), *rest]  # quotes around the whole command
    message = f"There is no command `{ctx.command_path} {_shown(word)}`."
    every = _every_command(ctx)
    called = {path: at for path, at in every.items() if path[-1] == word.casefold()}
    paths = list(called)
    if any(not each.startswith("-") for each in rest):  # it has to take words
        fit = [
            each
            for each in paths
            if _is_group(called[each]) or _arguments(called[each])
        ]
        paths = fit or paths
    lines = [*paths, *_things_called(word, ctx)] or _commands_like(word, ctx)
    if not lines:
        return WrongUsage(message, f"`{ctx.command_path} --help` shows what there is.")
    typed = [
        shlex.join([*line, *_behind_dashes(every.get(line), rest)])
        for line in dict.fromkeys(lines)
    ]
    return WrongUsage(message, _to_type(typed[:_MOST]))


def _behind_dashes(command: Any, rest: Sequence[str]) -> list[str]:  # noqa: ANN401
    """Return `rest` with words that look like options, and are none, behind a --."""
    if command is None or "--" in rest or not _takes_own_words(command):
        return list(rest)
    known = _options(command)
    words = [w for w in rest if w[:1] == "-" and w.partition("=")[0] not in known]
    others = [w for w in rest if w not in words]
    return [*others, "--", *words] if words else others


def _things_called(word: str, ctx: Any) -> Iterator[Line]:  # noqa: ANN401
    """Yield the commands that take `word`: an exercise, a lens, a topic, a setting."""
    small, group = word.casefold(), ctx.command.name
    if word.endswith(".toml"):
        yield ("leadcoach", "reflect", word)
        yield ("leadcoach", "exercise", "check", word)
    if small in _exercises(ctx):
        if group == "exercise":
            yield ("leadcoach", "exercise", "show", small)
        yield tuple(how_to_begin(small).split())
    if small in (each.id for each in ctx.obj.lenses):
        yield ("leadcoach", "lens", "show", small)
    if small in topics():
        yield ("leadcoach", "help", small)
    if group == "settings" and small in (each.name for each in SETTINGS):
        yield ("leadcoach", "settings", "set", small)
    line, pattern = _PLACES.get(group, ("", r"(?!)"))
    if re.fullmatch(pattern, small):
        yield ("leadcoach", *line.split(), small)


def _exercises(ctx: Any) -> set[str]:  # noqa: ANN401
    return {*ctx.obj.library.shipped_ids(), *ctx.obj.library.own_ids()}


def _commands_like(word: str, ctx: Any) -> list[Line]:  # noqa: ANN401
    """Return the command whose name is nearest: of this group, or else of all."""
    near = nearest(word.casefold(), ctx.command.list_commands(ctx), _ALIKE)
    if near:
        return [(*ctx.command_path.split(), near)]
    every = _every_command(ctx)
    names = [*(path[-1] for path in every), *_exercises(ctx)]
    near = nearest(word.casefold(), names, _ALIKE)
    if not near:
        return []
    return [*(path for path in every if path[-1] == near), *_things_called(near, ctx)]


def in_words(problem: Any, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    """Return the `problem` that Typer found in `args` of the command of `ctx`, in words."""
    match type(problem).__name__:
        case "NoSuchOption":
            return _wrong_option(problem.option_name, ctx, args)
        case "MissingParameter":
            return _something_missing(problem.param, ctx)
        case "BadOptionUsage":
            return _wrong_use(problem, ctx)
        case "BadParameter":
            return _wrong_value(problem, ctx)
    extra = re.search(r"extra arguments? ?\(?s?\)? ?\((.*)\)$", problem.message)
    if extra:
        return _too_much(extra[1], ctx, args)
    return WrongUsage(problem.format_message(), _help(ctx))


def _wrong_option(name: str, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    path = ctx.command_path.split()
    typed = next((each for each in args if each.startswith(name)), name)
    at = list(args).index(typed) if typed in args else 0
    before, after = list(args[:at]), list(args[at + 1 :])
    options = _options(ctx.command)
    near = _near_option(name, options)
    lines = [
        [*line, typed, *(each for each in (*before, *after) if each not in line)]
        for line in _commands_with(name, ctx, args)
    ]
    if near and not (lines and _is_group(ctx.command)):
        value = typed.removeprefix(name) if "=" in typed else ""
        lines.insert(0, [*path, *before, near + value, *after])
    if _takes_own_words(ctx.command) and (not lines or name[1:2] != "-"):
        lines.append([*path, *before, *after, "--", typed])
    hint = [_to_type([shlex.join(line) for line in lines])] if lines else []
    hint += [f"Options here: {', '.join(options)}.", _help(ctx)]
    message = f"`{ctx.command_path}` has no option {_shown(name)}."
    return WrongUsage(message, "\n".join(hint))


def _near_option(name: str, options: Sequence[str]) -> str:
    if len(name) > 2:
        near = nearest(name.strip("-"), [each.strip("-") for each in options])
        return near and f"--{near}"
    return next((each for each in options if each[2:3] == name[1:].lower()), "")


def _commands_with(
    name: str,
    ctx: Any,  # noqa: ANN401
    args: Sequence[str],
) -> list[Line]:
    """Return the commands of the group at hand that have the option `name`."""
    here = tuple(ctx.command_path.split())
    if not _is_group(ctx.command):
        here = here[:-1]
        if len(here) == 1:  # commands that have nothing to do with one another
            return []
    having = [
        path
        for path, command in _every_command(ctx).items()
        if path[: len(here)] == here and name in _options(command)
    ]
    meant = [path for path in having if set(path) - set(here) <= set(args)]
    return (meant or having)[:_MOST]


def _something_missing(parameter: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    name, text = parameter.name.upper(), (parameter.help or "").rstrip(".")
    example = re.search(r"\$ (.+)", ctx.command.epilog or "")
    hint = f"For example:\n  {example[1]}" if example else _help(ctx)
    return WrongUsage(f"`{ctx.command_path} {name}`: {name} is missing. {text}.", hint)


def _wrong_use(problem: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    name = problem.option_name
    if "not take" in problem.message:
        return WrongUsage(f"{name} takes no value.", _help(ctx))
    options = (each for each in ctx.command.params if name in each.opts)
    text = next((each.help for each in options), "")
    return WrongUsage(f"{name} needs something after it. {text}".strip(), _help(ctx))


def _wrong_value(problem: Any, ctx: Any) -> WrongUsage:  # noqa: ANN401
    parameter, kind = problem.param, problem.param.type
    is_option = parameter.param_type_name == "option"
    name = parameter.opts[0] if is_option else parameter.name.upper()
    choices = [
        str(getattr(each, "value", each)) for each in getattr(kind, "choices", ())
    ]
    if choices:
        given = re.match(r"'(.*)' is not", problem.message)
        meant = nearest(given[1], choices) if given else ""
        asked = f" Did you mean {meant}?" if meant else ""
        what = f"{name} takes one of: {', '.join(choices)}.{asked}"
    elif "int" in kind.name:
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        least = f", {low} or more" if low is not None else ""
        most = f" and at most {high}" if high is not None else ""
        what = f"{name} takes a whole number{least}{most}."
    else:
        what = f"{name}: {problem.message}"
    return WrongUsage(what, _help(ctx))


def _too_much(extra: str, ctx: Any, args: Sequence[str]) -> WrongUsage:  # noqa: ANN401
    message = f"`{ctx.command_path}` takes nothing more: {_shown(extra)} is too much."
    path, rest = ctx.command_path.split(), extra.split()
    places = (at for at in range(len(args)) if list(args[at : at + len(rest)]) == rest)
    at = next(places, 0)
    before, after = list(args[:at]), list(args[at + len(rest) :])
    options = _options(ctx.command)
    if _arguments(ctx.command):
        together = [*before[:-1], " ".join([*before[-1:], *rest]), *after]
        hint = "Words that belong together stand in quotes. Perhaps you mean:"
        return WrongUsage(message, f"{hint}\n  {shlex.join([*path, *together])}")
    if f"--{extra}" in options:
        rest = [f"--{extra}"]
    elif "--on" in options:
        rest = ["--on", extra]
    else:
        return WrongUsage(message, _help(ctx))
    return WrongUsage(message, _to_type([shlex.join([*path, *before, *after, *rest])]))


def json_before(ctx: Any) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `--json` before a command, which does not heed it there."""
    rest = [each for each in ctx.meta["typed"] if each != "--json"]
    line = shlex.join(["leadcoach", *rest, "--json"])
    return WrongUsage("--json stands behind the command.", _to_type([line]))


def no_such_topic(ctx: Any, words: Sequence[str]) -> NotFound:  # noqa: ANN401
    """Return what to say where there is no help topic of that name."""
    name = " ".join(words)
    message = f"There is no help topic “{_shown(name)}”."
    small = tuple(word.casefold() for word in words if word != "leadcoach")
    every = _every_command(ctx) if small else ()
    lines = [
        f"{' '.join(path)} --help" for path in every if path[-len(small) :] == small
    ]
    if lines:
        return NotFound(message, _to_type(lines[:_MOST]))
    hint = nearest_of(name, topics()) or f"Topics: {', '.join(topics())}."
    return NotFound(message, hint)


def _every_command(ctx: Any) -> dict[Line, Any]:  # noqa: ANN401
    """Return every command of the tree by its whole name: ("leadcoach", "journal")."""
    root = ctx.find_root().command
    return {("leadcoach", *path): each for path, each in root.all_below()}


def _is_group(command: Any) -> bool:  # noqa: ANN401
    return hasattr(command, "commands")


def _options(command: Any) -> list[str]:  # noqa: ANN401
    names = [n for p in command.params for n in (*p.opts, *p.secondary_opts)]
    return [*(name for name in names if name.startswith("--")), "--help"]


def _arguments(command: Any) -> list[Any]:  # noqa: ANN401
    return [each for each in command.params if each.param_type_name == "argument"]


def _takes_own_words(command: Any) -> bool:  # noqa: ANN401
    return any(each.name in _FREE for each in _arguments(command))


def _to_type(lines: Sequence[str]) -> str:
    return "\n".join(["Perhaps you mean:", *(f"  {line}" for line in lines)])


def _help(ctx: Any) -> str:  # noqa: ANN401
    return f"`{ctx.command_path} --help` says more."


def _shown(text: str) -> str:
    return clean_line(text, _SHOWN)
