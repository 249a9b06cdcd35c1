"""Which answers tell an act, so that nobody is asked for what they have told."""

import pytest

from leadcoach.domain.facts import tells_no_act

TOLD = (
    "I asked.",
    "I sighed.",
    "We set the order together.",
    "I've asked them all twice.",
    "I said nothing.",
    "When Ana hands in late I say nothing and just redo it myself.",
    "I was talking to Sam when it broke, and I stopped him.",
    "Asked Sam first. Then the others.",
    "Told them the truth.",
    "I didn’t tell her.",
    "I had to let two people go.",
    "I tried to calm them down.",
    "I then quietly called the landlord.",
    "I'd had enough and walked out.",
    "We were late. I just left.",
    "I listened to each of them.",
    "I'm putting off the talk with Ben.",
    "When the roof leaked, my team and I carried the books upstairs.",
    "I usually end up doing it myself.",
    "I felt sick, and then told them.",
    "i asked everyone what they need",
    "- asked each of them",
    "- waited",
    "I got the six of us in the kitchen and asked each what they'd drop first.",
    "I kept quiet.",
    "I let Ana choose.",
)

NOT_TOLD = (
    "I am good at listening.",
    "I feel close to my team.",
    "I think I am at my best when people trust me.",
    "I'm patient and calm, and I care about people.",
    "I struggle with conflict.",
    "When I have a hard time with my boss.",
    "I would say that I am fair.",
    "I can't say no.",
    "I don't know.",
    "I don't feel heard.",
    "When we were at our best, everyone was happy.",
    "My team liked me.",
    "The team did well.",
    "Being present. Having patience.",
    "Tired of all this.",
    "I want to tell them more.",
    "We had a good year.",
    "I was asked to lead the group.",
    "I'd rather not say.",
    "I tend to be impatient.",
    "I try to be fair to everyone.",
    "I hope people see me as fair. I like my team.",
    "Conflict.",
    "We are a good team and I love it.",
    "I should have asked.",
)


@pytest.mark.parametrize("text", TOLD)
def test_what_somebody_did_or_said_is_seen(text: str) -> None:
    assert not tells_no_act(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_states_wishes_and_views_tell_no_act(text: str) -> None:
    assert tells_no_act(text)


def test_an_act_is_seen_wherever_it_stands_and_however_long_the_rest_is() -> None:
    views = "I feel that people matter, and I want to be fair. " * 20

    assert tells_no_act(views)
    assert not tells_no_act(f"{views}I called Ana. {views}")


def test_a_text_of_some_length_in_another_language_is_not_judged() -> None:
    french = "Quand le toit a fui, j'ai demandé à chacun ce qui comptait pour lui. " * 4

    assert not tells_no_act(french)
    assert tells_no_act("Oui.")
