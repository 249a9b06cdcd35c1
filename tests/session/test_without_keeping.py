"""Taking out any single call that keeps what was typed turns the walk of `test_leaving` red.

The calls are found in the source, so that one that is added is tried, too. Each is taken
out of a copy, and the walk runs against that copy.
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import leadcoach

pytestmark = pytest.mark.slow

SOURCE = Path(leadcoach.__file__).parent
KEEPS = {"keep", "put", "changed", "_changed", "_keep", "_keep_for_later"}
TRIED = {
    "plain.py": "not terminal",
    "keys.py": "not plain",
    "widgets.py": "not plain",
    "terminal.py": "not plain",
}
"""which tests are enough, where a module serves one mode only"""


class Call(NamedTuple):
    """A call that keeps something, and the lines it stands on."""

    module: Path
    first: int
    last: int
    indent: int


def _keeps(node: ast.stmt) -> bool:
    """Tell whether a statement is a call that keeps text, and not one that empties it."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    name = called.attr if isinstance(called, ast.Attribute) else ""
    name = called.id if isinstance(called, ast.Name) else name
    empties = any(isinstance(each, ast.Constant) for each in node.value.args)
    return name in KEEPS and not empties


def calls() -> list[Call]:
    """Return the calls of the askers, and those of a sitting while a question is asked."""
    run = SOURCE / "session" / "run.py"
    trees: list[tuple[Path, ast.AST]] = [
        (module, ast.parse(module.read_text()))
        for module in sorted(SOURCE.glob("asking/*.py"))
    ]
    trees += [
        (run, node)
        for node in ast.walk(ast.parse(run.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name in ("_ask", "_keep_typing")
    ]
    return [
        Call(module, node.lineno, node.end_lineno or node.lineno, node.col_offset)
        for module, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and _keeps(node)
    ]


@pytest.mark.parametrize(
    "call", calls(), ids=lambda call: f"{call.module.stem}-{call.first}"
)
def test_without_it_the_walk_is_red(tmp_path: Path, call: Call) -> None:
    """Exit code 1 of pytest: tests ran, and one failed."""
    copy = tmp_path / "leadcoach"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    module = copy / call.module.relative_to(SOURCE)
    lines = module.read_text().split("\n")
    lines[call.first - 1 : call.last] = [f"{' ' * call.indent}pass"]
    module.write_text("\n".join(lines))
    walk = Path(__file__).with_name("test_leaving.py")
    tried = TRIED.get(call.module.name, "")
    args = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *args, "-k", tried, str(walk)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=SOURCE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stdout[-2000:]


def test_the_calls_are_found() -> None:
    assert len(calls()) >= 20
