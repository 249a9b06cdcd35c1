"""Entries and drafts as the text of TOML files, and back; nothing here opens a file.

What a newer leadcoach wrote is found by comparing a file with what this one would
write of it: whatever is left over is kept in `unknown`, and written again as it was.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from leadcoach.domain.entry import Answer, Commitment, Draft, Entry, Value
from leadcoach.domain.reading import (
    CoachReading,
    CoachSentence,
    Exchange,
    LensPoint,
    MirrorBlock,
    Moment,
    Observation,
    Quote,
    Reading,
    quote_in,
)
from leadcoach.journal.toml_file import (
    Fields,
    from_toml,
    has_our_shape,
    to_toml,
    unreadable,
)


def reading_tables(reading: Reading) -> dict[str, Any]:
    """Return `reading` as the tables `reading` and `moment`; moments stand alone.

    The moments are the person's as much as the reader's: they say how each sits.
    """
    told: dict[str, Any] = {
        "reader": reading.reader,
        "version": reading.version,
        "lenses": reading.lenses,
        "paragraphs": reading.paragraphs,
        "abstained": reading.abstained,
        "question": reading.question,
        "quote": [_quote(each) for each in reading.quotes],
        "observation": [
            {"label": each.label, **_quote(each.quote)} for each in reading.observations
        ],
        "offered": reading.offered,
        "point": [_said(asdict(each)) for each in reading.points],
        "block": [_block(each) for each in reading.blocks],
    }
    moments = [
        {**_quote(each.quote), "guess": each.guess, "placed": each.placed}
        for each in reading.moments
    ]
    return {"reading": _said(told), "moment": [_said(each) for each in moments]}


def _block(block: MirrorBlock) -> dict[str, Any]:
    quotes = [_quote(each) for each in block.quotes]
    return _said(
        {"kind": block.kind, "title": block.title, "text": block.text, "quote": quotes}
    )


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "text": quote.text,
        "answer": quote.answer,
        "start": quote.start,
        "end": quote.end,
    }


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    # An empty line or list says nothing to somebody who reads the file.
    return {key: each for key, each in table.items() if each not in ("", (), [])}


def reading_of(fields: Fields) -> Reading | None:
    """Return the reading that a file holds, or None."""
    if "reading" not in fields:
        return None
    told = fields.table("reading")
    return Reading(
        reader=told.text("reader", ""),
        version=told.text("version", ""),
        lenses=told.texts("lenses"),
        paragraphs=told.texts("paragraphs"),
        quotes=tuple(_quote_of(each) for each in told.tables("quote")),
        abstained=told.flag("abstained"),
        question=told.text("question", ""),
        moments=tuple(_moment_of(each) for each in fields.tables("moment")),
        observations=tuple(
            Observation(each.text("label"), _quote_of(each))
            for each in told.tables("observation")
        ),
        points=tuple(_point_of(each) for each in told.tables("point")),
        offered=told.texts("offered"),
        blocks=tuple(_block_of(each) for each in told.tables("block")),
    )


def _block_of(fields: Fields) -> MirrorBlock:
    return MirrorBlock(
        kind=fields.text("kind"),
        title=fields.text("title", ""),
        text=fields.text("text", ""),
        quotes=tuple(_quote_of(each) for each in fields.tables("quote")),
    )


def _quote_of(fields: Fields) -> Quote:
    return Quote(
        text=fields.text("text", ""),
        answer=fields.text("answer", ""),
        start=fields.whole("start"),
        end=fields.whole("end"),
    )


def _moment_of(fields: Fields) -> Moment:
    guess, placed = fields.text("guess", ""), fields.text("placed", "")
    return Moment(_quote_of(fields), guess, placed)


def _point_of(fields: Fields) -> LensPoint:
    return LensPoint(
        lens=fields.text("lens"),
        who=fields.text("who"),
        says=fields.text("says", ""),
        point=fields.text("point", ""),
        shares=fields.text("shares", ""),
        differs=fields.text("differs", ""),
        leaves_open=fields.text("leaves_open", ""),
        ask=fields.text("ask", ""),
    )


def _coach_table(coach: CoachReading) -> dict[str, Any]:
    told = dict(vars(coach))
    del told["sentences"], told["talk"]
    told["at"] = _to_the_second(coach.at) if coach.at else ""
    told["sentence"] = [_coach_sentence(each) for each in coach.sentences]
    told["talk"] = [_said(vars(each)) for each in coach.talk]
    return {key: each for key, each in _said(told).items() if each != 0}


def _coach_sentence(sentence: CoachSentence) -> dict[str, Any]:
    quotes = [_quote(each) for each in sentence.quotes]
    return _said({**vars(sentence), "quotes": (), "quote": quotes})


def _coach_of(fields: Fields) -> CoachReading | None:
    if "coach" not in fields:
        return None
    told = fields.table("coach")
    names = ("reader", "model", "reported", "where", "origin", "prompt", "sent_sha256")
    numbers = ("seconds", "sent_words", "names_replaced", "dropped")
    plain: dict[str, Any] = {name: told.text(name, "") for name in names}
    plain |= {name: told.whole(name, 0) for name in numbers}
    return CoachReading(
        **plain,
        at=told.moment("at") if "at" in told else None,
        struck=told.texts("struck"),
        sentences=tuple(_coach_sentence_of(each) for each in told.tables("sentence")),
        talk=tuple(_exchange_of(each) for each in told.tables("talk")),
    )


def _coach_sentence_of(fields: Fields) -> CoachSentence:
    return CoachSentence(
        part=fields.text("part", ""),
        text=fields.text("text", ""),
        rests_on=fields.texts("rests_on"),
        quotes=tuple(_quote_of(each) for each in fields.tables("quote")),
    )


def _exchange_of(fields: Fields) -> Exchange:
    names = ("asked", "said", "noticed", "by")
    return Exchange(**{name: fields.text(name, "") for name in names})


FORMAT = 1
"""the newest form of file that this leadcoach writes"""


def is_newer(written: Entry | Draft) -> bool:
    """Tell whether a newer leadcoach wrote it in a form that this one cannot write."""
    told = written.unknown.get("format", FORMAT)
    return isinstance(told, int) and told > FORMAT


def entry_to_toml(entry: Entry) -> str:
    """Return the text of the file that holds `entry`."""
    return to_toml(_merged(_entry_tables(entry), entry.unknown))


def draft_to_toml(draft: Draft) -> str:
    """Return the text of the file that holds `draft`."""
    return to_toml(_merged(_draft_tables(draft), draft.unknown))


def _entry_tables(entry: Entry) -> dict[str, Any]:
    tables: dict[str, Any] = {
        "format": entry.unknown.get("format", FORMAT),
        "exercise": entry.exercise,
        "version": entry.version,
        "title": entry.title,
        "sha256": entry.sha256,
        "language": entry.language,
        "started": _to_the_second(entry.started),
        "finished": _to_the_second(entry.finished),
        "zone": entry.zone,
        "local_date": entry.local_date,
    }
    if entry.amended:
        tables["amended"] = entry.amended
    tables["answer"] = [_answer_table(each) for each in entry.answers]
    if entry.reading:
        tables.update(reading_tables(entry.reading))
    if entry.coach:
        tables["coach"] = _coach_table(entry.coach)
    tables["commitment"] = [_commitment_table(each) for each in entry.commitments]
    return _without_empty(tables, "answer", "moment", "commitment")


def _draft_tables(draft: Draft) -> dict[str, Any]:
    tables: dict[str, Any] = {
        "format": draft.unknown.get("format", FORMAT),
        "exercise": draft.exercise,
        "version": draft.version,
        "title": draft.title,
        "sha256": draft.sha256,
        "started": _to_the_second(draft.started),
        "saved": _placed(draft.saved),
        "passed": draft.passed,
        "options": draft.options,
        "answers": draft.answers,
        "typing": draft.typing,
        "parts": draft.parts,
    }
    if draft.reading:
        tables.update(reading_tables(draft.reading))
    if draft.coach:
        tables["coach"] = _coach_table(draft.coach)
    return _without_empty(tables, "options", "typing", "parts", "moment")


def _answer_table(answer: Answer) -> dict[str, Any]:
    table: dict[str, Any] = {
        "id": answer.id,
        "type": answer.type,
        "asked": answer.asked,
        "value": answer.value,
    }
    quote = quote_in(answer.value)
    if quote is not None:
        table["value"] = quote.text
        table |= {"from": quote.answer, "start": quote.start, "end": quote.end}
    if answer.private:
        table["private"] = True
    if answer.labels:
        table["labels"] = answer.labels
    return table


def _commitment_table(commitment: Commitment) -> dict[str, Any]:
    table = {
        "action": commitment.action,
        "cue": commitment.cue,
        "due": commitment.due or "",
        "obstacle": commitment.obstacle,
        "plan": commitment.plan,
        "told": commitment.told,
        "sure": commitment.sure or "",
    }
    return _without_empty(table, *(key for key in table if key != "action"))


def _without_empty(table: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: each for key, each in table.items() if each or key not in keys}


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    return _placed(moment).replace(microsecond=0)


def _placed(moment: dt.datetime) -> dt.datetime:
    # Offsets of long ago had seconds; TOML has none.
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a time without its offset cannot be placed in a life")
    minutes = dt.timedelta(minutes=offset // dt.timedelta(minutes=1))
    return moment.astimezone(dt.timezone(minutes))


def entry_from_toml(text: str, name: str) -> Entry:
    """Return the entry that `text` holds; `name` is the file's, for messages.

    Raises:
        Unreadable: it is no entry; the message says what is wrong and where.
    """
    tables = from_toml(text, name)
    fields = Fields(tables, name)
    entry = Entry(
        exercise=fields.text("exercise"),
        version=fields.text("version"),
        title=fields.text("title", ""),
        sha256=fields.text("sha256", ""),
        language=fields.text("language", ""),
        started=fields.moment("started"),
        finished=fields.moment("finished"),
        zone=fields.text("zone", ""),
        local_date=fields.day("local_date"),
        answers=tuple(_answer_of(each) for each in fields.tables("answer")),
        reading=reading_of(fields),
        amended=fields.text("amended", ""),
        commitments=tuple(_commitment_of(each) for each in fields.tables("commitment")),
        coach=_coach_of(fields),
    )
    newer = _newer_format(fields, name)
    return replace(entry, unknown=_left_over(tables, _entry_tables(entry)) | newer)


def draft_from_toml(text: str, name: str) -> Draft:
    """Return the draft that `text` holds; `name` is the file's, for messages.

    Raises:
        Unreadable: it is no draft; the message says what is wrong and where.
    """
    tables = from_toml(text, name)
    fields = Fields(tables, name)
    draft = Draft(
        exercise=fields.text("exercise"),
        version=fields.text("version"),
        title=fields.text("title", ""),
        sha256=fields.text("sha256", ""),
        started=fields.moment("started"),
        saved=fields.moment("saved"),
        answers=fields.table("answers").values(),
        passed=fields.texts("passed"),
        reading=reading_of(fields),
        options=fields.table("options").values(),
        typing=fields.named_texts("typing"),
        parts=_parts_of(fields.table("parts")),
        coach=_coach_of(fields),
    )
    newer = _newer_format(fields, name)
    return replace(draft, unknown=_left_over(tables, _draft_tables(draft)) | newer)


def _parts_of(fields: Fields) -> dict[str, dict[str, str]]:
    return {question: fields.named_texts(question) for question in fields.values()}


def is_whole(content: bytes) -> bool:
    """Tell, without parsing, that a file is a whole entry just as we write one.

    False when in doubt, and then only `entry_from_toml` can tell.
    """
    if not has_our_shape(content) or not (content.isascii() or _is_utf8(content)):
        return False
    # Texts of several lines could hold lines like those that are counted.
    many = b"".join(content.split(b'"""')[::2]).count
    answers = many(b"\n[[answer]]\n")
    if many(b"\nlocal_date = ") != 1 or answers > (
        many(b"\nvalue = ") + many(b"\n[answer.value]\n")
    ):
        return False
    return many(b"\n[[") == answers or (
        many(b"\n[[commitment]]\n") <= many(b"\naction = ")
        and many(b"\n[[reading.point]]\n") <= many(b"\nwho = ")
        and many(b"\n[[moment]]\n")
        + many(b"\n[[reading.quote]]\n")
        + many(b"\n[[coach.sentence.quote]]\n")
        <= many(b"\nend = ")
    )


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _newer_format(fields: Fields, name: str) -> dict[str, int]:
    told = fields.whole("format")
    if told < 1:
        raise unreadable(name, "'format' should be 1 or more")
    return {"format": told} if told > FORMAT else {}


