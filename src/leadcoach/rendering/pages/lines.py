"""Lines of entries on a page for somebody else, and names on it as initials."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import Commitment
from leadcoach.domain.sharing import INITIALS, KeptLines, Line, with_initials
from leadcoach.rendering.page import (
    Block,
    Heading,
    Page,
    Paragraph,
    Table,
    Words,
    counted,
)

if TYPE_CHECKING:
    from leadcoach.domain.session import Session, Step

_PROMISED = ("", "When", "I will", "By", "Where it stands")


def chosen_lines(
    session: "Session",
    of: Sequence[str],
    heading: str,
    numbers: Iterator[int] | None = None,
) -> Iterator[Block]:
    """Yield what was chosen of entries, whole, and commitments as a table.

    `numbers` are put before each of them, in the order of `chosen_in`.
    """
    found: list[Block] = []
    for step in chosen_in(session, of):
        if step.item is None:
            found.append(_promised(session, step, numbers))
        else:
            lines = session.chosen_lines(step).values()
            found.append(Heading(step.item.words, level=3))
            found += _under_questions(lines, numbers)
    if found:
        yield Heading(heading)
        yield from found


def chosen_in(session: "Session", of: Sequence[str]) -> Iterator["Step"]:
    """Yield the steps that chose commitments or lines, in their order on the page."""
    for name in of:
        for step in session.answered():
            is_promised = step.question.source == "commitments" and not step.item
            if step.base == name and (is_promised or session.chosen_lines(step)):
                yield step


ChosenPart = tuple[str, str]
"""the id of a question, and of what was chosen there"""


def places_on(session: "Session") -> list[ChosenPart]:
    """Return all that was chosen, in the order of its numbers on the page."""
    lines = [each for each in session.exercise.recap.line if each.show == "lines"]
    steps = [step for line in lines for step in chosen_in(session, line.of)]
    found: list[ChosenPart] = []
    for step in steps:
        chosen = step.value if step.item is None else tuple(session.chosen_lines(step))
        found += [(step.id, e) for e in chosen] if isinstance(chosen, tuple) else []
    return found


def without(session: "Session", off: set[ChosenPart]) -> "Session":
    """Return the session in which these places were not chosen."""
    for name in {question for question, _ in off}:
        chosen = session.answers[name]
        ids = chosen if isinstance(chosen, tuple) else ()
        left = tuple(each for each in ids if (name, each) not in off)
        session = session.answer(name, left) if left else session.skip(name)
    return session


def _promised(session: "Session", step: "Step", numbers: Iterator[int] | None) -> Table:
    """Return the commitments that were chosen, with the parts that any of them has."""
    rows = []
    names = step.value if isinstance(step.value, tuple) else ()
    for name, words in zip(names, step.question.items(names), strict=True):
        kept, stands = session.earlier.standing.get(name) or (Commitment(words), "")
        due = kept.due.isoformat() if kept.due else ""
        number = str(next(numbers)) if numbers else ""
        rows.append((number, kept.cue, kept.action, due, stands or "open"))
    columns = zip(_PROMISED, *rows, strict=True)
    used = [each for each in columns if any(each[1:])]
    head, *filled = zip(*used, strict=True) if used else ((),)
    return Table(head, tuple(filled))


def _under_questions(
    lines: Iterable[Line], numbers: Iterator[int] | None = None
) -> Iterator[Block]:
    above = ""
    for line in lines:
        number = f"{next(numbers)}. " if numbers else ""
        if number or line.asked != above:
            yield Paragraph(number + line.asked)
        above = line.asked
        yield Words(line.text)


def still_there(kept: KeptLines) -> Iterator[Block]:
    """Yield the lines that an entry took of another, and how many are gone since."""
    yield from _under_questions(kept.lines)
    if kept.gone:
        gone = counted(kept.gone, "line is", "lines are")
        yield Paragraph(f"{gone} no longer there.")


# Names


def initials_of(session: "Session") -> tuple[str, ...]:
    """Return the names that are to stand as initials on the page."""
    names = session.facts().answers.get(INITIALS)
    is_list = session.exercise.takes_lines and isinstance(names, tuple)
    return names if is_list and isinstance(names, tuple) else ()


def in_initials(page: Page, names: tuple[str, ...]) -> Page:
    """Return a page with names as initials wherever they stand on it."""
    shown: Page = _in_initials(page._replace(data=None), names)
    return shown._replace(data=page.data) if names else page


def _in_initials(part: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any part
    if isinstance(part, str):
        return with_initials(part, names)
    if isinstance(part, tuple):
        parts = [_in_initials(each, names) for each in part]
        return part._make(parts) if hasattr(part, "_make") else tuple(parts)
    return part
