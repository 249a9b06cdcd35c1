"""Wrong usage, in words: what is wrong with a command line, and the line to type."""

import re
import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from leadcoach.domain.text import clean_line, nearest, nearest_of
from leadcoach.errors import NotFound, WrongUsage
from leadcoach.exercises.library import how_to_begin
from leadcoach.paths import topics
from leadcoach.settings import SETTINGS

_SHOWN = 60
"""characters of what was typed that a message repeats"""
_ALIKE = 0.75
"""so near a command has to be to be named; a command does something, so no wild guess"""
_OF_A_TOPIC = 0.6
"""the same for a topic, which only explains"""
_FREE = ("words", "value", "term")
"""arguments that are words of the person's own, which can begin with a -"""
_PLACES = {
    "journal": ("show", r"last|today|yesterday|[\d-]+"),
    "commitment": ("show", r"\d+"),
}
"""groups, and what of them takes a number or a day"""

CommandLine = Sequence[str]
"""a command line, word by word"""


def no_such_command(ctx: Any, args: CommandLine) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `args`, which begin with no command of the group of `ctx`."""
    word, *rest = args
    if " " in word and word.split()[0].casefold() in ctx.command.list_commands(ctx):
        word, *rest = [*word.split(), *rest]  # quotes around the whole command
    what = f"There is no command `{ctx.command_path} {_shown(word)}`."
    known = dict(_lines_by_word(ctx))
    line = known.get(word.casefold()) or known.get(
        nearest(word.casefold(), known, _ALIKE)
    )
    if word.casefold() in ("list", "show"):  # of this group, where it has one of them
        here = {*ctx.command.list_commands(ctx)} & {"list", "show"}
        line = next(((*ctx.command_path.split(), each) for each in here), line)
    to_show, places = _PLACES.get(ctx.command.name, ("", r"(?!)"))
    if re.fullmatch(places, word):
        line = (*ctx.command_path.split(), to_show, word)
    elif word.endswith(".toml"):
        line = ("leadcoach", "reflect", word)
    if line:
        return WrongUsage(what, _to_type(*line, *rest))
    return WrongUsage(what, f"`{ctx.command_path} --help` shows what there is.")


def _lines_by_word(ctx: Any) -> Iterator[tuple[str, CommandLine]]:  # noqa: ANN401
    """Yield what somebody may mean by a word, what is meant most often last.

    The name of a topic, a lens, an exercise, a command; then what the group has.
    """
    here, group = tuple(ctx.command_path.split()), ctx.command.name
    for name in topics():
        yield name, ("leadcoach", "help", name)
    for lens in ctx.obj.lenses:
        yield lens.id, ("leadcoach", "lens", "show", lens.id)
    for name in ctx.obj.library.names():
        is_shown = group == "exercise"
        yield name, (*here, "show", name) if is_shown else how_to_begin(name).split()
    for path in reversed(_every_command(ctx)):
        yield path[-1], path
    if group == "settings":
        for setting in SETTINGS:
            yield setting.name, (*here, "set", setting.name)
    for name in ctx.command.list_commands(ctx):
        yield name, (*here, name)


def in_words(problem: Any, ctx: Any, args: CommandLine) -> WrongUsage:  # noqa: ANN401
    """Return the `problem` that Typer found in `args` of the command of `ctx`, in words."""
    more = f"`{ctx.command_path} --help` says more."
    match type(problem).__name__:
        case "NoSuchOption":
            return _wrong_option(problem.option_name, ctx, args, more)
        case "MissingParameter":
            is_option = problem.param.param_type_name == "option"
            name = problem.param.opts[0] if is_option else problem.param.name.upper()
            text = (problem.param.help or "").rstrip(".")
            what = f"`{ctx.command_path} {name}`: {name} is missing. {text}."
            example = re.search(r"\$ (.+)", ctx.command.epilog or "")
            return WrongUsage(
                what, f"For example:\n  {example[1]}" if example else more
            )
        case "BadOptionUsage":
            name = problem.option_name
            options = (each for each in ctx.command.params if name in each.opts)
            what = f"{name} needs something after it. "
            what += next((each.help for each in options), "")
            if "not take" in problem.message:
                what = f"{name} takes no value."
            return WrongUsage(what.strip(), more)
        case "BadParameter":
            return WrongUsage(_wrong_value(problem), more)
    extra = re.search(r"extra arguments? ?\(?s?\)? ?\((.*)\)$", problem.message)
    if extra:
        return _too_much(extra[1], ctx, args, more)
    return WrongUsage(problem.format_message(), more)


def _wrong_option(name: str, ctx: Any, args: CommandLine, more: str) -> WrongUsage:  # noqa: ANN401
    path, options = ctx.command_path.split(), _options(ctx.command)
    typed = next((each for each in args if each.startswith(name)), name)
    others = [each for each in args if each != typed]
    if name == "--plain":  # what asks nothing takes it before the command, as all do
        what = f"`{ctx.command_path}` takes --plain before it."
        return WrongUsage(what, _to_type(path[0], typed, *path[1:], *others))
    near = nearest(name.strip("-"), [each[2:] for each in options])
    near = near and f"--{near}"
    if len(name) == 2:
        near = next((each for each in options if each[2:3] == name[1].lower()), "")
    line = []
    if below := _command_in(others, ctx.command):
        line = [*path, *below, typed, *(each for each in others if each not in below)]
    elif near:
        meant = near + typed.removeprefix(name) if "=" in typed else near
        line = [*path, *(meant if each == typed else each for each in args)]
    elif any(each.name in _FREE for each in _arguments(ctx.command)):
        line = [*path, *others, "--", typed]
    hint = [_to_type(*line)] if line else []
    hint += [f"Options here: {', '.join(options)}.", more]
    message = f"`{ctx.command_path}` has no option {_shown(name)}."
    return WrongUsage(message, "\n".join(hint))


def _command_in(words: CommandLine, group: Any) -> list[str]:  # noqa: ANN401
    """Return the words that name a command of a group, wherever they stand."""
    found = []
    for word in words:
        if hasattr(group, "commands") and word in group.list_commands(None):
            group = group.get_command(None, word)
            found.append(word)
    return found


def _wrong_value(problem: Any) -> str:  # noqa: ANN401
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
        return f"{name} takes one of: {', '.join(choices)}.{asked}"
    if "int" in kind.name:
        low, high = getattr(kind, "min", None), getattr(kind, "max", None)
        least = f", {low} or more" if low is not None else ""
        most = f" and at most {high}" if high is not None else ""
        return f"{name} takes a whole number{least}{most}."
    return f"{name}: {problem.message}"


def _too_much(extra: str, ctx: Any, args: CommandLine, more: str) -> WrongUsage:  # noqa: ANN401
    what = f"`{ctx.command_path}` takes nothing more: {_shown(extra)} is too much."
    rest, options = extra.split(), _options(ctx.command)
    at = list(args).index(rest[0]) if rest[0] in args else len(args)
    before = [*ctx.command_path.split(), *args[:at]]
    after = args[at + len(rest) :]
    if _arguments(ctx.command) and before[-1] == "list":  # of `share`
        return WrongUsage(what, _to_type(*before, *after))
    if _arguments(ctx.command):
        together = " ".join([before.pop(), *rest])
        what += " Words that belong together stand in quotes."
        return WrongUsage(what, _to_type(*before, together, *after))
    if f"--{extra}" in options:
        return WrongUsage(what, _to_type(*before, *after, f"--{extra}"))
    if "--on" in options:
        return WrongUsage(what, _to_type(*before, *after, "--on", extra))
    return WrongUsage(what, more)


def json_before(ctx: Any) -> WrongUsage:  # noqa: ANN401
    """Return what to say of `--json` before a command, which does not heed it there."""
    rest = [each for each in ctx.meta["typed"] if each != "--json"]
    line = _to_type("leadcoach", *rest, "--json")
    return WrongUsage("--json stands behind the command.", line)


def no_such_topic(ctx: Any, words: CommandLine) -> NotFound:  # noqa: ANN401
    """Return what to say where there is no help topic of that name."""
    name = " ".join(words)
    message = f"There is no help topic “{_shown(name)}”."
    small = tuple(word.casefold() for word in words if word != "leadcoach")
    for path in _every_command(ctx):
        if small and path[-len(small) :] == small:
            topic = nearest(small[-1], topics(), _OF_A_TOPIC)
            about = f"\n  leadcoach help {topic}" if topic else ""
            return NotFound(message, _to_type(*path, "--help") + about)
    hint = nearest_of(name, topics()) or f"Topics: {', '.join(topics())}."
    return NotFound(message, hint)


def _every_command(ctx: Any) -> list[tuple[str, ...]]:  # noqa: ANN401
    """Return the whole name of every command, as ("leadcoach", "journal", "list")."""
    root = ctx.find_root().command
    return [("leadcoach", *path) for path, _ in root.all_below()]


def _options(command: Any) -> list[str]:  # noqa: ANN401
    names = [n for p in command.params for n in (*p.opts, *p.secondary_opts)]
    return [*(name for name in names if name.startswith("--")), "--help"]


def _arguments(command: Any) -> list[Any]:  # noqa: ANN401
    return [each for each in command.params if each.param_type_name == "argument"]


def _to_type(*words: str) -> str:
    return f"Perhaps you mean:\n  {shlex.join(words)}"


def _shown(text: str) -> str:
    return clean_line(text, _SHOWN)
