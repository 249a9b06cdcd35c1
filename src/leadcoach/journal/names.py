"""Names of files, and the one that somebody means."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound

ENTRY_NAME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<hour>\d\d)(?P<again>b?)(?P<minute>\d\d)\d\d"
    r"-(?P<exercise>[a-z0-9-]+)-[a-z0-9]{8,26}\.toml"
)
"""The name of an entry's file: the person's own day and time, the exercise, a sign.

`again` is a b when an hour came round a second time, so that names sort as life went.
"""
_SHOWN = 5


class Told(NamedTuple):
    """What the name of an entry's file tells."""

    day: str
    """as in 2026-11-21"""
    time: str
    """as in 19:30"""
    exercise: str


def told_by(name: str) -> Told:
    """Return what the name of an entry's file tells; all empty for other names."""
    found = ENTRY_NAME.fullmatch(name)
    if found is None:
        return Told("", "", "")
    return Told(found["day"], f"{found['hour']}:{found['minute']}", found["exercise"])


def slug(exercise: str) -> str:
    """Return `exercise` as part of a file name; ids of exercises stay as they are."""
    return re.sub("[^a-z0-9]+", "-", exercise.lower()).strip("-")[:60] or "exercise"


def only_one(asked: str, fitting: Sequence[str], names: Sequence[str]) -> str:
    """Return the one name in `fitting`, which are those of `names` that fit `asked`.

    Raises:
        NotFound: none fits, and the hint has the nearest; or several do.
    """
    shown = clean_line(asked, 60)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFound(f"There is no “{shown}”.", _nearest(asked, names))
    listed = ", ".join(fitting[:_SHOWN])
    more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    raise NotFound(
        f"“{shown}” can mean {len(fitting)} of them: {listed}{more}.",
        "Give more of the name.",
    )


def _nearest(asked: str, names: Sequence[str]) -> str:
    # Needed only here, and slow to import.
    from difflib import get_close_matches

    found = get_close_matches(asked, names, 1, 0.4) or names[:1]
    return f"The nearest is {found[0]}." if found else ""
