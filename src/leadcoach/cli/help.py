"""leadcoach help: topics, each a Markdown file in help/; some parts made from the code."""

import re
from collections.abc import Iterator

import typer

from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument
from leadcoach.domain.safety import NOTE
from leadcoach.errors import ExitCode
from leadcoach.paths import help_topics, topics
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


@command("help", "leadcoach help", "leadcoach help privacy")
def help(  # noqa: A001 - called as it is typed
    ctx: typer.Context,
    context: Context,
    name: list[str] | None = argument("A topic; all of them without it.", default=None),
) -> None:
    """Explain how leadcoach works, by topic."""
    context.go_on_without_settings()  # help is for those who cannot go on
    if name and (len(name) > 1 or name[0] not in topics()):
        from leadcoach.cli.usage import no_such_topic

        raise no_such_topic(ctx, name)
    if name:
        title, body = _text(name[0])
        context.show(Page(title, tuple(_blocks(body))), Output())
        return
    rows = tuple((each, _first_line(each)) for each in topics())
    blocks = (
        Pairs(rows),
        Paragraph("Read one with: leadcoach help TOPIC", quiet=True),
        Paragraph("Commands: leadcoach --help", quiet=True),
        Paragraph(NOTE),
    )
    context.show(Page("Help", blocks), Output())


def _text(name: str) -> tuple[str, str]:
    """Return the title of a topic, and the rest of it."""
    text = (help_topics() / f"{name}.md").read_text(encoding="utf-8")
    title, _, body = text.partition("\n")
    return title.lstrip("# "), body


def _first_line(name: str) -> str:
    title, _ = _text(name)
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


_MADE: dict[str, Block] = {
    "{{damages}}": Listing(tuple(kind.title for kind in KINDS.values())),
    "{{exit codes}}": Pairs(tuple((str(int(each)), each.meaning) for each in ExitCode)),
    "{{settings}}": Pairs(tuple((each.name, each.meaning) for each in SETTINGS)),
    "{{safety note}}": Paragraph(NOTE),
}
"""Parts of topics that are made from where the thing itself is declared."""
