"""An entry with other words: what follows from a change, and what no longer holds.

Words of a person stand in several places of an entry: an answer, the commitments, the
words that took the mirror's place, and the quotes of a reading. They change together.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leadcoach.domain.entry import Answer, Commitment, Entry, Value, commitment_of
from leadcoach.domain.piping import plain_words
from leadcoach.domain.reading import Quote, quote_in
from leadcoach.domain.text import clean_line, on_one_line, with_plain_line_ends

AMENDED = "in your own words"
"""how the words that took the mirror's place are named"""
_WORDS = ("long", "short")
_QUOTED = re.compile('"([^"\n]+)"|“([^”\n]+)”')


@dataclass(frozen=True)
class Passage:
    """Some words of an entry that can be changed."""

    name: str
    """the id of the question, or another name where there is none"""
    asked: str
    words: str
    """a list has a line for each item"""
    answer: int = -1
    """the place of the answer; -1 where it is none"""
    commitment: int = -1
    """the place of the commitment, where it belongs to no answer"""


def passages(entry: Entry) -> tuple[Passage, ...]:
    """Return every passage of an entry that holds words, in order."""
    found = [
        Passage(each.id, each.asked, words, answer=at)
        for at, each in enumerate(entry.answers)
        if (words := _words_of(each, entry))
    ]
    same = [each for each in entry.answers if each.value == entry.amended]
    if entry.amended and not any(map(_is_words, same)):
        found.append(Passage(AMENDED, "In your own words", entry.amended))
    told = [_commitment_in(each) for each in entry.answers]
    found += [
        Passage(f"commitment {at + 1}", "What you mean to do", each.action, -1, at)
        for at, each in enumerate(entry.commitments)
        if each.action and each not in told
    ]
    return tuple(found)


def reworded(entry: Entry, passage: Passage, words: str) -> Entry:
    """Return `entry` with other words in one passage; its reading is as before."""
    words = with_plain_line_ends(words)
    if passage.answer >= 0:
        value = _worded(entry.answers[passage.answer], words)
        return answered(entry, passage.answer, value)
    if passage.commitment >= 0:
        made = list(entry.commitments)
        made[passage.commitment] = replace(made[passage.commitment], action=words)
        return replace(entry, commitments=tuple(made))
    return replace(entry, amended=words)


def answered(
    entry: Entry, at: int, value: Value, labels: Mapping[str, str] | None = None
) -> Entry:
    """Return `entry` with another answer, in all the places where the old one stood."""
    old = entry.answers[at]
    new = replace(old, value=value, labels=old.labels if labels is None else labels)
    answers = (*entry.answers[:at], new, *entry.answers[at + 1 :])
    before, after = _commitment_in(old), _commitment_in(new)
    made = list(entry.commitments)
    if before is not None and after is not None and before in made:
        made[made.index(before)] = after
    is_amended = _is_words(old) and entry.amended == old.value
    amended = value if is_amended and isinstance(value, str) else entry.amended
    return replace(entry, answers=answers, commitments=tuple(made), amended=amended)


def requoted(before: Entry, after: Entry) -> Entry:
    """Return `after` with each quote of its reading found in the words as they are now.

    Where one is gone, what quotes it is left out: a block of the page, or in readings of
    earlier versions all of it. What those have beside it quotes too, and goes with any
    change. Of a coach's reading the sentences go whose words are gone.
    """
    texts = {
        new.id: (plain_words(old.value), plain_words(new.value))
        for old, new in zip(before.answers, after.answers, strict=True)
        if old.value != new.value
    }
    after = _repicked(after, texts)

    def now(quote: Quote) -> Quote | None:
        old, new = texts.get(quote.answer, ("", ""))
        if quote.answer not in texts:
            return quote
        return quote.moved(new) if quote.stands_in(old) else None

    if after.coach:
        after = replace(after, coach=after.coach.with_quotes(now))
    reading = after.reading
    if reading is None or not texts:
        return after
    if reading.blocks:
        blocks = []
        for block in reading.blocks:
            stand = tuple(filter(None, map(now, block.quotes)))
            if len(stand) == len(block.quotes) and not _misses([block.text], texts):
                blocks.append(replace(block, quotes=stand))
        return replace(after, reading=reading.with_blocks(blocks))
    kept = _unknown_without(after, "reading", "moment")  # which quotes it too
    quotes = tuple(filter(None, map(now, reading.quotes)))
    gone = len(quotes) < len(reading.quotes)
    if gone or _misses([*reading.paragraphs, reading.question], texts):
        return replace(after, reading=None, unknown=kept)
    return replace(after, reading=replace(reading, quotes=quotes), unknown=kept)


