"""Entries are found by their words, tags and days, newest first, and none is missed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadcoach.domain.entry import Answer, Commitment, Entry, Value, own_words
from leadcoach.domain.excerpts import all_found, keys_in, terms_of
from leadcoach.errors import NotFound, WrongUsage
from leadcoach.journal.entry_file import entry_from_toml, entry_to_toml, is_whole
from leadcoach.journal.search import Search, find_entry
from leadcoach.journal.store import Filters, Journal
from tests.journal.small import IN_PARIS as STARTED
from tests.journal.small import OF_PARIS

TODAY = dt.date(2026, 11, 21)
ASKED = "When do you struggle as a leader?"
ENTRY = replace(OF_PARIS, title="Best, struggle, mirror")


def saying(value: Value, type_: str = "long", **given: object) -> Entry:
    answer = Answer("struggle", type_, ASKED, value)
    return replace(ENTRY, answers=(answer,), **given)  # type: ignore[arg-type]


def on(day: str, text: str = "I asked.", exercise: str = "reflect") -> Entry:
    date = dt.date.fromisoformat(day)
    started = STARTED.replace(year=date.year, month=date.month, day=date.day)
    return saying(text, started=started, local_date=date, exercise=exercise)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


def paths(journal: Journal, filters: Filters) -> list[Path]:
    return [each.path for each in Search(journal, filters, TODAY).found()]


Days = Callable[..., list[str]]


@pytest.fixture
def days(journal: Journal) -> Days:
    """Return a function that gives the days of the entries found."""

    def found(**filters: object) -> list[str]:
        search = Search(journal, Filters(**filters), TODAY)  # type: ignore[arg-type]
        return [each.path.name[:10] for each in search.found()]

    return found


def test_dates_are_answered_by_the_names_of_files(journal: Journal, days: Days) -> None:
    for day in ("2024-02-29", "2026-03-10", "2026-10-31", "2026-11-20", "2026-11-21"):
        journal.add(on(day)).write_text("not even read")

    assert days() == days(since="2024")
    assert days(on="yesterday") == ["2026-11-20"]
    assert days(on="march") == ["2026-03-10"]
    assert days(on="2024") == ["2024-02-29"]
    assert days(since="last month", until="yesterday") == ["2026-11-20", "2026-10-31"]
    assert days(until="2026-03") == ["2026-03-10", "2024-02-29"]
    assert days(on="this week", until="2026-11-20") == ["2026-11-20"]


def test_folders_of_other_months_are_not_looked_into(
    journal: Journal, days: Days
) -> None:
    """A file in place of the folder of an older year would be noticed."""
    journal.add(on("2026-11-21"))
    older = journal.add(on("2025-01-01")).parent
    for file in older.iterdir():
        file.unlink()
    older.rmdir()
    older.symlink_to(older.parent)

    assert days(since="2026") == ["2026-11-21"]


def test_numbers_are_those_of_the_whole_journal(journal: Journal) -> None:
    for day in ("2026-11-01", "2026-11-02", "2026-11-03", "2026-10-04"):
        journal.add(on(day, exercise="compare" if day == "2026-11-02" else "reflect"))

    for filters in (Filters(exercise="compare"), Filters(on="2026-11-02")):
        (found,) = Search(journal, filters, TODAY).found()
        assert found.number == 2
        assert journal.find("2") == found.path
    assert [
        each.number for each in Search(journal, Filters(on="2026-10"), TODAY).found()
    ] == [4]


def test_an_exercise_is_the_whole_id_and_not_its_beginning(
    journal: Journal, days: Days
) -> None:
    journal.add(on("2026-11-01", exercise="choice"))
    journal.add(on("2026-11-02", exercise="choice-point"))

    assert days(exercise="choice") == ["2026-11-01"]
    assert days(exercise="choice-point") == ["2026-11-02"]
    assert days(exercise="cho") == []


@pytest.mark.parametrize(
    "words",
    [
        ("roof",),
        ("ROOF", "night"),
        ("the night shift",),
        ('"night shift" roof',),
        ("cafe", "café"),
        ('said "no"',),
        ("don't",),
        ("C:\\new",),
        ("tab here",),
        ("(a) *b* -c d:e [f.*",),
    ],
)
def test_words_and_phrases_are_found_as_plain_text(
    journal: Journal, days: Days, words: tuple[str, ...]
) -> None:
    text = (
        "The Roof leaked. I asked the night\n   shift at the Cafe\u0301; one said “no”, "
        'one said "no". I don’t know. C:\\new tab\there (a) *b* -c d:e [f.* end'
    )
    journal.add(saying(text))

    assert days(words=words) == ["2026-11-21"]


@pytest.mark.parametrize("words", [("leader",), ("struggle",), ("mirror",), ("long",)])
def test_the_words_of_the_program_are_not_searched(
    journal: Journal, days: Days, words: tuple[str, ...]
) -> None:
    journal.add(saying("I put off the talk."))
    journal.add(saying("One line.\nAnd one more."))

    assert days(words=words) == []


def test_commitments_and_amended_words_are_searched(
    journal: Journal, days: Days
) -> None:
    commitment = Commitment("ask Bo first", cue="the roster is due", told="Cy")
    journal.add(saying("x", amended="I was tired", commitments=(commitment,)))
    journal.add(saying({"action": "call Di", "cue": "on Monday"}, "commitment"))
    journal.add(saying(("Ama", "Jo\nJoan"), "list"))

    for word in ("tired", "roster", "Cy", "call Di", "Monday", "Ama", "Joan"):
        assert len(days(words=(word,))) == 1, word


def test_tags_and_people_are_found_as_typed_or_not(
    journal: Journal, days: Days
) -> None:
    journal.add(on("2026-11-01", "The #Budget, with @M."))
    journal.add(on("2026-11-02", "#budgeting and a#budget, m@M.example"))
    journal.add(on("2026-11-03", "No tag, only budget and M."))

    assert days(tag=("budget",)) == days(tag=("#BUDGET",)) == ["2026-11-01"]
    assert days(person=("m",)) == days(person=("@M",)) == ["2026-11-01"]
    assert days(tag=("budget",), person=("Z",)) == []


def test_several_tags_and_people_stand_in_one_entry(
    journal: Journal, days: Days
) -> None:
    journal.add(on("2026-11-01", "The #budget with @M and @Z."))
    journal.add(on("2026-11-02", "The #budget and the #roof with @M."))

    assert days(tag=("roof", "budget")) == ["2026-11-02"]
    assert days(person=("M", "Z")) == ["2026-11-01"]
    assert days(tag=("roof",), person=("Z",)) == []


def test_tags_are_counted_by_entry(journal: Journal) -> None:
    journal.add(on("2026-11-01", "#budget #budget @M"))
    journal.add(on("2026-11-02", "#Budget and a\nsecond line \u0001 #roof"))

    def counted(filters: Filters) -> list[tuple[str, int]]:
        marks = Search(journal, filters, TODAY).marks()
        return [(str(each.mark), each.entries) for each in marks]

    assert counted(Filters()) == [("#Budget", 2), ("@M", 1), ("#roof", 1)]
    assert counted(Filters(person=("M",))) == [("#budget", 1), ("@M", 1)]
    assert counted(Filters(on="2026-11-02")) == [("#Budget", 1), ("#roof", 1)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "I asked \u00e9".encode("latin-1"),
        b'format = 1\n[[answer]]\nvalue = "I asked',
        b"nothing of the kind",
    ],
)
def test_a_file_that_cannot_be_read_is_passed_over_and_told(
    journal: Journal, content: bytes
) -> None:
    journal.add(on("2026-11-01"))
    journal.add(on("2026-11-02")).write_bytes(content)
    search = Search(journal, Filters(words=("asked",)), TODAY)

    found = list(search.found())

    assert [each.path.name[:10] for each in found] == ["2026-11-01"]
    assert (len(journal.unread), search.looked) == (1, 2)


def test_an_entry_written_by_another_hand_is_found_too(
    journal: Journal, days: Days
) -> None:
    """TOML has more ways to write a text than ours; none of them hides a word."""
    head = entry_to_toml(replace(ENTRY, answers=()))
    table = f"\n[[answer]]\nid = 'a'\ntype = 'long'\nasked = {ASKED!r}\n"
    for value in (
        "'the roof at night'",
        "'''\nthe roof\nat night'''",
        '"the r\\u006Fof at night"',
        '"""the ro\\\n   of at night"""',
        '"""the roof at night"""',
        '["by day", "the roof at night"]  # a list',
    ):
        path = journal.add(ENTRY)
        path.write_text(f"{head}{table}value   =   {value}\n")
        assert days(words=("roof at night",)) == ["2026-11-21"], value
        path.write_text(f"{head}\nanswer = [{{id = 'a', type = 'long', asked = 'x', "
                        f"value = 'roof at night'}}]\n")  # fmt: skip
        assert days(words=("roof at night",)) == ["2026-11-21"]
        path.unlink()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(words=("",)),
        Filters(words=("  ", "\n")),
        Filters(since="purple"),
        Filters(since="2026-11", until="2026-10"),
        Filters(tag=("two words",)),
        Filters(person=("1",)),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(
    journal: Journal, filters: Filters
) -> None:
    with pytest.raises(WrongUsage):
        Search(journal, filters, TODAY)


def test_a_search_tells_how_far_it_is(journal: Journal) -> None:
    path = journal.add(ENTRY)
    for at in range(1_000):
        path.with_name(f"{path.stem[:-8]}{at:08}.toml").write_text("")
    told: list[int] = []

    search = Search(journal, Filters(words=("x",)), TODAY, told.append)

    list(search.found())

    assert told == [500, 1000]
    assert search.count() == 1001


def test_a_day_in_words_names_an_entry_when_it_means_one(journal: Journal) -> None:
    journal.add(on("2026-11-19"))
    yesterday = journal.add(on("2026-11-20"))

    assert find_entry(journal, "yesterday", TODAY) == yesterday
    assert (
        find_entry(journal, "1", TODAY) == find_entry(journal, "", TODAY) == yesterday
    )
    with pytest.raises(NotFound, match="can mean 2 of them"):
        find_entry(journal, "this week", TODAY)
    with pytest.raises(NotFound, match="no entry of 2026-11-18"):
        find_entry(journal, "3 days ago", TODAY)
    with pytest.raises(NotFound, match="There is no “purple”"):
        find_entry(journal, "purple", TODAY)


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                *('"', '"""', "'''", "\\", "\n", "#a", "@M ", "leader", "é", "’", "\t"),
                *("[[answer]]\n", "value = ", "\x00", "\x0c", " ", "I asked", "\r"),
                *('\nasked = "x"\n', "\\u0041", "]", "#", "İ", "ß", "[answer.value"),
            ]
        ),
        max_size=12,
    ).map("".join),
)
VALUES = st.one_of(
    TEXTS,
    st.lists(TEXTS, max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(["action", "cue", "title", "x y"]), TEXTS),
)
ENTRIES = st.builds(
    lambda values, amended, action, asked: replace(
        ENTRY,
        answers=tuple(Answer("q", "long", asked, each) for each in values),
        amended=amended,
        commitments=(Commitment(action),) if action else (),
    ),
    st.lists(VALUES, max_size=3),
    TEXTS,
    TEXTS,
    TEXTS,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(entry=ENTRIES, word=TEXTS)
def test_nothing_a_person_wrote_slips_through(entry: Entry, word: str) -> None:
    """What parsing would find, a look at the bytes lets through."""
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        path = journal.add(entry)
        texts = [each.text for each in own_words(journal.load(path))]
        for part in (word, *texts):
            terms = terms_of([part])
            if terms and all_found(terms, texts):
                assert paths(journal, Filters(words=(part,))) == [path]
        for mark in keys_in(texts):
            which = {"#": "tag", "@": "person"}[mark[0]]
            filters = Filters(**{which: (mark,)})  # type: ignore[arg-type]
            assert paths(journal, filters) == [path]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(entry=ENTRIES, cut=st.integers(0, 5000))
def test_what_is_seen_to_be_whole_without_parsing_can_be_read(
    entry: Entry, cut: int
) -> None:
    content = entry_to_toml(entry).encode()

    for each in (content, content[: cut % len(content)]):
        if is_whole(each):
            assert entry_from_toml(each.decode(), "it").title == ENTRY.title


def test_most_entries_are_seen_to_be_whole_without_parsing() -> None:
    for value in ("I asked.", 'She said "no".\nC:\\new', ("a", "b\nc"), {"us": 3}):
        made = (Commitment("ask Bo", cue="the roster is due"),)
        entry = saying(value, commitments=made, amended="I was tired #roof")
        assert is_whole(entry_to_toml(entry).encode()), value
