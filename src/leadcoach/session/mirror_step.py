"""Holding up the mirror: in the middle of a sitting, or to a text that nobody asked for.

What a mirror is told is gathered here, and each further voice beside the page is a step
in `mirror_of`, after the page that leadcoach makes by itself.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from leadcoach import __version__
from leadcoach.asking import Answered, Asker, Move, Place
from leadcoach.asking.scripted import Scripted
from leadcoach.domain.exercise import AnyQuestion, Asked, Exercise, Section
from leadcoach.domain.passages import Sentence, texts_in
from leadcoach.domain.progress import still_to_come
from leadcoach.domain.question import Long, Mirror
from leadcoach.domain.reading import Lens, Quote, Reading, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session
from leadcoach.mirror.comparison import Keys, lenses
from leadcoach.mirror.page import Heart, ToldStories, heart_of, held
from leadcoach.rendering.page import Page
from leadcoach.rendering.pages.mirror import mirror_page


def mirror_of(
    question: Mirror,
    session: Session,
    names: Sequence[str],
    asked_lately: frozenset[str],
    *,
    somebody: bool,
) -> tuple[Session, Page | None]:
    """Return the session with the reading of the answers `question` names, and its page.

    There is no page where nothing can be said. `names` are lenses to hold it beside,
    `asked_lately` follow-up questions that are not offered again; `somebody` is there
    to ask.
    """
    account = _MirrorAnswers(question, session)
    about = account.answers.get(question.about, ())
    abouts = about if isinstance(about, tuple) else (str(about),)
    told = account.told(somebody=somebody)
    found = held(told, _lenses_called(names), abouts, asked_lately)
    read = session.with_reading(found.reading, found.offers, question.id)
    if found.reading.abstained:
        return read, None
    texts = (planned.question.text for planned in session.exercise.plan)
    is_asked = any(f"${{{question.id}.question" in text for text in texts)
    return read, mirror_page(found.reading, account.texts, with_question=not is_asked)


def _lenses_called(names: Sequence[str]) -> list[Lens]:
    known = {lens.id: lens for lens in lenses()}
    return [known[name] for name in names if name in known]


class _MirrorAnswers:
    """What a mirror is told of, by the answers that it names."""

    def __init__(self, question: Mirror, session: Session) -> None:
        self._question = question
        self._language = session.exercise.language
        self.answers = session.facts().answers
        self._best = self._said(question.best)
        self._struggle = self._said(question.struggle)
        self.texts = {**self._best, **self._struggle}

    def told(self, *, somebody: bool) -> ToldStories:
        """Return it all; where `somebody` could pick a heart, none is taken for them."""
        question = self._question
        best, hard = _pair(question.hearts)
        leading, power = _pair(question.own_words)
        sides = (("best", question.best), ("struggle", question.struggle))
        return ToldStories(
            best=self._best,
            struggle=self._struggle,
            best_heart=self._heart(best, self._best, somebody=somebody),
            hard_heart=self._heart(hard, self._struggle, somebody=somebody),
            keys=Keys(
                best_who=self._key(_pair(question.who)[0]),
                hard_who=self._key(_pair(question.who)[1]),
                best_needs=self._key(_pair(question.needs)[0]),
                hard_needs=self._key(_pair(question.needs)[1]),
                paid=self._key(question.paid),
                they=self._key(question.they),
                stories=sum(map(bool, (self._best, self._struggle))),
            ),
            underlined=self._passage(question.underline),
            leading=self._words(leading),
            power=self._words(power),
            missing=frozenset(
                side for side, ids in sides if ids and not self.answers.keys() & ids
            ),
            language=self._language,
        )

    def _said(self, ids: Sequence[str]) -> dict[str, str]:
        # A passage that brought up the safety note is not read (domain.md section 9).
        return {
            name: text
            for name, text in texts_in(ids, self.answers).items()
            if text.strip() and not calls_for_the_note(text)
        }

    def _heart(
        self, name: str, part: Mapping[str, str], *, somebody: bool
    ) -> Heart | None:
        picked = self._passage(name)
        if picked is not None:
            return Heart(picked)
        return None if somebody and name else heart_of(part)

    def _passage(self, name: str) -> Quote | None:
        quote = quote_in(self.answers.get(name))
        return quote if quote is not None and quote.answer in self.texts else None

    def _words(self, name: str) -> Quote | None:
        """Return an answer in the person's own words, without the space around it."""
        said = self.answers.get(name)
        if not isinstance(said, str) or not said.strip() or calls_for_the_note(said):
            return None
        start, end = len(said) - len(said.lstrip()), len(said.rstrip())
        return Quote(said[start:end], name, start, end)

    def _key(self, name: str) -> str:
        said = self.answers.get(name)
        if isinstance(said, bool):
            return "yes" if said else "no"
        return said if isinstance(said, str) and not calls_for_the_note(said) else ""


