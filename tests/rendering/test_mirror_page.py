"""What stands on the screen when the mirror is held up."""

from leadcoach.domain.reading import LensPoint, Reading
from leadcoach.rendering.page import Heading, Page, Pairs
from leadcoach.rendering.pages.mirror import mirror_page

WORDS = "power is the capacity to move resources"
KNOWN = LensPoint(
    "one", "Somebody (2014)", WORDS, "", '"I did" may.', "Nothing.", "It.", "Whose?"
)
OWN = LensPoint("mine", "My coach", "Leading is walking.", "", ask="Who walked?")
SHORT = 'You write "I did", and "I went".'


def held_up(*paragraphs: str) -> Page:
    return mirror_page(Reading("mirror", "1", (), paragraphs, points=(KNOWN, OWN)))


def headings(page: Page) -> list[str]:
    return [each.text for each in page.blocks if isinstance(each, Heading)][1:]


def test_words_of_a_lens_that_were_just_quoted_are_not_printed_again() -> None:
    """Short quotes around them change nothing about that."""
    page = held_up(SHORT, f'Somebody says "{WORDS}"; "I did" may show it.')

    assert headings(page) == ["Somebody (2014)", "My coach: Leading is walking."]


def test_words_of_a_lens_that_were_not_quoted_stand_beside_its_name() -> None:
    page = held_up(SHORT, "Somebody speaks of power.")

    assert headings(page)[0] == f"Somebody (2014): {WORDS}"


def test_only_a_lens_of_ones_own_puts_its_question_in_the_sitting() -> None:
    """The others have said three things of the account by then."""
    rows = [
        row
        for each in held_up(SHORT).blocks
        if isinstance(each, Pairs)
        for row in each.rows
    ]

    assert [said for name, said in rows if name == "It asks"] == ["Who walked?"]
