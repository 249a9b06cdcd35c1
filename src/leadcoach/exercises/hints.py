"""What a walk may try: words and labels of conditions, and things written before."""

from collections.abc import Iterator

from leadcoach.domain.atoms import Finds, Mentions
from leadcoach.domain.condition import atoms_in
from leadcoach.domain.exercise import KEPT_LISTS, AnyQuestion, Exercise
from leadcoach.domain.question import Mirror, Pick
from leadcoach.domain.reading import STANCES

SHORT = "Yes."
LONG = (
    "I asked the two of them on Monday. I waited for what each of them would say, and "
    "I wrote it down. Then we chose one small thing to try, and I told them when I "
    "would come back to it. I did not know how it would go."
)
THIN = "It was a long week for everybody, and nobody was at their best."
KEPT = {
    name: {f"{name[0]}1": SHORT, f"{name[0]}2": THIN, f"{name[0]}3": "Ask Kim."}
    for name in KEPT_LISTS
}
"""open commitments and latest entries, as a person may have them"""


def looks_back(exercise: Exercise) -> bool:
    """Tell whether anything in it depends on an earlier time."""
    words = exercise.model_dump_json()
    return exercise.again is not None or "hist(" in words or "last." in words


def answer_names(exercise: Exercise) -> Iterator[tuple[str, AnyQuestion]]:
    """Yield each question with the ids its answers have: `where`, or `where.thought`."""
    for planned in exercise.plan:
        question = planned.question
        if isinstance(question, Mirror | Pick):
            continue
        yield question.id, question
        source = exercise.question(planned.section.for_each)
        items = getattr(source, "choices", None) or KEPT.get(
            planned.section.for_each, {}
        )
        yield from ((f"{question.id}.{item}", question) for item in items)


def hints_of(exercise: Exercise) -> tuple[list[str], list[str]]:
    """Return texts that hold the words of conditions, and the labels they look for."""
    mentioned: dict[str, None] = {}
    labels: dict[str, None] = dict.fromkeys(STANCES)
    conditions = [each for planned in exercise.plan for each in planned.conditions]
    for atom in (atom for each in conditions for atom in atoms_in(each)):
        if isinstance(atom, Mentions):
            mentioned |= dict.fromkeys(f"I {word} do it." for word in atom.words)
        if isinstance(atom, Finds):
            labels[atom.label] = None
    return list(mentioned), list(labels)
