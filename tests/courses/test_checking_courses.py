"""A course file is checked like an exercise: each problem with its line and a remedy."""

import json
import re
from pathlib import Path

import pytest

from leadcoach.courses.course import Course
from leadcoach.errors import ExitCode
from leadcoach.exercises.shape import schema_of, schema_text
from leadcoach.paths import builtin_exercises
from tests.conftest import Run

SHIPPED = builtin_exercises() / "courses"
SMALL = """\
format  = 1
id      = "small"
version = "1.0.0"
title   = "Small"
purpose = "Two weeks."

[[week]]
title = "One"
do    = ["compare"]
may   = ["checkin"]
bring = ["compare.own", "commitments"]

[[week]]
title = "Two"
opens = 2027-01-01
meet  = 2027-01-04T18:00:00
do    = ["reflect"]
ask   = "Whose need did I guess?"
"""


def checked(run: Run, tmp_path: Path, text: str) -> tuple[int, str]:
    file = tmp_path / "small.toml"
    file.write_text(text)
    ran = run("course", "check", str(file), environ={"COLUMNS": "300"})
    return ran.code, ran.out


def test_a_right_course_has_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    assert checked(run, tmp_path, SMALL) == (
        ExitCode.DONE,
        "Check\n─────\n\n1 file checked: nothing to mend.\n",
    )


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda p: p.stem)
def test_a_shipped_course_is_right_and_has_no_days(path: Path, run: Run) -> None:
    ran = run("course", "check", path.stem)

    assert ran.code == ExitCode.DONE, ran.out
    assert "!" not in path.read_text()
    assert not re.search(r"^(starts|meet|opens *= *\d)", path.read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("title   =", "titel   =", "small.toml:4: E220 .* Did you mean “title”"),
        ("do    = [", "carri = [", "small.toml:9: E220 .* Did you mean “carry”"),
        ('["compare"]', '["comparre"]', ":9: E240 .* Did you mean “compare”"),
        ('["compare"]', '["../a.toml"]', ":9: E240"),
        ('["checkin"]', '["chekin"]', ":10: E240 .* Did you mean “checkin”"),
        (
            "compare.own",
            "compare.onw",
            ":11: E202 .* Did you mean “own”.* `leadcoach exercise show compare` lists",
        ),
        ("compare.own", "compare.x", ":11: E202 .*`leadcoach exercise show compare`"),
        ("compare.own", "compare", ":11: E202 “compare” is an exercise; a point"),
        ("commitments", "commitment", ":11: E240 .* Did you mean “commitments”"),
        (
            "commitments",
            "commitments.x",
            ":11: E240 there is no exercise “commitments.x",
        ),
        ("compare.own", "comparre.own", ":11: E240 .* Did you mean “compare”"),
        # What is private, of an exercise that keeps all, or words where only marks go.
        ("compare.own", "feedback.raw", ":11: E242 “feedback.raw” never goes"),
        ("compare.own", "pedestal.heavier", ":11: E242"),
        ("compare.own", "review.state", ":11: E242"),
        ("compare.own", "presession.wish", ":11: E202"),
        ('do    = ["compare"]', "", ":7: W246 week 1 has nothing to do"),
        ('do    = ["compare"]', "do = []", ":9: W246 week 1 has nothing to do"),
        ("2027-01-01", '"soon"', ":15: E223 “opens” is a day without quotes"),
        ("2027-01-01", "5", ":15: E223 “opens”: a day is needed, without quotes"),
        ("2027-01-01", "2027-01-32", ":15: E210"),
        ("18:00:00", "18:00:00Z", ":16: E223 “meet” is the time on the clock there"),
        ("2027-01-04T", "2026-12-30T", ":16: E241 the meeting of week 2 is before"),
        ("2027-01-04T18:00:00", '"Monday"', ":16: E223 “meet”: a day and a time"),
        ("Whose need did", "Why should", ":18: W235 “should” presses"),
        ("guess?", "guess? And?", ":18: W233"),
        (
            "purpose =",
            "starts = 2027-02-01\npurpose =",
            ":16: E241 week 2 opens before",
        ),
        ("Two weeks.", "Two \\u001b[2J weeks.", ":5: E212"),
        ("format  = 1", "format  = 2", ":1: E213"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(
    right: str, wrong: str, told: str, run: Run, tmp_path: Path
) -> None:
    assert right in SMALL

    code, out = checked(run, tmp_path, SMALL.replace(right, wrong, 1))

    assert code == ExitCode.FOUND
    assert re.search(told, " ".join(out.split())), out


def test_a_course_without_a_week_is_none(run: Run, tmp_path: Path) -> None:
    head = SMALL.split("\n[[week]]")[0]

    assert "“week” is missing" in checked(run, tmp_path, head)[1]
    assert "at least one week" in checked(run, tmp_path, f"{head}\nweek = []\n")[1]


def test_advice_can_be_answered_beside_it(run: Run, tmp_path: Path) -> None:
    line = 'carry = "You should rest."  # W235: the words of a song\n'

    assert "1 explained" in checked(run, tmp_path, SMALL + line)[1]


def test_a_course_that_is_not_there_is_named_with_those_that_are(run: Run) -> None:
    ran = run("course", "check", "shared-powr")

    assert ran.code == ExitCode.NOT_FOUND
    assert "Did you mean “shared-power”?" in ran.err
    assert "system-leader" in ran.err
    assert run("course", "check", "nowhere.toml").code == ExitCode.NOT_FOUND


def test_a_link_and_an_archive_are_no_course(run: Run, tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text(SMALL)
    (tmp_path / "link.toml").symlink_to(real)
    (tmp_path / "zip.toml").write_bytes(b"PK\x03\x04")

    for name in ("link", "zip"):
        ran = run("course", "check", str(tmp_path / f"{name}.toml"))
        assert ran.code == ExitCode.FOUND
        assert "E230" in ran.out


def test_the_kept_schema_is_the_one_of_this_leadcoach(
    run: Run, *, rewrite: bool
) -> None:
    kept = SHIPPED / "course.schema.json"
    if rewrite:
        kept.write_text(schema_text(schema_of(Course)), encoding="utf-8")

    assert run("course", "schema").out == kept.read_text(encoding="utf-8")
    for part in json.loads(kept.read_text())["$defs"].values():
        assert all("description" in key for key in part["properties"].values())


def test_the_course_of_the_page_for_authors_is_right(run: Run, tmp_path: Path) -> None:
    page = (builtin_exercises() / "README.md").read_text(encoding="utf-8")
    part = page.partition("## Courses: ")[2].partition("\n## ")[0]
    (course,) = re.findall(r"```toml\n(.*?)```", part, re.DOTALL)

    assert checked(run, tmp_path, course)[0] == ExitCode.DONE
    for key in schema_of(Course)["properties"].keys() - {"week"}:
        assert f"`{key}`" in part
    for key in schema_of(Course)["$defs"]["Week"]["properties"]:
        assert f"`{key}`" in part
