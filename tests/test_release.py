"""What tools/release.py finds wrong in a wheel and an sdist, and that it runs."""

import base64
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools" / "release.py"
INFO = "leadcoach-9.1.0.dist-info"
Files = dict[str, bytes]


def faults(wheel: Path, sdist: Path, root: Path) -> list[str]:
    spec = importlib.util.spec_from_file_location("release", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    found: list[str] = tool.faults(wheel, sdist, root)
    return found


PROJECT = """
[project]
name = "leadcoach"
description = "Questions."
license = "MIT AND CC-BY-SA-4.0"
license-files = ["LICENSE", "prompts/LICENSE"]
requires-python = ">=3.11"
classifiers = ["Programming Language :: Python :: 3.11"]
dependencies = ["typer>=0.25,<0.29", "tomli>=2.5"]
"""
CHECKOUT: Files = {
    "pyproject.toml": PROJECT.encode(),
    "README.md": b"# leadcoach\n\nAsks you.\n",
    "CHANGELOG.md": b"# Changelog\n\n## 9.1.0 - 2026-12-01\n\n## 9.0.0 - 2026-11-01\n",
    "CONTRIBUTING.md": b"Welcome.\n",
    "LICENSE": b"MIT\n",
    "prompts/LICENSE": b"CC\n",
    "prompts/reflect.toml": b"format = 1\n",
    "src/leadcoach/__init__.py": b'__version__ = "9.1.0"\n',
    "src/leadcoach/help/files.md": b"# Files\n",
    "tests/test_main.py": b"",
    "tools/year.py": b"",
    ".ci/run": b"",
}
METADATA = """\
Metadata-Version: 2.4
Name: leadcoach
Version: 9.1.0
Summary: Questions.
License-Expression: MIT AND CC-BY-SA-4.0
License-File: LICENSE
License-File: prompts/LICENSE
Classifier: Programming Language :: Python :: 3.11
Requires-Python: >=3.11
Requires-Dist: tomli>=2.5
Requires-Dist: typer<0.29,>=0.25
Requires-Dist: pytest>=8; extra == 'test'
Description-Content-Type: text/markdown

# leadcoach

Asks you.
"""


def in_wheel() -> Files:
    """Return what is in a wheel with which all is well, but for RECORD."""
    held = {
        f"{INFO}/METADATA": METADATA.encode(),
        f"{INFO}/WHEEL": b"Wheel-Version: 1.0\n",
        f"{INFO}/entry_points.txt": b"[console_scripts]\nleadcoach = leadcoach.main:run\n",
        f"{INFO}/licenses/LICENSE": CHECKOUT["LICENSE"],
        f"{INFO}/licenses/prompts/LICENSE": CHECKOUT["prompts/LICENSE"],
    }
    for name, content in CHECKOUT.items():
        if name.startswith(("src/", "prompts/")):
            place = name.removeprefix("src/").replace("prompts/", "leadcoach/prompts/")
            held[place] = content
    return held


def recorded(held: Files) -> bytes:
    lines = [f"{INFO}/RECORD,,"]
    for name, content in held.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
        told = digest.rstrip(b"=").decode()
        lines.append(f"{name},sha256={told},{len(content)}")
    return "\n".join(lines).encode()


def made(
    folder: Path,
    wheel: Callable[[Files], object] = id,
    sdist: Callable[[Files], object] = id,
    checkout: Callable[[Files], object] = id,
    record: Callable[[bytes], bytes] = bytes,
) -> list[str]:
    """Return the faults of a wheel and an sdist after these changes to what they hold."""
    inside, outside, root = (
        in_wheel(),
        dict(CHECKOUT) | {"PKG-INFO": b""},
        dict(CHECKOUT),
    )
    for change, held in ((wheel, inside), (sdist, outside), (checkout, root)):
        change(held)
    for name, content in root.items():
        path = folder / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    inside[f"{INFO}/RECORD"] = record(recorded(inside))
    packed = folder / "leadcoach-9.1.0-py3-none-any.whl"
    with zipfile.ZipFile(packed, "w") as opened:
        for name, content in inside.items():
            opened.writestr(name, content)
    source = folder / "leadcoach-9.1.0.tar.gz"
    with tarfile.open(source, "w:gz") as archive:
        for name, content in outside.items():
            told = tarfile.TarInfo(f"leadcoach-9.1.0/{name}")
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return faults(packed, source, folder / "checkout")


def test_where_all_is_well_nothing_is_said(tmp_path: Path) -> None:
    assert made(tmp_path) == []


def without(name: str) -> Callable[[Files], object]:
    return lambda held: [held.pop(each) for each in list(held) if each.startswith(name)]


def with_file(name: str, content: bytes = b"") -> Callable[[Files], object]:
    return lambda held: held.update({name: content})


def told(old: str, new: str) -> Callable[[Files], object]:
    name = f"{INFO}/METADATA"
    return lambda held: held.update(
        {name: held[name].replace(old.encode(), new.encode())}
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("leadcoach/prompts/reflect"), "prompts/reflect.toml is missing"),
        (without("leadcoach/help"), "help/files.md is missing"),
        (with_file("leadcoach/prompts/reflect.toml"), "not that of the checkout"),
        (with_file("tests/test_main.py"), "tests/test_main.py does not belong there"),
        (with_file("tools/year.py"), "tools/year.py does not belong there"),
        (with_file("leadcoach/__pycache__/a.pyc"), "does not belong there"),
        (without(f"{INFO}/entry_points"), "the command leadcoach is not in it"),
        (without(f"{INFO}/licenses/LICENSE"), "the licence file LICENSE is not in it"),
        (told("Version: 9.1.0", "Version: 9.1"), "Version is 9.1, and should be 9.1.0"),
        (told("Name: leadcoach", "Name: coach"), "Name is coach"),
        (told("License-File: LICENSE\n", ""), "its licence files are"),
        (told("MIT AND", "MIT OR"), "License-Expression is MIT OR"),
        (told(":: 3.11", ":: 3.10"), "its classifiers are not"),
        (told(">=3.11", ">=3.10"), "Requires-Python is >=3.10"),
        (told("tomli>=2.5", "tomli"), "it does not ask for tomli>=2.5"),
        (told(">=0.25", ">=0.20"), "it does not ask for typer>=0.25,<0.29"),
        (told("Asks you.", "Asks."), "its description is not README.md"),
        (told("text/markdown", "text/plain"), "Description-Content-Type is text/plain"),
        (
            with_file("leadcoach/a.py", f"# {ROOT}/src".encode()),
            "names a folder of this",
        ),
    ],
)
def test_what_is_wrong_in_a_wheel_is_said(
    change: Callable[[Files], object], said: str, tmp_path: Path
) -> None:
    found = made(tmp_path, wheel=change)

    assert said in "\n".join(found)
    assert all(each.startswith("wheel: ") for each in found)


