"""The engine: once in effect, in order, and one broken turn harms only itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import stepping as stepping_module
from bot.door import Item
from bot.stepping import Stepper
from bot.wiring import ACCOUNT
from conversations import kernel
from conversations.facts import Needs
from conversations.session import EffectDone, Event, Said, Session
from storage import inbox as inbox_rows
from storage import participants as people_rows
from storage.conversations import Overtaken
from storage.tables import (
    applications,
    consents,
    conversations,
    drafts,
    inbox,
    outbox,
    participants,
    receipts,
)
from tests.bot.house import Office, Phone, answers_of, made, words

BROKEN = "rusak"
Step = Callable[[Session, Event, Any, Any], Any]


class Broken(RuntimeError):
    """What a flow raises that has a mistake in it."""


@contextmanager
def stepping(monkeypatch: pytest.MonkeyPatch, changed: Callable[[Step], Step]) -> Iterator[None]:
    """The kernel's step, wrapped."""
    with monkeypatch.context() as during:
        during.setattr(stepping_module, "step", changed(kernel.step))
        yield


def raising(step: Step) -> Step:
    """A flow that breaks at one word."""

    def stepped(session: Session, event: Event, world: Any, book: Any) -> Any:
        if said(event, BROKEN):
            raise Broken("a secret that no log may hold")
        return step(session, event, world, book)

    return stepped


def said(event: Event, words: str) -> bool:
    """Whether these words were said, in whichever message."""
    return isinstance(event, Said) and event.text == words


async def states(office: Office) -> list[str]:
    """The states of all inbox rows, in their order."""
    return [row.state for row in await office.rows(inbox)]


# --- redelivery ----------------------------------------------------------------------------


async def test_every_event_may_be_delivered_again(office: Office) -> None:
    """Each step twice, with two people mixed and late repeats, changes nothing."""
    ani, budi = office.phone("ani"), office.phone("budi")
    said: list[tuple[Phone, str, dict[str, Any]]] = []
    for phone, seed in ((ani, 21), (budi, 22)):
        await phone.jump("payer", answers_of(made(seed)))
    answers = answers_of(made(21))
    for field in ("payer", "heirs[0].name", "ktp_photo", "summary"):
        for phone in (ani, budi):
            event = dict(answers[field])
            said.append((phone, await phone.put(**event), event))
            await phone.redeliver(said[-1][1], **event)
        await office.house.settle()
    assert await office.count(applications) == 2
    before = await office.dump()
    for phone, event_id, event in reversed(said):
        await phone.redeliver(event_id, **event)
        await phone.redeliver(event_id, text="isi lain dengan nomor yang sama")
    await office.house.settle()
    assert await office.dump() == before
    assert await office.count(inbox) == len(said)


async def test_words_of_one_person_are_worked_off_in_their_order(office: Office) -> None:
    """Many answers sent at once are taken one after the other, whatever others write."""
    ani, budi = office.phone("ani"), office.phone("budi")
    await budi.text("halo")
    for field in ("consent", "for_whom", "member_before", "nik", "birth_date", "name"):
        if field == "consent":
            await ani.put(text="daftar")
        await ani.put(**answers_of(made(23))[field])
        await budi.put(text="halo")
    await ani.settled()
    assert ani.asks == "registration.birth_place"


# --- a turn that raises --------------------------------------------------------------------


async def test_a_turn_that_raises_harms_only_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An apology, the row kept with its error, its session as it was, neighbours done."""
    ani, budi = office.phone("ani"), office.phone("budi")
    await ani.jump("birth_place", answers_of(made(24)))
    before = [row.version for row in await office.rows(conversations)]
    with stepping(monkeypatch, raising):
        await ani.put(text=BROKEN)
        await budi.put(text="halo")
        await office.house.settle()
    assert await states(office) == ["failed", "done"]
    assert "gangguan" in words(await ani.news())
    assert "gangguan" not in words(await budi.news())
    kept = [row.version for row in await office.rows(conversations)]
    assert kept[: len(before)] == before
    failed = await office.rows(inbox, inbox.c.state == "failed")
    assert "a secret that no log may hold" in await office.error_of(failed[0].seq)
    shown = capfd.readouterr()
    assert "turn_failed" in shown.err
    assert "secret" not in shown.err + shown.out
    await ani.say(text="Pagatan")
    assert ani.asks == "registration.mother_name"


async def test_a_failed_turn_can_be_replayed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the program is mended, `retry` lets the kept row be done."""
    ani = office.phone("ani")
    with stepping(monkeypatch, raising):
        await ani.say(text=BROKEN)
    (row,) = await office.rows(inbox)
    await office.house.store.write(lambda conn: inbox_rows.retry(conn, [row.seq]))
    assert "gangguan" not in words(await ani.settled())
    assert await states(office) == ["done"]


