"""Tab completes commands with words of our own, in real shells, and runs nothing."""

import re
import shutil
import subprocess

import pytest
import typer

from leadcoach.cli.completion import Shell, script, words_of
from leadcoach.cli.tree import app
from tests.conftest import Run

ASK = {
    "bash": 'COMP_WORDS=({words}); COMP_CWORD={last}; _leadcoach; echo "${{COMPREPLY[@]}}"',
    "fish": 'complete -C "{line}"',
}


def complete(shell: str, text: str, *typed: str) -> set[str]:
    """Return what a real shell offers after the words `typed`, the last of them cut."""
    ask = ASK[shell].format(
        words=" ".join(word or "''" for word in typed),
        last=len(typed) - 1,
        line=" ".join(typed),
    )
    flags = {"bash": ["--norc"], "fish": ["-N"]}[shell]
    done = subprocess.run(
        [shell, *flags, "-c", f"{text}\n{ask}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_a_shell_completes_from_the_script(run: Run, shell: str) -> None:
    """Commands, their parts and their options."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    text = run("completion", shell).out
    assert "journal" in complete(shell, text, "leadcoach", "jou")
    assert complete(shell, text, "leadcoach", "journal", "") >= {"list", "show", "path"}
    assert "--no-mirror" in complete(shell, text, "leadcoach", "reflect", "--no-m")


def test_zsh_takes_the_script_without_a_word(run: Run) -> None:
    """The script is valid zsh and defines one function."""
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    text = run("completion", "zsh").out
    done = subprocess.run(
        ["zsh", "-f", "-c", f"compdef() {{ :; }}\n{text}\nfunctions _leadcoach"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert re.search("compadd -- list .*show .*path .*--help", done.stdout)


def test_the_script_holds_every_command(run: Run) -> None:
    """A new command is completed without a change here."""
    words = words_of(typer.main.get_command(app))
    for shell in Shell:
        text = run("completion", shell.value).out
        for path in words:
            assert path in text


def test_a_word_that_could_do_something_is_refused() -> None:
    """No word of a file, no quote, no dollar can ever come into a script."""
    for word in ("$(touch x)", "a`b`", 'x"y', "semi;colon", "Ünicode"):
        for shell in Shell:
            with pytest.raises(ValueError, match="not safe"):
                script(shell, {"": [word]})
