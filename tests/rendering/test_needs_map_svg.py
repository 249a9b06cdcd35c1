"""The needs map as a drawing for a page: whole, described, and in the page's colours."""

import xml.etree.ElementTree as ET

from leadcoach.rendering.needs_map import MapPoint, needs_map

SVG = "{http://www.w3.org/2000/svg}"
BEST = MapPoint(2, 4, "alone", 'a <b> & "c"')
HELD = MapPoint(1, None, "drifted", "struggle")


def drawing(*marks: MapPoint) -> ET.Element:
    return ET.fromstring(needs_map(marks).svg)


def said(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_it_says_what_it_shows_to_who_cannot_see_it() -> None:
    root = drawing(BEST, HELD)
    words = needs_map([BEST, HELD]).words
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}desc") == " ".join(words)
    named = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    ids = [each.get("id") or "" for each in named if each is not None]
    assert root.get("aria-labelledby") == " ".join(ids)


def test_only_the_signs_that_are_used_are_explained() -> None:
    assert "only me" in said(drawing(BEST))
    assert "shared" not in said(drawing(BEST))
    assert "say:" not in said(drawing(HELD))


def test_its_colours_are_those_of_the_text_around_it() -> None:
    """So it can be read on light paper, on a dark screen and in print."""
    for each in drawing(BEST, HELD).iter():
        for name in ("fill", "stroke"):
            assert each.get(name) in (None, "none", "currentColor")


def test_two_dots_on_one_place_do_not_hide_each_other() -> None:
    root = drawing(MapPoint(3, 3, "alone", "a"), MapPoint(3, 3, "alone", "b"))
    marks = next(group for group in root.iter(f"{SVG}g"))
    places = {ring.get("cy") for ring in marks.iter(f"{SVG}circle")}
    assert len(places) == 2
