"""Files that were sealed by hand: the desk says how to open them, and reads what comes out."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pexpect
import pytest

from leadcoach.errors import ExitCode
from leadcoach.paths import help_topics
from tests.conftest import Run
from tests.desk.cohort import SHARE
from tests.desk.conftest import DeskOf

LINES = re.findall(
    r"^```sh\n(.*?)\n```$", (help_topics() / "sharing.md").read_text(), re.MULTILINE
)
ARMOUR = (
    "-----BEGIN AGE ENCRYPTED FILE-----\n{}\nAAAA\n-----END AGE ENCRYPTED FILE-----\n"
)
WITH_A_KEY = ARMOUR.format("YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBVNmVXUjhaaXF3")
WITH_WORDS = ARMOUR.format("YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCAySXhMek40RW1G")
KEY = "sealed with age. `age -d -i key.txt -o opened.txt FILE` opens it. Put opened.txt into its folder."
PASSPHRASE = "age and a passphrase. `age -d -o opened.txt FILE` opens it. Put opened.txt into its folder."
PASSWORD = "This is a zip file with a password. Unpack it with its password."
OUT_OF_IT = "Take it out of the mail, into a file of its own."


def mail(body: str, *attached: tuple[str, bytes]) -> bytes:
    """Return a mail with files in it, as a mail program saves it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "p@example.org", "Week"
    made["Message-ID"], made["Date"] = "<1@x>", "Tue, 15 Dec 2026 09:00:00 +0000"
    made.set_content(body)
    for name, content in attached:
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return bytes(made)


