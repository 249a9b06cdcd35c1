"""The whole logic of an exercise as one table that a coach can print and go through."""

from collections.abc import Mapping
from dataclasses import dataclass

from leadcoach.domain.condition import names_in, parse_condition
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.kind import Question
from leadcoach.domain.piping import BadPipe, pipes_in
from leadcoach.domain.text import clean_line
from leadcoach.exercises.validate import NAMED_BY_MIRRORS

# Shown in columns of their own, or nothing that is checked.
_NOT_CHECKS = frozenset(
    {*Question.model_fields, "type", "choices", "rows", "cols", "anchors"}
    - {"required"}
)
# Keys of a question that name other questions.
_NAMING = ("rows_from", "choices_from", "from_", "amended_by", *NAMED_BY_MIRRORS)


@dataclass(frozen=True)
class LogicRow:
    """One question: what it is, when it is asked, and where its answer goes."""

    id: str
    type: str
    text: str
    when: str
    checks: str
    follow_ups: str
    used_in: str


def logic_of(exercise: Exercise) -> list[LogicRow]:
    """Return a row for every question, in the order in which they are asked."""
    used = _uses(exercise)
    rows = []
    for section in exercise.section:
        each_time = getattr(section, "for_each", "")
        outer = [section.when, f"for each of {each_time}" if each_time else ""]
        for asked in section.ask:
            follows = ", ".join(follow.id for follow in asked.follow)
            rows.append(_row(asked.question, outer, follows, used))
            answered = [*outer, f"{asked.question.id} is answered"]
            rows += [_row(each, answered, "", used) for each in asked.follow]
    return rows


def _row(
    question: AnyQuestion, outer: list[str], follows: str, used: Mapping[str, list[str]]
) -> LogicRow:
    when = " and ".join(_bracketed(each) for each in (*outer, question.when) if each)
    return LogicRow(
        id=question.id,
        type=question.type,
        text=clean_line(question.text),
        when=when,
        checks=_checks(question),
        follow_ups=follows,
        used_in=", ".join(dict.fromkeys(used.get(question.id, []))),
    )


def _bracketed(when: str) -> str:
    return f"({when})" if " or " in when else when


def _checks(question: AnyQuestion) -> str:
    """Return the keys that bound an answer, with what the author or the format says."""
    parts = []
    for key, each in type(question).model_fields.items():
        value = getattr(question, key)
        if each.exclude or key in _NOT_CHECKS or value in ("", (), {}, None, False):
            continue
        name = each.alias or key
        parts.append(name if value is True else f"{name} {_worded(value)}")
    for key in ("choices", "rows", "cols"):
        if getattr(question, key, None):
            parts.append(f"{key}: {', '.join(getattr(question, key))}")
    return "; ".join(parts)


def _worded(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _uses(exercise: Exercise) -> dict[str, list[str]]:
    """Return for each id the places that look at its answer."""
    used: dict[str, list[str]] = {}

    def note(names: list[str], place: str) -> None:
        for name in names:
            used.setdefault(name, []).append(place)

    for section in exercise.section:
        note(_in_condition(section.when), f"when of {section.id}")
        note(_in_text(section.intro), f"intro of {section.id}")
        note([getattr(section, "for_each", "")], f"for_each of {section.id}")
        for asked in section.ask:
            for question in (asked.question, *asked.follow):
                note(_in_condition(question.when), f"when of {question.id}")
                note(_in_text(question.text + question.help), f"text of {question.id}")
                note(_named_by(question), question.id)
    for at, line in enumerate(exercise.recap.line, 1):
        names = [*_in_condition(line.when), *_in_text(line.text), *line.of]
        note(names, f"recap {at}")
    for following in exercise.next:
        note(_in_condition(following.when), f"next {following.exercise}")
    note(list(exercise.quick), "quick")
    return used


def _named_by(question: AnyQuestion) -> list[str]:
    """Return the ids a question is made from, such as rows_from."""
    values = (getattr(question, key, "") for key in _NAMING)
    return [
        name
        for value in values
        for name in (value if isinstance(value, tuple) else (value,))
        if name
    ]


def _in_condition(when: str) -> list[str]:
    names = names_in(parse_condition(when)) if when else []
    return [name.path[0] for name in names if name.path[0] not in ("last", "hist")]


def _in_text(text: str) -> list[str]:
    return [pipe.name for pipe in pipes_in(text) if not isinstance(pipe, BadPipe)]
