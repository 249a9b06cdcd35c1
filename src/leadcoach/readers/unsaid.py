"""What the mirror never says in its own words: diagnoses, praise, verdicts, advice."""

import re
from functools import cache
from pathlib import Path

import tomli

_QUOTED = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d')


def unsaid_in(paragraph: str) -> tuple[str, ...]:
    """Return what stands in `paragraph`, outside quotation marks, and should not."""
    own = _QUOTED.sub(" ", paragraph)
    return tuple(found.group() for found in _expression().finditer(own))


@cache
def _expression() -> re.Pattern[str]:
    path = Path(__file__).parent / "unsaid.toml"
    words = tomli.loads(path.read_text(encoding="utf-8"))["words"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b|!", re.IGNORECASE)
