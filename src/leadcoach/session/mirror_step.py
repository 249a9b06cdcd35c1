"""Holding up the mirror in the middle of a sitting."""

from collections.abc import Mapping, Sequence

from leadcoach.domain.entry import Value
from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import Lens, Quote, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session
from leadcoach.mirror.comparison import Keys
from leadcoach.mirror.page import Heart, Told, heart_of, held
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.mirror import mirror_page


def mirror_of(
    question: Mirror,
    session: Session,
    lenses: tuple[Lens, ...],
    asked_lately: frozenset[str],
    *,
    somebody: bool,
) -> tuple[Session, Page | None]:
    """Return the session with the reading of the answers `question` names, and its page.

    There is no page where nothing can be said. `asked_lately` are follow-up questions
    that are not offered again; `somebody` is there to ask.
    """
    account = _Account(question, session, somebody=somebody)
    about = account.answers.get(question.about, ())
    abouts = about if isinstance(about, tuple) else (str(about),)
    found = held(account.told(), lenses, abouts, asked_lately)
    read = session.with_reading(found.reading, found.offers, question.id)
    if found.reading.abstained:
        return read, None
    texts = (planned.question.text for planned in session.exercise.plan)
    is_asked = any(f"${{{question.id}.question" in text for text in texts)
    return read, mirror_page(found.reading, account.texts, with_question=not is_asked)


class _Account:
    """What a mirror is told of, by the answers that it names."""

    def __init__(self, question: Mirror, session: Session, *, somebody: bool) -> None:
        self._question = question
        self._session = session
        self._somebody = somebody
        self.answers = session.facts().answers
        self._parts = [self._said(ids) for ids in (question.best, question.struggle)]
        self.texts = {**self._parts[0], **self._parts[1]}

    def told(self) -> Told:
        question, (best, struggle) = self._question, self._parts
        hearts = [self._heart(at, part) for at, part in enumerate(self._parts)]
        own = [self._words(name) for name in (*question.own_words, "", "")[:2]]
        return Told(
            best=best,
            struggle=struggle,
            best_heart=hearts[0],
            hard_heart=hearts[1],
            keys=self._keys(),
            underlined=self._passage(question.underline),
            leading=own[0],
            power=own[1],
            missing=frozenset(self._missing()),
            language=self._session.exercise.language,
        )

    def _said(self, ids: Sequence[str]) -> dict[str, str]:
        # A passage that brought up the safety note is not read (domain.md section 9).
        return {
            name: text
            for name, text in _by_item({each: self.answers.get(each) for each in ids})
            if text.strip() and not calls_for_the_note(text)
        }

    def _missing(self) -> list[str]:
        sides = (("best", self._question.best), ("struggle", self._question.struggle))
        return [
            side
            for side, ids in sides
            if ids and not any(each in self.answers for each in ids)
        ]

    def _heart(self, at: int, part: Mapping[str, str]) -> Heart | None:
        names = self._question.hearts
        name = names[at] if at < len(names) else ""
        picked = self._passage(name)
        if picked is not None:
            return Heart(picked)
        is_skipped = self._somebody and bool(name)
        return None if is_skipped else heart_of(part, name)

    def _passage(self, name: str) -> Quote | None:
        quote = quote_in(self.answers.get(name))
        is_shown = quote is not None and quote.answer in self.texts
        return quote if is_shown else None

    def _words(self, name: str) -> Quote | None:
        """Return an answer in the person's own words, without the space around it."""
        said = self.answers.get(name)
        if not isinstance(said, str) or not said.strip() or calls_for_the_note(said):
            return None
        start = len(said) - len(said.lstrip())
        end = len(said.rstrip())
        return Quote(said[start:end], name, start, end)

    def _keys(self) -> Keys:
        question = self._question
        best_who, hard_who = (*question.who, "", "")[:2]
        best_needs, hard_needs = (*question.needs, "", "")[:2]
        return Keys(
            best_who=self._key(best_who),
            hard_who=self._key(hard_who),
            best_needs=self._key(best_needs),
            hard_needs=self._key(hard_needs),
            paid=self._key(question.paid),
            they=self._key(question.they),
            stories=sum(bool(part) for part in self._parts),
        )

    def _key(self, name: str) -> str:
        said = self.answers.get(name)
        if isinstance(said, bool):
            return "yes" if said else "no"
        return said if isinstance(said, str) and not calls_for_the_note(said) else ""


def _by_item(answers: Mapping[str, Value | None]) -> list[tuple[str, str]]:
    """Return texts by their names; `id.item` where one was asked for several items."""
    found = []
    for name, said in answers.items():
        if isinstance(said, str):
            found.append((name, said))
        elif isinstance(said, Mapping):
            found += [
                (f"{name}.{item}", each)
                for item, each in said.items()
                if isinstance(each, str)
            ]
    return found
