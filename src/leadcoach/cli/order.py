"""Groups of commands that keep the order in which they were declared."""

from typing import Any

import typer
from typer.core import TyperGroup


class InOrder(TyperGroup):
    """Lists commands in the order of `order`, which carries a person's path."""

    order: tuple[str, ...] = ()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer's own
        """Return the names of the commands, as help lists them."""
        known = list(self.commands)
        return [name for name in self.order if name in known] + [
            name for name in known if name not in self.order
        ]


def examples(*lines: str) -> str:
    """Return the examples block below a command's help; not rewrapped."""
    return "\b\nExamples:\n" + "\n".join(f"  $ {line}" for line in lines)


def group(name: str, summary: str, *lines: str) -> typer.Typer:
    """Return a group of commands whose help ends with examples."""
    return typer.Typer(
        name=name,
        help=summary,
        epilog=examples(*lines),
        no_args_is_help=True,
        rich_markup_mode=None,
        add_completion=False,
    )
