"""A page tells what leadcoach tells: whether a condition holds, and where sentences end."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from leadcoach.domain import safety, sentences
from leadcoach.domain.condition import BadCondition, Condition, parse_condition
from leadcoach.domain.facts import FEW, Facts
from leadcoach.domain.reading import Quote
from leadcoach.domain.text import words_in
from leadcoach.forms.form import (
    folded,
    sentence_patterns,
    sentence_tables,
    thin_patterns,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 21)
MANY = 4000


@pytest.fixture(scope="module")
def page(browser: "Browser") -> Iterator["Page"]:
    """Open an empty page that holds what every form of leadcoach reckons with."""
    opened = browser.new_page()
    script = files("leadcoach.forms").joinpath("logic.js").read_text("utf-8")
    opened.add_script_tag(content=script)
    patterns = json.dumps(sentence_patterns() | thin_patterns())
    opened.evaluate(f"usePatterns({patterns}, {json.dumps(sentence_tables())})")
    yield opened
    opened.close()


# Conditions

TEXTS = (
    "I should ask.", "Straße MUST ½ be", "must've", "my_must", "müsste ich", "c++ is",
    "we did. I said! My turn? me too\nI", "Iİ ıI we’ll", "ſhould, K and k",
    "one-two 'three' l’eau ² a_b", "I asked them first. We sat down. " * 6,
    "I felt tired and then asked", "I’d rather not say", "It was hard. " * 20,
    "SS ß ẞ", "عليك أن تسأل", "我应该问。", "naïve nai\u0308ve", "a\u200bshould",
    "decided it alone", "(quickly moved the date)", "we were just listening", "…", "in",
)  # fmt: skip
WORDS = (
    "should, must", "müsste", "c++", "i", "ask, sat down", "ß", "ss", "k", "ı",
    "naïve", "تسأل", "问", "a.c", "in",
)  # fmt: skip
IDS = ("in", "out", "guess")
ROWS = ("me", "them", "a1")
NAMES = ("a", "b", "c", "d", "gone")
RATED = frozenset({"c", "d"})


def value(rnd: Random) -> Any:  # noqa: ANN401 - any value an answer can have
    days = dt.timedelta(days=rnd.randint(-3, 20))
    rows = rnd.sample(ROWS, rnd.randint(1, 3))
    quoted = rnd.choice(TEXTS)
    kinds = (
        rnd.choice(TEXTS),
        rnd.choice((1, 2, 3, 4, 5, 0, -1, 2.5)),
        rnd.random() < 0.5,
        rnd.choice(IDS),
        tuple(rnd.sample(IDS, rnd.randint(1, 3))),
        {row: rnd.choice((1, 2, 5)) for row in rows},
        {row: rnd.choice(IDS) for row in rows},
        TODAY + days,
        {"action": "ask", "cue": "Monday", "due": TODAY + days, "sure": 4},
        {"action": "ask", "cue": "Monday"},
        Quote(quoted, "a", 0, len(quoted)).table(),
    )
    return rnd.choice(kinds)


def atom(rnd: Random) -> str:
    name = rnd.choice(NAMES) + rnd.choice(("", "", "", ".me", ".lowest", ".highest"))
    sign = rnd.choice(("=", "!=", "<", "<=", ">", ">="))
    others = ("1", "2.5", "true", "false", "'in'", rnd.choice(NAMES))
    function = rnd.choice(("words", "count", "mean", "lowest", "highest", "days_until"))
    number = rnd.choice((0, 1, 2, 3, 7, 40))
    kinds = (
        f"{name} {sign} {rnd.choice(others)}",
        f"{rnd.choice(others)} {sign} {name}",
        f"{name} has '{rnd.choice((*IDS, *ROWS))}'",
        f"{name} has {rnd.choice(NAMES)}",
        f"{name} in 'in, out'",
        f"{name} mentions '{rnd.choice(WORDS)}'",
        f"{name} is {rnd.choice(('', 'not '))}{rnd.choice(('answered', 'thin'))}",
        f"{function}({name}) {sign} {number}",
        f"part({rnd.choice(NAMES)}, 'guess') {sign} 0.5",
        f"{rnd.choice(('answered', 'skipped'))}({rnd.choice(NAMES)})",
        "mirror finds 'over'",
        f"hist(a, 'in') {sign} {rnd.choice((0, 1))}",
        f"last.a {rnd.choice(('is answered', '= 1', 'is not answered'))}",
        rnd.choice(NAMES),
    )
    return rnd.choice(kinds)


def condition(rnd: Random, deep: int = 0) -> str:
    if deep > 2 or rnd.random() < 0.4:
        return atom(rnd)
    if rnd.random() < 0.3:
        return f"not ({condition(rnd, deep + 1)})"
    both = rnd.choice(("and", "or"))
    return f"({condition(rnd, deep + 1)}) {both} ({condition(rnd, deep + 1)})"


def conditions(rnd: Random, many: int) -> Iterator[tuple[str, Condition]]:
    while many:
        text = condition(rnd)
        try:
            yield text, parse_condition(text)
        except BadCondition:  # longer than one may be
            continue
        many -= 1


def of_a_page(value: Any) -> Any:  # noqa: ANN401 - any value an answer can have
    """Return an answer marked by its kind, to be made there what a page has for it."""
    if isinstance(value, dt.date):
        return ["day", value.isoformat()]
    if isinstance(value, Mapping) and "start" in value:
        return ["quote", value["text"]]
    if isinstance(value, Mapping):
        return ["table", [[key, of_a_page(value[key])] for key in value]]
    return ["as it is", list(value) if isinstance(value, tuple) else value]


HOLDS = """([cases, today, rated, few]) => {
    const made = ([kind, v]) => kind === "day" ? new Day(v)
        : kind === "quote" ? new Quote(v, "a", 0, v.length)
        : kind === "table" ? new Map(v.map(([key, each]) => [key, made(each)])) : v;
    return cases.map(([c, answers, skipped]) => holds(c, {
        answers: new Map(answers.map(([key, v]) => [key, made(v)])),
        skipped: new Set(skipped), rated: new Set(rated), few, today }));
}"""


def test_a_condition_holds_in_a_page_where_it_holds_in_leadcoach(page: "Page") -> None:
    rnd = Random(16)
    in_the_page, expected, settled = [], [], []
    for text, parsed in conditions(rnd, MANY):
        answers = {name: value(rnd) for name in NAMES[:4] if rnd.random() < 0.8}
        skipped = frozenset(rnd.sample(NAMES[:4], rnd.randint(0, 2)))
        facts = Facts(TODAY, answers, skipped, rated=RATED)
        case, truth = folded(parsed, {"gone"}), parsed.holds(facts)
        if isinstance(case, bool):
            settled.append((text, case, truth))
        else:
            given = [[name, of_a_page(answers[name])] for name in answers]
            in_the_page.append([case, given, [*skipped]])
            expected.append((text, answers, skipped, truth))

    found = page.evaluate(
        HOLDS, [in_the_page, TODAY.isoformat(), [*RATED], FEW]
    )  # fmt: skip

    assert [each for each in settled if each[1] is not each[2]] == []
    apart = [
        each for each, here in zip(expected, found, strict=True) if each[-1] is not here
    ]
    assert apart[:5] == []
    assert len(found) > MANY / 2
    assert 0.2 < sum(found) / len(found) < 0.8


# Sentences

PIECES = (
    *("I asked them", "they told me", "we moved the date", "she said “go.”", "why?"),
    *("Dr. Okafor came", "at 3.30 p.m. and left", "at 3 p.m. We", "e.g. the rota"),
    *("no. 5", "No.", "z. B. hier", "M. But I", "only M.", "J. R. Miller", "etc. and"),
    *("etc. They", "vs. him", "… then", "... Then", "(twice!) and", "“Why?” she", "I."),
    *("1.", "2)", "(3) ", "- ", "* ", "• ", "a)", "Heading:", "标题：", "**bold.**"),
    *("我问了他们。", "他们说了！", "लोग आए।", "لماذا؟", "שלום.", "ሰላም።", "...", "!!!"),
    *("> quoted", "On Monday, somebody wrote:", "From: a@b", "To: me\nSubject: x"),
    *(
        "-----Original Message-----",
        "Begin forwarded message:",
        "sent: then",
        "🔥👩‍👩‍👧",
    ),
    *("kill myself", "asked.They left", "word.I did", "ﬁne.It", "É. Éric", "ı. İ"),
    *("This line was wrapped by a mail program somewhere", "in the middle of it"),
    *("a line as long as a mail program makes one before it breaks it for", "good."),
    *(
        "x" * 79,
        "word " * 160,
        "字" * 1001,
        "\u0085",
        "\u2028",
        "\xa0",
        "\ufeff",
        "𝒳. 𝓎",
    ),
    *(
        "« oui. »",
        "fin. »",
        "«a»",
        "'stop.' and",
        '"end." Then',
        "ǅ. ǆ",
        "ª. º",
        "Ⅷ. ⅷ",
    ),
)
JOINTS = (" ", " ", " ", "\n", "\n", "\n\n", ". ", ". ", "? ", "! ", "", "\t", ", ")


def text_of(rnd: Random) -> str:
    pieces = (rnd.choice(PIECES) + rnd.choice(JOINTS) for _ in range(rnd.randint(1, 9)))
    return "".join(pieces)


def cut(text: str) -> list[str]:
    """Return what leadcoach offers of a text: its whole sentences, without clauses."""
    if safety.calls_for_the_note(text):
        return []
    whole = set(sentences.sentences(text))
    found = [each for each in sentences.passages(text) if each in whole]
    return [
        f"{len(text[:start].encode('utf-16-le')) // 2}: {text[start:end]}"
        for start, end in found
    ]


def test_a_page_cuts_a_text_where_leadcoach_cuts_it(page: "Page") -> None:
    rnd = Random(16)
    texts = [text_of(rnd) for _ in range(MANY)]

    found = page.evaluate(
        """texts => texts.map(text => sentencesIn(text).map(
            ([start, stop]) => start + ": " + text.slice(start, stop)))""",
        texts,
    )

    pairs = zip(texts, found, strict=True)
    apart = [(text, here, cut(text)) for text, here in pairs if here != cut(text)]
    assert apart[:3] == []
    assert sum(map(len, found)) > 2 * MANY


def test_a_page_counts_the_words_that_leadcoach_counts(page: "Page") -> None:
    rnd = Random(16)
    texts = [*TEXTS, *PIECES, *(text_of(rnd) for _ in range(500))]

    found = page.evaluate("texts => texts.map(text => wordsIn(text))", texts)

    pairs = zip(texts, found, strict=True)
    apart = [(text, here) for text, here in pairs if here != words_in(text)]
    assert apart == []
