"""leadcoach completion: a static script of our own words; it runs nothing but the shell.

Typer's own completion starts Python at every Tab and was seen to run commands hidden
in a candidate (reliability.md 3.7). This script holds the words of the command tree
and nothing from any file.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_SAFE = re.compile(r"[a-z-]+")


class Shell(StrEnum):
    """The shells that a script can be had for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@dataclass(frozen=True)
class Place:
    """What can follow one path of the command tree: `journal`, `journal list`."""

    names: tuple[str, ...] = ()
    """its commands, or what its argument can be"""
    options: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] | None = None
    """options that take a value, with the words it can be, where they are known"""
    files: tuple[str, ...] = ()
    """those of them that take a file"""
    takes_words: bool = False
    """whether something else than `names` can follow, perhaps a file"""

    def all_words(self) -> Iterator[str]:
        """Yield every word that comes into a script."""
        yield from (*self.names, *self.options, *self.files)
        for option, choices in (self.values or {}).items():
            yield from (option, *choices)


Places = Mapping[str, Place]
"""What can follow each path; '' is the path of `leadcoach` alone."""


def places_of(root: Any) -> Places:  # noqa: ANN401 - typer's own kind
    """Return what can follow each path of the command tree."""
    found = {"": _place_of(root)}
    for name, command in root.commands.items():
        found[name] = _place_of(command)
        for part, leaf in getattr(command, "commands", {}).items():
            found[f"{name} {part}"] = _place_of(leaf)
    return found


def script(shell: Shell, places: Places) -> str:
    """Return the script for `shell`."""
    for path, place in places.items():
        words = (*path.split(), *place.all_words())
        if not all(_SAFE.fullmatch(word) for word in words):
            message = "a word of the command tree is not safe in a shell script"
            raise ValueError(message)
    return _SCRIPTS[shell](places)


def _place_of(command: Any) -> Place:  # noqa: ANN401
    options = [each for each in command.params if each.param_type_name == "option"]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    names = [
        *getattr(command, "commands", ()),
        *(choice for each in arguments[:1] for choice in _choices(each)),
    ]
    valued = [(_long(each), each) for each in options if not each.is_flag]
    return Place(
        names=tuple(names),
        options=(*(name for each in options for name in _names(each)), "--help"),
        values={name: tuple(_choices(each)) for name, each in valued},
        files=tuple(name for name, _ in valued if name in _FILES),
        takes_words=bool(arguments) and not names,
    )


_FILES = ("--answers", "--output", "--from")
"""options that take a file or a folder"""


def _names(option: Any) -> list[str]:  # noqa: ANN401
    every = (*option.opts, *option.secondary_opts)
    return [name for name in every if name.startswith("--")]


def _long(option: Any) -> str:  # noqa: ANN401
    return _names(option)[0]


def _choices(parameter: Any) -> list[str]:  # noqa: ANN401
    found = getattr(parameter.type, "choices", ())
    return [str(getattr(choice, "value", choice)) for choice in found]


def _valued(places: Places) -> list[str]:
    """Return every option that takes a value."""
    names = (name for place in places.values() for name in place.values or ())
    return list(dict.fromkeys(names))


def _choices_of_values(places: Places) -> dict[str, list[str]]:
    """Return where an option has known values: those words -> each `path option`."""
    found: dict[str, list[str]] = {}
    for path, place in places.items():
        for option, choices in (place.values or {}).items():
            if choices:
                found.setdefault(" ".join(choices), []).append(f"{path} {option}")
    return found


def _quoted(words: list[str]) -> str:
    return "|".join(f'"{word}"' for word in words)


def _steps(places: Places) -> str:
    """Return the paths as steps, a path and the word that follows it, for a `case`."""
    return _quoted([path if " " in path else f" {path}" for path in places if path])


def _cases(places: Places, line: Callable[[Place, tuple[str, ...]], str]) -> str:
    """Return the cases of a `case` over the paths; `line` says what is done in each."""
    return "".join(
        f'        "{path}") {line(place, place.names)} ;;\n'
        for path, place in places.items()
    )


