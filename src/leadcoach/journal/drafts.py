"""Drafts: one file for each sitting that is not finished."""

from contextlib import suppress
from pathlib import Path

from leadcoach import disk
from leadcoach.domain.entry import Draft
from leadcoach.errors import DiskRefused, NotFound, Unreadable
from leadcoach.journal.entry_file import draft_from_toml, draft_to_toml, is_newer
from leadcoach.journal.entry_name import DRAFT_NAME, is_draft, slug
from leadcoach.journal.folder import (
    create,
    hold,
    let_go,
    only_one,
    refuse_too_large,
    text_of,
    within,
)
from leadcoach.journal.toml_file import newer


class Drafts:
    """The drafts in one folder, which may not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unread: list[Unreadable] = []
        """why drafts could not be read, for all that were passed over so far"""
        self._held: dict[str, int] = {}

    def hold(self, name: str) -> None:
        """Keep other programs from going on with `name`; NotFound where one does."""
        if name in self._held:
            return
        descriptor = hold(self._lock(name))
        if descriptor is None:
            hint = "Go on there, or begin anew with `leadcoach reflect`."
            raise NotFound("This draft is open in another leadcoach.", hint)
        self._held[name] = descriptor

    def let_go(self, name: str) -> None:
        """Let other programs go on with `name` again."""
        if name in self._held:
            let_go(self._held.pop(name))

    def is_open_elsewhere(self, name: str) -> bool:
        """Tell whether another program goes on with `name` just now."""
        if name in self._held:
            return False
        descriptor = hold(self._lock(name))
        if descriptor is not None:
            let_go(descriptor)
        return descriptor is None

    def begin(self, draft: Draft) -> str:
        """Write `draft` to a new file and return its name, to save it under again."""
        content = draft_to_toml(draft).encode()
        return create(self.folder, slug(draft.exercise), content).stem

    def save(self, name: str, draft: Draft) -> None:
        """Put `draft` in place of what was saved under `name`, as a whole.

        Raises:
            DiskRefused: what was saved before is unchanged.
            NotConfirmed: it is saved, but may not survive a power cut.
            Unreadable: a newer leadcoach wrote it; it is unchanged.
        """
        self.refuse_newer(name, draft)
        content = draft_to_toml(draft).encode()
        refuse_too_large(content)
        disk.atomic_write(self._path(name), content)

    def refuse_newer(self, name: str, draft: Draft) -> None:
        """Raise Unreadable for a draft that only a newer leadcoach can write."""
        if is_newer(draft):
            raise newer(str(self._path(name)))

    def load(self, name: str) -> Draft:
        """Return the draft saved under `name`; Unreadable where the file is none."""
        path = self._path(name)
        return draft_from_toml(text_of(path), str(path))

    def remove(self, name: str) -> None:
        """Remove the draft saved under `name`; DiskRefused where it is still there."""
        disk.remove(self._path(name))
        with suppress(DiskRefused):  # an empty file, and the draft is gone
            disk.remove(self._lock(name))
        self.let_go(name)

    def names(self) -> list[str]:
        """Return the names of all drafts: last saved first, unreadable ones at the end."""
        readable = [name for name, _ in self._readable([])]
        return [*readable, *sorted(set(self._all()) - set(readable))]

    def latest(self, exercise: str | None = None) -> tuple[str, Draft] | None:
        """Return the draft saved last, of `exercise` if given, or None.

        Drafts that cannot be read are passed over, and stand in `unread`.
        """
        drafts = self._readable(self.unread)
        fitting = (each for each in drafts if exercise in (None, each[1].exercise))
        return next(fitting, None)

    def of(self, exercise: str) -> list[Draft]:
        """Return the drafts of an exercise, last saved first, as far as they can be read."""
        drafts = self._readable(self.unread)
        return [draft for _, draft in drafts if draft.exercise == exercise]

    def find(self, name: str | None = None) -> str:
        """Return the name of the draft meant: the last, an exercise's last, or a name."""
        names = self.names()
        if not names:
            hint = "Run `leadcoach reflect` to begin."
            raise NotFound("There is no draft to go on with.", hint)
        if name is None:
            latest = self.latest()
            return latest[0] if latest else names[0]
        asked = Path(name.strip()).name.removesuffix(".toml")
        if asked in names:
            return asked
        of_exercise = [each for each in names if each.rpartition("-")[0] == slug(asked)]
        if of_exercise:
            return of_exercise[0]
        fitting = [each for each in names if asked and each.startswith(asked)]
        return only_one(name, fitting, names)

    def _readable(self, unread: list[Unreadable]) -> list[tuple[str, Draft]]:
        """Return the drafts that can be read, last saved first; `unread` gets the rest."""
        found: list[tuple[str, Draft]] = []
        for name in self._all():
            try:
                found.append((name, self.load(name)))
            except Unreadable as problem:
                unread.append(problem)
        return sorted(found, key=lambda each: each[1].saved, reverse=True)

    def _all(self) -> list[str]:
        return sorted(Path(each).stem for each in within(self.folder, DRAFT_NAME))

    def _lock(self, name: str) -> Path:
        return self._path(name).with_name(f".{name}.lock")

    def _path(self, name: str) -> Path:
        if not is_draft(f"{name}.toml"):
            raise NotFound(f"There is no draft “{name}”.")
        return self.folder / f"{name}.toml"
