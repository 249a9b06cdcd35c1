"""The forms of a week of a course, filled in in a browser, and read at the coach's desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.canary import traces
from tests.conftest import NOW
from tests.courses.six_weeks import SECRET, Group, as_a_form_saves
from tests.forms.browser.test_page import saved

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
DAY = NOW.date().isoformat()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(timezone_id="Europe/Paris")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.clock.set_fixed_time(NOW)
    yield page
    context.close()


@pytest.fixture
def group(tmp_path: Path) -> Group:
    """Return a group whose coach has made the forms of weeks 2 and 4."""
    made = Group(tmp_path)
    made.hands_out("1.1.0")
    for week in (2, 4):
        line = f"course forms HERE/course.toml --week {week} --output HERE/forms"
        made.coach.does(DAY, line)
    return made


def test_a_form_of_a_week_is_filled_in_and_stands_in_its_week_at_the_desk(
    group: Group, page: "Page"
) -> None:
    page.goto((group.coach.folder / "forms" / "week-2-compare.html").as_uri())
    assert "Shared power, week 2: Whose needs?" in page.inner_text("body")
    page.fill("#who", "Dov")
    page.fill("#a-situation", "We chose “together”.\nNobody asked Ama.")
    page.check("[data-q=own] input[value='4']")
    page.fill("#a-more", "Ask Ama first.")
    answers = saved(page)

    group.comes_in("dov", answers)

    assert "# course: our-power 2" in answers.decode().splitlines()
    assert group.desk(DAY)["dov"] == "· ✓ · · · · 21 Nov"
    said = group.coach.does(DAY, "desk page HERE/inbox dov").out
    assert "│ We chose “together”.\n│ Nobody asked Ama." in said
    assert "worth a look" not in group.coach.does(DAY, "desk in HERE/inbox").out


def test_what_is_private_in_a_form_of_a_week_does_not_reach_the_desk(
    group: Group, page: "Page"
) -> None:
    form = group.coach.folder / "forms" / "week-4-feedback.html"
    page.goto(form.as_uri())
    page.fill("#who", "Dov")
    page.check("[data-q=role] input[value=give]")
    page.fill("#a-raw", SECRET)
    page.fill("#a-saw", "They were silent.")
    answers = saved(page)

    group.comes_in("dov", answers)

    told = {"role": "give", "saw": "They were silent."}
    text = form.read_text("utf-8")
    assert answers.decode() == as_a_form_saves(text, "Dov", DAY, told)
    assert (
        "│ They were silent." in group.coach.does(DAY, "desk page HERE/inbox dov").out
    )
    assert traces(SECRET, group.inbox) == []