@pytest.mark.parametrize("name", ["tests/", "prompts/", "LICENSE", "CHANGELOG.md"])
def test_what_is_not_in_an_sdist_is_said(name: str, tmp_path: Path) -> None:
    assert made(tmp_path, sdist=without(name)) == [f"sdist: {name} is not in it"]


def test_a_file_that_is_not_as_recorded_is_said(tmp_path: Path) -> None:
    cut = made(
        tmp_path, record=lambda all_of_it: all_of_it.replace(b"sha256=", b"=", 1)
    )

    assert [each.partition(" is ")[2] for each in cut] == ["not as RECORD says"]


def test_a_version_that_the_changelog_does_not_have_is_said(tmp_path: Path) -> None:
    first = b"# Changelog\n\n## Unreleased\n\n## 9.0.0 - 2026-11-01\n"

    assert made(tmp_path, checkout=with_file("CHANGELOG.md", first)) == [
        "CHANGELOG.md: its newest release is not 9.1.0"
    ]


@pytest.mark.slow
def test_a_release_can_be_made_of_what_is_committed(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no checkout of git")
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    environ = {key: each for key, each in os.environ.items() if key != "LEADCOACH_HOME"}

    ran = subprocess.run(
        [sys.executable, TOOL, "--output", tmp_path / "dist", "--python", here],
        env={**environ, "HOME": str(Path.home())},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )

    if "Could not find a version" in ran.stdout or "NewConnectionError" in ran.stdout:
        pytest.skip("packages cannot be had: no network")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count(": well, ") == 3
    assert len(list((tmp_path / "dist").iterdir())) == 2
