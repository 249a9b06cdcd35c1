"""Problems a person can solve, and the exit codes that go with them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished run tells the shell; `leadcoach help exit-codes` prints it."""

    meaning: str

    # Self would import typing, a fifth of what --version takes.
    def __new__(cls, code: int, meaning: str) -> "ExitCode":  # noqa: PYI034
        made = int.__new__(cls, code)
        made._value_ = code
        made.meaning = meaning
        return made

    DONE = 0, "done, paused, or nothing yet to list"
    FOUND = 1, "a search found nothing, a check found problems, or not all was taken"
    USAGE = 2, "wrong usage, or an answer that is not valid"
    NOT_FOUND = 3, "no such exercise, entry or draft"
    UNREADABLE = 4, "something cannot be read; what can be is shown"
    MISSING_ANSWERS = 6, "answers are missing and there is no terminal"
    NO_COACH = 69, "the coach cannot be asked, or gave no answer; it says what was sent"
    BUG = 70, "a bug; a report without your words was written"
    DISK = 74, "the disk refused"
    HANGUP = 129, "the window was closed; the draft is kept"
    INTERRUPTED = 130, "Ctrl-C; the draft is kept"
    TERMINATED = 143, "leadcoach was asked to stop; the draft is kept"


class LeadcoachError(Exception):
    """What happened (`message`), and what to do about it (`hint`)."""

    code = ExitCode.BUG

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class WrongUsage(LeadcoachError):
    """The command line asks for something that cannot be."""

    code = ExitCode.USAGE


class NotAnAnswer(LeadcoachError):
    """What was given does not answer the question; `message` says what would."""

    code = ExitCode.USAGE


class NotFound(LeadcoachError):
    """There is no exercise, entry or draft of that name."""

    code = ExitCode.NOT_FOUND


class Unreadable(LeadcoachError):
    """A file cannot be read, or is not what it should be; nothing was changed."""

    code = ExitCode.UNREADABLE


class EditorFailed(LeadcoachError):
    """The editor gave no text back; what it was given is as it was."""

    code = ExitCode.USAGE


class AnswersMissing(LeadcoachError):
    """Answers are needed, and there is nobody to ask."""

    code = ExitCode.MISSING_ANSWERS


class NoCoach(LeadcoachError):
    """The coach cannot be asked or gave no answer; the message says if it was sent."""

    code = ExitCode.NO_COACH


class DiskRefused(LeadcoachError):
    """The words could not be written; what was there before is whole."""

    code = ExitCode.DISK


class NotConfirmed(LeadcoachError):
    """The words are in place, but the disk did not confirm that they will stay."""

    code = ExitCode.DISK


class Stopped(BaseException):
    """A signal asked the run to end; the draft is kept on the way out."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__(code)
        self.code = code
