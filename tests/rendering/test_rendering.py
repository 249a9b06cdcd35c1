"""The same page in every format, on every screen, as whole files to look at."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from wcwidth import wcswidth

from leadcoach.rendering import Format, render
from leadcoach.rendering.page import Page
from leadcoach.rendering.screen import Screen

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "terminal"])
@pytest.mark.parametrize("width", [80, 40, 20])
def test_a_page_of_hard_texts_on_every_screen(
    page: Page, golden: Golden, width: int, *, plain: bool, unicode: bool
) -> None:
    text = render(page, Format.TERMINAL, Screen(width, plain=plain, unicode=unicode))
    name = f"{'plain' if plain else 'terminal'}-{width}"
    golden(f"{name}{'' if unicode else '-ascii'}.txt", text)
    too_wide = [line for line in text.split("\n") if wcswidth(line) > width]
    assert too_wide == []
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@pytest.mark.parametrize("form", [f for f in Format if f is not Format.TERMINAL])
def test_a_page_of_hard_texts_as_a_file(
    page: Page, golden: Golden, form: Format
) -> None:
    text = render(page, form, Screen())
    golden(f"page.{form.value}", text)
    assert text == render(page, form, Screen(20, plain=True, unicode=False))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_an_empty_page_is_no_trouble() -> None:
    shown = {form: render(Page("", ()), form, Screen()) for form in Format}
    assert shown[Format.TERMINAL] == ""
    assert shown[Format.MARKDOWN] == "\n"
    assert shown[Format.JSON] == "{}\n"
    assert "<title>leadcoach</title>" in shown[Format.HTML]


def test_a_page_without_colour_does_not_wait_for_rich() -> None:
    """Rich takes longer to load than a list takes to print."""
    code = (
        "import sys\n"
        "from leadcoach.rendering import *\n"
        "from leadcoach.rendering.page import *\n"
        "from leadcoach.rendering.screen import Screen\n"
        "page = Page('a', (Words('b'), Table(('c',), (('d',),))))\n"
        "for form in Format: render(page, form, Screen())\n"
        "print([each for each in ('rich', 'pydantic') if each in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"
