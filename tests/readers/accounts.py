"""Twenty invented accounts, with what their writers said of their own sentences."""

from leadcoach.domain.reading import Placing, Quote
from leadcoach.readers import Account

BEST = (
    (
        "When the boiler broke at the hall I called everyone together and asked each of them what"
        " they could do without. We set the order together and I rang the plumber at seven."
    ),
    (
        "I taught Ines how to run the till and let her lead the Saturday shift. She made two"
        " mistakes and I stood by her. I told the owner it was my decision."
    ),
    (
        "The choir wanted a new song. I listened to the altos first, then I let the basses choose"
        " the tempo. I told them I could do two evenings, not five."
    ),
    (
        "On the ward I set clear rules for the handover. I assigned the beds and I made the call"
        " when nobody else would. It was quiet by six."
    ),
    (
        "I painted a picture of what the garden could be and reminded them why we began. People"
        " brought tools. I dug the first bed myself."
    ),
    (
        "Our reading group takes turns. I invited Omar to say what he would read next and we voted."
        " I kept the time and I made tea."
    ),
    (
        "My daughter wanted to quit the team. I sat down with her and asked what she needed. I told"
        " her coach that we would decide together by Friday."
    ),
    (
        "I protected the two new nurses from the rota change and I looked after their first week."
        " I checked with the matron before I moved anyone."
    ),
    (
        "In the strike I went first and spoke to the manager. I shared out the work on the banners"
        " and I wrote the letter that everyone signed."
    ),
    (
        "I moved the shelves, wrote the price list and opened the shop at eight. I counted the"
        " money twice. Nobody helped that morning and I liked it."
    ),
)
STRUGGLE = (
    (
        "When Tom hands in late I say nothing and redo it myself at midnight. On Friday I snapped"
        " and took the whole page off him without asking."
    ),
    "I put off the talk with Lena for weeks. I let it slide and then I worked late to cover it.",
    "I micromanaged the stall. I told them exactly what to do and I ignored her idea.",
    "I cannot say no. I took on too much in March, I skipped lunch and I stayed late again.",
    "In the meeting I stayed quiet while they cut the budget. I nodded along and I went home.",
    "I overruled the committee on the date. I pushed it through and I told nobody why.",
    "I get feedback and I argue. I wrote three answers to one sentence and I sent them all.",
    "I don't ask for help when the load is too much. I did everything myself before the fair.",
    "When two of them quarrel I leave the room. I moved my desk and I answered no calls.",
    "I need rest and I never say so. I carried the boxes alone and I drove home in the dark.",
)
_MIXES = (
    ("with", "with", "over", "conceding"),
    ("with", "none", "overgiving", "over"),
    ("with", "with", "conceding", "overgiving"),
    ("over", "with", "over", "none"),
    ("none", "none", "conceding", "none"),
    ("overgiving", "with", "with", "over"),
)


def account(best: str, struggle: str, mix: tuple[str, ...] = ()) -> Account:
    """Return an account whose first two sentences a side are placed by `mix`."""
    placings = [
        Placing(Quote(sentence, side, text.index(sentence), text.index(sentence) + len(sentence)), placed)
        for side, text, given in (("best", best, mix[:2]), ("struggle", struggle, mix[2:]))
        for sentence, placed in zip(text.replace(". ", ".|").split("|"), given, strict=False)
    ]  # fmt: skip
    return Account((("best", best),), (("struggle", struggle),), tuple(placings))


TWENTY = tuple(
    account(
        BEST[at % 10],
        STRUGGLE[(at * 3 + at // 10) % 10],
        _MIXES[at % len(_MIXES)] if at % 3 else (),
    )
    for at in range(20)
)
