"""What a condition says that cannot be meant, given what was asked before it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from leadcoach.domain.condition import (
    BadCondition,
    atoms_in,
    names_in,
    parse_condition,
)
from leadcoach.domain.entry import PARTS
from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.facts import (
    ENDS,
    Atom,
    Compare,
    Has,
    Is,
    Literal,
    Name,
    OneOf,
    Shares,
    Tally,
)
from leadcoach.domain.question import Choice, Multi
from leadcoach.domain.rating import Committing, Matrix, Number, Scale
from leadcoach.domain.text import nearest_of

KeyPath = tuple[str | int, ...]
"""where something stands in a file: keys, and places (from 0) in lists"""


class Mistake(NamedTuple):
    """What is wrong in an exercise, or could be better, and what to do."""

    path: KeyPath
    code: str
    what: str
    remedy: str = ""


LISTS = ("list", "multi")
WORDS = ("long", "short")


class ConditionCheck:
    """Knows what was asked so far, and checks the names and conditions that come then."""

    def __init__(self, ids: set[str]) -> None:
        self._all = ids
        self._asked: dict[str, AnyQuestion] = {}
        self._repeated: dict[str, str] = {}
        """the source of the section, by the questions asked for each of several"""
        self._over: set[str] = set()
        """those of them whose section is over: they stand for all items now"""

    def _known(
        self, ids: tuple[str, ...], path: KeyPath, *others: str
    ) -> Iterator[Mistake]:
        """Say which ids no question has that was asked before; `others` may be meant."""
        for each in ids:
            code, what = "E202", f"there is no question “{each}”."
            if each in self._all:
                code, what = "E203", f"“{each}” is asked only after this."
            if each not in self._asked:
                yield Mistake(
                    path, code, what, nearest_of(each, (*self._asked, *others))
                )

    def _end(self, base: str, end: str, path: KeyPath) -> Iterator[Mistake]:
        asked = self._asked.get(base)
        if end not in ENDS or not isinstance(asked, Matrix):
            return
        if asked.cols:
            what = f"“{base}” is ticked, not rated: it has no {end} row."
            yield Mistake(path, "E207", what)
        elif base in self._over:
            what = f"“{base}” is rated for each of several: it has no one {end} row."
            yield Mistake(path, "E207", what)

    def _condition(self, when: str, path: KeyPath, own: str = "") -> Iterator[Mistake]:
        """Say what is wrong in a condition, of the question `own` or of none."""
        if not when:
            return
        try:
            condition = parse_condition(when)
        except BadCondition as found:
            caret = f"\n    {when}\n    {' ' * found.at}^"
            code = "E213" if "not in this format yet" in found.what else "E201"
            yield Mistake(path, code, f"when: {found.what}.{caret}")
            return
        bare = [*filter(None, map(self._bare_choice, atoms_in(condition)))]
        for name in names_in(condition):
            if name.path[0] == own:
                what = f"when: “{own}” cannot depend on its own answer."
                yield Mistake(path, "E203", what)
            elif name in bare:
                what = f"when: the choice “{name.path[0]}” stands in 'single quotes'."
                yield Mistake(path, "E201", what)
            elif name.path[0] != "last":
                yield from self._known(name.path[:1], path)
                yield from self._row(name, path)
        for atom in atoms_in(condition):
            yield from self._atom(atom, path)

    def _row(self, name: Name, path: KeyPath) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        if asked is None or len(name.path) == 1:
            return
        if name.path[1] in ENDS and isinstance(asked, Matrix):
            yield from self._end(asked.id, name.path[1], path)
            return
        source = self._asked.get(self._repeated.get(asked.id, ""))
        rows = _rows_of(asked)
        is_row_here = asked.id not in self._over and name.path[1] in (rows or ())
        if asked.id in self._repeated and not is_row_here:
            rows = source.choices or None if isinstance(source, Multi) else None
        if rows is not None and name.path[1] not in rows:
            what = f"when: “{asked.id}” has no row “{name.path[1]}”."
            yield Mistake(path, "E204", what, nearest_of(name.path[1], rows))

    def _atom(self, atom: Atom, path: KeyPath) -> Iterator[Mistake]:
        """Say where a part of a condition can never change, or cannot be."""
        match atom:
            case OneOf(name=name) | Compare(left=Name() as name) if self._is_end(name):
                row = ".".join(name.path)
                what = f"when: “{row}” is a row, which is not compared."
                remedy = (
                    f"{row} has '…', or {name.path[1]}({name.path[0]}) for a number."
                )
                yield Mistake(path, "E207", what, remedy)
            case Has(name=name, choice=choice):
                yield from self._choice(name, (choice,), path)
            case Shares(name=name, other=other):
                yield from self._in_common(name, other, path)
            case OneOf(name=name, choices=choices):
                yield from self._choice(name, choices, path)
            case Compare(left=Name() as name, right=Literal(what=given)):
                yield from self._compared(name, atom.sign, given, path)
            case Compare(left=Tally() as tally):
                yield from self._tallied(tally, path)
            case Is(name=name, state="thin"):
                asked = self._asked.get(name.path[0])
                if asked is not None and asked.type not in (*WORDS, "sentence"):
                    what = f"“{asked.id} is thin” needs an answer in words."
                    yield Mistake(path, "E207", what)

    def _bare_choice(self, atom: Atom) -> Name | None:
        """Return what stands where an id may and is a choice without its quotes."""
        match atom:
            case Shares(name=name, other=word):
                pass
            case Compare(left=Name() as name, right=Name() as word):
                pass
            case _:
                return None
        is_choice = word.path[0] in self._ids(name)[0]
        return word if is_choice and word.path[0] not in self._all else None

    def _in_common(self, name: Name, other: Name, path: KeyPath) -> Iterator[Mistake]:
        """Say where one answer can never be among what another one holds."""
        if not {name.path[0], other.path[0]} <= self._asked.keys():
            return  # a last time, or an id that is told as unknown
        for each in (name, other):
            if not any(self._ids(each)):
                what = f"when: “{each.path[0]}” holds no choices or rows."
                yield Mistake(path, "E204", what)
                return
        (one, source), (two, other_source) = self._ids(name), self._ids(other)
        if not one.keys() & two.keys() and not source == other_source != "":
            what = f"“{name.path[0]}” and “{other.path[0]}” have no choice in common."
            yield Mistake(path, "E204", f"when: {what}")

    def _ids(self, name: Name) -> tuple[Mapping[str, str], str]:
        """Return the ids an answer can hold where an author wrote them, and their source.

        The source is the list that they are taken from, where there is one.
        """
        asked = self._asked.get(name.path[0])
        if isinstance(asked, Matrix) and name.path[-1] not in ENDS:
            return (asked.cols if name.path[1:] else {}), ""
        if isinstance(asked, Matrix):
            ids, source = asked.rows, asked.rows_from
        elif isinstance(asked, Choice | Multi):
            ids, source = asked.choices, asked.choices_from
        else:
            return {}, ""
        source = self._repeated.get(source, source)
        return ids or self._ids(Name((source,)))[0], source

    def _is_end(self, name: Name) -> bool:
        asked = self._asked.get(name.path[0])
        return isinstance(asked, Matrix) and name.path[-1] in ENDS

    def _tallied(self, tally: Tally, path: KeyPath) -> Iterator[Mistake]:
        """Say where a choice is counted in what has no such choice."""
        asked = self._asked.get(tally.name.path[0])
        key = "cols" if tally.function == "part" else "choices"
        known: Mapping[str, str] | None = getattr(asked, key, None)
        if asked is not None and not known:
            what = f"{tally.function}: “{asked.id}” has no choices to count."
            yield Mistake(path, "E204", what)
        elif known is not None:
            yield from _unknown_choice(tally.name, tally.choice, known, path)

    def _compared(
        self, name: Name, sign: str, given: str | float, path: KeyPath
    ) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        if isinstance(given, str):
            yield from self._choice(name, (given,), path)
        elif isinstance(asked, Matrix) and len(name.path) == 1:
            what = f"when: “{asked.id}” has rows; one row or a mean can be compared."
            remedy = f"For example: mean({asked.id}) {sign} {given:g}."
            yield Mistake(path, "E207", what, remedy)
        elif isinstance(asked, Scale | Matrix) and not isinstance(given, bool):
            if not asked.min <= given <= asked.max:
                what = f"when: {given:g} is not on the scale of “{asked.id}”."
                remedy = f"It goes from {asked.min} to {asked.max}."
                yield Mistake(path, "E205", what, remedy)
        elif asked and not isinstance(asked, Number) and sign not in ("=", "!="):
            what = f"when: “{asked.id}” is no number; {sign} cannot be."
            yield Mistake(path, "E207", what)

    def _choice(
        self, name: Name, wanted: tuple[str, ...], path: KeyPath
    ) -> Iterator[Mistake]:
        asked = self._asked.get(name.path[0])
        known, source = self._ids(name)
        if isinstance(asked, Choice) and source and not known:
            what = f"when: “{asked.id}” takes its choices from what is written."
            remedy = f"{asked.id} is answered is all that can be asked of it."
            yield Mistake(path, "E204", what, remedy)
        for each in wanted if known else ():
            yield from _unknown_choice(name, each, known, path)


def _unknown_choice(
    name: Name, choice: str, known: Mapping[str, str], path: KeyPath
) -> Iterator[Mistake]:
    if choice not in known:
        kind = "row" if name.path[-1] in ENDS else "choice"
        what = f"when: “{name.path[0]}” has no {kind} “{choice}”."
        listed = f"{kind.capitalize()}s: {', '.join(known)}."
        remedy = nearest_of(choice, known) or listed
        yield Mistake(path, "E204", what, remedy)


def _rows_of(asked: AnyQuestion) -> Iterable[str] | None:
    """Return what can stand after the point of `id.row`, or None for anything."""
    if isinstance(asked, Matrix):
        return None if asked.rows_from else asked.rows
    return PARTS if isinstance(asked, Committing) else ()
