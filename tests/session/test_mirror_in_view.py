"""While one writes what one notices, the page stays on a screen of 80 by 24."""

from pathlib import Path

import pytest

from tests.answers import BEST, STRUGGLE, answers_file
from tests.typing_person import CTRL_C, Person

pytestmark = pytest.mark.slow

LONG_BEST = (
    "We lost a third of the staff in four days. I said we would not be able to do"
    " everything and I asked them which things we should stop doing. Nobody left."
)
LONG_STRUGGLE = (
    "Everyone knows that she snaps. I do the rota so that the students are never on with"
    " her, which takes me most of a Sunday every month. Twice I have had the conversation"
    " ready in my head and then I've made her a tea instead."
)


@pytest.mark.parametrize(
    ("best", "struggle", "hearts", "underlined"),
    [(BEST, STRUGGLE, (1, 2), 4), (LONG_BEST, LONG_STRUGGLE, (2, 2), 6)],
)
def test_both_sentences_the_underlined_one_and_the_question_are_seen_together(
    home: Path,
    tmp_path: Path,
    best: str,
    struggle: str,
    hearts: tuple[int, int],
    underlined: int,
) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text(
        answers_file(
            best=best,
            best_who="all",
            best_needs="both",
            struggle=struggle,
            hard_who="me",
            hard_needs="theirs",
            they="the students",
            leading_is="asking",
            power_is="a say",
        )
        + f"best_heart = {hearts[0]}\nhard_heart = {hearts[1]}\n"
        + f"underline = {underlined}\nabout = ['conflict']\n"
    )
    person = Person(home, "reflect", "--answers", str(answers), columns=80, rows=24)
    person.sees("What did you need yourself in the second?")
    person.sees("Ctrl-D ends the answer.")
    person.types("I needed a Sunday")
    person.look(0.3)
    seen = " ".join(" ".join(person.rows()).split())
    for part in (
        "At your best you wrote",
        "Where you struggle you wrote",
        "You underlined",
        "In the first story your needs were looked after.",
        "What did you need yourself in the second?",
        "I needed a Sunday",
    ):
        assert part in seen, "\n".join(person.rows())
    person.types(CTRL_C)
    person.leaves()
