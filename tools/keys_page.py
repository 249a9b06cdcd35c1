"""Makes prompts/KEYS.md, the page of all keys, from the schema: `python tools/keys_page.py`.

tests/exercises/test_reference.py holds the page fresh.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from leadcoach.domain.exercise import SHOWS
from leadcoach.exercises.shape import schema

KEPT = Path(__file__).parents[1] / "prompts" / "KEYS.md"
HEAD = """\
# Keys of exercise files

Made from the code by `pytest --rewrite`; a test keeps it fresh. [README.md](README.md)
says how to begin, `leadcoach exercise schema` prints the same for editors.
"""
TABLES = {
    "Section": "[[section]]",
    "Recap": "[recap]",
    "RecapLine": "[[recap.line]]",
    "Next": "[[next]]",
    "Again": "[again]",
    "Source": "[[sources]]",
}


def keys_page() -> str:
    """Return the page as Markdown."""
    whole = schema()
    parts: Mapping[str, Any] = whole["$defs"]
    kinds = [each["$ref"].rpartition("/")[2] for each in parts["FollowUp"]["anyOf"]]
    common = set.intersection(*(set(parts[kind]["properties"]) for kind in kinds))
    lines = [HEAD, *_table("The file", whole)]
    for name, title in TABLES.items():
        if name in parts:
            lines += _table(f"`{title}`", parts[name])
        if name == "RecapLine":
            lines += [*_shows(), ""]
    lines += ["## `[[section.ask]]` and `[[section.ask.follow]]`: every question", ""]
    first = {**parts[kinds[1]], "properties": _only(parts[kinds[1]], common)}
    lines += [*_rows(first), ""]
    for kind in kinds:
        keys = set(parts[kind]["properties"]) - common
        own = {**parts[kind], "properties": _only(parts[kind], keys)}
        named = parts[kind]["properties"]["type"]
        lines += [f'## `type = "{named["const"]}"`', ""]
        lines += [named.get("description", ""), ""]
        lines += [*_rows(own), ""] if own["properties"] else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _shows() -> Iterator[str]:
    """Yield the table of what each `show` draws, and of which kinds of question."""
    most = max(len(takes) for _, takes in SHOWS.values())
    yield "| `show` | what it draws | of |"
    yield "|---|---|---|"
    for show, (draws, takes) in SHOWS.items():
        kinds = ", ".join(takes) if len(takes) < most else "any that can be answered"
        yield f"| `{show}` | {draws} | {kinds} |"


def _only(part: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    kept = keys - {"type"}
    return {key: each for key, each in part["properties"].items() if key in kept}


def _table(title: str, part: Mapping[str, Any]) -> list[str]:
    return [f"## {title}", "", *_rows(part), ""]


def _rows(part: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | what it is |"
    yield "|---|---|"
    for key, each in part["properties"].items():
        words = ", ".join(f"`{word}`" for word in each.get("enum", ()) if word)
        said = str(each.get("description", "")) + (
            f" One of: {words}." if words else ""
        )
        said = said.replace("|", "\\|")
        needed = " Needed." if key in part.get("required", ()) else ""
        yield f"| `{key}` | {said}{needed} |"


if __name__ == "__main__":
    KEPT.write_text(keys_page(), encoding="utf-8")
