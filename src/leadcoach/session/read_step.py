"""The mirror for a text that no exercise asked for."""

import datetime as dt
from dataclasses import dataclass

from leadcoach import __version__
from leadcoach.asking import Answered, Asker, Move, Place
from leadcoach.asking.scripted import Scripted
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.exercise import AnyQuestion, Asked, Exercise, Section
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Long
from leadcoach.domain.reading import Quote, Reading, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.session import Session, still_to_come
from leadcoach.mirror.comparison import Keys
from leadcoach.mirror.lenses import lenses
from leadcoach.mirror.page import Heart, Told, heart_of, held
from leadcoach.paths import builtin_exercises
from leadcoach.session.entry import answer_of

TEXT = "text"
"""the id of the answer that such a reading quotes"""
TITLE = "A text of yours"
_IDEAS = ("heifetz", "kashtan")


@dataclass(frozen=True)
class ReadText:
    """A text with what was picked of it, its page, and questions to go on with."""

    answers: tuple[Answer, ...]
    reading: Reading
    offers: tuple[str, ...]


@dataclass(frozen=True)
class ToRead:
    """A text, and what it tells: `best`, `struggle` or `mixed`."""

    text: str
    kind: str

    @property
    def side(self) -> str:
        """Return what the names of the questions of reflect begin with."""
        return "hard" if self.kind == "struggle" else "best"

    def begun(self, reflect: Exercise, today: dt.date) -> Session:
        """Return a sitting that asks of this text what reflect asks of a story."""
        names = [f"{self.side}_{each}" for each in ("heart", "who", "needs")]
        names += ["paid"] if self.side == "hard" else []
        known = [reflect.question(name) for name in (*names, "underline")]
        typed = Long(id=TEXT, type="long", text=TITLE)
        ask = [typed, *(_of_the_text(each) for each in known if each)]
        exercise = Exercise(
            format=1,
            id="read",
            version=__version__,
            title=TITLE,
            purpose=TITLE,
            section=(
                Section(id=TEXT, ask=tuple(Asked(question=each) for each in ask)),
            ),
        )
        return Session(exercise, today, answers={TEXT: self.text})

    def told(self, session: Session, *, somebody: bool) -> Told:
        """Return what was told and picked; nothing of a text that brought up the note."""
        if calls_for_the_note(self.text):
            return Told()
        texts, said = {TEXT: self.text}, session.facts().answers
        picked = quote_in(said.get(f"{self.side}_heart"))
        heart = Heart(picked) if picked else None if somebody else heart_of(texts)
        who, needs, paid = (
            str(said.get(name, ""))
            for name in (f"{self.side}_who", f"{self.side}_needs", "paid")
        )
        underlined: Quote | None = quote_in(said.get("underline"))
        if self.side == "hard":
            return Told(
                struggle=texts,
                hard_heart=heart,
                keys=Keys(hard_who=who, hard_needs=needs, paid=paid, stories=1),
                underlined=underlined,
            )
        return Told(
            best=texts,
            best_heart=heart,
            keys=Keys(
                best_who=who,
                best_needs=needs,
                stories=1,
                mixed=self.kind == "mixed",
            ),
            underlined=underlined,
        )


def read_text(
    session: Session, to_read: ToRead, names: tuple[str, ...], asker: Asker | None
) -> ReadText:
    """Return the page of a text, from what `asker` says of it; they can leave it open."""
    if asker is not None:
        session = _asked(session, Scripted({}, asker))
    told = to_read.told(session, somebody=asker is not None)
    known = {lens.id: lens for lens in lenses(builtin_exercises() / "lenses.toml")}
    found = held(told, [known[name] for name in names or _IDEAS if name in known])
    answers = tuple(answer_of(step, session.exercise) for step in session.answered())
    return ReadText(answers, found.reading, found.offers)


def _of_the_text(question: AnyQuestion) -> AnyQuestion:
    """Return a question of reflect as it is asked of the one text there is."""
    changed: dict[str, object] = {}
    if question.when.endswith("is answered"):
        changed["when"] = ""
    if isinstance(question, Sentence):
        changed["from_"] = (TEXT,)
    return question.model_copy(update=changed)


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


def kept_entry(read: ReadText, now: dt.datetime, zone: str) -> Entry:
    """Return an entry that holds the text, what was picked of it, and its reading."""
    return Entry(
        exercise="read",
        version=__version__,
        title=TITLE,
        sha256="",
        language="en",
        started=now,
        finished=now,
        zone=zone,
        local_date=now.date(),
        answers=read.answers,
        reading=read.reading,
    )