async def test_a_newcomer_hears_the_apology_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the very first message may break; the next one is a beginning."""
    ani = office.phone("ani")
    with stepping(monkeypatch, raising):
        assert "gangguan" in await ani.text(BROKEN)
    assert "gangguan" not in await ani.text("daftar")
    assert ani.asks == "registration.consent"


async def test_a_flow_that_asks_without_end_is_stopped(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It fails as a turn that raises does, the neighbours are done."""

    def endless(step: Step) -> Step:
        def stepped(session: Session, event: Event, world: Any, book: Any) -> Any:
            return Needs(()) if said(event, BROKEN) else step(session, event, world, book)

        return stepped

    ani, budi = office.phone("ani"), office.phone("budi")
    with stepping(monkeypatch, endless):
        await ani.put(text=BROKEN)
        await budi.put(text="halo")
        await office.house.settle()
    assert await states(office) == ["failed", "done"]
    assert "gangguan" in words(await ani.news())


UNREADABLE = [
    b"",  # nothing
    b"{",  # not JSON
    b"[" * 100_000,  # nested beyond all measure
    b'"text"',  # JSON, but no object
    b"null",
    b"{}",  # nobody
    b'{"person": "x"}',  # says nothing
    b'{"person": "x", "text": 5}',  # a number for a text
    b'{"person": "x", "location": ["a", "b"]}',
    b'{"person": "x", "location": [1]}',
    b'{"person": "x", "photo": null}',
    b'{"person": "x", "text": "\xff"}',  # not UTF-8
    b"\x00\x01\x02",
]


async def test_what_nobody_can_read_is_kept_as_failed(office: Office) -> None:
    """Poisoned payloads in one batch with good ones: kept, sealed, and in nobody's way."""
    good = office.phone("ani")
    items = [Item(f"x{number}", f"p{number}", raw) for number, raw in enumerate(UNREADABLE)]
    await office.house.door.accept("terminal", ACCOUNT, items)
    assert await good.text("halo")
    assert await states(office) == ["failed"] * len(UNREADABLE) + ["done"]


async def test_a_broken_conversation_stops_nobody_else(office: Office) -> None:
    """A session that cannot be opened fails its own turns only."""
    ani, budi = office.phone("ani"), office.phone("budi")
    for phone in (ani, budi):
        await phone.text("halo")
    mine = conversations.c.endpoint_id == await ani.endpoint_id()
    await office.change(conversations, mine, session=b"\x01\x00\x01garbage" * 9)
    for phone in (ani, budi):
        await phone.put(text="daftar")
    await office.house.settle()
    assert (await states(office))[2:] == ["failed", "done"]
    assert "gangguan" in words(await ani.news())
    await budi.news()
    assert budi.asks == "registration.consent"


# --- a batch that cannot be written --------------------------------------------------------


@contextmanager
def claiming(
    monkeypatch: pytest.MonkeyPatch, error: Callable[[Any], Exception | None]
) -> Iterator[list[int]]:
    """The claim of NIKs, as the write of a batch begins, which may raise; gives batch sizes."""
    sizes: list[int] = []
    real = people_rows.claim

    def claim(conn: Connection, sealer: Any, wanted: Any, now: Any) -> Any:
        sizes.append(len(wanted))
        problem = error(wanted)
        if problem:
            raise problem
        return real(conn, sealer, wanted, now)

    with monkeypatch.context() as during:
        during.setattr(people_rows, "claim", claim)
        yield sizes


