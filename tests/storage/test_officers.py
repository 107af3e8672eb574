"""Officers in the store: tokens, tries, links, steps, chats; the same on both databases."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import Connection, select, update

from conversations.happened import PassUsed, PersonDenied
from storage import (
    entry_tries,
    officer_acts,
    officer_chats,
    officer_codes,
    officer_notices,
    officer_proofs,
    officer_sessions,
    officers,
    passes,
    retention,
)
from storage.entry_tries import BY_NAME, Counted, Limit
from storage.officer_acts import COMMAND, Invited
from storage.officer_proofs import Device
from storage.officer_rows import above, covers, fitting, gives
from storage.officers import Officer, Role
from storage.scope import Scope
from storage.store import Store
from storage.tables import endpoints
from storage.tables import entry_tries as tries
from storage.tables import officer_codes as codes
from storage.tables import officer_sessions as sessions
from storage.tables import officers as table
from tests.storage.places import NOW, SEALER, endpoint, record

VILLAGE = "63.10.01.2005"
PHONE = Device("Chrome, Android", b"1" * 32)
DESKTOP = Device("Edge, Windows", b"2" * 32)
MINUTE = timedelta(minutes=1)


def made(conn: Connection, role: Role = "desa", login: str = "siti") -> str:
    """An officer who may enter, with a secret; gives the id."""
    who = officers.add(conn, login, login.title(), role, (VILLAGE,), "test", NOW)
    conn.execute(update(table).where(table.c.id == who).values(state="active"))
    return who


def with_phone(conn: Connection) -> tuple[str, str]:
    """An officer with an authenticator; gives id and secret."""
    who = made(conn)
    session = officers.begin(conn, who, b"first", "full", "", NOW)
    secret = officer_proofs.offer(conn, SEALER, session, NOW)
    first = NOW - timedelta(hours=1)
    code = pyotp.TOTP(secret).at(first)
    assert officer_proofs.change_factor(conn, SEALER, who, session, code, first)
    return who, secret


# --- sessions ------------------------------------------------------------------------------


async def test_only_the_hash_of_a_token_is_kept(store: Store) -> None:
    """And the token finds the seat; another finds nothing."""

    def work(conn: Connection) -> None:
        who = made(conn)
        officers.begin(conn, who, b"token", "full", "x" * 300, NOW)
        seat = officers.seat(conn, b"token", NOW)
        assert seat is not None
        assert (seat.officer.id, seat.officer.scope) == (who, Scope((VILLAGE,)))
        assert officers.seat(conn, b"tokem", NOW) is None
        (row,) = conn.execute(select(sessions)).all()
        assert b"token" not in row.token_hash
        assert len(row.device) == 128

    await store.write(work)


@pytest.mark.parametrize(
    ("later", "touched", "inside"),
    [
        (29 * MINUTE, 0 * MINUTE, True),
        (30 * MINUTE, 0 * MINUTE, False),  # left standing
        (45 * MINUTE, 20 * MINUTE, True),  # a page in between
        (719 * MINUTE, 700 * MINUTE, True),
        (720 * MINUTE, 719 * MINUTE, False),  # the day is over
    ],
)
async def test_sessions_end_by_themselves(
    later: timedelta, touched: timedelta, inside: bool, store: Store
) -> None:
    """Idle after half an hour, whatever happens after twelve."""

    def work(conn: Connection) -> None:
        session = officers.begin(conn, made(conn), b"token", "full", "", NOW)
        officer_sessions.touch(conn, session, NOW + touched)
        assert (officers.seat(conn, b"token", NOW + later) is not None) is inside

    await store.write(work)


async def test_sessions_are_ended_by_their_officer_only(store: Store) -> None:
    """One, all but one, or all; never another's."""

    def work(conn: Connection) -> None:
        siti, budi = made(conn), made(conn, login="budi")
        ids = [officers.begin(conn, siti, bytes([n]), "full", "", NOW) for n in range(3)]
        assert not officer_sessions.end(conn, budi, ids[0], NOW)
        assert officer_sessions.end(conn, siti, ids[0], NOW)
        assert not officer_sessions.end(conn, siti, ids[0], NOW)
        assert officer_sessions.end_all(conn, siti, NOW, but=ids[1]) == 1
        open_ones = [each.id for each in officer_sessions.listed(conn, siti, NOW) if each.open]
        assert open_ones == [ids[1]]
        assert officers.seat(conn, bytes([1]), NOW) is not None

    await store.write(work)