def _bash(places: Places) -> str:
    values = "".join(
        f'        {_quoted(where)}) words="{words}" ;;\n'
        for words, where in _choices_of_values(places).items()
    )
    options = _cases(places, lambda place, _: f'words="{" ".join(place.options)}"')
    names = _cases(
        places,
        lambda place, names: (
            'words=""'
            if place.takes_words
            else f'words="{" ".join(names or place.options)}"'
        ),
    )
    return f"""# Completion of leadcoach for bash. Put this into ~/.bashrc:
#   eval "$(leadcoach completion bash)"
_leadcoach() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" at="" option="" words="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word="${{COMP_WORDS[i]}}"
        [[ "$word" == "=" ]] && continue  # bash takes --format=json apart
        if [[ -n "$option" ]]; then
            option=""
            continue
        fi
        case "$word" in
        {"|".join(_valued(places))}) option="$word" ;;
        -*) ;;
        *) case "$at $word" in {_steps(places)}) at="${{at:+$at }}$word" ;; esac ;;
        esac
    done
    [[ "$cur" == "=" ]] && cur=""
    if [[ -n "$option" ]]; then
        case "$at $option" in
{values}        esac
    elif [[ "$cur" == -* ]]; then
        case "$at" in
{options}        esac
    else
        case "$at" in
{names}        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _leadcoach leadcoach
"""


def _zsh(places: Places) -> str:
    values = "".join(
        f"        {_quoted(where)}) compadd -- {words} ;;\n"
        for words, where in _choices_of_values(places).items()
    )
    files = sorted({name for place in places.values() for name in place.files})
    options = _cases(places, lambda place, _: f"compadd -- {' '.join(place.options)}")
    names = _cases(
        places,
        lambda place, names: (
            "_files"
            if place.takes_words
            else f"compadd -- {' '.join(names or place.options)}"
        ),
    )
    return f"""#compdef leadcoach
# Completion of leadcoach for zsh. Put this into ~/.zshrc, after compinit:
#   eval "$(leadcoach completion zsh)"
# or keep it as a file called _leadcoach in a folder of your fpath.
_leadcoach() {{
    local at="" option="" word i
    for ((i = 2; i < CURRENT; i++)); do
        word="${{words[i]}}"
        if [[ -n "$option" ]]; then
            option=""
            continue
        fi
        case "$word" in
        {"|".join(_valued(places))}) option="$word" ;;
        -*) ;;
        *) case "$at $word" in {_steps(places)}) at="${{at:+$at }}$word" ;; esac ;;
        esac
    done
    if [[ "${{words[CURRENT]}}" == --*=* ]]; then
        option="${{words[CURRENT]%%=*}}"
        compset -P '*='
    fi
    if [[ -n "$option" ]]; then
        case "$at $option" in
{values}        *" "({"|".join(files)})) _files ;;
        esac
    elif [[ "${{words[CURRENT]}}" == -* ]]; then
        case "$at" in
{options}        esac
    else
        case "$at" in
{names}        esac
    fi
}}
if [[ "${{funcstack[1]}}" == _leadcoach ]]; then
    _leadcoach "$@"
else
    compdef _leadcoach leadcoach
fi
"""


def _fish(places: Places) -> str:
    steps = _steps(places).replace("|", " ")
    lines = [
        "# Completion of leadcoach for fish. Put this into ~/.config/fish/config.fish:",
        "#   leadcoach completion fish | source",
        "function __leadcoach_at",
        "    set -l typed (commandline -opc)",
        "    set -e typed[1]",
        "    set -l at ''",
        "    set -l option ''",
        "    for word in $typed",
        '        if test -n "$option"',
        "            set option ''",
        "            continue",
        "        end",
        "        switch $word",
        f"            case {' '.join(_valued(places))}",
        "                set option $word",
        "            case '-*'",
        "            case '*'",
        f'                if contains -- "$at $word" {steps}',
        '                    set at (string trim "$at $word")',
        "                end",
        "        end",
        "    end",
        '    test "$at" = "$argv[1]"',
        "end",
        "complete -c leadcoach -e",
    ]
    for path, place in places.items():
        begin = f"complete -c leadcoach -n \"__leadcoach_at '{path}'\""
        if not place.takes_words:
            lines.append(f'{begin} -f -a "{" ".join(place.names)}"')
        for option in place.options:
            lines.append(f"{begin} -l {option[2:]}{_fish_value(place, option)}")
    return "\n".join(lines) + "\n"


def _fish_value(place: Place, option: str) -> str:
    choices = (place.values or {}).get(option)
    if choices is None:
        return ""
    if option in place.files:
        return " -r -F"
    return f' -x -a "{" ".join(choices)}"' if choices else " -x"


_SCRIPTS: Mapping[Shell, Callable[[Places], str]] = {
    Shell.BASH: _bash,
    Shell.ZSH: _zsh,
    Shell.FISH: _fish,
}
