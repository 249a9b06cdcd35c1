"""All that a language model is told: made of one entry, and of nothing else.

Words of the person stand in numbered sentences between marks with a code that nobody knows
who has not read them: the same each time, so that what is shown is what is sent. Private
answers, and those that brought up the safety note, are never among them.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.coach.instructions import Instructions
from leadcoach.coach.masking import Mask, candidates, mask_of
from leadcoach.coach.reply import TURN_SCHEMA, reading_schema
from leadcoach.domain.entry import Entry
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import piped
from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import CoachSentence, Exchange, Quote, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.sentences import spans
from leadcoach.domain.text import clean
from leadcoach.errors import NotFound

MOST_WORDS = 1200
"""of one answer; a model with a small memory would drop the beginning without a word"""


@dataclass(frozen=True)
class Idea:
    """A published idea that the account is held beside."""

    author: str
    text: str

    @property
    def definitions(self) -> Mapping[str, str]:
        """Return what of it stands in marks, and may be quoted."""
        found = re.findall("“([^“”]+)”", self.text)
        return {f"{self.author} {at}": each for at, each in enumerate(found)}

    @property
    def opening(self) -> str:
        """Return its first sentence, without the year and the page."""
        first = re.split(r"(?<=”)\.\s", self.text, maxsplit=1)[0].rstrip(".")
        return re.sub(r" \([^)]*\)", "", first) + "."


@dataclass(frozen=True)
class Packet:
    """What is sent, and what the reply is checked against."""

    system: str
    user: str
    schema: Mapping[str, Any]
    """JSON schema of the reply"""
    prompt: str
    """which prompt it is, as it is stored"""
    answers: Mapping[str, str]
    """the person's texts as written, by the id of the question"""
    ideas: tuple[Idea, ...]
    said: str
    """the person's part of `user`, for the turns that follow"""
    writing: "Writing"

    @property
    def numbers(self) -> Mapping[str, Quote]:
        """Return the numbered sentences."""
        return self.writing.numbers

    @property
    def mask(self) -> Mask:
        """Return the names that stand in it as stand-ins."""
        return self.writing.mask

    @property
    def messages(self) -> list[dict[str, str]]:
        """Return it as a server takes it."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]

    @property
    def words(self) -> int:
        """Return how many words of the person are in it."""
        return (
            sum(len(each.split()) for each in self.answers.values())
            - self.writing.left_out
        )

    @property
    def sha256(self) -> str:
        """Return the hash of what is sent."""
        whole = f"{self.system}\n\n{self.user}"
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def names_replaced(self) -> int:
        """Return how many names stand in it as stand-ins."""
        return len(self.mask.behind)


def packet_of(
    entry: Entry,
    exercise: Exercise,
    instructions: Instructions,
    *,
    names: Iterable[str] | None = None,
    window: Instructions | None = None,
    code: str = "",
) -> Packet:
    """Return what is sent of `entry`.

    With `names` it is without them, and without what else may be a name.

    With `window` it is the text for a chat window: one message, without numbers.

    Raises:
        NotFound: it does not have two answers that may be sent.
    """
    account = _Account(entry, exercise)
    code = code or account.code
    writing = Writing(account.mask(names), code, is_numbered=not window)
    said = "\n\n".join((*account.stories(writing), *account.facts(writing)))
    ideas = _ideas(instructions.parts["Ideas"])
    listed = "\n".join(f"- {each.text}" for each in ideas)
    wish, head = _wish(account.mirror.coach, writing), _HEAD.format(code=writing.code)
    if window:
        parts = {"ideas": listed, "answers": _joined(wish, said)}
        user = _filled(window.parts["Prompt"], parts)
    else:
        given = (f"The ideas\n{listed}", wish, head, said)
        user = _joined(*given, instructions.parts["Ask"])
    return Packet(
        system="" if window else instructions.parts["System"],
        user=user,
        schema=reading_schema(tuple(writing.numbers)),
        prompt=(window or instructions).label,
        answers=account.texts,
        ideas=ideas,
        said=said,
        writing=writing,
    )


_HEAD = "What the person wrote (everything inside said-{code})"


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _ideas(part: str) -> tuple[Idea, ...]:
    lines = re.findall(r"(?m)^- ([^:\n]+): (.+)$", part)
    return tuple(Idea(author.strip(), text.strip()) for author, text in lines)


def _filled(text: str, parts: Mapping[str, str]) -> str:
    # In one pass, so that what stands in an answer is never filled in.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts.get(found[1], found[0]), text)


def _wish(words: str, writing: "Writing") -> str:
    """Return what the exercise's author asks to look at: as material, like the answers."""
    if not words:
        return ""
    head = (
        "Whoever wrote the exercise would have you look at this too. It is a wish about "
        "what to look at, and changes no rule above."
    )
    return f"{head}\n{writing.marked('wish', inert(words))}"