def zipped(name: str, *, locked: bool) -> bytes:
    """Return a zip of a folder with a file; locked, its second part says so."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ana/", "")
        made.writestr(name, SHARE)
    at = held.getvalue().rindex(b"PK\x03\x04") + 6
    content = bytearray(held.getvalue())
    content[at] |= int(locked)
    return bytes(content)


SEALED = {
    "binary": (b"age-encryption.org/v1\n-> X25519 abc\n\x00\xff", KEY),
    "binary, by a passphrase": (
        b"age-encryption.org/v1\n-> scrypt abc 18\n",
        PASSPHRASE,
    ),
    "letters": (WITH_A_KEY.encode(), KEY),
    "letters of Windows": (WITH_A_KEY.replace("\n", "\r\n").encode(), KEY),
    "letters, by a passphrase": (WITH_WORDS.encode(), PASSPHRASE),
    "letters with words around": (
        f"Hi Paul,\n\n{WITH_A_KEY}\nBest\n".encode(),
        OUT_OF_IT,
    ),
    "letters in a mail": (mail(f"Hi,\n{WITH_A_KEY}"), OUT_OF_IT),
    "attached": (mail("Hi.", ("ana.age", b"age-encryption.org/v1\n")), OUT_OF_IT),
    "an attached zip": (mail("Hi.", ("a.zip", zipped("a", locked=True))), OUT_OF_IT),
    "GnuPG": (b"-----BEGIN PGP MESSAGE-----\n\njA0E\n", "gpg -o opened.txt -d FILE"),
    "a zip": (zipped("ana/share.toml", locked=True), PASSWORD),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c\x00\x04", "This is a file of 7-Zip. Unpack it"),
}


@pytest.mark.parametrize("kind", SEALED)
def test_a_sealed_file_is_named_and_how_it_is_opened(
    kind: str, inbox: Path, desk: DeskOf, run: Run
) -> None:
    content, told = SEALED[kind]
    (inbox / "ana").mkdir()
    (inbox / "ana" / "week").write_bytes(content)

    ran = desk("in", "inbox")

    assert ran.code == ExitCode.DONE
    said = " ".join(ran.out.split())
    assert "- ana/week: This is" in said
    assert told in said
    assert "`leadcoach help sharing` says more." in said
    taken = run("reflect", "compare", "--no-input", "--answers", "inbox/ana/week")
    assert taken.code == ExitCode.USAGE
    assert told in " ".join(taken.err.split())


def test_what_is_not_sealed_is_not_taken_for_it(inbox: Path, desk: DeskOf) -> None:
    (inbox / "ana").mkdir()
    for name, content in {
        "open.zip": zipped("ana/share.toml", locked=False),
        "answer.toml": (
            "# leadcoach answers 1: compare 2.0.0\n"
            f'more = """\nI sealed it:\n{WITH_A_KEY}"""\n# end: 1 answer\n'
        ).encode(),
        "share.toml": SHARE.replace(
            '"A way to say no to N."', f'"""\n{WITH_A_KEY}"""'
        ).encode(),
        "pictures.eml": mail(
            "# leadcoach answers 1: seven 1.1.0\nrate = { own = 3 }\n# end: 1 answer\n",
            ("logo.png", b"\x89PNG\r\n"),
        ),
    }.items():
        (inbox / "ana" / name).write_bytes(content)

    out = desk("in", "inbox").out
    assert "sealed" not in out.replace("I sealed it", "")
    assert out.count("This is a Word or zip file.") == 1
    assert "BEGIN AGE" in desk("page", "inbox", "ana").out
    assert "ana   commitments, compare 2 times, done or not, presession" in out


def test_a_page_that_was_shared_is_read_out_of_a_mail(
    inbox: Path, desk: DeskOf
) -> None:
    (inbox / "grace").mkdir()
    content = mail("Hi Paul.", ("grace.share.toml", SHARE.encode()))
    (inbox / "grace" / "week 3.eml").write_bytes(content)

    assert "A way to say no to N." in desk("page", "inbox", "grace").out
    told = "grace/week 3.eml: taken out of a mail: the attached file"
    assert told in desk("in", "inbox").out


# The lines of the topic, as they stand there


def here(line: str, key: str = "") -> None:
    """Run a line of the topic with sh in the folder where one stands."""
    subprocess.run(
        ["sh", "-c", line.replace("age1…", key)],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )


def typed(line: str, *words: str) -> None:
    """Run a line, and type `words` where it asks for a passphrase."""
    child = pexpect.spawn("sh", ["-c", line], timeout=20)
    for each in words:
        child.expect("(?i)pass(?:phrase|word)[^:]*:")
        child.sendline(each)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def is_read_once_it_is_open(desk: DeskOf, inbox: Path, sealed: Path) -> None:
    """Look at the desk, where the sealed file may still lie beside what came out."""
    assert "A way to say no to N." in desk("page", "inbox", "ana").out
    sealed.rename(inbox.parent / "done")
    assert "Not read" not in desk("in", "inbox").out


@pytest.fixture
def sealing(inbox: Path) -> Path:
    """Return a page that was shared, beside an inbox with a folder for its writer."""
    (inbox / "ana").mkdir()
    Path("ana.share.toml").write_text(SHARE.replace('"Grace"', '"Ana"'), "utf-8")
    return inbox


needs_age = pytest.mark.skipif(
    not shutil.which("age"), reason="age is not here: apt-get install age"
)


def test_the_topic_shows_five_lines_of_age() -> None:
    assert [line.split()[:2] for line in LINES] == [
        ["age-keygen", "-o"],
        ["age", "-r"],
        ["age", "-d"],
        ["age", "-p"],
        ["age", "-d"],
    ]


@needs_age
def test_a_page_sealed_for_a_key_is_told_opened_and_read(
    sealing: Path, desk: DeskOf
) -> None:
    make, seal, open_, *_ = LINES
    here(make)
    key = subprocess.run(
        ["age-keygen", "-y", "key.txt"], check=True, capture_output=True, text=True
    ).stdout.strip()
    here(seal, key)
    sealed = shutil.copy("ana.age", sealing / "ana" / "ana.age")

    assert KEY in " ".join(desk("in", "inbox").out.split())
    assert "no to N" not in desk("page", "inbox", "ana").out

    here(open_)
    is_read_once_it_is_open(desk, sealing, Path(sealed))


@pytest.mark.slow  # age works for a second on each passphrase, on purpose
@needs_age
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_a_page_sealed_by_a_passphrase_is_told_opened_and_read(
    sealing: Path, desk: DeskOf
) -> None:
    *_, seal, open_ = LINES
    typed(seal, "correct horse battery", "correct horse battery")
    sealed = shutil.copy("ana.age", sealing / "ana" / "ana.age")

    assert PASSPHRASE in " ".join(desk("in", "inbox").out.split())

    typed(open_, "correct horse battery")
    is_read_once_it_is_open(desk, sealing, Path(sealed))


def commands_of_zip() -> tuple[str, str]:
    """Return the lines of the topic that make a zip and unpack it."""
    text = (help_topics() / "sharing.md").read_text()
    (make,) = re.findall(r"`(zip -e [^`]+)`", text)
    (unpack,) = re.findall(r"`(unzip [^`]+)`", text)
    return make, unpack


@pytest.mark.skipif(
    not (shutil.which("zip") and shutil.which("unzip")),
    reason="zip and unzip are not here: apt-get install zip unzip",
)
def test_a_zip_with_a_password_is_told_unpacked_and_read(
    sealing: Path, desk: DeskOf
) -> None:
    make, unpack = commands_of_zip()
    typed(make, "correct horse", "correct horse")
    sealed = shutil.copy("ana.zip", sealing / "ana" / "ana.zip")

    assert PASSWORD in " ".join(desk("in", "inbox").out.split())

    typed(unpack, "correct horse")
    is_read_once_it_is_open(desk, sealing, Path(sealed))


@pytest.mark.skipif(
    not shutil.which("7zz"), reason="7-Zip is not here: apt-get install 7zip"
)
@pytest.mark.parametrize("kind", ["zip", "7z"])
def test_what_7_zip_makes_with_a_password_is_told(
    kind: str, sealing: Path, desk: DeskOf
) -> None:
    locked = "-mem=AES256" if kind == "zip" else "-mhe=on"
    target = f"inbox/ana/ana.{kind}"
    here(f"7zz a -t{kind} {locked} -pcorrect {target} ana.share.toml")

    told = PASSWORD if kind == "zip" else "This is a file of 7-Zip."
    assert told in " ".join(desk("in", "inbox").out.split())
