"""Exercises as pages: listed, in full, as logic, as checked, as tested; lenses and words.

A list is shown at once, so the models are not loaded for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from leadcoach.domain.reading import Lens
from leadcoach.domain.text import clean_line
from leadcoach.exercises.library import Listed, Term
from leadcoach.rendering.page import (
    Block,
    Framed,
    Heading,
    Listing,
    Page,
    Pairs,
    Paragraph,
    Table,
    Verbatim,
)

if TYPE_CHECKING:
    from leadcoach.domain.exercise import AnyQuestion, Exercise, Section
    from leadcoach.exercises.add import Offered
    from leadcoach.exercises.lint import Checked, Finding
    from leadcoach.exercises.logic import LogicRow
    from leadcoach.exercises.try_out import Tested


def exercises_page(exercises: Sequence[Listed], *, mine: bool = False) -> Page:
    """Return the list of exercises; `mine` when only the person's own are in it."""
    data = {
        "exercises": [asdict(each) for each in exercises],
    }
    if mine and not exercises:
        nothing = "You have no exercises of your own yet. Begin one with: leadcoach exercise new ID"
        return Page("Your exercises", (Paragraph(nothing),), data)
    rows = tuple(
        (
            each.id,
            f"{each.minutes} min",
            each.summary + (f" ({_whose(each, exercises)})" if each.own else ""),
        )
        for each in exercises
    )
    blocks = (
        Table(("Exercise", "Time", "What it is for"), rows),
        Paragraph("Begin one with: leadcoach reflect EXERCISE", quiet=True),
    )
    return Page("Your exercises" if mine else "Exercises", blocks, data)


def _whose(each: Listed, exercises: Sequence[Listed]) -> str:
    """Return what tells an own exercise from others; its file, where its id does not."""
    same = [other for other in exercises if other.id == each.id]
    return "yours" if len(same) == 1 else f"yours, in {clean_line(each.path)}"


UNVERIFIED = "Unverified author: leadcoach does not know who wrote this."
MOST_SHOWN = 100
"""problems of one file that are told at once; --json tells all of them"""
SHARES = {
    "none": "nothing",
    "summary": "its recap, if you say so each time",
    "full": "its answers, if you say so each time",
}


def exercise_page(exercise: "Exercise", *, own: bool = False) -> Page:
    """Return one exercise: what it is for, every question, and its sources.

    `own` is for an exercise that did not come with leadcoach: its title and headings
    are framed as well.
    """
    said = [exercise.purpose, exercise.open, *([exercise.safety] if own else [])]
    blocks: list[Block] = [
        Framed(exercise.title, tuple(filter(None, said))),
        Paragraph(f"About {exercise.minutes} minutes. Version {exercise.version}."),
        *_asked(exercise, own=own),
    ]
    if exercise.sources:
        cited = tuple(source.cite for source in exercise.sources)
        framed = Framed("", tuple(f"- {each}" for each in cited))
        blocks += [Heading("Sources"), framed if own else Listing(cited)]
    data = {**exercise.model_dump(mode="json", exclude_defaults=True)}
    title = f"Exercise {exercise.id}" if own else exercise.title
    return Page(title, tuple(blocks), data, exercise.language)


def _asked(exercise: "Exercise", *, own: bool) -> Iterator[Block]:
    for section in exercise.section:
        yield from _opening(section, own=own)
        for asked in section.ask:
            yield _question(asked.question)
            yield from (_question(follow) for follow in asked.follow)


def _opening(section: "Section", *, own: bool) -> Iterator[Block]:
    if own and (section.title or section.intro):
        yield Framed(section.title, (section.intro,) if section.intro else ())
    elif section.title:
        yield Heading(section.title)


def _question(question: "AnyQuestion") -> Block:
    lines = [question.text] if question.text else []
    if question.help:
        lines.append(question.help)
    for key, mark in (("choices", "- "), ("rows", "- "), ("cols", "  ")):
        offered = getattr(question, key, None) or {}
        lines += [f"{mark}{name}: {words}" for name, words in offered.items()]
    if getattr(question, "anchors", None):
        ends = getattr(question, "ends", str)
        lines.append(ends())
    if question.when:
        lines.append(f"asked when: {question.when}")
    return Framed(f"{question.id} ({question.type})", tuple(lines))