async def test_being_sure_wears_off(store: Store) -> None:
    """Ten minutes after password and second factor."""

    def work(conn: Connection) -> None:
        who = made(conn)
        session = officers.begin(conn, who, b"token", "full", "", NOW)
        for at, sure in ((9 * MINUTE, True), (10 * MINUTE, False)):
            seat = officers.seat(conn, b"token", NOW + at)
            assert seat is not None
            assert seat.sure(NOW + at) is sure
        officer_sessions.confirm(conn, who, session, NOW + 20 * MINUTE)
        seat = officers.seat(conn, b"token", NOW + 25 * MINUTE)
        assert seat is not None
        assert seat.sure(NOW + 25 * MINUTE)

    await store.write(work)


# --- tries ---------------------------------------------------------------------------------


def test_waits_double_and_have_an_end() -> None:
    """Nobody is kept out for good by somebody who guesses."""
    limit = Limit(2, MINUTE, 5 * MINUTE)
    waits = [limit.wait(failed) for failed in range(1, 7)]
    assert waits == [None, MINUTE, 2 * MINUTE, 4 * MINUTE, 5 * MINUTE, 5 * MINUTE]
    assert BY_NAME.wait(10**9) == BY_NAME.longest


async def test_a_try_while_waiting_counts_nothing(store: Store) -> None:
    """Else whoever tries on would never get in; the right one takes back what was counted."""
    siti, budi = Counted("login", "siti", BY_NAME), Counted("login", "budi", BY_NAME)

    def work(conn: Connection) -> None:
        for _ in range(5):
            assert entry_tries.take(conn, SEALER, [siti], NOW) is None
        until = NOW + timedelta(seconds=30)
        assert entry_tries.take(conn, SEALER, [siti, budi], NOW) == until
        assert entry_tries.take(conn, SEALER, [siti, budi], NOW) == until
        assert entry_tries.failures(conn, SEALER, siti) == 5
        assert entry_tries.failures(conn, SEALER, budi) == 0
        assert entry_tries.take(conn, SEALER, [siti, budi], until) is None
        entry_tries.right(conn, SEALER, [siti])
        assert entry_tries.failures(conn, SEALER, siti) == 5
        assert entry_tries.take(conn, SEALER, [siti], until) is None
        assert entry_tries.take(conn, SEALER, [siti], until + 90 * MINUTE) is None
        assert entry_tries.failures(conn, SEALER, siti) == 1  # long ago is forgotten
        entry_tries.forgive(conn, SEALER, [siti])
        assert entry_tries.failures(conn, SEALER, siti) == 0

    await store.write(work)


# --- what proves an officer ----------------------------------------------------------------


async def test_each_step_works_once_and_in_order(store: Store) -> None:
    """This one, its neighbours, never one before the last that was used."""

    def work(conn: Connection) -> None:
        who, secret = with_phone(conn)
        made = pyotp.TOTP(secret)

        def proves(seconds: int) -> bool:
            code = made.at(NOW + timedelta(seconds=seconds))
            return officer_proofs.prove(conn, SEALER, who, code, NOW) == "totp"

        assert [proves(each) for each in (-60, -30, -30, 60, 30, 0, 30)] == [
            *(False, True, False, False, True, False, False)
        ]

    await store.write(work)


@pytest.mark.parametrize(
    "given",
    ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "😀" * 6, "\x00"],
)
async def test_anything_else_proves_nothing(given: str, store: Store) -> None:
    """Whatever was typed, it is only wrong."""

    def work(conn: Connection) -> None:
        who, _ = with_phone(conn)
        assert officer_proofs.prove(conn, SEALER, who, given, NOW) is None

    await store.write(work)


async def test_recovery_codes_work_once_for_their_officer(store: Store) -> None:
    """However they are written; new ones replace the old."""

    def work(conn: Connection) -> None:
        siti, budi = made(conn), made(conn, login="budi")
        first, second, *_ = officer_codes.new_recovery(conn, siti, siti, NOW)
        written = first.lower().replace("-", " ")
        assert not officer_codes.use_recovery(conn, budi, written, NOW)
        assert officer_codes.use_recovery(conn, siti, written, NOW)
        assert not officer_codes.use_recovery(conn, siti, first, NOW)
        assert officer_codes.recovery_left(conn, siti) == 9
        officer_codes.new_recovery(conn, siti, siti, NOW)
        assert not officer_codes.use_recovery(conn, siti, second, NOW)

    await store.write(work)


