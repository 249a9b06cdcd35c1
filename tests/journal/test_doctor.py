"""Damage in a person's folders is found and named, and looking changes nothing.

`seeding.damaged` writes a home with one of every kind.
"""

import datetime as dt
import os
from pathlib import Path

import pytest

from leadcoach.domain.entry import Draft
from leadcoach.errors import Unreadable
from leadcoach.journal.doctor import Checkup, check, decoded
from leadcoach.journal.entry_file import entry_from_toml
from leadcoach.journal.entry_name import stranger
from leadcoach.journal.repair import repair, salvaged, versions_in
from leadcoach.paths import places
from leadcoach.rendering.pages.doctor import KINDS
from tests.journal.seeding import (
    NOW,
    SECRET,
    damaged,
    draft,
    name,
    put,
    text,
    well,
)


def checked(home: Path, now: dt.datetime = NOW) -> Checkup:
    return check(places({"LEADCOACH_HOME": str(home)}), now, knows_reflect)


def knows_reflect(found: Draft) -> bool:
    return found.exercise == "reflect"


def by_kind(checkup: Checkup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in checkup.found:
        found.setdefault(each.kind, []).append(each.where)
    return found


def state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return bytes, mode and time of change of everything in `folder`."""
    return {
        str(path): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            path.read_bytes() if path.is_file() and not path.is_symlink() else b"",
        )
        for path in [folder, *sorted(folder.rglob("*"))]
    }


def test_where_all_is_well_nothing_is_found(home: Path) -> None:
    well(home)

    checkup = checked(home)

    assert checkup.found == []
    assert (checkup.entries, checkup.drafts) == (3, 1)


def test_a_home_that_is_not_there_is_well_and_stays_away(home: Path) -> None:
    assert checked(home).found == []
    assert not home.exists()


def test_every_damage_is_found_once_and_named(home: Path) -> None:
    seeded = damaged(home)

    assert by_kind(checked(home)) == seeded
    assert set(seeded) == set(KINDS) - {"settings"}


def test_looking_changes_no_byte_no_mode_and_no_time(home: Path) -> None:
    damaged(home)
    before = state(home)

    checked(home)

    assert state(home) == before


def test_no_word_of_the_person_is_in_what_is_said(home: Path) -> None:
    damaged(home)

    said = " ".join(f"{each.where} {each.detail}" for each in checked(home).found)

    assert "kingfisher" not in said
    assert "Zoë" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_says_what_it_means_and_what_to_do(kind: str) -> None:
    told = KINDS[kind]

    for words in (told.title, told.means, told.would, told.yourself):
        assert words.strip()
        assert "!" not in words


def test_words_that_look_like_marks_of_git_are_no_damage(home: Path) -> None:
    """Somebody who writes about git may paste its marks into an answer."""
    marks = b"<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> other\n"
    content = text(4).replace(b"At night.\n", b"At night.\n" + marks)
    put(home / "journal/2026/11" / name(4, "aaaaaaaa"), content)

    assert checked(home).found == []


def test_what_is_just_being_written_is_no_damage(home: Path) -> None:
    """Another leadcoach may be saving while one looks."""
    well(home)
    busy = f".{name(9, 'aaaaaaaa')}.{os.getpid()}.0a1b2c3d.tmp"
    put(home / "journal/2026/11" / busy, text(9))

    assert checked(home).found == []


def test_a_newer_form_with_other_keys_is_no_damage(home: Path) -> None:
    put(home / "journal/2026/11" / name(9, "aaaaaaaa"), b"format = 2\nwho = 1\n")

    assert checked(home).found == []


def test_a_clock_that_was_set_back_is_told_with_both_days(home: Path) -> None:
    well(home)

    [first, *_] = checked(home, NOW - dt.timedelta(days=365)).found

    assert first.kind == "future"
    assert first.detail == "2026-11-01; it is 2025-11-21 here"


def test_a_journal_that_is_a_link_is_looked_into(home: Path, tmp_path: Path) -> None:
    """Somebody keeps the whole folder elsewhere; only links inside it are damage."""
    damaged(tmp_path / "elsewhere")
    put(home / "settings.toml", b"")
    (home / "journal").symlink_to(tmp_path / "elsewhere/journal")

    checkup = checked(home)

    assert checkup.entries > 15
    assert "journal" not in {each.where for each in checkup.found}


def test_a_file_in_place_of_the_journal_is_named(home: Path) -> None:
    put(home / "journal", b"not a folder")

    assert by_kind(checked(home)) == {"no-file": ["journal"]}


@pytest.mark.parametrize("trash", ["trash", "trash of another computer"])
def test_a_commitment_of_an_entry_in_a_trash_is_no_damage(
    home: Path, trash: str
) -> None:
    """`journal restore` may bring the entry back."""
    stem = name(1, "aaaaaaaa").removesuffix(".toml")
    done = f'format = 1\n[[commitment]]\nname = "{stem}.2"\nstate = "done"\n'
    done += "changed = 2026-11-20\n"
    put(home / "journal/commitments.toml", done.encode())
    put(home / f"{trash}/20261120T101500Z-removed-{stem}.toml", text(1))

    assert checked(home).found == []


# Names


A = name(1, "aaaaaaaa")
STEM = A.removesuffix(".toml")


@pytest.mark.parametrize(
    ("given", "kind", "original"),
    [
        (f"{STEM}.sync-conflict-20261121-193000-ABCDEF7.toml", "copy", A),
        (f"{STEM} (conflicted copy 2026-11-21 193000).toml", "copy", A),
        (f"{STEM} (Kim's conflicted copy 2026-11-21 (1)).toml", "copy", A),
        (f"{STEM} 2.toml", "copy", A),
        (f"{STEM}.toml.orig", "copy", A),
        (f"{STEM}.toml~", "copy", A),
        (f"{STEM}_REMOTE_4711.toml", "copy", A),
        (f"{STEM} (1).toml", "copy", A),
        (f"{STEM}-PC.toml", "copy", A),
        ("reflect-aaaaaaaa 2.toml", "copy", "reflect-aaaaaaaa.toml"),
        ("commitments 2.toml", "copy", "commitments.toml"),
        (f".{A}.icloud", "refused", A),
        (f".{A}.123.0a1b2c3d.tmp", "stray", A),
        (f".{A}.swp", "foreign", ""),
        ("diary.txt", "foreign", ""),
    ],
)
def test_a_name_tells_what_it_was_made_from(
    given: str, kind: str, original: str
) -> None:
    assert stranger(given) == (kind, original)


@pytest.mark.parametrize("given", [".git", ".stfolder", ".DS_Store", "desktop.ini"])
def test_what_a_sync_program_puts_into_every_folder_is_passed_over(
    given: str, home: Path
) -> None:
    put(home / "journal/2026/11" / given, b"")

    assert checked(home).found == []


# Mending


def test_a_repair_leaves_every_damaged_file_as_it_was_to_the_byte(home: Path) -> None:
    damaged(home)
    before = {path: each[2] for path, each in state(home).items()}

    repair(places({"LEADCOACH_HOME": str(home)}), checked(home).found, NOW)

    after = {path: each[2] for path, each in state(home).items()}
    assert {path: after[path] for path in before} == before
    new = {Path(path).relative_to(home).parts[0] for path in set(after) - set(before)}
    assert new == {"repaired"}


def test_a_repair_writes_what_can_be_read_as_entries_of_their_own(home: Path) -> None:
    damaged(home)

    done = repair(places({"LEADCOACH_HOME": str(home)}), checked(home).found, NOW)

    mended = {where.rpartition("/")[2]: paths for where, paths in done.entries.items()}
    read = {
        where: [entry_from_toml(path.read_text(), "") for path in paths]
        for where, paths in mended.items()
    }
    [cut] = read[name(5, "damageda")]
    assert [answer.id for answer in cut.answers] == ["best"]
    [encoding] = read[name(8, "damageda")]
    assert encoding.value("best") == f"{SECRET} on 8."
    ours, theirs = read[name(12, "damageda")]
    assert str(ours.value("best")).startswith("Zoë cried")
    assert str(theirs.value("best")).startswith("Zoë sang")
    dawns = [each for found in read.values() for each in found]
    assert sum("At dawn" in str(each.value("struggle")) for each in dawns) == 5
    [stray] = [read[each] for each in read if each.endswith(".tmp")]
    assert stray[0].value("best") == f"{SECRET} on 15."
    rests = [path.read_text() for paths in done.rests.values() for path in paths]
    assert any("At n" in rest for rest in rests)


def test_a_repair_closes_what_others_can_open_and_no_more(home: Path) -> None:
    damaged(home)
    (home / "journal/2026").chmod(0o755)

    done = repair(places({"LEADCOACH_HOME": str(home)}), checked(home).found, NOW)

    assert done.closed == ["journal/2026", f"journal/2026/11/{name(14, 'damageda')}"]
    assert "wide" not in by_kind(checked(home))
    assert {path.stat().st_mode & 0o077 for path in (home / "repaired").rglob("*")} == {
        0
    }


def test_a_copy_with_the_same_words_is_not_copied_again(home: Path) -> None:
    well(home)
    first = home / "journal/2026/11" / name(1, "wellaaaa")
    put(first.with_name(f"{first.stem} 2.toml"), first.read_bytes())

    checkup = checked(home)
    done = repair(places({"LEADCOACH_HOME": str(home)}), checkup.found, NOW)

    assert [each.detail for each in checkup.found] == [
        "what is in it is in your journal too"
    ]
    assert not done.has_copies


def test_two_repairs_in_one_second_have_a_folder_each(home: Path) -> None:
    damaged(home)
    here = places({"LEADCOACH_HOME": str(home)})

    folders = {repair(here, checked(home).found, NOW).folder.name for _ in range(2)}

    assert folders == {"20261121T193000", "20261121T193000-2"}


def test_a_draft_that_is_cut_keeps_what_was_whole(home: Path) -> None:
    from leadcoach.journal.entry_file import draft_to_toml

    content = draft_to_toml(draft()).encode()
    put(home / "drafts/reflect-aaaaaaaa.toml", content + b'[typing]\nstruggle = "I s')

    done = repair(
        places({"LEADCOACH_HOME": str(home)}), checked(home).found, NOW
    ).drafts

    [[path]] = done.values()
    assert path.parent.name == "drafts"
    assert path.read_bytes() == content


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-le"])
def test_words_come_back_whatever_encoding_an_editor_used(encoding: str) -> None:
    assert decoded(text(1).decode().encode(encoding)) == text(1).decode()


def test_a_file_cut_anywhere_gives_whole_answers_and_a_rest() -> None:
    """Nothing that was in the file is in neither of the two."""
    content = text(1)
    for length in range(0, len(content), 9):
        cut = decoded(content[:length])
        whole, rest = salvaged(cut, entry_from_toml)
        assert "".join((whole + rest).split()) == "".join(cut.split())
        if whole:
            entry_from_toml(whole, "")
        else:
            with pytest.raises(Unreadable):
                entry_from_toml(cut, "")


def test_both_versions_of_git_come_out_also_with_the_one_before_both() -> None:
    joined = "a\n<<<<<<< x\nb\n||||||| base\no\n=======\nc\n>>>>>>> y\nd\n"

    assert versions_in(joined) == ["a\nb\nd\n", "a\nc\nd\n"]
