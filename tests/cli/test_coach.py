"""A coach in a sitting, and over an old entry, from what is typed to what is kept."""

import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w

from leadcoach.coach.consent import COMPANY, HERE, Coach
from leadcoach.errors import ExitCode
from tests.coach.accounts import BEST, STRUGGLE
from tests.coach.doubles import (
    MODEL,
    SERVER,
    all_in,
    lines,
    put_in_place,
    response,
    stream,
    told,
)
from tests.coach.test_checker import GOOD
from tests.conftest import NOW, Ran, Run

ANSWERS = [
    f"best={BEST}",
    "best_heart=2",
    "best_who=all",
    "best_needs=both",
    f"struggle={STRUGGLE}",
    "hard_heart=1",
    "hard_who=me",
    "hard_needs=theirs",
    "they=T.",
    "about=conflict",
    "underline=I don't like rows at work.",
    "leading_is=asking",
    "power_is=time",
    "notice=That I ask when it is wet.",
    "further=on",
    "their_who=me",
    "their_needs=mine",
    "edge=saying it",
    "commit=ask Tom",
]
GIVEN = [f"--answer={each}" for each in ANSWERS]
NO, YES, SEE, NAMES = "1", "2", "3", "4"
KEEP = "1"


def said(**changes: object) -> str:
    """Return a good reply, with some of it changed."""
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def turn(ask: str, noticed: str = "", *, enough: bool = False) -> str:
    return json.dumps({"noticed": noticed, "ask": ask, "enough": enough})


@pytest.fixture
def agree(home: Path) -> Callable[..., Coach]:
    """Return a function that keeps a coach in the settings, as agreed to."""

    def agreed(**changes: object) -> Coach:
        coach = replace(Coach(SERVER, MODEL, HERE), **changes)  # type: ignore[arg-type]
        coach = replace(coach, consent=coach.signature)
        home.mkdir(parents=True, exist_ok=True)
        table = tomli_w.dumps({"coach": asdict(coach)})
        (home / "settings.toml").write_text(table)
        return coach

    return agreed


Agree = Callable[..., Coach]


def reflect(run: Run, *typed: str, options: tuple[str, ...] = ()) -> Ran:
    """Reflect, with `typed` from where the coach has its turn."""
    return run("reflect", *GIVEN, *options, terminal=True, stdin=lines(*typed, KEEP))


def entry(home: Path) -> dict[str, Any]:
    (path,) = home.glob("journal/*/*/*.toml")
    return tomli.loads(path.read_text())


def whole(ran: Ran) -> str:
    return " ".join(ran.err.split())


def test_without_a_coach_nothing_is_asked_or_sent(run: Run, home: Path) -> None:
    ran = reflect(run, "")

    assert ran.code == ExitCode.DONE, ran.err
    assert "the coach" not in ran.err
    assert "coach" not in entry(home)


