"""The words of an entry as one text to edit, and the words read back from it.

A line with a sign of its own stands above each passage. The sign is made longer until
no line that the person wrote begins with it, so their words are never taken for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadcoach.domain.rewording import Passage
from leadcoach.domain.text import clean_line, on_one_line

_SIGN = "===="
_ASKED = 60
"""characters of a question above its passage"""


@dataclass(frozen=True)
class Sheet:
    """Passages, the line above each, and the text that holds them all."""

    passages: tuple[Passage, ...]
    sign: str
    lines: tuple[str, ...]
    text: str


def sheet_of(passages: Sequence[Passage], heading: str) -> Sheet:
    """Return the text in which `passages` are edited; `heading` is one line of it."""
    sign = _SIGN
    written = "\n".join(each.words for each in passages).split("\n")
    while any(line.lstrip().startswith(sign) for line in written):
        sign += "="
    lines = tuple(
        f"{sign} {number}  {clean_line(on_one_line(each.asked), _ASKED) or each.name} {sign}"
        for number, each in enumerate(passages, 1)
    )
    top = (
        f"# {clean_line(heading)}\n"
        f"# Change the words below. Leave the lines that begin with {sign} as they are.\n"
        "# Close the editor without a change, and nothing is changed.\n"
    )
    parts = [
        f"\n{line}\n{each.words}\n" for line, each in zip(lines, passages, strict=True)
    ]
    return Sheet(tuple(passages), sign, lines, top + "".join(parts))


def read_back(sheet: Sheet, text: str) -> tuple[str, ...] | None:
    """Return the words of each passage in `text`, or None where they cannot be told.

    The lines above the passages have to be there, each once, and in their order.
    Empty lines around a passage are not part of it, unless nothing else changed.
    """
    found: list[list[str]] = []
    for line in text.split("\n"):
        if line.rstrip() in sheet.lines:
            if sheet.lines.index(line.rstrip()) != len(found):
                return None
            found.append([])
        elif line.lstrip().startswith(sheet.sign):
            return None
        elif found:
            found[-1].append(line)
    if len(found) != len(sheet.lines):
        return None
    return tuple(
        _words(each.words, "\n".join(lines))
        for each, lines in zip(sheet.passages, found, strict=True)
    )


def _words(before: str, after: str) -> str:
    trimmed = after.strip("\n")
    return before if trimmed == before.strip("\n") else trimmed