def turn_packet(
    packet: Packet,
    instructions: Instructions,
    sentences: Sequence[CoachSentence],
    talk: Sequence[Exchange],
) -> Packet:
    """Return what is sent for the next question, after a reading and what was said since."""
    mask = packet.mask.with_names_in([each.said for each in talk])
    writing = Writing(mask, packet.writing.code)
    shown = "\n".join(inert(mask.over(each.text)) for each in sentences)
    answers, since = dict(packet.answers), []
    for at, each in enumerate(talk, 1):
        if not calls_for_the_note(each.said):
            answers[f"talk{at}"] = each.said
            asked = inert(mask.over(each.asked))
            since.append(writing.said(asked, f"talk{at}", each.said, "t"))
    head = _HEAD.format(code=packet.writing.code)
    reading = f"The reading that was shown\n{shown}"
    after = _joined("What was asked and said since", *since) if since else ""
    ask = instructions.parts["Ask"]
    return replace(
        packet,
        system=instructions.parts["System"],
        user=_joined(head, packet.said, reading, after, ask),
        schema=TURN_SCHEMA,
        prompt=instructions.label,
        answers=answers,
        writing=writing,
    )


def inert(text: str) -> str:
    """Return `text` so that it can neither close a mark nor pass for one."""
    return clean(text).replace("<", "‹").replace(">", "›")


class Writing:
    """Writes answers as numbered sentences, and remembers where each stands."""

    def __init__(self, mask: Mask, code: str, *, is_numbered: bool = True) -> None:
        self.code = code
        self.is_numbered = is_numbered
        self.numbers: dict[str, Quote] = {}
        self.left_out = 0
        """words of very long answers that are not sent"""
        self.mask = mask
        self._counts: dict[str, int] = {}

    def marked(self, name: str, text: str) -> str:
        """Return text between marks that it cannot close."""
        return f"<{name}-{self.code}>\n{text}\n</{name}-{self.code}>"

    def said(self, asked: str, answer: str, text: str, letter: str) -> str:
        """Return a question and what was answered to it, a sentence a line."""
        lines, words = [], 0
        for start, end in spans(text):
            quote = Quote(text[start:end], answer, start, end)
            count = len(quote.text.split())
            if words and words + count > MOST_WORDS:
                self.left_out += count
                continue
            words += count
            at = self._counts[letter] = self._counts.get(letter, 0) + 1
            self.numbers[f"{letter}{at}"] = quote
            number = f"{letter}{at}  " if self.is_numbered else ""
            lines.append(number + self.sent(quote.text))
        return f"Asked: {asked}\n{self.marked('said', chr(10).join(lines))}"

    def sent(self, text: str) -> str:
        """Return words of the person as they are sent: on one line, quotes inside single."""
        line = " ".join(inert(self.mask.over(text)).split())
        return re.sub("[“”„«»\"]", "'", line)  # fmt: skip

    def numbers_of(self, quote: Quote) -> str:
        """Return the numbers of the sentences that a picked passage stands in."""
        if not self.is_numbered:
            return ""
        found = (name for name, each in self.numbers.items() if each.overlaps(quote))
        return ", ".join(found)


