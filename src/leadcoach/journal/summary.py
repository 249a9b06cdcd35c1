"""What a stretch of the journal tells: each number with the entries that it is made of.

Nothing is added up to a score, and nothing here says whether something went up or down.
Words are not in it; whoever shows the page opens the few entries that hold them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from leadcoach.journal.commitments import TrackedCommitment
from leadcoach.journal.index import IndexedEntry
from leadcoach.journal.store import DayRange

REFLECT, COMPARE = "reflect", "compare"
IN_WORDS = {"leading_is": "Leading, for you", "power_is": "Power, for you"}
"""questions of the first exercise that are answered in a few words, and their names"""
BEST, HARD = ("best_who", "best_needs"), ("hard_who", "hard_needs")
"""the questions about the heart of a story: who tackled it, and whose needs"""
NEEDS = ("own", "others")
"""the two scales: one's own needs and those of others"""
SAY = "say"
ABOUT = "about"
STATES = {"done": "Done", "changed": "Changed", "let_go": "Let go", "open": "Open"}
"""what became of a commitment, in the order of the page; partly done, it is open"""
TRACKS = {
    "own-needs": "Your own needs, in the moment you told",
    "others-needs": "Others' needs, in the moment you told",
}
"""the names of tracks whose questions say little alone"""


class Track(NamedTuple):
    """A question whose numbers are followed, maybe through several exercises."""

    id: str
    name: str
    low: float | None = None
    high: float | None = None
    ends: str = ""
    """what the least and the most mean"""


Tracks: TypeAlias = Callable[[str], Mapping[str, Track]]
"""Takes an exercise; returns its questions that are followed."""


class CountedEntry(NamedTuple):
    """An entry, and what it says to a number."""

    entry: IndexedEntry
    value: float | None = None
    commitment: TrackedCommitment | None = None
    instead: TrackedCommitment | None = None
    """the one that stands in its place now"""


class Figure(NamedTuple):
    """A number, which is how many sources it has, and those, oldest first."""

    key: str
    """what `--why` calls it: hard.overwork"""
    name: str
    sources: tuple[CountedEntry, ...]
    track: Track | None = None
    asked: int = 0
    """how many entries could have said something to it; 0 where that is not told"""

    @property
    def entries(self) -> tuple[IndexedEntry, ...]:
        return tuple(source.entry for source in self.sources)


class Summary(NamedTuple):
    """The figures of some entries, part by part; a part without any is empty."""

    entries: Figure
    words: tuple[Figure, ...] = ()
    stories: Figure | None = None
    scaled: Figure | None = None
    """stories of earlier versions, which were placed on two scales"""
    uses: Figure | None = None
    hard: tuple[Figure, ...] = ()
    tracked: tuple[Figure, ...] = ()
    commitments: tuple[Figure, ...] = ()
    underlined: Figure | None = None
    again: tuple[Figure, ...] = ()
    """exercises that were done more than once and can be set side by side"""

    def figures(self) -> Iterator[Figure]:
        """Yield every figure in the order of the page."""
        for part in self:
            if isinstance(part, Figure):
                yield part
            else:
                yield from part or ()


def summary_of(
    entries: Sequence[IndexedEntry],
    commitments: Iterable[TrackedCommitment],
    tracks: Tracks,
    hard: Mapping[str, str],
    may_compare: Callable[[str], bool],
) -> Summary:
    """Return what `entries`, oldest first, tell.

    `hard` has words by the id of what can be hard; `may_compare` tells whether an
    exercise may have a then and now.
    """
    stems = {each.stem: each for each in entries}
    kept = {each.name: each for each in commitments}
    made = [each for each in kept.values() if each.entry.stem in stems]
    made.sort(key=lambda each: each.made)

    def some(
        key: str, name: str, is_one: Callable[[IndexedEntry], bool]
    ) -> Figure | None:
        figure = _figure(key, name, filter(is_one, entries))
        return figure if figure.sources else None

    def is_answered(question: str, entry: IndexedEntry) -> bool:
        return entry.exercise == REFLECT and question in entry.answered

    words = (
        some(f"words.{question}", name, partial(is_answered, question))
        for question, name in IN_WORDS.items()
    )
    return Summary(
        entries=_figure("entries", "Entries", entries),
        words=tuple(filter(None, words)),
        stories=some("stories", "Your stories", _is_story),
        scaled=some("scaled", "Your stories, on two scales", _is_scaled),
        uses=some("compare", "One use of power", _is_use),
        hard=tuple(_hard(entries, hard)),
        tracked=tuple(_tracked(entries, tracks)),
        commitments=tuple(_commitments(made, stems, kept)),
        underlined=some("underlined", "Underlined", lambda each: bool(each.picked)),
        again=tuple(_again(entries, may_compare)),
    )


