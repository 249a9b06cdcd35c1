"""The rules of the house that a machine can hold; README.md has its map."""

import ast
import importlib.util
import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure
from typer.main import get_command

from leadcoach.cli.app import app
from leadcoach.coach.consent import Coach
from leadcoach.domain.reading import CoachReading, CoachSentence, Exchange
from leadcoach.errors import ExitCode
from leadcoach.paths import help_topics
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
CODE = ROOT / "src" / "leadcoach"
TESTS = ROOT / "tests"
MODULES = sorted(CODE.rglob("*.py"))
LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
LONGEST_SUMMARY = 60

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the code of every module."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def name_of(path: Path) -> str:
    """Return the path of a file as the house knows it."""
    return str(path.relative_to(ROOT))


# Layers


def test_dependencies_point_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    configure()
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_logo=True, cache_dir=None), "see what lint-imports printed"


NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests"}
NETWORK |= {"httpx", "httpx2", "openai", "pydantic_ai"}
CLIENT = CODE / "coach" / "client.py"


def test_nothing_uses_the_network_but_the_client_of_the_coach() -> None:
    found = [
        f"{name_of(path)}: {name}"
        for path, tree in trees().items()
        for name in imported(tree)
        if name.partition(".")[0] in NETWORK and name != "urllib.parse"
        if path != CLIENT
    ]

    assert found == []


def test_a_test_that_reaches_for_the_network_fails() -> None:
    with (
        socket.socket() as end,
        pytest.raises(RuntimeError, match="reached for the network"),
    ):
        end.connect(("127.0.0.1", 9))
    with pytest.raises(RuntimeError, match="asked for the address"):
        socket.getaddrinfo("example.org", 443)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


# Dead code

CALLED_BY_OTHERS = {
    "prompt_toolkit": (
        "erase_when_done timeoutlen read_keys flush_keys on_text_changed"
        " apply_transformation"
    ),
    "click and typer": "terminal_width format_commands __signature__",
    "enum": "_value_",
    "an author, in an exercise file": "basis doi",
    "a person, as a value of an option": "STRUGGLE",
}
"""names that nothing in the code calls, by who does"""
KEPT_IN_FILES = (Coach, CoachReading, CoachSentence, Exchange)
"""records whose fields are written and read by what `fields` tells of them"""


def test_there_is_no_dead_code() -> None:
    """An exception that is no exception any more goes from the list."""
    vulture = pytest.importorskip("vulture").Vulture(
        ignore_decorators=[
            "@command",
            "@*.command",
            "@*.callback",
            "@*.add",
            "@*_validator",
        ]
    )
    vulture.scavenge([str(CODE)])
    unused = {each.name: each for each in vulture.get_unused_code(min_confidence=60)}
    excepted = {name for names in CALLED_BY_OTHERS.values() for name in names.split()}

    kept = {field.name for each in KEPT_IN_FILES for field in fields(each)}

    dead = unused.keys() - excepted - kept
    assert [unused[name].get_report() for name in sorted(dead)] == []
    assert excepted - unused.keys() == set()


# Sizes, names, docstrings


def test_a_module_can_be_held_in_mind() -> None:
    lines = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}

    assert {name: n for name, n in lines.items() if n > LONGEST_MODULE} == {}


def test_a_function_can_be_read_at_a_glance() -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {node.name}: {length} lines"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert found == []


NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "handler", "data", "misc"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in MODULES if path.stem in NO_NAMES] == []


def test_no_two_classes_have_one_name() -> None:
    """Names for types, too; an underscore does not make another name."""
    places: dict[str, list[str]] = {}
    for path, tree in trees().items():
        for line, name in kinds_in(tree):
            places.setdefault(name.strip("_"), []).append(f"{name_of(path)}:{line}")

    assert {name: at for name, at in places.items() if len(at) > 1} == {}


def kinds_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each class, and each name of a module that is written as one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            named = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(named, ast.Name) and re.match("_?[A-Z].*[a-z]", named.id):
                yield node.lineno, named.id


def test_everything_says_what_it_is_for() -> None:
    found = [
        f"{name_of(path)}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}"
        for path, tree in trees().items()
        for node in spoken_of(tree)
        if not ast.get_docstring(node)
    ]

    assert found == []


