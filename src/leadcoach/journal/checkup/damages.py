"""Every kind of damage that is looked for, with the words a person gets about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of damage: its name, and what is said of all that are found of it."""

    title: str
    means: str
    would: str
    """what `leadcoach doctor --repair` does about it"""
    yourself: str
    """what the person can do"""
    is_note: bool = False
    """whether all is well in spite of it"""


_NOTHING = "nothing: there is nothing to copy."
_LEFT = "nothing: it leaves this to you."
_PARTS = (
    "copies what can still be read into a new entry, and the torn rest into a text "
    "file beside it."
)
_OUT = "Look into it, then move it out of the folder."
_FROM_BACKUP = "Put a copy from a backup in its place, if you have one."


def _copy_of(program: str, how: str) -> Kind:
    return Kind(
        f"Conflict copies made by {program}",
        f"{how} leadcoach reads only files it named itself, so what is in the copy is "
        "not in your lists.",
        "copies what differs under a new name of an entry; where the words are the "
        "same, nothing.",
        "Compare the two, then move the copy out of the folder.",
    )


KINDS = {
    "cut": Kind(
        "Files that are cut",
        "The end of the file is missing, as after a power cut or a full disk. leadcoach "
        "does not read it and does not change it.",
        _PARTS,
        _FROM_BACKUP,
    ),
    "empty": Kind(
        "Empty files",
        "There is a file, and nothing in it.",
        _NOTHING,
        f"{_FROM_BACKUP} Otherwise move it out of the folder.",
    ),
    "zeros": Kind(
        "Files of zero bytes only",
        "The disk kept the length of the file and not its words, as after a power cut.",
        _NOTHING,
        f"{_FROM_BACKUP} Otherwise move it out of the folder.",
    ),
    "encoding": Kind(
        "Files in another encoding",
        "An editor saved it in another encoding than UTF-8, so leadcoach does not read "
        "it.",
        "copies it as a new entry, in UTF-8.",
        "Open it in that editor and save it as UTF-8.",
    ),
    "not-toml": Kind(
        "Files that are not TOML",
        "Something in it is not as in a file of leadcoach, so none of it is read.",
        _PARTS,
        "Put the line right in an editor; often a quotation mark is missing.",
    ),
    "keys": Kind(
        "Files in which something needed is missing",
        "It can be opened, but it does not say all that an entry or draft has to.",
        _PARTS,
        "Add what is missing in an editor; `leadcoach help files` shows an entry.",
    ),
    "large": Kind(
        "Files larger than leadcoach reads",
        "It has more than 32 megabytes, which no entry has.",
        _LEFT,
        _OUT,
    ),
    "refused": Kind(
        "Files that cannot be opened",
        "The system does not let leadcoach read it.",
        _NOTHING,
        "Check who owns it and who may read it.",
    ),
    "elsewhere": Kind(
        "Files that are not on this computer",
        "A cloud drive took the words away to save room and left a placeholder.",
        _NOTHING,
        "Open the folder in the cloud drive's program and have it kept on this computer.",
    ),
    "git-markers": Kind(
        "Files with two versions in them, from git",
        "git could not join two versions and wrote both into the file, between lines "
        "of <<<<<<< and >>>>>>>. leadcoach does not read it.",
        "copies each version as a new entry.",
        "Keep one version in an editor, and take the lines of signs out.",
    ),
    "syncthing": _copy_of("Syncthing", "It was changed in two places."),
    "dropbox": _copy_of("Dropbox", "It was changed in two places."),
    "icloud": _copy_of("iCloud", "It was changed in two places."),
    "git": _copy_of("git", "It was left over when two versions were joined."),
    "copy": _copy_of("another program", "Somebody or something copied the file here."),
    "wide": Kind(
        "Open to other users of this computer",
        "Others who use this computer can read it or look into it.",
        "closes it to all but you; the words stay as they are.",
        "chmod 600 for a file, chmod 700 for a folder.",
    ),
    "stray": Kind(
        "Left over from saving",
        "A program ended while it was writing this. What was saved before is in its "
        "place; this may be newer, or half of it.",
        "copies it as a new entry or draft where it is whole and not the same.",
        _OUT,
    ),
    "editor": Kind(
        "Left over by an editor",
        "An editor keeps what was open, or an older version. It can hold your words.",
        _LEFT,
        _OUT,
    ),
    "foreign": Kind(
        "Not made by leadcoach",
        "leadcoach does not read it, list it or change it.",
        _LEFT,
        "Leave it, or move it out of the folder.",
    ),
    "link": Kind(
        "Links to another place",
        "leadcoach follows no link, because it can lead out of your folders.",
        _LEFT,
        "Put the file itself in the place of the link.",
    ),
    "folder": Kind(
        "Folders in place of a file, or files in place of a folder",
        "It has a name that leadcoach gives, and is something else.",
        _LEFT,
        _OUT,
    ),
    "pipe": Kind(
        "Not a file",
        "It is a pipe, a socket or a device. leadcoach does not open it.",
        _NOTHING,
        "Move it out of the folder.",
    ),
    "twins": Kind(
        "The same entry under two names",
        "Both hold the same words, so they count twice.",
        _LEFT,
        "Keep one: `leadcoach journal remove NAME` puts the other into the trash.",
    ),
    "name": Kind(
        "Names that do not fit what is in them",
        "Lists go by the name of the file, so this stands in the wrong place.",
        _LEFT,
        "Give it the day and the exercise that stand in it, in the folder of its month.",
    ),
    "exercise": Kind(
        "Drafts without their exercise",
        "The exercise it was begun with is not at hand, so it cannot be gone on with.",
        _LEFT,
        "Add the exercise again: leadcoach exercise add FILE. Your answers are in the "
        "draft.",
    ),
    "future": Kind(
        "Dated in the future",
        "Either the clock was ahead when it was written, or this computer's clock is "
        "behind now. It stands before what you write next.",
        _LEFT,
        "Look at the clock of this computer first.",
    ),
    "commitment": Kind(
        "Commitments marked as done, without their entry",
        "commitments.toml speaks of an entry that is neither in the journal nor in the "
        "trash.",
        _LEFT,
        "Take the lines out in an editor, or put the entry back from a backup.",
    ),
    "settings": Kind(
        "Settings that cannot be read",
        "Other commands stop at it.",
        _LEFT,
        "Put it right in an editor, or move it away; leadcoach then uses the defaults.",
    ),
    "edited": Kind(
        "Edited text that could not be saved",
        "It is what you typed in the editor, in full; the entry is as it was before.",
        "nothing: nothing is wrong.",
        "Look into it, then remove it or edit the entry again.",
        is_note=True,
    ),
    "newer": Kind(
        "Written by a newer leadcoach",
        "This one shows it and does not change it.",
        "nothing: nothing is wrong.",
        "Update leadcoach on this computer.",
        is_note=True,
    ),
    "bom": Kind(
        "With a mark of its encoding in front",
        "An editor put a byte order mark before the words. It is read all the same.",
        "nothing: nothing is wrong.",
        "Nothing has to be done.",
        is_note=True,
    ),
    "crlf": Kind(
        "With line ends of Windows",
        "It is read all the same.",
        "nothing: nothing is wrong.",
        "Nothing has to be done.",
        is_note=True,
    ),
    "trash": Kind(
        "In the trash for more than 30 days",
        "It goes for good when you next change or remove an entry.",
        "nothing: it throws nothing away.",
        "`leadcoach journal restore` brings it back until then.",
        is_note=True,
    ),
}
"""by name, in the order in which they are shown"""
