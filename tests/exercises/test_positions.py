"""In which line a table or a key stands, in files as people write them."""

import pytest

from leadcoach.exercises.load import positions_in
from leadcoach.exercises.validate import KeyPath

FILE = '''\
# a = 1
title = "[x] # no = comment"   # but this = one
"quoted key" = 1
a.b = 2
long = """
inside = 1
[[section]]
"""
after = 3
literal = \'\'\'
inside = 1\'\'\'
list = [
  "one",  # [
  "inside = 1",
]
inline = { x = 1, y = { z = [1, 2] } }
sources = [
  { cite = "one ]", basis = "x" },
  { cite = "two", tags = ["a",
    "b"] },
]
[ table ]
key = 1
[[section]]
id = "one"
[[section.ask]]   # the first
id = "a"
[section.ask.choices]
"x.y" = "one"
[[section.ask]]
id = "b"
[[section.ask.follow]]
id = "c"
[[section]]
[[section.ask]]
id = "d"
["quoted table"]
key = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("a", "b"), 4),
        (("long",), 5),
        (("after",), 9),
        (("literal",), 10),
        (("list",), 12),
        (("list", 1), 12),
        (("inline", "y", "z"), 16),
        (("sources",), 17),
        (("sources", 0, "basis"), 18),
        (("sources", 1, "cite"), 19),
        (("sources", 1, "tags"), 19),
        (("table",), 22),
        (("table", "key"), 23),
        (("section", 0), 24),
        (("section", 0, "id"), 25),
        (("section", 0, "ask", 0), 26),
        (("section", 0, "ask", 0, "id"), 27),
        (("section", 0, "ask", 0, "choices"), 28),
        (("section", 0, "ask", 0, "choices", "x.y"), 29),
        (("section", 0, "ask", 1, "id"), 31),
        (("section", 0, "ask", 1, "follow", 0, "id"), 33),
        (("section", 1, "ask", 0, "id"), 36),
        (("quoted table", "key"), 38),
    ],
)
def test_a_key_is_found_in_its_line(path: KeyPath, line: int) -> None:
    assert positions_in(FILE).line_of(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("section", 0, "ask", 1, "text"), 30),
        (("section", 0, "ask", 0, "question", "choice", "choices", "x.y"), 29),
        (("section", 7), 24),
        (("inside",), 1),
        (("nothing", "at", "all"), 1),
        ((), 1),
    ],
)
def test_what_is_missing_is_placed_where_it_would_stand(
    path: KeyPath, line: int
) -> None:
    assert positions_in(FILE).line_of(path) == line
