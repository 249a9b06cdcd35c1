"""What is asked in a page, and what comes of it, is what leadcoach asks and keeps."""

import json
import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from leadcoach import answers
from leadcoach.errors import ExitCode
from leadcoach.forms.form import Form
from tests.conftest import Run
from tests.forms.browser.filling import (
    FORMS,
    TODAY,
    Filling,
    exercise_in,
    kept,
    opened,
    plain,
    read,
    shown_of,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

TIMES = int(os.environ.get("LEADCOACH_FILLINGS", "1"))
"""how often each form is filled in at random"""


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("name", FORMS)
def test_a_form_filled_in_at_random(
    browser: "Browser", name: str, seed: int, tmp_path: Path, run: Run
) -> None:
    file = FORMS[name]
    form = Form(exercise_in(file))
    rnd = Random(f"{name} {seed}")
    page = opened(browser, form, tmp_path)
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    filling = Filling(page, form, rnd, opens=rnd.choice((0.05, 0.3)))

    filling.fill_in()
    shown = filling.shown()
    content = filling.saved() if filling.typed else b""
    page.context.close()

    session = filling.walk()
    assert noise == []
    asked = [
        shown_of(step)
        for step in session.steps()
        if (step.waits or not step.question.asks) and step.base not in form.left_out
    ]
    assert shown == asked
    given = {
        step.id: plain(step.value)
        for step in session.answered()
        if not form.exercise.is_private(step.base) or step.base in filling.handed_over
    }
    assert kept(form.exercise, read(content)) == given
    if content:
        taken = answers.read(content, form.exercise, TODAY)
        assert (taken.changed, taken.unread) == ([], [])
        assert kept(form.exercise, taken.answers) == given
    if not form.kept():
        _is_taken_by_leadcoach(file, content, given, run, tmp_path)


def _is_taken_by_leadcoach(
    file: Path, content: bytes, given: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.answers.txt"
    saved.write_bytes(content)
    ran = run(
        "reflect",
        str(file),
        "--answers",
        str(saved),
        "--no-input",
        "--no-mirror",
        "--json",
    )
    if "Answers are missing" in ran.err:
        return
    assert ran.code == ExitCode.DONE, ran.err
    assert "Not asked" not in ran.err
    assert {
        name: plain(value) for name, value in json.loads(ran.out)["answers"].items()
    } == given
