"""leadcoach commitment: see what you meant to do, and say what became of it."""

from typing import TYPE_CHECKING

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag, option

if TYPE_CHECKING:
    from leadcoach.journal.store import Filters

WHICH = argument("Its number in the list, or how it or its name begins.")
LEARNT = option("--learnt", "What you learned from it.", default=None, metavar="TEXT")
_QUESTION = "What did you learn? Enter leaves it."
_UNDO = "To take that back: leadcoach journal undo"

commitment = group(
    "commitment",
    "leadcoach commitment list",
    "leadcoach commitment done 1",
    "leadcoach commitment change 2",
)


@commitment.command(
    "list",
    "leadcoach commitment list",
    "leadcoach commitment list --all --since 'last month'",
)
def list_(
    context: Context,
    *,
    days: "Filters",
    every: bool = flag("--all", "Show closed ones too."),
    output: Output,
) -> None:
    """List your open commitments.

    --since, --until and --on leave those that were made then, or of which something was
    said then.
    """
    from leadcoach.journal.store import span_of
    from leadcoach.rendering.pages.commitment import commitments_page

    first, last = span_of(days, context.today)
    kept = context.commitments
    found = [
        each
        for each in (kept.all() if every else kept.open())
        if any(first <= day.isoformat() <= last for day in each.days)
    ]
    page = commitments_page(
        found, is_whole=not context.journal.unread, is_part=bool(days)
    )
    context.show(page, output)


@commitment.command("show", "leadcoach commitment show 1")
def show(context: Context, which: str = WHICH, *, output: Output) -> None:
    """Read one commitment, with all that became of it."""
    from leadcoach.journal.folder import bytes_of
    from leadcoach.rendering.pages.commitment import commitment_page

    every = {each.name: each for each in context.commitments.all()}
    kept = context.commitments.named(which)
    name = kept.name.encode()
    entries = {
        each.stem: context.journal.loaded(each.path)
        for each in context.index.entries()
        if each.day >= kept.made and name in bytes_of(str(each.path))
    }
    context.show(commitment_page(kept, every, entries), output)


@commitment.command("done", "leadcoach commitment done 1")
def done(context: Context, which: str = WHICH, *, learnt: str | None = LEARNT) -> None:
    """Say that a commitment is done."""
    _tell(context, which, "done", learnt)


@commitment.command(
    "partly", "leadcoach commitment partly 1 --learnt 'Mornings are easier.'"
)
def partly(
    context: Context, which: str = WHICH, *, learnt: str | None = LEARNT
) -> None:
    """Say that a commitment is partly done; it stays open."""
    _tell(context, which, "partly", learnt)


@commitment.command("drop", "leadcoach commitment drop 1")
def drop(context: Context, which: str = WHICH, *, learnt: str | None = LEARNT) -> None:
    """Let a commitment go, on purpose."""
    _tell(context, which, "let_go", learnt)


@commitment.command(
    "change",
    "leadcoach commitment change 1",
    "leadcoach commitment change 1 --by friday",
    "leadcoach commitment change 1 --to 'ask one person' --when 'time is short'",
    asks=True,
)
def change(
    context: Context,
    which: str = WHICH,
    *,
    to: str | None = option("--to", "What you will do.", default=None, metavar="TEXT"),
    when: str | None = option("--when", "The sign.", default=None, metavar="TEXT"),
    by: str | None = option("--by", "The last day.", default=None, metavar="DAY"),
    output: Output,
) -> None:
    """Put a commitment in a new form, which stands in its place.

    The old one stays as it was written, closed as changed, and leads to the new one. With
    options nothing is asked, and what they leave out stays as it was, but for how sure you
    are of it, which was said of the old one.
    """
    from leadcoach.cli.sitting import Sitting
    from leadcoach.domain.rating import Committing

    kept = context.commitments.named(which, is_open=True)
    said = {"action": to, "cue": when, "due": by}
    given = {part: words for part, words in said.items() if words is not None}
    before = vars(kept.commitment) | {"sure": 0} | given
    parts = {part: each for part, each in before.items() if each or part in given}
    if given:
        asked = Committing(id="again", type="commitment", text="")
        asked.changed(today=context.today).accept(parts)
    numbers = _numbers(context)
    Sitting(context, output).change(kept, parts if given else None)
    if kept.name not in _numbers(context):  # else it was left as it is
        context.say(f"It was: {kept.words}")
    _say_if_others_moved(context, numbers)


@commitment.command("reopen", "leadcoach commitment reopen 3")
def reopen(
    context: Context,
    which: str = argument("Its number in `commitment list --all`, or its name."),
    *,
    learnt: str | None = LEARNT,
) -> None:
    """Open a closed commitment again."""
    _tell(context, which, "open", learnt)


def _tell(context: Context, which: str, state: str, learnt: str | None) -> None:
    """Write down what became of a commitment, and what was learnt from it."""
    from leadcoach.cli.asker import is_to_be_kept, words_typed
    from leadcoach.domain.entry import STATES, Outcome
    from leadcoach.domain.text import with_plain_line_ends

    def stopped(typed: str) -> None:
        had = f" You had typed: {typed}" if typed.strip() else ""
        context.say(f"Nothing was changed.{had}")

    kept = context.commitments.named(which, is_open=state != "open")
    context.say(kept.words)
    person = context.person if learnt is None else None
    if person:
        learnt = words_typed(person, f"\n{_QUESTION}", stopped)
    numbers = _numbers(context)
    words = with_plain_line_ends(learnt or "")
    if not words.strip() or not is_to_be_kept(context, words, person):
        words = ""
    context.changes.tell({kept.name: Outcome(state, context.today, words)})
    context.say(f"{STATES[state].capitalize()}. {_UNDO}")
    _say_if_others_moved(context, numbers)


def _numbers(context: Context) -> dict[str, int]:
    return {each.name: each.ordinal for each in context.commitments.open()}


def _say_if_others_moved(context: Context, before: dict[str, int]) -> None:
    """Say so where another commitment has not the number it had in a list."""
    now = _numbers(context)
    if any(now[name] != before[name] for name in now if name in before):
        context.say("Numbers have changed: leadcoach commitment list")
