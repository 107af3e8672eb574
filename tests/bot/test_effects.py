"""Effects and sender: slow work runs at least once, counts once and holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot import sender as sender_module
from bot.effects import Effects
from bot.pictures import PictureProcess, PictureRefused
from bot.wiring import ACCOUNT
from storage import timers
from storage.tables import drafts, files, inbox, media, outbox
from storage.tables import timers as timer_table
from tests.bot.house import BEGINNING, Office, Phone, answers_of, made, picture, words


async def at_the_photo(office: Office, name: str = "ani", seed: int = 51) -> Phone:
    """A phone that is asked for the photo."""
    phone = office.phone(name)
    await phone.jump("ktp_photo", answers_of(made(seed)))
    return phone


def effects_of(office: Office) -> Effects:
    """The house's effects."""
    found = office.house.sender._effects
    assert isinstance(found, Effects)
    return found


async def test_an_effect_that_runs_twice_counts_once(office: Office) -> None:
    """Killed behind its work and before its mark: the second run changes nothing."""
    phone = await at_the_photo(office)
    await phone.photo(picture())
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    before = await office.dump()
    await effects_of(office).run(row.endpoint_id, office.opened(row))
    await office.house.settle()
    assert await office.dump() == before


async def test_an_effect_interrupted_half_way_is_taken_up_again(office: Office) -> None:
    """The picture was stored, then the process died: one file, one answer."""
    phone = await at_the_photo(office)
    key = await office.house.door.keep("terminal", ACCOUNT, "ani", picture())
    await phone.put(photo=key)
    await office.house.engine.run_batch()
    (row,) = await office.rows(outbox, outbox.c.kind == "effect")
    asked = office.opened(row)
    real = Effects._done

    async def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as during:
        during.setattr(Effects, "_done", dies)
        with pytest.raises(KeyboardInterrupt):
            await effects_of(office).run(row.endpoint_id, asked)
    assert Effects._done is real
    assert await office.count(files) == 1
    await office.house.settle()
    await phone.news()
    assert phone.asks == "registration.summary"
    assert (await office.count(files), await office.count(media)) == (1, 0)


async def test_rows_left_by_a_killed_sender_wait_again(office: Office) -> None:
    """Also those that a moved clock marked in what is now the future."""
    phone = office.phone("ani")
    await phone.put(text="halo")
    await office.house.engine.run_batch()
    await office.change(outbox, outbox.c.seq > 0, state="sending", attempts=1)
    await office.change(outbox, outbox.c.seq > 0, due_at=BEGINNING.replace(year=2027))
    assert await office.house.sender.run_batch("terminal", ACCOUNT) == 0
    await office.house.sender.recover()
    await office.change(outbox, outbox.c.seq > 0, due_at=BEGINNING)
    assert await phone.settled()


class SlowPictures(PictureProcess):
    """Pictures that are ready when the test says so."""

    def __init__(self, ready: asyncio.Event) -> None:
        super().__init__()
        self.ready = ready

    async def reencode(self, data: bytes) -> Any:
        await self.ready.wait()
        return await super().reencode(data)


