"""Made-up people who register: the raw updates that Telegram would send of them.

Each person says /start and answers twelve questions: 13 updates. Choices are pressed (callback
queries with the whole message that held the buttons, as Telegram sends it) or typed as labels.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.peers.peer import Update
from benchmarks.peers.questions import CHOICES, NAMES, TEXTS, UNDERSTAND
from tests.people import Person, person

UPDATES_A_PERSON = 1 + len(NAMES)
FIRST_CHAT = 5_000_000_001
BOT = {"id": 700_000_001, "is_bot": True, "first_name": "Seratus", "username": "seratus_bot"}
SENT_AT = 1_795_305_600  # 22 November 2026
_OCCUPATIONS = ("Petani", "Nelayan", "Pedagang", "Buruh tani")


def chat(number: int) -> int:
    """The chat of the person with that number."""
    return FIRST_CHAT + number


def said(number: int) -> dict[str, str]:
    """What the person with that number answers, by question; choices by their code."""
    rng = random.Random(number)
    who: Person = person(rng)
    return {
        "consent": "yes",
        "for_whom": "self",
        "nik": who.nik,
        "name": who.name,
        "birth_date": f"{who.birth_date:%d-%m-%Y}",
        "sex": who.sex,
        "mother_name": who.mother_name,
        "village": who.village.name,
        "phone": who.phone,
        "occupation": rng.choice(_OCCUPATIONS),
        "heir": who.family.name,
        "send": "send",
    }


def understood(number: int) -> dict[str, str]:
    """The twelve answers of that person as a bot should have saved them."""
    return {name: str(UNDERSTAND[name](words)) for name, words in said(number).items()}


def registration(number: int, *, typed: bool = False) -> list[Update]:
    """The person's 13 updates in order; update ids are unique over people and rise in each."""
    answers = said(number)
    user = {
        "id": chat(number),
        "is_bot": False,
        "first_name": answers["name"].split()[0],
        "language_code": "id",
    }
    made = [_started(user)]
    for place, (name, words) in enumerate(answers.items()):
        shown = 2 * place + 2
        if name not in CHOICES:
            made.append(_wrote(user, shown + 1, words))
        elif typed:
            made.append(_wrote(user, shown + 1, CHOICES[name][words]))
        else:
            made.append(_pressed(user, shown, name, words))
    first = number * UPDATES_A_PERSON + 1
    return [{"update_id": first + place, **update} for place, update in enumerate(made)]


def interleaved(people: int, at_once: int, *, typed: bool = False) -> Iterator[Update]:
    """The updates of so many people, `at_once` of them in turns, each person's in order."""
    waiting = (iter(registration(number, typed=typed)) for number in range(people))
    talking = list(islice(waiting, at_once))
    while talking:
        goes_on = []
        for one in talking:
            update = next(one, None)
            if update is not None:
                yield update
                goes_on.append(one)
            elif (newcomer := next(waiting, None)) is not None:
                yield next(newcomer)
                goes_on.append(newcomer)
        talking = goes_on


def _message(user: dict[str, Any], message_id: int, text: str, **more: Any) -> dict[str, Any]:
    private = {"id": user["id"], "first_name": user["first_name"], "type": "private"}
    base = {"message_id": message_id, "from": user, "chat": private, "date": SENT_AT + message_id}
    return {**base, "text": text, **more}


def _started(user: dict[str, Any]) -> Update:
    command = {"offset": 0, "length": 6, "type": "bot_command"}
    return {"message": _message(user, 1, "/start", entities=[command])}


def _wrote(user: dict[str, Any], message_id: int, text: str) -> Update:
    return {"message": _message(user, message_id, text)}


def _pressed(user: dict[str, Any], message_id: int, name: str, code: str) -> Update:
    row = [{"text": label, "callback_data": data} for data, label in CHOICES[name].items()]
    markup = {"inline_keyboard": [row]}
    shown = _message(user, message_id, TEXTS[name], reply_markup=markup) | {"from": BOT}
    identity = {"id": f"{user['id']}{message_id:03}", "chat_instance": f"-{user['id']}"}
    return {"callback_query": {**identity, "from": user, "message": shown, "data": code}}
