"""A coach in a sitting: its reading after the mirror's, and the conversation.

It is asked only where the person said yes, or said before that it need not ask. Nothing
of a reply reaches the screen unchecked, and whatever goes wrong, the sitting goes on.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from leadcoach.asking import Answered, Move, Reply
from leadcoach.coach.checker import BANK, MOST_TURNS, CheckedReply, check, check_turn
from leadcoach.coach.consent import Coach
from leadcoach.coach.packet import (
    Instructions,
    ModelText,
    Packet,
    again,
    packet_of,
    turn_packet,
)
from leadcoach.domain.exercise import AnyQuestion, Section
from leadcoach.domain.question import Long, Mirror, Pick, Short
from leadcoach.domain.reading import CoachReading, CoachSentence, Exchange
from leadcoach.domain.session import COACH, Session, Step
from leadcoach.errors import NoCoach, NotFound
from leadcoach.rendering.page import Heading, Listing, Page, Paragraph, Verbatim
from leadcoach.session.entry import entry_of

if TYPE_CHECKING:
    from leadcoach.session.run import SessionLoop

TALK = f"{COACH}-talk"
"""what stands for the conversation where it was had, or left out"""
PROMPTS = ("reflect", "talk")
"""for a reading, and for each question after it"""
READ_IT = "Let the coach read it too?"
STAYS = (
    "What does not go: what you noticed, private answers, other entries, settings. What "
    "you answer later goes only where you talk with it."
)
CHOICES = {
    "no": "no",
    "yes": "yes, send it",
    "read": "show me all that would be sent",
    "names": "replace more names first",
}
NOT_SO = "What is not so?"
STRIKE = (
    f"{NOT_SO} /strike 3 takes sentence 3 out; words of yours are kept, and told "
    "to the coach if you talk with it. Enter goes on."
)
NOT_NOW = "-"
WHICH = "Which sentence? Its number goes behind: /strike 3"
AGAIN = "The coach is asked once more, and told what was wrong with its answer."
BEGINS_HERE = "It begins here; there is nothing to go back to. Enter goes on."
OWN = "The coach's answer could not be used, so the next question is leadcoach's own."
NOT_SENT = "That is not sent. The talk with the coach ends here."
LEFT_OUT = "Sentences left out, for they do not stand on your words: {}."
SENT = "Your words were sent. The mirror stands as it is."
_BROKEN = re.compile(r"(?<=\S)\n(?: +(?=\S)|(?=[^\s-]))")
"""a line of a prompt that goes on in the next"""
_STRUCK = re.compile(r"/?strike((?:[\s,]+\d{1,2})+)\s*", re.IGNORECASE)
WRONG_WORDS = "The coach's answer quoted words that are not yours, so it is not shown."
NO_FORM = "The coach's answer has not the form it was asked for, so it is not shown."
NO_GROUND = (
    "Too little of the coach's answer stands on what you wrote: it is not shown."
)


@dataclass
class Voice:
    """A coach that was agreed to, as a sitting can use it."""

    coach: Coach
    send: Callable[[Sequence[Mapping[str, str]], Mapping[str, Any]], ModelText]
    """sends messages and the form of the answer; NoCoach where no answer comes"""
    prompts: Mapping[str, Instructions]
    """the prompt files of PROMPTS"""
    names: list[str] = field(default_factory=list)
    """names that the person wants replaced"""
    problem: NoCoach | None = None
    """why it gave nothing, where it was asked"""

    def packet(self, session: Session, now: dt.datetime) -> Packet:
        """Return what would be sent of a sitting; the same each time, to the byte."""
        entry = entry_of(session, "", now, now, "")
        # Names stay where nothing leaves this computer, unless somebody names them.
        names = None if self.coach.is_here and not self.names else self.names
        reflect = self.prompts["reflect"]
        return packet_of(entry, session.exercise, reflect, names=names)


def read(
    voice: Voice, packet: Packet, tell: Callable[[str], None]
) -> tuple[CheckedReply, ModelText]:
    """Return a checked reading, asked for once more with the reasons where that helps.

    `tell` hears when it is asked for once more. NoCoach: no answer came, or none to show.
    """
    told = voice.send(packet.messages, packet.schema)
    checked = check(told.text, packet)
    if checked.reasons:
        messages = again(packet.messages, told.text, checked.again)
        tell(AGAIN)
        try:
            other = voice.send(messages, packet.schema)
        except NoCoach:
            if not checked.enough:
                raise
            return checked, told
        better = check(other.text, packet)
        is_better = len(better.reasons) <= len(checked.reasons)
        if better.enough and (is_better or not checked.enough):
            return better, other
    if not checked.enough:
        rules = {each.rule for each in checked.reasons}
        why = WRONG_WORDS if rules & {"no-slice", "turned"} else NO_GROUND
        raise NoCoach(NO_FORM if "no-form" in rules else why, SENT)
    return checked, told


class CoachStep:
    """What the coach does in one sitting, and asks the person about that."""

    def __init__(self, voice: Voice, sitting: "SessionLoop") -> None:
        self._voice = voice
        self._sitting = sitting
        self._tools = sitting.tools
        self._section: Section | None = None
        self._is_alone = False

    def take(self, step: Step | None) -> bool:
        """Do what is the coach's before `step`; tell whether there was anything."""
        session = self._sitting.session
        if session.reading is None or not _is_behind_the_mirror(session, step):
            return False
        if COACH not in session.passed:
            self.let_read()
        elif step and isinstance(step.question, Pick) and self.has_turn:
            self.converse(step)
        else:
            return False
        return True

    @property
    def has_turn(self) -> bool:
        """Tell whether there is something to talk about, or a question waits."""
        is_over = TALK in self._sitting.session.passed
        return self._coach is not None and (not is_over or self._pending is not None)

    def talk_over(self) -> None:
        """Read, and ask on, where all else is written before."""
        self._is_alone = True
        if COACH not in self._sitting.session.passed:
            self.let_read()
        if self.has_turn:
            self.converse(None)
        self._is_alone = False

    # The reading

    def let_read(self) -> None:
        """Offer to let the coach read, show what it says, and let sentences be struck."""
        session = self._sitting.session
        # The heading of what comes next stands above that, not above this.
        behind = [each for each in session.steps() if isinstance(each.question, Mirror)]
        self._section = (behind or session.steps())[-1].section
        if session.coach is None:
            reading = self._reading()
            if reading is None:
                self._keep(session.pass_over(COACH))
                return
            self._keep(replace(session, coach=reading))
        self._show_and_strike()

    def _reading(self) -> CoachReading | None:
        """Return the coach's reading; None where it is not wanted, or there is none."""
        try:
            packet = self._agreed(self._packet())
        except NotFound:  # no two stories that may be sent
            return None
        if packet is None:
            return None
        try:
            checked, told = read(self._voice, packet, self._tools.asker.tell)
        except NoCoach as problem:
            self._voice.problem = problem
            self._tools.asker.tell(f"\n{problem.message} {problem.hint}".rstrip())
            return None
        return self._stored(packet, checked, told)

    def _packet(self) -> Packet:
        return self._voice.packet(self._sitting.session, self._tools.now())

    def _agreed(self, packet: Packet) -> Packet | None:
        """Return what the person lets go, or None."""
        coach = self._voice.coach
        if coach.always and coach.is_here:
            who = f"{coach.model}, on this computer"
            self._tools.asker.tell(f"\nThe coach reads it too ({who}).")
            return packet
        while True:
            text = "\n".join(("", READ_IT, *_what_goes(coach, packet), STAYS))
            chosen = self._tools.asker.choose(text, CHOICES)
            if chosen is None:
                raise self._sitting.paused()
            if chosen == "read":
                system = Verbatim(_BROKEN.sub(" ", packet.system))
                parts = (system, Heading("And then"), Verbatim(packet.user))
                self._tools.show(Page("What would be sent", parts))
            elif chosen == "names":
                which = "Which? Names with commas between them."
                reply = self._ask(Short(id=COACH, type="short", text=which))
                if isinstance(reply, Answered):
                    given = (each.strip() for each in str(reply.value).split(","))
                    names = dict.fromkeys((*self._voice.names, *filter(None, given)))
                    self._voice.names = list(names)
                    self._keep(self._sitting.session.with_typing(COACH, {}))
                packet = self._packet()
            else:
                return packet if chosen == "yes" else None

    def _stored(
        self, packet: Packet, checked: CheckedReply, told: ModelText
    ) -> CoachReading:
        coach = self._voice.coach
        question = CoachSentence("thread", checked.question)
        threads = (question,) if checked.question else checked.threads
        return CoachReading(
            model=coach.model,
            reported=told.model if told.model != coach.model else "",
            where=coach.where,
            origin=coach.origin,
            prompt=packet.prompt,
            at=self._tools.now(),
            seconds=round(told.seconds),
            sent_words=packet.words,
            sent_sha256=packet.sha256,
            names_replaced=len(packet.writing.mask.behind),
            dropped=checked.dropped,
            sentences=(*checked.sentences, *threads),
        )

    def _show_and_strike(self) -> None:
        assert self._coach is not None
        self._tools.show(reading_page(self._coach))
        if self._coach.dropped:
            self._tools.asker.tell(LEFT_OUT.format(self._coach.dropped))
        while True:
            reply = self._ask(Short(id=COACH, type="short", text=STRIKE))
            if reply is Move.BACK:
                self._keep(self._sitting.session.back())
                return
            if not isinstance(reply, Answered):
                break
            words = str(reply.value)
            if found := _STRUCK.fullmatch(words.strip()):
                self._strike(map(int, re.findall(r"\d+", found[1])))
            elif words.strip().casefold().startswith("/strike"):
                self._tools.asker.tell(WHICH)
                self._keep(self._sitting.session.with_typing(COACH, {}))
            else:
                self._take(words, Exchange(asked=NOT_SO, by="bank"))
                break
        self._keep(self._sitting.session.pass_over(COACH))

    def _strike(self, numbers: Iterable[int]) -> None:
        coach = self._coach
        assert coach is not None
        known = dict(enumerate(said_in(coach), 1))
        for number in numbers:
            if number in known:
                coach = coach.striking(coach.place(known[number]))
                self._tools.asker.tell(f"Sentence {number} is struck out.")
            else:
                self._tools.asker.tell(f"There is no sentence {number}.")
        session = self._sitting.session.with_typing(COACH, {})
        self._keep(replace(session, coach=coach))

    # The conversation

    def converse(self, step: Step | None) -> None:
        """Ask, one at a time, until the person or the coach has had enough.

        What was said takes the place of the answer to `step`.
        """
        self._section = (step or self._sitting.session.steps()[-1]).section
        if self._pending is not None and self._coach:  # who left is shown it again
            self._tools.show(reading_page(self._coach))
        elif not self._begun():
            return
        while (exchange := self._pending) is not None:
            if exchange.noticed:
                self._tools.asker.tell(f"\n{exchange.noticed}")
            reply = self._ask(Long(id=COACH, type="long", text=exchange.asked))
            if reply is Move.BACK:
                self._keep(self._sitting.session.back())
                return
            if not isinstance(reply, Answered):
                break
            if not self._take(str(reply.value), exchange) or not self._next():
                break
        self._end()
        if step and self._coach and self._coach.talk:
            self._keep(self._sitting.session.skip(step.id))

    @property
    def _coach(self) -> CoachReading | None:
        return self._sitting.session.coach

    @property
    def _pending(self) -> Exchange | None:
        """The question that waits for an answer."""
        talk = self._coach.talk if self._coach else ()
        return talk[-1] if talk and not talk[-1].said else None

    def _begun(self) -> bool:
        """Let the person pick what to follow; tell whether they did."""
        assert self._coach is not None
        threads = [each.text for each in self._coach.shown if each.part == "thread"]
        offered = threads or [BANK[0]]
        choices = {str(at): each for at, each in enumerate(offered, 1)}
        text = "Which of these would you follow with the coach?"
        choices[NOT_NOW] = "none of these"
        chosen = self._tools.asker.choose(f"\n{text}", choices)
        if chosen is None:
            raise self._sitting.paused()
        if chosen == NOT_NOW:
            self._end()
            return False
        by = "" if threads else "bank"
        self._add(Exchange(asked=choices[chosen], by=by))
        return True

    def _next(self) -> bool:
        """Let the coach ask the next question; tell whether there is one."""
        coach = self._coach
        assert coach is not None
        asked = [each for each in coach.talk if each.asked != NOT_SO]
        is_last = TALK in self._sitting.session.passed
        if is_last or len(asked) >= MOST_TURNS:
            return False
        talk = self._voice.prompts["talk"]
        packet = turn_packet(self._packet(), talk, coach.shown, coach.talk)
        try:
            told = self._voice.send(packet.messages, packet.schema)
        except NoCoach as problem:
            self._tools.asker.tell(f"\n{problem.message} {problem.hint}".rstrip())
            return False
        turn = check_turn(told.text, packet, len(asked))
        if turn.by:
            self._tools.asker.tell(f"\n{OWN}")
        self._add(Exchange(asked=turn.ask, noticed=turn.noticed, by=turn.by))
        if turn.enough:
            self._keep(self._sitting.session.pass_over(TALK))
        return True

    def _add(self, exchange: Exchange) -> None:
        coach = self._coach
        assert coach is not None
        coach = replace(coach, talk=(*coach.talk, exchange))
        self._keep(replace(self._sitting.session, coach=coach))

    def _end(self) -> None:
        """End the conversation; a question that was not answered is not kept."""
        coach = self._coach
        if coach is not None:
            talk = tuple(each for each in coach.talk if each.said)
            coach = replace(coach, talk=talk)
        session = replace(self._sitting.session, coach=coach)
        self._keep(session.pass_over(TALK))

    # What each of it needs

    def _take(self, words: str, exchange: Exchange) -> bool:
        """Keep what was said to `exchange`; tell whether it may be sent."""
        choice = self._sitting.after_the_note(words)
        coach = self._coach
        assert coach is not None
        if choice in ("", "on"):
            talk = tuple(each for each in coach.talk if each.said)
            coach = replace(coach, talk=(*talk, replace(exchange, said=words)))
        session = self._sitting.session.with_typing(COACH, {})
        self._keep(replace(session, coach=coach))
        if choice == "stop":
            raise self._sitting.paused()
        if choice:
            self._tools.asker.tell(NOT_SENT)
        return not choice

    def _ask(self, question: AnyQuestion) -> Reply:
        assert self._section is not None
        reply = self._sitting.put(Step(question, self._section), COACH)
        while reply is Move.BACK and self._is_alone:
            self._tools.asker.tell(BEGINS_HERE)
            reply = self._sitting.put(Step(question, self._section), COACH)
        if reply is Move.PAUSE:
            raise self._sitting.paused()
        return reply

    def _keep(self, session: Session) -> None:
        self._sitting.keep(session)


