"""Endpoints: who is known by which address, what a number proves, and who is in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import addresses, endpoints, inbox, outbox
from storage.addresses import Alias
from storage.endpoints import SILENT, Endpoint
from storage.inbox import NewInboxRow
from storage.outbox import Kind, NewOutboxRow
from storage.store import Store
from storage.tables import aliases
from storage.tables import endpoints as table
from storage.tables import inbox as inbox_table
from tests.storage.places import (
    LONG_AGO,
    NOW,
    PHONE,
    SEALER,
    again,
    endpoint,
    index,
)

NUMBER, OTHER_NUMBER = "628120000001", "628120000002"
ACCOUNT, OTHER_ACCOUNT = "ID.aaa111", "ID.bbb222"


def alias(who: Endpoint, address: str) -> Alias:
    """Another address of an endpoint."""
    return Alias(address, index(address), who.id)


def known(conn: Connection, *named: str) -> Endpoint | None:
    """Whose a message is that names these addresses."""
    pairs = [(each, index(each)) for each in named]
    return addresses.whose(endpoints.load(conn, SEALER, [key for _, key in pairs]), pairs)


async def test_an_endpoint_is_found_by_each_of_its_addresses(store: Store) -> None:
    """The answer is keyed by the index that was asked for; what is not known is not in it."""

    def work(conn: Connection) -> dict[bytes, str]:
        ani, budi = endpoint(conn, NUMBER), endpoint(conn, OTHER_NUMBER)
        addresses.add_aliases(conn, SEALER, [alias(ani, ACCOUNT)])
        asked = [index(each) for each in (NUMBER, ACCOUNT, OTHER_NUMBER, OTHER_ACCOUNT)]
        found = endpoints.load(conn, SEALER, asked)
        assert found[index(NUMBER)] == found[index(ACCOUNT)]
        assert found[index(ACCOUNT)].accounts == {index(ACCOUNT)}
        assert set(endpoints.load(conn, SEALER, [index(ACCOUNT)])) == {index(ACCOUNT)}
        assert (ani.id, budi.id) == (found[index(NUMBER)].id, found[index(OTHER_NUMBER)].id)
        return {key: each.address for key, each in found.items()}

    assert await store.write(work) == {
        index(NUMBER): NUMBER,
        index(ACCOUNT): NUMBER,
        index(OTHER_NUMBER): OTHER_NUMBER,
    }


async def test_an_address_goes_before_an_alias(store: Store) -> None:
    """Should two processes have stored both at once, whose address it is answers."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, NUMBER), endpoint(conn, OTHER_NUMBER)
        row = {"address_index": index(NUMBER), "endpoint_id": budi.id, "kind": "phone"}
        conn.execute(insert(aliases), row)
        asked = [index(NUMBER), index(OTHER_NUMBER)]
        found = endpoints.load(conn, SEALER, asked)
        assert [found[each].id for each in asked] == [ani.id, budi.id]

    await store.write(work)


