"""Setting up a coach: what is asked, what is sent before consent, and how it ends."""

import sys
from pathlib import Path

import pytest
import tomli

from leadcoach.errors import ExitCode
from tests.coach.doubles import MODEL, all_in, lines, put_in_place, response, told
from tests.conftest import Run

OLLAMA, TYPED = "1", "4"
HERE, ELSEWHERE = "1", "2"
NO, YES = "1", "2"
ASK, ALWAYS = "1", "2"
AGREED = lines(OLLAMA, "1", HERE, YES, ASK)
ANSWER = told('{"answer": "What to stop doing."}')


def kept(home: Path) -> dict[str, object]:
    path = home / "settings.toml"
    table = tomli.loads(path.read_text()).get("coach", {}) if path.exists() else {}
    assert isinstance(table, dict)
    return table


def test_a_model_on_this_computer_is_set_up_and_answers(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)

    ran = run("settings", "coach", terminal=True, stdin=AGREED)

    assert ran.code == ExitCode.DONE, ran.err
    assert all_in(ran.out, ["gemma3:12b at http://127.0.0.1:11434", "this computer"])
    assert all_in(ran.out, ["What to stop doing."])
    assert kept(home)["model"] == MODEL
    assert b"each of them what we should stop doing" in double.bodies[0]


def test_it_is_said_what_is_agreed_to(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, ANSWER)

    ran = run("settings", "coach", terminal=True, stdin=AGREED)

    said = "With a coach, your two answers go to this address when you say so"
    assert all_in(ran.err, ["leadcoach itself sends nothing.", said])


@pytest.mark.parametrize(
    "typed",
    [
        lines(OLLAMA, "1", HERE, NO),
        lines(OLLAMA, "1", HERE),
        lines(OLLAMA, "1"),
        lines(OLLAMA),
        lines(TYPED, ""),
        "",
    ],
    ids=["no", "left at consent", "at where", "at model", "no address", "at once"],
)
def test_without_a_yes_nothing_is_set_up_or_sent(
    typed: str, run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)

    ran = run("settings", "coach", terminal=True, stdin=typed)

    assert ran.code == ExitCode.NO_COACH
    assert "Nothing is set up" in ran.err
    assert double.bodies == []
    assert kept(home) == {}


def test_only_the_chosen_address_is_contacted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)

    run("settings", "coach", terminal=True, stdin=lines("2", "1", HERE, YES, ASK))

    assert {each.url.port for each in double.asked} == {1234}


def test_a_model_with_a_cloud_tag_is_never_taken_for_one_on_this_computer(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, ANSWER)

    ran = run(
        "settings", "coach", terminal=True, stdin=lines(OLLAMA, "2", "Ollama", YES)
    )

    assert all_in(ran.err, ["a company runs this model", "It runs at Ollama."])
    assert kept(home)["where"] == "a company: Ollama"
    assert "do not ask" not in ran.err


def test_a_server_here_that_passes_words_on_is_not_here(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, ANSWER)

    run(
        "settings",
        "coach",
        terminal=True,
        stdin=lines(OLLAMA, "1", ELSEWHERE, "Example", YES),
    )

    assert kept(home)["where"] == "a company: Example"


def test_a_company_is_written_to_over_an_encrypted_way_only(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, ANSWER)
    monkeypatch.setattr("leadcoach.coach.client.addresses_of", lambda _: ["192.0.2.7"])
    typed = lines(TYPED, "http://llm.example.org", "1", "1", "1", "Example")

    ran = run("settings", "coach", terminal=True, stdin=typed)

    assert ran.code == ExitCode.USAGE
    assert "unencrypted" in ran.err
    assert kept(home) == {}


