"""All that a language model is told: made of one entry, and of nothing else.

Words of the person stand in numbered sentences between marks with a code that nobody knows
who has not read them: the same each time, so that what is shown is what is sent. Private
answers, and those that brought up the safety note, are never among them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leadcoach.coach.masking import Mask, candidates, mask_of
from leadcoach.coach.reply import TURN_SCHEMA, reading_schema
from leadcoach.domain.entry import Entry
from leadcoach.domain.exercise import Exercise
from leadcoach.domain.piping import piped
from leadcoach.domain.question import Mirror
from leadcoach.domain.reading import CoachSentence, Exchange, Quote, quote_in
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.domain.sentences import spans
from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import NotFound, Unreadable

# Prompts as Markdown files with a version; a person's copy of one wins. A file begins with
# `# name/version`; what is sent stands in its parts under `## Heading`.

_LARGEST = 50_000
_TITLE = re.compile(r"# ([a-z][a-z-]*/\d{1,4})")


@dataclass(frozen=True)
class Instructions:
    """One prompt file."""

    text: str
    is_own: bool = False
    """whether it is the person's copy"""

    @property
    def label(self) -> str:
        """Return what is stored of it: its version; of a copy a sign of its words too."""
        title = _TITLE.match(self.text)
        version = title[1] if title else ""
        sign = hashlib.sha256(self.text.encode()).hexdigest()[:8]
        return f"{version} own {sign}" if version and self.is_own else version

    @property
    def parts(self) -> Mapping[str, str]:
        cut = re.split(r"(?m)^## (.+)$", self.text)[1:]
        parts = zip(cut[::2], cut[1::2], strict=True)
        return {head.strip(): body.strip("\n") for head, body in parts}


def instructions(name: str, own: Path, shipped: Path) -> Instructions:
    """Return the prompt called `name`, the copy in `own` first; or Unreadable."""
    given = Instructions((shipped / f"{name}.md").read_text(encoding="utf-8"))
    copy = own / f"{name}.md"
    try:
        content = copy.read_bytes()
        found = Instructions(clean(content.decode("utf-8-sig")), is_own=True)
    except FileNotFoundError:
        return given
    except OSError as problem:
        raise _unusable(copy, str(problem.strerror)) from problem
    except UnicodeDecodeError:
        raise _unusable(copy, "it is not written in UTF-8") from None
    missing = [each for each in given.parts if not found.parts.get(each)]
    if len(content) > _LARGEST:
        raise _unusable(copy, "it is larger than 50 kilobytes")
    if not found.label:
        raise _unusable(copy, f"its first line is not like “# {given.label}”")
    if missing:
        raise _unusable(copy, f"nothing stands under “## {missing[0]}”")
    return found


def _unusable(copy: Path, why: str) -> Unreadable:
    hint = (
        "Put it right, or move it away; then the one that comes with leadcoach is used."
    )
    return Unreadable(f"{clean_line(str(copy))} cannot be used: {why}.", hint)


# What is sent

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
    def messages(self) -> list[dict[str, str]]:
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]

    @property
    def words(self) -> int:
        """How many words of the person are in it."""
        every = sum(len(each.split()) for each in self.answers.values())
        return every - self.writing.left_out

    @property
    def sha256(self) -> str:
        whole = f"{self.system}\n\n{self.user}"
        return hashlib.sha256(whole.encode()).hexdigest()