def logic_page(exercise: "Exercise", rows: Sequence["LogicRow"]) -> Page:
    """Return every question of an exercise with its logic, as one table."""
    cells = tuple(
        (row.id, row.type, row.text, row.when, row.checks, row.follow_ups, row.used_in)
        for row in rows
    )
    head = ("Id", "Type", "Text", "When", "Checks", "Follow-ups", "Used in")
    data = {
        "id": exercise.id,
        "version": exercise.version,
        "questions": [asdict(row) for row in rows],
    }
    said = f"{len(rows)} questions. Version {exercise.version}."
    blocks = (Paragraph(said), Table(head, cells))
    return Page(f"The logic of {exercise.id}", blocks, data, exercise.language)


def checked_page(checked: Sequence["Checked"]) -> Page:
    """Return what was found in exercise files, each with its place and its remedy."""
    blocks: list[Block] = []
    for each in checked:
        shown = each.findings[:MOST_SHOWN]
        blocks += [block for found in shown for block in _finding(each, found)]
        if len(each.findings) > MOST_SHOWN:
            more = f"{len(each.findings) - MOST_SHOWN:,} more in {_named(each)};"
            blocks.append(Paragraph(f"{more} mend these first."))
    problems = sum(not f.problem.is_warning for c in checked for f in c.findings)
    warnings = sum(f.problem.is_warning for c in checked for f in c.findings)
    blocks.append(Paragraph(_summed(checked, problems, warnings)))
    data = {"files": [_checked_data(each) for each in checked]}
    return Page("Check", tuple(blocks), data)


def _finding(checked: "Checked", finding: "Finding") -> Iterator[Block]:
    problem = finding.problem
    place = f"{_named(checked)}:{problem.line}"
    yield Paragraph(f"{place}: {problem.code} {problem.what} {problem.remedy}".strip())
    if finding.source:
        caret = (" " * (finding.caret - 1) + "^",) if finding.caret else ()
        yield Framed("", (finding.source, *caret))


def _named(checked: "Checked") -> str:
    return clean_line(checked.path.name, 80)


def _summed(checked: Sequence["Checked"], problems: int, warnings: int) -> str:
    files = f"{len(checked)} file" + ("" if len(checked) == 1 else "s")
    explained = sum(each.explained for each in checked)
    more = f", {explained} explained" if explained else ""
    if not problems and not warnings:
        return f"{files} checked: nothing to mend{more}."
    counted = [_counted(problems, "problem"), _counted(warnings, "warning")]
    return f"{files} checked: {' and '.join(filter(None, counted))}{more}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""


def _checked_data(checked: "Checked") -> Mapping[str, Any]:
    return {
        "path": str(checked.path),
        "id": checked.exercise.id if checked.exercise else None,
        "explained": checked.explained,
        "findings": [
            {
                "code": each.problem.code,
                "kind": "warning" if each.problem.is_warning else "problem",
                "line": each.problem.line,
                "column": each.column or None,
                "what": each.problem.what,
                "remedy": each.problem.remedy,
            }
            for each in checked.findings
        ],
    }


def codes_page() -> Page:
    """Return every code of a problem or a warning, with its meaning."""
    from leadcoach.exercises.validate import CODES

    data = {"codes": CODES}
    return Page("Codes", (Pairs(tuple(CODES.items())),), data)


def offered_page(offered: Sequence["Offered"]) -> Page:
    """Return what somebody is about to add: who wrote it, and every question."""
    blocks: list[Block] = []
    for each in offered:
        exercise = each.exercise
        share = str(getattr(exercise, "share", "none"))
        count = len(exercise.plan)
        facts = (
            ("Licence", exercise.licence or "not said"),
            ("Asks", f"{count} question{'' if count == 1 else 's'}"),
            ("Would offer to share", SHARES.get(share, share)),
            ("Fingerprint", each.fingerprint),
        )
        authors = exercise.authors or ("not named",)
        blocks += [
            Heading(f"{exercise.id} {exercise.version}"),
            Paragraph(UNVERIFIED),
            Framed("Authors, as the file says", tuple(authors)),
            Pairs(facts[1:]),
            Framed("Licence, as the file says", (facts[0][1],)),
            Framed(
                exercise.title,
                tuple(filter(None, (exercise.purpose, exercise.open, exercise.safety))),
            ),
            *_asked(exercise, own=True),
        ]
    return Page("To be added", tuple(blocks), offered_data(offered))


