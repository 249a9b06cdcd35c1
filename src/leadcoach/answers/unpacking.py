"""What came back: what kind of file it is, and what it says of itself."""

import re
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from leadcoach.domain.sharing import HANDED_OVER
from leadcoach.domain.text import (
    ARCHIVES,
    coding_of,
    foreign_kind,
    with_plain_line_ends,
)
from leadcoach.errors import ExitCode, LeadcoachError

LIMIT = 1024 * 1024


class Refused(LeadcoachError):
    """It is no file of answers to this exercise, and nothing was read."""

    code = ExitCode.USAGE


class NothingInIt(Refused):
    """It is text, and no answer stands in it."""


_PICTURE = "Ask for the answers file, or type the answers into a text file."
_ANOTHER = "press “Save answers” on the form, or copy the text into a mail."
_COPY = (
    "Open it, mark all, copy, and paste it into a mail or a text file; then hand that"
)
_PLAIN = "In TextEdit: Format > Make Plain Text, save, and hand that over."
_AS_TEXT = "Save it as text (.txt), or drag the attached answers file out of it."
_MORE = "`leadcoach help sharing` says more."
_UNPACK = f"Unpack it, with its password if it has one. {_MORE}"
_PACKED = ("This is a packed file.", "Unpack it, and hand over what is in it.")
_FOREIGN = dict.fromkeys(ARCHIVES, _PACKED) | {
    "zip": ("This is a Word or zip file.", f"{_COPY} over."),
    "7-Zip": ("This is a file of 7-Zip.", _UNPACK),
    "Pages": ("This is a document of Pages.", f"{_COPY} over."),
    "RTF": ("This is a text with formatting (RTF).", _PLAIN),
    "PDF": ("This is a PDF.", f"The answers file itself is needed: {_ANOTHER}"),
    "Outlook": ("This is an Outlook message or an old Word file.", _AS_TEXT),
    "photo": ("This is a photo.", _PICTURE),
    "picture": ("This is a picture.", _PICTURE),
}
"""what a file is that is not ours to read, and the way out"""
_ARMOUR = rb"^[> \t]*-----BEGIN %s-----"
_OF_AGE = _ARMOUR % b"AGE ENCRYPTED FILE"
_SCRYPT = rb"age-encryption\.org/v1\n-> scrypt "
_SCRYPT_IN_LETTERS = b64encode(b"age-encryption.org/v1\n-> scryp")
_SEALED = tuple(
    (re.compile(beginning, re.MULTILINE | re.DOTALL), message, f"{hint} {_MORE}")
    for beginning, message, hint in (
        (
            rb"\A%s|%s\s+%s" % (_SCRYPT, _OF_AGE, re.escape(_SCRYPT_IN_LETTERS)),
            "This is sealed with age and a passphrase.",
            "`age -d -o opened.txt FILE` opens it. Put opened.txt into its folder.",
        ),
        (
            rb"\Aage-encryption\.org/|%s" % _OF_AGE,
            "This is sealed with age.",
            "`age -d -i key.txt -o opened.txt FILE` opens it. Put opened.txt into its folder.",
        ),
        (
            _ARMOUR % b"PGP MESSAGE",
            "This is sealed with GnuPG.",
            "`gpg -o opened.txt -d FILE` opens it. Put opened.txt into its folder.",
        ),
        (
            rb"\APK\x03\x04(?:.*PK\x03\x04)?..[%s]"
            % re.escape(bytes(range(1, 256, 2))),
            "This is a zip file with a password.",
            "Unpack it with its password.",
        ),
    )
)
"""what is sealed; nothing here opens it"""
_IS_OURS = re.compile(rb"leadcoach (?:answers 1:|= \"share)")
_TO_READ = re.compile(rb'%s|"leadcoach": "share ' % HANDED_OVER.encode())
_OUT_OF_IT = "Take it out of the mail, into a file of its own. "
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html)", re.DOTALL
)
_HEADERS = re.compile(rb"(?:[A-Za-z-]{2,40}: ?[^\n]*\n(?:[ \t][^\n]*\n)*){3,}")
_SENT = re.compile(rb"(?im)^date: ?([^\n]{6,60})")
_OF_A_MAIL = re.compile(rb"(?im)^(?:mime-version|message-id|received):")


def text_part(content: bytes, changed: list[str]) -> bytes:
    """Return all, or the part of a mail that has the answers; Refused has the way out."""
    part, told = _part(content)
    changed += told
    return part