def _figure(key: str, name: str, entries: Iterable[IndexedEntry]) -> Figure:
    return Figure(key, name, tuple(map(CountedEntry, entries)))


def _is_story(entry: IndexedEntry) -> bool:
    return any(each in entry.chosen for each in (*BEST, *HARD))


def _is_scaled(entry: IndexedEntry) -> bool:
    return entry.exercise == REFLECT and any(each in entry.numbers for each in NEEDS)


def _is_use(entry: IndexedEntry) -> bool:
    is_told = SAY in entry.chosen or any(each in entry.numbers for each in NEEDS)
    return entry.exercise == COMPARE and is_told


def _hard(
    entries: Sequence[IndexedEntry], words: Mapping[str, str]
) -> Iterator[Figure]:
    found: dict[str, list[IndexedEntry]] = {}
    for entry in entries:
        for each in entry.chosen.get(ABOUT, ()):
            found.setdefault(each, []).append(entry)
    told = sum(ABOUT in each.answered or _is_story(each) for each in entries)
    for each in sorted(found, key=lambda each: found[each][-1].day, reverse=True):
        figure = _figure(f"hard.{each}", words.get(each, each), found[each])
        yield figure._replace(asked=told)


def _tracked(entries: Sequence[IndexedEntry], tracks: Tracks) -> Iterator[Figure]:
    found: dict[Track, list[CountedEntry]] = {}
    known: dict[str, Mapping[str, Track]] = {}
    for entry in entries:
        if entry.numbers and entry.exercise not in known:
            known[entry.exercise] = tracks(entry.exercise)
        for question, value in entry.numbers.items():
            if track := known[entry.exercise].get(question):
                found.setdefault(track, []).append(CountedEntry(entry, value))
    for track, sources in found.items():
        asked = sum(track in known.get(each.exercise, {}).values() for each in entries)
        yield Figure(f"scale.{track.id}", track.name, tuple(sources), track, asked)


def _again(
    entries: Sequence[IndexedEntry], may_compare: Callable[[str], bool]
) -> Iterator[Figure]:
    found: dict[str, list[IndexedEntry]] = {}
    for entry in entries:
        found.setdefault(entry.exercise, []).append(entry)
    for exercise, told in sorted(found.items()):
        if len(told) > 1 and may_compare(exercise):
            yield _figure(f"again.{exercise}", exercise, told)


def _commitments(
    made: Sequence[TrackedCommitment],
    stems: Mapping[str, IndexedEntry],
    kept: Mapping[str, TrackedCommitment],
) -> Iterator[Figure]:
    if not made:
        return
    for state, name in {"": "Made", **STATES}.items():
        sources = tuple(
            CountedEntry(
                stems[each.entry.stem], commitment=each, instead=kept.get(each.to)
            )
            for each in made
            if state in ("", "open" if each.is_open else each.state)
        )
        if sources:
            yield Figure(f"commitments.{state or 'made'}", name, sources)


def meant(
    entries: Iterable[IndexedEntry], span: DayRange, exercise: str = "", about: str = ""
) -> list[IndexedEntry]:
    """Return those of `entries` that are meant, oldest first; empty texts mean all."""
    found = [
        each
        for each in entries
        if span.first <= each.day.isoformat() <= span.last
        and exercise in ("", each.exercise)
        and (not about or about in each.chosen.get(ABOUT, ()))
    ]
    return sorted(found, key=lambda each: (each.day, each.started))
