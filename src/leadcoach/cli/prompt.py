"""leadcoach prompt and paste: your answers for any chat window, and its reply beside them.

Nothing is sent: a person takes the prompt there and brings the reply back.
"""

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

import typer

from leadcoach.cli.asker import content_of
from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.edit import Editing, opened
from leadcoach.cli.options import FORCE, Output, argument, flag, named, option
from leadcoach.coach.checker import flagged, read
from leadcoach.coach.packet import Instructions, Packet, instructions, packet_of
from leadcoach.coach.reply import LARGEST, without_escapes, without_thought
from leadcoach.domain.entry import SMALL, Entry
from leadcoach.domain.reading import CoachReading, CoachSentence
from leadcoach.domain.rewording import without_coach
from leadcoach.domain.text import clean_line, with_plain_line_ends
from leadcoach.errors import (
    AnswersMissing,
    ExitCode,
    LeadcoachError,
    NotAnAnswer,
    NotConfirmed,
    NotFound,
    Unreadable,
    WrongUsage,
)
from leadcoach.paths import builtin_exercises
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.mirror import coach_blocks

_LOOKED_AT = 50
"""newest entries among which one with two stories is looked for"""


@command(
    "prompt",
    "leadcoach prompt",
    "leadcoach prompt 2 --mask --copy",
    "leadcoach prompt --blank",
)
def prompt(  # noqa: PLR0913 - a command's options are its parameters
    context: Context,
    entry: str = argument("A number of the list, a day, or a name.", ""),
    *,
    blank: bool = flag("--blank", "The published prompt, without your answers."),
    mask: bool = flag("--mask", "Replace what looks like a name."),
    name: list[str] | None = option(
        "--name", "One more name to replace. Repeatable.", default=None
    ),
    copy: bool = flag("--copy", "Copy it, and say which way it took."),
    to: str | None = option(
        "--output", "Write it to this file.", default=None, metavar="FILE"
    ),
    force: bool = FORCE,
) -> None:
    """Print your answers as a prompt for any chat window.

    It asks for two paragraphs that quote you, and then for one question at a time.
    Nothing is sent: you decide where you paste it. `leadcoach paste` takes the reply.
    """
    out = Output(name=named(to), force=force)
    out.check(context.places)
    if blank:
        if entry or mask or name:
            message = "--blank holds no answers, so it takes no entry and no names."
            raise WrongUsage(message, "Leave out the one or the other.")
        parts = instructions_for(context, "published").parts
        context.say("In it: the published prompt, and nothing of yours.")
        text = f"{parts['Prompt']}\n\nSource: {parts['Source']}\n"
    else:
        names = name or [] if mask or name else None
        window = instructions_for(context, "window")
        _, kept, packet = packet_for(context, entry, names, window)
        for line in _what_is_in(kept, packet, is_masked=names is not None):
            context.say(line)
        text = f"{packet.user}\n"
    if copy:
        _copy(context, text)
    if not copy or out.name:
        context.put(text, out)
        if not out.is_stdout:
            context.say(f"Written: {out.name}")


def _what_is_in(entry: Entry, packet: Packet, *, is_masked: bool) -> Iterator[str]:
    yield (
        f"In it: your two stories of {entry.local_date} and what you said of them "
        f"({packet.words:,} words). Not in it: private answers, other entries."
    )
    if packet.writing.left_out:
        yield (
            f"{packet.writing.left_out:,} words are left out: of each answer the first "
            "1,200 words are taken."
        )
    if is_masked:
        behind = packet.writing.mask.behind.items()
        told = ", ".join(f"{words} by {stand_in}" for stand_in, words in behind)
        yield f"Replaced: {told}." if told else "No name was found to replace."
        yield (
            "That is no promise: a name can be missed (--name replaces one more), and "
            "people can be told by what happened. Read it first."
        )
    else:
        yield "Names are in it as you wrote them; --mask replaces some."
    yield "What you paste into a chat window goes to whoever runs it."


# What is sent of an entry


def instructions_for(context: Context, name: str) -> Instructions:
    """Return the prompt file called `name`: the person's copy, or ours."""
    return instructions(name, context.places.coach, builtin_exercises() / "coach")


def packet_for(
    context: Context,
    name: str,
    names: Iterable[str] | None,
    window: Instructions | None = None,
) -> tuple[Path, Entry, Packet]:
    """Return an entry, and what is sent of it; the newest with two stories without a name.

    Raises:
        NotFound: there is none, or it has no two answers that may be sent.
    """

    def of(path: Path) -> tuple[Path, Entry, Packet]:
        entry = context.journal.load(path)
        if entry.exercise in SMALL:
            message = (
                "This entry is no whole exercise, so there are no two stories in it."
            )
            raise NotFound(message, "`leadcoach journal list` shows the others.")
        exercise = context.library.find(entry.exercise).exercise
        reflect = instructions_for(context, "reflect")
        packet = packet_of(entry, exercise, reflect, names=names, window=window)
        return path, entry, packet

    if name:
        return of(context.entry_called(name))
    for found in islice(context.journal.sittings(), _LOOKED_AT):
        with suppress(NotFound):
            return of(found.path)
    message = "There is no entry with two stories yet."
    raise NotFound(message, "Begin with: leadcoach reflect")


