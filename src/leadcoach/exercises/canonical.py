"""An exercise written out anew, so that a stranger's bytes are read only once."""

import tomli
import tomli_w

from leadcoach.domain.exercise import Exercise
from leadcoach.domain.toml import EXERCISE_LIMIT, text_of
from leadcoach.errors import Unreadable
from leadcoach.exercises.reading import load


def canonical(content: bytes, name: str) -> tuple[Exercise, bytes]:
    """Return the exercise in `content` and its file as we would write it.

    Comments, spacing and the order of keys are ours; every value is the author's.

    Raises:
        Unreadable: it is no exercise, or not the same when read again.
    """
    exercise, _ = load(content, name)
    table = tomli.loads(text_of(content, EXERCISE_LIMIT))
    written = tomli_w.dumps(table).encode()
    again, _ = load(written, name)
    if again != exercise:
        message = f"{name} does not read the same when it is written out anew."
        raise Unreadable(message, "Ask its author for another copy.")
    return exercise, written
