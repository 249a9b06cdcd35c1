"""What has moved: one's own words, stories, numbers and commitments over a stretch of time.

Everything stands beside its day. Nothing is scored, and no word says up or down.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from string import ascii_uppercase
from typing import Any

from leadcoach.domain.dates import day_in_words, short_day
from leadcoach.domain.entry import (
    STATES,
    Answer,
    Commitment,
    Entry,
    in_words,
    opening,
    underlined,
)
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.rating import Matrix, Number, Scale
from leadcoach.domain.text import first_words, on_one_line, several
from leadcoach.errors import LeadcoachError
from leadcoach.exercises.library import Library
from leadcoach.journal.index import IndexedEntry
from leadcoach.journal.store import Journal
from leadcoach.journal.summary import (
    BEST,
    HARD,
    NEEDS,
    SAY,
    TRACKS,
    CountedEntry,
    Figure,
    Summary,
    Track,
)
from leadcoach.rendering import drawings, needs_map
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Paragraph,
    SideBySide,
    Table,
    Words,
    counted,
)
from leadcoach.rendering.pages.journal import NOTHING_YET
from leadcoach.rendering.pages.then_and_now import (
    asked_alike,
    standing_apart,
    then_and_now,
)

_STORIES, _SENTENCES, _OF_A_STATE = 12, 8, 5
"""how many are shown, where there are more: from the first to the last"""
_TRIED = 20
"""answers among which the first is looked for that was asked as the last"""
_LONGEST = 40
"""words of one answer"""
_VALUES = 10
"""numbers of one track of which each is told how often it was given"""
_EACH_ALONE = (
    "Each is another situation: its numbers cannot be held against those of the others. "
    "Deciding alone can be care, and no corner is a verdict."
)
_PLACES = (
    "A letter on a map places a told moment, not a person, and rests on your account "
    "alone."
)


class Reader:
    """Opens the entries and exercises that a summary needs words of, each once."""

    def __init__(
        self, journal: Journal, library: Library, today: dt.date, why: str
    ) -> None:
        """`why` is the command that shows the entries behind a number, but for its key."""
        self._library, self.today, self.why = library, today, why
        self._loaded = cache(journal.loaded)
        self.exercise = cache(self._exercise)

    def load(self, entry: IndexedEntry) -> Entry | None:
        return self._loaded(entry.path)

    def _exercise(self, name: str) -> Exercise | None:
        with suppress(LeadcoachError):
            return self._library.find(name).exercise
        return None

    def words(self, exercise: str, question: str) -> Mapping[str, str]:
        """Return the words of the choices of a question; none where it is not at hand."""
        found = self.exercise(exercise)
        asked = found.question(question) if found else None
        choices: Mapping[str, str] = getattr(asked, "choices", {})
        return choices

    def tracks(self, exercise: str) -> dict[str, Track]:
        """Return the questions of an exercise whose numbers are followed."""
        found = self.exercise(exercise)
        tracks = {}
        for planned in found.plan if found else ():
            asked = planned.question
            if isinstance(asked, Scale | Number) and asked.track:
                name = TRACKS.get(asked.track, asked.text.rstrip(": "))
                ends = asked.ends() if isinstance(asked, Scale) else ""
                tracks[asked.id] = Track(asked.track, name, asked.min, asked.max, ends)
        return tracks

    def day(self, entry: IndexedEntry) -> str:
        return short_day(entry.day, self.today)

    def underlined(self, entry: IndexedEntry) -> list[str]:
        """Return the sentences that still stand there."""
        found = self.load(entry)
        return underlined(found) if found else []

    def answer(self, entry: IndexedEntry, question: str) -> Answer | None:
        """Return an answer that is not private."""
        found = self.load(entry)
        answers = (a for a in found.answers if a.id == question) if found else ()
        return next((a for a in answers if found and not found.is_private(a)), None)

    def chosen(self, entry: IndexedEntry, questions: Iterable[str]) -> str:
        """Return in words what was chosen of some questions."""
        said = []
        for question in questions:
            words = self.words(entry.exercise, question)
            said += [words.get(each, each) for each in entry.chosen.get(question, ())]
        return "; ".join(said)


def summary_page(summary: Summary, reader: Reader, *, is_file: bool = False) -> Page:
    """Return the page; one for a file leaves out what is only there in commands."""
    entries = summary.entries.sources
    if not entries:
        asked = reader.why != "leadcoach summary --why"
        nothing = "Nothing is written in that time, or nothing of that kind."
        return Page("What has moved", (Paragraph(nothing if asked else NOTHING_YET),))
    ends = (day_in_words(entries[at].entry.day) for at in (0, -1))
    when = " to ".join(dict.fromkeys(ends))
    told = f"{counted(len(entries), 'entry', 'entries')}, {when}."
    blocks: list[Block] = [Paragraph(told)]
    for part in (_words, _maps, _hard, _tracked, _commitments, _underlined):
        blocks += part(summary, reader)
    if len({each.exercise for each in summary.entries.entries}) == 1:
        blocks += _side_by_side(summary, reader)
    elif summary.again and not is_file:
        blocks += _named_again(summary.again, reader)
    keys = dict.fromkeys(each.key.partition(".")[0] for each in summary.figures())
    text = f"Which entries stand behind it: {reader.why} KEY, with one of: "
    blocks.append(Paragraph(text + ", ".join(keys), quiet=True))
    return Page("What has moved", tuple(blocks))


def _spread(sources: Sequence[CountedEntry], most: int) -> Sequence[CountedEntry]:
    """Return at most so many, from the first to the last, as evenly as it goes."""
    last = len(sources) - 1
    if last < most:
        return sources
    return [sources[round(at * last / (most - 1))] for at in range(most)]


def _of_all(
    shown: Sequence[CountedEntry], figure: Figure, reader: Reader
) -> Iterator[Block]:
    count = len(figure.sources)
    if len(shown) < count:
        text = f"{len(shown)} of {count} sittings, from the first to the last. All: "
        yield Paragraph(f"{text}{reader.why} {figure.key}", quiet=True)


# Words


def _words(summary: Summary, reader: Reader) -> Iterator[Block]:
    """Yield the first, a middle and the last answer beside each other."""
    tables: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    apart: list[str] = []
    for figure in summary.words:
        question = figure.key.partition(".")[2]
        told = [
            (reader.day(each.entry), answer)
            for each in _first_middle_last(figure, question, reader)
            if (answer := reader.answer(each.entry, question))
        ]
        alike = [each for each in told if each[1].asked == told[-1][1].asked]
        days = tuple(day for day, _ in alike)
        said = (_in_short(answer) for _, answer in alike)
        if told:
            tables.setdefault(days, []).append((figure.name, *said))
        others = (each for each in told if each not in alike)
        apart += [f"{day}: {on_one_line(a.asked)} {_in_short(a)}" for day, a in others]
    if tables:
        yield Heading("In your own words")
    for days, rows in tables.items():
        yield Table(("", *days), tuple(rows), by_item=True)
    yield from standing_apart(apart)


def _first_middle_last(
    figure: Figure, question: str, reader: Reader
) -> Sequence[CountedEntry]:
    """Return three sources, with a fourth where the first was asked in other words."""
    shown = [*_spread(figure.sources, 3)]
    first, last = (reader.answer(shown[at].entry, question) for at in (0, -1))
    if first and last and first.asked != last.asked:
        for each in figure.sources[1:_TRIED]:
            now = reader.answer(each.entry, question)
            if now and now.asked == last.asked:
                return shown if each in shown else [shown[0], each, *shown[1:]]
    return shown


def _in_short(answer: Answer) -> str:
    return first_words(str(answer.value), _LONGEST)


# Stories and uses of power


def _maps(summary: Summary, reader: Reader) -> Iterator[Block]:
    """Yield what stands on maps; no letter means two things on one page."""
    letters = iter(ascii_uppercase)
    parts = [e for e in (summary.stories, summary.scaled, summary.uses) if e]
    most = min(_STORIES, len(ascii_uppercase) // max(1, len(parts)))
    for figure in parts:
        is_use = figure is summary.uses
        if is_use or figure is parts[0]:
            uses = "Your uses of power, looked at closely"
            yield Heading(uses if is_use else "Where the hearts of your stories stood")
        if figure is parts[0]:
            yield Paragraph(_PLACES, quiet=True)
        if is_use:
            yield Paragraph(_EACH_ALONE, quiet=True)
        if figure is summary.scaled:
            yield Paragraph(
                "Earlier you placed the struggle on two scales from 1 to 5."
            )
        shown = _spread(figure.sources, most)
        lettered = [(next(letters), each.entry) for each in shown]
        drawn = _by_keys if figure is summary.stories else _by_numbers
        yield from drawn(lettered, reader)
        yield from _of_all(shown, figure, reader)


def _by_keys(
    shown: Sequence[tuple[str, IndexedEntry]], reader: Reader
) -> Iterator[Block]:
    rows = []
    for letter, entry in shown:
        cells = (reader.chosen(entry, pair) for pair in (BEST, HARD))
        rows.append((f"{letter}  {reader.day(entry)}", *cells))
    maps = []
    for title, (_, needs) in (("At your best", BEST), ("Where it was hard", HARD)):
        at = [
            (letter, key)
            for letter, entry in shown
            for key in entry.chosen.get(needs, ())
            if key in needs_map.CORNERS
        ]
        if at:
            maps.append((title, needs_map.corners(title, at)))
    if maps:
        yield SideBySide(tuple(maps), level=3)
    yield Paragraph("Who tackled it; whose needs were looked after, as you told it:")
    yield Table(("Day", "At your best", "Where it was hard"), tuple(rows), by_item=True)


def _by_numbers(
    shown: Sequence[tuple[str, IndexedEntry]], reader: Reader
) -> Iterator[Block]:
    """Yield the map and the table of what was placed on the two scales."""
    marks: list[needs_map.MapPoint] = []
    rows: list[tuple[str, ...]] = []
    for letter, entry in shown:
        own, others = (entry.numbers.get(each) for each in NEEDS)
        cells = ("" if each is None else f"{each:g}" for each in (own, others))
        who = reader.chosen(entry, (SAY,))
        rows.append((f"{letter}  {reader.day(entry)}", *cells, who))
        steps = range(1, 6)  # a file changed by hand can hold any number
        if own and own in steps and (others is None or others in steps):
            step = None if others is None else int(others)
            say = entry.chosen.get(SAY, ("",))[0]
            marks.append(needs_map.MapPoint(int(own), step, say, letter))
    if marks:
        yield needs_map.needs_map(marks)._replace(words=())
    head: tuple[str, ...] = ("Day", "Own needs", "Others' needs", "Who had a say")
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    yield Table(head, tuple(rows), by_item=True)


# What was hard, and numbers that are followed


def _hard(summary: Summary, reader: Reader) -> Iterator[Block]:
    rows = []
    for figure in summary.hard:
        days = [reader.day(each.entry) for each in reversed(figure.sources)]
        told = f"{len(days)} of {counted(figure.asked, 'sitting')}"
        rows.append((figure.name, told, several(days, 6)))
    if rows:
        yield Heading("What was hard")
        yield Table(("", "In", "Written on"), tuple(rows), by_item=True)


def _tracked(summary: Summary, reader: Reader) -> Iterator[Block]:
    if summary.tracked:
        yield Heading("What you rated")
    for figure in summary.tracked:
        track, values = figure.track, [each.value or 0 for each in figure.sources]
        if track is None:
            continue
        points = [(s.entry.day, v) for s, v in zip(figure.sources, values, strict=True)]
        low = min(values) if track.low is None else track.low
        high = max(values) if track.high is None else track.high
        told = [_how_often(figure, values), *([f"{track.ends}."] if track.ends else [])]
        yield Heading(figure.name, level=3)
        yield drawings.over_time(figure.name, points, (low, high), told)


def _how_often(figure: Figure, values: Sequence[float]) -> str:
    """Return how often each number was given: `In 4 of 5 check-ins. 2: once; 3: 2 times.`."""
    is_checkin = {each.exercise for each in figure.entries} == {"checkin"}
    asked = counted(figure.asked, "check-in" if is_checkin else "sitting")
    told = f"In {len(values)} of {asked}."
    often = Counter(values)
    if len(often) > _VALUES:
        return told
    times = (
        f"{often[each]} times" if often[each] > 1 else "once" for each in sorted(often)
    )
    each = (
        f"{value:g}: {said}" for value, said in zip(sorted(often), times, strict=True)
    )
    return f"{told} {'; '.join(each)}."


# Commitments and sentences


def _commitments(summary: Summary, reader: Reader) -> Iterator[Block]:
    if summary.commitments:
        yield Heading("What you meant to do")
    for figure in summary.commitments:
        if figure.key.endswith(".made"):
            continue  # no sum to hold the others against
        yield Heading(figure.name, level=3)
        newest = figure.sources[::-1][:_OF_A_STATE]
        yield Listing(tuple(_promised(each, reader) for each in newest))
        if len(newest) < len(figure.sources):
            text = f"The newest {len(newest)}. All: {reader.why} {figure.key}"
            yield Paragraph(text, quiet=True)


def _promised(source: CountedEntry, reader: Reader) -> str:
    """Return a commitment, the day it was made, and that on which it became what it is."""
    kept = source.commitment
    if kept is None:
        return ""
    told = Commitment(kept.commitment.action, kept.commitment.cue)
    days = [f"made {short_day(kept.made, reader.today)}"]
    for each in kept.history[-1:]:
        days.append(f"{STATES[each.state]} {short_day(each.on, reader.today)}")
    lines = [f"{on_one_line(in_words(told))} ({', '.join(days)})"]
    lines += [f"Learnt: {on_one_line(e.learnt)}" for e in kept.history if e.learnt]
    if source.instead:
        lines.append(f"In its place: {on_one_line(source.instead.words)}")
    return "\n".join(lines)


def _underlined(summary: Summary, reader: Reader) -> Iterator[Block]:
    """Yield those of some entries; what was changed since is left out."""
    if not summary.underlined:
        return
    shown = _spread(summary.underlined.sources, _SENTENCES)
    found = [
        Words(text, f"{reader.day(each.entry)}, {each.entry.exercise}")
        for each in shown
        for text in reader.underlined(each.entry)
    ]
    if found:
        yield Heading("Sentences you underlined")
        yield from found
        yield from _of_all(shown, summary.underlined, reader)


def _named_again(again: Sequence[Figure], reader: Reader) -> Iterator[Block]:
    """Yield the command that sets answers of one exercise side by side."""
    names = [each.name for each in again]
    named = names[0] if len(names) == 1 else f"NAME, with one of: {', '.join(names)}"
    told = "What you rated or said in a few words more than once, side by side"
    command = f"{reader.why.removesuffix(' --why')} --exercise {named}"
    yield Heading("Then and now")
    yield Paragraph(f"{told}: {command}", quiet=True)


def _side_by_side(summary: Summary, reader: Reader) -> Iterator[Block]:
    """Yield answers of one exercise, the first beside the last two.

    Where the first was asked in other words, one that was asked as the last comes between.
    """
    figure = next(iter(summary.again), None)
    exercise = reader.exercise(figure.name) if figure else None
    if figure is None or exercise is None:
        return
    entries = [each.entry for each in figure.sources]
    told, now = [reader.load(entries[0])], reader.load(entries[-1])
    if now and told[0] and not asked_alike(exercise, told[0], now):
        older = map(reader.load, entries[1:-1][:_TRIED])
        alike = (each for each in older if each and asked_alike(exercise, each, now))
        told.append(next(alike, None))
    told += map(reader.load, entries[-2:])
    both = [*{each.started: each for each in told if each}.values()]
    moved = then_and_now(exercise, both, is_asked=False) if len(both) > 1 else ()
    if not (blocks := list(moved)):
        return
    yield Heading("Then and now")
    yield Heading(exercise.title, level=3)
    asked = map(exercise.question, exercise.again.of if exercise.again else ())
    ends = {each.ends(): None for each in asked if isinstance(each, Matrix | Scale)}
    if any(ends) and any(isinstance(each, Table) for each in blocks):
        yield Paragraph(f"As you rated it: {'; '.join(filter(None, ends))}.")
    yield from blocks


def why_page(
    figures: Sequence[Figure],
    numbers: Mapping[str, int],
    reader: Reader,
    most: int | None = None,
) -> Page:
    """Return the entries behind some figures, the newest first, `most` of each at most.

    `numbers` are those of all entries in the journal, by stem.
    """
    blocks: list[Block] = []
    data: list[dict[str, Any]] = []
    for figure in figures:
        entries: list[dict[str, Any]] = []
        for source in figure.sources[::-1][:most]:
            entry, found = source.entry, reader.load(source.entry)
            told = {
                "number": numbers.get(entry.stem, 0),
                "name": entry.stem,
                "date": entry.day,
                "exercise": entry.exercise,
                "says": "\n".join(filter(None, _says(figure, source, reader))),
                "first_words": first_words(opening(found), 9) if found else "",
            }
            entries.append(told)
        count = len(figure.sources)
        says = ["says"] if any(each["says"] for each in entries) else []
        head = ("", "Day", "Exercise", *map(str.capitalize, says), "First words")
        rows = []
        for each in entries:
            day = short_day(each["date"], reader.today)
            words = (each[key] for key in ("exercise", *says, "first_words"))
            rows.append((str(each["number"]), day, *words))
        blocks += [Heading(f"{figure.name}: {count}"), Table(head, tuple(rows))]
        if len(entries) < count:
            rest = f"The newest {len(entries)}. See them with --all."
            blocks.append(Paragraph(rest, quiet=True))
        named = {"key": figure.key, "name": figure.name}
        data.append({**named, "count": count, "entries": entries})
    number = data[0]["entries"][0]["number"]
    example = f"Read one with: leadcoach journal show {number}"
    blocks.append(Paragraph(example, quiet=True))
    return Page("The entries behind it", tuple(blocks), {"figures": data})


def _says(figure: Figure, source: CountedEntry, reader: Reader) -> Iterator[str]:
    """Yield what an entry says to a figure."""
    if source.value is not None:
        yield f"{source.value:g}"
    if source.commitment is not None:
        yield _promised(source, reader)
    part, _, question = figure.key.partition(".")
    entry = source.entry
    match part:
        case "words" if answer := reader.answer(entry, question):
            yield _in_short(answer)
        case "underlined":
            yield from reader.underlined(entry)
        case "stories":
            for name, pair in (("best", BEST), ("hard", HARD)):
                if said := reader.chosen(entry, pair):
                    yield f"{name}: {said}"
        case "scaled" | "compare":
            rated = (each for each in NEEDS if each in entry.numbers)
            yield from (f"{each} {entry.numbers[each]:g}" for each in rated)
            yield reader.chosen(entry, (SAY,))
