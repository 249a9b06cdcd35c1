"""A reading as the tables of a file, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from leadcoach.domain.reading import LensPoint, Moment, Observation, Quote, Reading
from leadcoach.journal.toml_file import Fields


def reading_tables(reading: Reading) -> dict[str, Any]:
    """Return `reading` as the tables `reading` and `moment`; moments stand alone.

    The moments are the person's as much as the reader's: they say how each sits.
    """
    told: dict[str, Any] = {
        "reader": reading.reader,
        "version": reading.version,
        "lenses": reading.lenses,
        "paragraphs": reading.paragraphs,
        "abstained": reading.abstained,
        "question": reading.question,
        "quote": [_quote(each) for each in reading.quotes],
        "observation": [
            {"label": each.label, **_quote(each.quote)} for each in reading.observations
        ],
        "offered": reading.offered,
        "point": [_said(asdict(each)) for each in reading.points],
    }
    moments = [
        {**_quote(each.quote), "guess": each.guess, "placed": each.placed}
        for each in reading.moments
    ]
    return {"reading": _said(told), "moment": [_said(each) for each in moments]}


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "answer": quote.answer,
        "start": quote.start,
        "end": quote.end,
    }


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    # An empty line or list says nothing to somebody who reads the file.
    return {key: each for key, each in table.items() if each not in ("", (), [])}


def reading_of(fields: Fields) -> Reading | None:
    """Return the reading that a file holds, or None."""
    if "reading" not in fields:
        return None
    told = fields.table("reading")
    return Reading(
        reader=told.text("reader", ""),
        version=told.text("version", ""),
        lenses=told.texts("lenses"),
        paragraphs=told.texts("paragraphs"),
        quotes=tuple(_quote_of(each) for each in told.tables("quote")),
        abstained=told.flag("abstained"),
        question=told.text("question", ""),
        moments=tuple(_moment_of(each) for each in fields.tables("moment")),
        observations=tuple(
            Observation(each.text("label"), _quote_of(each))
            for each in told.tables("observation")
        ),
        points=tuple(_point_of(each) for each in told.tables("point")),
        offered=told.texts("offered"),
    )


def _quote_of(fields: Fields) -> Quote:
    return Quote(
        text=fields.text("text", ""),
        answer=fields.text("answer", ""),
        start=fields.whole("start"),
        end=fields.whole("end"),
    )


def _moment_of(fields: Fields) -> Moment:
    guess, placed = fields.text("guess", ""), fields.text("placed", "")
    return Moment(_quote_of(fields), guess, placed)


def _point_of(fields: Fields) -> LensPoint:
    return LensPoint(
        lens=fields.text("lens"),
        who=fields.text("who"),
        says=fields.text("says", ""),
        point=fields.text("point", ""),
        shares=fields.text("shares", ""),
        differs=fields.text("differs", ""),
        leaves_open=fields.text("leaves_open", ""),
        ask=fields.text("ask", ""),
    )
