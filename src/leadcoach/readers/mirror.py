"""The mirror: offline, the same for the same words, and silent where it sees too little.

It names a stance only where the person's own words name it, and quotes them.
"""

from collections.abc import Sequence

from leadcoach.domain.reading import Lens, Quote, Reading
from leadcoach.readers import Account
from leadcoach.readers.beside import beside, points, table
from leadcoach.readers.lines import paragraph, wording
from leadcoach.readers.noticing import (
    FEWEST_WORDS,
    Noticed,
    moments,
    noticed,
    observations,
)
from leadcoach.readers.portrait import portrait


class Mirror:
    """The reader that comes with leadcoach."""

    name = "mirror"
    version = "1"

    def read(self, account: Account, lenses: Sequence[Lens]) -> Reading:
        """Return two paragraphs with quotes, or an abstention with one question."""
        seen = noticed(account)
        chosen = tuple(lens.id for lens in lenses)
        if seen.is_thin:
            return Reading(
                reader=self.name,
                version=self.version,
                lenses=chosen,
                abstained=True,
                question=_question(seen),
                moments=moments(seen),
            )
        first, first_quotes = paragraph(portrait(seen))
        found = points(seen, lenses)
        second, second_quotes = beside(found)
        return Reading(
            reader=self.name,
            version=self.version,
            lenses=chosen,
            paragraphs=(first, second),
            quotes=_without_doubles(first_quotes + second_quotes),
            moments=moments(seen),
            observations=observations(seen),
            points=table(found),
        )


def _question(seen: Noticed) -> str:
    questions: dict[str, str] = wording()["abstain"]
    if not seen.word_count:
        return questions["empty"]
    enough = seen.word_count >= FEWEST_WORDS
    return questions["no_acts" if enough else "short"]


def _without_doubles(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quotes))
