"""A real browser, Debian's chromium, for the pages that people fill in."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Start chromium once for all tests of a module; it takes two or three seconds."""
    needed = "needs playwright; pip install -e '.[browser]'"
    driver = pytest.importorskip("playwright.sync_api", reason=needed)
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium; apt-get install chromium")
    with driver.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield started
        started.close()
