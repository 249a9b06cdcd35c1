"""A secret word given to every command is found only where it belongs (F11).

Every command that takes words gets a word of its own, in processes with a home of their
own. Then everything below it is searched, with the folders for temporary files and for
memory: as UTF-8, UTF-16, base64, in addresses, in JSON and HTML, packed. After `erase`
no word is found but in the files that the person named.
"""

import gzip
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.canary import files, forms_of, in_memory, traces

WORDS = {
    name: f"zuqé{name[::-1]}vorb"
    for name in (
        "answered",
        "committed",
        "edited",
        "opened",
        "halfway",
        "readletter",
        "searched",
        "tagged",
        "imported",
        "damaged",
        "refused",
    )
}


@dataclass
class Person:
    """Runs commands in a home whose every folder is looked into afterwards."""

    root: Path
    memory: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in ("home", "tmp", "run", "work"):
            (self.root / name).mkdir(mode=0o700)
        self.memory = self._in_memory()

    @property
    def work(self) -> Path:
        """Return the folder in which the person keeps files of their own."""
        return self.root / "work"

    @property
    def environ(self) -> dict[str, str]:
        """Return the environment of every command."""
        home = self.root / "home"
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TMPDIR": str(self.root / "tmp"),
            "XDG_RUNTIME_DIR": str(self.root / "run"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
        }

    def runs(
        self, *argv: str, stdin: str = "", code: int = 0, **environ: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        ran = subprocess.run(
            [sys.executable, "-m", "leadcoach", *argv],
            cwd=self.work,
            env={**self.environ, **environ},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == code, ran.stderr
        return ran

    def has(self, name: str, text: str) -> str:
        """Write a file of the person's own and return its name."""
        (self.work / name).write_text(text, encoding="utf-8")
        return name

    def finds(self, word: str) -> set[str]:
        """Return where the word is: the folders of leadcoach, or work."""
        found = traces(word, self.root)
        new = [path for path in self._in_memory() - self.memory if path.exists()]
        found += [path for path in traces(word, *in_memory()) if path in new]
        return {_place(path, self.root) for path in found}

    def _in_memory(self) -> set[Path]:
        return {path for folder in in_memory() for path in files(folder)}


def _place(path: Path, root: Path) -> str:
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return str(path)
    return "work" if parts[0] == "work" else _LEADCOACHS.get(parts[1:4], str(path))


_LEADCOACHS: dict[tuple[str, ...], str] = {
    ("data", "leadcoach", "journal"): "journal",
    ("data", "leadcoach", "trash"): "trash",
    ("data", "leadcoach", "repaired"): "repaired",
    ("state", "leadcoach", "drafts"): "drafts",
    ("cache", "leadcoach", "journal-index.json"): "what is derived",
}

EDITOR = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
assert "{old}" in text
path.write_text(text.replace("{old}", "{new}"), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Give somebody who has given a word of its own to every command."""
    somebody = Person(tmp_path_factory.mktemp("canary"))
    _writes(somebody)
    _changes(somebody)
    _looks(somebody)
    _carries(somebody)
    _is_killed_half_way(somebody)
    _is_mended(somebody)
    return somebody


def _writes(person: Person) -> None:
    answers = {"best": WORDS["answered"], "struggle": f"#{WORDS['tagged']} late"}
    lines = "".join(f'{key} = "{words}"\n' for key, words in answers.items())
    lines += f'commit = "{WORDS["committed"]}"\n'
    person.runs("reflect", "--no-input", "--answers", "-", stdin=lines)
    wrong = f'best = "{WORDS["refused"]}"\nstruggle = "b"\nclose = 9\n'
    person.runs("reflect", "--no-input", "--answers", "-", stdin=wrong, code=2)
    person.runs("reflect", "--no-input", "--answers", "-", stdin=wrong[:20], code=2)
    letter = person.has("letter.txt", f"I asked {WORDS['readletter']}. " * 30)
    person.runs("read", letter)
    person.runs("read", "-", stdin=f"We met {WORDS['readletter']}. " * 30)


def _changes(person: Person) -> None:
    person.runs("journal", "edit", "1", "--answer", f"best={WORDS['edited']}")
    script = EDITOR.format(old=WORDS["edited"], new=WORDS["opened"])
    editor = f"{sys.executable} {person.has('editor.py', script)}"
    _at_a_terminal(person, "journal", "edit", "1", VISUAL=editor, EDITOR=editor)
    person.runs("commitment", "done", WORDS["committed"][:6])


def _looks(person: Person) -> None:
    person.runs("journal", "search", WORDS["searched"], code=1)
    person.runs("journal", "search", WORDS["opened"])
    person.runs("journal", "list", "--tag", WORDS["tagged"])
    person.runs("journal", "show", "--question", "best")
    person.runs("journal", "show", WORDS["searched"], code=3)
    person.runs("commitment", "list", "--all")
    person.runs("summary")
    person.runs("summary", "--why", "entries")
    person.runs()


def _carries(person: Person) -> None:
    for shape in ("markdown", "jsonl", "html"):
        person.runs("journal", "export", "--format", shape, "--output", f"out.{shape}")
    person.runs("journal", "export", "--output", "out")
    person.has("2026-01-05.md", f"# 2026-01-05\n\nWe met. {WORDS['imported']}\n")
    person.runs("journal", "import", "2026-01-05.md", "--dry-run")
    person.runs("journal", "import", "2026-01-05.md", "--yes")


def _is_killed_half_way(person: Person) -> None:
    import pexpect

    child = pexpect.spawn(
        sys.executable,
        ["-m", "leadcoach", "reflect"],
        env=person.environ,
        cwd=str(person.work),
        timeout=20,
    )
    child.expect("at your best as a leader")
    time.sleep(0.5)
    child.send(f"I said {WORDS['halfway']} and then")
    end = time.monotonic() + 10
    while not person.finds(WORDS["halfway"]) and time.monotonic() < end:
        time.sleep(0.2)
    child.kill(9)
    child.close(force=True)


def _at_a_terminal(person: Person, *argv: str, **environ: str) -> None:
    import pexpect

    child = pexpect.spawn(
        sys.executable,
        ["-m", "leadcoach", *argv],
        env={**person.environ, **environ},
        cwd=str(person.work),
        timeout=20,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before


def _is_mended(person: Person) -> None:
    journal = Path(person.runs("journal", "path").stdout.strip())
    whole = next(iter(journal.rglob("*-reflect-*.toml"))).read_bytes()
    words = f"[[answer]]\nid = 'a'\ntype = 'long'\nasked = ''\nvalue = '''{WORDS['damaged']}"
    damaged = whole.partition(b"[[answer]]")[0] + words.encode()
    name = "2026-11-01T193000-reflect-damageda.toml"
    (journal / "2026/11").mkdir(parents=True, exist_ok=True, mode=0o700)
    (journal / "2026/11" / name).write_bytes(damaged)
    (journal / "2026/11" / name).chmod(0o600)
    person.runs("doctor", "--repair", code=1)


BELONGS = {
    "answered": {"trash"},  # it was edited away, and is kept for 30 days
    "committed": {
        "journal",
        "trash",
        "work",
        "what is derived",
    },  # so that lists are fast
    "edited": {"trash", "work"},  # the editor's script has it
    "opened": {"journal", "work"},
    "halfway": {"drafts"},
    "readletter": {"work"},
    "searched": set(),
    "tagged": {"journal", "trash", "work"},
    "imported": {"journal", "work"},
    "damaged": {"journal", "repaired"},
    "refused": set(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_only_where_it_belongs(name: str, person: Person) -> None:
    assert person.finds(WORDS[name]) == BELONGS[name]


@pytest.mark.slow
def test_after_erase_no_word_is_left_but_in_files_the_person_named(
    person: Person,
) -> None:
    """The last test here: it erases everything."""
    person.runs("erase", "--yes")

    for word in WORDS.values():
        assert person.finds(word) <= {"work"}


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "<p>{}</p>",
    ],
)
def test_a_word_is_found_however_it_is_written(written: str, tmp_path: Path) -> None:
    """The search itself is tried, so that it does not pass because it sees nothing."""
    import base64

    word = WORDS["answered"]
    text = written.format(word)
    planted = {
        "plain": text.encode(),
        "utf-16": text.encode("utf-16"),
        "latin-1": text.encode("latin-1"),
        "packed": gzip.compress(text.encode()),
        **{
            f"base64-{at}": base64.b64encode(b"x" * at + text.encode())
            for at in (0, 1, 2)
        },
    }
    for name, content in planted.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "clean").write_text("nothing of the kind")

    assert {path.name for path in traces(word, tmp_path)} == set(planted)
    assert len(forms_of(word)) > 10
