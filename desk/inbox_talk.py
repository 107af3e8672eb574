"""One talk: what was said, who takes care of it, and the pictures that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from conversations.session import Text
from conversations.templates import ANSWER
from conversations.words import catalogue
from desk.ask import HOME, Ask, Missing
from desk.inbox_views import hidden, lines, name, office, place, reasons, span
from storage import talks, talks_canned
from storage.crypto import SealBroken
from storage.documents import KINDS
from storage.officers import Officer
from storage.talks import SHOWN, Message, Talk, TalkGone
from storage.talks_canned import Canned

ROOT = f"{HOME}/percakapan"
MARK = "X-Tanda"  # changes with what the page shows
SHOWN_TYPE = "image/jpeg"  # what our own process writes; anything else is only saved
# A picture opened by itself may do nothing at all.
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
LARGEST_SEQ = 15  # digits


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a page shows of a talk."""

    talk: Talk
    said: tuple[Message, ...]
    mark: str
    ready: bool  # whether the approved message may be sent
    canned: tuple[Canned, ...] = ()
    colleagues: tuple[Officer, ...] = ()


async def shown(ask: Ask) -> Response:
    """A talk."""
    return await page(ask)


async def fresh(ask: Ask) -> Response:
    """What changed in a talk, for a page that stays open; nothing where nothing did."""
    try:
        mark = await ask.read(lambda conn: talks.talk_mark(conn, ask.scope, ask.part("talk")))
    except TalkGone:
        raise Missing from None
    if mark == ask.query("tanda"):
        return Response(status_code=204)
    return await page(ask, template="inbox_live.html")


async def page(
    ask: Ask,
    status: int = 200,
    template: str = "inbox_talk.html",
    text: str = "",
    note: str = "",
    wrong: str = "",
    changed: bool = False,
) -> Response:
    """A talk's page; after an act that was not done with the words that were written, and why."""
    seen = await _seen(ask)
    used = next((each for each in seen.canned if each.id == ask.query("siap")), None)
    values = _values(ask, seen)
    response = ask.page(
        template,
        status,
        **values,
        text=text or (used.body if used else ""),
        note=note,
        wrong=wrong,
        changed=changed,
    )
    response.headers[MARK] = seen.mark
    return response


async def picture(ask: Ask) -> Response:
    """A file that came with a message, and noted that it was seen.

    A picture, written anew by us, is shown; a document is only saved, under a name of ours.
    """

    def look(conn: Connection) -> tuple[str, str]:
        found = talks.picture(conn, ask.scope, ask.part("talk"), ask.part("message"))
        by = ask.officer.id
        talks.look(conn, by, "talk_picture_seen", ask.part("talk"), ask.office.now())
        return found

    try:
        file_id, media_type = await ask.write(look)
        content = ask.office.files.read(file_id)
    except (TalkGone, FileNotFoundError, SealBroken):
        raise Missing from None
    plain = media_type == SHOWN_TYPE
    name = f"kiriman.{KINDS.get(media_type, 'bin')}"
    headers = {
        "Content-Security-Policy": ALONE,
        "Content-Disposition": "inline" if plain else f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    kind = SHOWN_TYPE if plain else "application/octet-stream"
    return Response(content, media_type=kind, headers=headers)


async def _seen(ask: Ask) -> Seen:
    before = ask.query("sebelum")
    older = int(before) if before.isdecimal() and len(before) <= LARGEST_SEQ else None

    def look(conn: Connection) -> Seen:
        now, sealer = ask.office.now(), ask.office.sealer
        talk = talks.one(conn, sealer, ask.scope, ask.part("talk"), now)
        talks.look(conn, ask.officer.id, "talk_seen", talk.id, now)
        return Seen(
            talk,
            talks.said(conn, sealer, talk, older),
            talks.talk_mark(conn, ask.scope, talk.id),
            talks.template_ready(conn, talk) if not talk.may_write(now) else False,
            tuple(talks_canned.listed(conn, ask.scope)),
            tuple(talks.colleagues(conn, talk)) if not talk.over else (),
        )

    try:
        return await ask.write(look)
    except TalkGone:
        raise Missing from None


def _values(ask: Ask, seen: Seen) -> dict[str, Any]:
    talk, now, zone = seen.talk, ask.office.now(), ask.office.zone
    ends = talk.window_ends
    older = ask.query("sebelum").isdecimal()
    return {
        "talk": talk,
        "name": hidden(name(talk)),
        "place": place(talk.village_code),
        "lines": lines(seen.said, now, zone),
        "mark": seen.mark,
        "mine": talk.officer_id == ask.officer.id,
        "others": talk.officer_id is not None and talk.officer_id != ask.officer.id,
        "waited": span(now - talk.since),
        "asked_at": talk.asked_at.astimezone(zone),
        "office": office(ask.officer, talk, ask.office.region),
        "may_write": talk.may_write(now),
        "left": span(ends - now) if ends and now < ends else "",
        "until": f"{ends.astimezone(zone):%H.%M}" if ends else "",
        "template_text": catalogue("id", zone.key).text(Text(ANSWER.message)),
        "ready": seen.ready,
        "canned": seen.canned,
        "colleagues": [each for each in seen.colleagues if each.id != ask.officer.id],
        "older": older,
        "more": seen.said[0].seq if len(seen.said) == SHOWN else 0,
        **reasons(talk),
    }
