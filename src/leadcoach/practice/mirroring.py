"""Holding up the mirror in the middle of a sitting."""

from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import Lens, Reading
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session
from leadcoach.practice.tools import Tools
from leadcoach.readers import Account
from leadcoach.readers.follow import follow_ups
from leadcoach.rendering.pages.mirror import mirror_page


def held_up(question: Mirror, session: Session, tools: Tools) -> Session:
    """Return the session after a reading of the answers `question` names was shown."""
    account = _account(question, session)
    reading = tools.reader.read(account, _lenses(question, tools))
    tools.show(mirror_page(reading))
    return session.with_reading(reading, _offers(reading, tools), question.id)


def _account(question: Mirror, session: Session) -> Account:
    answers = session.facts().answers
    parts = []
    for ids in (question.best, question.struggle):
        texts = [(each, answers.get(each)) for each in ids]
        # A passage that brought up the safety note is not read (domain.md section 9).
        parts.append(
            tuple(
                (each, text)
                for each, text in texts
                if isinstance(text, str) and not calls_for_the_note(text)
            )
        )
    return Account(best=parts[0], struggle=parts[1])


def _lenses(question: Mirror, tools: Tools) -> tuple[Lens, ...]:
    wanted = tools.own_lenses or question.lenses
    known = {lens.id: lens for lens in tools.lenses}
    return tuple(known[each] for each in wanted if each in known)


def _offers(reading: Reading, tools: Tools) -> tuple[str, ...]:
    offered = [offer.ask for offer in follow_ups(reading, tools.probes)]
    if reading.abstained and reading.question:
        offered = [reading.question, *offered]
    return tuple(dict.fromkeys(offered))
