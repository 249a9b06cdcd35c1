"""The lenses by name."""

from leadcoach.domain.picking import nearest_of
from leadcoach.errors import WrongUsage
from leadcoach.paths import builtin_exercises
from leadcoach.readers.bank import lenses


def check_lenses(names: str) -> None:
    """Refuse names, with commas between them, that are not all lenses.

    Raises:
        WrongUsage: with the nearest one, or all of them.
    """
    known = [lens.id for lens in lenses(builtin_exercises() / "lenses.toml")]
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name not in known:
            hint = nearest_of(name, known) or f"Lenses: {', '.join(known)}."
            raise WrongUsage(f"There is no lens “{name}”.", hint)
