"""Filled forms as they come back: what was sent, what has to be read, what is told."""

import datetime as dt
import quopri
from typing import NamedTuple

from tests.answers.right import ALL, RIGHT


class Case(NamedTuple):
    """One file that came back."""

    sent: bytes
    answers: dict[str, object]
    """what has to be read of it"""
    unread: tuple[str, ...] = ()
    """what has to be said of each thing that was not understood"""
    changed: str = ""
    """what has to be among that which was read in another way"""


def case(sent: str, *unread: str, changed: str = "", **answers: object) -> Case:
    return Case(sent.encode(), answers, unread, changed)


def whole(sent: str | bytes, *unread: str, changed: str = "", **other: object) -> Case:
    content = sent if isinstance(sent, bytes) else sent.encode()
    return Case(content, {**ALL, **other}, unread, changed)


def wrapped(text: str, width: int = 72) -> str:
    """Return a text as a mail program breaks its lines."""
    out = []
    for line in text.split("\n"):
        while len(line) > width:
            cut = line.rfind(" ", 0, width + 1)
            cut = cut if cut > 0 else width
            out.append(line[:cut])
            line = line[cut:].removeprefix(" ")
        out.append(line)
    return "\n".join(out)


def quoted(text: str) -> str:
    return "\n".join("> " + line for line in text.split("\n"))


MAIL = """\
Hi Paul,

here it is. Sorry for the delay!

{}

Best
Ana
-- \nAna Example, Team: Night = Day
situation room 3
"""
HEAD = (
    "From: Ana <ana@example.org>\r\nTo: paul@example.org\r\nSubject: week 2\r\n"
    "MIME-Version: 1.0\r\n"
)
PRINTED = HEAD + (
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)
ATTACHED = HEAD + (
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    "Content-Type: text/plain\r\n\r\nHere it is.\r\n--x\r\n"
    'Content-Type: application/octet-stream; name="ana-compare.answers.txt"\r\n'
    'Content-Disposition: attachment; filename="ana-compare.answers.txt"\r\n\r\n'
    "{}\r\n--x--\r\n"
)
LATIN = HEAD + "Content-Type: text/plain; charset=iso-8859-2\r\n\r\n"
CURLY = RIGHT.replace(' = "', " = “").replace('"\n', "”\n").replace('"""', "“““", 1)
AME = {
    "people": ("Amé", "the night shift"),
    "theirs": {"Amé": "told", "the night shift": "guess"},
}
SHORT = {k: v for k, v in ALL.items() if k != "commit"}

