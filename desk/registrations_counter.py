"""The counter: an officer registers somebody who stands there, with the form of the chat."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.responses import Response

from conversations.counter import ASKED, OF_PAYERS, Filled, choices, filled
from conversations.facts import World
from conversations.words import catalogue
from desk import registrations_photo as photo
from desk import words
from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.registrations_words import places
from storage import applications_counter as counter
from storage.applications import ApplicationGone
from storage.sponsors import lies_in

ROOT = f"{HOME}/pendaftaran"
EXTRA = ("occupation_text", "consent")


async def form(ask: Ask) -> Response:
    """The empty form."""
    return _page(ask, {"member_before": "no", "payer": "village"}, {})


async def register(ask: Ask) -> Response:
    """Stores it, or says what is still to be put right; nothing that was written is lost."""
    given = {name: ask.text(name) for name in (*ASKED, *EXTRA)}
    done = filled(given, _world(ask))
    problems = _problems(ask, done, given)
    if problems:
        if photo.given(ask):  # a browser never gives a file twice by itself
            problems[photo.FIELD] = words.word("desk-told-registrations-photo-again")
        return _page(ask, given, problems)
    seed, sealer, by = secrets.token_bytes(32), ask.office.sealer, ask.by
    try:
        ktp = await photo.taken(ask)
        made = await ask.write(lambda conn: counter.register(conn, sealer, by, done, seed, ktp))
    except photo.PhotoRefused as refused:
        why = words.word(f"desk-told-registrations-photo-{refused.code}")
        return _page(ask, given, {photo.FIELD: why})
    except ApplicationGone:
        raise Missing from None
    return ask.page("registrations_receipt.html", made=made)


def _problems(ask: Ask, done: Filled, given: Mapping[str, str]) -> dict[str, str]:
    said = catalogue("id", ask.office.zone.key)
    found = {
        name: said.text(text) if text else words.word("desk-registrations-needed")
        for name, text in done.problems.items()
    }
    if done.village and not lies_in(ask.scope, done.village):
        found["village"] = words.word("desk-registrations-elsewhere")
    if not given["consent"]:
        found["consent"] = words.word("desk-registrations-consent-needed")
    return found


def _page(ask: Ask, given: Mapping[str, str], problems: Mapping[str, str]) -> Response:
    said = catalogue("id", ask.office.zone.key)
    offered = choices(_world(ask))
    options = {
        name: [(each.id, said.text(each.label)) for each in found]
        for name, found in offered.items()
    }
    return ask.page(
        "registrations_counter.html",
        status=422 if problems else 200,
        given={name: given.get(name, "") for name in (*ASKED, *EXTRA)},
        problems=problems,
        options=options,
        places=places(ask),
        of_payers=OF_PAYERS,
    )


def _world(ask: Ask) -> World:
    return World(
        ask.office.now(),
        catalogue("id", ask.office.zone.key),
        seed=secrets.token_bytes(32),
        home=ask.office.region,
        zone=ask.office.zone.key,
    )


WAYS: tuple[Way, ...] = (
    get("/pendaftaran/baru", form),
    post("/pendaftaran/baru", register, form_bytes=photo.PHOTO_BYTES),
    *photo.WAYS,
)
