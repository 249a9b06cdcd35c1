"""Settings as a page."""

from leadcoach.rendering.page import Page, Pairs, Paragraph, Table
from leadcoach.settings import SETTINGS, Settings


def settings_page(settings: Settings, path: str) -> Page:
    """Return every setting, its value and its meaning."""
    values = {each.name: settings[each.name] for each in SETTINGS}
    rows = tuple(
        (each.name, _shown(values[each.name]), each.meaning) for each in SETTINGS
    )
    blocks = (
        Table(("Setting", "Value", "What it does"), rows),
        Pairs((("Coach", _coach(settings)), ("Kept in", path))),
        Paragraph("Change one with: leadcoach settings set NAME VALUE", quiet=True),
    )
    data = {"settings": values, "coach": _coach(settings), "path": path}
    return Page("Settings", blocks, data)


def _coach(settings: Settings) -> str:
    if "coach" not in settings.table:
        return "none; to set one up: leadcoach settings coach"
    from leadcoach.coach.consent import coach_in

    coach = coach_in(settings.table)
    if coach is None or coach.consent != coach.signature:
        return "not agreed to; look at it: leadcoach settings coach"
    return f"{coach.model} at {coach.origin} ({coach.where})"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = ", ".join(value) if isinstance(value, tuple) else str(value)
    return said or "(empty)"