@lru_cache(
    maxsize=1
)  # a desk asks of each file what it is, whom it answers, and reads it
def _part(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the part that has the answers, and where it was taken out of."""
    if len(content) > LIMIT:
        message = "It is larger than 1 MB, and no answers file is."
        raise Refused(message, "Nothing was read.")
    _refuse_what_is_sealed(content)
    if kind := foreign_kind(content):
        raise Refused(*_FOREIGN[kind])
    if _TO_READ.search(content) and not _IS_OURS.search(content):
        message = "This is a page that was shared, to read."
        raise Refused(message, "Ask for the file that ends in .share.toml.")
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if _PAGE.match(head):
        raise Refused(
            "This is the form itself, without answers: “Save page as” of a browser "
            "does not keep them.",
            "Open the form, and press “Save answers”.",
        )
    return _of_a_mail(content) if _headers(content) else (content, ())


def _refuse_what_is_sealed(content: bytes, first: str = "") -> None:
    """Refuse it with how it is opened; `first` says what comes before that."""
    for is_one, message, hint in _SEALED:
        found = is_one.search(content)
        if found and not _IS_OURS.search(content):
            first = _OUT_OF_IT if content[: found.start()].strip() else first
            raise Refused(message, first + hint)


def _headers(content: bytes) -> bytes:
    """Return the headers of a mail; nothing where it is none."""
    start = content[:20000].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n")
    found = _HEADERS.match(start)
    return found[0] if found and _OF_A_MAIL.search(start) else b""


def sent_on(content: bytes) -> str:
    """Return the day a mail was sent, as in `2026-11-28`; nothing where it is none."""
    sent = _SENT.search(_headers(content))
    if sent is None:
        return ""
    from email.utils import parsedate_to_datetime

    with suppress(ValueError):
        return parsedate_to_datetime(sent[1].decode("ascii")).date().isoformat()
    return ""


_NAMED = re.compile(r"\.(?:answers|share)\.")


def _of_a_mail(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    import email
    import email.policy

    try:
        mail = email.message_from_bytes(content.lstrip(), policy=email.policy.default)
        named = [p for p in mail.walk() if _NAMED.search(p.get_filename() or "")]
        for each in () if named else mail.walk():
            held = each.get_payload(decode=True)
            _refuse_what_is_sealed(held if isinstance(held, bytes) else b"", _OUT_OF_IT)
        part = named[0] if named else mail.get_body(preferencelist=("plain",))
    except RecursionError:  # somebody made mails within mails, by the thousand
        named, part = [], None
    if part is None:
        message = "This mail holds no plain text and no answers file."
        raise Refused(message, "Copy its words into a text file.")
    told = "taken out of a mail" + (": the attached file" if named else "")
    raw = part.get_payload(decode=True)
    held = raw if isinstance(raw, bytes) else b""
    with suppress(LookupError, ValueError):  # it may name a charset that nobody knows
        held = held.decode(part.get_content_charset() or "").encode()
    return held, (told,)


FIRST = re.compile(
    r"#{0,6}\s*leadcoach\sanswers\s1:\s([a-z][a-z0-9-]{0,59})\b(?:\s(\d+\.\d+\.\d+))?"
)
_LATER = re.compile(r"#{0,6}\s*leadcoach\sanswers\s(?!1:)\d{1,3}:")
TOLD = re.compile(r"#{0,6}\s*(name|day|course):\s(.{1,70})$")
LAST = re.compile(r"(?:#{0,6}\s*end:\s?(\d{1,4})\sanswers?\b|#{1,6}\s*end\s*$)")


@dataclass(frozen=True)
class About:
    """What the lines behind # say of a file; empty where they do not."""

    exercise: str = ""
    version: str = ""
    name: str = ""
    day: str = ""
    course: str = ""
    """the id of the course, and the number of the week: `shared-power 2`"""
    count: int = 0
    """how many answers have to be there; 0 where it is not said"""
    is_whole: bool = False
    """whether its last line is there"""
    others: tuple[str, ...] = ()
    """the exercises of further answers below, which are not read"""


def without_marks(line: str) -> str:
    """Return the beginning of a line without > and spaces before it."""
    return line.lstrip("> \t\u00a0\ufeff")[:200]


def told_by(text: str) -> About:
    """Return what a text says of itself; Refused where a later version made its form."""
    told: dict[str, str] = {}
    found: list[re.Match[str]] = []
    last = None
    for line in text.split("\n"):
        line = without_marks(line)
        if not found and _LATER.match(line):
            hint = "Upgrade leadcoach, or ask for answers to an earlier form."
            raise Refused("A later leadcoach made the form of these answers.", hint)
        if first := FIRST.match(line):
            found.append(first)
        elif len(found) == 1 and (said := TOLD.match(line)) and not last:
            told.setdefault(said[1], said[2].strip())
        last = last or (LAST.match(line) if found else None)
    exercise, version = found[0].groups("") if found else ("", "")
    return About(
        exercise,
        version,
        **told,
        count=int(last[1] or 0) if last else 0,
        is_whole=last is not None,
        others=tuple(each[1] for each in found[1:]),
    )


MOST_LINES = 20_000


def text_of(content: bytes, changed: list[str]) -> str:
    """Return `content` as text with plain line ends, or Refused; `changed` tells how."""
    coding = coding_of(content)
    try:
        text = content.decode(coding)
    except UnicodeDecodeError:
        coding = "Windows-1252"
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            message = "Its characters cannot be read."
            raise Refused(message, "Save it as UTF-8 text.") from None
    if coding != "utf-8":
        changed.append(f"read as {coding.removesuffix('-LE').removesuffix('-BE')}")
    if "\x00" in text:
        raise Refused("This is no text file.", "Nothing was read.")
    if text.count("\n") > MOST_LINES:
        message = "It has more than 20,000 lines, and no answers file has."
        raise Refused(message, "Nothing was read.")
    return with_plain_line_ends(text.removeprefix("\ufeff"))
