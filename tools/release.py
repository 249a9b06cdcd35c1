"""Build a release, look into it, and try it as somebody who has only the file.

    python tools/release.py [--output dist] [--python 3.12] [--build-only]

Needs git, the network for packages, and Python 3.11 or later. What is committed is built,
from a copy of its own: the sdist, and the wheel out of the sdist, each twice, with the
same bytes. Then each is installed in clean environments, with the newest and with the
lowest dependencies that pyproject.toml allows, for each Python of its classifiers that is
here; and in each the main job is done. The exit code is 0 when all of that went well.
"""

import argparse
import base64
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from email.parser import Parser
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).parents[1]
LOWEST, NEWEST = "lowest", "newest"
INSIDE = ("tests", "tools", "prompts", "src", ".ci")
"""folders of the sdist"""
BESIDE = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml")
TEXTS = (".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".html", ".css", ".js", "")
JOB: Sequence[tuple[str, str]] = (
    ("--version", "leadcoach {version}"),
    ("reflect --answers monday.toml --no-input", "At your best you wrote"),
    ("journal list", "When the hall roof leaked"),
    ("journal search roof", "*roof*"),
    ("commitment done 1 --learnt Sleep", "Done."),
    ("summary", "What has moved"),
    ("exercise form compare --output compare.html", "Written: compare.html"),
    ("course start shared-power", "Shared power, week 1 of 6"),
    ("course calendar --output weeks.ics", "Written: weeks.ics"),
    ("remind --on Monday --output remind.ics", "Written: remind.ics"),
    ("exercise check own.toml", "nothing to mend"),
    ("help machines", "one journal on several computers"),
    ("doctor", "All is well"),
)
"""command lines, and what stands in what they print"""


class Fault(Exception):
    """What keeps this from being released."""


# What is built


def project(root: Path) -> dict[str, Any]:
    """Return the table of the project in pyproject.toml."""
    told = tomllib.loads((root / "pyproject.toml").read_text())
    return dict(told["project"])


def version_of(root: Path) -> str:
    """Return the version that the code tells."""
    told = (root / "src/leadcoach/__init__.py").read_text()
    found = re.search(r'^__version__ = "(.+)"$', told, re.MULTILINE)
    return found[1] if found else ""


def faults(wheel: Path, sdist: Path, root: Path) -> list[str]:
    """Return what is wrong with the two files, held against the checkout at `root`."""
    return [*_of_wheel(wheel, root), *_of_sdist(sdist, root), *_of_version(root)]


def _of_version(root: Path) -> Iterator[str]:
    version = version_of(root)
    headings = re.findall(
        r"^## (\d\S*) - (\d{4}-\d\d-\d\d)$",
        (root / "CHANGELOG.md").read_text(),
        re.MULTILINE,
    )
    if not headings or headings[0][0] != version:
        yield f"CHANGELOG.md: its newest release is not {version}"


def _of_wheel(wheel: Path, root: Path) -> Iterator[str]:
    version = version_of(root)
    if wheel.name != f"leadcoach-{version}-py3-none-any.whl":
        yield f"{wheel.name}: not the name of the wheel of {version}"
    with zipfile.ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    info = f"leadcoach-{version}.dist-info"
    for name in held:
        if name.partition("/")[0] not in ("leadcoach", info) or "__pycache__" in name:
            yield f"wheel: {name} does not belong there"
    if held.get(f"{info}/entry_points.txt", b"").split() != (
        b"[console_scripts] leadcoach = leadcoach.main:run".split()
    ):
        yield "wheel: the command leadcoach is not in it"
    yield from (f"wheel: {each}" for each in _missing(held, root))
    yield from (f"wheel: {each}" for each in _not_as_recorded(held, info))
    yield from (f"wheel: {each}" for each in _of_metadata(held, info, root))
    yield from (f"wheel: {each}" for each in _of_this_machine(held))


def _missing(held: Mapping[str, bytes], root: Path) -> Iterator[str]:
    """Yield what the program reads and is not there, or is something else."""
    code, prompts = root / "src" / "leadcoach", root / "prompts"
    for folder, place in ((code, "leadcoach"), (prompts, "leadcoach/prompts")):
        for path in sorted(folder.rglob("*")):
            name = f"{place}/{path.relative_to(folder).as_posix()}"
            is_packed = path.is_file() and "__pycache__" not in name
            if is_packed and held.get(name) != path.read_bytes():
                yield f"{name} is missing, or is not that of the checkout"


def _not_as_recorded(held: Mapping[str, bytes], info: str) -> Iterator[str]:
    rows = csv.reader(io.StringIO(held.get(f"{info}/RECORD", b"").decode()))
    recorded = {row[0]: row[1] for row in rows}
    for name in sorted(held.keys() | recorded.keys()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(held.get(name, b"")).digest())
        told = f"sha256={digest.rstrip(b'=').decode()}"
        if name != f"{info}/RECORD" and recorded.get(name) != told:
            yield f"{name} is not as RECORD says"


def _of_metadata(held: Mapping[str, bytes], info: str, root: Path) -> Iterator[str]:
    told = Parser().parsestr(held.get(f"{info}/METADATA", b"").decode())
    wanted = project(root)
    for key, value in (
        ("Name", wanted["name"]),
        ("Version", version_of(root)),
        ("Summary", wanted["description"]),
        ("License-Expression", wanted["license"]),
        ("Requires-Python", wanted["requires-python"]),
        ("Description-Content-Type", "text/markdown"),
    ):
        if told[key] != value:
            yield f"{key} is {told[key]}, and should be {value}"
    if told.get_all("Classifier", []) != wanted["classifiers"]:
        yield "its classifiers are not those of pyproject.toml"
    files = told.get_all("License-File", [])
    if sorted(files) != sorted(wanted["license-files"]):
        yield f"its licence files are {files}"
    for name in files:
        if held.get(f"{info}/licenses/{name}") != (root / name).read_bytes():
            yield f"the licence file {name} is not in it"
    needed = {each.replace(" ", "") for each in told.get_all("Requires-Dist", [])}
    if lacking := set(wanted["dependencies"]) - {_ordered(each) for each in needed}:
        yield f"it does not ask for {', '.join(sorted(lacking))}"
    if str(told.get_payload()).strip() != (root / "README.md").read_text().strip():
        yield "its description is not README.md"


def _ordered(needed: str) -> str:
    """Return a dependency with its bounds as pyproject.toml has them, lowest first."""
    [(name, bounds)] = re.findall(r"^([\w.-]+)([^;]*)", needed)
    return str(name) + ",".join(
        sorted(bounds.split(","), key=lambda each: each[:1] != ">")
    )


def _of_sdist(sdist: Path, root: Path) -> Iterator[str]:
    top = f"leadcoach-{version_of(root)}"
    if sdist.name != f"{top}.tar.gz":
        yield f"{sdist.name}: not the name of the sdist of {version_of(root)}"
    held: dict[str, bytes] = {}
    with tarfile.open(sdist) as opened:
        for each in opened:
            if file := opened.extractfile(each) if each.isfile() else None:
                held[each.name] = file.read()
            elif not each.isdir():
                yield f"sdist: {each.name} is no plain file"
    outside = [name for name in held if not name.startswith(f"{top}/")]
    yield from (f"sdist: {name} lies beside {top}" for name in outside)
    for name in (*(f"{each}/" for each in INSIDE), *BESIDE, "PKG-INFO"):
        if not any(each.startswith(f"{top}/{name}") for each in held):
            yield f"sdist: {name} is not in it"
    yield from (f"sdist: {each}" for each in _of_this_machine(held))


def _of_this_machine(held: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of texts in which a folder of this computer stands."""
    folders = {str(each) for each in (ROOT, Path.home(), Path(tempfile.gettempdir()))}
    here = re.compile("|".join(rf"{re.escape(each)}/\w" for each in folders))
    for name, content in held.items():
        if PurePosixPath(name).suffix in TEXTS and here.search(
            content.decode("latin-1")
        ):
            yield f"{name} names a folder of this computer"


# Building


def _run(*argv: object, at: Path | None = None, **environ: str) -> str:
    """Run a program and return what it printed; what it refuses ends all."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LEADCOACH", "PYTHON"))
    }
    ran = subprocess.run(
        [str(each) for each in argv],
        cwd=at,
        env={**kept, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode:
        raise Fault(f"$ {' '.join(map(str, argv))}\n{ran.stdout}{ran.stderr}")
    return ran.stdout + ran.stderr


def build(folder: Path) -> tuple[Path, Path]:
    """Build what is committed into `folder`; return the wheel and the sdist.

    Raises:
        Fault: it cannot be built, or comes out otherwise a second time.
    """
    moment = _run("git", "log", "-1", "--format=%ct", at=ROOT).strip()
    checkout = folder / "checkout"
    checkout.mkdir(parents=True)
    archive = folder / "checkout.tar"
    _run("git", "archive", "--output", archive, "HEAD", at=ROOT)
    _unpack(archive, checkout)
    python = _environment(Path(sys.executable), folder / "builder")
    needs = tomllib.loads((checkout / "pyproject.toml").read_text())["build-system"]
    _run(python, "-m", "pip", "install", "-q", *needs["requires"])
    made = []
    for turn in ("first", "second"):
        out = folder / turn
        command = (python, "-m", "hatchling", "build", "-d", out, "-t")
        _run(*command, "sdist", at=checkout, SOURCE_DATE_EPOCH=moment)
        (sdist,) = out.glob("*.tar.gz")
        _unpack(sdist, out)
        inside = out / sdist.name.removesuffix(".tar.gz")
        _run(*command, "wheel", at=inside, SOURCE_DATE_EPOCH=moment)
        (wheel,) = out.glob("*.whl")
        made.append((wheel, sdist))
    for one, other in zip(*made, strict=True):
        if one.read_bytes() != other.read_bytes():
            raise Fault(f"{one.name} comes out otherwise a second time.")
    return made[0]


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")


# Trying


def pythons(versions: Sequence[str]) -> Iterator[tuple[str, Path | None]]:
    """Yield each version with a Python of it, on the path or of pyenv; None without."""
    for version in versions:
        kept = (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")
        on_path = filter(None, [shutil.which(f"python{version}")])
        named = (Path(sys.executable), *map(Path, on_path), *sorted(kept))
        yield version, next((each for each in named if _is(each, version)), None)


def _is(python: Path, version: str) -> bool:
    code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    ran = subprocess.run([python, "-c", code], capture_output=True, check=False)
    return ran.stdout.decode().strip() == version


def _environment(python: Path, folder: Path) -> Path:
    _run(python, "-m", "venv", folder)
    inside = "Scripts" if os.name == "nt" else "bin"
    return folder / inside / ("python.exe" if os.name == "nt" else "python")


def lowest(root: Path) -> str:
    """Return constraints that hold each dependency at the lowest version allowed."""
    bounds = (re.match(r"([\w.-]+)>=([^,]+)", each) for each in _dependencies(root))
    return "".join(f"{found[1]}=={found[2]}\n" for found in bounds if found)


def _dependencies(root: Path) -> list[str]:
    return list(project(root)["dependencies"])


def tried(file: Path, python: Path, which: str, folder: Path) -> str:
    """Install `file` and do the main job; return which dependencies came along.

    Raises:
        Fault: with the command that did not go well, and what it printed.
    """
    inside = _environment(python, folder / "env")
    constraints = folder / "constraints.txt"
    constraints.write_text(lowest(ROOT) if which == LOWEST else "")
    _run(inside, "-m", "pip", "install", "-q", "-c", constraints, file)
    names = [re.split(r"[<>=]", each)[0] for each in _dependencies(ROOT)]
    came = dict(re.findall(r"(?m)^(\S+) +(\S+)$", _run(inside, "-m", "pip", "list")))
    came = {key.lower().replace("_", "-"): value for key, value in came.items()}
    _run(inside, "-m", "pip", "check")
    desk = folder / "desk"
    desk.mkdir()
    readme = (ROOT / "README.md").read_text()
    answers = re.search(
        r"^# monday\.toml\n.*?(?=^```)", readme, re.MULTILINE | re.DOTALL
    )
    (desk / "monday.toml").write_text(answers[0] if answers else "")
    shutil.copy(ROOT / "prompts" / "compare.toml", desk / "own.toml")
    home = {
        "LEADCOACH_HOME": str(folder / "home"),
        "HOME": str(folder),
        "COLUMNS": "80",
    }
    for line, expected in JOB:
        printed = _run(inside.with_name("leadcoach"), *line.split(), at=desk, **home)
        if expected.format(version=version_of(ROOT)) not in printed:
            raise Fault(f"$ leadcoach {line}\n{printed}\n“{expected}” is not in it.")
    return ", ".join(f"{name} {came.get(name, 'missing')}" for name in names)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _try_all(wheel: Path, sdist: Path, folder: Path, only: str | None) -> int:
    """Try both files everywhere, and return how often it did not go well."""
    told = [str(each).rpartition(":: ")[2] for each in project(ROOT)["classifiers"]]
    versions = [each for each in told if re.fullmatch(r"3\.\d+", each)]
    bad = 0
    for version, python in pythons([only] if only else versions):
        if python is None:
            _say(f"Python {version}: there is none here, so it is passed over.")
            continue
        for file, which in ((wheel, NEWEST), (wheel, LOWEST), (sdist, NEWEST)):
            begun, kind = time.monotonic(), "sdist" if file == sdist else "wheel"
            place = folder / f"{version}-{kind}-{which}"
            place.mkdir()
            try:
                came = tried(file, python, which, place)
                said = "well"
            except Fault as fault:
                came, said, bad = f"\n{fault}", "NOT WELL", bad + 1
            passed = time.monotonic() - begun
            _say(f"Python {version}, {kind}, {which}: {said}, {passed:.0f} s. {came}")
            shutil.rmtree(place / "env", ignore_errors=True)
    return bad


def released(folder: Path, options: argparse.Namespace) -> int:
    """Build, look, try, and keep the files where that went well; return how much did not.

    Raises:
        Fault: nothing could be built.
    """
    wheel, sdist = build(folder)
    found = faults(wheel, sdist, folder / "checkout")
    for each in found:
        _say(each)
    _say(f"{wheel.name}, {sdist.name}: built twice alike; {len(found)} faults.")
    bad = len(found)
    if not options.build_only:
        bad += _try_all(wheel, sdist, folder, options.python)
    if not bad:
        options.output.mkdir(parents=True, exist_ok=True)
        for file in (wheel, sdist):
            shutil.copy(file, options.output)
            _say(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}")
    return bad


def main() -> int:
    """Make a release of what is committed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--python", help="only this one, as in 3.12")
    parser.add_argument("--build-only", action="store_true", help="build and look")
    options = parser.parse_args()
    begun = time.monotonic()
    if _run("git", "status", "--porcelain", at=ROOT):
        _say("Some of this checkout is not committed, and so not in what is built.")
    with tempfile.TemporaryDirectory(prefix="leadcoach-release-") as name:
        try:
            bad = released(Path(name), options)
        except Fault as fault:
            _say(str(fault))
            bad = 1
    _say(f"{time.monotonic() - begun:.0f} s in all, {bad} faults.")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
