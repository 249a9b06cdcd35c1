"""Words of authors that are not ours stand behind a rule; the program's never do."""

from collections.abc import Mapping

from leadcoach.asking import Asker, Place, Reply
from leadcoach.asking.wording import WIDEST, wrapped
from leadcoach.cli.context import Context
from leadcoach.domain.session import Step
from leadcoach.domain.text import clean, wrap
from leadcoach.exercises.library import ExerciseFile
from leadcoach.rendering.screen import Screen

UNVERIFIED = "Unverified author: leadcoach did not write what is set apart."


def begun(
    context: Context, found: ExerciseFile, person: Asker, *, again: bool = False
) -> Asker:
    """Show the title and the first words of an exercise; return who asks its questions.

    Who does it `again` knows how it opens; its word of care is shown all the same.
    Where it did not come with leadcoach, its words are framed, now and later.
    """
    exercise = found.exercise
    screen = context.side_screen
    if found.own:
        person.tell(wrapped(UNVERIFIED, screen.width))
    first_words = "" if again else exercise.open
    for part in filter(None, (exercise.title, first_words, exercise.safety)):
        person.tell(framed(part, screen) if found.own else wrapped(part, screen.width))
    return framing(context, found, person)


def framing(context: Context, found: ExerciseFile, person: Asker) -> Asker:
    """Return who asks the questions of an exercise; with a frame where it is not ours."""
    if not found.own:
        return person
    return Framing(person, context.side_screen, context.safety_note)


class Framing:
    """Asks through another asker, and frames what the author of an exercise says.

    All that is told during a sitting is the author's, but for the `own` texts. So a
    forgotten text of the program is framed, and never one of an author left bare.
    """

    def __init__(self, rest: Asker, screen: Screen, *own: str) -> None:
        """Take who is asked, how wide to write, and texts that are the program's."""
        self._rest = rest
        self._screen = screen
        self._own = {each.strip() for each in own}
        self._section = ""

    def ask(self, step: Step, place: Place) -> Reply:
        """Show the heading of a new section in a frame, then ask."""
        section = step.section
        if section.id != self._section:
            self._section = section.id
            words = "\n".join(filter(None, (section.title, section.intro)))
            if words:
                self._rest.tell("\n" + framed(words, self._screen))
        bare = section.model_copy(update={"title": "", "intro": ""})
        return self._rest.ask(step._replace(section=bare), place)

    def choose(self, text: str, choices: Mapping[str, str]) -> str | None:
        """Pass the program's own question on."""
        return self._rest.choose(text, choices)

    def tell(self, text: str) -> None:
        """Frame words of the author; pass on those of the program."""
        if text.strip() in self._own:
            self._rest.tell(text)
        else:
            self._rest.tell("\n" + framed(text.strip("\n"), self._screen))


def framed(text: str, screen: Screen) -> str:
    """Return `text` with a rule at the left of each line, wrapped to `screen`."""
    side = "│ " if screen.unicode else "| "
    if screen.plain:  # read aloud, a rule is a word in every line
        side = "  "
    return "\n".join(wrap(clean(text), min(screen.width, WIDEST) - 2, side))
