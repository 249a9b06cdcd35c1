"""The whole logic of an exercise as one table that a coach can print and go through."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from leadcoach.domain.condition import names_in, parse_condition
from leadcoach.domain.exercise import AnyQuestion, Exercise, Next, RecapLine, Section
from leadcoach.domain.piping import BadPipe, pipes_in
from leadcoach.domain.question import MADE_OF, Question, ids_of
from leadcoach.domain.text import clean_line
from leadcoach.exercises.validate import parts_in

# Shown in columns of their own, or nothing that is checked.
_NOT_CHECKS = {each.name for each in fields(Question)} - {"required"}
_NOT_CHECKS |= {"type", "choices", "rows", "cols", "anchors"}
# Keys of a question that name other questions.
_NAMING = ("rows_from", "choices_from", "from_", "amended_by", *MADE_OF)


def logic_of(exercise: Exercise) -> list[dict[str, str]]:
    """Return a row for every question, in the order in which they are asked.

    Its id, type, text, when it is asked, what checks the answer, its follow-ups and
    the places that look at its answer.
    """
    used = _uses(exercise)
    rows = []
    for section in exercise.section:
        for_each = f"for each of {section.for_each}" if section.for_each else ""
        outer = [section.when, for_each]
        for asked in section.ask:
            follows = ", ".join(follow.id for follow in asked.follow)
            rows.append(_row(asked.question, outer, follows, used))
            answered = [*outer, f"{asked.question.id} is answered"]
            rows += [_row(each, answered, "", used) for each in asked.follow]
    return rows


def _row(
    question: AnyQuestion, outer: list[str], follows: str, used: Mapping[str, list[str]]
) -> dict[str, str]:
    whens = [each for each in (*outer, question.when) if each]
    return {
        "id": question.id,
        "type": question.type,
        "text": clean_line(question.text),
        "when": " and ".join(f"({w})" if " or " in w else w for w in whens),
        "checks": "; ".join(_checks(question)),
        "follow_ups": follows,
        "used_in": ", ".join(dict.fromkeys(used.get(question.id, []))),
    }


def _checks(question: AnyQuestion) -> Iterator[str]:
    for each in fields(question):
        value = getattr(question, each.name)
        nothing = value in ("", (), {}, None, False)
        if each.init and not nothing and each.name not in _NOT_CHECKS:
            words = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            name = each.name.rstrip("_")
            yield name if value is True else f"{name} {words}"
    for key in ("choices", "rows", "cols"):
        if getattr(question, key, None):
            yield f"{key}: {', '.join(getattr(question, key))}"


def _uses(exercise: Exercise) -> dict[str, list[str]]:
    """Return for each id the places that look at its answer."""
    used: dict[str, list[str]] = {}

    def note(names: Iterable[str], place: str) -> None:
        for name in names:
            used.setdefault(name, []).append(place)

    for part, path in parts_in(exercise):
        place = f"when of {getattr(part, 'id', '')}"
        if isinstance(part, Next):
            place = f"next {part.exercise}"
        elif isinstance(part, RecapLine):
            place = f"recap {int(path[-1]) + 1}"
            of = (each.partition(".")[0] for each in part.of)
            note([*_in_text(part.text), *of], place)
        elif isinstance(part, Section):
            note(_in_text(part.intro), f"intro of {part.id}")
            note(filter(None, [part.for_each]), f"for_each of {part.id}")
        else:
            note(_in_text(part.text + part.help), f"text of {part.id}")
            note((name for key in _NAMING for name in ids_of(part, key)), part.id)
        names = names_in(parse_condition(part.when)) if part.when else []
        note((each.path[0] for each in names if each.path[0] != "last"), place)
    note(exercise.quick, "quick")
    return used


def _in_text(text: str) -> list[str]:
    pipes = (pipe for pipe in pipes_in(text) if not isinstance(pipe, BadPipe))
    return [pipe.name.partition(".")[0] for pipe in pipes]
