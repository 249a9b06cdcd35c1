"""The reading aids know English; in another language the mirror asks."""

import pytest

from leadcoach.readers import Account
from leadcoach.readers.language import language_is_english
from leadcoach.readers.mirror import Mirror

OTHERS = {
    "german": "Als das Dach undicht war, habe ich alle in die Küche geholt und gefragt,"
    " was sie zuerst lassen würden. Dann haben wir die Reihenfolge festgelegt.",
    "french": "Quand le toit fuyait, j'ai réuni les six dans la cuisine et je leur ai"
    " demandé ce qu'ils laisseraient. Nous avons fixé l'ordre ensemble.",
    "spanish": "Cuando el techo goteaba, reuní a los seis en la cocina y les pregunté qué"
    " dejarían primero. Fijamos el orden juntos y llamé al dueño esa noche.",
    "dutch": "Toen het dak lekte heb ik de zes in de keuken geroepen en gevraagd wat zij"
    " eerst zouden laten. Samen hebben we de volgorde bepaald.",
    "chinese": "屋顶漏水的时候我把六个人叫到厨房问他们先放下什么然后我们一起定了顺序",
    "russian": "Когда крыша протекла, я собрал шестерых на кухне и спросил, что они оставят.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_language_is_asked_about_in_english_and_not_read(text: str) -> None:
    assert not language_is_english(text)
    reading = Mirror().read(Account((("best", text * 3),)), ())
    assert reading.abstained
    assert reading.question == (
        "What is one moment in which you led, and what did you do in it?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I asked Søren and Zoë what they would drop first, and we set the order together.",
        "i dont say anything when hes late i just redo it myself at night",
        "I TOLD THEM THAT THE DOOR STAYS SHUT AND I WENT HOME.",
        "",
        "Reunión",
    ],
)
def test_plain_english_and_what_is_too_short_to_tell_are_read(text: str) -> None:
    assert language_is_english(text)
