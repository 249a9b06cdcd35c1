"""leadcoach lens and leadcoach glossary: the ideas behind the questions."""

from leadcoach.cli.command import command, group
from leadcoach.cli.context import Context
from leadcoach.cli.options import Output, argument
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.errors import NotFound, WrongUsage
from leadcoach.paths import builtin_exercises

lens = group(
    "lens",
    "leadcoach lens list",
    "leadcoach lens show follett",
)


@lens.command("list", "leadcoach lens list")
def list_(context: Context, *, output: Output) -> None:
    """List the lenses."""
    from leadcoach.rendering.pages.exercise import lenses_page

    context.show(lenses_page(context.lenses), output)


@lens.command("show", "leadcoach lens show follett")
def show(
    context: Context,
    name: str = argument("The lens."),
    *,
    output: Output,
) -> None:
    """Show one lens and the question it asks."""
    from leadcoach.rendering.pages.exercise import lens_page

    known = {each.id: each for each in context.lenses}
    if name not in known:
        raise _not_found("lens", name, list(known), "leadcoach lens list")
    context.show(lens_page(known[name]), output)


@command("glossary", "leadcoach glossary", "leadcoach glossary power-with")
def glossary(
    context: Context,
    term: str = argument("A word; all of them without it.", default=""),
    *,
    output: Output,
) -> None:
    """Say what a word means here, and whose it is."""
    from leadcoach.exercises.library import glossary as terms_of
    from leadcoach.rendering.pages.exercise import glossary_page, term_page

    terms = terms_of(builtin_exercises() / "glossary.toml")
    known = {each.term.casefold(): each for each in terms}
    asked = " ".join(term.casefold().split())
    if term and asked not in known:
        raise _not_found("word", asked, list(known), "leadcoach glossary")
    context.show(term_page(known[asked]) if term else glossary_page(terms), output)


def _not_found(what: str, name: str, known: list[str], all_of: str) -> NotFound:
    hint = f"{nearest_of(name, known)} `{all_of}` shows them all.".strip()
    return NotFound(f"There is no {what} “{clean_line(name, 60)}” here.", hint)


def chosen_lenses(context: Context, names: str) -> tuple[str, ...]:
    """Return the lenses in `names`, which have commas between them.

    Raises:
        WrongUsage: one is no lens; with the nearest one, or all of them.
    """
    known = [lens.id for lens in context.lenses]
    chosen = tuple(filter(None, (part.strip() for part in names.split(","))))
    for name in chosen:
        if name not in known:
            hint = nearest_of(name, known) or f"Lenses: {', '.join(known)}."
            raise WrongUsage(f"There is no lens “{name}”.", hint)
    return chosen
