"""Turning pages into text: one module a format, each imported when it is used."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadcoach.rendering.page import Page
    from leadcoach.rendering.screen import Screen


class Format(StrEnum):
    """How a page can be shown; `--format` takes these words."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class ExportFormat(StrEnum):
    """What a whole journal can leave as: its files, lines for programs, or a page."""

    FOLDER = "folder"
    MARKDOWN = Format.MARKDOWN
    JSONL = "jsonl"
    HTML = Format.HTML


ENDINGS: dict[str, str] = {
    ExportFormat.FOLDER: "",
    Format.TERMINAL: ".txt",
    Format.MARKDOWN: ".md",
    Format.JSON: ".json",
    ExportFormat.JSONL: ".jsonl",
    Format.HTML: ".html",
}
"""how the names of their files end"""


def render(page: "Page", form: Format, screen: "Screen") -> str:
    """Return `page` as text in the given format, with a line feed at its end.

    Only the terminal format looks at `screen`, its width and its plain mode.
    """
    match form:
        case Format.TERMINAL:
            from leadcoach.rendering import terminal

            return terminal.render(page, screen)
        case Format.MARKDOWN:
            from leadcoach.rendering import markdown

            return markdown.render(page)
        case Format.JSON:
            from leadcoach.rendering import as_json

            return as_json.render(page)
        case Format.HTML:
            from leadcoach.rendering import html

            return html.render(page)