async def test_an_alias_of_another_stays_there(store: Store) -> None:
    """What is another's address or alias is told and not taken; one's own is no conflict."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, NUMBER), endpoint(conn, OTHER_ACCOUNT)
        assert addresses.add_aliases(conn, SEALER, []) == {}
        assert addresses.add_aliases(conn, SEALER, [alias(budi, OTHER_NUMBER)]) == {}
        mine = [alias(ani, each) for each in (NUMBER, OTHER_NUMBER, OTHER_ACCOUNT, ACCOUNT)]
        told = addresses.add_aliases(conn, SEALER, mine)
        assert told == {index(OTHER_NUMBER): budi.id, index(OTHER_ACCOUNT): budi.id}
        found = endpoints.load(conn, SEALER, [index(OTHER_NUMBER), index(ACCOUNT)])
        assert (found[index(OTHER_NUMBER)].id, found[index(ACCOUNT)].id) == (budi.id, ani.id)

    await store.write(work)


async def test_a_number_that_comes_with_another_account_is_doubtful(store: Store) -> None:
    """From the very message on, until it is confirmed; the old account leads there no more."""

    def work(conn: Connection) -> None:
        ani = endpoint(conn, NUMBER)
        addresses.add_aliases(conn, SEALER, [alias(ani, ACCOUNT)])
        same = known(conn, NUMBER, ACCOUNT)
        assert same is not None
        assert not same.doubt
        new = known(conn, NUMBER, OTHER_ACCOUNT)
        assert new is not None
        assert (new.id, new.doubt) == (ani.id, True)
        addresses.add_aliases(conn, SEALER, [alias(ani, OTHER_ACCOUNT)])
        assert again(conn, ani).doubt
        assert known(conn, ACCOUNT) is None
        endpoints.set_doubt(conn, [ani.id], False)
        addresses.add_aliases(conn, SEALER, [alias(ani, OTHER_ACCOUNT)])
        settled = known(conn, NUMBER, OTHER_ACCOUNT)
        assert settled is not None
        assert not settled.doubt

    await store.write(work)


async def test_an_account_is_the_person_and_a_number_is_not(store: Store) -> None:
    """A known account is found whatever number it has; a number of another account is not it."""

    def work(conn: Connection) -> None:
        ani = endpoint(conn, ACCOUNT)
        addresses.add_aliases(conn, SEALER, [alias(ani, NUMBER)])
        endpoint(conn, OTHER_NUMBER)
        kept = known(conn, OTHER_NUMBER, ACCOUNT)
        assert kept is not None
        assert kept.id == ani.id
        by_number = known(conn, NUMBER)
        assert by_number is not None
        assert by_number.id == ani.id
        assert known(conn, NUMBER, OTHER_ACCOUNT) is None
        budi = endpoint(conn, NUMBER)
        theirs = known(conn, NUMBER, OTHER_ACCOUNT)
        assert theirs is not None
        assert theirs.id == budi.id
        assert conn.scalars(select(aliases.c.address_index)).all() == []

    await store.write(work)


async def test_people_without_accounts_are_known_by_their_one_address(store: Store) -> None:
    """Other channels have one address a person, of digits or of letters."""

    def work(conn: Connection) -> None:
        for channel, address in (("telegram", "4711"), ("terminal", "ani")):
            new = endpoint(conn, address, channel)
            key = index(address, channel)
            found = addresses.whose(endpoints.load(conn, SEALER, [key]), [(address, key)])
            assert found is not None
            assert (found.id, found.doubt, found.accounts) == (new.id, False, frozenset())

    await store.write(work)


async def test_a_moved_endpoint_has_its_new_address_and_is_doubtful(store: Store) -> None:
    """Its phone goes with the old number, which leads to it no more; telling it twice is once."""

    def work(conn: Connection) -> None:
        ani = endpoint(conn, NUMBER, phone=PHONE)
        new = (ani.id, OTHER_NUMBER, index(OTHER_NUMBER))
        assert addresses.move(conn, SEALER, *new) is None
        moved = again(conn, ani)
        assert (moved.address, moved.address_index) == new[1:]
        assert (moved.doubt, moved.phone) == (True, None)
        assert known(conn, NUMBER) is None
        assert endpoints.by_phone(conn, SEALER, [PHONE]) == []
        endpoints.set_doubt(conn, [ani.id], False)
        assert addresses.move(conn, SEALER, *new) is None
        assert not again(conn, ani).doubt

    await store.write(work)


async def test_a_former_account_still_leads_to_its_endpoint(store: Store) -> None:
    """No platform gives an account's id to another, and messages may still be on their way."""

    def work(conn: Connection) -> None:
        ani = endpoint(conn, ACCOUNT)
        addresses.add_aliases(conn, SEALER, [alias(ani, OTHER_ACCOUNT)])
        assert addresses.move(conn, SEALER, ani.id, OTHER_ACCOUNT, index(OTHER_ACCOUNT)) is None
        for address in (ACCOUNT, OTHER_ACCOUNT):
            found = known(conn, address)
            assert found is not None
            assert (found.id, found.address) == (ani.id, OTHER_ACCOUNT)
        assert conn.scalars(select(aliases.c.address_index)).all() == [index(ACCOUNT)]

    await store.write(work)


async def test_an_address_that_another_has_is_not_taken(store: Store) -> None:
    """Ours stays where it is, and of both it is asked who they are."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, NUMBER), endpoint(conn, OTHER_NUMBER)
        taken = addresses.move(conn, SEALER, ani.id, OTHER_NUMBER, index(OTHER_NUMBER))
        assert taken == budi.id
        assert again(conn, ani).address == NUMBER
        assert again(conn, ani).doubt
        assert again(conn, budi).doubt

    await store.write(work)


async def test_what_the_house_has_for_a_moved_endpoint_comes_along(store: Store) -> None:
    """Timers and results that wait go to the new key; the old number's messages stay its own."""

    def event(name: str, kind: inbox.Kind) -> NewInboxRow:
        return NewInboxRow(name.encode(), "whatsapp", "a", index(NUMBER), kind, b"", NOW)

    def work(conn: Connection) -> list[tuple[bytes, bytes, int]]:
        ani = endpoint(conn, NUMBER)
        inbox.put(conn, [event("t", "timer"), event("e", "effect"), event("m", "message")])
        addresses.move(conn, SEALER, ani.id, OTHER_NUMBER, index(OTHER_NUMBER))
        columns = (
            inbox_table.c.event_key,
            inbox_table.c.endpoint_key,
            inbox_table.c.partition,
        )
        return [tuple(row) for row in conn.execute(select(*columns).order_by(inbox_table.c.seq))]

    new, old = index(OTHER_NUMBER), index(NUMBER)
    assert await store.write(work) == [
        (b"t", new, inbox.partition_of(new)),
        (b"e", new, inbox.partition_of(new)),
        (b"m", old, inbox.partition_of(old)),
    ]


