"""One look over the answers before the entry is written; any of them can be changed."""

from leadcoach.asking import Asker
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import clean_line, on_one_line

KEEP = "-"
"""what stands for keeping all; no question can be called so"""

TEXT = "Before it is kept, one look over it. Choose an answer to change it."
_QUESTION = 44
_ANSWER = 60


def look_over(session: Session, asker: Asker) -> str | None:
    """Return KEEP, the id of a question to turn to, or None when the person pauses."""
    asking = [step for step in session.steps() if step.question.asks]
    if not any(step.value is not None for step in asking):
        return KEEP
    choices = {KEEP: "Keep all of it"} | {step.id: _line(step) for step in asking}
    return asker.choose(f"\n{TEXT}", choices)


def _line(step: Step) -> str:
    question = clean_line(step.asked, _QUESTION)
    if step.value is None:
        return f"{question} (left open)"
    answer = on_one_line(step.question.shown(step.value))
    return f"{question} {clean_line(answer, _ANSWER)}"
