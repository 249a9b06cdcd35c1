"""Exercises as pages: listed, in full, as logic, as checked, as tested; lenses and words.

A list is shown at once, so the models are not loaded for it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from leadcoach.domain.reading import Lens
from leadcoach.domain.text import clean_line
from leadcoach.exercises.library import GlossaryTerm, Listed
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
    counted,
)

if TYPE_CHECKING:
    from leadcoach.domain.exercise import AnyQuestion, Exercise
    from leadcoach.exercises.add import ExerciseToAdd, Kept
    from leadcoach.exercises.lint import CheckedFile
    from leadcoach.exercises.load import Problem
    from leadcoach.exercises.try_out import Tested, Walked


def exercises_page(exercises: Sequence[Listed], *, mine: bool = False) -> Page:
    """Return the list of exercises; `mine` when only the person's own are in it."""
    named = Counter(each.id for each in exercises)
    rows = []
    for each in exercises:
        # What tells an own exercise from another of its id is its file.
        place = f", in {clean_line(each.path)}" if named[each.id] > 1 else ""
        summary = each.summary + (f" (yours{place})" if each.own else "")
        time = f"{each.minutes}/{each.short}" if each.short else f"{each.minutes}"
        rows.append((each.id, f"{time} min", summary))
    how = "Begin one with: leadcoach reflect EXERCISE"
    if any(each.short for each in exercises):
        how += "\nThe second time is that of its short form, with --quick."
    table = Table(("Exercise", "Time", "What it is for"), tuple(rows))
    blocks: tuple[Block, ...] = (table, Paragraph(how, quiet=True))
    if mine and not exercises:
        nothing = "You have no exercises of your own yet. Begin one with: leadcoach exercise new ID"
        blocks = (Paragraph(nothing),)
    data = {"exercises": [asdict(each) for each in exercises]}
    return Page("Your exercises" if mine else "Exercises", blocks, data)


_UNVERIFIED = "Unverified author: leadcoach does not know who wrote this."
_MOST_SHOWN = 100
"""problems of one file that are told at once; --json tells all of them"""
_SHARES = {
    "none": "nothing",
    "summary": "ratings, choices, days and commitments, line by line, if you say so",
    "full": "its answers, line by line, if you say so each time",
}


def exercise_page(exercise: "Exercise", *, own: bool = False) -> Page:
    """Return one exercise: what it is for, every question, and its sources.

    `own` is for an exercise that did not come with leadcoach: its title and headings
    are framed as well.
    """
    said = (exercise.purpose, exercise.open, exercise.safety if own else "")
    blocks: list[Block] = [
        Framed(exercise.title, tuple(filter(None, said))),
        Paragraph(f"About {exercise.minutes} minutes. Version {exercise.version}."),
        *_asked(exercise, own=own),
    ]
    if exercise.sources:
        cited = tuple(source.cite for source in exercise.sources)
        framed = Framed("", tuple(f"- {each}" for each in cited))
        blocks += [Heading("Sources"), framed if own else Listing(cited)]
    from leadcoach.domain.exercise import table_of

    for planned in [each for each in exercise.plan if each.question.asks][:1]:
        show = f"leadcoach journal show --question {planned.question.id}"
        blocks.append(Paragraph(f"Your answers over time: {show}", quiet=True))
    title = f"Exercise {exercise.id}" if own else exercise.title
    return Page(title, tuple(blocks), table_of(exercise), exercise.language)


def _asked(exercise: "Exercise", *, own: bool) -> Iterator[Block]:
    for section in exercise.section:
        if own and (section.title or section.intro):
            yield Framed(section.title, (section.intro,) if section.intro else ())
        elif section.title:
            yield Heading(section.title)
        for asked in section.ask:
            for question in (asked.question, *asked.follow):
                yield _question(question, section.for_each)


def _question(question: "AnyQuestion", for_each: str) -> Block:
    lines = [question.text, question.help]
    for key, mark in (("choices", "- "), ("rows", "- "), ("cols", "  ")):
        offered = getattr(question, key, None) or {}
        lines += [f"{mark}{name}: {words}" for name, words in offered.items()]
    if question.source:
        lines.append(f"taken from: {question.source}")
    if getattr(question, "anchors", None):
        lines.append(getattr(question, "ends", str)())
    lines.append(f"asked for each of: {for_each}" if for_each else "")
    lines.append(f"asked when: {question.when}" if question.when else "")
    return Framed(f"{question.id} ({question.type})", tuple(filter(None, lines)))


