"""leadcoach settings: see and change how it is set up."""

from leadcoach.cli.command import group
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument, flag
from leadcoach.errors import WrongUsage
from leadcoach.rendering.screen import write
from leadcoach.settings import SETTINGS, Settings, change

settings = group(
    "settings",
    "leadcoach settings show",
    "leadcoach settings set plain yes",
)


@settings.command("show", "leadcoach settings show")
def show_settings(context: Context, *, output: Output) -> None:
    """Show every setting and what it does."""
    from leadcoach.rendering.page import Page, Pairs, Paragraph, Table

    values = {each.name: context.settings[each.name] for each in SETTINGS}
    rows = ((each.name, _shown(values[each.name]), each.meaning) for each in SETTINGS)
    coach, path = _coach(context.settings), str(context.places.settings)
    blocks = (
        Table(("Setting", "Value", "What it does"), tuple(rows)),
        Pairs((("Coach", coach), ("Kept in", path))),
        Paragraph("Change one with: leadcoach settings set NAME VALUE", quiet=True),
    )
    data = {"settings": values, "coach": coach, "path": path}
    context.show(Page("Settings", blocks, data), output)


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


@settings.command(
    "set",
    "leadcoach settings set plain yes",
    "leadcoach settings set lenses heifetz,follett",
    "leadcoach settings set safety.contact 'Ombuds office: 555 0100'",
)
def set_(
    context: Context,
    name: str = argument("The setting."),
    value: str = argument("Its new value."),
) -> None:
    """Change a setting."""
    if name == "lenses":
        from leadcoach.cli.ideas import chosen_lenses

        chosen_lenses(context, value)
    change(context.places.settings, name, value)
    context.say("Saved.")


@settings.command(
    "coach",
    "leadcoach settings coach",
    "leadcoach settings coach --check",
    "leadcoach settings coach --off",
)
def coach_(
    context: Context,
    *,
    check: bool = flag("--check", "See whether the coach answers."),
    off: bool = flag("--off", "Forget the coach; nothing is sent."),
) -> None:
    """Set up a language model as coach.

    It asks where the model runs, which one it is, and whether you agree. Then one
    sentence that nobody wrote is sent, and the answer is shown.
    """
    from leadcoach.cli import coach

    if check and off:
        raise WrongUsage("--check and --off do not go together.", "Say one of them.")
    if off:
        coach.forget(context)
    elif check:
        coach.check(context, coach.coach_of(context))
    else:
        coach.set_up(context)


@settings.command("path", "leadcoach settings path")
def path_(context: Context) -> None:
    """Print where the settings are kept."""
    write(context.around.stdout, f"{context.places.settings}\n")
