"""leadcoach coach, and settings coach: a language model that was agreed to."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import typer

from leadcoach.asking import Asker
from leadcoach.asking.scripted import Scripted
from leadcoach.cli.asker import asker_for, framing, typed
from leadcoach.cli.command import command
from leadcoach.cli.context import Context
from leadcoach.cli.edit import opened
from leadcoach.cli.options import OFFLINE, argument, flag
from leadcoach.cli.prompt import instructions_for, packet_for
from leadcoach.cli.sitting import tools_for
from leadcoach.coach.consent import (
    COMPANY,
    HERE,
    NETWORK,
    SET_UP,
    Coach,
    Permit,
    are_here,
    coach_in,
    is_offline,
    is_passed_on,
    permit,
    server_at,
    to_look,
)
from leadcoach.coach.packet import ModelText, body_of
from leadcoach.coach.reply import TRIAL_SCHEMA
from leadcoach.domain.entry import Entry
from leadcoach.domain.text import clean_line
from leadcoach.errors import (
    AnswersMissing,
    ExitCode,
    LeadcoachError,
    NoCoach,
    NotConfirmed,
    Unreadable,
    WrongUsage,
)
from leadcoach.rendering.screen import message, write
from leadcoach.session.coach_step import PROMPTS, Voice, talk_ended
from leadcoach.session.draft import Keeper, resumed
from leadcoach.session.entry import of_entry, with_talk
from leadcoach.session.run import SessionLoop
from leadcoach.settings import put_table

OFFERED = {
    "http://127.0.0.1:11434/v1": "Ollama on this computer (127.0.0.1:11434)",
    "http://127.0.0.1:1234/v1": "LM Studio on this computer (127.0.0.1:1234)",
    "http://127.0.0.1:8080/v1": "llama-server on this computer (127.0.0.1:8080)",
}
TYPED = {"typed": "another address, which I type"}
MOST_LISTED = 30
"""models that are listed to choose from; of more, the name is typed"""

INVENTED = (
    {"role": "system", "content": "Answer in one short sentence."},
    {
        "role": "user",
        "content": "Somebody wrote: “I asked each of them what we should stop doing.” "
        "What did they ask?",
    },
)
"""what a coach is tried with; nobody wrote it"""
_TOKENS = 300
"""of the answer to it"""


def client() -> ModuleType:
    """Return the module that sends; NoCoach where the extra is not installed."""
    try:
        from leadcoach.coach import client as found
    except ImportError as problem:
        raise NoCoach(
            f"What speaks with a language model is not installed ({problem.name}). "
            "Nothing was sent.",
            "Install it where leadcoach is: pip install 'leadcoach[coach]', or "
            "pip install '.[coach]' in a clone of it.",
        ) from None
    return found


def coach_of(context: Context) -> Coach | None:
    """Return the coach of the person's settings."""
    return coach_in(context.settings.table)


def set_up(context: Context) -> None:
    """Ask for a coach and for consent, keep it, and see whether it answers."""
    if not context.around.has_terminal:
        message = "There is no terminal, so nobody can be asked. Nothing was done."
        raise AnswersMissing(message, "Run it in a terminal: leadcoach settings coach")
    if is_offline(context.around.environ):
        permit(None, offline=True)
    coach = _CoachSetup(context, asker_for(context), client()).coach()
    put_table(context.places.settings, "coach", asdict(coach))
    context.say("Saved. To take it back: leadcoach settings coach --off\n")
    check(context, coach)


def forget(context: Context) -> None:
    """Remove the coach, and the consent to it, from the settings."""
    if "coach" not in context.settings.table:
        context.say("No coach is set up.")
        return
    put_table(context.places.settings, "coach", None)
    context.say("The coach is off, and forgotten. What it said stays in your journal.")


def check(context: Context, coach: Coach | None) -> None:
    """Send the invented sentence and show the answer; NoCoach where none came."""
    allowed = permit(coach, offline=is_offline(context.around.environ))
    assert coach is not None
    sender = client()
    body = body_of(allowed.server, allowed.model, INVENTED, TRIAL_SCHEMA, _TOKENS)
    context.say("One sentence that nobody wrote is sent.")
    key = sender.key_of(allowed.key, context.around.environ)
    with progress(context) as grown:
        reply = sender.ask(allowed, key, body, grown)
    answer = None
    with suppress(ValueError, AttributeError):  # no JSON, or no table
        answer = json.loads(reply.text).get("answer")
    answer = answer if isinstance(answer, str) else ""
    lines = [
        f"{coach.model} at {coach.origin} ({coach.where}) answered in {reply.seconds:.0f} s:",
        f"  {clean_line(answer or reply.text, 300)}",
    ]
    write(context.around.stdout, message("\n".join(lines), context.screen))
    if not answer:
        context.say(
            "It does not keep to the form that it was asked for, so its readings may "
            "often be left out. Another model may do better."
        )


