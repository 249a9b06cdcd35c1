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


def _steps(places: Places) -> list[str]:
    """Return the paths as steps: a path, a space and the word that follows it."""
    return [path if " " in path else f" {path}" for path in places if path]


_BASH = """# Completion of leadcoach for bash. Put this into ~/.bashrc:
#   eval "$(leadcoach completion bash)"
_leadcoach() {
    local cur="${COMP_WORDS[COMP_CWORD]}" at="" option="" words="" word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        [[ "$word" == "=" ]] && continue  # bash takes --format=json apart
        if [[ -n "$option" ]]; then
            option=""
            continue
        fi
        case "$word" in
        @VALUED@) option="$word" ;;
        -*) ;;
        *) case "$at $word" in @STEPS@) at="${at:+$at }$word" ;; esac ;;
        esac
    done
    [[ "$cur" == "=" ]] && cur=""
    if [[ -n "$option" ]]; then
        case "$at $option" in
@VALUES@        esac
    elif [[ "$cur" == -* ]]; then
        case "$at" in
@OPTIONS@        esac
    else
        case "$at" in
@NAMES@        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _leadcoach leadcoach
"""

_ZSH = """#compdef leadcoach
# Completion of leadcoach for zsh. Put this into ~/.zshrc, after compinit:
#   eval "$(leadcoach completion zsh)"
# or keep it as a file called _leadcoach in a folder of your fpath.
_leadcoach() {
    local at="" option="" word i
    for ((i = 2; i < CURRENT; i++)); do
        word="${words[i]}"
        if [[ -n "$option" ]]; then
            option=""
            continue
        fi
        case "$word" in
        @VALUED@) option="$word" ;;
        -*) ;;
        *) case "$at $word" in @STEPS@) at="${at:+$at }$word" ;; esac ;;
        esac
    done
    if [[ "${words[CURRENT]}" == --*=* ]]; then
        option="${words[CURRENT]%%=*}"
        compset -P '*='
    fi
    if [[ -n "$option" ]]; then
        case "$at $option" in
@VALUES@        *" "(@FILES@)) _files ;;
        esac
    elif [[ "${words[CURRENT]}" == -* ]]; then
        case "$at" in
@OPTIONS@        esac
    else
        case "$at" in
@NAMES@        esac
    fi
}
if [[ "${funcstack[1]}" == _leadcoach ]]; then
    _leadcoach "$@"
else
    compdef _leadcoach leadcoach
fi
"""

_FISH = """# Completion of leadcoach for fish. Put this into ~/.config/fish/config.fish:
#   leadcoach completion fish | source
function __leadcoach_at
    set -l typed (commandline -opc)
    set -e typed[1]
    set -l at ''
    set -l option ''
    for word in $typed
        if test -n "$option"
            set option ''
            continue
        end
        switch $word
            case @VALUED@
                set option $word
            case '-*'
            case '*'
                if contains -- "$at $word" @STEPS@
                    set at (string trim "$at $word")
                end
        end
    end
    test "$at" = "$argv[1]"
end
complete -c leadcoach -e
"""


def _for_bash_or_zsh(
    template: str, places: Places, offer: Callable[[str], str], files: str
) -> str:
    """Return `template` filled in; `offer` says how words are offered, `files` files."""

    def names_of(place: Place) -> str:
        words = " ".join(place.names or place.options)
        return files if place.takes_words else offer(words)

    values = _choices_of_values(places).items()
    taking = sorted({name for place in places.values() for name in place.files})
    parts = {
        "VALUED": "|".join(_valued(places)),
        "STEPS": _quoted(_steps(places)),
        "VALUES": _cases({_quoted(where): offer(words) for words, where in values}),
        "FILES": "|".join(taking),
        "OPTIONS": _cases(
            {f'"{at}"': offer(" ".join(each.options)) for at, each in places.items()}
        ),
        "NAMES": _cases({f'"{at}"': names_of(each) for at, each in places.items()}),
    }
    return _filled(template, parts)


def _cases(cases: Mapping[str, str]) -> str:
    return "".join(f"        {at}) {what} ;;\n" for at, what in cases.items())


def _filled(template: str, parts: Mapping[str, str]) -> str:
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    return template


def _bash(places: Places) -> str:
    return _for_bash_or_zsh(_BASH, places, lambda words: f'words="{words}"', 'words=""')


def _zsh(places: Places) -> str:
    return _for_bash_or_zsh(_ZSH, places, lambda words: f"compadd -- {words}", "_files")


def _fish(places: Places) -> str:
    steps = _quoted(_steps(places)).replace("|", " ")
    lines = []
    for path, place in places.items():
        begin = f"complete -c leadcoach -n \"__leadcoach_at '{path}'\""
        if not place.takes_words:
            lines.append(f'{begin} -f -a "{" ".join(place.names)}"\n')
        for option in place.options:
            lines.append(f"{begin} -l {option[2:]}{_fish_value(place, option)}\n")
    parts = {"VALUED": " ".join(_valued(places)), "STEPS": steps}
    return _filled(_FISH, parts) + "".join(lines)


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
