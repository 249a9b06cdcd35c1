"""The mirror: offline, the same for the same words, and silent where it sees too little.

It names a stance only where the person placed it or their own words name it, and quotes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadcoach.domain.reading import Lens, LensPoint, Observation, Quote, Reading
from leadcoach.readers import Account
from leadcoach.readers.beside import beside
from leadcoach.readers.language import language_is_english
from leadcoach.readers.noticing import Noticed, noticed
from leadcoach.readers.phrasing import wording
from leadcoach.readers.portrait import portrait
from leadcoach.readers.table import NOTHING, table
from leadcoach.readers.telling import moments, observations


@dataclass(frozen=True)
class Mirror:
    """The reader that comes with leadcoach.

    The thresholds are for a sitting, over all its answers; for a text that somebody
    brings to be read, one own act is enough.
    """

    fewest_words: int = 40
    fewest_acts: int = 3
    one_sided: bool = False
    """whether a text of one kind is read, so that the other side is not missed"""

    name = "mirror"
    version = "4"

    @classmethod
    def for_a_text(cls) -> "Mirror":
        """Return a mirror for one text, best or struggle, in which any own act will do."""
        return cls(fewest_words=0, fewest_acts=1, one_sided=True)

    def read(self, account: Account, lenses: Sequence[Lens]) -> Reading:
        """Return two paragraphs with quotes, or an abstention with one question."""
        seen = noticed(account)
        chosen = tuple(lens.id for lens in lenses)
        if question := self._question(seen):
            return self._abstained(seen, chosen, question)
        first, first_quotes = portrait(seen, one_sided=self.one_sided)
        if not first_quotes:  # acts, but none that could be quoted as a whole thought
            return self._abstained(seen, chosen, wording()["abstain"]["no_acts"])
        second, second_quotes = beside(seen, lenses)
        rows = table(seen, lenses)
        noted = observations(seen)
        return Reading(
            reader=self.name,
            version=self.version,
            lenses=chosen,
            paragraphs=(first, second),
            quotes=tuple(dict.fromkeys(first_quotes + second_quotes)),
            moments=moments(seen),
            observations=(*noted, *_gaps(noted, rows)),
            points=rows,
        )

    def _abstained(
        self, seen: Noticed, lenses: tuple[str, ...], question: str
    ) -> Reading:
        return Reading(
            reader=self.name,
            version=self.version,
            lenses=lenses,
            abstained=True,
            question=question,
            moments=moments(seen),
        )

    def _question(self, seen: Noticed) -> str:
        """Return the question to ask instead of reading, or nothing."""
        questions: dict[str, str] = wording()["abstain"]
        if not seen.word_count:
            return questions["empty"]
        if not all(language_is_english(one.text) for one in seen.told):
            return questions["language"]
        if seen.word_count < self.fewest_words:
            return questions["short"]
        return questions["no_acts"] if seen.act_count < self.fewest_acts else ""


def _gaps(
    noted: Sequence[Observation], rows: Sequence[LensPoint]
) -> tuple[Observation, ...]:
    """Return where the account differs from a lens, for the question that asks of it."""
    gap = next((row.differs for row in rows if row.differs != NOTHING), "")
    labels = ("over", "overgiving", "conceding")
    found: list[Quote] = [
        each.quote for each in noted if each.label in labels and each.quote.text in gap
    ]
    return tuple(Observation("lens.gap", quote) for quote in found[:1])
