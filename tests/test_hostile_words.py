"""Whatever was written, imported or named, no command lets it act on a terminal (F17).

Answers, file names, tags and what is searched hold escape codes, control characters and
signs that reorder text; in what is printed, in every format, none of them is left.
"""

import re
from pathlib import Path

import pytest

from leadcoach.journal.store import Journal
from tests.answers import HOSTILE
from tests.conftest import Run
from tests.journal.seeding import put

LIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")
ANSWERS = (
    f"--answer=best={HOSTILE} #tag\u202etag @M",
    f"--answer=struggle={HOSTILE}",
    f"--answer=commit={HOSTILE}",
)
NAME = "note \x1b[31m\u202egnp.toml"
COMMANDS: tuple[tuple[str, ...], ...] = (
    (),
    ("journal", "list"),
    ("journal", "list", "--tag", HOSTILE),
    ("journal", "list", "--exercise", HOSTILE),
    ("journal", "list", "--since", HOSTILE),
    ("journal", "show"),
    ("journal", "show", HOSTILE),
    ("journal", "show", "--question", "best"),
    ("journal", "show", "--question", HOSTILE),
    ("journal", "search", "red"),
    ("journal", "search", HOSTILE),
    ("journal", "export", "--format", "markdown", "--output", "-"),
    ("journal", "export", "--format", "jsonl", "--output", "-"),
    ("journal", "export", "--format", "html", "--output", "-"),
    ("journal", "export", "--without", HOSTILE, "--output", "elsewhere"),
    ("journal", "import", "given", "--dry-run"),
    ("journal", "import", HOSTILE.replace("/", "")),
    ("journal", "edit", "last", "--answer", f"best={HOSTILE} again"),
    ("journal", "edit", HOSTILE, "--answer", "best=a"),
    ("journal", "remove", HOSTILE, "--yes"),
    ("journal", "restore"),
    ("journal", "restore", HOSTILE),
    ("journal", "undo"),
    ("commitment", "list"),
    ("commitment", "done", HOSTILE),
    ("doctor", "--all"),
    ("doctor", "--repair"),
    ("help", HOSTILE),
)


@pytest.fixture
def written(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give a home in which everything that can be named or written is hostile."""
    monkeypatch.chdir(tmp_path)
    assert run("reflect", "--no-input", *ANSWERS).code == 0
    put(home / "journal/2026" / NAME, b"foreign")
    put(home / "drafts" / NAME, b"foreign")
    put(tmp_path / "given" / NAME, HOSTILE.encode())
    put(tmp_path / "given" / "2026-01-05 \x1b[31m.md", HOSTILE.encode())
    return home


def test_no_command_prints_what_acts_on_a_terminal(written: Path, run: Run) -> None:
    for command in COMMANDS:
        for options in ((), ("--format", "json"), ("--format", "html")):
            if options and command[:2] in (("journal", "export"), ("help", HOSTILE)):
                continue
            ran = run(*command, *options)
            assert ran.code != 70, (command, ran.err)
            for text in (ran.out, ran.err):
                assert not LIVE.search(text), (command, options)


def test_what_was_written_is_kept_to_the_letter_all_the_same(
    written: Path, run: Run
) -> None:
    """Made harmless where it is shown, never where it is kept."""
    journal = Journal(written / "journal")
    kept = str(journal.load(journal.paths()[0]).value("struggle"))

    assert kept == HOSTILE