class _CoachSetup:
    """The questions from which a coach comes; nothing is sent that a person wrote."""

    def __init__(self, context: Context, asker: Asker, sender: ModuleType) -> None:
        self._context = context
        self._asker = asker
        self._sender = sender

    def coach(self) -> Coach:
        server = self._chosen("Where does the model run?", OFFERED | TYPED)
        key = ""
        if server in TYPED:
            server = self._until(server_at, "Its address:")
            key = self._key()
        found = self._sender.addresses_of(server)
        is_here = are_here(found)
        model = self._model(to_look(server, key))
        coach = Coach(server, model, self._where(model, is_here=is_here), key)
        is_open = server.startswith("http:") and not is_here
        if is_open and coach.where.startswith(COMPANY):
            raise WrongUsage(
                "To a company, your words would go unencrypted. Nothing is set up.",
                "Give an address that begins with https://",
            )
        self._asker.tell(f"\n{coach.text}")
        agreed = {"no": "no", "yes": "yes, I agree to that"}
        if self._chosen("Do you agree to that?", agreed) == "no":
            raise _NotAgreed
        coach = replace(coach, consent=coach.signature)
        if not coach.is_here:
            return coach
        often = {"ask": "ask me each time", "always": "do not ask; let it read"}
        chosen = self._chosen("Before it reads what you wrote in a sitting:", often)
        return replace(coach, always=chosen == "always")

    def _model(self, look: Permit) -> str:
        key = self._sender.key_of(look.key, self._context.around.environ)
        names = self._sender.models(look, key)
        if not names:
            self._asker.tell("The server does not say which models it has.")
        if not names or len(names) > MOST_LISTED:
            return self._until(lambda name: _one_of(name, names), "The model's name:")
        passed_on = " (runs at a company, not here)"
        listed = {n: clean_line(n) + passed_on * is_passed_on(n) for n in names}
        return self._chosen("Which model?", listed)

    def _where(self, model: str, *, is_here: bool) -> str:
        if is_here and is_passed_on(model):
            self._asker.tell("Its name says that a company runs this model.")
            where = COMPANY
        elif is_here:
            places = {
                HERE: "on this computer; the server passes nothing on",
                COMPANY: "elsewhere; the server here passes it on, or I do not know",
            }
            where = self._chosen("Where does the model itself run?", places)
        else:
            places = {
                COMPANY: "at a company, or I do not know",
                NETWORK: "on my own network, at home or at work",
            }
            where = self._chosen("Where is this address?", places)
        if where != COMPANY:
            return where
        return COMPANY + self._until(clean_line, "Which company?")

    def _key(self) -> str:
        ways = {
            "none": "it needs no key",
            "env:": "from a variable of the environment, which I name",
            "command:": "from a command that prints it, such as a password manager",
        }
        way = self._chosen("A key? leadcoach keeps none, only where to get it:", ways)
        if way == "none":
            return ""
        label = "Name of the variable:" if way == "env:" else "The command:"
        said = self._until(_a_variable if way == "env:" else clean_line, label)
        return way + said.removeprefix(way)

    def _chosen(self, text: str, choices: Mapping[str, str]) -> str:
        chosen = self._asker.choose(f"\n{text}", choices)
        if chosen is None:
            raise _NotAgreed
        return chosen

    def _until(self, accept: Callable[[str], str], label: str) -> str:
        """Return what `accept` makes of a typed line; an empty one ends it all."""
        while line := typed(self._asker, label):
            try:
                return accept(line.strip())
            except LeadcoachError as problem:
                self._asker.tell(f"{problem.message} {problem.hint}".strip())
        raise _NotAgreed


class _NotAgreed(NoCoach):
    """The person left the questions before the end, or did not agree."""

    def __init__(self) -> None:
        super().__init__("Nothing is set up, and nothing that you wrote was sent.")


def _one_of(name: str, names: list[str]) -> str:
    if names and name not in names:
        like = [each for each in names if name.lower() in each.lower()] or names
        shown = ", ".join(map(clean_line, like[:MOST_LISTED]))
        raise WrongUsage(f"There is no model “{name}”.", f"Among others: {shown}.")
    return name


def _a_variable(name: str) -> str:
    name = name.removeprefix("env:")
    if not name.isidentifier() or not name.isascii():
        hint = "It is its name that is needed, as in OPENAI_API_KEY, and not the key."
        raise WrongUsage("That is no name of a variable.", hint)
    return name


# Reading, and talking it over


def voice_for(
    context: Context, *, wanted: bool = False, offline: bool = False
) -> Voice | None:
    """Return the coach for a sitting; None, with a line why, where there can be none.

    Raises:
        NoCoach: there can be none, and it is `wanted`.
    """
    offline = is_offline(context.around.environ, asked=offline)
    try:
        coach = coach_of(context)
        allowed = permit(coach, offline=offline)
        assert coach is not None
        if find_spec("pydantic_ai") is None:
            client()
        prompts = {each: instructions_for(context, each) for each in PROMPTS}
    except (NoCoach, Unreadable) as problem:
        if wanted:
            raise
        if not offline:
            context.say(f"{problem.message} {problem.hint}")
        return None

    def send(
        messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]
    ) -> ModelText:
        body = body_of(allowed.server, allowed.model, messages, schema)
        with progress(context) as grown:
            try:
                sender = client()  # slow to import, so it is said before
            except KeyboardInterrupt:
                raise NoCoach("You went on without it. Nothing was sent.") from None
            key = sender.key_of(allowed.key, context.around.environ)
            told: ModelText = sender.ask(allowed, key, body, grown)
        return told

    return Voice(coach, send, prompts)


