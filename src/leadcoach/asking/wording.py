"""A question as lines of text, wrapped to the screen; the same for every asker."""

from leadcoach.domain.exercise import AnyQuestion
from leadcoach.domain.passages import Rank, Sentence
from leadcoach.domain.question import Choice, Multi, Pick
from leadcoach.domain.rating import Matrix, Number, Scale, YesNo
from leadcoach.domain.text import clean, clean_line, on_one_line, wrap

WIDEST = 76
WHERE_KEYS_ARE = "Keys: /help, or ? in choices."


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Return `text` cleaned and wrapped to `width` columns, line breaks kept."""
    room = max(min(width, WIDEST) - 1, len(indent) + 10)
    return "\n".join(wrap(clean(text).expandtabs(4), room, indent))


def choices_of(question: AnyQuestion) -> dict[str, str]:
    """Return what a question lets one choose from: id -> words; empty when nothing."""
    if isinstance(question, Choice | Multi):
        # An author's lines may end anywhere; those of a commitment say each its own.
        line = on_one_line if question.choices_from else str
        choices = question.choices.items()
        return {key: clean_line(line(words)) for key, words in choices}
    if isinstance(question, YesNo):
        return {"yes": "yes", "no": "no"}
    if isinstance(question, Pick):
        return {offer: clean_line(offer) for offer in question.offers}
    return {}


OTHERS = "others"
"""the id of what lists all sentences, where only the likeliest are shown"""


def sentences_of(question: Sentence, rank: Rank | None = None) -> dict[str, str]:
    """Return the sentences to choose from: number -> words; without `rank` all of them."""
    shown = question.likeliest(rank) if rank else question.offered
    found = {str(number): question.words(each) for number, each in shown.items()}
    if len(shown) < len(question.offered):
        found[OTHERS] = f"show all {len(question.offered)} sentences"
    return found


_HOW = {
    "date": "A day: 2026-12-01, friday or in 2 weeks.",
    "list": "One a line; an empty line ends.",
}


def _how_many(least: int, most: int) -> str:
    if not most:
        return f"Choose at least {least}." if least > 1 else ""
    within = f"{least} to {most}" if least else f"at most {most}"
    return f"Choose {most if least == most else within}."


def how_to_answer(question: AnyQuestion) -> str:
    """Return in a few words what an answer looks like."""
    match question:
        case Scale() | Matrix():
            ends = f" ({question.ends()})" if question.anchors else ""
            said = f"{question.min} to {question.max}{ends}."
            if isinstance(question, Scale):
                return clean_line(f"A number from {said}")
            if question.cols:
                cols = enumerate(question.cols.values(), 1)
                said = ", ".join(f"{number} = {words}" for number, words in cols) + "."
            return clean_line(f"For each: {said}")
        case Number():
            unit = f" ({question.unit})" if question.unit else ""
            return clean_line(f"A number{unit}{question.bounds()}.")
        case Multi():
            return _how_many(question.min_pick, question.max_pick)
        case _:
            return _HOW.get(question.type, "")
