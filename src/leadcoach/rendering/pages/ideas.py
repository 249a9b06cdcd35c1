"""Lenses and the glossary as pages."""

from collections.abc import Sequence
from dataclasses import asdict

from leadcoach.domain.reading import Lens
from leadcoach.exercises.library import Term
from leadcoach.rendering.page import Page, Pairs, Paragraph, Table
from leadcoach.rendering.pages.as_data import SCHEMA


def lenses_page(lenses: Sequence[Lens]) -> Page:
    """Return the list of lenses."""
    data = {"schema": SCHEMA, "lenses": [asdict(each) for each in lenses]}
    rows = tuple((each.id, each.who, _says(each)) for each in lenses)
    blocks = (
        Table(("Lens", "Who", "What they say"), rows),
        Paragraph("See one with: leadcoach lens show LENS", quiet=True),
        Paragraph(
            "Hold your words beside one: leadcoach reflect --lens LENS", quiet=True
        ),
    )
    return Page("Lenses", blocks, data)


def lens_page(lens: Lens) -> Page:
    """Return one lens: whose it is, what it says, and the question it asks."""
    blocks = (
        Pairs(
            (
                ("Who", lens.who),
                ("What they say", _says(lens)),
                ("What it asks", lens.ask),
            )
        ),
        Paragraph("No lens is the right answer. Each is one way to look.", quiet=True),
    )
    return Page(f"Lens: {lens.id}", blocks, {"schema": SCHEMA, **asdict(lens)})


def _says(lens: Lens) -> str:
    return f"“{lens.says}”" if lens.quoted else lens.says


def glossary_page(terms: Sequence[Term]) -> Page:
    """Return all terms."""
    data = {"schema": SCHEMA, "terms": [asdict(each) for each in terms]}
    rows = tuple((each.term, each.means, each.source) for each in terms)
    return Page("Glossary", (Table(("Word", "What it means", "Whose"), rows),), data)


def term_page(term: Term) -> Page:
    """Return one term."""
    blocks = (Paragraph(term.means), Pairs((("Whose word", term.source),)))
    return Page(term.term, blocks, {"schema": SCHEMA, **asdict(term)})