# Copying

# tmux takes OSC 52 of a program only where set-clipboard is `on`, and its own buffer always.
_PROGRAMS = (
    ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ("darwin", ("pbcopy",)),
    ("win32", ("clip.exe",)),
    ("WAYLAND_DISPLAY", ("wl-copy", "--type", "text/plain")),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("WSL_DISTRO_NAME", ("clip.exe",)),
    ("TERMUX_VERSION", ("termux-clipboard-set",)),
)
_MOST_CODED = 74_994
"""characters that xterm takes in one OSC 52"""


def _copy(context: Context, text: str) -> None:
    """Copy `text` and say which way it took; else print it and raise typer.Exit."""
    environ = context.around.environ
    if program := _copied_by(text, environ):
        where = "tmux, and by it to your terminal" if program == "tmux" else program
        context.say(f"Copied with {where}. Some clipboards are shared between devices.")
        return
    for stream in (context.around.stderr, context.around.stdout):
        if _copied_by_terminal(text, stream, environ):
            context.say(
                "Handed to your terminal to copy (OSC 52). Not every terminal does that: "
                "where pasting brings nothing, use --output FILE."
            )
            return
    context.put(text, Output())
    context.say(
        "It could not be copied: no program for that is here, and the terminal takes "
        "nothing. It is printed instead; --output FILE writes it to a file."
    )
    raise typer.Exit(ExitCode.FOUND)


