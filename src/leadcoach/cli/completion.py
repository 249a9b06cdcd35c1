"""leadcoach completion: a static script of our own words; it runs nothing but the shell.

Typer's own completion starts Python at every Tab and was seen to run commands hidden
in a candidate (reliability.md 3.7). This script holds the words of the command tree
and nothing from any file.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

_SAFE = re.compile(r"[a-z-]+")


class Shell(StrEnum):
    """The shells that a script can be had for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def words_of(command: Any) -> dict[str, list[str]]:  # noqa: ANN401 - typer's own kind
    """Return what can follow each path of the tree: '' and 'journal' and 'journal show'."""
    found = {"": [*_names(command), *_options(command)]}
    for name, inner in _commands(command).items():
        found[name] = [*_names(inner), *_options(inner)]
        for part, leaf in _commands(inner).items():
            found[f"{name} {part}"] = _options(leaf)
    return found


def script(shell: Shell, words: Mapping[str, list[str]]) -> str:
    """Return the script for `shell`."""
    for path, each in words.items():
        if not all(_SAFE.fullmatch(word) for word in (*path.split(), *each)):
            message = "a word of the command tree is not safe in a shell script"
            raise ValueError(message)
    return _SCRIPTS[shell](words)


def _commands(command: Any) -> dict[str, Any]:  # noqa: ANN401
    return dict(getattr(command, "commands", {}))


def _names(command: Any) -> list[str]:  # noqa: ANN401
    return list(_commands(command))


def _options(command: Any) -> list[str]:  # noqa: ANN401
    options = [
        name
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    ]
    return [*options, "--help"]


def _bash(words: Mapping[str, list[str]]) -> str:
    cases = "".join(
        f'        "{path}") words="{" ".join(each)}" ;;\n'
        for path, each in words.items()
    )
    return f"""# Completion of leadcoach for bash. Put this into ~/.bashrc:
#   eval "$(leadcoach completion bash)"
_leadcoach() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" path="" words="" i
    for ((i = 1; i < COMP_CWORD && i < 3; i++)); do
        [[ "${{COMP_WORDS[i]}}" == -* ]] && break
        path="${{path:+$path }}${{COMP_WORDS[i]}}"
    done
    case "$path" in
{cases}        *) words="" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _leadcoach leadcoach
"""


def _zsh(words: Mapping[str, list[str]]) -> str:
    cases = "".join(
        f'        "{path}") compadd -- {" ".join(each)} ;;\n'
        for path, each in words.items()
    )
    return f"""#compdef leadcoach
# Completion of leadcoach for zsh. Put this into ~/.zshrc, after compinit:
#   eval "$(leadcoach completion zsh)"
_leadcoach() {{
    local path="" i
    for ((i = 2; i < CURRENT && i < 4; i++)); do
        [[ "${{words[i]}}" == -* ]] && break
        path="${{path:+$path }}${{words[i]}}"
    done
    case "$path" in
{cases}        *) _files ;;
    esac
}}
compdef _leadcoach leadcoach
"""


def _fish(words: Mapping[str, list[str]]) -> str:
    lines = [
        "# Completion of leadcoach for fish. Put this into ~/.config/fish/config.fish:",
        "#   leadcoach completion fish | source",
        "function __leadcoach_at",
        "    set -l path",
        "    for word in (commandline -opc)[2..-1]",
        "        string match -q -- '-*' $word; and break",
        "        set -a path $word",
        "    end",
        '    test "$path[1..2]" = "$argv[1]"',
        "end",
        "complete -c leadcoach -e",
    ]
    for path, each in words.items():
        condition = f"__leadcoach_at '{path}'"
        plain = [word for word in each if not word.startswith("-")]
        if plain:
            lines.append(
                f'complete -c leadcoach -f -n "{condition}" -a "{" ".join(plain)}"'
            )
        lines += [
            f'complete -c leadcoach -n "{condition}" -l {word[2:]}'
            for word in each
            if word.startswith("--")
        ]
    return "\n".join(lines) + "\n"


_SCRIPTS: Mapping[Shell, Callable[[Mapping[str, list[str]]], str]] = {
    Shell.BASH: _bash,
    Shell.ZSH: _zsh,
    Shell.FISH: _fish,
}
