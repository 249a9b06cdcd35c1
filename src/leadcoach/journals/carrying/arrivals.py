"""What was found in files from elsewhere: entries of our own, notes, and remarks."""

from dataclasses import dataclass, field

from leadcoach.journals.carrying.notes import Note


@dataclass(frozen=True)
class Remark:
    """What there is to say about a file or a line of it; never the words in it."""

    file: str
    why: str
    line: int = 0
    """from 1; 0 for the file as a whole"""


@dataclass
class Found:
    """All that some files hold."""

    notes: list[Note] = field(default_factory=list)
    entries: list[tuple[str, bytes]] = field(default_factory=list)
    """names and bytes of entry files of our own"""
    states: list[tuple[str, bytes]] = field(default_factory=list)
    """files of ours that say what became of commitments, with where they were"""
    refused: list[Remark] = field(default_factory=list)
    """what cannot come in"""
    remarks: list[Remark] = field(default_factory=list)
    """what comes in, but may not be as somebody expects"""
    passed: int = 0
    """files of other kinds that were passed over"""

    def add(self, other: "Found") -> None:
        """Add all that `other` holds."""
        self.notes += other.notes
        self.entries += other.entries
        self.states += other.states
        self.refused += other.refused
        self.remarks += other.remarks
        self.passed += other.passed

    def __len__(self) -> int:
        return len(self.notes) + len(self.entries)