def logic_page(exercise: "Exercise", questions: list[dict[str, str]]) -> Page:
    """Return every question of an exercise with its logic, as one table."""
    head = ("Id", "Type", "Text", "When", "Checks", "Follow-ups", "Used in")
    many = counted(len(questions), "question")
    blocks = (
        Paragraph(f"{many}. Version {exercise.version}."),
        Table(head, tuple(tuple(each.values()) for each in questions)),
    )
    data = {"id": exercise.id, "version": exercise.version, "questions": questions}
    return Page(f"The logic of {exercise.id}", blocks, data, exercise.language)


def checked_page(checked: Sequence["CheckedFile"]) -> Page:
    """Return what was found in exercise files, each with its place and its remedy."""
    blocks: list[Block] = []
    files = []
    for each in checked:
        name = clean_line(each.path.name, 80)
        for problem in each.findings[:_MOST_SHOWN]:
            place = f"{name}:{problem.line}: {problem.code}"
            said = f"{place} {problem.what} {problem.remedy}"
            blocks.append(Paragraph(said.strip()))
            if problem.source:
                caret = (" " * (problem.caret - 1) + "^",) if problem.caret else ()
                blocks.append(Framed("", (problem.source, *caret)))
        if (more := len(each.findings) - _MOST_SHOWN) > 0:
            blocks.append(Paragraph(f"{more:,} more in {name}; mend these first."))
        named = each.exercise.id if each.exercise else None
        told = {"path": str(each.path), "id": named, "explained": each.explained}
        files.append({**told, "findings": list(map(_finding_data, each.findings))})
    found = [problem for each in checked for problem in each.findings]
    warnings = sum(each.is_warning for each in found)
    kinds = ((len(found) - warnings, "problem"), (warnings, "warning"))
    said = " and ".join(counted(*kind) for kind in kinds if kind[0])
    said = said or "nothing to mend"
    explained = sum(each.explained for each in checked)
    said += f", {explained} explained" if explained else ""
    blocks.append(Paragraph(f"{counted(len(checked), 'file')} checked: {said}."))
    return Page("Check", tuple(blocks), {"files": files})


def _finding_data(problem: "Problem") -> Mapping[str, Any]:
    return {
        "code": problem.code,
        "kind": "warning" if problem.is_warning else "problem",
        "line": problem.line,
        "column": problem.column or None,
        "what": problem.what,
        "remedy": problem.remedy,
    }


def codes_page() -> Page:
    """Return every code of a problem or a warning, with its meaning."""
    from leadcoach.exercises.lint import CODES

    return Page("Codes", (Pairs(tuple(CODES.items())),), {"codes": CODES})


def offered_page(
    offered: Sequence["ExerciseToAdd"], kept: Mapping[str, "Kept"]
) -> Page:
    """Return what somebody is about to add: who wrote it, and every question.

    `kept` has what was written so far with those that are replaced, by their ids.
    """
    from leadcoach.exercises.add import Difference

    blocks: list[Block] = []
    rows = []
    for each in offered:
        exercise = each.exercise
        facts = (
            ("Asks", counted(len(exercise.plan), "question")),
            ("Would offer to share", _SHARES[exercise.share]),
            ("Fingerprint", each.fingerprint),
        )
        said = (exercise.purpose, exercise.open, exercise.safety)
        blocks += [
            Heading(f"{exercise.id} {exercise.version}"),
            Paragraph(_UNVERIFIED),
            Framed("Authors, as the file says", exercise.authors or ("not named",)),
            Pairs(facts),
            Framed("Licence, as the file says", (exercise.licence or "not said",)),
            Framed(exercise.title, tuple(filter(None, said))),
            *_asked(exercise, own=True),
        ]
        keys = ("id", "version", "authors", "licence")
        row: dict[str, Any] = {key: getattr(exercise, key) for key in keys}
        questions = [planned.question for planned in exercise.plan]
        row["fingerprint"] = each.fingerprint
        row["questions"] = [{"id": q.id, "text": q.text} for q in questions]
        if each.replaces:
            before, had = each.replaces.exercise, kept[exercise.id]
            changes = tuple(Difference(before, exercise).told(had.in_drafts))
            blocks += _replaced(before.version, had, changes)
            row |= {"replaces": before.version, "changes": changes}
        rows.append(row)
    return Page("To be added", tuple(blocks), {"offered": rows})