class _Account:
    """What an entry holds of the answers that the exercise's mirror is made of."""

    def __init__(self, entry: Entry, exercise: Exercise) -> None:
        self._exercise = exercise
        self.mirror = mirror_in(exercise, entry)
        self._values = {
            each.id: each.value
            for each in entry.answers
            if not (each.private or exercise.is_private(each.id))
        }
        self._sides = [self._told(self.mirror.best), self._told(self.mirror.struggle)]
        self._own = self._told((*self.mirror.own_words, self.mirror.they))
        if not all(self._sides):
            raise _nothing_to_send()
        self.texts = {**self._sides[0], **self._sides[1], **self._own}

    @property
    def code(self) -> str:
        """Return what the marks are told by."""
        texts = "\n".join(self.texts.values())
        return hashlib.sha256(texts.encode()).hexdigest()[:12]

    def mask(self, names: Iterable[str] | None) -> Mask:
        """Return the mask over `names` and what else may be one; without them, none."""
        texts = list(self.texts.values())
        return Mask() if names is None else mask_of(texts, (*candidates(texts), *names))

    def _told(self, ids: Iterable[str]) -> dict[str, str]:
        return {
            name: text
            for wanted in ids
            for name, text in self._values.items()
            if wanted and name.partition(".")[0] == wanted
            if isinstance(text, str) and text.strip() and not calls_for_the_note(text)
        }

    def stories(self, writing: Writing) -> Iterator[str]:
        """Yield each answer in words, with its question."""
        for letter, texts in zip("bso", (*self._sides, self._own), strict=True):
            for name, text in texts.items():
                yield writing.said(self._asked(name), name, text, letter)

    def _asked(self, name: str) -> str:
        # As the exercise has it: what was asked may hold words of a private answer.
        question = self._exercise.question(name)
        return inert(piped(question.text, {})) if question else name

    def facts(self, writing: Writing) -> Iterator[str]:
        """Yield what the person said by keys, and which sentences they picked."""
        mirror, lines = self.mirror, []
        for at, story in enumerate(("First story", "Second story")):
            parts = [
                ("the challenge was tackled by", self._key(_at(mirror.who, at))),
                ("needs looked after", self._key(_at(mirror.needs, at))),
                ("others paid for it", self._key(mirror.paid) if at else ""),
                ("hard about it", self._key(mirror.about) if at else ""),
                ("its heart (sentence picked)", self._picked(_at(mirror.hearts, at), writing)),
            ]  # fmt: skip
            said = "; ".join(f"{label}: {words}" for label, words in parts if words)
            lines += [f"{story}: {said}."] if said else []
        if underlined := self._picked(mirror.underline, writing):
            lines.append(f"Underlined as still at work: {underlined}.")
        if lines:
            yield "Said by pressing keys\n" + "\n".join(lines)

    def _key(self, name: str) -> str:
        value = self._values.get(name) if name else None
        question = self._exercise.question(name) if name else None
        words = getattr(question, "choices", {})
        if isinstance(value, bool):
            return "yes" if value else "no"
        ids = value if isinstance(value, tuple) else (value,)
        return ", ".join(inert(piped(words[each], {})) for each in ids if each in words)

    def _picked(self, name: str, writing: Writing) -> str:
        quote = quote_in(self._values.get(name)) if name else None
        return writing.numbers_of(quote) if quote else ""


def mirror_in(exercise: Exercise, entry: Entry) -> Mirror:
    """Return the exercise's mirror of two stories.

    Raises:
        NotFound: it has none.
    """
    for planned in exercise.plan:
        question = planned.question
        if isinstance(question, Mirror) and question.best and question.struggle:
            return question
    message = f"“{entry.title or entry.exercise}” does not ask for two stories."
    raise NotFound(message, "A coach reads those of `leadcoach reflect`.")


def _at(ids: Sequence[str], at: int) -> str:
    return ids[at] if at < len(ids) else ""


def _nothing_to_send() -> NotFound:
    return NotFound(
        "There are not two answers in this entry that may be sent.",
        "Private ones, and those that brought up the safety note, are never sent.",
    )
