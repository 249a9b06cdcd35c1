"""The lenses, and what is said of two stories beside them, by what the person said by a key.

The sentences stand in comparison.LANGUAGE.toml. A key that was not given leaves its
sentence out; nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import tomli

from leadcoach.domain.reading import Lens
from leadcoach.domain.text import clean_line
from leadcoach.mirror.language import sentences_of_ours
from leadcoach.paths import builtin_exercises

WHO = ("me", "others", "all", "nobody")
"""who tackled the challenge"""
NEEDS = ("mine", "theirs", "both", "neither")
"""whose needs were looked after"""
_LONGEST_NAME = 40
"""letters of a name or a word for “they”; what is longer is no name"""


@dataclass(frozen=True)
class Keys:
    """What the person said of their two stories; empty where nothing was said."""

    best_who: str = ""
    hard_who: str = ""
    best_needs: str = ""
    hard_needs: str = ""
    paid: str = ""
    they: str = ""
    """who “they” are in the second story, in the person's words"""
    stories: int = 2
    mixed: bool = False
    """whether the one story, told as the best, is no more that than a struggle"""

    @property
    def named(self) -> str:
        """Return the word for “they”, or nothing where it is too long for one."""
        name = clean_line(self.they)
        return name if len(name) <= _LONGEST_NAME else ""


class Comparison:
    """The sentences of one language."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = stored

    def title(self, name: str, **slots: str) -> str:
        return str(self._stored["titles"][name]).format(**slots)

    def idea(self, lens: Lens, keys: Keys) -> tuple[str, str]:
        """Return what a lens says, and what may be said of the stories beside it.

        The second is empty where nothing can be said: no key, one story, or a lens that
        has no sentences.
        """
        intro = self._stored["intro"].get(lens.id)
        says = f"“{lens.says}”" if lens.quoted else lens.says
        words = intro.format(says=lens.says) if intro else f"{lens.name}: {says}"
        rows = self._stored.get(lens.id, []) if lens.id in self._stored["intro"] else []
        paid = self._stored["paid"] if lens.id == "kashtan" else []
        if keys.stories < 2:
            return words, ""
        said = (self._chosen(rows, keys), self._chosen(paid, keys))
        return words, " ".join(filter(None, said))

    def key_lines(self, keys: Keys) -> str:
        """Return what the person said by keys, as one or two sentences, or nothing."""
        lines = self._stored["lines"]
        found = []
        is_named = False
        for story, who, needs in (
            ("best", keys.best_who, self._needs(keys.best_needs)),
            ("struggle", keys.hard_who, self._needs(keys.hard_needs, keys.named)),
        ):
            parts = []
            if who in WHO:
                line = lines["who_again" if is_named else "who_first"]
                parts.append(line.format(who=self._stored["who"][who]))
                is_named = True
            if needs:
                parts.append(lines["needs"].format(needs=needs))
            if story == "struggle" and keys.paid in self._stored["others_paid"]:
                parts.append(self._stored["others_paid"][keys.paid])
            if parts:
                name = "mixed" if keys.mixed else story
                found.append(lines[name].format(parts="; ".join(parts)))
        return " ".join(found)

    def question(self, keys: Keys) -> str:
        name = "question" if keys.stories == 2 else "question_of_one"
        return self._chosen(self._stored[name], keys)

    def _needs(self, key: str, named: str = "") -> str:
        if key not in NEEDS:
            return ""
        of = self._stored["needs_of"].get(key) if named else None
        return str(of.format(they=named) if of else self._stored["needs"][key])

    def _chosen(self, rows: Sequence[Mapping[str, Any]], keys: Keys) -> str:
        given = vars(keys)
        for row in rows:
            if all(given[key] in row[key] for key in row if key != "text"):
                return self._filled(row["text"], keys)
        return ""

    def _filled(self, text: str, keys: Keys) -> str:
        they = self._stored["they"]
        filled = text.format(
            best_who=self._stored["who"].get(keys.best_who, ""),
            hard_who=self._stored["who"].get(keys.hard_who, ""),
            best_needs=self._needs(keys.best_needs),
            hard_needs=self._needs(keys.hard_needs, keys.named),
            they=they["named" if keys.named else "plain"].format(they=keys.named),
        )
        return filled[:1].upper() + filled[1:]


@cache
def comparison(language: str) -> Comparison | None:
    """Return the sentences of a language such as `en` or `en-GB`, or None."""
    stored = sentences_of_ours("comparison", language)
    return Comparison(stored) if stored else None


@cache
def lenses() -> tuple[Lens, ...]:
    """Return the published ideas of prompts/lenses.toml, in their order."""
    text = (builtin_exercises() / "lenses.toml").read_text(encoding="utf-8")
    keys = ("id", "who", "says", "ask", "name")
    return tuple(
        Lens(**{key: row[key] for key in keys}, quoted=row.get("quote", False))
        for row in tomli.loads(text)["lens"]
    )