def _replaced(version: str, kept: "Kept", changes: tuple[str, ...]) -> Iterator[Block]:
    """Yield what changes for the person when a newer version takes the place of theirs."""
    yield Heading(f"In the place of version {version}, which you have")
    told = []
    if kept.entries:
        entries = counted(kept.entries, "entry", "entries")
        stays = "stays" if kept.entries == 1 else "stay"
        told.append(f"{entries}, which {stays} as written.")
    if kept.drafts:
        drafts = counted(kept.drafts, "draft")
        told.append(f"{drafts}, which the new version goes on with.")
    yield Pairs((("You have written", " ".join(told) or "nothing with it so far"),))
    yield Listing(changes or ("The questions are the same.",))


def tested_page(tested: "Tested") -> Page:
    """Return what cases and random walks came to."""
    blocks: list[Block] = []
    for name, broken in tested.cases:
        state = "failed" if broken else "ok"
        blocks.append(Paragraph(f"Case {clean_line(name)}: {state}"))
        blocks += [Listing(tuple(broken))] if broken else []
    walked, exercise = tested.walked, tested.exercise.id
    ids = (each.question.id for each in tested.exercise.plan)
    met = {each: walked.counts[each] for each in ids}
    blocks += _walked(walked, met, tested.repeat) if walked.walks else ()
    if not tested.cases:
        beside = f"No cases: they would stand in {exercise}.test.toml beside it."
        blocks.append(Paragraph(beside, quiet=True))
    data = {
        "id": exercise,
        "cases": [{"name": each, "broken": said} for each, said in tested.cases],
        "walks": walked.walks,
        "seed": walked.seed,
        "met": met,
        "never": walked.never,
        "broke_off": walked.failure or None,
        "repeat": tested.repeat or None,
    }
    return Page(f"Test of {exercise}", tuple(blocks), data)


def _walked(walked: "Walked", met: Mapping[str, int], repeat: str) -> Iterator[Block]:
    yield Paragraph(f"{walked.walks} random walks with seed {walked.seed}.")
    rows = tuple((each, str(count)) for each, count in met.items())
    yield Table(("Question", "Walks that met it"), rows)
    if walked.never:
        yield Paragraph(f"Never came up: {', '.join(walked.never)}.")
    if walked.unanswerable:
        names = ", ".join(sorted(walked.unanswerable))
        yield Paragraph(f"No answer could be made up for: {names}.")
    if walked.failure:
        yield Paragraph(f"Walk {walked.walks} broke off: {walked.failure}.")
        yield Paragraph("These answers repeat it:")
        yield Verbatim(repeat)


def lenses_page(lenses: Sequence[Lens]) -> Page:
    """Return the list of lenses."""
    rows = tuple((each.id, each.who, _says(each)) for each in lenses)
    beside = "Hold your words beside one: leadcoach reflect --lens LENS"
    blocks = (
        Table(("Lens", "Who", "What they say"), rows),
        Paragraph("See one with: leadcoach lens show LENS", quiet=True),
        Paragraph(beside, quiet=True),
    )
    return Page("Lenses", blocks, {"lenses": [asdict(each) for each in lenses]})


def lens_page(lens: Lens) -> Page:
    """Return one lens: whose it is, what it says, and the question it asks."""
    whose = (("Who", lens.who), ("What they say", _says(lens)))
    no_verdict = "No lens is the right answer. Each is one way to look."
    blocks = (
        Pairs((*whose, ("What it asks", lens.ask))),
        Paragraph(no_verdict, quiet=True),
    )
    return Page(f"Lens: {lens.id}", blocks, asdict(lens))


def _says(lens: Lens) -> str:
    return f"“{lens.says}”" if lens.quoted else lens.says


def glossary_page(terms: Sequence[GlossaryTerm]) -> Page:
    """Return all terms."""
    rows = tuple((each.term, each.means, each.source) for each in terms)
    data = {"terms": [asdict(each) for each in terms]}
    return Page("Glossary", (Table(("Word", "What it means", "Whose"), rows),), data)


def term_page(term: GlossaryTerm) -> Page:
    """Return one term."""
    blocks = (Paragraph(term.means), Pairs((("Whose word", term.source),)))
    return Page(term.term, blocks, asdict(term))
