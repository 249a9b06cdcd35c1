"""The mirror for a text that no exercise asked for."""

import datetime as dt
from dataclasses import dataclass

from leadcoach import __version__
from leadcoach.domain.entry import Answer, Entry
from leadcoach.domain.reading import Reading
from leadcoach.domain.safety import calls_for_the_note
from leadcoach.paths import builtin_exercises
from leadcoach.practice.placing import moments_of
from leadcoach.readers import Account
from leadcoach.readers.bank import lenses
from leadcoach.readers.mirror import Mirror
from leadcoach.readers.ranking import Ranked

TEXT = "text"
"""the id of the one answer such a reading quotes"""


@dataclass(frozen=True)
class ReadText:
    """A text, what was made of it, and the sentences picked out."""

    text: str
    reading: Reading
    moments: tuple[Ranked, ...]


def read_text(text: str, kind: str, names: tuple[str, ...]) -> ReadText:
    """Return the reading of `text`, which tells a best moment, a struggle, or both.

    A mixed text stands on both sides of the account: then neither is claimed of it.
    """
    told = () if calls_for_the_note(text) else ((TEXT, text),)
    account = Account(
        best=() if kind == "struggle" else told,
        struggle=() if kind == "best" else told,
    )
    known = lenses(builtin_exercises() / "lenses.toml")
    wanted = names or ("heifetz", "kashtan", "atkins")
    beside = tuple(lens for name in wanted for lens in known if lens.id == name)
    reading = Mirror.for_a_text().read(account, beside)
    return ReadText(text, reading, moments_of(account).all)


def kept_entry(read: ReadText, now: dt.datetime, zone: str) -> Entry:
    """Return an entry that holds the text and its reading."""
    answer = Answer(id=TEXT, type="long", asked="A text of yours", value=read.text)
    return Entry(
        exercise="read",
        version=__version__,
        title="A text of yours",
        sha256="",
        language="en",
        started=now,
        finished=now,
        zone=zone,
        local_date=now.date(),
        answers=(answer,),
        reading=read.reading,
    )
