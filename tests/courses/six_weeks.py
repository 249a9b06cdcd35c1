"""Three people and their coach, who go through a course of six weeks, day by day.

Ana keeps pace, Ben falls behind and pauses twice, Dov has forms only. All of it goes
through the command line; what is handed over goes through the folder of the coach.
"""

import datetime as dt
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leadcoach.errors import ExitCode
from leadcoach.paths import builtin_exercises
from tests.conftest import NOW, Ran, runs_in

COURSE = "our-power"
SECRET = "The kingfisher sleeps below the ice, and nobody may hear of it."
"""private, and so in no file that anybody makes"""
KEPT = "We moved the date, and the wintergreen gate stayed open all night."
"""not private, and never ticked"""
OWN_WORDS = "zorbelline quintaverro mirrumtole tolvanesque ombellinder"
"""what Ben writes, in words that are in no language and in no exercise"""
FROM_ANA = ("--name", "Ana", "--for", "Paul")
TOLD = "I asked the night shift before the date was fixed."


def course_file(version: str = "1.0.0") -> str:
    """Return shared-power as a coach puts it on a group, with days; 1.1.0 differs."""
    text = (builtin_exercises() / "courses" / "shared-power.toml").read_text("utf-8")
    text = text.replace("shared-power", COURSE).replace("1.0.0", version)
    text = text.replace("minutes = 40", "minutes = 40\nstarts = 2026-12-07")
    for day in ("2026-12-11", "2026-12-23", "2027-01-22"):
        remark = "# Whoever runs it adds the meeting here: meet = 2027-01-04T18:00:00"
        text = text.replace(remark, f"meet = {day}T18:00:00", 1)
    if version == "1.1.0":
        week_four = 'do    = ["spectrum"]\nmay   = ["advice"]'
        assert week_four in text
        text = text.replace(week_four, 'do    = ["advice"]\nmay   = ["feedback"]')
    return text


@dataclass
class Person:
    """Somebody with a computer of their own."""

    folder: Path
    screens: list[str] = field(default_factory=list)
    """all that was ever shown"""

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def made(self) -> list[Path]:
        """Return every file they made or were given, but for their own home."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return [path for path in found if self.home not in path.parents]

    def does(self, day: str, line: str, *more: str, code: int = ExitCode.DONE) -> Ran:
        """Run a line on a day at nine; HERE in it is the person's own folder."""
        now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), NOW.tzinfo)
        argv = [each.replace("HERE", str(self.folder)) for each in line.split()]
        ran = runs_in(self.home)(*argv, *more, now=now)
        assert ran.code == code, (line, ran.err)
        self.screens.append(ran.out + ran.err)
        return ran

    def answers(self, day: str, line: str, **given: str) -> str:
        """Go through an exercise; `commit` is a commitment of one sentence."""
        options = [f"--answer={name}={words}" for name, words in given.items()]
        return self.does(day, line, "--no-input", *options).err

    def shares(self, day: str, *options: str) -> bytes:
        """Share what `options` say; look at it first, and return the file."""
        shown = self.does(day, "share", *options).out
        name = f"HERE/{day}.share.toml"
        self.does(day, f"share --output {name} --yes", *options)
        written = (self.folder / f"{day}.share.toml").read_bytes()
        assert written == shown.encode(), "what was shown is what was written"
        return written


def as_a_form_saves(
    page: str, name: str, day: str, answers: Mapping[str, object]
) -> str:
    """Return the text that the page of a form hands over: see its script."""
    form = json.loads(
        re.findall(r'<script type="application/json"[^>]*>(.*?)<', page)[0]
    )
    lines = [f"# leadcoach answers 1: {form['id']} {form['version']}"]
    lines += [f"# name: {name}", f"# day: {day}", f"# course: {form['course']}"]
    for question, value in answers.items():
        asked = [""]
        for word in form["questions"][question]["text"].split():
            if len(asked[-1]) + len(word) > 66:
                asked.append("")
            asked[-1] += (" " if asked[-1] else "") + word
        lines += ["", *(f"# {line}" for line in asked)]
        lines.append(f"{question} = {json.dumps(value, ensure_ascii=False)}")
    count = f"{len(answers)} answer" + ("" if len(answers) == 1 else "s")
    return "\n".join([*lines, "", f"# end: {count}", ""])


