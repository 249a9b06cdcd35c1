"""Holding up the mirror in the middle of a sitting."""

from collections.abc import Sequence
from dataclasses import replace

from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import Lens, Reading
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session
from leadcoach.practice.tools import Tools
from leadcoach.readers import Account
from leadcoach.readers.follow import Offered, follow_ups
from leadcoach.readers.language import language_is_english
from leadcoach.rendering.pages.mirror import mirror_page

NOT_ENGLISH = "The mirror knows English only, so it does not read what you wrote. It asks instead."


def held_up(question: Mirror, session: Session, tools: Tools) -> Session:
    """Return the session after a reading of the answers `question` names was shown."""
    account = _account(question, session)
    lenses = _lenses(question, tools)
    reading = tools.reader.read(account, lenses)
    if tools.somebody and not reading.abstained:
        # Nobody to ask is the quick case, and the weights are not needed for it.
        from leadcoach.practice.placing import moments_of, placed_by

        placings = placed_by(tools.asker, moments_of(account))
        reading = tools.reader.read(replace(account, placings=placings), lenses)
    if reading.abstained and not _is_english(account):
        tools.asker.tell(f"\n{NOT_ENGLISH}")
    offered = follow_ups(reading, tools.probes, tools.asked_lately)
    reading = replace(reading, offered=tuple(each.key for each in offered))
    tools.show(mirror_page(reading))
    return session.with_reading(reading, _offers(reading, offered), question.id)


def _is_english(account: Account) -> bool:
    return language_is_english("\n".join(account.texts.values()))


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


def _offers(reading: Reading, offered: Sequence[Offered]) -> tuple[str, ...]:
    asked = [each.ask for each in offered]
    if reading.abstained and reading.question:
        asked = [reading.question, *asked]
    return tuple(dict.fromkeys(asked))
