"""leadcoach journal edit, remove, restore and undo: changing one's mind."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadcoach.cli.context import Context
from leadcoach.cli.journal import journal
from leadcoach.cli.options import (
    ANSWER,
    YES,
    Output,
    argument,
    flag,
    option,
)
from leadcoach.domain.entry import STATES, Entry
from leadcoach.domain.text import clean_line, first_words, on_one_line, several
from leadcoach.errors import (
    ExitCode,
    LeadcoachError,
    NotAnAnswer,
    NotConfirmed,
    Stopped,
    Unreadable,
    WrongUsage,
)
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml, is_newer
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.toml_file import newer, unreadable

if TYPE_CHECKING:
    from leadcoach.domain.rewording import Passage
    from leadcoach.journal.changes import Change


NAME = "A number of the list, a day, or a name."
_SEVERAL = 5
"""files that a message names one by one"""
_TO_UNDO = "To take that back: leadcoach journal undo"
_UNCHANGED = "Nothing was changed."


@journal.command(
    "edit",
    "leadcoach journal edit",
    "leadcoach journal edit 2 --question best",
    "leadcoach journal edit 2 --answer close=4",
)
def edit(
    context: Context,
    name: str = argument(NAME, default=""),
    *,
    question: str = option("--question", "Open the answer to this one only."),
    answer: list[str] | None = ANSWER,
) -> None:
    """Change an entry, in your editor or answer by answer."""
    if question and answer:
        message = "--question opens an editor, and --answer gives the words."
        raise WrongUsage(message, "Use one of the two.")
    editing = opened(context, context.entry_called(name))
    if answer:
        editing.with_answers(answer)
    elif question:
        editing.question_in_editor(question)
    else:
        editing.in_editor()


@journal.command(
    "remove", "leadcoach journal remove 2", "leadcoach journal remove 2 --yes"
)
def remove(
    context: Context,
    name: str = argument(NAME),
    *,
    for_good: bool = flag("--for-good", "Keep it nowhere, not in the trash."),
    yes: bool = YES,
) -> None:
    """Move an entry to the trash, or remove it for good."""
    if for_good:
        _remove_for_good(context, name, yes=yes)
        return
    path = context.entry_called(name)
    _say_which(context, path)
    if _is_wanted(context, "Move it to the trash? Type yes: ", yes=yes):
        context.changes.remove(path)
        context.say(f"Removed: {path.stem}\nIt is in the trash for 30 days. {_TO_UNDO}")
        context.say_what_left_the_trash()


@journal.command("restore", "leadcoach journal restore", "leadcoach journal restore 1")
def restore(
    context: Context,
    name: str = argument("A number of the list of the trash, or a name.", default=""),
    *,
    output: Output,
) -> None:
    """List the trash, or bring back an entry from it."""
    if not name:
        from leadcoach.rendering.pages.journal import trash_page

        page = trash_page(context.trash.all(), context.around.now())
        context.show(page, output)
        return
    if output != Output():
        message = "--output and --format go with the list of the trash."
        raise WrongUsage(message, "Leave out the name, or these.")
    path = context.changes.restore(context.trash.find(name))
    context.say(f"Back in your journal: {path}\n{_TO_UNDO}")
    context.say_what_left_the_trash()


@journal.command("undo", "leadcoach journal undo")
def undo(context: Context) -> None:
    """Take back the last change to your journal."""
    change = context.changes.last()
    if change is not None:
        context.say(f"The last change: {_in_words(context, change)}.")
    changed = context.changes.undo()
    context.say("It is taken back. Nothing you wrote is lost.")
    context.say_what_left_the_trash()
    if changed:
        said = "One changed since, and stays"
        if len(changed) > 1:
            said = f"{len(changed)} of them changed since, and stay"
        raise Unreadable(f"{said}: {several(changed, _SEVERAL)}")


def _is_wanted(context: Context, question: str, *, yes: bool) -> bool:
    """Tell whether the person wants it, asking where `--yes` was not given."""
    from leadcoach.cli.asker import says_yes

    if yes or says_yes(context, question):
        return True
    context.say(_UNCHANGED)
    return False


def _say_which(context: Context, path: Path) -> None:
    """Say which entry is meant before it goes: none of its words."""
    from leadcoach.journal.entry_name import EntryName

    told = EntryName.of_file(path.name)
    title = ""
    with suppress(Unreadable):
        title = clean_line(context.journal.load(path).title)
    context.say(f"{told.day}, {told.clock}: {title or told.exercise}\n{path}")


def _remove_for_good(context: Context, name: str, *, yes: bool) -> None:
    from leadcoach.journal.erase import copies_of, remove_for_good, stem_meant

    trash, places = context.trash, context.places
    stem = stem_meant(context.journal, trash, name)
    path = context.journal.path_of(f"{stem}.toml")
    _say_which(context, path)
    versions = sum(each.name == path.name for each in trash.all())
    if versions:
        context.say(f"Versions of it in the trash, which go too: {versions}")
    if copies := copies_of(path):
        context.say(
            f"Copies of it, which go too: {several(copies, _SEVERAL)}\n"
            "Another version of it can be in them. To keep one, move it out first."
        )
    if not _is_wanted(context, "Remove it for good? Type yes: ", yes=yes):
        return
    context.editor.sweep(everything=True)
    folders = (places.drafts, places.reports, places.cache)
    left = remove_for_good(context.journal, trash, folders, stem, places.repaired)
    if not left:
        from leadcoach.cli.erase import what_git_keeps

        context.say(
            f"Removed for good: {stem}\nNo file of leadcoach holds it any more. "
            "Backups and copies elsewhere are not known to leadcoach."
            f"{what_git_keeps(context)}"
        )
        return
    context.say(
        f"These still name it or hold words of it: {several(left, _SEVERAL)}\n"
        "Look at them, and decide."
    )
    raise typer.Exit(ExitCode.DISK if any(stem in each.name for each in left) else 1)


_DONE = {"remove": "removed", "edit": "edited", "restore": "brought back"}
_DONE["import"] = "brought in"


def _in_words(context: Context, change: "Change") -> str:
    """Return what was changed, and when: the names of files, the words of commitments."""
    when = change.when.astimezone(context.around.now().tzinfo)
    done, things = _DONE.get(change.what, change.what), "entries"
    names = [each.place.rpartition("/")[2][:-5] for each in change.touched]
    if change.what in ("commitment", "done"):
        states = {STATES[str(each["state"])] for each in change.brought}
        done, things = f"said to be {' or '.join(sorted(states))}:", "commitments"
        words = {
            each.name: each.commitment.action for each in context.commitments.all()
        }
        named = (str(each["name"]) for each in change.brought)
        names = [f"“{first_words(on_one_line(words.get(n, n)), 9)}”" for n in named]
    what = names[0] if len(names) == 1 else f"{len(names)} {things}"
    return f"{done} {what}, {when:%Y-%m-%d at %H:%M}"


@dataclass(frozen=True)
class Editing:
    """One entry as it was opened, and how to change it."""

    context: Context
    path: Path
    opened: bytes
    entry: Entry

    def in_editor(self) -> None:
        from leadcoach.domain.rewording import passages, read_back, sheet_of

        found = passages(self.entry)
        if not found:
            self.context.say(f"This entry holds no words to edit. {_UNCHANGED}")
            return
        heading = f"{self.entry.local_date}: {self.entry.title or self.entry.exercise}"
        sheet = sheet_of(found, heading)
        text = self.edited(sheet.text)
        if text is None:
            return
        words = read_back(sheet, text)
        if words is None:
            self.keep_aside(text)
            raise NotAnAnswer(
                f"A line that begins with {sheet.sign} is missing, changed or new, so "
                f"your text cannot be put back. {_UNCHANGED}",
                "Open the entry again, and leave these lines as they are.",
            )
        self._put(text, dict(zip(found, words, strict=True)))

    def question_in_editor(self, question: str) -> None:
        from leadcoach.session.entry import passage_called

        passage = passage_called(self.entry, question)
        text = self.edited(passage.words)
        if text is not None:
            self._put(text, {passage: text})

    def with_answers(self, options: list[str]) -> None:
        """Take answers as id=value.

        Raises:
            NotAnAnswer: one of them is empty, or no answer of its kind.
        """
        from leadcoach.asking.scripted import answer_options
        from leadcoach.session.entry import with_answers

        for each in options:
            name, is_one, value = each.partition("=")
            if is_one and not value.strip():
                message = f"{name.strip()}: this is empty. {_UNCHANGED}"
                hint = "`leadcoach journal remove` removes entries."
                raise NotAnAnswer(message, hint)
        given = answer_options(options)
        self.save(with_answers(self.entry, given, self.context.library))

    def edited(self, before: str) -> str | None:
        """Return what the editor made of `before`; None where there is nothing to do.

        Raises:
            WrongUsage: there is no terminal to open it at.
        """
        person = self.context.person
        if person is None:
            message = "There is no terminal, so no editor can be opened."
            raise WrongUsage(message, "Give the words: --answer ID='…'")
        try:
            text = self.context.editor.edit(before, person.choose)
        except Stopped as left:
            if left.code is not ExitCode.DONE:
                raise
            # Nobody said that the window is done with; its file stays, and is named.
            self.context.say("\n".join(getattr(left, "__notes__", [])))
            text = before
        if text.strip() and text != before:
            return text
        how = "as it was" if text.strip() else "empty"
        self.context.say(f"The text came back {how}. {_UNCHANGED}")
        return None

    def _put(self, text: str, words: "dict[Passage, str]") -> None:
        """Save other words; whatever hinders that, they are kept in a file."""
        from leadcoach.session.entry import with_words

        other = {}
        for passage, each in words.items():
            if not each.strip():
                name = passage.name
                self.context.say(f"{name}: it came back empty, so it stays as it was.")
            elif each != passage.words:
                other[passage] = each
        try:
            self.save(with_words(self.entry, other))
        except NotConfirmed:  # they are in the entry
            raise
        except LeadcoachError:
            self.keep_aside(text)
            raise

    def save(self, entry: Entry) -> None:
        """Put `entry` in its place, and say how to take that back."""
        from leadcoach.domain.rewording import passages

        context = self.context
        if entry == self.entry:
            context.say(_UNCHANGED)
            return
        content = entry_to_toml(entry)
        entry_from_toml(content, str(self.path))  # so that it can be read again
        context.changes.edit(self.path, self.opened, content.encode())
        context.say(
            f"Changed: {self.path}\nAs it was before, it is in the trash for 30 days. "
            f"{_TO_UNDO}"
        )
        before, now = self.entry.reading, entry.reading
        if before and (now is None or len(now.blocks) < len(before.blocks)):
            what = "that part of it" if now else "its reading"
            context.say(
                f"The mirror quoted words that are gone, so {what} is left out."
            )
        known = {each.name for each in passages(self.entry)}
        if any(each.name not in known for each in passages(entry)):
            context.say(
                "A sentence that you picked stays as it was. To change it too: "
                f"leadcoach journal edit {self.path.stem}"
            )
        context.say_what_left_the_trash()

    def keep_aside(self, text: str) -> None:
        """Write the edited text to a file and say where; or show it, as a last resort."""
        kept = self.context.editor.keep_aside(text.encode())
        told = f"Your text is kept in {kept}"
        lost = f"No file could be written. Your text:\n{text}"
        self.context.say(told if kept else lost)


def opened(context: Context, path: Path) -> Editing:
    """Return the entry at `path`, as it is now, to be edited.

    Raises:
        Unreadable: it cannot be read, or a newer leadcoach wrote it.
    """
    content = bytes_of(path)
    try:
        entry = entry_from_toml(content.decode(), str(path))
    except UnicodeDecodeError:
        raise unreadable(str(path), "it is not written in UTF-8") from None
    if is_newer(entry):
        raise newer(str(path))
    return Editing(context, path, content, entry)
