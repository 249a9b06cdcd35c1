"""Reading TOML that a stranger may have written, without being hung or crashed by it.

The parser takes minutes for names of many thousand parts and gives up on deep brackets,
so both are looked for first, outside strings and comments: what somebody wrote is no
structure (reliability.md 3.4).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli

from leadcoach.domain.text import foreign_kind

EXERCISE_LIMIT = 64 * 1024
ENTRY_LIMIT = 1024 * 1024
DEEPEST = 32
"""how deep tables and lists may stand in each other"""

# Strings and comments, each to its end.
NO_STRUCTURE = re.compile(
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+(?:"{3,5}|\\?\Z)'
    r"|'''[^']*+(?:'(?!'')[^']*+)*+(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_BRACKET = re.compile(r"[\[\]{}]")
# Our own files write a table in a table as one name of as many parts, and a list of
# tables with two brackets; twice the depth leaves room for both.
_MOST_PARTS = {False: 16, True: 2 * DEEPEST}
_MOST_BRACKETS = {False: DEEPEST, True: 2 * DEEPEST}


class BadToml(ValueError):
    """The content is no TOML we read; `line` (from 1) tells where, 0 when unknown.

    `what` is safe to show; `detail`, the parser's own words, can hold what a person
    wrote. `plainly` says the same without that, and `is_cut` whether the content just
    ends in the middle of something.
    """

    def __init__(self, what: str, line: int = 0, detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.detail = detail
        self.plainly = ""
        self.is_cut = False


def text_of(content: bytes, limit: int) -> str:
    """Return `content` as text with plain line ends, without a byte order mark.

    Raises:
        BadToml: when it is too large, or not UTF-8.
    """
    if len(content) > limit:
        raise BadToml(f"it is larger than {limit // 1024} kB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadToml("it is not UTF-8 text; save it as UTF-8", line) from None
    return text.replace("\r\n", "\n")


def parse_toml(text: str, *, own: bool = False) -> dict[str, Any]:
    """Return the tables in `text`; `own` is for files that leadcoach itself writes.

    Tables and lists stand at most 32 deep. A file of strangers has names of at most 16
    parts; in our own, whatever was read once is read again after we wrote it.

    Raises:
        BadToml: when it is not TOML, or too deep.
    """
    _refuse_bombs(text, own=own)
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as problem:
        raise _bad(text, problem) from None
    except (RecursionError, ValueError):
        raise BadToml("a number in it is too large") from None
    if _is_deep(table):
        raise BadToml("its brackets or names go too deep")
    return table


_MORE = "there is more in the line than a name and a value"
_NO_VALUE = "behind the = is no text in quotation marks, no number and no day such as 2026-12-14"
_NO_BRACKET = "a bracket is missing at the end"
_BY_THE_PARSER = {
    "Expected newline": _MORE,
    "Unterminated string": "a quotation mark is missing where the text ends",
    "Illegal character '\\n'": "a quotation mark is missing where the text ends",
    "Illegal character": "it holds a control character",
    "Unescaped": "a backslash inside a text is written twice",
    "Invalid hex value": "a backslash inside a text is written twice",
    "Invalid value": _NO_VALUE,
    "Unclosed": _NO_BRACKET,
    "Expected ']": _NO_BRACKET,
    "Expected '='": "it is not like: name = value",
    "Invalid statement": "it is not like: name = value",
    "Cannot declare": "a heading that comes again stands in two brackets: [[…]]",
    "Cannot": "this name stands there twice",
}
_INNER_QUOTE = r"a quotation mark inside a text is written \""
_QUOTES = "\"'"
# A year, a clock or a month beside a number, outside of any text.
_LIKE_A_DAY = re.compile(
    r"\b\d{4}\b|\d:\d|\d/\d"
    r"|\d.{0,4}\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d",
    re.IGNORECASE,
)
CURLY = "“”„‟«»‘’‚‛\u00a0"
"""Signs that a word processor puts in place of straight quotation marks and spaces."""


def _bad(text: str, problem: tomli.TOMLDecodeError) -> BadToml:
    if foreign_kind(text[:9].encode()) == "RTF":
        return BadToml("it is a document of a word processor; save it as plain text", 1)
    before = text[text.rfind("\n", 0, problem.pos) + 1 : problem.pos]
    behind, line_end, _ = text[problem.pos :].partition("\n")
    bare = NO_STRUCTURE.sub(_if_not_closed, before + behind)
    if curly := re.search(f"[{CURLY}]", bare):
        bad = BadToml("it is not TOML", problem.lineno, of_a_word_processor(curly[0]))
        bad.plainly = bad.detail
        return bad
    detail = problem.msg.strip().rstrip(".")
    bad = BadToml("it is not TOML", problem.lineno, detail[:1].lower() + detail[1:])
    known = (each for each in _BY_THE_PARSER if problem.msg.startswith(each))
    bad.plainly = _BY_THE_PARSER.get(next(known, ""), "")
    slip = _slip(bad.plainly, before, behind, bare)
    if not line_end and slip != _INNER_QUOTE:
        bad.is_cut = True
        slip = "the file ends there, in the middle of something"
    bad.plainly = slip or bad.plainly
    return bad


def _slip(plainly: str, before: str, behind: str, bare: str) -> str:
    """Return what is likely wrong in a line; `bare` is the line without its texts."""
    if plainly not in (_MORE, _NO_VALUE, _NO_BRACKET):
        return ""
    value = (before + behind).partition("=")[2].lstrip()
    if value[:1] not in _QUOTES and _LIKE_A_DAY.search(bare.partition("=")[2]):
        return "this is no day or time; they are written 2027-01-04, or 2027-01-04T18:00:00"
    is_open = any(sign in bare for sign in _QUOTES)
    if plainly == _MORE and behind[:1] != ",":
        apostrophe = 'a text with an apostrophe stands in "…"' if "'" in before else ""
        return _INNER_QUOTE if '"' in before else apostrophe
    is_between = behind[:1] == '"' or before.lstrip()[:1] not in ("", "[") and behind
    if plainly == _NO_BRACKET and is_between and not is_open:
        return "a comma is missing between two things of a list"
    return "a quotation mark is missing in the line" if is_open else ""


def _if_not_closed(found: re.Match[str]) -> str:
    text = found[0]
    is_closed = len(text) > 1 and text[0] == text[-1]
    return "" if is_closed or text[0] == "#" else text


def of_a_word_processor(sign: str) -> str:
    """Return what is said of one of `CURLY` that stands where it has no meaning."""
    if sign == "\u00a0":
        return "it holds a space of a word processor (U+00A0); type a plain one"
    return f'{sign} is a quotation mark of a word processor; type straight ones, "…"'


def all_text(
    table: Any,  # noqa: ANN401 - whatever a file holds
    path: tuple[str | int, ...] = (),
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every key and every text of a parsed file, at any depth, with its path."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield (*path, key), key
            yield from all_text(value, (*path, key))
    elif isinstance(table, list):
        for at, value in enumerate(table):
            yield from all_text(value, (*path, at))
    elif isinstance(table, str):
        yield path, table


def _refuse_bombs(text: str, *, own: bool) -> None:
    # Line ends stay, so that a place keeps its line.
    bare = NO_STRUCTURE.sub(lambda found: "\n" * found[0].count("\n"), text)
    more = _MOST_PARTS[own]
    parts = re.search(rf"(?:\.[^.,=\[\]{{}}\n]*+){{{more}}}", bare)
    if parts:
        line = bare.count("\n", 0, parts.start()) + 1
        raise BadToml("a name has too many parts and goes too deep", line)
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > _MOST_BRACKETS[own]:
            line = bare.count("\n", 0, bracket.start()) + 1
            raise BadToml("its brackets go too deep", line)


def _is_deep(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _ in range(DEEPEST + 1):
        within = [each.values() if isinstance(each, dict) else each for each in level]
        level = [
            value for part in within for value in part if isinstance(value, dict | list)
        ]
        if not level:
            return False
    return True


# Writing


def rows_to_toml(name: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a list of tables as TOML, a line for each table.

    So git, and a person who takes its signs out, can join two lists line by line.
    """
    lines = "".join(f"    {_on_one_line(each)},\n" for each in rows)
    return f"{name} = [\n{lines}]\n"


def _on_one_line(value: object) -> str:
    import tomli_w

    if isinstance(value, Mapping):
        parts = (f"{key_to_toml(key)} = {_on_one_line(value[key])}" for key in value)
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_on_one_line, value))}]"
    return tomli_w.dumps({"it": value}).removeprefix("it = ").rstrip("\n")


def key_to_toml(name: str) -> str:
    """Return the key as it stands in TOML, in quotation marks where it needs them."""
    import tomli_w

    return tomli_w.dumps({name: 0}).removesuffix(" = 0\n")
