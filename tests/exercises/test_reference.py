"""The page of all keys is the one of this leadcoach."""

from tests.exercises.conftest import all_keys
from tools.keys_page import KEPT, keys_page


def test_the_kept_page_is_the_one_of_this_leadcoach(*, rewrite: bool) -> None:
    """`pytest --rewrite` writes it anew."""
    if rewrite:
        KEPT.write_text(keys_page(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == keys_page()


def test_every_key_there_is_stands_on_it() -> None:
    page = keys_page()

    assert [key for key in sorted(all_keys()) if key not in page] == []
