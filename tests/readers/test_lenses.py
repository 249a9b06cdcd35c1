"""Any lens can be chosen; a person's own is shown, and nothing is claimed beside it."""

import re
from dataclasses import replace
from functools import partial
from itertools import repeat

import pytest

from leadcoach.domain.reading import Lens, Reading
from leadcoach.paths import builtin_exercises
from leadcoach.readers.bank import lenses
from leadcoach.readers.gallery import known_lens
from leadcoach.readers.mirror import Mirror
from leadcoach.readers.table import NOTHING
from tests.pace import seconds_of
from tests.readers.accounts import BEST, STRUGGLE, account
from tests.readers.promises import assert_promises_hold

ALL = lenses(builtin_exercises() / "lenses.toml")
TOLD = account(BEST[0], STRUGGLE[0], ("with", "with", "overgiving", "over"))
OWN = Lens("mine", "My coach", "Leading is walking beside.", "Who walked with you?")


def read(*chosen: Lens) -> Reading:
    return Mirror().read(TOLD, chosen)


def test_leadcoach_knows_what_to_say_of_each_lens_it_comes_with() -> None:
    assert all(known_lens(lens) for lens in ALL)


@pytest.mark.parametrize("lens", ALL, ids=lambda lens: lens.id)
def test_a_row_says_what_is_shared_what_differs_and_what_stays_open(lens: Lens) -> None:
    (row,) = read(lens).points
    assert '"' in row.shares
    assert row.differs == NOTHING or '"' in row.differs
    assert '"' in row.leaves_open
    assert row.ask == lens.ask


def test_a_lens_of_the_persons_own_gets_quotes_its_question_and_no_claim() -> None:
    reading = read(OWN)
    (row,) = reading.points
    for cell in (row.shares, row.differs, row.leaves_open):
        assert re.fullmatch('What it says of "[^"]+" is yours to tell.', cell)
    assert row.ask == "Who walked with you?"
    assert "My coach: leading is walking beside" in reading.paragraphs[1]


def test_a_coachs_lens_that_borrows_an_id_claims_nothing_either() -> None:
    borrowed = replace(OWN, id="heifetz")
    reading = read(borrowed)
    assert "Heifetz" not in reading.paragraphs[1]
    assert reading.points[0].shares.startswith("What it says of")


def test_one_quote_does_not_return_under_every_lens_while_others_are_there() -> None:
    rows = read(*ALL).points
    quoted = [
        set(re.findall('"([^"]+)"', row.shares + row.differs + row.leaves_open))
        for row in rows
    ]
    assert not set.intersection(*quoted)
    own = read(OWN, replace(OWN, id="b"), replace(OWN, id="c")).points
    assert len({row.shares for row in own}) == 3


def test_with_many_lenses_three_are_told_in_full_and_the_others_named() -> None:
    reading = read(*ALL[:5])
    assert "Follett" in reading.paragraphs[1]
    assert "power developed jointly" not in reading.paragraphs[1]
    assert len(reading.points) == 5
    assert_promises_hold(reading, TOLD, ALL[:5])


def test_an_account_that_names_nothing_shares_and_differs_in_nothing() -> None:
    told = account(
        BEST[9],
        "I moved my desk to the wall. I answered no calls. I wrote to her twice.",
    )
    rows = Mirror().read(told, ALL).points
    assert len(rows) == len(ALL)
    for row in rows:
        assert (row.shares, row.differs) == (NOTHING, NOTHING)
        assert '"' in row.leaves_open


@pytest.mark.parametrize(("words", "seconds"), [(500, 0.05), (5_000, 0.5)])
def test_a_long_account_is_read_in_a_blink(words: int, seconds: float) -> None:
    long = " ".join(" ".join((BEST + STRUGGLE) * (words // 300 + 1)).split()[:words])
    chosen = account(long, STRUGGLE[0], ("with",))
    Mirror().read(TOLD, ALL)
    times = 20_000 // words
    reading = partial(Mirror().read, chosen, ALL[:3])
    assert seconds_of(repeat(reading, times)) / times < seconds
