"""leadcoach help: topics, each a Markdown file in help/; some parts made from the code."""

import re
from collections.abc import Iterator

from leadcoach.domain.safety import NOTE
from leadcoach.errors import ExitCode
from leadcoach.paths import help_topics
from leadcoach.rendering.page import (
    Block,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Verbatim,
)
from leadcoach.rendering.pages.doctor import KINDS
from leadcoach.settings import SETTINGS


def topics_page() -> Page:
    """Return the list of topics, and the safety note."""
    rows = tuple((name, _first_line(name)) for name in topics())
    blocks = (
        Pairs(rows),
        Paragraph("Read one with: leadcoach help TOPIC", quiet=True),
        Paragraph("Commands: leadcoach --help", quiet=True),
        Paragraph(NOTE),
    )
    return Page("Help", blocks)


def topic_page(name: str) -> Page:
    """Return the topic called `name`, which is one of them."""
    text = (help_topics() / f"{name}.md").read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    return Page(title.lstrip("# "), tuple(_blocks(body)))


def topics() -> list[str]:
    """Return the names of all topics."""
    return sorted(path.stem for path in help_topics().glob("*.md"))


def _first_line(name: str) -> str:
    text = (help_topics() / f"{name}.md").read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ")
    return title.partition(": ")[2] or title


# An empty line ends a part, but not one that stands between fences.
_PARTS = re.compile(r"\n*(```.*?\n```(?=\n|\Z)|.+?(?=\n{2,}|\Z))", re.DOTALL)


def _blocks(body: str) -> Iterator[Block]:
    for part in _PARTS.findall(body.strip()):
        if part in _MADE:
            yield _MADE[part]
        elif part.startswith("## "):
            yield Heading(part.removeprefix("## "))
        elif part.startswith("- "):
            yield Listing(tuple(_unwrapped(item) for item in part[2:].split("\n- ")))
        elif part.startswith("```"):
            yield Verbatim("\n".join(part.split("\n")[1:-1]))
        else:
            yield Paragraph(_unwrapped(part))


def _unwrapped(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _exit_codes() -> Pairs:
    meanings = {
        ExitCode.DONE: "done, paused, or nothing yet to list",
        ExitCode.FOUND: "a search found nothing, a check found problems, or not all was taken",
        ExitCode.USAGE: "wrong usage, or an answer that is not valid",
        ExitCode.NOT_FOUND: "no such exercise, entry or draft",
        ExitCode.UNREADABLE: "something cannot be read; what can be is shown",
        ExitCode.MISSING_ANSWERS: "answers are missing and there is no terminal",
        ExitCode.BUG: "a bug; a report without your words was written",
        ExitCode.DISK: "the disk refused",
        ExitCode.HANGUP: "the window was closed; the draft is kept",
        ExitCode.INTERRUPTED: "Ctrl-C; the draft is kept",
        ExitCode.TERMINATED: "leadcoach was asked to stop; the draft is kept",
    }
    return Pairs(tuple((str(int(code)), meanings[code]) for code in ExitCode))


def _settings() -> Pairs:
    return Pairs(tuple((each.name, each.meaning) for each in SETTINGS))


_MADE: dict[str, Block] = {
    "{{damages}}": Listing(tuple(kind.title for kind in KINDS.values())),
    "{{exit codes}}": _exit_codes(),
    "{{settings}}": _settings(),
    "{{safety note}}": Paragraph(NOTE),
}
"""Parts of topics that are made from where the thing itself is declared."""
