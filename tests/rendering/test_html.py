"""A page as one HTML file: real structure, nothing fetched, nothing live."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from leadcoach.rendering import html
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Picture,
    Table,
    Verbatim,
    Words,
)


class Seen(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.said += data


def shown(*blocks: Block) -> str:
    return html.render(Page("A page", blocks))


def every_block(text: str) -> tuple[Block, ...]:
    return (
        Heading(text),
        Words(text, text),
        Listing((text,)),
        Pairs(((text, text),)),
        Table((text,), ((text,),)),
        Framed(text, (text,)),
        Verbatim(text),
    )


@given(st.text("<>&\"'/ =abscript!-\n") | st.text())
def test_no_words_become_tags(text: str) -> None:
    known = set(Seen(shown(*every_block("words\n\nwords"))).tags)
    seen = Seen(html.render(Page(text, every_block(text), language=text)))
    assert set(seen.tags) <= known | {"title"}
    assert not any(name.startswith("on") for name in seen.names)


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    text = html.render(page)
    seen = Seen(text)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not seen.names & {"src", "href", "srcset", "action", "background", "style"}
    assert "url(" not in text
    assert "@import" not in text


def test_headings_lists_and_tables_are_real_ones(page: Page) -> None:
    tags = Seen(html.render(page)).tags
    assert tags.count("h1") == 1
    for tag in ("h2", "h3", "ul", "ol", "dl", "table", "th", "blockquote", "main"):
        assert tag in tags


def test_a_pages_language_is_said() -> None:
    assert '<html lang="nl">' in html.render(Page("x", (), language="nl"))


def test_line_breaks_in_a_persons_words_are_kept() -> None:
    text = shown(Words("one\n  two\n\nthree"))
    assert '<p dir="auto">one<br>\n\u00a0\u00a0two</p>' in text
    assert '<p dir="auto">three</p>' in text


def test_the_map_is_drawn_and_said(pulls: Picture) -> None:
    text = shown(pulls)
    seen = Seen(text)
    assert 'role="img"' in text
    assert {"svg", "title", "desc"} <= set(seen.tags)
    for words in pulls.words:
        assert seen.said.count(words) == 2  # once for the picture, once beneath it
