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
class Candidates:
    """What can follow one path of the command tree: `journal`, `journal list`."""

    names: tuple[str, ...] = ()
    """its commands, or what its argument can be"""
    options: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] | None = None
    """options that take a value, with the words it can be, where they are known"""
    files: tuple[str, ...] = ()
    """those of them that take a file"""
    takes_words: bool = False
    """whether something else than `names` can follow"""
    takes_files: bool = False
    """whether it can be a file"""

    def all_words(self) -> Iterator[str]:
        """Yield every word that comes into a script."""
        yield from (*self.names, *self.options, *self.files)
        for option, choices in (self.values or {}).items():
            yield from (option, *choices)


ByPath = Mapping[str, Candidates]
"""What can follow each path; '' is the path of `leadcoach` alone."""


def candidates_of(root: Any) -> ByPath:  # noqa: ANN401 - typer's own kind
    """Return what can follow each path of the command tree."""
    found = {"": _candidates_of(root)}
    for name, command in root.commands.items():
        found[name] = _candidates_of(command)
        for part, leaf in getattr(command, "commands", {}).items():
            found[f"{name} {part}"] = _candidates_of(leaf)
    return found


def script(shell: Shell, by_path: ByPath) -> str:
    """Return the script for `shell`."""
    for path, offered in by_path.items():
        words = (*path.split(), *offered.all_words())
        if not all(_SAFE.fullmatch(word) for word in words):
            message = "a word of the command tree is not safe in a shell script"
            raise ValueError(message)
    return _SCRIPTS[shell](by_path)


def _candidates_of(command: Any) -> Candidates:  # noqa: ANN401
    options = [each for each in command.params if each.param_type_name == "option"]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    names = [
        *getattr(command, "commands", ()),
        *(choice for each in arguments[:1] for choice in _choices(each)),
    ]
    valued = [(_long(each), each) for each in options if not each.is_flag]
    return Candidates(
        names=tuple(names),
        options=(*(name for each in options for name in _names(each)), "--help"),
        values={name: tuple(_choices(each)) for name, each in valued},
        files=tuple(name for name, _ in valued if name in _FILES),
        takes_words=bool(arguments) and not names,
        takes_files=any("file" in (each.help or "").lower() for each in arguments),
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


def _valued(by_path: ByPath) -> list[str]:
    """Return every option that takes a value."""
    names = (name for offered in by_path.values() for name in offered.values or ())
    return list(dict.fromkeys(names))


def _choices_of_values(by_path: ByPath) -> dict[str, list[str]]:
    """Return where an option has known values: those words -> each `path option`."""
    found: dict[str, list[str]] = {}
    for path, offered in by_path.items():
        for option, choices in (offered.values or {}).items():
            if choices:
                found.setdefault(" ".join(choices), []).append(f"{path} {option}")
    return found


def _quoted(words: list[str]) -> str:
    return "|".join(f'"{word}"' for word in words)


def _steps(by_path: ByPath) -> list[str]:
    """Return the paths as steps: a path, a space and the word that follows it."""
    return [path if " " in path else f" {path}" for path in by_path if path]


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
@VALUES@        *" "@FILES@) ;;
        *) compopt +o default 2>/dev/null ;;
        esac
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
@VALUES@        *" "@FILES@) _files ;;
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
    template: str,
    by_path: ByPath,
    offer: Callable[[str], str],
    files: str,
    nothing: str,
) -> str:
    """Return `template` filled in with how words, files and nothing are offered."""

    def names_of(offered: Candidates) -> str:
        if offered.takes_words:
            return files if offered.takes_files else nothing
        return offer(" ".join(offered.names or offered.options))

    values = _choices_of_values(by_path).items()
    taking = sorted({name for offered in by_path.values() for name in offered.files})
    parts = {
        "VALUED": "|".join(_valued(by_path)),
        "STEPS": _quoted(_steps(by_path)),
        "VALUES": _cases({_quoted(where): offer(words) for words, where in values}),
        "FILES": '|*" "'.join(taking),
        "OPTIONS": _cases(
            {f'"{at}"': offer(" ".join(each.options)) for at, each in by_path.items()}
        ),
        "NAMES": _cases({f'"{at}"': names_of(each) for at, each in by_path.items()}),
    }
    return _filled(template, parts)


def _cases(cases: Mapping[str, str]) -> str:
    return "".join(f"        {at}) {what} ;;\n" for at, what in cases.items())


def _filled(template: str, parts: Mapping[str, str]) -> str:
    for name, text in parts.items():
        template = template.replace(f"@{name}@", text)
    return template


def _bash(by_path: ByPath) -> str:
    # Without a word bash offers files; its older versions cannot be told not to.
    nothing = "compopt +o default 2>/dev/null"
    offer: Callable[[str], str] = 'words="{}"'.format
    return _for_bash_or_zsh(_BASH, by_path, offer, 'words=""', nothing)


def _zsh(by_path: ByPath) -> str:
    offer: Callable[[str], str] = "compadd -- {}".format
    return _for_bash_or_zsh(_ZSH, by_path, offer, "_files", "return 1")


def _fish(by_path: ByPath) -> str:
    steps = _quoted(_steps(by_path)).replace("|", " ")
    lines = []
    for path, offered in by_path.items():
        begin = f"complete -c leadcoach -n \"__leadcoach_at '{path}'\""
        if not offered.takes_files:
            lines.append(f'{begin} -f -a "{" ".join(offered.names)}"\n')
        for option in offered.options:
            lines.append(f"{begin} -l {option[2:]}{_fish_value(offered, option)}\n")
    parts = {"VALUED": " ".join(_valued(by_path)), "STEPS": steps}
    return _filled(_FISH, parts) + "".join(lines)


def _fish_value(offered: Candidates, option: str) -> str:
    choices = (offered.values or {}).get(option)
    if choices is None:
        return ""
    if option in offered.files:
        return " -r -F"
    return f' -x -a "{" ".join(choices)}"' if choices else " -x"


_SCRIPTS: Mapping[Shell, Callable[[ByPath], str]] = {
    Shell.BASH: _bash,
    Shell.ZSH: _zsh,
    Shell.FISH: _fish,
}