async def test_the_newest_link_is_the_only_one(store: Store) -> None:
    """For seven days, until it is used, while the account is not ended."""

    def work(conn: Connection) -> None:
        who = made(conn)
        officer_codes.give_link(conn, who, "invite", b"old", "test", NOW)
        until = officer_codes.give_link(conn, who, "reset", b"new", "test", NOW)
        assert officer_codes.link(conn, b"old", NOW) is None
        assert officer_codes.link(conn, b"new", until) is None
        link = officer_codes.link(conn, b"new", NOW)
        assert link is not None
        conn.execute(update(table).values(state="disabled"))
        assert officer_codes.link(conn, b"new", NOW) is None
        assert officer_codes.use_link(conn, link.code_hash, NOW)
        assert not officer_codes.use_link(conn, link.code_hash, NOW)

    await store.write(work)


async def test_the_first_entry_is_whole_or_nothing(store: Store) -> None:
    """Two who opened one link: the first code wins, the other hears that the link is gone."""

    def work(conn: Connection) -> None:
        invited = Invited("siti", "Siti", "desa", (VILLAGE,))
        who = officer_acts.invite(conn, COMMAND, invited, b"link", NOW)
        link = officer_codes.link(conn, b"link", NOW)
        assert link is not None
        for token in (b"one", b"two"):
            officer_proofs.enrol(conn, SEALER, link, f"hash-{token!r}", token, PHONE, NOW)
        secrets = {}
        for token in (b"one", b"two"):
            seat = officers.seat(conn, token, NOW)
            assert seat is not None
            secret = officer_proofs.pending_secret(conn, SEALER, seat.session_id)
            assert secret is not None
            secrets[seat.session_id] = secret
        (one, first), (two, second) = secrets.items()

        def complete(session: str, code: str) -> tuple[str, ...] | None:
            given = (session, code, session.encode(), PHONE, NOW)
            return officer_proofs.complete(conn, SEALER, who, *given)

        assert complete(one, pyotp.TOTP(second).at(NOW)) is None
        found = complete(one, pyotp.TOTP(first).at(NOW))
        assert found is not None
        assert len(found) == 10
        # the other's session ended with it
        assert complete(two, pyotp.TOTP(second).at(NOW)) is None
        assert officer_proofs.password_by_id(conn, who) == "hash-b'one'"

    await store.write(work)


async def test_a_new_browser_is_known_the_next_time(store: Store) -> None:
    """The first of all is none; the notice waits for the other browser."""

    def work(conn: Connection) -> None:
        who = made(conn)
        new = [
            officer_proofs.enter(conn, who, "totp", bytes([number]), device, NOW).new_device
            for number, device in enumerate((DESKTOP, PHONE, PHONE, DESKTOP))
        ]
        assert new == [False, True, False, False]
        assert officer_notices.waiting(conn, who, PHONE.digest) == []
        officer_notices.read(conn, who, PHONE.digest, NOW)
        (told,) = officer_notices.waiting(conn, who, DESKTOP.digest)
        assert (told.kind, told.device) == ("device", "Chrome, Android")
        officer_notices.read(conn, who, DESKTOP.digest, NOW)
        assert officer_notices.waiting(conn, who, DESKTOP.digest) == []

    await store.write(work)


# --- who may what --------------------------------------------------------------------------


def of(role: Role, *regions: str, which: str = "x") -> Officer:
    """An officer who is not in the store."""
    return Officer(which, "", "", role, regions, "active")


@pytest.mark.parametrize(
    ("mine", "regions", "inside"),
    [
        (("63.10",), ("63.10",), True),
        (("63.10",), ("63.10.01.2005", "63.10.02"), True),
        (("63.10.01",), ("63.10",), False),
        (("63.1",), ("63.10",), False),  # a code is not a beginning of letters
        (("63.10",), (), False),  # no region is the whole nation
        (("63.10.01", "63.10.02"), ("63.10.02.2002",), True),
        (("",), (), True),
    ],
)
def test_covers(mine: tuple[str, ...], regions: tuple[str, ...], inside: bool) -> None:
    """All of the regions lie in the scope."""
    assert covers(Scope(mine), regions) is inside


def test_nobody_stands_above_himself_or_beside() -> None:
    """Admins only stand beside each other."""
    kabupaten, other = of("kabupaten", "63.10"), of("kabupaten", "63.10", which="y")
    assert not above(kabupaten, kabupaten)
    assert not above(kabupaten, other)
    assert above(kabupaten, of("kecamatan", "63.10.01", which="y"))
    assert above(of("admin"), of("admin", which="y"))
    assert gives(of("desa", VILLAGE)) == ()
    assert gives(kabupaten) == ("desa", "kecamatan", "kabupaten")