def test_it_is_said_what_goes_where_before_anything_is_sent(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree()

    ran = reflect(run, NO, "")

    assert ran.code == ExitCode.DONE, ran.err
    assert all_in(
        ran.err,
        [
            "Let the coach read it too?",
            "It goes to: gemma3:12b at http://127.0.0.1:11434 (this computer)",
            "your two answers",
            "No name is replaced.",
            "What does not go: what you noticed, private answers, other entries",
        ],
    )
    assert double.asked == []
    assert "coach" not in entry(home)


def test_its_reading_is_shown_and_kept_beside_the_mirrors(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    coach = agree()

    ran = reflect(run, YES, "", "2", "")

    assert ran.code == ExitCode.DONE, ran.err
    assert all_in(ran.err, [each["says"] for each in GOOD["portrait"]])
    assert "The coach's reading (gemma3:12b, on this computer)" in whole(ran)
    kept = entry(home)["coach"]
    assert (kept["reader"], kept["model"], kept["origin"]) == (
        "model",
        MODEL,
        coach.origin,
    )
    assert kept["prompt"].startswith("reflect/")
    assert len(kept["sentence"]) == 6
    assert "reading" in entry(home)
    assert len(double.bodies) == 1


def test_what_is_shown_before_is_sent_to_the_letter(
    run: Run, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree()

    ran = reflect(run, SEE, YES, "", "2", "")

    messages = json.loads(double.bodies[0])["messages"]
    assert all_in(ran.err, [each["content"] for each in messages])


def test_the_form_of_the_answer_goes_with_it_and_knows_only_what_is_there(
    run: Run, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree()

    reflect(run, YES, "", "2", "")

    body = json.loads(double.bodies[0])
    form = body["response_format"]["json_schema"]["schema"]
    sentence = form["properties"]["portrait"]["items"]["properties"]
    numbers = sentence["rests_on"]["items"]["enum"]
    assert numbers[:2] == ["b1", "b2"]
    assert all(f"{each}  " in body["messages"][1]["content"] for each in numbers)
    assert body["stream"] is True


def test_a_prompt_of_ones_own_that_cannot_be_used_is_said_before_anything_is_asked(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree()
    (home / "coach").mkdir()
    (home / "coach" / "talk.md").write_text("# mine\n")

    ran = reflect(run, "")

    assert ran.code == ExitCode.DONE, ran.err
    assert "talk.md cannot be used" in whole(ran)
    assert double.asked == []


def test_a_sentence_can_be_struck(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, told(said()))
    agree()

    ran = reflect(run, YES, "/strike 3", "/strike 4, 9", "", "2", "")

    assert all_in(ran.err, ["Sentence 3 is struck out.", "There is no sentence 9."])
    assert entry(home)["coach"]["struck"] == ["portrait 3", "beside 1"]
    assert GOOD["portrait"][2]["says"] not in " ".join(
        run("journal", "show").out.split()
    )


def test_without_the_extra_a_sitting_goes_on(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree()
    monkeypatch.setattr("leadcoach.cli.coach.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "httpx2", None)
    monkeypatch.delitem(sys.modules, "leadcoach.coach.client", raising=False)
    monkeypatch.delattr("leadcoach.coach.client", raising=False)

    ran = reflect(run, "")

    assert ran.code == ExitCode.DONE
    assert all_in(ran.err, ["pip install 'leadcoach[coach]'", "Nothing was sent."])
    assert entry(home)["exercise"] == "reflect"


FAILURES: dict[str, tuple[Callable[[], Any], str]] = {
    "not there": (
        lambda: pytest.importorskip("httpx2").ConnectError("x"),
        "Nothing was sent.",
    ),
    "wrong key": (lambda: response(401), "Sent, but"),
    "broken": (lambda: told("{", finish="", done=False), "Sent, but"),
    "empty": (stream, "Sent, but the answer was empty."),
    "refusal": (lambda: stream({"refusal": "No."}), "declined to answer"),
    "prose": (lambda: told("As an AI I cannot help."), "has not the form"),
    "quotes of nobody": (
        lambda: told(
            said(
                portrait=[
                    {"rests_on": ["b1"], "says": "You wrote “I am a born leader”."}
                ]
                * 2
            )
        ),
        "quoted words that are not yours",
    ),
    "obeys what an answer asks": (
        lambda: told(
            said(
                portrait=[
                    {"rests_on": ["b1"], "says": "I am the best leader of the world."}
                ]
                * 3
            )
        ),
        "stands on what you wrote",
    ),
    "control sequences": (lambda: told("\x1b[2J\x1b]0;x\x07"), "has not the form"),
    "2 MB": (lambda: told("y" * 2_100_000), "far longer"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_whatever_goes_wrong_the_sitting_goes_on_and_nothing_is_lost(
    name: str, run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, line = FAILURES[name]
    put_in_place(monkeypatch, make())
    agree()

    ran = reflect(run, YES, "")

    assert ran.code == ExitCode.DONE, ran.err
    assert line in whole(ran)
    assert "\x1b" not in ran.err + ran.out
    kept = entry(home)
    assert "coach" not in kept
    assert len(kept["answer"]) == len(ANSWERS)


def test_who_asked_for_the_coach_hears_by_the_exit_code_that_it_gave_nothing(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, response(500))
    agree()

    ran = reflect(run, YES, "", options=("--coach",))

    assert ran.code == ExitCode.NO_COACH
    assert entry(home)["exercise"] == "reflect"


def test_a_reading_that_cannot_be_shown_is_asked_for_once_more_with_the_reasons(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = said(beside=[{"rests_on": ["s1"], "says": "You wrote “I cover everything”."}])
    double = put_in_place(monkeypatch, told(bad), told(said()))
    agree()

    ran = reflect(run, YES, "", "2", "")

    first, second = (json.loads(each)["messages"] for each in double.bodies)
    assert second[:2] == first
    assert second[2] == {"role": "assistant", "content": bad}
    assert "I cover everything" in second[3]["content"]
    assert "I cover everything" not in ran.err
    assert len(entry(home)["coach"]["sentence"]) == 6


def test_the_conversation_takes_the_place_of_the_follow_up_questions(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(
        monkeypatch,
        told(said()),
        told(turn("What did you leave out of it?", "You wrote “a short text”.")),
        told(turn("Do you want to tell him?")),
        told(turn("How would you put it, in a line?", enough=True)),
    )
    agree()

    ran = reflect(
        run,
        YES,
        "No, it was rather that I was tired.",
        "1",  # the coach's thread
        "It was a short text.", ".",
        "My anger.", ".",
        "I was angry for weeks.", ".",
        "Tom, I was angry.", ".",
        options=(),
    )  # fmt: skip

    assert ran.code == ExitCode.DONE, ran.err
    talk = entry(home)["coach"]["talk"]
    assert [each["said"] for each in talk] == [
        "No, it was rather that I was tired.",
        "It was a short text.",
        "My anger.",
        "I was angry for weeks.",
        "Tom, I was angry.",
    ]
    assert talk[1]["asked"] == GOOD["threads"][0]["ask"]
    assert talk[2]["noticed"] == "You wrote “a short text”."
    assert talk[3]["by"] == "bank"  # a question of yes or no is replaced
    assert "Do you want" not in ran.err
    ids = [each["id"] for each in entry(home)["answer"]]
    assert "pursue" not in ids
    assert ids[-2:] == ["edge", "commit"]
    assert b"No, it was rather that I was tired." in double.bodies[1]


def test_at_most_five_questions_are_asked(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(
        monkeypatch, told(said()), told(turn("What else did you see that day?"))
    )
    agree()
    answers = [line for number in range(5) for line in (f"Answer {number}.", ".")]

    ran = reflect(run, YES, "", "1", *answers)

    assert ran.code == ExitCode.DONE, ran.err
    assert len(entry(home)["coach"]["talk"]) == 5


def test_an_answer_that_calls_for_the_safety_note_is_not_sent(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()), told(turn("What was there?")))
    agree()

    ran = reflect(run, YES, "", "1", "I wanted to die.", ".", "2", "")

    assert ran.code == ExitCode.DONE, ran.err
    assert "findahelpline.com" in ran.err
    assert len(double.bodies) == 1
    assert "wanted to die" not in str(entry(home))


def test_it_need_not_ask_where_it_runs_here_and_the_person_said_so(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, told(said()))
    agree(always=True)

    ran = reflect(run, "", "2", "")

    assert "Let the coach read it too?" not in ran.err
    assert "coach" in entry(home)


def test_elsewhere_it_always_asks_and_names_are_replaced(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    monkeypatch.setattr("leadcoach.coach.client.addresses_of", lambda _: ["192.0.2.7"])
    agree(server="https://api.example.org/v1", where=f"{COMPANY}Example", always=True)

    ran = reflect(run, NAMES, "council", YES, "", "2", "")

    assert ran.code == ExitCode.DONE, ran.err
    assert "Lena →" in whole(ran)
    sent = double.bodies[0].decode()
    assert "Lena" not in sent
    assert "the council" not in sent
    assert all("Lena" in each or "Lena" not in each for each in [str(entry(home))])
    assert entry(home)["coach"]["names_replaced"] >= 2


@pytest.mark.parametrize(
    ("options", "environ"),
    [
        (("--no-coach",), {}),
        (("--offline",), {}),
        ((), {"LEADCOACH_OFFLINE": "1"}),
    ],
)
def test_it_can_be_left_out(
    options: tuple[str, ...],
    environ: dict[str, str],
    run: Run,
    agree: Agree,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree(always=True)

    ran = run(
        "reflect", *GIVEN, *options, terminal=True, stdin=lines("", KEEP),
        environ=environ,
    )  # fmt: skip

    assert ran.code == ExitCode.DONE, ran.err
    assert double.asked == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--coach", "--offline"), ExitCode.USAGE),
        (("--coach", "--no-mirror"), ExitCode.USAGE),
        (("--coach", "--no-input"), ExitCode.USAGE),
    ],
)
def test_a_coach_that_cannot_be_is_refused_before_anything_is_asked(
    options: tuple[str, ...], code: ExitCode, run: Run, home: Path, agree: Agree
) -> None:
    agree()

    ran = run("reflect", *GIVEN, *options, terminal=True, stdin="")

    assert ran.code == code
    assert not (home / "journal").exists()


def test_where_nobody_can_say_yes_nothing_is_sent(
    run: Run, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, told(said()))
    agree(always=True)

    assert run("reflect", *GIVEN, "--no-input").code == ExitCode.DONE
    assert double.asked == []


# An old entry


def test_an_old_entry_is_read_and_talked_over(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    before = entry(home)
    put_in_place(
        monkeypatch, told(said()), told(turn("What would you say?", enough=True))
    )
    agree()

    ran = run(
        "coach", terminal=True,
        stdin=lines(YES, "", "1", "That I was angry.", ".", "Just that.", "."),
    )  # fmt: skip

    assert ran.code == ExitCode.DONE, ran.err
    after = entry(home)
    assert [each["said"] for each in after["coach"]["talk"]] == [
        "That I was angry.",
        "Just that.",
    ]
    assert after["answer"] == before["answer"]
    assert not list(home.glob("drafts/*.toml"))
    assert "journal undo" in ran.err


def test_the_way_back_in_a_talk_about_an_entry_loses_no_word(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    put_in_place(
        monkeypatch, told(said()), told(turn("What would you say?", enough=True))
    )
    agree()

    ran = run(
        "coach", terminal=True,
        stdin=lines(YES, "/strike", "", "1", "half a", "/back", "word.", ".", "B.", "."),
    )  # fmt: skip

    assert ran.code == ExitCode.DONE, ran.err
    assert "For the coach: Best, struggle, mirror, 20" in ran.err
    assert "Which sentence? Its number goes behind: /strike 3" in ran.err + ran.out
    assert "there is nothing to go back to" in ran.err + ran.out
    talk = entry(home)["coach"]["talk"]
    assert [each["said"] for each in talk] == ["half a\nword.", "B."]


@pytest.mark.parametrize("way", ["off", "offline"])
def test_a_talk_that_was_left_is_kept_where_the_coach_is_gone(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    run("reflect", *GIVEN, "--no-input")
    put_in_place(monkeypatch, told(said()), told(turn("What would you say?")))
    agree()
    run("coach", terminal=True, stdin=lines(YES, "", "1", "A.", ".", "half a"))
    if way == "off":
        run("settings", "coach", "--off")

    ran = run("resume", *(["--offline"] * (way == "offline")), terminal=True, stdin="")

    assert ran.code == ExitCode.DONE, ran.err
    assert all_in(ran.err, ["What you said to the coach is kept in the entry."])
    kept = [each["said"] for each in entry(home)["coach"]["talk"]]
    assert kept == ["A.", "half a"]
    assert not list(home.glob("drafts/*.toml"))


def test_a_second_reading_of_an_entry_is_said_before(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    put_in_place(monkeypatch, told(said()), told(said()))
    agree()
    run("coach", terminal=True, stdin=lines(YES, "", "2"))

    again = run("coach", terminal=True, stdin=lines(YES, "", "2"))

    assert all_in(again.err, ["is there already. A new one takes its place"])


def test_the_exercises_own_last_questions_end_it_where_they_were_left_open(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN[:-2], "--no-input")
    put_in_place(
        monkeypatch, told(said()), told(turn("What would you say?", enough=True))
    )
    agree()

    ran = run(
        "coach", terminal=True,
        stdin=lines(YES, "", "1", "A.", ".", "B.", ".", "saying it", "ask", "when", ""),
    )  # fmt: skip

    assert ran.code == ExitCode.DONE, ran.err
    assert [each["id"] for each in entry(home)["answer"]][-2:] == ["edge", "commit"]
    assert entry(home)["commitment"][0]["action"] == "ask"


def test_no_leaves_the_entry_as_it_was(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    (path,) = home.glob("journal/*/*/*.toml")
    before = path.read_bytes()
    double = put_in_place(monkeypatch, told(said()))
    agree()

    ran = run("coach", terminal=True, stdin=lines(NO))

    assert ran.code == ExitCode.DONE, ran.err
    assert path.read_bytes() == before
    assert double.asked == []


def test_leaving_the_conversation_keeps_it_and_resume_goes_on(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    put_in_place(
        monkeypatch,
        told(said()),
        told(turn("What would you say?")),
        told(turn("And then, what comes?", enough=True)),
    )
    agree()

    left = run(
        "coach", terminal=True, stdin=lines(YES, "", "1", "A.", ".", "half a"),
    )  # fmt: skip
    again = run(
        "resume", terminal=True, stdin=lines("B.", "."),
    )  # fmt: skip

    assert "leadcoach resume" in left.err
    assert again.code == ExitCode.DONE, again.err
    kept = [each["said"] for each in entry(home)["coach"]["talk"]]
    assert kept == ["A.", "half a", "B."]


def test_what_was_said_before_stays_when_it_reads_anew(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    put_in_place(monkeypatch, told(said()))
    agree()
    run("coach", terminal=True, stdin=lines(YES, "First.", "2"))

    run("coach", terminal=True, stdin=lines(YES, "Second.", "2"))

    talk = entry(home)["coach"]["talk"]
    assert [each["said"] for each in talk] == ["First.", "Second."]


@pytest.mark.parametrize(
    ("options", "environ"), [(("--offline",), {}), ((), {"LEADCOACH_OFFLINE": "1"})]
)
def test_offline_an_old_entry_is_not_sent(
    options: tuple[str, ...],
    environ: dict[str, str],
    run: Run,
    agree: Agree,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("reflect", *GIVEN, "--no-input")
    double = put_in_place(monkeypatch, told(said()))
    agree(always=True)

    ran = run("coach", *options, terminal=True, stdin=lines(YES), environ=environ)

    assert ran.code == ExitCode.NO_COACH
    assert "stay offline. Nothing was sent." in whole(ran)
    assert double.asked == []


# What would be sent


def test_show_prompt_prints_what_would_be_sent_and_sends_nothing(
    run: Run, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    double = put_in_place(monkeypatch, told(said()), told(turn("?")))
    agree()

    text = run("coach", "--show-prompt")
    body = run("coach", "--show-prompt", "--json")
    assert double.asked == []
    run("coach", terminal=True, stdin=lines(YES, "", "2"))

    assert body.out.encode() == double.bodies[0]
    messages = json.loads(double.bodies[0])["messages"]
    shown = "\n\n".join(each["content"] for each in messages)
    assert text.out == f"{shown}\n"


def test_show_prompt_needs_no_extra_and_no_coach(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("reflect", *GIVEN, "--no-input")
    for name in ("httpx2", "pydantic_ai", "openai"):
        monkeypatch.setitem(sys.modules, name, None)

    ran = run("coach", "--show-prompt")

    assert ran.code == ExitCode.DONE
    assert "I got everyone to the dry end" in ran.out


def test_nothing_private_and_nothing_of_this_computer_is_in_it(
    run: Run, home: Path, agree: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ["best=CANARY of another day.", "struggle=CANARY too.", "commit=CANARY"]
    yesterday = NOW - dt.timedelta(days=1)
    given = [f"--answer={each}" for each in other]
    run("reflect", "--no-input", *given, now=yesterday)
    run("reflect", *GIVEN, "--no-input")
    double = put_in_place(monkeypatch, told(said()))
    agree()
    monkeypatch.setenv("USER", "CANARYUSER")

    run("coach", terminal=True, stdin=lines(YES, "", "2"))

    sent = b"".join(double.bodies).decode()
    headers = str([dict(each.headers) for each in double.asked])
    for canary in ("CANARY", str(home), "/journal/", ".toml", "That I ask when"):
        assert canary not in sent
        assert canary not in headers
