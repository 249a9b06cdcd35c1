"""Letting the person say of their own sentences whose needs they looked after.

The mirror picks out up to four moments, best and struggle alike. No guess is shown
before the person has placed them, and the person's word wins.
"""

from dataclasses import dataclass

from leadcoach.asking import Asker
from leadcoach.domain.reading import Placing
from leadcoach.domain.text import clean_line
from leadcoach.readers import Account
from leadcoach.readers.ranking import Ranked, ranked

MOST = 4
"""moments that are asked about"""
MOST_OF_A_PART = 2
SURE = 0.5
"""sureness from which a reader stands by its guess"""
FEWEST_WORDS = 4

ASK = "Whose needs did this look after?"
CHOICES = {
    "with": "theirs and mine",
    "over": "mine, at others' expense",
    "overgiving": "theirs, at my expense",
    "conceding": "I held back",
    "none": "none of these",
}
"""The stances in the person's words; the order is that of the keys 1 to 5."""
_SKIP = {"skip": "skip these"}


@dataclass(frozen=True)
class Moments:
    """The sentences to ask about, in the order in which they were told."""

    all: tuple[Ranked, ...]


def moments_of(account: Account) -> Moments:
    """Return up to four sentences that tell most clearly of an own act."""
    chosen: list[Ranked] = []
    for one in ranked(account):
        same = [each for each in chosen if each.part == one.part]
        is_told = one.why and len(one.quote.text.split()) >= FEWEST_WORDS
        if is_told and len(same) < MOST_OF_A_PART and len(chosen) < MOST:
            chosen.append(one)
    order = list(account.texts)
    return Moments(
        tuple(
            sorted(chosen, key=lambda r: (order.index(r.quote.answer), r.quote.start))
        )
    )


def placed_by(asker: Asker, moments: Moments) -> tuple[Placing, ...]:
    """Return what the person said of each moment; none when they skip them."""
    placings: list[Placing] = []
    for number, one in enumerate(moments.all, 1):
        words = clean_line(one.quote.text)
        before = f"\n{_intro(len(moments.all))}\n" if number == 1 else ""
        text = f"{before}\n{number} of {len(moments.all)}: “{words}”\n{ASK}"
        chosen = asker.choose(text, CHOICES | _SKIP)
        if chosen not in CHOICES:
            break
        placings.append(Placing(one.quote, chosen))
    return _asked_again(asker, moments, placings)


def _intro(count: int) -> str:
    what = "A sentence" if count == 1 else f"{count} sentences"
    return f"{what} of yours, before the mirror. You say what they were."


def _asked_again(
    asker: Asker, moments: Moments, placings: list[Placing]
) -> tuple[Placing, ...]:
    """Ask once, at most, where a sure guess differs from what the person said."""
    guesses = {one.quote: one for one in moments.all if one.sure >= SURE}
    for at, placing in enumerate(placings):
        one = guesses.get(placing.quote)
        if one is None or one.guess == placing.placed or placing.placed == "none":
            continue
        mine, other = CHOICES[placing.placed], CHOICES[one.guess]
        text = (
            f"\nYou placed “{clean_line(one.quote.text)}” as “{mine}”. "
            f"The words could also be read as “{other}”. Which is closer?"
        )
        choices = {placing.placed: mine, one.guess: other}
        chosen = asker.choose(text, choices) or placing.placed
        placings[at] = Placing(placing.quote, chosen)
        break
    return tuple(placings)