def test_regions_fit_their_role() -> None:
    """A village for a village's officer, a kelurahan too; what there is not fits nobody."""
    assert fitting("desa", (VILLAGE, "63.10.01.1007"))
    assert not fitting("desa", ("63.10",))
    assert not fitting("kecamatan", ("63.10.99",))
    assert not fitting("kabupaten", ())
    assert not fitting("admin", ("63.10",))


async def test_a_login_name_is_taken_once(store: Store) -> None:
    """The transaction goes on after the refusal."""

    def work(conn: Connection) -> None:
        new = Invited("Siti", "Siti", "desa", (VILLAGE,))
        officer_acts.invite(conn, COMMAND, new, b"a", NOW)
        with pytest.raises(officer_acts.LoginTaken):
            officer_acts.invite(conn, COMMAND, new, b"b", NOW)
        assert officer_acts.by_login(conn, "SITI ").officer.login == "siti"
        with pytest.raises(officer_acts.OfficerGone):
            officer_acts.by_login(conn, "budi")

    await store.write(work)


# --- chats ---------------------------------------------------------------------------------


async def test_a_chat_is_an_officers_until_somebody_else_is_there(store: Store) -> None:
    """Not while its number is in doubt, not of an ended account, not once it was denied."""

    def work(conn: Connection) -> None:
        who, here = made(conn), endpoint(conn, "1", "telegram")
        assert officers.of_endpoint(conn, here.id) is None
        assert officer_chats.link(conn, here.id, {"name": "Rahmah"}, NOW) is None
        assert officer_chats.link(conn, here.id, {officer_chats.ABOUT: who}, NOW) == who
        found = officers.of_endpoint(conn, here.id)
        assert found is not None
        assert found.id == who
        assert officers.of_endpoints(conn, [here.id]) == {here.id: found}
        for column in (endpoints.c.doubt, endpoints.c.trial):
            conn.execute(update(endpoints).values({column: True}))
            assert officers.of_endpoint(conn, here.id) is None
            conn.execute(update(endpoints).values({column: False}))
        conn.execute(update(table).values(state="disabled"))
        assert officers.of_endpoint(conn, here.id) is None
        assert officer_chats.link(conn, here.id, {officer_chats.ABOUT: who}, NOW) is None
        conn.execute(update(table).values(state="active"))
        record(conn, here, PersonDenied())
        assert officers.of_endpoint(conn, here.id) is None

    await store.write(work)


async def test_a_code_written_in_chat_links_it(store: Store) -> None:
    """Once; an invitation from before there were accounts links nobody."""

    def work(conn: Connection) -> None:
        who, here = made(conn), endpoint(conn, "1", "telegram")
        there = endpoint(conn, "2", "telegram")
        code, _ = officer_chats.give_code(conn, SEALER, who, b"0" * 32, NOW)
        passes.invite_officer(conn, SEALER, who, {"name": "Rahmah"}, "10293847", NOW)
        for chat, used in ((here, code), (there, "10293847")):
            assert passes.use(conn, SEALER, used, chat.id, NOW)
            record(conn, chat, PassUsed(used))
        assert list(officers.of_endpoints(conn, [here.id, there.id])) == [here.id]
        assert [each.channel for each in officer_chats.listed(conn, who)] == ["telegram"]

    await store.write(work)


async def test_old_rows_are_swept(store: Store) -> None:
    """Ended sessions, expired links and tries, each in its time."""

    def work(conn: Connection) -> None:
        who = made(conn)
        officers.begin(conn, who, b"token", "full", "", NOW)
        officer_codes.give_link(conn, who, "invite", b"link", "test", NOW)
        officer_codes.new_recovery(conn, who, who, NOW)
        entry_tries.take(conn, SEALER, [Counted("login", "siti", BY_NAME)], NOW)
        retention.sweep(conn, NOW + timedelta(days=30))
        left = [len(conn.execute(select(each)).all()) for each in (sessions, codes, tries)]
        assert left == [1, 11, 0]
        retention.sweep(conn, NOW + timedelta(days=100))
        left = [len(conn.execute(select(each)).all()) for each in (sessions, codes, tries)]
        assert left == [0, 10, 0]

    await store.write(work)
