"""leadcoach paste: bring in the reply of a chat window, with its quotations checked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, option
from leadcoach.cli.prompt import packet_for
from leadcoach.domain.reading import CoachReading
from leadcoach.domain.rewording import without_coach
from leadcoach.domain.text import clean_line
from leadcoach.errors import AnswersMissing, LeadcoachError, NotConfirmed, Unreadable

if TYPE_CHECKING:
    from leadcoach.cli.edit import Editing
    from leadcoach.coach.pasted import Pasted

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
    from leadcoach.cli.edit import opened
    from leadcoach.coach.pasted import pasted
    from leadcoach.rendering.page import Page
    from leadcoach.rendering.pages.mirror import coach_blocks

    path, _, packet = packet_for(context, entry, name or [])
    editing = opened(context, path)
    reply = _reply(context, editing)
    try:
        found = pasted(reply, packet)
        coach = _coach(context, found, editing.entry.coach)
        editing.save(replace(without_coach(editing.entry), coach=coach))
    except NotConfirmed:  # it is in the entry
        raise
    except LeadcoachError:
        if context.around.has_terminal and reply.strip():
            editing.keep_aside(editing.editor(), reply)
        raise
    if found.names:
        told = (f"{packet.mask.behind[each]} for {each}" for each in found.names)
        context.say(f"Names are back: {', '.join(told)}.")
    for line in _what_was_done(found, editing.entry.coach):
        context.say(line)
    context.show(Page("Beside your entry", tuple(coach_blocks(coach))), output)


def _reply(context: Context, editing: "Editing") -> str:
    if context.around.has_terminal:
        context.say("Paste the reply into the editor, save and close it.")
        return editing.edited(editing.editor(), "") or ""
    from leadcoach.cli.asker import content_of

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


def _coach(
    context: Context, found: "Pasted", before: CoachReading | None
) -> CoachReading:
    return CoachReading(
        reader="pasted",
        at=context.around.now(),
        names_replaced=len(found.names),
        dropped=len(found.unmarked),
        sentences=tuple(found.sentences),
        talk=before.talk if before else (),  # the person's own words stay
    )


def _what_was_done(found: "Pasted", before: CoachReading | None) -> Iterator[str]:
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
