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

    text: str
    is_own: bool = False
    """whether it is the person's copy"""

    @property
    def label(self) -> str:
        """Return what is stored of it: its version; of a copy a sign of its words too."""
        title = _TITLE.match(self.text)
        version = title[1] if title else ""
        sign = hashlib.sha256(self.text.encode()).hexdigest()[:8]
        return f"{version} own {sign}" if version and self.is_own else version

    @property
    def parts(self) -> Mapping[str, str]:
        """Return what stands under each heading."""
        cut = re.split(r"(?m)^## (.+)$", self.text)[1:]
        parts = zip(cut[::2], cut[1::2], strict=True)
        return {head.strip(): body.strip("\n") for head, body in parts}


def instructions(name: str, own: Path, shipped: Path) -> Instructions:
    """Return the prompt called `name`, from the folder `own` where it is there.

    Raises:
        Unreadable: the person's copy cannot be used; the message says why.
    """
    given = Instructions((shipped / f"{name}.md").read_text(encoding="utf-8"))
    copy = own / f"{name}.md"
    try:
        content = copy.read_bytes()
        found = Instructions(clean(content.decode("utf-8-sig")), is_own=True)
    except FileNotFoundError:
        return given
    except OSError as problem:
        raise _unusable(copy, str(problem.strerror)) from problem
    except UnicodeDecodeError:
        raise _unusable(copy, "it is not written in UTF-8") from None
    missing = [each for each in given.parts if not found.parts.get(each)]
    if len(content) > _LARGEST:
        raise _unusable(copy, "it is larger than 50 kilobytes")
    if not found.label:
        raise _unusable(copy, f"its first line is not like “# {given.label}”")
    if missing:
        raise _unusable(copy, f"nothing stands under “## {missing[0]}”")
    return found


def _unusable(copy: Path, why: str) -> Unreadable:
    hint = (
        "Put it right, or move it away; then the one that comes with leadcoach is used."
    )
    return Unreadable(f"{clean_line(str(copy))} cannot be used: {why}.", hint)