@command(
    "coach",
    "leadcoach coach",
    "leadcoach coach 2",
    "leadcoach coach --show-prompt",
    asks=True,
)
def coach(
    context: Context,
    entry: str = argument("A number of the list, a day, or a name.", ""),
    *,
    show_prompt: bool = flag(
        "--show-prompt", "Print what would be sent; send nothing."
    ),
    as_json: bool = flag("--json", "With --show-prompt: the very bytes, as sent."),
    offline: bool = OFFLINE,
) -> None:
    """Let a language model read an entry, and talk it over.

    It has to be set up first: `leadcoach settings coach`. You are told what goes where,
    and asked, before anything is sent.
    """
    if as_json and not show_prompt:
        raise WrongUsage("--json goes with --show-prompt.", "Leave out --json.")
    if show_prompt:
        write(context.around.stdout, _what_is_sent(context, entry, as_json=as_json))
        return
    voice = voice_for(context, wanted=True, offline=offline)
    if not context.around.has_terminal:
        message = "There is no terminal, so nobody can be asked. Nothing was sent."
        raise AnswersMissing(message, "See what would be sent: --show-prompt")
    assert voice is not None
    path, kept, _ = packet_for(context, entry, None)
    talk_over(context, voice, path, kept)
    if voice.problem:
        raise typer.Exit(ExitCode.NO_COACH)


def _what_is_sent(context: Context, entry: str, *, as_json: bool) -> str:
    """Return the words that would be sent; or the whole body, to the byte."""
    found = coach_of(context)
    names: list[str] | None = [] if found and not found.is_here else None
    _, _, packet = packet_for(context, entry, names)
    if not as_json:
        return f"{packet.system}\n\n{packet.user}\n"
    if found is None:
        raise NoCoach("No coach is set up, so there is no model to name.", SET_UP)
    body = body_of(found.server, found.model, packet.messages, packet.schema)
    return body.decode()


def talk_over(
    context: Context, voice: Voice | None, path: Path, entry: Entry, name: str = ""
) -> None:
    """Let the coach read an entry and ask on, and keep what comes of it in the entry.

    `name` is that of a draft in which it was begun. Without a coach it is not asked any
    more, and what was said to it is kept.
    """
    context.say(_about(entry, is_resumed=bool(name)))
    found = context.library.find(entry.exercise)
    now, drafts = context.around.now, context.drafts
    keeper = Keeper(found, now(), now, drafts, entry=path.stem)
    session = of_entry(found.exercise, entry)
    if name:
        draft = drafts.load(name)
        drafts.hold(name)
        keeper = replace(keeper, name=name, before=draft, started=draft.started)
        begun = resumed(session, draft)
        session = begun if voice else talk_ended(begun)
    asker = Scripted({}, framing(context, found, asker_for(context)))
    tools = tools_for(
        context, asker, journal=context.journal, keeper=keeper, voice=voice
    )
    try:
        session = SessionLoop(session, tools).talk_over()
        editing = opened(context, path)
        editing.save(with_talk(editing.entry, session))
        keeper.finish()
    except NotConfirmed:  # it is in the entry, and would be added once more
        keeper.finish()
        raise
    finally:
        keeper.leave()


def _about(entry: Entry, *, is_resumed: bool) -> str:
    """Return which entry it is about, and what becomes of a reading that is there."""
    begun = "Going on with the coach about" if is_resumed else "For the coach"
    lines = [f"{begun}: {clean_line(entry.title)}, {entry.local_date}"]
    if entry.coach and not is_resumed:
        lines.append(
            f"A reading by {entry.coach.who} is there already. A new one takes its place; "
            "what you said to it stays."
        )
    return "\n".join(lines)


@contextmanager
def progress(context: Context) -> Iterator[Callable[[float, int], None]]:
    """Say that an answer is on its way: on one line, or now and then on another.

    Yields what is told the seconds it takes, and how many signs came.
    """
    screen, stderr = context.side_screen, context.around.stderr
    is_drawn = screen.is_terminal and not screen.plain
    shown, due = "", [10, 30, 60, 120, 180, 240]  # seconds, in plain lines

    def grown(seconds: float, signs: int) -> None:
        nonlocal shown
        words = f", about {signs // 6} words so far" if signs else ""
        line = f"  {int(seconds)} s{words}"
        if is_drawn and line != shown:
            line = line[: screen.width - 1]
            write(stderr, f"\r{line}{' ' * max(0, len(shown) - len(line))}")
            stderr.flush()
            shown = line
        elif screen.is_terminal and not is_drawn and due and seconds >= due[0]:
            due.pop(0)
            context.say(line.strip())

    if screen.is_terminal:
        context.say("Waiting for the answer. Ctrl-C goes on without it.")
    try:
        yield grown
    finally:
        if shown:
            write(stderr, f"\r{' ' * len(shown)}\r")
            stderr.flush()