def _repicked(entry: Entry, texts: Mapping[str, tuple[str, str]]) -> Entry:
    """Return `entry` with the place of each picked passage as its answer is now.

    Where the words are gone, the passage stays: it is what was written then.
    """
    answers = list(entry.answers)
    for at, each in enumerate(answers):
        quote = quote_in(each.value)
        if quote is not None and quote.answer in texts:
            moved = quote.moved(texts[quote.answer][1])
            answers[at] = replace(each, value=moved.table()) if moved else each
    return replace(entry, answers=tuple(answers))


def without_coach(entry: Entry) -> Entry:
    """Return `entry` without what a coach made of it, and what was said to that."""
    return replace(entry, coach=None, unknown=_unknown_without(entry, "coach"))


def _unknown_without(entry: Entry, *keys: str) -> dict[str, Any]:
    return {key: each for key, each in entry.unknown.items() if key not in keys}


def _words_of(answer: Answer, entry: Entry) -> str:
    if _is_words(answer):
        return str(answer.value)
    if answer.type == "list" and isinstance(answer.value, tuple):
        return "\n".join(answer.value)
    if told := _commitment_in(answer):
        return told.action
    quote = quote_in(answer.value)  # whose answer says it no more, perhaps
    return quote.text if quote and not entry.still_says(quote) else ""


def _is_words(answer: Answer) -> bool:
    return answer.type in _WORDS and isinstance(answer.value, str)


def _worded(answer: Answer, words: str) -> Value:
    if answer.type == "list":
        return tuple(line for line in words.split("\n") if line.strip())
    if isinstance(answer.value, Mapping):
        part = "text" if quote_in(answer.value) else "action"
        return {**answer.value, part: words}
    return words


def _commitment_in(answer: Answer) -> Commitment | None:
    if answer.type != "commitment" or not isinstance(answer.value, str | Mapping):
        return None
    return commitment_of(answer.value)


def _misses(said: Sequence[str], texts: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether words in quotation marks stand in the answers no more."""
    return any(
        words in old and words not in new
        for found in _QUOTED.finditer("\n".join(said))
        for words in filter(None, found.groups())
        for old, new in texts.values()
    )


_SIGN = "===="
_ASKED = 60
"""characters of a question above its passage"""


@dataclass(frozen=True)
class Sheet:
    """Passages, the line above each, and the text that holds them all."""

    passages: tuple[Passage, ...]
    sign: str
    lines: tuple[str, ...]
    text: str


def sheet_of(passages: Sequence[Passage], heading: str) -> Sheet:
    """Return the text in which `passages` are edited; `heading` is one line of it."""
    sign = _SIGN
    written = "\n".join(each.words for each in passages).split("\n")
    while any(line.lstrip().startswith(sign) for line in written):
        sign += "="
    lines = tuple(
        f"{sign} {number}  {clean_line(on_one_line(each.asked), _ASKED) or each.name} {sign}"
        for number, each in enumerate(passages, 1)
    )
    top = (
        f"# {clean_line(heading)}\n"
        f"# Change the words below. Leave the lines that begin with {sign} as they are.\n"
        "# Close the editor without a change, and nothing is changed.\n"
    )
    parts = [
        f"\n{line}\n{each.words}\n" for line, each in zip(lines, passages, strict=True)
    ]
    return Sheet(tuple(passages), sign, lines, top + "".join(parts))


def read_back(sheet: Sheet, text: str) -> tuple[str, ...] | None:
    """Return the words of each passage in `text`, or None where they cannot be told.

    The lines above the passages have to be there, each once, and in their order.
    Empty lines around a passage are not part of it, unless nothing else changed.
    """
    found: list[list[str]] = []
    for line in text.split("\n"):
        if line.rstrip() in sheet.lines:
            if sheet.lines.index(line.rstrip()) != len(found):
                return None
            found.append([])
        elif line.lstrip().startswith(sheet.sign):
            return None
        elif found:
            found[-1].append(line)
    if len(found) != len(sheet.lines):
        return None
    texts = ("\n".join(lines).strip("\n") for lines in found)
    return tuple(
        each.words if text == each.words.strip("\n") else text
        for each, text in zip(sheet.passages, texts, strict=True)
    )
