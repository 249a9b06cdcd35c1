"""The journal as pages: lists of entries, one entry, what was found, what comes and goes."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadcoach.domain.dates import MONTHS, WEEKDAYS, day_in_words, day_or_none
from leadcoach.domain.entry import (
    SET_ASIDE,
    Answer,
    Entry,
    commitment_of,
    in_words,
    opening,
    rows_of,
    texts_in,
)
from leadcoach.domain.excerpts import TAG, Term, excerpts
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
    Picture,
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
    from leadcoach.journal.importing import ImportPlan
    from leadcoach.journal.importing.notes import Remark
    from leadcoach.journal.jots import Jot

AS_IT_WAS = "as you wrote it then"
"""said of a sentence whose answer was changed since"""
_MOST_OF_A_JOT = 200
"""signs of a moment that stand in a list"""
_SHOWN, _MOST_NAMED = 5, 20
"""sentences of one entry, and files to import"""
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
    names = [(EntryName.of_file(each.path.name), each) for each in found]
    blocks = _listed(names, lambda name: name.day)
    blocks += [read_one(found[0].number)] if found else []
    blocks += [Paragraph(rest, quiet=bool(found))] if rest else []
    entries = [{**_numbered(*each), "path": str(each[1].path)} for each in names]
    return Page("Your journal", tuple(blocks), {"total": total, "entries": entries})


def read_one(number: object) -> Paragraph:
    """Return how to read one of the entries above it."""
    return Paragraph(f"Read one with: leadcoach journal show {number}", quiet=True)


def _listed(
    found: Sequence[tuple[EntryName, FoundEntry]], day: Callable[[EntryName], str]
) -> list[Block]:
    """Return a line for each entry under its day, with the words there is room for."""
    rows = []
    for name, each in found:
        words = opening(each.entry) if each.entry else "it cannot be read"
        rows.append((str(each.number), day(name), name.exercise, words))
    head = ("", "Day", "Exercise", "First words")
    return [Table(head, tuple(rows), brief=True)] if rows else []


def _numbered(name: EntryName, found: FoundEntry) -> dict[str, Any]:
    return {
        "number": found.number,
        "name": found.path.stem,
        "date": name.day,
        "time": name.clock,
        "exercise": name.exercise,
    }


# Days: a month, and this day of other years


def calendar_page(first: dt.date, found: Sequence[FoundEntry]) -> Page:
    """Return the month of the day `first`; `found` are its entries, newest first."""
    from calendar import monthcalendar  # lists do without

    told = [(EntryName.of_file(each.path.name), each) for each in reversed(found)]
    days = Counter(day for name, _ in told if (day := day_or_none(name.day)))
    month = f"{MONTHS[first.month - 1]} {first.year}"
    # Weeks from Monday, written days in brackets.
    written = {day.day for day in days}
    weeks = ["".join(f" {each[:2]} " for each in WEEKDAYS).rstrip()]
    for week in monthcalendar(first.year, first.month):
        cells = (f"[{day}]" if day in written else f"{day or ''} " for day in week)
        weeks.append("".join(each.rjust(4) for each in cells))
    data = {
        "month": f"{first:%Y-%m}",
        "days": [{"day": day, "entries": count} for day, count in days.items()],
        "entries": [_numbered(*each) for each in told],
    }
    nothing = Paragraph(f"Nothing is written in {month}.")
    # What follows says all of it in words: each entry with its day.
    drawn = Picture(tuple(weeks), (), holds_all=True)
    below = read_one(found[0].number) if found else nothing
    return Page(month, (drawn, *_listed(told, partial(_day, year=False)), below), data)


def on_this_day_page(today: dt.date, found: Sequence[FoundEntry]) -> Page:
    """Return the entries `found` of this day in earlier months and years."""
    told = [(EntryName.of_file(each.path.name), each) for each in found]
    nothing = Paragraph(
        "Nothing is written on this day of earlier months, "
        "or on this date of earlier years."
    )
    below = read_one(found[0].number) if found else nothing
    data = {"day": today, "entries": [_numbered(*each) for each in told]}
    title = f"On this day, {day_in_words(today)}"
    return Page(title, (*_listed(told, _day), below), data)


def _day(name: EntryName, *, year: bool = True) -> str:
    day = day_or_none(name.day)
    return f"{day_in_words(day, year=year) if day else name.day}, {name.clock}"


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
        # What a page for a coach knows loads the exercises; lists do without them.
        from leadcoach.rendering.pages.lines import still_there

        yield from still_there(lines)
    else:
        yield _answer(answer, entry)


def _in_two(answer: Answer) -> tuple[str, str]:
    """Return what a question was asked about, where that is told, and the question."""
    about, _, question = answer.asked.rstrip("\n").rpartition("\n")
    return about, question


def recap_page(session: "Session", entry: Entry, path: Path, show: str) -> Page:
    """Return one entry as its sitting ended, drawn again.

    `show` is the command that shows it. What is private stands below with its question.
    """
    from leadcoach.rendering.pages.recap import recap  # lists do without exercises

    page = recap(session, entry, path)
    kept = [each for each in entry.answers if entry.is_private(each)]
    below = [Heading("Private")] if kept else []
    asked = [block for each in kept for block in _asked(each, entry)]
    whole = Paragraph(
        f"All questions and answers: {show} --answers\n{path}", quiet=True
    )
    return page._replace(blocks=(*page.blocks, *below, *asked, whole))


def _answer(answer: Answer, entry: Entry) -> Block:
    """Return an answer as it is shown, with the words for what stands there as an id."""
    value, labels = answer.value, answer.labels
    ends = ", ".join(f"{key} = {labels[key]}" for key in labels if key.isdigit())
    match answer.type, value:
        case "commitment", _:
            return Pairs(tuple(rows_of(commitment_of(value))))
        case (("choice" | "multi" | "list"), _):
            ids = value if isinstance(value, tuple) else (str(value),)
            chosen = tuple(labels.get(key, key) for key in ids)
            several = len(chosen) != 1 or "\n" in chosen[0]
            return Listing(chosen) if several else Words(chosen[0])
        case "matrix", Mapping():
            # What the numbers mean is said once, and no number in another's place.
            ticked = {key: labels[key] for key in labels if not key.isdigit()}
            cells = ((row, str(cell)) for row, cell in value.items())
            rows = [
                (labels.get(row, row), ticked.get(said, said)) for row, said in cells
            ]
            return Pairs((*rows, *([("", ends)] if ends else [])))
        case "scale", _:
            return Words(f"{value} ({ends})" if ends else str(value))
    quote = quote_in(value)
    as_it_was = quote is not None and not entry.still_says(quote)
    return Words(plain_words(value), AS_IT_WAS if as_it_was else "")


def found_page(
    found: Sequence[FoundEntry], terms: Sequence[Term], *, more: bool
) -> Page:
    """Return the sentences that hold the searched words, entry by entry."""
    blocks: list[Block] = []
    rows = []
    for each in found:
        entry = each.entry
        if not entry:
            continue
        hits = [(t, hit) for t in each.written for hit in excerpts(t.text, terms)]
        heading = f"{each.number}. {entry.local_date}: {entry.title or entry.exercise}"
        blocks += [Heading(heading, 3), Paragraph(each.path.stem, quiet=True)]
        for text, hit in hits[:_SHOWN]:
            blocks.append(Words(hit.marked, "private" if text.private else ""))
        if len(hits) > _SHOWN:
            rest = counted(len(hits) - _SHOWN, "more sentence")
            blocks.append(Paragraph(f"And {rest} in this entry.", quiet=True))
        said = [
            {"answer": t.place, "sentence": hit.sentence, "private": t.private}
            for t, hit in hits
        ]
        rows.append({**_named(each, entry), "found": said})
    blocks += [read_one(found[0].number)] if found else []
    blocks += [Paragraph(there_may_be_more(len(found)), quiet=True)] if more else []
    words = [" ".join(term) for term in terms]
    data = {"words": words, "more": more, "entries": rows}
    return Page("Found in your journal", tuple(blocks), data)


def there_may_be_more(count: int) -> str:
    """Return how to see more than the newest `count`."""
    return f"The newest {count}; there may be more. See them with --all."


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
        private = ", private" if entry.is_private(answer) else ""
        where = f"{entry.local_date} ({entry.exercise}{private})"
        about, then = _in_two(answer)
        blocks.append(Heading(f"{each.number}. {where}", level=3))
        blocks += [Paragraph(about)] if about else []
        if then != shown:
            blocks.append(Paragraph(f"Asked then: {then}", quiet=True))
        shown = then
        blocks.append(_answer(answer, entry))
        told = {"asked": answer.asked, "answer": answer.value}
        rows.append(_named(each, entry) | told | {"private": bool(private)})
    blocks += [Paragraph(there_may_be_more(len(found)), quiet=True)] if more else []
    data = {"question": question, "more": more, "entries": rows}
    return Page(on_one_line(asked), tuple(blocks), data)


def marks_page(found: Sequence[MarkCount], nothing: str = "") -> Page:
    """Return tags and people, and in how many entries each stands.

    `nothing` says that there is none in the entries that were meant.
    """
    text = nothing or (
        "There is no tag and nobody yet. Type #budget or @M anywhere in an answer, "
        "and it can be found by that."
    )
    blocks: tuple[Block, ...] = (Paragraph(text),)
    data: dict[str, Any] = {"tags": [], "people": []}
    for each in found:
        kind = "tags" if each.mark.sign == TAG else "people"
        data[kind].append({"name": each.mark.name, "entries": each.entries})
    if found:
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
        number, day = each.found.number, day_in(each.name)
        words = clean_line(on_one_line(each.words), _MOST_OF_A_JOT)
        if each.used_by:
            told = EntryName.of_file(f"{each.used_by}.toml")
            words += f"\nused in {told.exercise}, {told.day}"
        rows.append((str(number), day, words))
        named = {"number": number, "name": each.name, "date": day}
        data.append({**named, "words": each.words, "used_by": each.used_by})
    which = "" if every else " that is not used yet"
    text = f"There is no moment{which}. Keep one with: leadcoach jot"
    blocks: tuple[Block, ...] = (Paragraph(text),)
    if rows:
        blocks = (Table(("", "Day", "Moment"), tuple(rows)), read_one(rows[0][0]))
    return Page("Moments you kept", blocks, {"moments": data})


def trash_page(found: Sequence[Discarded], now: dt.datetime) -> Page:
    """Return the list of what is in the trash, what came last first."""
    rows, entries = [], []
    for number, each in enumerate(found, 1):
        told, since = EntryName.of_file(each.name), each.when.astimezone(now.tzinfo)
        why = "another version" if each.why == EDITED else each.why
        written = f"{told.day} {told.clock}"
        rows.append(
            (str(number), f"{since:%Y-%m-%d %H:%M}", why, written, told.exercise)
        )
        data = {"name": each.name.removesuffix(".toml"), "why": each.why}
        days = {"since": each.when, "until": each.when + KEPT}
        entries.append(data | days | {"path": str(each.path)})
    empty = "The trash is empty. What you remove or edit stays there for 30 days."
    blocks: tuple[Block, ...] = (Paragraph(empty),)
    if rows:
        blocks = (
            Table(("", "Since", "Why", "Written", "Exercise"), tuple(rows)),
            Paragraph("Bring one back with: leadcoach journal restore 1", quiet=True),
            Paragraph("Each stays for 30 days.", quiet=True),
        )
    return Page("Your trash", blocks, {"entries": entries})


def import_page(plan: "ImportPlan") -> Page:
    """Return what would come in, is there, and cannot be read; nobody's words."""
    days = {
        kind: sorted(day_in(each.name) for each in plan.new if each.kind == kind)
        for kind in plan.kinds()
    }
    rows = []
    for kind, on in days.items():
        span = " to ".join(dict.fromkeys(on[:1] + on[-1:]))
        count = f"{len(on):,}" if on else "none"
        rows.append((kind, count, span, f"{plan.there[kind]:,}"))
    new = [
        {"from": kind, "count": len(on), "days": on[:1] + on[-1:]}
        for kind, on in days.items()
        if on
    ]
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("From", "New", "Days", "There already"), tuple(rows)))
    elif not (plan.states or plan.is_known):
        blocks.append(Paragraph("Nothing that can come in was found."))
    lists = {"refused": plan.refused, "remarks": plan.remarks, "left_out": plan.left}
    titles = ("What cannot come in", "To look at", "Left out")
    for title, name in zip(titles, lists, strict=True):
        blocks += _remarks(title, lists[name])
    if plan.left:
        named = "To bring one of them in, name it: leadcoach journal import PATH"
        blocks.append(Paragraph(named, quiet=True))
    blocks += _beside_entries(plan)
    data = {"new": new, "there": plan.there, "passed": plan.passed}
    data |= {name: list(map(vars, lists[name])) for name in lists}
    return Page("What would come in", tuple(blocks), data)


