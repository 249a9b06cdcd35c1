"""What holds of every reading, whatever was written: asserted in one place."""

import re

from leadcoach.domain.reading import Lens, Reading
from leadcoach.readers import Account
from leadcoach.readers.table import NOTHING
from leadcoach.readers.unsaid import unsaid_in

HEDGE = re.compile(
    r"\b(?:seems?|may|might|could|perhaps|looks like|sounds like|reads like|one reading"
    r"|appears to|in what you wrote|in your (?:view|eyes|words)|by your (?:placing|account|reckoning)"
    r"|as you (?:say|see|tell|write|judge|place)|going by your words|the way you tell it)\b",
    re.IGNORECASE,
)


def assert_promises_hold(
    reading: Reading, account: Account, lenses: tuple[Lens, ...]
) -> None:
    """Assert what domain.md section 9 asks of a reading, as far as a machine can tell."""
    if reading.abstained:
        assert reading.paragraphs == ()
        assert reading.question.count("?") == 1
        assert reading.question.endswith("?")
        return
    assert_quotes_are_slices(reading, account)
    for paragraph in reading.paragraphs:
        assert_paragraph_is_sound(paragraph, reading, lenses)
    assert len(reading.paragraphs) == 2
    assert reading.paragraphs[1].endswith("What would you change?")
    assert_each_lens_has_a_row(reading, lenses)


def assert_quotes_are_slices(reading: Reading, account: Account) -> None:
    """Assert that whatever is quoted stands in the answers to the letter."""
    seen = [each.quote for each in reading.observations]
    for quote in (*reading.quotes, *seen, *(each.quote for each in reading.moments)):
        assert account.texts[quote.answer][quote.start : quote.end] == quote.text
    for quote in reading.quotes:
        # Three to ten are wanted; a whole thought may take two more.
        assert 1 <= len(quote.text.split()) <= 12


def assert_paragraph_is_sound(
    paragraph: str, reading: Reading, lenses: tuple[Lens, ...]
) -> None:
    """Assert length, hedge, quotes and tone of one paragraph."""
    known = {each.text for each in reading.quotes}
    says = [lens.says for lens in lenses]
    assert len(paragraph.split()) <= 110
    for quoted in set(re.findall('"([^"]*)"', paragraph)) - known:
        assert any(quoted in each for each in says), quoted
    assert unsaid_in(paragraph) == (), paragraph
    assert HEDGE.search(paragraph), paragraph
    assert not re.search(r"[{}<>|\[\]]", re.sub('"[^"]*"', "", paragraph)), paragraph
    assert "  " not in re.sub('"[^"]*"', "q", paragraph)


def assert_each_lens_has_a_row(reading: Reading, lenses: tuple[Lens, ...]) -> None:
    """Assert that every lens says three things, with a quote or that nothing was found."""
    assert [each.lens for each in reading.points] == [lens.id for lens in lenses]
    for point, lens in zip(reading.points, lenses, strict=True):
        assert point.ask == lens.ask
        for cell in (point.shares, point.differs, point.leaves_open):
            assert cell == NOTHING or re.search('"[^"]+"', cell), cell
            assert re.match('[A-Z"].*[.]$', cell, re.DOTALL), cell