def test_a_key_is_never_in_the_file(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    monkeypatch.setattr("leadcoach.coach.client.addresses_of", lambda _: ["192.0.2.7"])
    typed = lines(
        TYPED, "https://api.example.org", "2", "sk-secret", "MY_KEY", "1", "1",
        "Example", YES,
    )  # fmt: skip

    ran = run(
        "settings", "coach", terminal=True, stdin=typed, environ={"MY_KEY": "sk-secret"}
    )

    assert ran.code == ExitCode.DONE, ran.err
    assert kept(home)["key"] == "env:MY_KEY"
    assert "sk-secret" not in (home / "settings.toml").read_text()
    assert double.asked[-1].headers["authorization"] == "Bearer sk-secret"


def test_many_models_are_not_listed_but_asked_for(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    double.models = tuple(f"model-{number}" for number in range(80))

    ran = run(
        "settings", "coach", terminal=True,
        stdin=lines(OLLAMA, "modell", "model-7", HERE, YES, ALWAYS),
    )  # fmt: skip

    assert "There is no model “modell”" in ran.err
    assert (kept(home)["model"], kept(home)["always"]) == ("model-7", True)


def test_check_says_whether_it_answers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    run("settings", "coach", terminal=True, stdin=AGREED)

    good = run("settings", "coach", "--check")
    double.replies = [told("I would say: what to stop.")]
    prose = run("settings", "coach", "--check")
    double.replies = [response(500)]
    bad = run("settings", "coach", "--check")

    assert (good.code, prose.code, bad.code) == (0, 0, ExitCode.NO_COACH)
    assert "does not keep to the form" in prose.err
    assert all_in(bad.err, ["Sent, but", "error 500"])


def test_what_a_model_says_cannot_change_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    run("settings", "coach", terminal=True, stdin=AGREED)
    double.replies = [told('{"answer": "\\u001b[2J\\u001b]52;c;eA==\\u0007 x"}')]

    ran = run("settings", "coach", "--check")

    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err


def test_off_forgets_the_coach_and_nothing_else(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(monkeypatch, ANSWER)
    run("settings", "set", "history", "no")
    run("settings", "coach", terminal=True, stdin=AGREED)

    off = run("settings", "coach", "--off")
    again = run("settings", "coach", "--off")
    check = run("settings", "coach", "--check")

    assert (off.code, again.code, check.code) == (0, 0, ExitCode.NO_COACH)
    assert kept(home) == {}
    assert "history = false" in (home / "settings.toml").read_text()
    assert "No coach is set up, so nothing was sent." in check.err


@pytest.mark.parametrize("name", ["coach.server", "coach.consent", "coach.always"])
def test_no_setting_can_give_consent(name: str, run: Run, home: Path) -> None:
    ran = run("settings", "set", name, "http://127.0.0.1:1/v1")

    assert ran.code == ExitCode.USAGE
    assert "leadcoach settings coach" in ran.err
    assert not (home / "settings.toml").exists()


def test_a_coach_that_was_changed_in_the_file_is_sent_nothing(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    run("settings", "coach", terminal=True, stdin=AGREED)
    file = home / "settings.toml"
    file.write_text(file.read_text().replace(":11434", ":11435"))
    before = len(double.asked)

    ran = run("settings", "coach", "--check")

    assert ran.code == ExitCode.NO_COACH
    assert "not the one you agreed to. Nothing was sent." in " ".join(ran.err.split())
    assert len(double.asked) == before


@pytest.mark.parametrize("argv", [["--check"], []], ids=["check", "set up"])
def test_offline_nothing_is_contacted(
    argv: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    double = put_in_place(monkeypatch, ANSWER)
    run("settings", "coach", terminal=True, stdin=AGREED)
    before = len(double.asked)

    offline = {"LEADCOACH_OFFLINE": "1"}
    ran = run("settings", "coach", *argv, terminal=True, stdin=AGREED, environ=offline)

    assert ran.code == ExitCode.NO_COACH
    assert "told to stay offline. Nothing was sent." in ran.err
    assert len(double.asked) == before


def test_without_a_terminal_nobody_can_agree(run: Run, home: Path) -> None:
    ran = run("settings", "coach", stdin=AGREED)

    assert ran.code == ExitCode.MISSING_ANSWERS
    assert kept(home) == {}


def test_without_the_extra_it_is_said_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "leadcoach.coach.client", raising=False)
    monkeypatch.delattr("leadcoach.coach.client", raising=False)
    monkeypatch.setitem(sys.modules, "httpx2", None)

    ran = run("settings", "coach", terminal=True, stdin=AGREED)

    assert ran.code == ExitCode.NO_COACH
    assert all_in(ran.err, ["pip install 'leadcoach[coach]'", "Nothing was sent."])
