"""The console blocks of the README, the help topics and the stories do what they show.

Each file is run from top to bottom in a home of its own, one minute a command:

- a `console` block holds `$ leadcoach …` with all that it prints, stdout before stderr;
  `< FILE` gives it standard input, and `$ echo $?` shows the last exit code;
- a `toml` block that opens with `# NAME.toml` is a file the commands can read, and with
  `# FOLDER/NAME.answers.txt` one in a folder, whatever its name ends in;
- a `toml` block that opens with `# …/journal/…` shows the newest entry.

`…` stands for signs that differ from run to run, a line of its own for lines left out.
`pytest --rewrite` writes anew what a command prints, but not where lines are left out;
look at the difference in git.
"""

import datetime as dt
import math
import os
import re
import secrets
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from leadcoach.errors import ExitCode
from leadcoach.paths import help_topics
from tests.conftest import NOW, Run

ROOT = Path(__file__).parents[1]
FILES = [
    ROOT / "README.md",
    *sorted(help_topics().glob("*.md")),
    *sorted((ROOT / "tests" / "stories").glob("*.md")),
]
BLOCK = re.compile(r"^```(console|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANY_LINES = r"(?:[^\n]*\n)*?"
ANY_SIGNS = r"\s*(?:\S|\n)*?\s*"
SIGN = re.compile(r"(T\d{6}-[a-z0-9-]+?-|[/ ](?:reflect|compare)-)[a-z2-9]{8}\b")


@pytest.fixture
def home(home: Path) -> Iterator[Path]:
    """Give a story a home with a short path, so that lines break alike everywhere."""
    folder = short_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def short_folder() -> Path:
    """Return a new path in the shortest folder there is for what is temporary."""
    # That of macOS is as long as a line. And Markdown would put a sign before the "_"
    # that tempfile's own names can hold.
    shortest = min(("/tmp", tempfile.gettempdir()), key=_length_if_it_is_there)
    return Path(shortest, f"lc{secrets.token_hex(4)}")


def _length_if_it_is_there(folder: str) -> float:
    return len(folder) if os.access(folder, os.W_OK) else math.inf


class Story:
    """One file, its commands so far, and its text as it would be written anew."""

    def __init__(self, run: Run, home: Path, folder: Path) -> None:
        self.run, self.home, self.folder = run, home, folder
        self.commands = 0
        self.code = 0

    def block(self, kind: str, body: str) -> str:
        """Do what a block says and return it as it should stand."""
        if kind == "console":
            return "".join(self._step(*each) for each in steps_in(body))
        opening = body.partition("\n")[0]
        if opening.startswith("# …/journal/"):
            assert_excerpt(body, self._newest())
        elif re.fullmatch(r"# (?:[a-z-]+/)*[a-z-]+(?:\.[a-z]+)+", opening):
            file = self.folder / opening.removeprefix("# ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body)
        return body

    def _step(self, command: str, shown: str) -> str:
        printed = self._printed(command).strip("\n")
        if not is_shown(shown.strip("\n"), printed):
            is_short = "…" in shown.split("\n")
            assert not is_short, f"$ {command}\nmend it by hand; it prints:\n{printed}"
            shown = self._with_signs(printed) + "\n" if printed else ""
        return f"$ {command}\n{shown}"

    def _printed(self, command: str) -> str:
        if command == "echo $?":
            return str(self.code)
        call, _, source = command.partition(" < ")
        name, *arguments = shlex.split(call)
        assert name == "leadcoach", f"a story runs only leadcoach, not {command}"
        stdin = (self.folder / source.strip()).read_text() if source else ""
        self.commands += 1
        now = NOW + dt.timedelta(minutes=self.commands)
        ran = self.run(*arguments, stdin=stdin, now=now)
        self.code = ran.code
        assert ran.code != ExitCode.BUG, f"{command}\n{ran.err}"
        return ran.out + ran.err

    def _newest(self) -> str:
        entries = sorted(self.home.glob("journal/*/*/*.toml"), key=lambda at: at.name)
        return entries[-1].read_text(encoding="utf-8")

    def _with_signs(self, printed: str) -> str:
        # Long paths are broken over two lines, wherever the line ends.
        home = r"\n?".join(map(re.escape, str(self.home)))
        return SIGN.sub(r"\1…", re.sub(home, "…", printed))


@pytest.fixture
def story(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Story:
    """Begin a story in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Story(run, home, tmp_path)


def steps_in(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with what it is shown to print."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def is_shown(shown: str, printed: str) -> bool:
    """Tell whether `shown` stands for `printed`."""
    pattern = ""
    for line in f"{shown}\n".splitlines(keepends=True):
        if line == "…\n":
            pattern += ANY_LINES
        else:
            pattern += ANY_SIGNS.join(map(re.escape, re.split(r"\s*…\s*", line)))
    return re.fullmatch(pattern, f"{printed}\n") is not None


def assert_excerpt(shown: str, entry: str) -> None:
    """Check that the lines of `shown` stand in `entry`, with nothing else between."""
    lines = shown.splitlines(keepends=True)[1:]
    parts = [
        ANY_LINES if line.strip("# \n") == "…" else re.escape(line).replace("…", ".*")
        for line in lines
    ]
    assert re.fullmatch("".join(parts), entry), f"the entry differs:\n{entry}"


@pytest.mark.parametrize(
    "tail", ["", "var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T"]
)
def test_a_story_runs_in_a_short_folder_whatever_tmpdir_is(
    tail: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / tail).mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / tail))

    assert len(str(short_folder())) < 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_written_is_what_happens(
    file: Path, story: Story, *, rewrite: bool
) -> None:
    text = file.read_text(encoding="utf-8")

    true = BLOCK.sub(lambda at: f"```{at[1]}\n{story.block(at[1], at[2])}```", text)

    if rewrite and true != text:
        file.write_text(true, encoding="utf-8")
    else:
        assert true == text, "run pytest --rewrite and look at the difference"


def test_every_story_runs_something() -> None:
    for file in FILES:
        if file.parent.name == "stories":
            assert "$ leadcoach" in file.read_text(encoding="utf-8"), file.name


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("Saved.", "Saved"),
        ("Saved: …/a.toml", "Saved: /somewhere/b.toml"),
        ("one …\nthree", "one and two\nthree"),
        ("one\n…\nthree", "one\ntwo\nfour"),
    ],
)
def test_a_story_that_shows_something_else_is_noticed(shown: str, printed: str) -> None:
    assert not is_shown(shown, printed)
