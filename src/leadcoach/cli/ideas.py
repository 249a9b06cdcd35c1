"""leadcoach lens and leadcoach glossary: the ideas behind the questions."""

from typing import Annotated

import typer

from leadcoach.cli.command import examples, group
from leadcoach.cli.context import context_of
from leadcoach.cli.output import Output, with_output
from leadcoach.domain.picking import nearest_of
from leadcoach.errors import WrongUsage
from leadcoach.mirror.lenses import lenses
from leadcoach.paths import builtin_exercises

GLOSSARY = examples("leadcoach glossary", "leadcoach glossary power-with")

lens = group(
    "lens",
    "See the ideas your words can be held beside.",
    "leadcoach lens list",
    "leadcoach lens show follett",
)


@lens.command("list", epilog=examples("leadcoach lens list"))
@with_output
def list_(
    ctx: typer.Context,
    *,
    output: Output,
) -> None:
    """List the lenses."""
    from leadcoach.mirror.lenses import lenses
    from leadcoach.paths import builtin_exercises
    from leadcoach.rendering.pages.exercise import lenses_page

    page = lenses_page(lenses(builtin_exercises() / "lenses.toml"))
    context_of(ctx).show(page, output)


@lens.command("show", epilog=examples("leadcoach lens show follett"))
@with_output
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="The lens.")],
    *,
    output: Output,
) -> None:
    """Show one lens and the question it asks."""
    from leadcoach.mirror.lenses import lenses
    from leadcoach.paths import builtin_exercises
    from leadcoach.rendering.pages.exercise import lens_page

    known = {each.id: each for each in lenses(builtin_exercises() / "lenses.toml")}
    name = _known(name, list(known), "lens", "`leadcoach lens list` shows them all.")
    context_of(ctx).show(lens_page(known[name]), output)


@with_output
def glossary(
    ctx: typer.Context,
    term: Annotated[str, typer.Argument(help="A word; all of them without it.")] = "",
    *,
    output: Output,
) -> None:
    """Say what a word means here, and whose it is."""
    from leadcoach.exercises.library import glossary as terms_of
    from leadcoach.paths import builtin_exercises
    from leadcoach.rendering.pages.exercise import glossary_page, term_page

    terms = terms_of(builtin_exercises() / "glossary.toml")
    known = {each.term.casefold(): each for each in terms}
    page = glossary_page(terms)
    if term:
        hint = "`leadcoach glossary` shows them all."
        asked = " ".join(term.casefold().split())
        page = term_page(known[_known(asked, list(known), "word", hint)])
    context_of(ctx).show(page, output)


def _known(name: str, known: list[str], what: str, all_of: str) -> str:
    from leadcoach.domain.picking import nearest_of
    from leadcoach.domain.text import clean_line
    from leadcoach.errors import NotFound

    if name in known:
        return name
    hint = f"{nearest_of(name, known)} {all_of}".strip()
    raise NotFound(f"There is no {what} “{clean_line(name, 60)}” here.", hint)


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
