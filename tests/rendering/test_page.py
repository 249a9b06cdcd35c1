"""Pages are made of values that do not change."""

import pytest

from leadcoach.rendering.page import Heading, Page


def test_a_page_cannot_change_once_made() -> None:
    page = Page("A page", (Heading("a"),))
    with pytest.raises(AttributeError):
        page.title = "another"  # type: ignore[misc]
