"""What `leadcoach journal edit` does: in the person's editor, or one answer at once."""

from dataclasses import dataclass
from pathlib import Path

from leadcoach.asking.editor import Editor, editor_for
from leadcoach.asking.scripted import answer_options
from leadcoach.cli.asker import asker_for
from leadcoach.cli.context import Context
from leadcoach.cli.undoable import TO_UNDO, changes_of, say_what_left
from leadcoach.domain.entry import Entry
from leadcoach.domain.rewording import Passage, passages, read_back, sheet_of
from leadcoach.errors import LeadcoachError, NotAnAnswer, NotConfirmed, WrongUsage
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml, is_newer
from leadcoach.journal.folder import bytes_of
from leadcoach.journal.toml_file import newer, unreadable
from leadcoach.session.edit import passage_called, with_answers, with_words

UNCHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Editing:
    """One entry as it was opened, and how to change it."""

    context: Context
    path: Path
    opened: bytes
    entry: Entry

    def in_editor(self) -> None:
        """Open all its words in the editor."""
        editor = self._editor()
        found = passages(self.entry)
        if not found:
            self.context.say(f"This entry holds no words to edit. {UNCHANGED}")
            return
        heading = f"{self.entry.local_date}: {self.entry.title or self.entry.exercise}"
        sheet = sheet_of(found, heading)
        text = self._edited(editor, sheet.text)
        if text is None:
            return
        words = read_back(sheet, text)
        if words is None:
            self._keep_aside(editor, text)
            raise NotAnAnswer(
                f"A line that begins with {sheet.sign} is missing, changed or new, so "
                f"your text cannot be put back. {UNCHANGED}",
                "Open the entry again, and leave these lines as they are.",
            )
        self._put(editor, text, dict(zip(found, words, strict=True)))

    def question_in_editor(self, question: str) -> None:
        """Open the answer to one question in the editor."""
        passage = passage_called(self.entry, question)
        editor = self._editor()
        text = self._edited(editor, passage.words)
        if text is not None:
            self._put(editor, text, {passage: text})

    def with_answers(self, options: list[str]) -> None:
        """Take answers as id=value.

        Raises:
            NotAnAnswer: one of them is empty, or no answer of its kind.
        """
        for option in options:
            name, _, value = option.partition("=")
            if not value.strip() and "=" in option:
                message = f"{name.strip()}: this is empty. {UNCHANGED}"
                raise NotAnAnswer(
                    message, "`leadcoach journal remove` removes entries."
                )
        given = answer_options(options)
        self._save(with_answers(self.entry, given, self.context.library))

    def _edited(self, editor: Editor, before: str) -> str | None:
        """Return what the editor made of `before`; None where there is nothing to do."""
        text = editor.edit(before, asker_for(self.context))
        if not text.strip():
            self.context.say(f"The text came back empty. {UNCHANGED}")
        elif text == before:
            self.context.say(f"The text came back as it was. {UNCHANGED}")
        else:
            return text
        return None

    def _put(self, editor: Editor, text: str, words: dict[Passage, str]) -> None:
        """Save other words; whatever hinders that, they are kept in a file."""
        for passage, each in words.items():
            if not each.strip():
                name = passage.name
                self.context.say(f"{name}: it came back empty, so it stays as it was.")
        other = {
            passage: each
            for passage, each in words.items()
            if each.strip() and each != passage.words
        }
        try:
            self._save(with_words(self.entry, other))
        except NotConfirmed:  # they are in the entry
            raise
        except LeadcoachError:
            self._keep_aside(editor, text)
            raise

    def _save(self, entry: Entry) -> None:
        if entry == self.entry:
            self.context.say(UNCHANGED)
            return
        content = entry_to_toml(entry).encode()
        entry_from_toml(
            content.decode(), str(self.path)
        )  # so that it can be read again
        changes = changes_of(self.context)
        changes.edit(self.path, self.opened, content)
        self.context.say(
            f"Changed: {self.path}\nAs it was before, it is in the trash for 30 days. "
            f"{TO_UNDO}"
        )
        if self.entry.reading is not None and entry.reading is None:
            self.context.say(
                "The mirror quoted words that are gone, so its reading is left out."
            )
        elif _blocks(self.entry) > _blocks(entry):
            self.context.say(
                "The mirror quoted words that are gone, so that part of it is left out."
            )
        say_what_left(self.context, changes)

    def _keep_aside(self, editor: Editor, text: str) -> None:
        """Write the edited text to a file and say where; or show it, as a last resort."""
        kept = editor.keep_aside(text.encode())
        self.context.say(
            f"Your text is kept in {kept}"
            if kept
            else f"No file could be written. Your text:\n{text}"
        )

    def _editor(self) -> Editor:
        context = self.context
        if not context.around.has_terminal:
            message = "There is no terminal, so no editor can be opened."
            raise WrongUsage(message, "Give the words: --answer ID='…'")
        chosen = str(context.settings["editor"])
        found = editor_for(context.around.environ, chosen, context.places.drafts)
        found.sweep()
        return found


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


def _blocks(entry: Entry) -> int:
    return len(entry.reading.blocks) if entry.reading else 0
