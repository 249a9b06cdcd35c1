"""One look over the answers before the entry is written; any of them can be changed."""

from leadcoach.asking import Asker
from leadcoach.domain.session import Session, Step
from leadcoach.domain.text import clean_line, on_one_line

KEEP = "-"
"""what stands for keeping all; no question can be called so"""

TEXT = "Before it is kept, one look over it. Choose an answer to change it."
KEEP_ALL = "Keep all of it"
KEEP_ANSWERS = "Keep the answers, and leave out what is not finished"
_QUESTION = 44
_ANSWER = 60


def look_over(session: Session, asker: Asker) -> str | None:
    """Return KEEP, the id of a question to turn to, or None when the person pauses."""
    asking = [step for step in session.steps() if step.question.asks]
    unfinished = {step.id for step in asking if session.typing.get(step.id)}
    if not unfinished and not any(step.value is not None for step in asking):
        return KEEP
    keep = KEEP_ANSWERS if unfinished else KEEP_ALL
    choices = {KEEP: keep} | {step.id: _line(step, session) for step in asking}
    return asker.choose(f"\n{TEXT}", choices)


def _line(step: Step, session: Session) -> str:
    words = [clean_line(step.asked, _QUESTION)]
    texts = "; ".join(session.typing.get(step.id, {}).values())
    if step.value is not None:
        words.append(clean_line(on_one_line(step.question.shown(step.value)), _ANSWER))
    if texts:
        words.append(f"(not finished: {clean_line(texts, _ANSWER)})")
    elif step.value is None:
        words.append("(left open)")
    return " ".join(words)