SILENCES = [
    # a number unused for longer than an operator keeps it
    ("whatsapp", LONG_AGO, True),
    # to the second
    ("whatsapp", NOW - SILENT, False),
    # a Telegram account is nobody else's, however long it was silent
    ("telegram", LONG_AGO, False),
]


@pytest.mark.parametrize(("channel", "at", "doubtful"), SILENCES)
async def test_silence_makes_a_number_doubtful_until_confirmed(
    store: Store, channel: str, at: datetime, doubtful: bool
) -> None:
    """Before the turn that ends the silence, after it, and after the next one too."""

    def work(conn: Connection) -> list[bool]:
        who = endpoint(conn, NUMBER, channel, at=at)
        seen = [again(conn, who).doubtful(NOW)]
        for minute in range(2):
            now = NOW + timedelta(minutes=minute)
            endpoints.touch(conn, [who.id], now)
            seen.append(again(conn, who).doubtful(now))
        endpoints.set_doubt(conn, [who.id], False)
        endpoints.touch(conn, [who.id], NOW + timedelta(minutes=2))
        return [*seen, again(conn, who).doubt]

    assert await store.write(work) == [doubtful, doubtful, doubtful, False]


async def test_a_vouched_phone_is_found_and_grows_old(store: Store) -> None:
    """A phone is kept sealed with its index and the time, for each endpoint its own."""

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram", phone=PHONE)
        endpoints.vouch(conn, SEALER, [], NOW)
        endpoints.vouch(conn, SEALER, [(ani.id, PHONE), (budi.id, "+628120000002")], NOW)
        (found,) = endpoints.by_phone(conn, SEALER, [PHONE])
        assert (found.id, found.phone) == (ani.id, PHONE)
        assert found.vouched(NOW + SILENT)
        assert not found.vouched(NOW + SILENT + timedelta(seconds=1))
        assert again(conn, budi).phone == "+628120000002"
        nexts = conn.scalars(select(table.c.phone_index_next)).all()
        assert SEALER.index_next(endpoints.PHONE, PHONE) in nexts

    await store.write(work)


async def test_who_blocked_us_is_told_nothing_more_until_they_are_back(store: Store) -> None:
    """What waits to be said is dropped, effects go on, a neighbour's messages too."""
    kinds: list[Kind] = ["callback", "reply", "notice", "campaign", "effect"]

    def row(name: str, who: Endpoint, kind: Kind) -> NewOutboxRow:
        return NewOutboxRow(name.rjust(32, "0"), who.id, "t", "a", kind, "menu", b"", NOW, NOW)

    def work(conn: Connection) -> None:
        ani, budi = endpoint(conn, "1", "telegram"), endpoint(conn, "2", "telegram")
        outbox.put(conn, [row(str(i), ani, kind) for i, kind in enumerate(kinds)])
        outbox.put(conn, [row("9", budi, "reply")])
        endpoints.present(conn, [(ani.id, False), (budi.id, True)])
        assert (again(conn, ani).active, again(conn, budi).active) == (False, True)
        states = [(r.state, r.error_code) for r in outbox.of_endpoint(conn, ani.id)]
        assert states == [("dropped", "blocked")] * 4 + [("waiting", None)]
        assert [r.state for r in outbox.of_endpoint(conn, budi.id)] == ["waiting"]
        endpoints.present(conn, [(ani.id, True)])
        assert again(conn, ani).active

    await store.write(work)


async def test_an_endpoint_of_before_is_not_in_doubt(store: Store) -> None:
    """A row that another version put without saying so is not doubtful."""

    def work(conn: Connection) -> bool:
        who = endpoint(conn, "1", "telegram")
        (row,) = conn.execute(select(table).where(table.c.id == who.id)).mappings().all()
        conn.execute(table.delete())
        conn.execute(insert(table), {k: v for k, v in row.items() if k != "doubt"})
        conn.execute(update(table).values(stopped="none"))
        return again(conn, who).doubt

    assert await store.write(work) is False
