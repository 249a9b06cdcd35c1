"""What can be seen in a whole passage, for what leading means in it and where it is hard."""

from collections.abc import Sequence

from leadcoach.readers.clauses import tokens
from leadcoach.readers.features import Features, met, plain_forms


def passage_features(sentences: Sequence[str], kind: str) -> Features:
    """Return the features of a passage: its words, and the signs of lexicon.toml."""
    row: Features = {f"kind {kind}": 1.0, "any": 1.0}
    plain = ""
    for one in tokens(sentences):
        part = plain_forms(one)
        names = {
            word for word, is_name in zip(one.words, one.names, strict=True) if is_name
        }
        row.update({f"t:{word}": 1.0 for word in part.split() if word not in names})
        plain += part
    for name, count in met(plain, "signs"):
        row[f"sign {name}"] = count / 3
        row[f"any sign {name}"] = 1
    return row