async def test_a_slow_picture_holds_up_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others, and the sender of the photo too, are answered while it is worked on."""
    ready = asyncio.Event()
    monkeypatch.setattr(effects_of(office), "_pictures", SlowPictures(ready))
    ani, budi = await at_the_photo(office), office.phone("budi")
    key = await office.house.door.keep("terminal", ACCOUNT, "ani", picture())
    await ani.put(photo=key)
    await budi.put(text="halo")
    for _ in range(2):
        await office.house.engine.run_batch()
        await office.house.sender.run_batch("terminal", ACCOUNT)
    assert words(await budi.news())
    assert await ani.news()
    ready.set()
    await ani.settled()
    assert await office.count(files) == 1


FAILING = [
    (PictureRefused("timeout"), "belum bisa dibuka"),  # told at once
    (OSError("the disk is full"), "ada gangguan"),  # tried five times, then told
]


@pytest.mark.parametrize(("error", "told"), FAILING, ids=repr)
async def test_a_photo_that_never_works_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    """The form does not wait for ever; nothing is stored."""

    async def broken(_: PictureProcess, data: bytes) -> Any:
        raise error

    monkeypatch.setattr(PictureProcess, "reencode", broken)
    phone = await at_the_photo(office)
    said = words(await phone.photo(picture()))
    for _ in range(sender_module.TRIES):
        office.clock.move("+1 jam")
        said += words(await phone.settled())
    assert told in said
    assert await office.count(files) == 0
    (draft,) = await office.rows(drafts)
    found = office.sealers.sealer.open_json(draft.answers, "drafts", "answers", draft.id)
    assert "ktp_photo" not in found
    assert {row.state for row in await office.rows(inbox)} == {"done"}


BAD_PHOTOS: list[tuple[str, Callable[[], bytes], str]] = [
    ("text", lambda: b"ini bukan foto", "bukan foto"),
    ("empty", lambda: b"", "bukan foto"),
    ("cut", lambda: picture()[:200], "bukan foto"),
    ("large", lambda: b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "terlalu besar"),
    ("script", lambda: b"<svg onload=alert(1)>", "bukan foto"),
]


@pytest.mark.parametrize(
    ("name", "content", "told"), BAD_PHOTOS, ids=[row[0] for row in BAD_PHOTOS]
)
async def test_what_is_no_photo_gets_one_kind_sentence(
    office: Office, name: str, content: Callable[[], bytes], told: str
) -> None:
    """Nothing of it is stored, and the photo is asked for again."""
    phone = await at_the_photo(office)
    replies = await phone.photo(content())
    assert told in words(replies)
    assert phone.asks in ("registration.ktp_photo", "registration.summary")
    assert (await office.count(files), await office.count(media)) == (0, 0)


async def test_a_photo_of_somebody_else_cannot_be_named(office: Office) -> None:
    """A media id of another person is as missing as one that never was."""
    phone = await at_the_photo(office)
    key = await office.house.door.keep("terminal", ACCOUNT, "budi", picture())
    replies = await phone.say(photo=key)
    assert "belum sampai" in words(replies)
    assert await office.count(files) == 0


async def test_a_draft_that_waits_for_consent_is_forgotten_after_seven_days(
    office: Office,
) -> None:
    """The timer comes by the inbox, once, and what belongs to the draft goes."""
    phone = office.phone("ani")
    answers = {
        **answers_of(made(52)),
        "for_whom": {"choice": "other"},
        "helper_relation": {"choice": "child"},
    }
    await phone.jump("subject_consent", answers)
    await phone.say(choice="not_yet")
    forgets = timer_table.c.kind == "forget_draft"
    assert await office.count(timer_table, forgets) == 1
    office.clock.move("+6 days")
    await phone.settled()
    assert await office.count(drafts) == 1
    office.clock.move("+2 days")
    assert await phone.settled() == []
    left = (await office.count(drafts), await office.count(timer_table, forgets))
    assert left == (0, 0)
    assert [row.kind for row in await office.rows(inbox)][-1] == "timer"


async def test_a_timer_fires_once_also_for_two_senders(office: Office) -> None:
    """Whoever takes it first; its event counts once."""
    phone = office.phone("ani")
    await phone.text("halo")
    timer = timers.Timer("k", BEGINNING, "forget_draft", BEGINNING, await phone.endpoint_id())
    await office.house.store.write(lambda conn: timers.set_timers(conn, [timer]))
    another = await office.again()
    fired = await asyncio.gather(
        office.house.sender.fire_timers(), another.house.sender.fire_timers()
    )
    assert sum(fired) == 1
    await another.house.close()
    kinds = await office.house.store.read(lambda conn: conn.scalars(select(inbox.c.kind)).all())
    assert sorted(kinds) == ["message", "timer"]


async def test_an_outcome_that_could_not_be_recorded_is_recorded_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database away for a moment leaves no reply hanging."""
    phone = office.phone("ani")
    await phone.put(text="halo")
    await office.house.engine.run_batch()
    store = office.house.store
    real = store.write
    calls: list[int] = []

    async def write(work: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:  # the claim is the first
            raise OSError("away")
        return await real(work)

    with monkeypatch.context() as during:
        during.setattr(store, "write", write)
        with pytest.raises(OSError, match="away"):
            await office.house.sender.run_batch("terminal", ACCOUNT)
    assert await phone.settled()
