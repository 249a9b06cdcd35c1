"""A page as Markdown: words stay words, whatever signs they hold."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from leadcoach.domain.text import clean
from leadcoach.rendering import markdown
from leadcoach.rendering.page import Block, Listing, Page, Pairs, Table, Verbatim, Words

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text("#*_`~<>[]()!|\\-+=.:&;$%^1 \n\tab", max_size=40)


def shown(*blocks: Block) -> str:
    return markdown.render(Page("", blocks))


def read(text: str) -> tuple[set[str], str]:
    """Return what kinds of block a Markdown reader sees, and the text it shows."""
    kinds, said = set(), ""
    for token in READER.parse(text):
        if token.type != "inline":
            kinds.add(token.tag)
            continue
        for child in token.children or []:
            plain = child.type in ("text", "text_special")
            said += child.content if plain else "\n" * (child.type == "hardbreak")
            kinds |= set() if plain or child.type == "hardbreak" else {child.type}
        said += "\n"
    return kinds, said


def squeezed(text: str) -> list[str]:
    lines = clean(text).replace("\t", "    ").replace("\u00a0", " ").split("\n")
    return [line.strip() for line in lines if line.strip()]


@given(SIGNS | st.text(max_size=40))
def test_a_persons_words_never_become_markup(text: str) -> None:
    kinds, said = read(shown(Words(text)))
    assert kinds <= {"p", "blockquote"}
    assert squeezed(said) == squeezed(text)


@given(SIGNS)
def test_labels_and_items_never_become_markup(text: str) -> None:
    kinds, _ = read(shown(Listing((text or "x",)), Pairs((("a", text),))))
    assert kinds <= {"ul", "li", "p", "strong_open", "strong_close"}


@given(SIGNS)
def test_a_table_keeps_its_columns_whatever_its_cells_hold(text: str) -> None:
    table = shown(Table(("a", "b"), ((text, "x"), ("y", text))))
    tokens = READER.parse(table)
    assert [token.type for token in tokens].count("td_open") == 4


def test_words_stay_readable_in_the_source() -> None:
    """Ordinary writing needs no backslashes."""
    words = "I said: it's 3.5 days (at most), $5 < 6 & done - right?"
    assert shown(Words(words)) == f"> {words}\n"


def test_paragraphs_and_line_breaks_are_kept() -> None:
    assert shown(Words("one\ntwo\n\nthree", "your best moment")) == (
        "> one\\\n> two\n>\n> three\n>\n> — your best moment\n"
    )


def test_verbatim_text_cannot_end_its_own_fence() -> None:
    text = shown(Verbatim("a\n````\nb"))
    fences = re.findall("^`{5}", text, flags=re.MULTILINE)
    assert len(fences) == 2