@dataclass
class Group:
    """The coach, and three people."""

    folder: Path
    coach: Person = field(init=False)
    ana: Person = field(init=False)
    ben: Person = field(init=False)
    dov: Person = field(init=False)
    given: dict[str, list[bytes]] = field(default_factory=dict)
    """what each person was shown and handed over, file by file"""
    calendars: dict[str, list[str]] = field(default_factory=dict)
    """the calendar files of each person, in order"""

    def __post_init__(self) -> None:
        for name in ("coach", "ana", "ben", "dov"):
            (self.folder / name).mkdir()
            setattr(self, name, Person(self.folder / name))
        for name in ("ana", "ben", "dov"):
            (self.inbox / name).mkdir(parents=True)
        self.hands_out("1.0.0")

    @property
    def inbox(self) -> Path:
        return self.coach.folder / "inbox"

    @property
    def people(self) -> tuple[Person, ...]:
        return self.coach, self.ana, self.ben, self.dov

    def hands_out(self, version: str) -> None:
        """Let the coach give the course file to those with leadcoach."""
        for each in (self.coach, self.ana, self.ben):
            (each.folder / "course.toml").write_text(course_file(version), "utf-8")

    def comes_in(self, name: str, content: bytes) -> None:
        """Let somebody's file arrive at the coach."""
        files = self.given.setdefault(name, [])
        files.append(content)
        (self.inbox / name / f"{len(files)}.toml").write_bytes(content)

    def form(self, day: str, week: int, exercise: str, **answers: object) -> None:
        """Let Dov fill in a form of the week, which the coach makes, and mail it."""
        folder = self.coach.folder / f"forms-{week}"
        if not folder.is_dir():
            line = f"course forms HERE/course.toml --week {week} --output {folder}"
            self.coach.does(day, line)
        name = f"week-{week}-{exercise}.html"
        page = shutil.copy(folder / name, self.dov.folder / name)
        text = as_a_form_saves(Path(page).read_text("utf-8"), "Dov", day, answers)
        (self.dov.folder / f"{exercise}-{week}.answers.txt").write_text(text, "utf-8")
        self.comes_in("dov", text.encode())

    def calendar(self, day: str, name: str) -> None:
        """Let somebody write a calendar of what is ahead."""
        person: Person = getattr(self, name)
        person.does(day, "course calendar --output HERE/weeks.ics --force")
        text = (person.folder / "weeks.ics").read_bytes().decode()
        self.calendars.setdefault(name, []).append(text)

    def desk(self, day: str) -> dict[str, str]:
        """Return what the coach sees of the weeks: person -> their row."""
        out = self.coach.does(day, "desk in HERE/inbox --course HERE/course.toml").out
        rows = re.findall(r"^  (ana|ben|dov) +(.*)$", out, re.MULTILINE)
        return {name: " ".join(row.split()) for name, row in rows}


def lived(folder: Path) -> tuple[Group, dict[str, dict[str, str]]]:
    """Go through all six weeks; return the group, and the desk on its days."""
    group = Group(folder)
    desks = {"the first meeting": first_week(group)}
    desks["the second meeting"] = second_and_third_week(group)
    desks["the last meeting"] = last_weeks(group)
    return group, desks


