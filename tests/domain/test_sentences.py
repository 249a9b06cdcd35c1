"""Sentences are found in what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadcoach.domain.sentences import spans


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I asked. They told me.", ["I asked.", "They told me."]),
        ("i asked. they told me", ["i asked.", "they told me"]),
        ("Dr. Okafor came at 3.30 p.m. and left.", 1),
        ("I told M. that it was fine.", 1),
        ("It wasn't only M. But I put her on a late with M. Then she left.", 3),
        ("I asked J. R. Miller. He knew.", 2),
        ("It was I. She knew.", 2),
        ("I did it, e.g. the rota, alone.", 1),
        ("Why? Because! Well…", ["Why?", "Because!", "Well…"]),
        ("1. I asked\n2. I listened", ["1. I asked", "2. I listened"]),
        ("- one\n- two\n\n- three", ["- one", "- two", "- three"]),
        ("He said “go.” I went.", ["He said “go.”", "I went."]),
        ("我问了他们。他们说了。", ["我问了他们。", "他们说了。"]),
        (
            "This line was wrapped by a mail program somewhere\nin the middle of it.",
            1,
        ),
        ("“Why?” she asked. I said nothing.", ["“Why?” she asked.", "I said nothing."]),
        ("We met at 3 p.m. We talked.", ["We met at 3 p.m.", "We talked."]),
        ("I waited… then left. He knew.", ["I waited… then left.", "He knew."]),
        ("i waited... they left.", ["i waited...", "they left."]),
        ("I asked.They left.", ["I asked.", "They left."]),
        ("See no. 5 and so on. No. I did not.", 3),
        ("**I asked.** They said.", ["**I asked.**", "They said."]),
        ("लोग आए। मैंने पूछा।", ["लोग आए।", "मैंने पूछा।"]),
        ("لماذا؟ سألت", ["لماذا؟", "سألت"]),
        ("I use example.com and v2.0 daily. Fine.", 2),
        ('then say "thoughts?" and nobody has thoughts', 1),
        ("i said no worries!!! with three exclamation marks", 1),
        ("she said 'stop.' and i stopped. then i left.", 2),
        ("i asked (twice!) and waited. they left", 2),
        ("why?! i asked them.", ["why?!", "i asked them."]),
        ("WE MOVED. I ASKED.", ["WE MOVED.", "I ASKED."]),
        ("", []),
        ("... !!! 🔥", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(
    text: str, expected: list[str] | int
) -> None:
    found = parts(text)
    assert (len(found) if isinstance(expected, int) else found) == expected


@given(st.text())
def test_no_letter_is_left_out_of_the_sentences(text: str) -> None:
    kept = "".join(parts(text))
    assert [each for each in kept if each.isalnum()] == [
        each for each in text if each.isalnum()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ես հարցրի։ Նա լռեց։", 2),
        ("ਮੈਂ ਪੁੱਛਿਆ। ਉਹ ਚੁੱਪ ਰਹੀ।", 2),
        ("ខ្ញុំសួរ។ គេឆ្លើយ។", 2),
        ("質問した。「はい。」と言った。", 3),
        ("„Geh.“ Ich ging z. B. heim.", ["„Geh.“", "Ich ging z. B. heim."]),
        ("« Va. » Je suis parti.", ["« Va. »", "Je suis parti."]),
        ("Wir waren ca. 12 Leute, vgl. oben. Gut.", 2),
        (
            "I had the rota ready in my head for the whole of the week, then on the day\nI tore it.",
            1,
        ),
        ("I asked all of them what they wanted to stop doing\nI wrote it down", 2),
        ("no full stop and no capitals " * 20, 1),
    ],
)
def test_sentences_of_other_scripts_and_of_wrapped_mail(
    text: str, expected: list[str] | int
) -> None:
    found = parts(text)
    assert (len(found) if isinstance(expected, int) else found) == expected
