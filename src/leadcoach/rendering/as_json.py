"""A page for programs: the data behind it, with nothing changed and nothing live."""

import datetime as dt
import json
import math
import re
from collections.abc import Mapping

from leadcoach.rendering.page import Page

# What JSON lets stand as it is, but a terminal would act on or hide.
_LIVE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def render(page: Page) -> str:
    """Return the page's data as JSON; what is parsed from it is to the letter."""
    data = _jsonable(page.data or {})
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return _LIVE.sub(_escaped, text) + "\n"


def _jsonable(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_jsonable(each) for each in value]
    if isinstance(value, dt.date | dt.time):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # TOML has nan and inf, JSON has not
    return value


def _escaped(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs)