def talk_ended(session: Session) -> Session:
    """Return a sitting whose talk is over, with what was typed and not yet said."""
    coach = session.coach
    typed = "\n".join(session.typing.get(COACH, {}).values()).strip()
    if coach is not None:
        talk = [each for each in coach.talk if each.said]
        if typed:
            waits = coach.talk[-1:] if coach.talk and not coach.talk[-1].said else ()
            asked = waits[0] if waits else Exchange(asked=NOT_SO, by="bank")
            talk.append(replace(asked, said=typed))
        session = replace(session, coach=replace(coach, talk=tuple(talk)))
        session = session.with_typing(COACH, {})
    return session.pass_over(COACH).pass_over(TALK)


def _is_behind_the_mirror(session: Session, step: Step | None) -> bool:
    """Tell whether `step` comes after the mirror and the question right behind it."""
    steps = session.steps()
    mirrors = [
        at
        for at, each in enumerate(steps)
        if isinstance(each.question, Mirror) and each.id in session.passed
    ]
    ids = [each.id for each in steps]
    at = ids.index(step.id) if step is not None else len(ids)
    return bool(mirrors) and at > mirrors[-1] + 1


def _what_goes(coach: Coach, packet: Packet) -> Iterator[str]:
    yield f"It goes to: {coach.model} at {coach.origin} ({coach.where})"
    yield f"What goes: your two answers and what you said of them, {packet.words} words."
    if packet.writing.left_out:
        yield f"Of very long answers {packet.writing.left_out} words are left out."
    replaced = [f"{name} → {put}" for put, name in packet.writing.mask.behind.items()]
    if replaced:
        yield f"Names replaced: {', '.join(replaced)}. Others may be missed."
    else:
        yield "No name is replaced."


def said_in(coach: CoachReading) -> list[CoachSentence]:
    """Return the sentences by whose numbers, from 1, they can be struck."""
    return [each for each in coach.sentences if each.part != "thread"]


def reading_page(coach: CoachReading) -> Page:
    """Return the reading with a number before each sentence."""
    items = tuple(each.text for each in said_in(coach))
    numbers = tuple(range(1, len(items) + 1))
    listed = [Listing(items, numbers)] if items else []
    asks = [each.text for each in coach.sentences if each.part == "thread"]
    alone = [] if items else [Paragraph(each) for each in asks]
    return Page(f"The coach's reading ({coach.who})", (*listed, *alone))
