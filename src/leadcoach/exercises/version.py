"""What a newer version of an exercise changes for what was answered to an earlier one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.text import clean_line, nearest, several
from leadcoach.exercises.conditions import KeyPath, Mistake
from leadcoach.exercises.validate import questions_in

_MOST_NAMED = 6


def number_of(exercise: Exercise) -> tuple[tuple[int, str], ...]:
    """Return the version in a form that can be compared, however many digits it has."""
    parts = (part.lstrip("0") for part in exercise.version.split("."))
    return tuple((len(part), part) for part in parts)


def same_authors(one: Exercise, other: Exercise) -> bool:
    """Tell whether both name the same authors; nobody is the same as nobody."""
    names = [{clean_line(each).casefold() for each in x.authors} for x in (one, other)]
    return bool(names[0]) and names[0] == names[1]


@dataclass(frozen=True)
class Kept:
    """What the person has written with the version that is at hand."""

    entries: int
    drafts: int
    in_drafts: frozenset[str]
    """the ids that are answered in a draft"""


@dataclass(frozen=True)
class Difference:
    """Two versions of one exercise, question by question."""

    before: Exercise
    now: Exercise

    def gone(self) -> dict[str, AnyQuestion]:
        """Return the questions that are asked no longer, under any name."""
        kept = {*_questions(self.now), *self.now.renamed}
        earlier = _questions(self.before)
        return {each: earlier[each] for each in earlier if each not in kept}

    def unexplained(self) -> dict[str, str]:
        """Return the ids of which the newer file says nothing, and the new ones like them."""
        now, before = _questions(self.now), _questions(self.before)
        new = {each: now[each] for each in now if each not in before}
        told = {*self.now.retired, *(each.id for each in self.now.past)}
        return {
            each: _alike(asked, new)
            for each, asked in self.gone().items()
            if each not in told
        }

    def told(self, in_drafts: Collection[str] = ()) -> Iterator[str]:
        before, now = _questions(self.before), _questions(self.now)
        for old, new in self.now.renamed.items():
            if old in before and new in now:
                yield f"“{old}” is called “{new}” now; what you answered goes along."
        past = {each.id for each in self.now.past}
        for each in self.gone():
            stays = "What you answered stays in your entries"
            stays += ", and can be changed there." if each in past else "."
            draft = " In an open draft it is set aside, and kept." * (each in in_drafts)
            yield f"“{each}” is asked no longer. {stays}{draft}"
        for each, like in self.unexplained().items():
            if like:
                yield (
                    f"“{like}” is new and like “{each}”. If they are one question, its "
                    f'author can say so: renamed = {{ {each} = "{like}" }}.'
                )
        both = [each for each in now if each in before]
        for each in both:
            yield from _changed(before[each], now[each])
        known = {*before, *self.now.renamed.values(), *self.unexplained().values()}
        if new_ones := [each for each in now if each not in known]:
            yield f"New: {several(new_ones, _MOST_NAMED)}."
        said = [each for each in both if before[each].text != now[each].text]
        if said:
            asked = several(said, _MOST_NAMED)
            yield f"In other words: {asked}. Entries keep the words they were asked in."

    def vanished(self) -> Iterator[Mistake]:
        """Yield the ids that vanished, and what the author can say of them."""
        places = {each.id: path for each, path in questions_in(self.now)}
        for each, like in self.unexplained().items():
            path: KeyPath = (*places[like], "id") if like else ("version",)
            gone = f"“{each}” of version {self.before.version}, which you have, is gone"
            what = f"{gone}, and “{like}” is new." if like else f"{gone}."
            one = f'If they are one question: renamed = {{ {each} = "{like}" }}.'
            never = f'So that it never comes back: retired = ["{each}"].'
            yield Mistake(path, "W245", what, one if like else never)


def _changed(before: AnyQuestion, now: AnyQuestion) -> Iterator[str]:
    stays = "what you answered stays in your entries."
    if before.type != now.type:
        kinds = f"of type {now.type}, and was of type {before.type}"
        yield f"“{now.id}” is {kinds}; {stays}"
        return
    for key in ("choices", "rows", "cols"):
        parts: list[Mapping[str, str]] = [getattr(x, key, {}) for x in (before, now)]
        gone = [each for each in parts[0] if each not in parts[1]]
        if gone and parts[1]:
            yield f"“{now.id}” has no {several(gone, _MOST_NAMED)} any more; {stays}"


def _alike(asked: AnyQuestion, new: Mapping[str, AnyQuestion]) -> str:
    """Return which of the `new` questions may be `asked`: by its id, or by its words."""
    kind = {each: new[each] for each in new if new[each].type == asked.type}
    by_text = {kind[each].text: each for each in kind}
    found = nearest(asked.text, by_text, 0.7)
    return by_text[found] if found else nearest(asked.id, kind)


def _questions(exercise: Exercise) -> dict[str, AnyQuestion]:
    return {each.id: each for each, _ in questions_in(exercise)}