def _answer_of(fields: Fields) -> Answer:
    return Answer(
        id=fields.text("id"),
        type=fields.text("type"),
        asked=fields.text("asked"),
        value=_value_of(fields),
        private=fields.flag("private"),
        labels=fields.named_texts("labels"),
    )


def _value_of(fields: Fields) -> Value:
    """Return an answer; a picked sentence stands in a file with its place beside it."""
    value = fields.value("value")
    if not (fields.text("type") == "sentence" and isinstance(value, str)):
        return value
    if not all(key in fields for key in ("from", "start", "end")):
        return value
    place = fields.text("from"), fields.whole("start"), fields.whole("end")
    return Quote(value, *place).table()


def _commitment_of(fields: Fields) -> Commitment:
    return Commitment(
        action=fields.text("action"),
        cue=fields.text("cue", ""),
        due=fields.day_or_none("due"),
        obstacle=fields.text("obstacle", ""),
        plan=fields.text("plan", ""),
        told=fields.text("told", ""),
        sure=fields.whole("sure", 0),
    )


def _left_over(kept: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `kept` is not in `known`, in the shape of `kept`."""
    rest = {
        key: _rest(each, known[key]) if key in known else each
        for key, each in kept.items()
    }
    return {key: each for key, each in rest.items() if each or key not in known}


def _rest(kept: object, known: object) -> object:
    if isinstance(kept, dict) and isinstance(known, Mapping):
        return _left_over(kept, known)
    if isinstance(kept, list) and isinstance(known, list | tuple):
        rests = [_rest(*pair) for pair in zip(kept, known, strict=False)]
        return rests if any(rests) else None
    return None


def _merged(known: Mapping[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Return `known` together with what only `unknown` has, found by `_left_over`."""
    both = {
        key: _joined(each, unknown[key]) if key in unknown else each
        for key, each in known.items()
    }
    return {**unknown, **both}


def _joined(known: object, unknown: object) -> object:
    if isinstance(known, Mapping) and isinstance(unknown, Mapping):
        return _merged(known, unknown)
    if isinstance(known, list) and isinstance(unknown, list):
        # Unknown keys of a list's tables belong to the table in the same place.
        beside = unknown + [None] * len(known)
        return [_joined(*pair) for pair in zip(known, beside, strict=False)]
    return known