def _beside_entries(plan: "ImportPlan") -> Iterator[Block]:
    if plan.states:
        yield Paragraph(f"What became of {plan.told} comes along.")
    elif plan.is_known:
        yield Paragraph("What it says of commitments is in your journal already.")
    if plan.passed:
        kinds = ("file of another kind is", "files of other kinds are")
        yield Paragraph(f"{counted(plan.passed, *kinds)} passed over.", quiet=True)


def _remarks(title: str, remarks: "Sequence[Remark]") -> Iterator[Block]:
    lines = []
    for each in remarks[:_MOST_NAMED]:
        line = f", line {each.line}" if each.line else ""
        lines.append(f"{clean_line(each.file, 120)}{line}: {each.why}.")
    if lines:
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
        page = entry_page(each.entry, Path(each.name))
        *told, _ = page.blocks  # the last is the path
        blocks += [Heading(page.title), *map(_one_level_down, told)]
        if each.entry.amended and each.entry.reading is None:
            blocks += [Heading(AMENDED, level=3), Words(each.entry.amended)]
        for name, commitment in commitments_of(each):
            lines = [in_words(commitment), f"Made: {day_in(each.name)}"]
            for one in outcomes.get(name, ()):
                lines.append(one.told[0].upper() + one.told[1:])
                lines += [f"Learned: {one.learnt}"] if one.learnt else []
            promised.append("\n".join(lines))
    if promised:
        blocks += [Heading("Commitments"), Listing(tuple(promised))]
    return Page("Your journal", tuple(blocks))
