"""Answers from a file, from options or from standard input; the rest may be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from leadcoach.asking import Answered, Asker, Move, Place, Reply
from leadcoach.domain.exercise import AnyQuestion, Exercise
from leadcoach.domain.passages import Sentence
from leadcoach.domain.question import Multi, Pick
from leadcoach.domain.rating import Day
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean_line, nearest_of
from leadcoach.domain.toml import ENTRY_LIMIT, BadToml, parse_toml, text_of
from leadcoach.errors import NotAnAnswer, Unreadable, WrongUsage

_LOOKS = "Answers look like this: best = 'What you say.'"


@dataclass(frozen=True)
class Typed:
    """An answer as one typed text, from `--answer id=value`."""

    text: str


def answers_in(content: bytes, name: str) -> dict[str, object]:
    """Return the answers of a TOML file, at its top or under `[answers]`; or Unreadable."""
    try:
        table = parse_toml(text_of(content, ENTRY_LIMIT))
    except BadToml as problem:
        place = f"{name}:{problem.line}" if problem.line else name
        # The detail of the problem can repeat a person's words, so it is not passed on.
        raise Unreadable(f"{place}: {problem.what}.", _LOOKS) from None
    nested = table.get("answers", {})
    if not isinstance(nested, dict):
        raise Unreadable(f"{name}: [answers] is not a table.", _LOOKS)
    top = {key: value for key, value in table.items() if key != "answers"}
    twice = ", ".join(clean_line(key, 40) for key in top if key in nested)
    if twice:
        hint = "Keep each answer once, at the top or under [answers]."
        raise Unreadable(f"{name}: answered twice: {twice}.", hint)
    return {key: value for key, value in (top | nested).items() if value != ""}


def answer_options(options: list[str]) -> dict[str, object]:
    """Return the answers in `id=value` and `id.row=value` options, or raise WrongUsage.

    An option without a value is passed over, as an empty answer in a file is. A byte
    order mark, as `"$(cat FILE)"` can begin with, is no part of the words.
    """
    found: dict[str, object] = {}
    for option in options:
        key, equals, value = option.partition("=")
        value = value.removeprefix("\ufeff")
        if not equals or not key.strip():
            message = "An --answer is written id=value, and this one is not."
            raise WrongUsage(message, "For example: --answer close=4")
        if not value.strip():
            continue
        name, _, row = key.strip().partition(".")
        cells = found.setdefault(name, {} if row else Typed(value))
        if isinstance(cells, dict) != bool(row):
            shown = clean_line(name, 40)
            message = f"“{shown}” is answered both as a whole and row by row."
            raise WrongUsage(message, f"Either --answer {shown}=… or {shown}.row=…")
        if isinstance(cells, dict):
            cells[row.strip()] = value
        else:
            found[name] = Typed(value)
    return found


def check_known(exercise: Exercise, answers: Mapping[str, object]) -> None:
    """Raise NotAnAnswer, a line for each, for answers to nothing and what cannot be one."""
    found = (_problem(exercise, key, value) for key, value in answers.items())
    if problems := list(filter(None, found)):
        hint = f"`leadcoach exercise show {exercise.id}` shows every question."
        raise NotAnAnswer("\n".join(problems), hint)


def _problem(exercise: Exercise, key: str, value: object) -> str:
    planned = exercise.planned(key)
    if planned is None:
        known = [each.question.id for each in exercise.plan if each.question.asks]
        said = f"There is no question “{clean_line(key, 40)}” in {exercise.id}."
        return f"{said} {nearest_of(key, known)}".strip()
    if not planned.section.for_each or "." in key:
        return _wrong(planned.question, key, value)
    if not isinstance(value, dict):
        return f"{key}: It is asked for each item; a table is needed: item = …"
    found = (_wrong(planned.question, f"{key}.{at}", value[at]) for at in value)
    return "\n".join(filter(None, found))


def _wrong(question: AnyQuestion, key: str, value: object) -> str:
    """Return why it cannot be an answer; what depends on the sitting is seen there."""
    if not question.source and not isinstance(question, Pick | Day | Sentence):
        try:
            _accepted(question, value)
        except NotAnAnswer as problem:
            return f"{clean_line(key, 60)}: {problem.message} {problem.hint}".strip()
    return ""


def _accepted(question: AnyQuestion, value: object) -> Answered:
    if isinstance(value, Typed):
        return Answered(question.from_text(value.text))
    return Answered(question.accept(value))


@dataclass
class Scripted:
    """Answers what it was given; asks `rest` the other questions, or skips them."""

    answers: Mapping[str, object]
    rest: Asker | None = None
    missing: list[str] = field(default_factory=list)
    """required questions that nobody answered"""
    used: set[str] = field(default_factory=set)

    def ask(self, step: Step, place: Place) -> Reply:
        for key, value in self._for(step):
            if key not in self.used:
                self.used.add(key)
                try:
                    return _accepted(step.question, value)
                except NotAnAnswer as problem:
                    message = f"{step.id}: {problem.message}"
                    raise NotAnAnswer(message, problem.hint) from None
        if self.rest is not None:
            only = step.only_sentence if step.value is None else None
            return Answered(only) if only is not None else self.rest.ask(step, place)
        if step.question.required:
            self.missing.append(step.id)
        return Move.SKIP

    def _for(self, step: Step) -> Iterator[tuple[str, object]]:
        """Yield what was given for a step: by its id, or its item's id, place or words."""
        if step.id in self.answers:
            yield step.id, self.answers[step.id]
        table = self.answers.get(step.base)
        if step.item is not None and isinstance(table, dict):
            item = step.item
            by_words = (each for each in table if _says(item.words, each))
            for key in dict.fromkeys((item.id, str(item.place), *by_words)):
                if key in table:
                    given = table[key]
                    if isinstance(step.question, Multi) and isinstance(given, str):
                        given = Typed(given)  # --answer id.item=one,another
                    yield f"{step.base}.{key}", given

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        if self.rest is not None:
            return self.rest.choose(text, choices)
        return next(iter(choices))

    def tell(self, text: str) -> None:
        if self.rest is not None:
            self.rest.tell(text)

    def unused(self) -> list[str]:
        """Return the answers whose questions never came up; items where some did."""
        left: list[str] = []
        for name, table in self.answers.items():
            within = table if isinstance(table, dict) else {}
            items = [f"{name}.{each}" for each in within]
            if name not in self.used:
                names = items if self.used.intersection(items) else [name]
                left += [each for each in names if each not in self.used]
        return left


def _says(words: str, named: str) -> bool:
    """Tell whether an item is named by its words; a commitment by its act alone, too.

    It is `When: … / I will: …`; who fills in a page writes what they remember of it.
    """
    acts = (
        part.partition(": ")[2]
        for part in words.split(" / ")
        if part.startswith(("I will: ", "The act: "))
    )
    return _bare(named) in map(_bare, (words, *acts))


def _bare(words: str) -> str:
    return " ".join(words.split()).rstrip(".").casefold()
