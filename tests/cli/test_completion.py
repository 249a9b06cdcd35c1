"""Tab completes commands with words of our own, in real shells, and runs nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
import typer

from leadcoach.cli.app import app
from leadcoach.cli.completion import Candidates, Shell, candidates_of, script
from tests.conftest import Run

SHELLS = ("bash", "zsh", "zsh-fpath", "fish")
READY = "READY> "


class Tab:
    """A person at a real shell who has the script and presses Tab."""

    def __init__(self, shell: str, text: str, folder: Path) -> None:
        name = shell.partition("-")[0]
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        file = folder / "_leadcoach"
        file.write_text(text)
        (folder / "monday.toml").write_text("")
        self._folder = folder
        self._shell = shell
        # Written in two parts, so that the echo of the line is not taken for the prompt.
        prompt = "REA''DY> "
        begin = {
            "bash": f"source {file}; PS1='{prompt}'",
            "zsh": f"autoload -Uz compinit; compinit -u -d {folder}/dump;"
            f" source {file}; PS1='{prompt}'",
            "zsh-fpath": f"fpath=({folder} $fpath); autoload -Uz compinit;"
            f" compinit -u -d {folder}/dump; PS1='{prompt}'",
            "fish": f"source {file}; function fish_prompt; echo -n '{prompt}'; end",
        }[shell]
        flags = {"bash": ["--norc", "-i"], "zsh": ["-f", "-i"], "fish": ["-N", "-i"]}
        self._child = pexpect.spawn(
            name,
            flags[name],
            cwd=str(folder),
            dimensions=(50, 200),
            encoding="utf-8",
            timeout=20,
            env={"PATH": "/usr/bin:/bin", "TERM": "dumb", "HOME": str(folder)},
        )
        self._child.delaybeforesend = None
        self._child.sendline(begin)
        self._child.expect_exact(READY)

    def completes(self, line: str, word: str) -> bool:
        """Tell whether `line` and one Tab bring up `word`."""
        self._child.send(f"{line}\t")
        try:
            self._child.expect_exact(word, timeout=4)
        except pexpect.TIMEOUT:
            return False
        finally:
            self._child.close(force=True)
        return True


Press = Callable[[str, str, str], bool]


@pytest.fixture
def tab(run: Run, tmp_path: Path) -> Press:
    """Return a function that tells whether a line and Tab bring up a word in a shell."""

    def press(shell: str, line: str, word: str) -> bool:
        text = run("completion", shell.partition("-")[0]).out
        return Tab(shell, text, tmp_path).completes(line, word)

    return press


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("leadcoach jou", "journal"),
        ("leadcoach journal se", "search"),
        ("leadcoach --plain journal se", "search"),
        ("leadcoach journal list --since 2026 --un", "--until"),
        ("leadcoach reflect --plain --no-m", "--no-mirror"),
        ("leadcoach reflect --answers mon", "monday.toml"),
        ("leadcoach reflect --plain --answers mon", "monday.toml"),
        ("leadcoach journal list --output mon", "monday.toml"),
        ("leadcoach exercise check mon", "monday.toml"),
        ("leadcoach journal export --format fol", "folder"),
        ("leadcoach journal list --format=ht", "html"),
        ("leadcoach completion zs", "zsh"),
    ],
)
def test_the_first_tab_completes_the_line(
    shell: str, line: str, word: str, tab: Press
) -> None:
    assert tab(shell, line, word)


@pytest.mark.parametrize("shell", ["bash", "zsh-fpath", "fish"])
def test_tab_completes_with_options_before(shell: str, tab: Press) -> None:
    assert tab(shell, "leadcoach --plain journal se", "search")


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["journal show mon", "journal list --since mon"])
def test_no_file_is_offered_where_none_is_taken(
    shell: str, line: str, tab: Press
) -> None:
    assert not tab(shell, f"leadcoach {line}", "monday.toml")


def test_the_script_holds_every_command(run: Run) -> None:
    """A new command is completed without a change here."""
    by_path = candidates_of(typer.main.get_command(app))
    for shell in Shell:
        text = run("completion", shell.value).out
        for path in by_path:
            assert path in text


def test_a_word_that_could_do_something_is_refused() -> None:
    """No word of a file, no quote, no dollar can ever come into a script."""
    for word in ("$(touch x)", "a`b`", 'x"y', "semi;colon", "Ünicode"):
        for shell in Shell:
            with pytest.raises(ValueError, match="not safe"):
                script(shell, {"": Candidates(names=(word,))})
            with pytest.raises(ValueError, match="not safe"):
                script(shell, {"": Candidates(values={"--format": (word,)})})