def offered_data(offered: Sequence["Offered"]) -> Mapping[str, Any]:
    """Return the same for a program."""
    return {
        "offered": [
            {
                "id": each.exercise.id,
                "version": each.exercise.version,
                "authors": list(each.exercise.authors),
                "licence": each.exercise.licence,
                "fingerprint": each.fingerprint,
                "questions": [
                    {"id": planned.question.id, "text": planned.question.text}
                    for planned in each.exercise.plan
                ],
            }
            for each in offered
        ],
    }


def tested_page(tested: "Tested") -> Page:
    """Return what cases and random walks came to."""
    blocks: list[Block] = []
    for case in tested.cases:
        state = "failed" if case.broken else "ok"
        blocks.append(Paragraph(f"Case {clean_line(case.name)}: {state}"))
        if case.broken:
            blocks.append(Listing(tuple(case.broken)))
    walked = tested.walked
    if walked.walks:
        blocks += _walked(tested)
    if not tested.cases:
        beside = f"No cases: they would stand in {tested.exercise}.test.toml beside it."
        blocks.append(Paragraph(beside, quiet=True))
    data = {
        "id": tested.exercise,
        "cases": [asdict(case) for case in tested.cases],
        "walks": walked.walks,
        "seed": walked.seed,
        "met": {each: walked.counts[each] for each in tested.ids},
        "never": list(walked.never),
        "broke_off": walked.failure.what if walked.failure else None,
        "repeat": tested.repeat or None,
    }
    return Page(f"Test of {tested.exercise}", tuple(blocks), data)


def _walked(tested: "Tested") -> Iterator[Block]:
    walked = tested.walked
    yield Paragraph(f"{walked.walks} random walks with seed {walked.seed}.")
    rows = tuple((each, str(walked.counts[each])) for each in tested.ids)
    yield Table(("Question", "Walks that met it"), rows)
    if walked.never:
        yield Paragraph(f"Never came up: {', '.join(walked.never)}.")
    if walked.unanswerable:
        names = ", ".join(sorted(walked.unanswerable))
        yield Paragraph(f"No answer could be made up for: {names}.")
    if walked.failure:
        number = walked.failure.walk + 1
        yield Paragraph(f"Walk {number} broke off: {walked.failure.what}.")
        yield Paragraph("These answers repeat it:")
        yield Verbatim(tested.repeat)


def lenses_page(lenses: Sequence[Lens]) -> Page:
    """Return the list of lenses."""
    data = {"lenses": [asdict(each) for each in lenses]}
    rows = tuple((each.id, each.who, _says(each)) for each in lenses)
    blocks = (
        Table(("Lens", "Who", "What they say"), rows),
        Paragraph("See one with: leadcoach lens show LENS", quiet=True),
        Paragraph(
            "Hold your words beside one: leadcoach reflect --lens LENS", quiet=True
        ),
    )
    return Page("Lenses", blocks, data)


def lens_page(lens: Lens) -> Page:
    """Return one lens: whose it is, what it says, and the question it asks."""
    blocks = (
        Pairs(
            (
                ("Who", lens.who),
                ("What they say", _says(lens)),
                ("What it asks", lens.ask),
            )
        ),
        Paragraph("No lens is the right answer. Each is one way to look.", quiet=True),
    )
    return Page(f"Lens: {lens.id}", blocks, {**asdict(lens)})


def _says(lens: Lens) -> str:
    return f"“{lens.says}”" if lens.quoted else lens.says


def glossary_page(terms: Sequence[Term]) -> Page:
    """Return all terms."""
    data = {"terms": [asdict(each) for each in terms]}
    rows = tuple((each.term, each.means, each.source) for each in terms)
    return Page("Glossary", (Table(("Word", "What it means", "Whose"), rows),), data)


def term_page(term: Term) -> Page:
    """Return one term."""
    blocks = (Paragraph(term.means), Pairs((("Whose word", term.source),)))
    return Page(term.term, blocks, {**asdict(term)})