def first_week(group: Group) -> dict[str, str]:
    """Begin, and do the first week, all three; Ana shares something."""
    coach, ana, ben = group.coach, group.ana, group.ben
    assert (
        "nothing to mend"
        in coach.does("2026-12-01", "course check HERE/course.toml").out
    )
    for name, person in (("ana", ana), ("ben", ben)):
        began = person.does("2026-12-01", "course start HERE/course.toml").out
        assert "begins on Monday 7 December 2026" in began
        group.calendar("2026-12-01", name)
    told = ana.answers(
        "2026-12-08", "course next", best=TOLD, struggle=KEPT, edge="saying no",
        commit="say no once",
    )  # fmt: skip
    assert "Counted for week 1 of Shared power. The week is done." in told
    ben.answers(
        "2026-12-09",
        "course next",
        best=OWN_WORDS,
        struggle=OWN_WORDS,
        commit=OWN_WORDS,
    )
    group.form("2026-12-09", 1, "reflect", best="I asked.", struggle="I wait.")
    brought = ("--take", "reflect.edge,commitments,done", *FROM_ANA)
    group.comes_in("ana", ana.shares("2026-12-11", *brought))
    return group.desk("2026-12-11")


def second_and_third_week(group: Group) -> dict[str, str]:
    """Ben pauses, twice; there is a new version, and the meeting moves a day ahead."""
    ana, ben = group.ana, group.ben
    ben.does("2026-12-14", "course pause 2026-12-14 2026-12-18")
    ana.answers(
        "2026-12-15", "course next", situation=KEPT, own="4", others="2", more=TOLD
    )
    group.form("2026-12-16", 2, "compare", situation="We chose.", own=3, others=3)
    group.form("2026-12-16", 2, "checkin", what="I kept still.", own=2)
    group.hands_out("1.1.0")
    for name, person in (("ana", ana), ("ben", ben)):
        start = "course start HERE/course.toml"
        shown = person.does("2026-12-21", start, code=ExitCode.USAGE).out
        assert "Week 4: To do, until now: spectrum From now on: advice" in " ".join(
            shown.split()
        )
        assert "of 6" in person.does("2026-12-21", f"{start} --yes").out
        person.does("2026-12-21", "course move 3", "2026-12-22 17:30")
        group.calendar("2026-12-21", name)
    ben.does("2026-12-22", "course pause 2026-12-24 2026-12-31")
    group.calendar("2026-12-22", "ben")
    ana.answers("2026-12-21", "course next", thing="The rota.", commit="ask Jo")
    brought = "compare.own,compare.others,compare.more,commitments,done"
    group.comes_in("ana", ana.shares("2026-12-22", "--take", brought, *FROM_ANA))
    group.comes_in("ben", ben.shares("2026-12-22", "--done", "--name", "Ben"))
    return group.desk("2026-12-22")


def last_weeks(group: Group) -> dict[str, str]:
    """Ben catches up on week 2 and leaves week 3 out; Ana comes to the end."""
    ana, ben = group.ana, group.ben
    ana.answers("2026-12-29", "course next", decision="The date.")
    ana.answers(
        "2026-12-30", "reflect feedback", role="give", raw=SECRET, saw="He left early."
    )
    ana.answers("2026-12-30", "reflect pedestal", side="lead", heavier=SECRET)
    group.form("2026-12-30", 4, "feedback", role="give", saw="They were silent.")
    ana.answers("2027-01-05", "course next", principle="We decide together.")
    group.form("2027-01-06", 5, "anchor", principle="We share.")
    told = " ".join(ben.does("2027-01-12", "").out.split())
    assert "Still open: week 2 compare; week 3 mobilise, as you like" in told
    ben.answers("2027-01-12", "course next --week 2", situation=OWN_WORDS, own="3")
    ben.does("2027-01-12", "course next --week 3 --leave-out")
    ana.answers("2027-01-12", "course next", group="The shift.")
    last = ana.answers("2027-01-13", "course next", best=TOLD, struggle=KEPT)
    assert "Read week 1 and week 6 side by side" in last
    group.form("2027-01-14", 6, "reflect", best="I asked again.", struggle="Less.")
    ben.answers("2027-01-14", "course next --week 4", decision=OWN_WORDS)
    brought = ("--take", "commitments,done", *FROM_ANA)
    group.comes_in("ana", ana.shares("2027-01-22", *brought))
    group.comes_in("ben", ben.shares("2027-01-22", "--done", "--name", "Ben"))
    return group.desk("2027-01-22")