def spoken_of(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[ast.Module | ast.ClassDef | Function]:
    """Yield a module or class, its classes, and the public functions of a module."""
    is_module = isinstance(tree, ast.Module)
    yield tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from spoken_of(node)
        elif isinstance(node, Function) and is_module and node.name[0] != "_":
            yield node


# Tests

EXCUSED = {
    "__init__": "holds the version, which a story prints",
    "__main__": "two lines that call main",
    "errors": "holds classes; tests/test_main.py meets each of them",
    "paths": "names places; every test with a home goes through it",
    "settings": "tests/stories/settings.md sets, shows and refuses",
}
"""modules outside the rooms that need no test file of their own, and why"""


def test_every_room_has_its_tests() -> None:
    rooms = [path.parent.name for path in CODE.glob("*/__init__.py")]

    assert [room for room in rooms if not list(TESTS.glob(f"{room}/test_*.py"))] == []


def test_every_module_outside_the_rooms_has_its_tests() -> None:
    missing = [
        path.stem
        for path in CODE.glob("*.py")
        if path.stem not in EXCUSED and not (TESTS / f"test_{path.stem}.py").exists()
    ]

    assert missing == []


# Words


def test_what_is_shown_does_not_shout() -> None:
    texts = [*help_topics().glob("*.md"), *(ROOT / "prompts").glob("*.toml")]

    assert [p.name for p in texts if re.search(r"!(?!=)", p.read_text())] == []


TEXTS = ("*.py", "*.md", "*.toml", "*.txt", ".ci/run", "LICENSE")
MACHINE = re.compile(r"/(?:work|root|tmp|opt)/\w")


def test_no_text_names_a_place_on_one_machine() -> None:
    kept = [CODE, TESTS, ROOT / "prompts"]
    texts = [path for folder in kept for kind in TEXTS for path in folder.rglob(kind)]
    texts += [path for kind in TEXTS for path in ROOT.glob(kind)]

    assert [name_of(path) for path in texts if MACHINE.search(path.read_text())] == []


def test_the_changelog_opens_with_what_is_not_released() -> None:
    headings = re.findall(
        r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )

    assert headings[0] == "Unreleased"


def test_what_the_ways_in_name_is_there() -> None:
    told = (ROOT / "CONTRIBUTING.md").read_text()
    named = re.findall(r"`((?:\w+/)+[\w.*]*)`", told)
    (way,) = re.findall(
        r"^```text\n(prompts/.*?)^```$",
        (ROOT / "README.md").read_text(),
        re.MULTILINE | re.DOTALL,
    )
    files = re.findall(r"[\w/-]+\.(?:py|md|toml)", way)
    below = [ROOT / "prompts", ROOT / "tools", CODE]

    named.remove("dist/")  # a release makes it
    assert [x for x in named if not [*ROOT.glob(x), *CODE.glob(x)]] == []
    assert [x for x in files if not any([*each.rglob(x)] for each in below)] == []


@pytest.mark.parametrize("heading", ["Start", "Test"])
def test_the_readme_has_one_line_to_copy(heading: str) -> None:
    section = (ROOT / "README.md").read_text().split(f"\n## {heading}\n")[1]
    (block,) = re.findall(
        r"^```sh\n(.*?)^```$", section.split("\n## ")[0], re.MULTILINE | re.DOTALL
    )

    assert block.count("\n") == 1


def test_the_checks_of_ci_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# Commands


TREE: Any = get_command(app)
COMMANDS = [" ".join(path) for path, _ in TREE.all_below()]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_with_an_example(command: str, run: Run) -> None:
    ran = run(*command.split(), "--help")
    summary = ran.out.split("\n\n")[1].strip()

    assert ran.code == ExitCode.DONE
    assert re.search(rf"\n  Examples:\n    \$ .*leadcoach {command}\b", ran.out)
    assert len(summary.split("\n")[0]) <= LONGEST_SUMMARY


def test_help_says_of_a_command_what_it_says_of_itself() -> None:
    """Help lists commands without loading them, so their lines stand twice."""
    assert {name: TREE.summary(name) for name in TREE.list_commands(None)} == {
        path[0]: command.get_short_help_str(200)
        for path, command in TREE.all_below()
        if len(path) == 1
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_seen_at_work_in_a_story(command: str) -> None:
    texts = [ROOT / "README.md", *help_topics().glob("*.md")]
    texts += (TESTS / "stories").glob("*.md")
    line = re.compile(rf"^\$ leadcoach {command}(?!\w)", re.MULTILINE)

    assert any(line.search(path.read_text()) for path in texts)


@pytest.mark.parametrize("code", ExitCode)
def test_an_exit_code_is_explained(code: ExitCode, run: Run) -> None:
    assert re.search(rf"^{int(code)}: +\w", run("help", "exit-codes").out, re.MULTILINE)


# Starting fast

COACH = {"httpx2", "openai", "pydantic_ai", "leadcoach.coach", "asyncio"}
SLOW = {"pydantic", "questionary", "prompt_toolkit", "sqlite3", "icalendar", *COACH}
PROBE = """
import sys
from leadcoach.main import run
for line in sys.argv[1:]:
    sys.argv = ["leadcoach", *line.split()]
    try:
        run()
    except SystemExit as end:
        assert not end.code
    print("after:", line, file=sys.stderr)
    print(*sys.modules, file=sys.stderr)
"""
"""Runs lines one after the other; nothing that is loaded goes away again."""


def loaded(*argv: str, script: str = PROBE) -> list[str]:
    """Return what `script` says of modules that are loaded, in a new Python."""
    ran = subprocess.run(
        [sys.executable, "-c", script, *argv],
        capture_output=True,
        check=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    return ran.stderr.splitlines()


def test_the_command_tree_loads_nothing_slow() -> None:
    script = "import sys, leadcoach.cli.app; print(*sys.modules, file=sys.stderr)"

    assert set(loaded(script=script)[0].split()) & {*SLOW, "rich"} == set()


LOOKING_BACK = (
    "--version",
    "--help",
    "",
    "journal list",
    "journal show",
    "journal path",
    "commitment list",
    "settings show",
    "help exit-codes",
)


def test_looking_back_loads_nothing_that_only_asking_needs(run: Run) -> None:
    """The first line that loads any of it is named."""
    answers = [f"--answer={each}" for each in ("best=a", "struggle=b", "commit=c")]
    assert run("reflect", "--no-input", *answers).code == ExitCode.DONE

    told = loaded(*LOOKING_BACK)
    assert told[::2] == [f"after: {line}" for line in LOOKING_BACK]
    for line, modules in zip(LOOKING_BACK, told[1::2], strict=True):
        assert set(modules.split()) & SLOW == set(), line


def test_the_coach_adds_nothing_to_what_everybody_installs() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.split(r"[<>=]", each)[0] for each in told["dependencies"]}

    assert names & {"pydantic-ai-slim", "openai", "httpx", "httpx2"} == set()
    assert list(told["optional-dependencies"]["coach"]) == [
        "pydantic-ai-slim[openai]>=2.68,<3"
    ]


def test_a_sitting_without_a_coach_loads_nothing_of_it() -> None:
    given = ("--answer=best=a", "--answer=struggle=b", "--answer=commit=c")
    rooms = ("leadcoach.coach", "leadcoach.cli.coach", "leadcoach.session.coach_step")

    found = set(loaded(" ".join(("reflect", "--no-input", *given)))[-1].split())

    assert {each for each in found if each.startswith(rooms)} == set()
    assert found & COACH == set()


# The four checks: these are three, and pytest is the fourth


def check(*argv: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip(argv[0])
    return subprocess.run(
        [sys.executable, "-m", *argv],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


needs_ruff = pytest.mark.skipif(
    importlib.util.find_spec("ruff") is None, reason="ruff is not installed"
)


@needs_ruff
def test_ruff_is_content() -> None:
    ran = check("ruff", "check", "--output-format=concise")

    assert ran.returncode == 0, ran.stdout + ran.stderr


@needs_ruff
def test_the_layout_is_ruffs() -> None:
    ran = check("ruff", "format", "--check", "--output-format=concise")

    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_mypy_is_content() -> None:
    ran = check("mypy")

    assert ran.returncode == 0, ran.stdout + ran.stderr
