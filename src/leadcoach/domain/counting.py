"""How many there may be of something: words, lines, choices."""

from leadcoach.errors import NotAnAnswer

_MANY = {"word": "words", "line": "lines", "choice": "choices"}


def in_order(least: str, low: int, most: str, high: int) -> None:
    """Refuse a lower bound above the upper one; an upper one of 0 is none.

    Raises:
        ValueError: with the names of both keys.
    """
    if 0 < high < low:
        message = f"{least} is more than {most}"
        raise ValueError(message)


def counted(count: int, least: int, most: int, what: str) -> None:
    """Refuse a number of things outside `least` to `most`; 0 for no such bound.

    Raises:
        NotAnAnswer: with how many there are and how many it takes.
    """
    if count < least:
        raise NotAnAnswer(f"At least {_so_many(least, what)}: so far {count}.")
    if most and count > most:
        raise NotAnAnswer(f"At most {_so_many(most, what)}: so far {count}.")


def _so_many(count: int, what: str) -> str:
    return f"{count} {what if count == 1 else _MANY[what]}"
