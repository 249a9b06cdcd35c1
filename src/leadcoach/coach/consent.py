"""Who may be sent a person's words, and what the person said to that.

Consent is bound to address, model and wording, for all three stand in the text that is
agreed to, and the settings keep the hash of that text. Another address, another model,
or a leadcoach that says it otherwise: and the person is asked anew.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from leadcoach.errors import NoCoach, WrongUsage

HERE = "this computer"
NETWORK = "your network"
COMPANY = "a company: "
"""what `where` begins with, before the name"""

_WHERE = {
    HERE: "It runs on this computer, and you said that it does not pass them on.",
    NETWORK: "It runs on your network: who runs that computer can read and keep them.",
}
_AT_A_COMPANY = "It runs at {}. A company can keep what it is sent; its terms decide."
_OPEN = "The way there is not encrypted: who is on it can read them, too."
SET_UP = "Set it up with: leadcoach settings coach"


@dataclass(frozen=True)
class Coach:
    """A coach as the settings keep it, in the table `coach`."""

    server: str
    """where the paths of OpenAI's protocol begin: http://127.0.0.1:11434/v1"""
    model: str
    where: str
    """HERE, NETWORK, or COMPANY and its name"""
    key: str = ""
    """where the key comes from: env:NAME, command:WORDS, or empty; never the key"""
    always: bool = False
    """whether the person is not asked before each reading; only where it runs here"""
    consent: str = ""
    """the hash of the text that the person agreed to"""

    @property
    def origin(self) -> str:
        return origin_of(self.server)

    @property
    def is_here(self) -> bool:
        """Tell whether nothing leaves this computer, as far as the settings say."""
        return self.where == HERE and not is_passed_on(self.model)

    @property
    def text(self) -> str:
        """What a person agrees to."""
        company = _AT_A_COMPANY.format(self.where.removeprefix(COMPANY))
        is_open = self.server.startswith("http:") and self.where != HERE
        said = (
            "leadcoach itself sends nothing. With a coach, your two answers go to this "
            "address when you say so, with the sentences you picked, your keys and your "
            "few words about them, and what you write to the coach then:"
        )
        to = f"  {self.origin}, model {self.model}"
        where = _WHERE.get(self.where, company)
        return f"{said}\n{to}\n{where} {_OPEN if is_open else ''}".strip()

    @property
    def signature(self) -> str:
        """Return what stands for the text where it was agreed to."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Permit:
    """One address, and the model that words may go to; only `permit` names a model."""

    server: str
    origin: str
    model: str
    key: str
    """where the key comes from"""
    only_here: bool
    """whether the address has to be this computer, each time"""


def coach_in(table: Mapping[str, Any]) -> Coach | None:
    """Return the coach in the table of all settings; None where there is none."""
    found = table.get("coach")
    if not isinstance(found, Mapping) or not found.get("server"):
        return None
    kinds = {
        each.name: bool if each.name == "always" else str for each in fields(Coach)
    }
    kept = {name: found[name] for name in kinds if name in found}
    if any(type(value) is not kinds[name] for name, value in kept.items()):
        raise NoCoach("The coach in your settings cannot be read.", SET_UP)
    return Coach(**{"model": "", "where": "", **kept})


def permit(coach: Coach | None, *, offline: bool) -> Permit:
    """Return the permit to send words to `coach`; NoCoach where there can be none."""
    if offline:
        raise NoCoach(
            "leadcoach is told to stay offline. Nothing was sent.",
            "It was said by --offline, or by the variable LEADCOACH_OFFLINE.",
        )
    if coach is None:
        raise NoCoach("No coach is set up, so nothing was sent.", SET_UP)
    if coach.consent != coach.signature:
        raise NoCoach(
            "The coach in your settings is not the one you agreed to. Nothing was sent.",
            "Look at it and agree anew: leadcoach settings coach",
        )
    return Permit(coach.server, coach.origin, coach.model, coach.key, coach.is_here)


def to_look(server: str, key: str) -> Permit:
    """Return the permit to ask a server which models it has; no words go with that."""
    return Permit(server, origin_of(server), "", key, only_here=False)


def is_offline(environ: Mapping[str, str], *, asked: bool = False) -> bool:
    """Tell whether nothing may be sent in this run, whatever was agreed to."""
    return asked or environ.get("LEADCOACH_OFFLINE", "") not in ("", "0")


def server_at(typed: str) -> str:
    """Return the address that `typed` means, as it is kept; or raise WrongUsage."""
    address = typed.strip()
    address = address if "://" in address else f"http://{address}"
    parts, is_one = urlsplit(""), False
    with suppress(ValueError):
        parts = urlsplit(address)
        is_one = bool(parts.hostname) and parts.port != 0
    if not is_one or parts.scheme not in ("http", "https") or not address.isascii():
        hint = "It looks like http://127.0.0.1:11434 or https://api.example.org/v1."
        raise WrongUsage("That is no address of a server.", hint)
    if parts.username is not None or parts.query or parts.fragment:
        hint = "A key is asked for by itself, and never kept in the settings."
        raise WrongUsage("The address holds more than an address.", hint)
    path = parts.path.removesuffix("/chat/completions").rstrip("/") or "/v1"
    return f"{origin_of(address)}{path}"


def origin_of(server: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(server)
    return f"{parts.scheme}://{parts.netloc}".lower()


def are_here(addresses: Sequence[str]) -> bool:
    """Tell whether each address that a name leads to is this very computer's."""
    return bool(addresses) and all(ip_address(each).is_loopback for each in addresses)


def is_passed_on(model: str) -> bool:
    """Tell whether a model's tag says that another computer runs it, as Ollama's do."""
    tag = model.lower().rpartition(":")[2]
    return "cloud" in tag.split("-")
