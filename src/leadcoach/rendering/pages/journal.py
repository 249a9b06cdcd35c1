"""The journal as pages: lists of entries, one entry, what was found, what comes and goes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadcoach.domain.entry import (
    SET_ASIDE,
    Answer,
    Entry,
    Written,
    commitment_of,
    in_words,
    opening,
    rows_of,
    texts_in,
)
from leadcoach.domain.excerpts import TAG, Excerpt, Term, excerpts
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import quote_in
from leadcoach.domain.text import clean_line, on_one_line
from leadcoach.journal.entry_name import EntryName, day_in
from leadcoach.journal.search import MarkCount
from leadcoach.journal.store import FoundEntry
from leadcoach.journal.trash import EDITED, KEPT, Discarded
from leadcoach.rendering.as_json import entry_data
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    SideBySide,
    Table,
    Together,
    Words,
    counted,
)
from leadcoach.rendering.pages.mirror import AMENDED, kept_coach, kept_mirror

if TYPE_CHECKING:
    from leadcoach.domain.session import Session
    from leadcoach.domain.sharing import KeptLines
    from leadcoach.journal.exporting import Export
    from leadcoach.journal.importing import Plan
    from leadcoach.journal.importing.notes import Remark
    from leadcoach.journal.jots import Jot

AS_IT_WAS = "as you wrote it then"
"""said of a sentence whose answer was changed since"""
_MOST_OF_A_JOT = 200
"""signs of a moment that stand in a list"""
NOTHING_YET = "Nothing is written yet. Begin with: leadcoach reflect"


def journal_page(
    found: Sequence[FoundEntry], rest: str = "", total: int | None = None
) -> Page:
    """Return the list of entries, newest first, numbered as in the whole journal.

    Args:
        found: the entries to list.
        rest: what to say of entries that are not listed, or of none being there.
        total: how many there are; None when that was not counted.
    """
    rows = []
    entries: list[dict[str, Any]] = []
    for each in found:
        told, name = EntryName.of_file(each.path.name), each.path.stem
        words = opening(each.entry) if each.entry else "it cannot be read"
        rows.append((str(each.number), told.day, told.exercise, words))
        entries.append(
            {
                "number": each.number,
                "name": name,
                "date": told.day,
                "time": told.clock,
                "exercise": told.exercise,
                "path": str(each.path),
            }
        )
    blocks: list[Block] = []
    if rows:
        example = f"Read one with: leadcoach journal show {rows[0][0]}"
        head = ("", "Day", "Exercise", "First words")
        blocks.append(Table(head, tuple(rows), brief=True))
        blocks.append(Paragraph(example, quiet=True))
    if rest:
        blocks.append(Paragraph(rest, quiet=bool(rows)))
    data = {"total": total, "entries": entries}
    return Page("Your journal", tuple(blocks), data)


def entry_page(
    entry: Entry, path: Path, lines: "Mapping[str, KeptLines] | None" = None
) -> Page:
    """Return one entry: what was asked, what was answered, and the reading.

    `lines` are those that it took of other entries, by the id of its answer.
    """
    when = f"{entry.local_date.isoformat()}, {entry.started:%H:%M} ({entry.exercise})"
    blocks: list[Block] = [Paragraph(when, quiet=True)]
    asked = {answer.asked for answer in entry.answers}
    for answer in entry.answers:
        if answer.type != "pick" or str(answer.value) not in asked:
            blocks += _asked(answer, entry, (lines or {}).get(answer.id))
    # What the page asked, and what was promised, may stand above with its answer.
    promised = [Pairs(tuple(rows_of(each))) for each in entry.commitments]
    rest = [each for each in promised if each not in blocks]
    questions = [Paragraph(each) for each in asked]
    blocks += [each for each in kept_mirror(entry) if each not in questions]
    blocks += kept_coach(entry)
    blocks += [Heading("Commitment"), *rest] if rest else []
    aside = list(texts_in(entry.unknown.get(SET_ASIDE)))
    blocks += [Heading("Set aside"), *map(Words, aside)] if aside else []
    blocks.append(Paragraph(str(path), quiet=True))
    data = entry_data(entry, path, mirror=entry.reading is not None)
    return Page(entry.title or entry.exercise, tuple(blocks), data, entry.language)


def _asked(
    answer: Answer, entry: Entry, lines: "KeptLines | None" = None
) -> "Iterator[Block]":
    """Yield a question as it was asked, what it was asked about above it, and the answer."""
    about, question = _in_two(answer)
    if about:
        yield Paragraph(about)
    yield Heading(question, level=3)
    if lines:
        yield from _still_there(lines)
    else:
        yield _answer(answer, entry)


def _in_two(answer: Answer) -> tuple[str, str]:
    """Return what a question was asked about, where that is told, and the question."""
    about, _, question = answer.asked.rstrip("\n").rpartition("\n")
    return about, question


def recap_page(
    session: "Session", entry: Entry, path: Path, show: str, *, private: bool = True
) -> Page:
    """Return one entry as its sitting ended, drawn again.

    `show` is the command that shows it. What is `private` stands below with its question.
    """
    from leadcoach.rendering.pages.recap import recap  # lists do without exercises

    page = recap(session, entry, path)
    blocks = [*page.blocks]
    kept = [each for each in entry.answers if each.private and private]
    blocks += [Heading("Private")] if kept else []
    blocks += [block for each in kept for block in _asked(each, entry)]
    whole = f"All questions and answers: {show} --answers"
    blocks.append(Paragraph(f"{whole}\n{path}", quiet=True))
    return page._replace(blocks=tuple(blocks))


def _still_there(kept: "KeptLines") -> "Iterator[Block]":
    # What a page for a coach knows loads the exercises, and lists do without them.
    from leadcoach.rendering.pages.lines import still_there

    yield from still_there(kept)


def _answer(answer: Answer, entry: Entry) -> Block:
    """Return an answer as it is shown, with the words for what stands there as an id."""
    value, labels = answer.value, answer.labels
    if answer.type == "commitment":
        return Pairs(tuple(rows_of(commitment_of(value))))
    if answer.type in ("choice", "multi", "list"):
        ids = value if isinstance(value, tuple) else (str(value),)
        chosen = tuple(labels.get(key, key) for key in ids)
        several = len(chosen) != 1 or "\n" in chosen[0]
        return Listing(chosen) if several else Words(chosen[0])
    ends = ", ".join(
        f"{key} = {words}" for key, words in labels.items() if key.isdigit()
    )
    if answer.type == "matrix" and hasattr(value, "items"):
        # What the numbers mean is said once, and no number in another's place.
        ticked = {key: words for key, words in labels.items() if not key.isdigit()}
        cells = ((row, str(cell)) for row, cell in value.items())
        rows = [(labels.get(row, row), ticked.get(cell, cell)) for row, cell in cells]
        return Pairs((*rows, *([("", ends)] if ends else [])))
    if answer.type == "scale":
        return Words(f"{value} ({ends})" if ends else str(value))
    quote = quote_in(value)
    as_it_was = quote is not None and not entry.still_says(quote)
    return Words(plain_words(value), AS_IT_WAS if as_it_was else "")


_SHOWN = 5
"""sentences of one entry"""


def found_page(
    found: Sequence[FoundEntry], terms: Sequence[Term], *, more: bool
) -> Page:
    """Return the sentences that hold the searched words, entry by entry."""
    blocks: list[Block] = []
    rows = []
    for each in found:
        if each.entry:
            hits = [
                (text, hit)
                for text in each.written
                for hit in excerpts(text.text, terms)
            ]
            blocks += _hits(each, each.entry, hits)
            rows.append(
                {
                    **_named(each, each.entry),
                    "found": [
                        {
                            "answer": text.place,
                            "sentence": hit.sentence,
                            "private": text.private,
                        }
                        for text, hit in hits
                    ],
                }
            )
    if found:
        example = f"Read one with: leadcoach journal show {found[0].number}"
        blocks.append(Paragraph(example, quiet=True))
    if more:
        blocks.append(Paragraph(there_may_be_more(len(found)), quiet=True))
    words = [" ".join(term) for term in terms]
    data = {"words": words, "more": more, "entries": rows}
    return Page("Found in your journal", tuple(blocks), data)


def there_may_be_more(count: int) -> str:
    """Return how to see more than the newest `count`."""
    return f"The newest {count}; there may be more. See them with --all."


def _hits(
    found: FoundEntry, entry: Entry, hits: Sequence[tuple[Written, Excerpt]]
) -> Iterator[Block]:
    day, title = entry.local_date.isoformat(), entry.title or entry.exercise
    yield Heading(f"{found.number}. {day}: {title}", level=3)
    yield Paragraph(found.path.stem, quiet=True)
    for text, hit in hits[:_SHOWN]:
        yield Words(hit.marked, "private" if text.private else "")
    if len(hits) > _SHOWN:
        more = counted(len(hits) - _SHOWN, "more sentence")
        yield Paragraph(f"And {more} in this entry.", quiet=True)


def _named(found: FoundEntry, entry: Entry) -> dict[str, Any]:
    return {
        "number": found.number,
        "name": found.path.stem,
        "date": entry.local_date,
        "exercise": entry.exercise,
        "title": entry.title,
        "path": str(found.path),
    }


def questions_page(answered: Mapping[str, Sequence[str]]) -> Page:
    """Return the ids of the questions that were answered, by exercise."""
    blocks: tuple[Block, ...] = (Paragraph("No question was answered."),)
    if answered:
        rows = tuple((name, ", ".join(answered[name])) for name in answered)
        first = next(ids[0] for ids in answered.values())
        example = f"See one over time: leadcoach journal show --question {first}"
        blocks = (Pairs(rows), Paragraph(example, quiet=True))
    return Page("Questions you answered", blocks, {"questions": answered})


def question_page(question: str, found: Sequence[FoundEntry], *, more: bool) -> Page:
    """Return what was answered to one question, newest first.

    The question stands above; where it was asked in other words, those stand there too.
    """
    answered = [
        (each, each.entry, answer)
        for each in found
        if each.entry
        for answer in each.entry.answers_to(question)
    ]
    asked = shown = _in_two(answered[0][2])[1] if answered else question
    values = [answer.value for *_, answer in reversed(answered)]
    numbers = [str(each) for each in values if type(each) in (int, float)]
    blocks: list[Block] = []
    if len(numbers) > 1:
        said = f"From the oldest to the newest: {', '.join(numbers)}"
        blocks.append(Paragraph(said))
    rows: list[dict[str, Any]] = []
    for each, entry, answer in answered:
        day = entry.local_date.isoformat()
        private = ", private" if answer.private else ""
        heading = f"{each.number}. {day} ({entry.exercise}{private})"
        blocks.append(Heading(heading, level=3))
        about, then = _in_two(answer)
        blocks += [Paragraph(about)] if about else []
        if then != shown:
            blocks.append(Paragraph(f"Asked then: {then}", quiet=True))
        shown = then
        blocks.append(_answer(answer, entry))
        told = {
            "asked": answer.asked,
            "answer": answer.value,
            "private": answer.private,
        }
        rows.append(_named(each, entry) | told)
    if more:
        blocks.append(Paragraph(there_may_be_more(len(found)), quiet=True))
    data = {"question": question, "more": more, "entries": rows}
    return Page(on_one_line(asked), tuple(blocks), data)


def marks_page(found: Sequence[MarkCount], nothing: str = "") -> Page:
    """Return tags and people, and in how many entries each stands.

    `nothing` says that there is none in the entries that were meant.
    """
    data: dict[str, Any] = {"tags": [], "people": []}
    for each in found:
        kind = "tags" if each.mark.sign == TAG else "people"
        data[kind].append({"name": each.mark.name, "entries": each.entries})
    if not found:
        text = nothing or (
            "There is no tag and nobody yet. Type #budget or @M anywhere in an answer, "
            "and it can be found by that."
        )
        return Page("Tags and people", (Paragraph(text),), data)
    rows = tuple((str(each.mark), str(each.entries)) for each in found)
    first = found[0].mark
    option = "--tag" if first.sign == TAG else "--person"
    example = f"See one with: leadcoach journal list {option} {first.name}"
    blocks = (Table(("", "Entries"), rows), Paragraph(example, quiet=True))
    return Page("Tags and people", blocks, data)


def jots_page(found: "Sequence[Jot]", *, every: bool) -> Page:
    """Return the moments that were kept, numbered as in the whole journal.

    With `every`, those that an entry used stand among them, with where they went.
    """
    rows, data = [], []
    for each in found:
        where = _where(each.used_by)
        words = clean_line(on_one_line(each.words), _MOST_OF_A_JOT)
        number, name = each.found.number, each.name
        rows.append(
            (str(number), day_in(name), f"{words}\n{where}" if where else words)
        )
        told = {"number": number, "name": name, "date": day_in(name)}
        data.append({**told, "words": each.words, "used_by": each.used_by})
    if rows:
        example = f"Read one with: leadcoach journal show {rows[0][0]}"
        blocks: tuple[Block, ...] = (
            Table(("", "Day", "Moment"), tuple(rows)),
            Paragraph(example, quiet=True),
        )
    else:
        which = "" if every else " that is not used yet"
        text = f"There is no moment{which}. Keep one with: leadcoach jot"
        blocks = (Paragraph(text),)
    return Page("Moments you kept", blocks, {"moments": data})


def _where(entry: str) -> str:
    told = EntryName.of_file(f"{entry}.toml")
    return f"used in {told.exercise}, {told.day}" if entry else ""


def trash_page(found: Sequence[Discarded], now: dt.datetime) -> Page:
    """Return the list of what is in the trash, what came last first."""
    rows = []
    entries: list[dict[str, Any]] = []
    for number, each in enumerate(found, 1):
        told, since = EntryName.of_file(each.name), each.when.astimezone(now.tzinfo)
        when = f"{since:%Y-%m-%d %H:%M}"
        why = "another version" if each.why == EDITED else each.why
        written = f"{told.day} {told.clock}"
        rows.append((str(number), when, why, written, told.exercise))
        entries.append(
            {
                "name": each.name.removesuffix(".toml"),
                "why": each.why,
                "since": each.when,
                "until": each.when + KEPT,
                "path": str(each.path),
            }
        )
    empty = "The trash is empty. What you remove or edit stays there for 30 days."
    blocks: tuple[Block, ...] = (Paragraph(empty),)
    if rows:
        blocks = (
            Table(("", "Since", "Why", "Written", "Exercise"), tuple(rows)),
            Paragraph("Bring one back with: leadcoach journal restore 1", quiet=True),
            Paragraph("Each stays for 30 days.", quiet=True),
        )
    return Page("Your trash", blocks, {"entries": entries})


_MOST_NAMED = 20


def import_page(plan: "Plan") -> Page:
    """Return what would come in, what is there already, and what cannot be read.

    It never shows what anybody wrote.
    """
    rows: list[tuple[str, ...]] = []
    new = []
    for kind in plan.kinds():
        days = sorted(day_in(each.name) for each in plan.new if each.kind == kind)
        ends = days[:1] + days[-1:]
        span = " to ".join(dict.fromkeys(ends))
        there = f"{plan.there.get(kind, 0):,}"
        rows.append((kind, f"{len(days):,}" if days else "none", span, there))
        if days:
            new.append({"from": kind, "count": len(days), "days": ends})
    blocks: list[Block] = [Paragraph("Nothing that can come in was found.")]
    if rows:
        blocks = [Table(("From", "New", "Days", "There already"), tuple(rows))]
    blocks += [
        *_remarks("What cannot come in", plan.refused),
        *_remarks("To look at", plan.remarks),
        *_remarks("Left out", plan.left),
    ]
    if plan.left:
        named = "To bring one of them in, name it: leadcoach journal import PATH"
        blocks.append(Paragraph(named, quiet=True))
    if plan.states:
        blocks.append(Paragraph("Which commitments are done comes along."))
    if plan.passed:
        kinds = ("file of another kind is", "files of other kinds are")
        files = counted(plan.passed, *kinds)
        blocks.append(Paragraph(f"{files} passed over.", quiet=True))
    data = {
        "new": new,
        "there": plan.there,
        "refused": [vars(each) for each in plan.refused],
        "remarks": [vars(each) for each in plan.remarks],
        "left_out": [vars(each) for each in plan.left],
        "passed": plan.passed,
    }
    return Page("What would come in", tuple(blocks), data)


def _remarks(title: str, remarks: "Sequence[Remark]") -> Iterator[Block]:
    if not remarks:
        return
    lines = []
    for each in remarks[:_MOST_NAMED]:
        line = f", line {each.line}" if each.line else ""
        lines.append(f"{clean_line(each.file, 120)}{line}: {each.why}.")
    yield Heading(title)
    yield Listing(tuple(lines))
    if len(remarks) > _MOST_NAMED:
        yield Paragraph(f"And {len(remarks) - _MOST_NAMED:,} more.", quiet=True)


def _one_level_down(block: Block) -> Block:
    """Return a block whose headings stand below that of its entry."""
    match block:
        case Heading(level=level) | SideBySide(level=level):
            return block._replace(level=max(3, level))
        case Together(blocks=inside):
            return Together(tuple(map(_one_level_down, inside)))
        case _:
            return block


def book_page(export: "Export") -> Page:
    """Return all entries that leave, the newest last, and what became of commitments."""
    from leadcoach.journal.exporting import commitments_of, outcomes_of

    blocks: list[Block] = []
    outcomes = outcomes_of(export)
    promised = []
    for each in export.entries:
        path = Path(each.name)
        page = entry_page(each.entry, path)
        blocks.append(Heading(page.title))
        named = Paragraph(str(path), quiet=True)
        blocks += [_one_level_down(block) for block in page.blocks if block != named]
        if each.entry.amended and each.entry.reading is None:
            blocks += [Heading(AMENDED, level=3), Words(each.entry.amended)]
        for name, commitment in commitments_of(each):
            told = [f"Made: {day_in(each.name)}"]
            for one in outcomes.get(name, ()):
                told.append(one.told[0].upper() + one.told[1:])
                told += [f"Learned: {one.learnt}"] if one.learnt else []
            promised.append("\n".join((in_words(commitment), *told)))
    if promised:
        blocks += [Heading("Commitments"), Listing(tuple(promised))]
    return Page("Your journal", tuple(blocks))
