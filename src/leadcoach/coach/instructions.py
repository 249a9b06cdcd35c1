"""Prompts as Markdown files with a version; a person's copy of one wins.

A file begins with `# name/version`; what is sent stands in its parts under `## Heading`.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leadcoach.domain.text import clean, clean_line
from leadcoach.errors import Unreadable

_LARGEST = 50_000
_TITLE = re.compile(r"# ([a-z][a-z-]*/\d{1,4})")


@dataclass(frozen=True)
class Instructions:
    """One prompt file."""

    version: str
    """its name and version, as in `reflect/5`"""
    parts: Mapping[str, str]
    """what stands under each heading"""
    is_own: bool = False
    """whether it is the person's copy"""

    @property
    def label(self) -> str:
        """Return what is stored of it: its version; of a copy a sign of its words too."""
        if not self.is_own:
            return self.version
        words = "\n".join(self.parts.values())
        return f"{self.version} own {hashlib.sha256(words.encode()).hexdigest()[:8]}"


def instructions(name: str, own: Path, shipped: Path) -> Instructions:
    """Return the prompt called `name`, from the folder `own` where it is there.

    Raises:
        Unreadable: the person's copy cannot be used; the message says why.
    """
    given = _parsed((shipped / f"{name}.md").read_text(encoding="utf-8"))
    if given is None:
        message = f"{name}.md has no title"
        raise ValueError(message)
    copy = own / f"{name}.md"
    text = _text_of(copy)
    if text is None:
        return Instructions(*given)
    found = _parsed(text)
    if found is None:
        raise _unusable(copy, f"its first line is not like “# {given[0]}”")
    missing = [each for each in given[1] if not found[1].get(each)]
    if missing:
        raise _unusable(copy, f"nothing stands under “## {missing[0]}”")
    return Instructions(*found, is_own=True)


def _text_of(copy: Path) -> str | None:
    try:
        content = copy.read_bytes() if copy.is_file() else None
        if content is None:
            return None
        if len(content) > _LARGEST:
            raise _unusable(copy, "it is larger than 50 kilobytes")
        return clean(content.decode().removeprefix("\ufeff"))
    except OSError as problem:
        raise _unusable(copy, str(problem.strerror)) from problem
    except UnicodeDecodeError:
        raise _unusable(copy, "it is not written in UTF-8") from None


def _parsed(text: str) -> tuple[str, dict[str, str]] | None:
    title = _TITLE.match(text)
    if title is None:
        return None
    cut = re.split(r"(?m)^## (.+)$", text)[1:]
    heads, bodies = cut[::2], cut[1::2]
    parts = zip(heads, bodies, strict=True)
    return title[1], {head.strip(): body.strip("\n") for head, body in parts}


def _unusable(copy: Path, why: str) -> Unreadable:
    name = clean_line(str(copy))
    hint = (
        "Put it right, or move it away; then the one that comes with leadcoach is used."
    )
    return Unreadable(f"{name} cannot be used: {why}.", hint)
