"""What would come into the journal, as a page; it never shows what anybody wrote."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from leadcoach.domain.entry import in_words
from leadcoach.domain.text import clean_line
from leadcoach.journal.entry_name import day_in
from leadcoach.journal.exporting import Export, commitments_of, states_of
from leadcoach.journal.importing import Plan
from leadcoach.journal.importing.notes import Remark
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Paragraph,
    Table,
    Words,
)
from leadcoach.rendering.pages.journal import entry_page
from leadcoach.rendering.pages.mirror import AMENDED

_MOST_NAMED = 20
_LONGEST_NAME = 120


def import_page(plan: Plan) -> Page:
    """Return what would come in, what is there already, and what cannot be read."""
    blocks = [*_counts(plan), *_named("What cannot come in", plan.refused)]
    blocks += _named("To look at", plan.remarks)
    blocks += _named("Left out", plan.left)
    if plan.left:
        named = "To bring one of them in, name it: leadcoach journal import PATH"
        blocks.append(Paragraph(named, quiet=True))
    if plan.states:
        blocks.append(Paragraph("Which commitments are done comes along."))
    if plan.passed:
        one = "1 file of another kind is" if plan.passed == 1 else ""
        many = f"{plan.passed:,} files of other kinds are"
        blocks.append(Paragraph(f"{one or many} passed over.", quiet=True))
    return Page("What would come in", tuple(blocks), _told(plan))


def _counts(plan: Plan) -> Iterator[Block]:
    rows = [
        (kind, f"{len(days):,}" if days else "none", _span(days), f"{there:,}")
        for kind, days, there in _kinds(plan)
    ]
    if rows:
        yield Table(("From", "New", "Days", "There already"), tuple(rows))
    else:
        yield Paragraph("Nothing that can come in was found.")


def _kinds(plan: Plan) -> Iterator[tuple[str, list[str], int]]:
    for kind in plan.kinds():
        days = sorted(day_in(each.name) for each in plan.new if each.kind == kind)
        yield kind, days, plan.there.get(kind, 0)


def _span(days: Sequence[str]) -> str:
    if not days:
        return ""
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _named(title: str, remarks: Sequence[Remark]) -> Iterator[Block]:
    if not remarks:
        return
    yield Heading(title)
    yield Listing(tuple(map(_line, remarks[:_MOST_NAMED])))
    if len(remarks) > _MOST_NAMED:
        yield Paragraph(f"And {len(remarks) - _MOST_NAMED:,} more.", quiet=True)


def _line(remark: Remark) -> str:
    line = f", line {remark.line}" if remark.line else ""
    return f"{clean_line(remark.file, _LONGEST_NAME)}{line}: {remark.why}."


def _told(plan: Plan) -> dict[str, object]:
    return {
        "new": [
            {"from": kind, "count": len(days), "days": [days[0], days[-1]]}
            for kind, days, _ in _kinds(plan)
            if days
        ],
        "there": plan.there,
        "refused": [vars(each) for each in plan.refused],
        "remarks": [vars(each) for each in plan.remarks],
        "left_out": [vars(each) for each in plan.left],
        "passed": plan.passed,
    }


def book_page(export: Export) -> Page:
    """Return all entries that leave, the newest last, and what became of commitments."""
    blocks: list[Block] = []
    for each in export.entries:
        path = Path(each.name)
        page = entry_page(each.entry, path)
        blocks.append(Heading(page.title))
        blocks += _chapter(page.blocks, path)
        if each.entry.amended and each.entry.reading is None:
            blocks += [Heading(AMENDED, level=3), Words(each.entry.amended)]
    return Page("Your journal", (*blocks, *_commitments(export)))


def _chapter(blocks: Sequence[Block], path: Path) -> Iterator[Block]:
    """Yield the parts of an entry, one level down and without the file's name."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block._replace(level=max(3, block.level))
        elif block != Paragraph(str(path), quiet=True):
            yield block


def _commitments(export: Export) -> Iterator[Block]:
    states = states_of(export)
    items = [
        f"{in_words(commitment)}\n{_state(day_in(each.name), states.get(name, {}))}"
        for each in export.entries
        for name, commitment in commitments_of(each)
    ]
    if items:
        yield Heading("Commitments")
        yield Listing(tuple(items))


def _state(made: str, told: dict[str, object]) -> str:
    return f"Made: {made}" + (f"\nDone: {told['on']}" if "on" in told else "")
