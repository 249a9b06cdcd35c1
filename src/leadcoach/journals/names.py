"""Names of files, and the one that somebody means."""

import re
from collections.abc import Sequence

from leadcoach.domain.text import clean_line
from leadcoach.errors import NotFound

_SHOWN = 5


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
