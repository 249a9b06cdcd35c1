"""A line of the recap that shows nothing is found, and what each `show` takes is told."""

import json
from pathlib import Path
from typing import get_args

import pytest

from leadcoach.domain.exercise import SHOWS, Show
from tests.conftest import Run
from tests.exercise_file import exercise_file

ONE_OF_EACH = """
[[section]]
id = "one"
ask = [
  { id = "a_short", type = "short", text = "What?" },
  { id = "a_long", type = "long", text = "What?" },
  { id = "a_list", type = "list", text = "What?" },
  { id = "a_choice", type = "choice", text = "What?", choices = { mine = "red", both = "blue" } },
  { id = "a_multi", type = "multi", text = "What?", choices = { mine = "red", both = "blue" } },
  { id = "a_scale", type = "scale", text = "What?", anchors = { 1 = "a", 5 = "b" } },
  { id = "a_rated", type = "matrix", text = "What?", rows = { x = "red", y = "blue" }, anchors = { 1 = "a", 5 = "b" } },
  { id = "a_ticked", type = "matrix", text = "What?", rows = { x = "red", y = "blue" }, cols = { n = "no", s = "so" } },
  { id = "a_number", type = "number", text = "What?" },
  { id = "a_date", type = "date", text = "What?" },
  { id = "a_yesno", type = "yesno", text = "What?" },
  { id = "an_act", type = "commitment", text = "What?" },
  { id = "a_sentence", type = "sentence", text = "What?", from = ["a_long"] },
  { id = "a_secret", type = "list", text = "What?", private = true },
]
[recap]
"""
ANSWERS = """
a_short = "One."
a_long = "I rang. I asked."
a_list = ["One.", "Two."]
a_choice = "mine"
a_multi = ["mine", "both"]
a_scale = 2
a_rated = { x = 2, y = 4 }
a_ticked = { x = "n", y = "s" }
a_number = 7
a_date = 2026-12-01
a_yesno = true
an_act = { action = "Ring.", cue = "Monday" }
a_sentence = 1
a_secret = ["Three.", "Four."]
"""
IDS = [line.partition(" ")[0] for line in ANSWERS.split("\n") if line]
WITH_ANSWERS = [show for show, (_, takes) in SHOWS.items() if takes and show != "map"]
"""the map is drawn by what is answered, and by more than it is meant for"""


def lines_for(show: str) -> str:
    """Return a line for each kind of answer, with a mark before it."""
    of = '"{0}", "{0}"' if show == "views" else '"{0}"'
    line = f'[[recap.line]]\ntext = "§{{0}}§"\n[[recap.line]]\nshow = "{show}"\nof = [{of}]\n'
    ends = '[[recap.line]]\ntext = "§end§"\n'
    return "".join(line.format(each) for each in IDS) + ends


@pytest.mark.parametrize("show", WITH_ANSWERS)
def test_what_draws_nothing_for_an_answer_is_found_and_nothing_else(
    show: str, run: Run, tmp_path: Path
) -> None:
    """What a recap shows of one answer of each kind, beside what `check` says of it."""
    file, answers = tmp_path / "small.toml", tmp_path / "answers.toml"
    file.write_text(exercise_file(ONE_OF_EACH + lines_for(show)))
    answers.write_text(ANSWERS)
    said = run("exercise", "preview", str(file), "--answers", str(answers), "--plain")
    told = json.loads(run("exercise", "check", str(file), "--json").out)["files"][0]

    after = {each: said.out.split(f"§{each}§")[1].split("§")[0] for each in IDS}
    nothing = {
        each for each in IDS if not after[each].strip() or "left open" in after[each]
    }
    found = {
        each
        for each in IDS
        if any(f"“{each}”" in finding["what"] for finding in told["findings"])
    }
    assert {each["code"] for each in told["findings"]} <= {"W244"}
    assert found == nothing


IN_VAIN = [
    ("", "this line has neither text nor show."),
    ('show = "message"', "show = “message” needs its words in text."),
    ('show = "lenses"', "show = “lenses” needs a question of type mirror."),
    ('show = "commitments"', "show = “commitments” needs a question of type commitment."),
    ('show = "table"\nof = ["who"]\nlabels = { em = "I" }', "labels: there is no row or choice “em”."),
    ('show = "table"', 'show = “table” needs answers, as in of = ["best"].'),
    ('show = "views"\nof = ["best"]', "show = “views” needs as many answers for one view as for the other."),
    ('show = "list"\nof = ["best"]', "“best” is of type long; show = “list” draws only list, multi."),
    ('show = "line"\nof = ["who", "other"]', "these choices have no id in common."),
]  # fmt: skip
OTHER = """
[[section.ask]]
id = "other"
type = "choice"
text = "Who else?"
choices = { him = "him", her = "her" }
[recap]
"""


@pytest.mark.parametrize(("line", "what"), IN_VAIN)
def test_a_line_that_shows_nothing_at_all(
    line: str, what: str, small: str, run: Run, tmp_path: Path
) -> None:
    text = small.replace("[recap]", OTHER) + f"[[recap.line]]\n{line}\n"
    (tmp_path / "small.toml").write_text(text)
    checked = run("exercise", "check", str(tmp_path / "small.toml"), "--json")
    done = run(
        "reflect", str(tmp_path / "small.toml"), "--no-input", "--answer", "best=It."
    )

    [finding] = json.loads(checked.out)["files"][0]["findings"]
    assert (checked.code, finding["code"], finding["what"]) == (1, "W244", what)
    assert finding["line"] >= text[: text.rindex("[[recap.line]]")].count("\n") + 1
    assert done.code == 0, "a file that was valid goes on being so"


def test_every_show_is_explained() -> None:
    assert set(SHOWS) == set(get_args(Show)) - {""}
