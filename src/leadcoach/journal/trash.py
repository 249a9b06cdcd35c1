"""The trash: what was removed or changed, byte for byte, for 30 days."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from leadcoach import disk
from leadcoach.errors import DiskRefused, NotConfirmed, NotFound, Unreadable
from leadcoach.journal.entry_name import ENTRY_NAME
from leadcoach.journal.folder import bytes_of, only_one, refuse_too_large, within

KEPT = dt.timedelta(days=30)
"""how long something stays in the trash"""
REMOVED, EDITED = "removed", "edited"
TRASH_NAME = re.compile(
    rf"(?P<stamp>\d{{8}}T\d{{6}}Z)-(?P<why>{REMOVED}|{EDITED})-"
    rf"(?P<entry>{ENTRY_NAME.pattern})"
)
"""When it came to the trash, why, and the name it had in the journal."""
_STAMP = "%Y%m%dT%H%M%SZ"
_QUARTER = dt.timedelta(days=92)


def is_trashed(name: str) -> bool:
    """Tell whether a file of that name is in the trash because we put it there."""
    return TRASH_NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class Discarded:
    """One file of the trash: an entry that was removed, or as it was before an edit."""

    path: Path
    when: dt.datetime
    why: str
    """removed or edited"""
    name: str
    """the name of its file in the journal"""


class Trash:
    """The files in one folder, which may not exist yet; written under the lock.

    Unreadable says that the folder or a file cannot be looked into.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[Discarded]:
        """Return all that is in the trash, what came last first."""
        found = []
        for name in sorted(within(self.folder, TRASH_NAME), reverse=True):
            told = TRASH_NAME.fullmatch(name)
            if told and (when := _instant(told["stamp"], _STAMP)):
                one = Discarded(self.folder / name, when, told["why"], told["entry"])
                found.append(one)
        return found

    def find(self, asked: str) -> Discarded:
        """Return what a number of the list, a name or the beginning of one means.

        Of several versions of one entry it is the one that came last.
        """
        found = self.all()
        if not found:
            raise NotFound("The trash is empty.")
        name = Path(asked.strip()).name.removesuffix(".toml")
        if re.fullmatch("[0-9]{1,6}", name) and 1 <= int(name) <= len(found):
            return found[int(name) - 1]
        for each in found:
            if name and each.path.stem.startswith(name):
                return each
        last = {each.name.removesuffix(".toml"): each for each in reversed(found)}
        fitting = [stem for stem in last if name and stem.startswith(name)]
        return last[only_one(asked, fitting, list(last))]

    def keep(self, why: str, name: str, content: bytes, now: dt.datetime) -> Discarded:
        """Put `content` into the trash, where it is once this returns.

        Raises:
            DiskRefused: it is not there for sure; so nothing may be taken away.
        """
        refuse_too_large(content)
        when = now.astimezone(dt.UTC).replace(microsecond=0)
        while True:
            path = self.folder / f"{when:{_STAMP}}-{why}-{name}"
            try:
                disk.create_new(path, content)
            except FileExistsError:  # twice in a second
                when += dt.timedelta(seconds=1)
            except NotConfirmed as problem:
                with suppress(DiskRefused):
                    disk.remove(path)
                message = f"The disk did not confirm {path}. Nothing was changed."
                raise DiskRefused(message, "Check the disk.") from problem
            else:
                return Discarded(path, when, why, name)

    def drop(self, path: Path) -> None:
        """Take the file at `path` out of the trash; it may be gone, or stay."""
        with suppress(DiskRefused):
            disk.remove(path)

    def outdated(self, now: dt.datetime, lived: Iterable[str] = ()) -> list[Discarded]:
        """Return what came more than 30 days ago, as far as the clock can be trusted.

        `lived` has the days on which something was written, as in 2026-11-21, the newest
        first. A quarter of a year without any may be a clock that jumped: it counts for
        nothing. What is dated after `now` stays, and holds nothing else back.
        """
        found = [each for each in self.all() if each.when <= now]
        if not found or found[-1].when >= now - KEPT:
            return []
        first = found[-1].when.date().isoformat()
        days = takewhile(lambda day: day >= first, lived)
        mornings = {morning for day in days if (morning := _instant(day, "%Y-%m-%d"))}
        moments = mornings | {each.when for each in found}
        age, later = dt.timedelta(), now
        ages: dict[dt.datetime, dt.timedelta] = {}
        for moment in sorted(moments, reverse=True):
            if moment <= now:
                passed = later - moment
                age += passed if passed <= _QUARTER else dt.timedelta()
                later = moment
            ages[moment] = age
        return [each for each in found if ages[each.when] > KEPT]

    def read(self, name: str) -> bytes:
        if not is_trashed(name):
            raise Unreadable("This is no name of the trash.", "Nothing was changed.")
        return bytes_of(self.folder / name)


def _instant(text: str, form: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC)
    except ValueError:  # a month 13
        return None
