"""leadcoach completion: a static script of our own words; it runs nothing but the shell.

Typer's own completion starts Python at every Tab and was seen to run commands hidden
in a candidate (reliability.md 3.7). This script holds the words of the command tree
and nothing from any file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import argument
from leadcoach.rendering.screen import write

_SAFE = re.compile(r"[a-z-]+")
_FILES = ("--answers", "--output", "--from")
"""options that take a file or a folder"""


class Shell(StrEnum):
    """The shells that a script can be had for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


# How bash and zsh offer words, files and nothing. Without a word bash offers files; its
# older versions cannot be told not to.
_OFFERS = {
    Shell.BASH: ('words="{}"', 'words=""', "compopt +o default 2>/dev/null"),
    Shell.ZSH: ("compadd -- {}", "_files", "return 1"),
}


@command(
    "completion",
    'eval "$(leadcoach completion bash)"',
    "leadcoach completion fish | source",
)
def completion(
    ctx: typer.Context,
    context: Context,
    shell: Shell = argument("bash, zsh or fish."),
) -> None:
    """Print a script that completes commands on Tab.

    The script is fixed: on Tab nothing of leadcoach runs, and no file is read. zsh takes
    it as a file called _leadcoach in a folder of its fpath, too.
    """
    root = ctx.find_root().command
    write(context.around.stdout, script(shell, candidates_of(root)))


@dataclass(frozen=True)
class Candidates:
    """What can follow one path of the command tree: `journal`, `journal list`."""

    names: tuple[str, ...] = ()
    """its commands, or what its argument can be"""
    options: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """options that take a value, with the words it can be, where they are known"""
    takes_words: bool = False
    """whether something else than `names` can follow"""
    takes_files: bool = False
    """whether it can be a file"""


ByPath = Mapping[str, Candidates]
"""What can follow each path; '' is the path of `leadcoach` alone."""


def candidates_of(root: Any) -> ByPath:  # noqa: ANN401 - typer's own kind
    """Return what can follow each path of the command tree."""
    return {"": _candidates_of(root)} | {
        " ".join(path): _candidates_of(each) for path, each in root.all_below()
    }


def _candidates_of(command: Any) -> Candidates:  # noqa: ANN401
    of_kind: dict[str, list[Any]] = {"argument": [], "option": []}
    for each in command.params:
        of_kind[each.param_type_name].append(each)
    arguments, options = of_kind.values()
    names = command.list_commands(None) if hasattr(command, "commands") else []
    names += [choice for each in arguments[:1] for choice in _choices(each)]
    spelled = [name for each in options for name in (*each.opts, *each.secondary_opts)]
    return Candidates(
        names=tuple(names),
        options=(*(each for each in spelled if each.startswith("--")), "--help"),
        values={each.opts[0]: _choices(each) for each in options if not each.is_flag},
        takes_words=bool(arguments) and not names,
        takes_files=any("file" in (each.help or "").lower() for each in arguments),
    )


def _choices(parameter: Any) -> tuple[str, ...]:  # noqa: ANN401
    found = getattr(parameter.type, "choices", ())
    return tuple(str(getattr(choice, "value", choice)) for choice in found)


def script(shell: Shell, by_path: ByPath) -> str:
    """Return the script for `shell`.

    Raises:
        ValueError: a word is more than small letters and dashes.
    """
    words = " ".join(by_path).split()
    for each in by_path.values():
        words += [*each.names, *each.options, *each.values]
        words += [word for known in each.values.values() for word in known]
    if not all(map(_SAFE.fullmatch, words)):
        message = "a word of the command tree is not safe in a shell script"
        raise ValueError(message)
    valued = dict.fromkeys(name for each in by_path.values() for name in each.values)
    # A path as a step: the path so far, a space and the word that follows it.
    steps = [f'"{path}"' if " " in path else f'" {path}"' for path in by_path if path]
    if shell is Shell.FISH:
        parts = {"VALUED": " ".join(valued), "STEPS": " ".join(steps)}
        return _filled("completion.fish", parts) + "".join(_fish_lines(by_path))
    offer, files, nothing = _OFFERS[shell]
    parts = {"VALUED": "|".join(valued), "STEPS": "|".join(steps)}
    parts |= {"FILE": files, "NOTHING": nothing, "FILES": '|*" "'.join(_FILES)}
    parts |= _cases(by_path, offer, files, nothing)
    shared = _filled("completion.sh", parts)
    return _filled(f"completion.{shell.value}", {"SHARED": shared})


def _cases(by_path: ByPath, offer: str, files: str, nothing: str) -> dict[str, str]:
    """Return cases of bash or zsh; the others say how words, files, nothing is offered."""
    cases = {"VALUES": "", "OPTIONS": "", "NAMES": ""}

    def add(name: str, at: str, what: str) -> None:
        cases[name] += f'        "{at}") {what} ;;\n'

    for path, each in by_path.items():
        for option, words in each.values.items():
            if words:
                add("VALUES", f"{path} {option}", offer.format(" ".join(words)))
        add("OPTIONS", path, offer.format(" ".join(each.options)))
        names = offer.format(" ".join(each.names or each.options))
        other = files if each.takes_files else nothing
        add("NAMES", path, other if each.takes_words else names)
    return cases


def _filled(name: str, parts: Mapping[str, str]) -> str:
    """Return the text of the file `name` beside this one, with `parts` at their places."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub("@([A-Z]+)@", lambda place: parts[place[1]], text)


def _fish_lines(by_path: ByPath) -> Iterator[str]:
    for path, offered in by_path.items():
        begin = f"complete -c leadcoach -n \"__leadcoach_at '{path}'\""
        if not offered.takes_files:
            yield f'{begin} -f -a "{" ".join(offered.names)}"\n'
        for option in offered.options:
            words = " ".join(offered.values.get(option, ()))
            value = f' -x -a "{words}"' if words else " -x"
            if option in _FILES:
                value = " -r -F"
            elif option not in offered.values:
                value = ""
            yield f"{begin} -l {option[2:]}{value}\n"