CASES = {
    "as it was saved": whole(RIGHT),
    "line ends of Windows, and a byte order mark": whole(
        b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()
    ),
    "line ends of an old Mac": whole(RIGHT.replace("\n", "\r")),
    "UTF-16, as Notepad saves it": whole(RIGHT.encode("utf-16"), changed="UTF-16"),
    "UTF-16 without a mark": whole(RIGHT.encode("utf-16-le"), changed="UTF-16"),
    "UTF-16 the other way round": whole(RIGHT.encode("utf-16-be"), changed="UTF-16"),
    "Windows-1252": whole(
        RIGHT.replace("Ama", "Amé").encode("cp1252"), changed="Windows-1252", **AME
    ),
    "in a mail, behind >": whole(MAIL.format(quoted(RIGHT)), changed="“>”"),
    "in a mail, behind > twice": whole(quoted(quoted(RIGHT)), changed="“>”"),
    "in a mail, words around it": whole(MAIL.format(RIGHT), changed="before and after"),
    "lines broken at 72": whole(wrapped(RIGHT)),
    "broken and behind >": whole(quoted(wrapped(RIGHT))),
    "behind > and then broken": whole(wrapped(quoted(RIGHT))),
    "above it nothing, and the file below": whole(
        "Thanks, did it!\n\nOn Mon Paul wrote:\n" + quoted(RIGHT)
    ),
    "a mail as a file": whole(
        PRINTED.encode() + quopri.encodestring(MAIL.format(wrapped(CURLY)).encode()),
        changed="taken out of a mail",
    ),
    "a mail with the file attached": whole(
        ATTACHED.format(RIGHT.replace("\n", "\r\n")), changed="the attached file"
    ),
    "a mail in another alphabet": Case(
        (LATIN + "situation: Zażółć gęślą jaźń.\r\n").encode("iso-8859-2"),
        {"situation": "Zażółć gęślą jaźń."},
    ),
    "curly quotes everywhere": whole(
        RIGHT.replace('"', "”"), cost="They did. It said: ”stay late”.\n\nNobody asked them."
    ),
    "curly quotes, opening and closing": whole(CURLY),
    "curly quotes without a first line": case(
        "situation = “We moved it.”\nsay = “alone”\nown = “4”\n"
        "say_source = [“role”, “trust”]\n",
        situation="We moved it.", say="alone", own=4, say_source=("role", "trust"),
    ),
    "German and French quotes": case(
        "situation = „Wir sagten es.“\ncost = « eux »\n",
        situation="Wir sagten es.", cost=" eux ",
    ),
    "id: words": case(
        "situation: We moved it.\nAnd nobody spoke.\n\nown: 4\nothers: 2 of 5\nsay: only me\n",
        situation="We moved it.\nAnd nobody spoke.", own=4, others=2, say="alone",
    ),
    "id – words, with list signs": case(
        "- situation – We moved it.\n* own -> 4\n• say → only me\n",
        situation="We moved it.", own=4, say="alone",
    ),
    "a closing quote is missing": case(
        'situation = "We moved it.\nown = 4\nsay = "alone\n',
        situation="We moved it.", own=4, say="alone",
    ),
    "three closing quotes are missing": whole(
        RIGHT.replace('asked them."""', "asked them."),
    ),
    "half of the quotes are curly": case(
        "situation = “\"\"\nOne.\n\nTwo.\"”\"\nown = four\n",
        situation="One.\n\nTwo.", own=4, changed="“four” was read as 4",
    ),
    "words that begin and end with somebody's": case(
        "situation: “Yes,” she said, “we did.”\ncost: \"It\" was \"me\"\n",
        situation="“Yes,” she said, “we did.”", cost='"It" was "me"',
    ),
    "quotes within quotes": case(
        "situation = \"He said \"no\" to me.\"\ncost = “She “asked” him.”\n",
        situation='He said "no" to me.', cost="She “asked” him.",
    ),
    "ids mistyped": case(
        'situaton = "We moved it."\nohters = 3\nSay_Source = ["role"]\n',
        situation="We moved it.", others=3, say_source=("role",),
        changed="ohters was read as others",
    ),
    "an id that is like two": case(
        'situation = "a"\nover_c = "b"\n', "no question “over_c”: b", situation="a"
    ),
    "the numbers of the paper form": case(
        "1. We moved it.\n2) role or title, others with me\n6: 4\n7. 2 (not much)\n"
        "8. we decided together\n",
        situation="We moved it.", say_source=("role", "numbers"), own=4, others=2,
        say="shared", changed="“2 (not much)” was read as 2",
    ),
    "a list with numbers of its own": case(
        "4. 1. Ama\n2. Jo\n3. Eve\n4. Kim\n5. Lou\nown: 4\n",
        people=("Ama", "Jo", "Eve", "Kim", "Lou"), own=4,
    ),
    "the words of the questions": case(
        "Tell one situation from the last month in which you had some power over how "
        "things went.\nWe moved it.\n\nWho had a say in what happened? only me\n",
        situation="We moved it.", say="alone",
    ),
    "a table as lines": case(
        "people: Ama, night shift\ntheirs:\nAma: they told me\nnight shift: I guess\n",
        people=("Ama", "night shift"), theirs={"Ama": "told", "night shift": "guess"},
    ),
    "a table as in a file by hand": case(
        'own: 4\n[theirs]\nAma = "told"\n"the night shift" = “guess”\n[commit]\n'
        'action = "ask"\ncue = “a date moves”\n',
        own=4, theirs={"Ama": "told", "the night shift": "guess"},
        commit={"cue": "a date moves", "action": "ask"},
    ),
    "a row that nobody named": case(
        "people: Ama\ntheirs:\nAma: I asked\nBen: I guess\nnobody else\n",
        "theirs: nobody else", "theirs: There is no choice “Ben”",
        people=("Ama",), theirs={"Ama": "asked"},
    ),
    "a commitment as a sentence": case(
        "commit: If a date moves, then I will ask the night shift first.\n",
        commit={"cue": "a date moves", "action": "ask the night shift first."},
    ),
    "a commitment in parts": case(
        "commit:\nWhen: a date moves\nI will: ask the night shift first\nby: 31.12.2026\n",
        commit={
            "cue": "a date moves",
            "action": "ask the night shift first",
            "due": dt.date(2026, 12, 31),
        },
    ),
    "a commitment as a recap shows it": case(
        "commit: When: a date moves / I will: ask first\n",
        commit={"cue": "a date moves", "action": "ask first"},
    ),
    "a day that can be two": case(
        "commit:\nI will: ask\nby: 03/04/2026\n", "Is that 3 April or 4 March?",
        commit={"action": "ask"},
    ),
    "a choice and numbers that cannot be": case(
        'situation = "We moved it."\nsay = "perhaps"\nown = 9\nothers = "between 2 and 3"\n',
        "own: A whole number from 1 to 5", "others: A whole number from 1 to 5",
        "There is no choice “perhaps”", situation="We moved it.",
    ),
    "numbers that are none": case(
        "own: 2-3\nothers: 4/7\n", "It says: 2-3", "The scale goes to 5, not to 7."
    ),
    "a number beside the words of another": case(
        "own: 1, fully\nothers: fully\n", "It says: 1, fully", others=5,
        changed="“fully” was read as 5 of 5",
    ),
    "a choice with one typo": case(
        "say: only mee\n", say="alone", changed="“only mee” was read as “only me”"
    ),
    "a choice with words behind it": case(
        "say: only me, there was no time\n", say="alone", changed="was read as “only me”"
    ),
    "a choice that is denied": case(
        "say: not only me\nown: 3\n", "There is no choice “not only me”", own=3
    ),
    "choices whose words hold commas": case(
        "say_source: role or title, money, time, things and something else\n",
        say_source=("role", "means", "other"),
    ),
    "choices of which some are understood": case(
        "mine: honesty, eas, respect\nmood: fine\n",
        "Did you mean “ease”? It says: eas", "It says: mood: fine",
        mine=("respect", "honesty"),
    ),
    "two answers to one question": case(
        "say: only me\nothers: 2 or five\nown: four, maybe five\n",
        "It says: 2 or five", "It says: four, maybe five", say="alone",
    ),
    "a day that is none": case(
        "commit:\nI will: ask\nby: 00/00/2026\n", "A day is needed", commit={"action": "ask"}
    ),
    "an id that is nowhere": case(
        'situation = "We moved it."\nmood = "fine"\n', "no question “mood”: fine",
        situation="We moved it.",
    ),
    "a label behind an answer of one line": case(
        "own: 4\nmood: fine\nsituation: a\nnote: b\n", "mood: fine",
        own=4, situation="a\nnote: b",
    ),
    "answered twice": case(
        "own = 4\nsituation: a b\nown: 3\n", "own is answered twice; the first is taken",
        own=4, situation="a b",
    ),
    "cut off, with its last line": Case(
        (RIGHT[: RIGHT.index("commit =")] + "# end: 9 answers\n").encode(),
        SHORT,
        ("The file says 9 answers, 8 were found.",),
    ),
    "cut off between two answers": Case(
        RIGHT[: RIGHT.index("commit =")].encode(), SHORT, ("Its last line, # end, is not there.",)
    ),
    "cut off within an answer": Case(
        RIGHT[: RIGHT.index("asked them")].encode(),
        {**{k: v for k, v in SHORT.items() if k != "cost"}, "cost": 'They did. It said: "stay late".\n\nNobody'},
        ("Its last line, # end, is not there.",),
    ),
    "escapes": case(
        'situation = "C:\\\\new \\"x\\" \\u2028"\nown = four\n',
        situation='C:\\new "x" \u2028', own=4,
    ),
    "a path in words": case("situation: C:\\new\\table\n", situation="C:\\new\\table"),
    "pushed in by a mail program": case(
        "   situation = “a b”\n   own = 4", situation="a b", own=4
    ),
    "spaces that cannot be seen": case(
        "\u200bsituation\u00a0=\u00a0“a\u00a0b”\n\ufeffown\u00a0=\u00a04\u00a0\n",
        situation="a\u00a0b", own=4,
    ),
    "answers above the quoted form": case(
        "Hi,\n1. We moved it.\n6. 4\n\nOn Monday Paul wrote:\n> # leadcoach answers 1: "
        "compare 2.0.0\n> 1. Tell one situation\n> # end\n",
        "Hi,", situation="We moved it.", own=4,
    ),
    "answers to two exercises": whole(
        RIGHT + "\n" + RIGHT.replace("compare", "seven"), "More answers to “seven” stand below"
    ),
    "an answer outside of it": whole(
        f"own = 2\n\n{CURLY}", "line 1: It stands outside of the answers: own = 2", changed="before and after"
    ),
    "words that look like hints": case(
        "situation: I cut the #budget.\n#time was short\nown: 4\n",
        situation="I cut the #budget.\n#time was short", own=4,
    ),
}  # fmt: skip
REFUSED = {
    "a Word file": (b"PK\x03\x04....word/document.xml", "This is a Word or zip file."),
    "a document of Pages": (
        b"PK\x03\x04....Index/Document.iwa",
        "a document of Pages.",
    ),
    "a text with formatting": (b"{\\rtf1\\ansi situation = x}", "formatting (RTF)"),
    "a PDF": (b"%PDF-1.7", "This is a PDF."),
    "a page saved by a browser": (
        b"<!DOCTYPE html><html lang=en>",
        "This is the form itself, without answers",
    ),
    "the same as XHTML": (
        b'<?xml version="1.0"?>\n<!-- saved -->\n<html>',
        "This is the form itself, without answers",
    ),
    "a photo": (b"\xff\xd8\xff\xe0xx", "This is a photo."),
    "a packed file": (b"\x1f\x8b\x08\x00", "This is a packed file."),
    "one of RAR": (b"Rar!\x1a\x07\x01\x00", "This is a packed file."),
    "answers to a later form": (
        b"> # leadcoach answers 2: compare 9.0.0\nown = 3\n",
        "A later leadcoach made the form of these answers.",
    ),
    "a message of Outlook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Outlook message"),
    "a sealed file": (b"age-encryption.org/v1\n-> X25519", "sealed with age"),
    "a mail of nothing but HTML": (
        (HEAD + "Content-Type: text/html\r\n\r\n<p>own = 4</p>\r\n").encode(),
        "This mail holds no plain text",
    ),
    "2 MB": (b"a" * 2_000_000, "larger than 1 MB"),
    "30,000 lines": (b"a\n" * 30_000, "more than 20,000 lines"),
    "nothing": (b"  \n", "There are no answers in it."),
    "a letter": (b"Hi Paul,\nno time this week.\nAna\n", "There are no answers in it."),
    "answers to another exercise": (
        RIGHT.replace("compare 2", "seven 1").encode(),
        "These are answers to “seven”, not to “compare”.",
    ),
    "zeros": (b"own = 4\x00\n", "This is no text file."),
    "no text at all": (b"\x00\x01\x02" * 50, "This is no text file."),
    "brackets without end": (b"[" * 100_000, "There are no answers in it."),
    "a name of many parts": (b"a." * 200_000 + b"a = 1", "There are no answers in it."),
}
