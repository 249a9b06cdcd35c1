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

    def all_words(self) -> Iterator[str]:
        """Yield every word that comes into a script."""
        yield from (*self.names, *self.options)
        for option, choices in self.values.items():
            yield from (option, *choices)


ByPath = Mapping[str, Candidates]
"""What can follow each path; '' is the path of `leadcoach` alone."""


def candidates_of(root: Any) -> ByPath:  # noqa: ANN401 - typer's own kind
    """Return what can follow each path of the command tree."""
    return {"": _candidates_of(root)} | {
        " ".join(path): _candidates_of(each) for path, each in root.all_below()
    }


def _candidates_of(command: Any) -> Candidates:  # noqa: ANN401
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    names = command.list_commands(None) if hasattr(command, "commands") else []
    names += [choice for each in arguments[:1] for choice in _choices(each)]
    options, valued = [], {}
    for each in command.params:
        if each.param_type_name == "option":
            every = (*each.opts, *each.secondary_opts)
            options += [name for name in every if name.startswith("--")]
            if not each.is_flag:
                valued[each.opts[0]] = tuple(_choices(each))
    return Candidates(
        names=tuple(names),
        options=(*options, "--help"),
        values=valued,
        takes_words=bool(arguments) and not names,
        takes_files=any("file" in (each.help or "").lower() for each in arguments),
    )


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401
    found = getattr(parameter.type, "choices", ())
    return [str(getattr(choice, "value", choice)) for choice in found]


def script(shell: Shell, by_path: ByPath) -> str:
    """Return the script for `shell`.

    Raises:
        ValueError: a word is more than small letters and dashes.
    """
    for path, offered in by_path.items():
        words = (*path.split(), *offered.all_words())
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
    parts |= {"FILE": files, "NOTHING": nothing}
    parts |= _cases(by_path, offer, files, nothing)
    shared = _filled("completion.sh", parts)
    return _filled(f"completion.{shell.value}", {"SHARED": shared})


def _cases(by_path: ByPath, offer: str, files: str, nothing: str) -> dict[str, str]:
    """Return cases of bash or zsh; the others say how words, files, nothing is offered."""
    values: dict[str, str] = {}
    """what is offered, by each `path option` with known words"""
    options: dict[str, str] = {}
    names: dict[str, str] = {}
    for path, offered in by_path.items():
        known = {name: words for name, words in offered.values.items() if words}
        values |= {f"{path} {x}": offer.format(" ".join(known[x])) for x in known}
        options[path] = offer.format(" ".join(offered.options))
        names[path] = offer.format(" ".join(offered.names or offered.options))
        if offered.takes_words:
            names[path] = files if offered.takes_files else nothing
    cases = {"VALUES": values, "OPTIONS": options, "NAMES": names}
    return {"FILES": '|*" "'.join(_FILES)} | {
        name: "".join(f'        "{at}") {what} ;;\n' for at, what in each.items())
        for name, each in cases.items()
    }


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
            value = ""
            if option in _FILES:
                value = " -r -F"
            elif option in offered.values:
                words = " ".join(offered.values[option])
                value = f' -x -a "{words}"' if words else " -x"
            yield f"{begin} -l {option[2:]}{value}\n"
