"""Answers that several tests give; invented for the worked example of the library."""

from pathlib import Path

PLACE = str(Path(__file__).parents[1] / "place.toml")
"""an exercise that begins with a choice"""

BEST = (
    "When the shelter's roof leaked I got the six of us in the kitchen and asked each "
    "of them what they'd drop first. We set the order together and I rang the landlord "
    "that night. I told them I could do two nights, not five."
)
STRUGGLE = (
    "When Ana hands in late I say nothing and just redo it myself at midnight. Then on "
    "Friday I snapped and took the whole newsletter off her without asking."
)
HOSTILE = "red \x1b[31mtext\x1b]0;title\x07 \x9b2J \u202egnp.exe [bold]x[/nope] :smile:"
"""Escape codes, a C1 control, a reordering sign, markup: all of it an honest answer."""


def answers_file(**answers: str) -> str:
    """Return the text of an answers file."""
    import tomli_w

    return tomli_w.dumps(answers)
