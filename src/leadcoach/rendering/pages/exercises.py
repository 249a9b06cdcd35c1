"""Exercises as pages: a list, and one in full."""

from collections.abc import Sequence

from leadcoach.domain.exercise import AnyQuestion, Exercise, Section
from leadcoach.domain.question import Choice, Multi
from leadcoach.domain.rating import Matrix, Scale
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Paragraph,
    Table,
)
from leadcoach.rendering.pages.as_data import SCHEMA


def exercises_page(exercises: Sequence[tuple[Exercise, bool]]) -> Page:
    """Return the list of exercises; each with whether it is the person's own."""
    rows = tuple(
        (each.id, f"{each.minutes} min", _short(each) + (" (yours)" if own else ""))
        for each, own in exercises
    )
    data = {
        "schema": SCHEMA,
        "exercises": [
            {
                "id": each.id,
                "title": each.title,
                "minutes": each.minutes,
                "summary": _short(each),
                "own": own,
            }
            for each, own in exercises
        ],
    }
    blocks = (
        Table(("Exercise", "Time", "What it is for"), rows),
        Paragraph("Begin one with: leadcoach reflect EXERCISE", quiet=True),
    )
    return Page("Exercises", blocks, data)


def _short(exercise: Exercise) -> str:
    return exercise.summary or exercise.purpose


def exercise_page(exercise: Exercise) -> Page:
    """Return one exercise: what it is for, every question, and its sources."""
    blocks: list[Block] = [
        Framed(exercise.title, tuple(filter(None, (exercise.purpose, exercise.open)))),
        Paragraph(f"About {exercise.minutes} minutes. Version {exercise.version}."),
    ]
    for section in exercise.section:
        blocks += _section(section)
    if exercise.sources:
        blocks.append(Heading("Sources"))
        blocks.append(Listing(tuple(source.cite for source in exercise.sources)))
    data = {"schema": SCHEMA, **exercise.model_dump(mode="json", exclude_defaults=True)}
    return Page(exercise.title, tuple(blocks), data, exercise.language)


def _section(section: Section) -> list[Block]:
    blocks: list[Block] = [Heading(section.title)] if section.title else []
    for asked in section.ask:
        blocks.append(_question(asked.question))
        blocks += [_question(follow) for follow in asked.follow]
    return blocks


def _question(question: AnyQuestion) -> Block:
    lines = [question.text] if question.text else []
    if question.help:
        lines.append(question.help)
    if isinstance(question, Choice | Multi):
        lines += [f"- {key}: {words}" for key, words in question.choices.items()]
    if isinstance(question, Matrix):
        lines += [f"- {key}: {words}" for key, words in question.rows.items()]
        lines += [f"  {key}: {words}" for key, words in question.cols.items()]
    if isinstance(question, Scale | Matrix) and question.anchors:
        lines.append(question.ends())
    if question.when:
        lines.append(f"asked when: {question.when}")
    return Framed(f"{question.id} ({question.type})", tuple(lines))