def _copied_by(text: str, environ: Mapping[str, str]) -> str:
    """Return the name of the program that copied, or nothing."""
    is_remote = "SSH_CONNECTION" in environ
    for when, line in _PROGRAMS:
        is_here = when == sys.platform or environ.get(when)
        program = shutil.which(line[0], path=environ.get("PATH"))
        if not (is_here and program) or (is_remote and when != "TMUX"):
            continue
        coding = "utf-16-le" if line[0] == "clip.exe" else "utf-8"
        try:
            done = subprocess.run(
                [program, *line[1:]],
                input=text.encode(coding),
                timeout=5,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return line[0]
    return ""


def _copied_by_terminal(text: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    coded = base64.b64encode(text.encode()).decode()
    if not stream.isatty() or len(coded) > _MOST_CODED:
        return False
    if environ.get("TERM", "dumb") in ("", "dumb", "linux"):
        return False
    stream.write(f"\x1b]52;c;{coded}\x07")
    stream.flush()
    return True


# The reply of a chat window: it is the person's own choice of text, so nothing is dropped.
# What stands in quotation marks and is not theirs loses the marks, and is named.

_GREETING = re.compile(
    r"(?:sure|certainly|of course|absolutely|here(?:['’]s| is| are)|thank you|thanks"
    r"|let me know|would you like|i hope|feel free)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*(?:#{1,6} |\*\*[^*]{1,60}\*\*:?\s*$|[-*_]{3,}\s*$)")
_QUESTION = re.compile(r"(?:[?•*-]|\d+[.)])\s*(.+[?？])$")
_SIGN = re.compile(r"(?:[•-]|\d+[.)])\s+")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div)\b", re.IGNORECASE)
_REFUSAL = re.compile(
    r"\b(?:I['’]?m sorry|I am sorry|I (?:cannot|can['’]t)|unable to|as an AI)\b",
    re.IGNORECASE,
)
_LONGEST_REFUSAL = 600
"""characters; a reading is longer"""
_NOTHING = "Nothing was stored; your entry is as it was."


@dataclass
class Pasted:
    """A reply as it can be kept."""

    packet: Packet
    names: tuple[str, ...]
    """stand-ins that are names again"""
    has_escapes: bool
    """whether control sequences were taken out"""
    sentences: list[CoachSentence] = field(default_factory=list)
    """paragraphs, and questions as threads"""
    unmarked: list[str] = field(default_factory=list)
    """what stood in quotation marks and is in no answer"""
    flags: list[str] = field(default_factory=list)
    """words that read as praise, advice or a diagnosis"""
    left_out: int = 0
    """lines of greeting and headings"""

    def add(self, block: str) -> None:
        """Take in one paragraph, or questions line by line."""
        lines = []
        for line in block.splitlines():
            bare = re.sub(r"\*{1,3}|`|(?<!\w)_|_(?!\w)", "", line).strip()
            if not bare or _HEADING.match(line) or _GREETING.match(bare):
                self.left_out += bool(bare)
            elif found := _QUESTION.match(bare):
                self._keep("thread", found[1])
            else:
                lines.append(_SIGN.sub("", bare, count=1))
        if lines:
            is_first = all(each.part == "thread" for each in self.sentences)
            self._keep("portrait" if is_first else "beside", " ".join(lines))

    def _keep(self, part: str, text: str) -> None:
        found = read(text, self.packet)
        self.sentences.append(CoachSentence(part, found.shown, quotes=found.quotes))
        self.unmarked += [words for _, words in found.unknown]
        self.flags += [words for _, words in flagged(found.plain)]


def pasted(reply: str, packet: Packet) -> Pasted:
    """Return a reply with its quotations checked and its names restored.

    Raises:
        NotAnAnswer: it is no reply to keep: empty, too long, HTML, or a refusal.
    """
    text = without_thought(without_escapes(with_plain_line_ends(reply)))
    if len(text) > LARGEST:
        raise NotAnAnswer("That is longer than any reply of a chat.", _NOTHING)
    if _HTML.match(text):
        hint = f"Copy the text of the reply, not the page. {_NOTHING}"
        raise NotAnAnswer("That is a page of HTML.", hint)
    if not text.strip():
        raise NotAnAnswer("There is nothing in it.", _NOTHING)
    mask = packet.writing.mask
    names = tuple(each for each in mask.behind if each in text)
    found = Pasted(packet, names, "\x1b" in reply)
    for block in re.split(r"\n\s*\n", mask.restored(text)):
        found.add(block)
    if not found.sentences:
        what = "There is no text in it but greetings and headings."
        raise NotAnAnswer(what, _NOTHING)
    has_quotes = any(each.quotes for each in found.sentences)
    if not has_quotes and len(text) < _LONGEST_REFUSAL and _REFUSAL.search(text):
        raise NotAnAnswer("The chat declined to answer.", _NOTHING)
    return found


_NAMED = 5


@command("paste", "leadcoach paste", "leadcoach paste 2 < reply.txt")
def paste(
    context: Context,
    entry: str = argument("A number of the list, a day, or a name.", ""),
    *,
    name: list[str] | None = option(
        "--name", "One more name that was replaced. Repeatable.", default=None
    ),
    output: Output,
) -> None:
    """Keep the reply of a chat window beside your entry.

    Paste it into your editor, or give it on standard input. Its quotations are looked
    up in your answers, and names that `leadcoach prompt --mask` replaced come back.
    """
    path, _, packet = packet_for(context, entry, name or [])
    editing = opened(context, path)
    reply, before = _reply(context, editing), editing.entry.coach
    try:
        found = pasted(reply, packet)
        coach = CoachReading(
            reader="pasted",
            at=context.around.now(),
            names_replaced=len(found.names),
            dropped=len(found.unmarked),
            sentences=tuple(found.sentences),
            talk=before.talk if before else (),  # the person's own words stay
        )
        editing.save(replace(without_coach(editing.entry), coach=coach))
    except NotConfirmed:  # it is in the entry
        raise
    except LeadcoachError:
        if context.around.has_terminal and reply.strip():
            editing.keep_aside(reply)
        raise
    if found.names:
        told = (
            f"{packet.writing.mask.behind[each]} for {each}" for each in found.names
        )
        context.say(f"Names are back: {', '.join(told)}.")
    for line in _what_was_done(found, editing.entry.coach):
        context.say(line)
    context.show(Page("Beside your entry", tuple(coach_blocks(coach))), output)


def _reply(context: Context, editing: Editing) -> str:
    if context.around.has_terminal:
        context.say("Paste the reply into the editor, save and close it.")
        return editing.edited("") or ""
    content, name = content_of(context, "-")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"{name} is not written in UTF-8. Nothing was stored."
        raise Unreadable(
            message, "Save the reply as plain text, and try again."
        ) from None
    if not text:
        message = "There is no reply, and no terminal to open an editor at."
        raise AnswersMissing(message, "Give it like this: leadcoach paste < reply.txt")
    return text


def _what_was_done(found: Pasted, before: CoachReading | None) -> Iterator[str]:
    if before:
        yield f"It stands in the place of an earlier reading ({before.who})."
    if found.unmarked:
        listed = "\n".join(
            f"- {clean_line(each, 80)}" for each in found.unmarked[:_NAMED]
        )
        more = len(found.unmarked) - _NAMED
        rest = f"\n- and {more} more" if more > 0 else ""
        yield f"Not in your answers, so without quotation marks now:\n{listed}{rest}"
    if found.left_out:
        lines = "1 line" if found.left_out == 1 else f"{found.left_out} lines"
        yield f"Left out: {lines} of greeting or headings."
    if found.has_escapes:
        yield "Left out: control sequences."
    if found.flags:
        words = ", ".join(clean_line(each, 30) for each in found.flags[:_NAMED])
        yield f"To be read with care, as praise, advice or a label: {words}."