def _pair(ids: Sequence[str]) -> tuple[str, str]:
    """Return the id for the best moment and for the struggle; empty for none."""
    best, hard, *_ = (*ids, "", "")
    return best, hard


# A text that no exercise asked for

TEXT = "text"
"""the id of the answer that such a reading quotes"""
TITLE = "A text of yours"
_IDEAS = ("heifetz", "kashtan")


def text_session(text: str, kind: str, reflect: Exercise, today: dt.date) -> Session:
    """Return a sitting that asks of a text what reflect asks of a story.

    `kind` is what it tells: `best`, `struggle` or `mixed`.
    """
    side = "hard" if kind == "struggle" else "best"
    names = [f"{side}_heart", f"{side}_who", f"{side}_needs"]
    names += ["paid", "underline"] if side == "hard" else ["underline"]
    known = (reflect.question(name) for name in names)
    ask = [
        Long(id=TEXT, type="long", text=TITLE),
        *(_of_the_text(each) for each in known if each),
    ]
    section = Section(id=TEXT, ask=tuple(Asked(question=each) for each in ask))
    exercise = Exercise(
        format=1,
        id="read",
        version=__version__,
        title=TITLE,
        purpose=TITLE,
        section=(section,),
    )
    return Session(exercise, today, answers={TEXT: text})


def _of_the_text(question: AnyQuestion) -> AnyQuestion:
    """Return a question of reflect as it is asked of the one text there is."""
    changed: dict[str, object] = {}
    if question.when.endswith("is answered"):
        changed["when"] = ""
    if isinstance(question, Sentence):
        changed["from_"] = (TEXT,)
    return question.changed(**changed)


def read_text(
    session: Session, kind: str, names: tuple[str, ...], asker: Asker | None
) -> tuple[Session, Reading]:
    """Return the sitting with what `asker` says of its text, and the reading of it.

    `names` are lenses. They can leave every question open.
    """
    if asker is not None:
        session = _asked(session, Scripted({}, asker))
    is_hard = kind == "struggle"
    question = Mirror(
        id="mirror",
        type="mirror",
        best=() if is_hard else (TEXT,),
        struggle=(TEXT,) if is_hard else (),
        hearts=("best_heart", "hard_heart") if asker is not None else (),
        who=("best_who", "hard_who"),
        needs=("best_needs", "hard_needs"),
        paid="paid",
        underline="underline",
    )
    told = _MirrorAnswers(question, session).told(somebody=asker is not None)
    told = replace(told, keys=replace(told.keys, mixed=kind == "mixed"))
    found = held(told, _lenses_called(names or _IDEAS))
    read = session.with_reading(found.reading, found.offers, question.id)
    return read, found.reading


def _asked(session: Session, asker: Scripted) -> Session:
    while (step := session.next()) is not None:
        reply = asker.ask(step, Place(still_to_come(session)))
        if isinstance(reply, Answered):
            session = session.answer(step.id, reply.value)
        elif reply is Move.SKIP:
            session = session.skip(step.id)
        elif reply is Move.BACK:
            before = session.back()
            session = session if before.turned_to == TEXT else before
        else:
            break
    return session
