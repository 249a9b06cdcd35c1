"""A stance is named only where the person's own words name it."""

import pytest

from leadcoach.domain.reading import STANCES
from leadcoach.readers import Account
from leadcoach.readers.noticing import noticed
from leadcoach.readers.telling import observations


def stances_in(told: str) -> set[str]:
    seen = noticed(Account((), (("struggle", told),)))
    return {each.label for each in observations(seen)} & set(STANCES)


@pytest.mark.parametrize(
    ("told", "stance"),
    [
        ("I micromanaged.", "over"),
        ("i micro-managed the whole rota", "over"),
        ("Then I snapped at him.", "over"),
        ("I took it off her.", "over"),
        ("I just changed the plan without asking.", "over"),
        ("I ended up telling them what to do.", "over"),
        ("On Monday I calmly thanked her and took the file away from her.", "over"),
        ("I said nothing.", "conceding"),
        ("I SAY NOTHING.", "conceding"),
        ("I didn't speak up.", "conceding"),
        ("I didn’t bring it up again.", "conceding"),
        ("I dont say anything", "conceding"),
        ("I kept putting the talk off.", "conceding"),
        ("I let it slide.", "conceding"),
        ("I redo it myself at night.", "overgiving"),
        ("I can't say no.", "overgiving"),
        ("I say yes to everything.", "overgiving"),
        ("I just kept working late.", "overgiving"),
        ("I asked each of them.", "with"),
        ("I asked Ana what she needed.", "with"),
        ("We decided it together.", "with"),
        ("I told them I could do two nights, not five.", "with"),
        ("I apologised to the group.", "with"),
    ],
)
def test_an_act_told_plainly_is_named(told: str, stance: str) -> None:
    assert stances_in(told) == {stance}


@pytest.mark.parametrize(
    "told",
    [
        "I didn't micromanage.",
        "I never snapped at anyone.",
        "He micromanaged.",
        "They said nothing.",
        "My boss took it off her without asking.",
        "She said I micromanaged.",
        "She told me I took it off him without asking.",
        'She shouted "I said nothing" across the yard.',
        "“I micromanaged,” he told us.",
        "If I micromanaged, it was by accident.",
        "I wish I had asked each of them.",
        "I would have asked each of them.",
        "Did I micromanage?",
        "Never have I micromanaged.",
        "I was micromanaged for years.",
        "I am afraid that I let it slide.",
        "I want to stop micromanaging.",
        "I will ask each of them.",
        "I left when she came in and took over.",
        "I did not shout and take over.",
        "> I said nothing.",
        "I said nothing wrong.",
        "Micromanaging is a bad habit.",
        "You should ask each of them.",
    ],
)
def test_what_is_denied_supposed_or_somebody_elses_is_not_named(told: str) -> None:
    assert stances_in(told) == set()


def test_words_below_a_forwarded_message_are_not_the_writers() -> None:
    told = "Here it is.\n---- Original Message ----\nI said nothing. I micromanaged."
    assert stances_in(told) == set()


def test_quotation_marks_around_everything_are_the_writers_own() -> None:
    assert stances_in('"I said nothing."') == {"conceding"}


OWN = "I said nothing when they cut the budget."


@pytest.mark.parametrize(
    "told",
    [
        f'struggle = "{OWN}"\nwhere = "team"\nbest = "It rained all day on the tents."',
        f'{{"struggle": "{OWN}", "other": "The rain was cold and long that day."}}',
        f'struggle = """\n{OWN}\n"""\nbest = """\nIt rained on the tents.\n"""',
        f'"{OWN}" "It rained all day on the tents."',
    ],
    ids=["toml", "json", "toml-lines", "notes"],
)
def test_quotation_marks_of_a_file_or_of_notes_are_the_writers_own(told: str) -> None:
    assert stances_in(told) == {"conceding"}


@pytest.mark.parametrize(
    "reply",
    [
        "On Monday 3 May Ana wrote:\nI micromanaged. I took over.",
        "On Monday 3 May Ana wrote:\n\n> I micromanaged.\n> I took over.",
        "From: Ana\nSent: Monday\nTo: Tom\nSubject: roof\n\nI micromanaged.",
    ],
    ids=["bare", "marked", "header"],
)
def test_mail_that_was_answered_is_somebody_elses(reply: str) -> None:
    assert stances_in(f"{OWN}\n\n{reply}") == {"conceding"}