async def three_about_to_send(office: Office) -> list[Phone]:
    """Three phones, each with a finished form and its "kirim" in the inbox."""
    phones = [office.phone(name) for name in ("ani", "budi", "cici")]
    for seed, phone in enumerate(phones, 31):
        await phone.jump("summary", answers_of(made(seed)))
        await phone.put(choice="send")
    return phones


@pytest.mark.parametrize("error", [KeyError("mistake"), Overtaken("lost"), ValueError()], ids=repr)
async def test_a_batch_that_fails_once_is_replayed_turn_by_turn(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """No effect is lost and none happens twice."""
    phones = await three_about_to_send(office)
    once = iter([error])
    with claiming(monkeypatch, lambda _: next(once, None)) as sizes:
        for phone in phones:
            assert "Sudah terkirim" in words(await phone.settled())
    assert sizes[:4] == [3, 1, 1, 1]
    assert await states(office) == ["done"] * 3
    assert await office.count(applications) == await office.count(receipts) == 3
    assert await office.count(participants) == 3
    assert await office.count(drafts) == 0


async def test_a_turn_that_can_never_be_written_harms_only_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is failed with its own error once its tries are used up; its person hears of it."""
    phones = await three_about_to_send(office)
    nik = made(32).nik

    def problem(wanted: Any) -> Exception | None:
        return KeyError("mistake") if nik in [each.nik for each in wanted] else None

    with claiming(monkeypatch, problem):
        said = [words(await phone.settled()) for phone in phones]
    assert ["Sudah terkirim" in each for each in said] == [True, False, True]
    assert "gangguan" in said[1]
    failed = await office.rows(inbox, inbox.c.state == "failed")
    assert "KeyError" in await office.error_of(failed[0].seq)
    assert failed[0].attempts == inbox_rows.MAX_ATTEMPTS
    assert await office.count(drafts) == 1
    assert "Sudah terkirim" in words(await phones[1].say(choice="send"))


async def test_a_database_that_is_away_costs_no_turn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows wait uncounted until it is back."""
    phones = await three_about_to_send(office)
    away = OperationalError("", {}, Exception("the disk is full"))
    with claiming(monkeypatch, lambda _: away):
        for _ in range(5):
            with pytest.raises(OperationalError):
                await office.house.engine.run_batch()
    assert {(row.state, row.attempts) for row in await office.rows(inbox)} == {("waiting", 0)}
    await phones[0].settled()
    assert await office.count(applications) == 3


async def test_a_row_that_kills_the_process_each_time_is_given_up(office: Office) -> None:
    """After a start each try is counted before it begins; used up, the row is failed unread."""
    phones = await three_about_to_send(office)
    (deadly, *_) = await office.rows(inbox)
    used_up = inbox_rows.MAX_ATTEMPTS
    await office.change(inbox, inbox.c.seq == deadly.seq, attempts=used_up)
    again = await office.again()
    assert await again.house.engine.run_batch() == 2  # given up, and the next one done
    assert [(row.state, row.attempts) for row in await office.rows(inbox)] == [
        ("failed", used_up),
        ("done", 1),
        ("waiting", 0),
    ]
    await again.house.settle()
    assert await states(office) == ["failed", "done", "done"]
    assert "TriesUsedUp" in await office.error_of(deadly.seq)
    assert "gangguan" in words(await phones[0].news())
    await again.house.close()


async def test_the_last_try_is_a_real_one(office: Office) -> None:
    """A row tried twice by processes that died for other reasons is done by the third."""
    await office.phone("ani").put(text="halo")
    await office.change(inbox, inbox.c.seq > 0, attempts=inbox_rows.MAX_ATTEMPTS - 1)
    again = await office.again()
    await again.house.settle()
    assert await states(office) == ["done"]
    await again.house.close()


async def test_a_conversation_changed_meanwhile_is_stepped_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lost the race reads anew: nothing of the other's change is overwritten."""
    phones = [office.phone(name) for name in ("ani", "budi", "cici")]
    for phone in phones:
        await phone.text("halo")
    overtaken = [await phones[1].endpoint_id()]
    sizes: list[int] = []
    real = Stepper.step_all

    async def step_all(self: Stepper, batch: Any, works: Any) -> Any:
        sizes.append(len(works))
        for each in overtaken:
            await office.change(conversations, conversations.c.endpoint_id == each, version=7)
        outcomes = await real(self, batch, works)
        overtaken.clear()
        return outcomes

    monkeypatch.setattr(Stepper, "step_all", step_all)
    for phone in phones:
        await phone.put(text="daftar")
    await office.house.settle()
    assert sizes[:4] == [3, 1, 1, 1]
    assert set(await states(office)) == {"done"}
    assert sorted(row.version for row in await office.rows(conversations)) == [2, 2, 8]
    for phone in phones:
        assert [each["asks"] for each in await phone.news()] == ["registration.consent"]


# --- hostile words -------------------------------------------------------------------------

HOSTILE = [
    "\ud800",  # half a character
    "Siti\ud83dAminah",
    "\x00",  # NUL, which PostgreSQL takes nowhere
    "Siti\x00Aminah",
    "\u202egnirtsgnol\u202c",  # bidirectional
    "\u200b\u200d\ufeff",  # nothing but invisible
    "a" * 100_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 500,
    "' OR 1=1; DROP TABLE participants; --",
    "{{7*7}} ${7*7} { $name }",
    "\n" * 5000,
    "\u0301" * 3000,  # accents on nothing
    "\ufdfa" * 300,  # one letter that unfolds to eighteen
    "*_~`" * 100,
]
OPEN_FIELDS = ("name", "birth_place", "mother_name", "village", "occupation", "heirs[0].name")


@pytest.mark.parametrize("field", OPEN_FIELDS)
async def test_hostile_words_get_an_answer_at_every_open_question(
    office: Office, field: str
) -> None:
    """Whatever is written, the person is answered and the row is done."""
    phones = [office.phone(f"p{number}") for number in range(len(HOSTILE))]
    for phone, text in zip(phones, HOSTILE, strict=True):
        await phone.jump(field, answers_of(made(41)))
        await phone.put(text=text)
    await office.house.settle()
    assert set(await states(office)) == {"done"}
    for phone in phones:
        assert await phone.news()


async def test_what_hostile_words_were_taken_for_can_be_submitted(office: Office) -> None:
    """Long, odd and right-to-left answers fit their columns on both databases."""
    odd = {
        "name": {"text": "ẞ" * 60},
        "birth_place": {"text": "ŉ" * 60},
        "occupation": {"text": "ﬃ" * 120},
        "mother_name": {"text": "almh. \u202eSiti"},
        "heirs[0].name": {"text": "ΐ" * 50},
    }
    plain = answers_of(made(42))
    phone = office.phone("ani")
    await phone.jump("birth_date", plain)
    await phone.say(choice="keep")
    for _ in range(20):
        field = (phone.asks or "").removeprefix("registration.")
        if field == "summary":
            break
        before = phone.asks
        await phone.say(**odd.get(field, plain[field]))
        if phone.asks == before:
            odd.pop(field, None)
    await phone.say(choice="send")
    assert set(await states(office)) == {"done"}
    assert await office.count(applications) == 1


async def test_results_of_effects_that_nobody_waits_for_change_nothing(office: Office) -> None:
    """An effect's late or repeated result is a turn without words."""
    phone = office.phone("ani")
    await phone.text("halo")
    before = await office.count(outbox)

    def stale(step: Step) -> Step:
        def stepped(session: Session, event: Event, world: Any, book: Any) -> Any:
            return step(session, EffectDone("0" * 32, {"file": "x"}), world, book)

        return stepped

    with pytest.MonkeyPatch.context() as patched, stepping(patched, stale):
        await phone.say(text="halo")
    assert await office.count(outbox) == before
    assert await office.count(consents) == 0


async def test_an_engine_without_partitions_does_nothing(office: Office) -> None:
    """A second process claims only what the first does not hold."""
    await office.phone("ani").put(text="halo")
    again = replace(office, house=(await office.again()).house)
    async with office.house.store.batch() as batch:
        if office.house.store.dialect == "postgresql":
            await batch.read(lambda conn: inbox_rows.lock_partitions(conn, range(64)))
            assert await again.house.engine.run_batch() == 0
            assert await states(office) == ["waiting"]
    assert await again.house.engine.run_batch() == 1
    await again.house.close()
