"""What the storm left, beside the ideal run: every difference in words, without anybody's data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from bot.clock import now
from storage import conversations
from storage.crypto import Sealer
from storage.tables import (
    applications,
    audit,
    consents,
    contacts,
    drafts,
    endpoints,
    files,
    inbox,
    links,
    outbox,
    participants,
    receipts,
)
from tests.crash.ideal import FILE, Ideal, ideal
from tests.crash.people import PHOTO, Talker
from tests.crash.storm import Storm, news_for

READ = (
    applications, audit, consents, contacts, drafts, endpoints, files, inbox, links, outbox,
    participants, receipts,
)  # fmt: skip
# Anything else that a platform refuses is a difference: these may come twice, or too late.
MAY_BE_REFUSED = ("answerCallbackQuery", "editMessageReplyMarkup", "deleteMessages")
SUMMARY = "registration.summary"


@dataclass
class Left:
    """All rows, by table."""

    storm: Storm
    sealer: Sealer
    rows: Mapping[Table, Sequence[Any]]

    def of(self, table: Table, **same: object) -> list[Any]:
        """The rows with these values."""
        wanted = same.items()
        return [e for e in self.rows[table] if all(getattr(e, n) == v for n, v in wanted)]

    def opened(self, row: Any) -> dict[str, Any]:
        """The payload of an outbox row."""
        found: dict[str, Any] = self.sealer.open_json(row.payload, "outbox", "payload", row.id)
        return found


async def differences(storm: Storm) -> list[str]:
    """What is not as in the ideal run; empty when all is well."""
    left = await _left(storm)
    found = [*storm.problems, *_queues(left), *_refusals(storm), *_folder(left)]
    for talker in storm.people:
        who = f"{talker.phone.channel} {talker.number}"
        found += [f"{who}: {each}" for each in await _of_person(left, talker)]
    if len(left.rows[participants]) != len(storm.people):
        found.append(f"{len(left.rows[participants])} participants of {len(storm.people)}")
    return found


async def _left(storm: Storm) -> Left:
    rows = await storm.office.house.store.read(
        lambda conn: {table: conn.execute(select(table)).all() for table in READ}
    )
    return Left(storm, storm.office.sealers.sealer, rows)


# --- of all together -----------------------------------------------------------------------


def _queues(left: Left) -> Iterator[str]:
    """Everything is worked off, and nothing failed."""
    for row in left.rows[inbox]:
        if row.state != "done":
            yield f"an inbox row of kind {row.kind} is {row.state}"
    for row in left.rows[outbox]:
        allowed = {"callback": ("sent", "dropped"), "campaign": ("sent", "unknown")}
        if row.state not in allowed.get(row.kind, ("sent",)):
            yield f"an outbox row of kind {row.kind} is {row.state} ({row.error_code})"
        if row.state == "unknown" and row.error_code != "unknown":
            yield "a campaign's message of unknown outcome is not listed as such"


def _refusals(storm: Storm) -> Iterator[str]:
    for refused in storm.telegram.refused:
        if refused.method not in MAY_BE_REFUSED:
            yield f"Telegram refused {refused.method}: {refused.description}"
    for each in storm.whatsapp.refused:
        yield f"WhatsApp refused {each.method}: {each.details}"


def _folder(left: Left) -> Iterator[str]:
    """As many sealed files as rows: none is there twice, none is left of a try that ended."""
    folder = left.storm.office.house.settings.data_dir / "files"
    names = Counter(each.name for each in folder.iterdir()) if folder.is_dir() else Counter()
    wanted = Counter(f"{row.id}.sealed" for row in left.rows[files])
    if names != wanted:
        more, less = (names - wanted).total(), (wanted - names).total()
        yield f"the folder has {more} files too many and {less} too few"


# --- of one person -------------------------------------------------------------------------


async def _of_person(left: Left, talker: Talker) -> list[str]:
    endpoint = await talker.endpoint()
    if endpoint is None:
        return ["is not known"]
    best = ideal(talker.answers, now())
    return [
        *_turns(left, talker, endpoint.id),
        *_records(left, talker, endpoint.id, best),
        *_said(left, talker, endpoint.id),
        *await _talk(left, endpoint.id, best),
    ]


def _turns(left: Left, talker: Talker, endpoint_id: str) -> Iterator[str]:
    """Each message came in once and was answered once."""
    heard = left.of(inbox, endpoint_key=talker.key, kind="message")
    if len(heard) != talker.said:
        yield f"said {talker.said} messages, {len(heard)} are stored"
    answers = Counter(
        (row.inbox_seq, row.kind, row.message_id, json.dumps(left.opened(row), sort_keys=True))
        for row in left.of(outbox, endpoint_id=endpoint_id)
    )
    if doubled := [key[2] for key, count in answers.items() if count > 1]:
        yield f"answered twice: {doubled}"
    replied = {key[0] for key in answers if key[1] == "reply"}
    if missing := len({row.seq for row in heard} - replied):
        yield f"{missing} messages have no answer"


def _records(left: Left, talker: Talker, endpoint_id: str, best: Ideal) -> Iterator[str]:
    """One participant with all that belongs to it, as the person told it."""
    sent = left.of(applications, endpoint_id=endpoint_id)
    if len(sent) != 1:
        yield f"{len(sent)} applications"
        return
    (application,) = sent
    kept = left.sealer.open_json(application.answers, "applications", "answers", application.id)
    told = {"answers": dict(best.answers), "values": dict(best.values)}
    if _plain(kept) != _plain(told):
        yield "the application holds other answers"
    once = (
        (receipts, {"application_id": application.id}),
        (links, {"endpoint_id": endpoint_id, "participant_id": application.participant_id}),
        (audit, {"act": "submitted", "subject_id": application.id}),
        (consents, {"endpoint_id": endpoint_id, "participant_id": application.participant_id}),
        (contacts, {"participant_id": application.participant_id}),
    )
    for table, same in once:
        if (count := len(left.of(table, **same))) != 1:
            yield f"{count} rows in {table.name}"
    pictures = len(left.of(files, owner_kind="application", owner_id=application.id))
    if pictures != int(talker.photo):
        yield f"{pictures} files"
    yield from _participant(left, talker, application.participant_id)


def _participant(left: Left, talker: Talker, participant_id: str) -> Iterator[str]:
    """What the desk reads, beside the person, not beside the form."""
    person = talker.person
    (row,) = left.of(participants, id=participant_id)
    opened = {
        name: left.sealer.open_text(getattr(row, name), "participants", name, row.id)
        for name in ("nik", "birth_place", "mother_name", "phone")
    }
    wanted = {
        "nik": person.nik, "birth_place": person.birth_place, "mother_name": person.mother_name,
        "phone": _e164(person.phone),
    }  # fmt: skip
    clear = {
        "name": person.name, "birth_date": person.birth_date, "sex": person.sex,
        "village_code": person.village.code, "payer": "village",
    }  # fmt: skip
    for name in (name for name in wanted if opened[name] != wanted[name]):
        yield f"another {name}"
    for name in (name for name in clear if getattr(row, name) != clear[name]):
        yield f"another {name}"
    for contact in left.of(contacts, participant_id=participant_id):
        family = tuple(
            left.sealer.open_text(getattr(contact, name), "contacts", name, contact.id)
            for name in ("name", "phone")
        )
        if family != (person.family.name, _e164(person.family.phone)):
            yield "another family contact"


def _said(left: Left, talker: Talker, endpoint_id: str) -> Iterator[str]:
    """Every reply was seen, the receipt too; the campaign at most once, or its end is unknown."""
    shown = Counter(talker.phone.shown())
    for row in left.of(outbox, endpoint_id=endpoint_id, kind="reply"):
        text = _words(left.opened(row)["request"])
        if text is not None and not shown[text]:
            yield f"never saw the answer {row.message_id}"
    for receipt in left.of(receipts, endpoint_id=endpoint_id):
        index = receipt.code_index.hex()
        code = left.sealer.open_text(receipt.code, "receipts", "code", index)
        if not any(code in each for each in shown):
            yield "never saw the receipt"
    states = [row.state for row in left.of(outbox, endpoint_id=endpoint_id, kind="campaign")]
    times = shown[news_for(talker)]
    if len(states) != 1 or times > 1 or (states == ["sent"] and times == 0):
        yield f"saw the campaign {times} times, its outcomes are {states}"


async def _talk(left: Left, endpoint_id: str, best: Ideal) -> Iterator[str]:
    """The talk went through the same questions, each once."""
    talks = await left.storm.office.house.store.read(
        lambda conn: conversations.load(conn, left.sealer, [endpoint_id])
    )
    session = talks[endpoint_id].session
    found = []
    if session.draft is not None or left.of(drafts, endpoint_id=endpoint_id):
        found.append("a draft is left")
    asked = _once_ready([prompt.asks for prompt in session.prompts])
    if asked != _once_ready(list(best.asked)):
        found.append(f"was asked {asked}")
    if session.state != best.state:
        found.append(f"ended at {session.state}")
    return iter(found)


def _once_ready(asked: Sequence[str]) -> list[str]:
    """Without repeated summaries: who sends before the picture is stored is asked once more."""
    return [
        each
        for place, each in enumerate(asked)
        if each != SUMMARY or place == 0 or asked[place - 1] != SUMMARY
    ]


def _plain(kept: Mapping[str, Any]) -> Any:
    """As JSON reads it, with every file alike and without the order of the fields."""
    found = json.loads(json.dumps(kept))
    values, answers = found["values"], found["answers"]
    if PHOTO in values:
        values[PHOTO] = {"file": FILE}
        answers[PHOTO] = ["given", {"file": FILE}]
    return found


def _words(request: Mapping[str, Any]) -> str | None:
    """The text of a message; None of what shows nothing."""
    if "method" in request:
        text = request.get("text", request.get("caption"))
        return None if text is None else str(text)
    match request:
        case {"text": {"body": str(text)}} | {"interactive": {"body": {"text": str(text)}}}:
            return text
        case {"image": {"caption": str(text)}}:
            return text
    return None


def _e164(phone: str) -> str:
    return "+62" + phone.removeprefix("0")
