"""The lenses by name."""

from leadcoach.domain.picking import nearest_of
from leadcoach.errors import WrongUsage
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises


def chosen_lenses(names: str) -> tuple[str, ...]:
    """Return the lenses in `names`, which have commas between them.

    Raises:
        WrongUsage: one is no lens; with the nearest one, or all of them.
    """
    known = [lens.id for lens in lenses(builtin_exercises() / "lenses.toml")]
    chosen = tuple(filter(None, (part.strip() for part in names.split(","))))
    for name in chosen:
        if name not in known:
            hint = nearest_of(name, known) or f"Lenses: {', '.join(known)}."
            raise WrongUsage(f"There is no lens “{name}”.", hint)
    return chosen
