"""Nothing is sent unless a person agreed to the address, the model and the wording."""

from dataclasses import asdict, replace
from typing import Any

import pytest

from leadcoach.coach import consent
from leadcoach.coach.consent import COMPANY, HERE, NETWORK, Coach
from leadcoach.errors import NoCoach, WrongUsage

COACH = Coach("http://127.0.0.1:11434/v1", "gemma3:12b", HERE)
AGREED = replace(COACH, consent=COACH.signature)


def test_what_was_agreed_to_is_permitted() -> None:
    allowed = consent.permit(AGREED, offline=False)

    assert (allowed.origin, allowed.model) == ("http://127.0.0.1:11434", "gemma3:12b")
    assert allowed.only_here


@pytest.mark.parametrize(
    "changed",
    [
        {"server": "http://127.0.0.1:11435/v1"},
        {"server": "https://127.0.0.1:11434/v1"},
        {"server": "https://api.example.org/v1"},
        {"model": "gemma3:27b"},
        {"model": "gemma3:12b-cloud"},
        {"where": NETWORK},
        {"where": f"{COMPANY}Example"},
        {"consent": ""},
        {"consent": "yes"},
    ],
    ids=str,
)
def test_a_coach_that_was_changed_is_asked_about_anew(changed: dict[str, Any]) -> None:
    with pytest.raises(NoCoach, match=r"not the one you agreed to. Nothing was sent."):
        consent.permit(replace(AGREED, **changed), offline=False)


def test_another_wording_is_asked_about_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(consent._WHERE, HERE, "It runs here.")  # noqa: SLF001

    with pytest.raises(NoCoach, match="agreed to"):
        consent.permit(AGREED, offline=False)


def test_staying_offline_wins_over_all_consent() -> None:
    with pytest.raises(NoCoach, match="stay offline. Nothing was sent"):
        consent.permit(AGREED, offline=True)


@pytest.mark.parametrize(
    ("value", "is_offline"), [("1", True), ("yes", True), ("", False), ("0", False)]
)
def test_a_variable_can_keep_it_offline(value: str, *, is_offline: bool) -> None:
    assert consent.is_offline({"LEADCOACH_OFFLINE": value}) is is_offline
    assert consent.is_offline({"LEADCOACH_OFFLINE": value}, asked=True)


def test_without_a_coach_nothing_is_sent() -> None:
    with pytest.raises(NoCoach, match="No coach is set up, so nothing was sent"):
        consent.permit(consent.coach_in({}), offline=False)


def test_a_coach_comes_back_from_the_settings_as_it_was() -> None:
    assert consent.coach_in({"coach": {**asdict(AGREED), "later": 1}}) == AGREED


@pytest.mark.parametrize("broken", [{"model": 3}, {"always": "yes"}, {"consent": []}])
def test_a_coach_that_cannot_be_read_is_none_to_send_to(
    broken: dict[str, object],
) -> None:
    with pytest.raises(NoCoach, match="cannot be read"):
        consent.coach_in({"coach": {**asdict(AGREED), **broken}})


@pytest.mark.parametrize(
    ("typed", "server"),
    [
        ("localhost:11434", "http://localhost:11434/v1"),
        (" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080/v1"),
        ("https://api.example.org/openai/v1/", "https://api.example.org/openai/v1"),
        ("https://API.example.org/v1/chat/completions", "https://api.example.org/v1"),
        ("http://[::1]:11434", "http://[::1]:11434/v1"),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, server: str) -> None:
    assert consent.server_at(typed) == server


@pytest.mark.parametrize(
    "typed",
    [
        "http://",
        "ftp://example.org",
        "http://example.org:99999",
        "https://me:secret@example.org/v1",
        "https://example.org/v1?key=secret",
        "http://exämple.org",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_plain_address_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage):
        consent.server_at(typed)


@pytest.mark.parametrize(
    ("addresses", "here"),
    [
        (["127.0.0.1"], True),
        (["127.0.0.1", "::1"], True),
        (["127.0.0.1", "10.0.0.7"], False),
        (["0.0.0.0"], False),
        ([], False),
    ],
)
def test_here_is_where_each_address_is_this_computer(
    addresses: list[str], *, here: bool
) -> None:
    assert consent.are_here(addresses) is here


@pytest.mark.parametrize(
    ("model", "passed_on"),
    [
        ("gpt-oss:120b-cloud", True),
        ("qwen3:cloud", True),
        ("glm-4.6:cloud", True),
        ("GLM:CLOUD", True),
        ("gemma3:12b", False),
        ("cloudy:7b", False),
    ],
)
def test_a_cloud_tag_says_that_the_model_is_elsewhere(
    model: str, *, passed_on: bool
) -> None:
    assert consent.is_passed_on(model) is passed_on
    assert Coach("http://127.0.0.1:11434/v1", model, HERE).is_here is not passed_on


@pytest.mark.parametrize("where", [HERE, NETWORK, f"{COMPANY}Example"])
def test_what_is_agreed_to_names_address_and_model_and_where(where: str) -> None:
    text = replace(COACH, where=where).text

    assert all(each in text for each in (COACH.origin, COACH.model))
    assert where.removeprefix(COMPANY).split()[-1] in text