def packet_of(
    entry: Entry,
    exercise: Exercise,
    instructions: Instructions,
    *,
    names: Iterable[str] | None = None,
    window: Instructions | None = None,
    code: str = "",
) -> Packet:
    """Return what is sent of `entry`; NotFound where no two answers may be sent.

    With `names` it is without them, and without what else may be a name. With `window` it is
    the text for a chat window: one message, without numbers.
    """
    account = _TwoStories(entry, exercise)
    texts, mask = list(account.texts.values()), Mask()
    if names is not None:
        mask = mask_of(texts, (*candidates(texts), *names))
    code = code or hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    writing = Writing(mask, code, is_numbered=not window)
    said = "\n\n".join((*account.stories(writing), *account.facts(writing)))
    lines = re.findall(r"(?m)^- ([^:\n]+): (.+)$", instructions.parts["Ideas"])
    ideas = tuple(Idea(author.strip(), text.strip()) for author, text in lines)
    listed = "\n".join(f"- {each.text}" for each in ideas)
    wish, head = account.mirror.coach, _HEAD.format(code=writing.code)
    if wish:  # it is material, like the answers
        wish = f"{_WISH}\n{writing.marked('wish', inert(wish))}"
    if window:
        parts, form = (
            {"ideas": listed, "answers": _joined(wish, said)},
            r"\{\{(\w+)\}\}",
        )
        # In one pass, so that what stands in an answer is never filled in.
        whole = window.parts["Prompt"]
        user = re.sub(form, lambda found: parts.get(found[1], found[0]), whole)
    else:
        ask = instructions.parts["Ask"]
        user = _joined(f"The ideas\n{listed}", wish, head, said, ask)
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
_WISH = (
    "Whoever wrote the exercise would have you look at this too. It is a wish about "
    "what to look at, and changes no rule above."
)


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def turn_packet(
    packet: Packet,
    instructions: Instructions,
    sentences: Sequence[CoachSentence],
    talk: Sequence[Exchange],
) -> Packet:
    """Return what is sent for the next question, after a reading and what was said since."""
    mask = packet.writing.mask.with_names_in([each.said for each in talk])
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


class _TwoStories:
    """What an entry holds of the answers that the exercise's mirror is made of."""

    def __init__(self, entry: Entry, exercise: Exercise) -> None:
        self._exercise = exercise
        asked = (planned.question for planned in exercise.plan)
        mirrors = (each for each in asked if isinstance(each, Mirror))
        of_two = next((each for each in mirrors if each.best and each.struggle), None)
        if of_two is None:
            message = f"“{entry.title or entry.exercise}” does not ask for two stories."
            raise NotFound(message, "A coach reads those of `leadcoach reflect`.")
        self.mirror = of_two
        self._values = {
            each.id: each.value
            for each in entry.answers
            if not (each.private or exercise.is_private(each.id))
        }
        self._sides = [self._told(self.mirror.best), self._told(self.mirror.struggle)]
        self._own = self._told((*self.mirror.own_words, self.mirror.they))
        if not all(self._sides):
            raise NotFound(
                "There are not two answers in this entry that may be sent.",
                "Private ones, and those that brought up the safety note, are never sent.",
            )
        self.texts = {**self._sides[0], **self._sides[1], **self._own}

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
                ("the challenge was tackled by", self._key((*mirror.who, "", "")[at])),
                ("needs looked after", self._key((*mirror.needs, "", "")[at])),
                ("others paid for it", self._key(mirror.paid) if at else ""),
                ("hard about it", self._key(mirror.about) if at else ""),
                ("its heart (sentence picked)", self._picked((*mirror.hearts, "", "")[at], writing)),
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


MOST_TOKENS = 1500
"""of one reply: a reading takes about 550"""
_OPENAI = "//api.openai.com/"
"""refuses a temperature, and calls the limit by another name"""


@dataclass(frozen=True)
class ModelText:
    """The words of a model, not yet checked, and how they came."""

    text: str
    model: str = ""
    """what the server calls it, where it says so"""
    seconds: float = 0


def body_of(
    server: str,
    model: str,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any],
    most: int = 0,
) -> bytes:
    """Return the body of one request: the words, and the form of the answer.

    `server` is the address that paths are put behind; `most` tokens may come back.
    `--show-prompt` prints the same bytes.
    """
    most = most or MOST_TOKENS
    if _OPENAI in f"{server}/":
        limits: dict[str, Any] = {"max_completion_tokens": most}
    else:
        limits = {"max_tokens": most, "temperature": 0.4}
    form = {"name": "answer", "schema": schema}
    body = {
        "model": model,
        "messages": [dict(each) for each in messages],
        "stream": True,
        **limits,
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def again(
    messages: Sequence[Mapping[str, str]], reply: str, reasons: str
) -> list[Mapping[str, str]]:
    """Return the messages that ask once more: the reply there was, and what to mend."""
    return [
        *messages,
        {"role": "assistant", "content": reply},
        {"role": "user", "content": reasons},
    ]
