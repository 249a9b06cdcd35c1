"""The page of all keys is the one of this leadcoach."""

from leadcoach.exercises.reference import all_keys, reference
from leadcoach.paths import builtin_exercises

KEPT = builtin_exercises() / "KEYS.md"


def test_the_kept_page_is_the_one_of_this_leadcoach(*, rewrite: bool) -> None:
    """`pytest --rewrite` writes it anew."""
    if rewrite:
        KEPT.write_text(reference(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == reference()


def test_every_key_there_is_stands_on_it() -> None:
    page = reference()

    assert [key for key in sorted(all_keys()) if key not in page] == []
