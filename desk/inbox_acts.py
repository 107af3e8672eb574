"""Acts on a talk: answer, note, take, give, leave, close. Who was overtaken sees how it stands."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.responses import Response

from desk.ask import Ask, Missing
from desk.attaching import LARGEST, FileRefused, given
from desk.inbox_talk import ROOT, page
from desk.inbox_views import office
from storage import attaching, talks, talks_acts, talks_kept
from storage.talks import TalkGone
from storage.talks_acts import NotToSend, TalkChanged

Work = Callable[[Connection, str, int], object]
LONGEST_VERSION = 9  # digits
FILE = "berkas"  # the field of the picture or PDF that goes with an answer
FORM_BYTES = LARGEST + 256 * 1024


async def answer(ask: Ask) -> Response:
    """Sends the officer's words, or the one message that may be sent after WhatsApp's 24 hours."""
    template = ask.text("pesan") == "templat"
    text = "" if template else _words(ask, "jawaban")
    try:
        its = None if template else await given(ask, FILE)
    except FileRefused as problem:
        return await page(ask, 422, text=text, wrong=f"file-{problem.code}")

    def work(conn: Connection, talk: str, version: int) -> None:
        sealer = ask.office.sealer
        seen = talks.one(conn, sealer, ask.scope, talk, ask.office.now())
        signs = office(ask.officer, seen, ask.office.region)
        of_talk, now = (talks_kept.OWNER, talk), ask.office.now()  # the file goes with the talk
        file, new = attaching.noted(conn, sealer, of_talk, its, now) if its else (None, False)
        talks_acts.reply(conn, sealer, ask.by, talk, version, signs, text, template, file)
        if its and file and new:
            ask.office.files.write(file.file, its.content)

    return await _done(ask, work, "inbox-answered", text=text)


async def note(ask: Ask) -> Response:
    """Keeps a note for officers."""
    text = _words(ask, "catatan")

    def work(conn: Connection, talk: str, version: int) -> None:
        talks_acts.note(conn, ask.office.sealer, ask.by, talk, text)

    return await _done(ask, work, "inbox-noted", note=text)


async def take(ask: Ask) -> Response:
    """The officer takes care of it."""
    return await _done(
        ask,
        lambda conn, talk, version: talks_acts.take(conn, ask.office.sealer, ask.by, talk, version),
        "inbox-taken",
    )


async def give(ask: Ask) -> Response:
    """A colleague is to take care of it."""
    return await _done(
        ask,
        lambda conn, talk, version: talks_acts.give(
            conn, ask.office.sealer, ask.by, talk, version, ask.text("petugas")
        ),
        "inbox-given",
    )


async def leave(ask: Ask) -> Response:
    """Back to the queue."""
    return await _done(
        ask,
        lambda conn, talk, version: talks_acts.leave(
            conn, ask.office.sealer, ask.by, talk, version
        ),
        "inbox-left",
    )


async def close(ask: Ask) -> Response:
    """The talk is over; the bot goes on."""
    return await _done(
        ask,
        lambda conn, talk, version: talks_acts.close(
            conn, ask.office.sealer, ask.by, talk, version
        ),
        "inbox-closed",
    )


async def _done(ask: Ask, work: Work, told: str, text: str = "", note: str = "") -> Response:
    """The act, and back to the talk; what could not be done is shown with what was written."""
    talk = ask.part("talk")
    try:
        await ask.write(lambda conn: work(conn, talk, _version(ask)))
    except TalkChanged:
        return await page(ask, 409, text=text, note=note, changed=True)
    except NotToSend as wrong:
        return await page(ask, 422, text=text, note=note, wrong=wrong.why)
    except TalkGone:
        raise Missing from None
    except talks_acts.NoColleague:
        return await page(ask, 422, text=text, wrong="colleague")
    return ask.to(f"{ROOT}/{talk}", told)


def _version(ask: Ask) -> int:
    written = ask.text("versi")
    return int(written) if written.isdecimal() and len(written) <= LONGEST_VERSION else 0


def _words(ask: Ask, field: str) -> str:
    """What was written, lines as everywhere else."""
    return ask.text(field).replace("\r\n", "\n")
