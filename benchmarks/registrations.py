"""Made-up people's whole registrations as the raw bodies that Telegram and WhatsApp would post.

Each is played in memory first, so that taps carry the buttons that the product really shows.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any, Literal

from bot.channels import Message
from bot.channels.telegram import keyboard
from bot.speech import spoken
from conversations.book import BOOK
from conversations.facts import Endpoint as EndpointFacts
from conversations.facts import Me, MyApplications, Needs, NikAllowed, NikHolder, Query, World
from conversations.kernel import step
from conversations.session import Chose, Said, Session
from conversations.words import Catalogue
from program.regions import region
from tests import people
from tests.fakes import whatsapp_payloads as meta

Network = Literal["telegram", "whatsapp"]
Answer = tuple[Literal["text", "choice"], str]

FIRST_CHAT = 6_000_000_001
FIRST_NUMBER = 6281200000000  # made up: the 0812-0000 block and those behind it
BOT = {"id": 700_000_002, "is_bot": True, "first_name": "Seratus", "username": "seratus_bot"}
ACCOUNT = {"telegram": "main", "whatsapp": meta.ACCOUNT.phone_number_id}
MOST_TURNS = 40  # a registration that takes longer goes in circles
WORDS = Catalogue()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a person does: words, or a tap on a choice of the message that showed it."""

    text: str
    shown: Message | None = None  # None: words
    token: str = ""


def registration(network: Network, number: int) -> list[bytes]:
    """The bodies of the person with that number, from "daftar" to "kirim", in order."""
    made = _telegram if network == "telegram" else _whatsapp
    return [made(number, place, act) for place, act in enumerate(acts(network, number))]


@cache
def turns_of(network: Network) -> int:
    """How many turns everybody's registration takes there."""
    return len(registration(network, 0))


# --- what is said --------------------------------------------------------------------------


@cache
@cache
def somebody(number: int) -> people.Person:
    """The person with that number; their NIK is nobody else's."""
    niks = _niks()
    while len(niks) <= number:
        _next_person(niks)
    return people.person(random.Random(niks[number]))


@cache
def _niks() -> list[int]:
    """Seeds of people with NIKs of their own."""
    return []


@cache
def _taken() -> tuple[set[str], Iterator[int]]:
    return set(), count(1)


def _next_person(seeds: list[int]) -> None:
    taken, numbers = _taken()
    for seed in numbers:
        nik = people.person(random.Random(seed)).nik
        if nik not in taken:
            taken.add(nik)
            seeds.append(seed)
            return


def answers_of(person: people.Person) -> Mapping[str, Answer]:
    """What this person answers to each field."""
    district = region(person.village.parent)
    assert district is not None
    return {
        "consent": ("choice", "yes"),
        "for_whom": ("choice", "self"),
        "member_before": ("choice", "no"),
        "nik": ("text", person.nik),
        "birth_date": ("choice", "keep"),
        "name": ("text", person.name),
        "birth_place": ("text", person.birth_place),
        "sex": ("choice", person.sex),
        "mother_name": ("text", person.mother_name),
        "village": ("text", f"{person.village.name}, kecamatan {district.name}"),
        "district": ("choice", person.village.code),
        "phone": ("text", person.phone),
        "occupation": ("text", "petani"),
        "payer": ("choice", "village"),
        "heirs[0].name": ("text", f"{person.family.name}, anak, {person.family.phone}"),
        "heirs[0].relation": ("choice", "child"),
        "heirs[0].phone": ("text", person.family.phone),
        "ktp_photo": ("choice", "skip"),
        "summary": ("choice", "send"),
    }


def acts(network: Network, number: int) -> Iterator[Act]:
    """What this person does, in order. Raises LookupError where the product asks something new."""
    answers = answers_of(somebody(number))
    phone = f"+{FIRST_NUMBER + number}" if network == "whatsapp" else None
    facts: dict[Query, Any] = {Me(): EndpointFacts(phone)}
    session, act = Session(), Act("daftar")
    for place in range(MOST_TURNS):
        yield act
        event = Chose(act.token) if act.token else Said(act.text)
        session, shown, asks = _stepped(session, event, facts, place)
        if asks is None or not asks.startswith("registration."):
            return
        act = _answer(answers[asks.removeprefix("registration.")], shown)
    raise LookupError("the registration has no end")


def _answer(answer: Answer, shown: Message) -> Act:
    kind, value = answer
    if kind == "text":
        return Act(value)
    fits = (each for each in shown.choices if each[0].rpartition(".")[2] == value)
    fits_code = (each for each in shown.choices if each[0].partition(".")[2] == value)
    token, label = next(fits, None) or next(fits_code)
    return Act(label, shown, token)


def _stepped(
    session: Session, event: Said | Chose, facts: dict[Query, Any], place: int
) -> tuple[Session, Message, str | None]:
    """One turn in memory: the session, the last message and the question now open."""
    seed = sha256(place.to_bytes(2, "big")).digest()
    world = World(datetime.now(UTC), WORDS, seed=seed, facts=facts)
    turn = step(session, event, world, BOOK)
    while isinstance(turn, Needs):
        facts |= {query: _unknown(query) for query in turn.queries}
        turn = step(session, event, replace(world, facts=facts), BOOK)
    return turn.session, spoken(turn.says[-1], WORDS), turn.asks


def _unknown(query: Query) -> Any:
    """What an empty store knows."""
    match query:
        case NikHolder():
            return "nobody"
        case NikAllowed():
            return True
        case MyApplications():
            return ()
    return ()


# --- how it comes --------------------------------------------------------------------------


def _telegram(number: int, place: int, act: Act) -> bytes:
    chat = FIRST_CHAT + number
    name = somebody(number).name.split()[0]
    user = {"id": chat, "is_bot": False, "first_name": name, "language_code": "id"}
    private = {"id": chat, "first_name": name, "type": "private"}
    base = {"message_id": 2 * place + 1, "from": user, "chat": private, "date": meta.AT + place}
    update: dict[str, Any] = {"update_id": number * MOST_TURNS + place + 1}
    if act.shown is None:
        return json.dumps({**update, "message": {**base, "text": act.text}}).encode()
    shown = {
        **base,
        "message_id": 2 * place,
        "from": BOT,
        "text": act.shown.text,
        "reply_markup": {"inline_keyboard": keyboard(act.shown.choices)},
    }
    tapped = {
        "id": f"{chat}{place:03}",
        "chat_instance": f"-{chat}",
        "from": user,
        "message": shown,
        "data": act.token,
    }
    return json.dumps({**update, "callback_query": tapped}).encode()


def _whatsapp(number: int, place: int, act: Act) -> bytes:
    sender = meta.Sender(str(FIRST_NUMBER + number), f"ID.{10**15 + number}", somebody(number).name)
    if act.shown is None:
        body = meta.said("text", {"body": act.text}, sender=sender, at=meta.AT + place)
    else:
        few = len(act.shown.choices) <= 3  # more are shown as a list
        reply = (meta.button_reply if few else meta.list_reply)(act.token, act.text)
        body = meta.said("interactive", reply, sender=sender, at=meta.AT + place)
    return meta.signed(body, "made-up")[0]
