"""Which sentences of a long text are offered first."""

from hypothesis import given
from hypothesis import strategies as st

from leadcoach.mirror.language import likeliest


def test_an_own_act_towards_others_comes_before_setting_and_insight() -> None:
    texts = [
        "Last February we had norovirus on the ward.",
        "I said we would not manage it all and asked them what we should stop doing.",
        "It was a very hard time.",
        "I think it was important.",
    ]
    points = likeliest(texts)
    assert max(points) == points[1]


def test_what_others_said_of_themselves_is_no_act_of_the_writer() -> None:
    said, done = likeliest(
        ['She said "I asked them and I told them".', "I asked them and I told them."]
    )
    assert done > said


@given(st.lists(st.text(), max_size=6))
def test_any_text_gets_a_number(texts: list[str]) -> None:
    assert len(likeliest(texts)) == len(texts)
