"""Accounts of officers: who may invite, change, reset and end whom; one's own account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest
from sqlalchemy import Connection, update

from bot import clock
from conversations.session import Json
from desk.ask import csrf
from desk.guard import COOKIE
from storage import officer_chats, officers
from storage.officers import Role
from storage.tables import applications, audit, endpoints, officer_endpoints, officer_notices
from storage.tables import officer_sessions as sessions
from storage.tables import officers as table
from tests.bot.house import made
from tests.desk.conftest import Desk, Visitor
from tests.desk.test_entry import PASSWORD, Browser, another

LINK = re.compile(r'id="tautan">([^<]+)<')
SEGUMBANG, BESIDE = "63.10.01.2005", "63.10.02.2002"
FAR = "63.01.01.2001"  # another kabupaten


async def version(desk: Desk, who: str) -> str:
    """The version of an account."""
    return next(str(row.version) for row in await desk.office.rows(table) if row.id == who)


async def acts(desk: Desk) -> list[str]:
    """What the audit says, in order."""
    return [row.act for row in await desk.office.rows(audit)]


def token_in(page: str) -> str:
    """The token of the link that is shown."""
    found = LINK.search(page)
    assert found is not None, page
    return found[1].rpartition("/")[2]


# --- invite --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "regions", "role", "region", "may"),
    [
        ("admin", (), "admin", "", True),
        ("admin", (), "branch", "63.10", True),
        ("branch", ("63.10",), "kabupaten", "63.10", True),
        ("branch", ("63.10",), "admin", "", False),  # above
        ("kabupaten", ("63.10",), "kabupaten", "63.10", True),
        ("kabupaten", ("63.10",), "branch", "63.10", False),  # above
        ("kabupaten", ("63.10",), "desa", SEGUMBANG, True),
        ("kabupaten", ("63.10",), "desa", FAR, False),  # elsewhere
        ("kabupaten", ("63.10",), "desa", "63.10", False),  # a whole kabupaten for a village
        ("kabupaten", ("63.10",), "desa", "63.10.01.9999", False),  # there is none
        ("kabupaten", ("63.10",), "desa", "", False),  # without any region: would be all
        ("kecamatan", ("63.10.01",), "kecamatan", "63.10.01", True),
        ("kecamatan", ("63.10.01",), "desa", SEGUMBANG, True),
        ("kecamatan", ("63.10.01",), "desa", BESIDE, False),
        ("kecamatan", ("63.10.01",), "kabupaten", "63.10", False),
        ("desa", (SEGUMBANG,), "desa", SEGUMBANG, False),  # a village invites nobody
    ],
)
async def test_nobody_gives_more_than_he_has(
    mine: Role, regions: Sequence[str], role: Role, region: str, may: bool, desk: Desk
) -> None:
    """Neither a higher role nor a region outside the own ones."""
    visitor = await desk.officer(mine, regions)
    fields = {"region": region} if region else {}
    answer = await visitor.post(
        "/petugas/baru", role=role, name="Budi", login="budi.baru", **fields
    )
    logins = {row.login for row in await desk.office.rows(table)}
    assert ("budi.baru" in logins, bool(LINK.search(answer.text))) == (may, may)
    assert ("officer_invited" in await acts(desk)) is may


@pytest.mark.parametrize(
    ("name", "login", "said"),
    [
        ("B", "budi.baru", "nama lengkap"),
        ("Budi\u202e", "budi.baru", "nama lengkap"),  # a sign of direction
        ("Budi", "Budi Baru", "garis"),
        ("Budi", "x", "garis"),
        ("Budi", "ADA.SUDAH", "sudah dipakai"),
    ],
)
async def test_an_unreadable_invitation_is_asked_for_again(
    name: str, login: str, said: str, desk: Desk
) -> None:
    """What was typed stays in the form."""
    visitor = await desk.officer("kabupaten", login="ada.sudah")
    answer = await visitor.post(
        "/petugas/baru", role="desa", name=name, login=login, region=SEGUMBANG
    )
    assert (answer.status_code, said in answer.text) == (422, True)
    assert f'value="{SEGUMBANG}" checked' in answer.text
    assert len(await desk.office.rows(table)) == 1


async def test_a_hostile_name_is_only_a_name(desk: Desk) -> None:
    """In the list, on the account's page and on the page of the link."""
    visitor, name = await desk.officer(), "<img src=x onerror=alert(1)> =1+1 {{7*7}}"
    answer = await visitor.post(
        "/petugas/baru", role="desa", name=name, login="budi.baru", region=SEGUMBANG
    )
    who = next(row.id for row in await desk.office.rows(table) if row.login == "budi.baru")
    pages = [answer, await visitor.get("/petugas"), await visitor.get(f"/petugas/{who}")]
    for page in pages:
        assert "<img src=x" not in page.text
        assert name in unescape(page.text)


# --- those below ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "regions", "role", "theirs", "seen", "below"),
    [
        ("admin", (), "admin", (), True, True),  # admins help each other
        ("branch", ("63.10",), "kabupaten", ("63.10",), True, True),
        ("kabupaten", ("63.10",), "desa", (SEGUMBANG,), True, True),
        ("kabupaten", ("63.10",), "kabupaten", ("63.10",), True, False),  # beside
        ("kabupaten", ("63.10",), "branch", ("63.10",), True, False),  # above
        ("kabupaten", ("63.10",), "admin", (), False, False),  # an admin is everywhere
        ("kabupaten", ("63.10",), "kecamatan", ("63.01.03",), False, False),  # elsewhere
        ("kecamatan", ("63.10.02",), "desa", (BESIDE, SEGUMBANG), False, False),  # partly
        ("desa", (SEGUMBANG,), "desa", (SEGUMBANG,), True, False),
        ("desa", (SEGUMBANG,), "kecamatan", ("63.10.01",), False, False),
    ],
)
async def test_only_those_below_are_acted_on(
    mine: Role,
    regions: Sequence[str],
    role: Role,
    theirs: Sequence[str],
    seen: bool,
    below: bool,
    desk: Desk,
) -> None:
    """Seen within one's regions; reset, ended and changed only below; else the same answer."""
    visitor, other = await desk.officer(mine, regions), await desk.officer(role, theirs)
    missing = (await visitor.get("/petugas/" + "0" * 32)).text
    page = await visitor.get(f"/petugas/{other.id}")
    assert (page.text != missing) is seen
    assert (other.id in (await visitor.get("/petugas")).text) is seen
    for act in ("atur-ulang", "akhiri", "ubah"):
        given = {"version": await version(desk, other.id), "role": role, "name": "Lain Nama"}
        answer = await visitor.post(f"/petugas/{other.id}/{act}", **given)
        if not below:
            assert (answer.status_code, answer.text) == (404, missing)
    assert ((await other.get("/akun")).status_code == 200) is not below


@pytest.mark.parametrize("act", ["atur-ulang", "akhiri", "ubah"])
async def test_nobody_acts_on_himself(act: str, desk: Desk) -> None:
    """A lost phone is an affair of somebody above."""
    for role in ("admin", "kabupaten"):
        visitor = await desk.officer(role)
        given = {"version": "1", "role": role, "name": "Lain", "region": "63.10"}
        assert (await visitor.post(f"/petugas/{visitor.id}/{act}", **given)).status_code == 404


async def test_a_lost_phone_is_reset_from_above(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing old holds; the link lets in anew; the officer is told who did it."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    above = await desk.officer("kabupaten", login="di.atas")
    answer = await above.post(
        "/petugas/baru", role="desa", name="Siti", login="siti.segumbang", region=SEGUMBANG
    )
    async with another(desk.office) as client:
        siti = Browser(desk.office, client)
        old_codes = await siti.accept(token_in(answer.text))
        who = next(row.id for row in await desk.office.rows(table) if row.login == "siti.segumbang")
        answer = await above.post(f"/petugas/{who}/atur-ulang", version=await version(desk, who))
        assert (await client.get("/meja/akun")).status_code == 303
        assert (await siti.password(PASSWORD)).status_code == 422
        codes = await siti.accept(token_in(answer.text))
        assert not set(codes) & set(old_codes)
        await siti.get("/meja/kabar")
        assert "diatur ulang oleh Di.Atas" in siti.page
    assert (await acts(desk)).count("officer_reset") == 1


async def test_whoever_comes_second_changes_nothing(desk: Desk) -> None:
    """A version that is no longer the newest is told of."""
    above, other = await desk.officer(), await desk.officer("desa", (SEGUMBANG,))
    new = {"name": "Nama Baru", "role": "desa", "region": SEGUMBANG, "version": "1"}
    first = await above.post(f"/petugas/{other.id}/ubah", **new)
    second = await above.post(f"/petugas/{other.id}/akhiri", version="1")
    told = (first.cookies["meja-kabar"], second.cookies["meja-kabar"])
    assert told == ("officer-changed", "officer-other")
    (row,) = [row for row in await desk.office.rows(table) if row.id == other.id]
    assert (row.name, row.state) == ("Nama Baru", "invited")


async def test_another_role_means_entering_anew(desk: Desk) -> None:
    """The old session is not promoted."""
    above, other = await desk.officer(), await desk.officer("desa", (SEGUMBANG,))
    given = {"name": "Nama", "role": "kecamatan", "region": "63.10.01", "version": "1"}
    await above.post(f"/petugas/{other.id}/ubah", **given)
    assert (await other.get("/akun")).status_code == 303
    (row,) = [row for row in await desk.office.rows(table) if row.id == other.id]
    assert (row.role, row.regions) == ("kecamatan", ["63.10.01"])


async def test_a_long_list_goes_on(desk: Desk) -> None:
    """Pages by login name, without those of elsewhere."""
    above = await desk.officer("kecamatan", ("63.10.01",))

    def add(conn: Connection) -> None:
        for number in range(130):
            where = (SEGUMBANG,) if number % 2 else (FAR,)
            officers.add(conn, f"p{number:03}", "Nama", "desa", where, "test", clock.now())

    await desk.office.house.store.write(add)
    seen: list[str] = []
    path = "/petugas"
    while path:
        page = (await above.get(path)).text
        seen += re.findall(r"\bp\d{3}\b", re.sub(r'href="[^"]*"', "", page))
        more = re.search(r"/petugas\?sesudah=[a-z0-9.-]+", page)
        path = more[0] if more else ""
    assert seen == [f"p{number:03}" for number in range(1, 130, 2)]


# --- step-up -------------------------------------------------------------------------------


async def test_what_is_weighty_asks_once_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten minutes password and code are asked for, then one is back where one was."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    above = await desk.officer("admin")
    answer = await above.post(
        "/petugas/baru", role="kabupaten", name="Siti", login="siti", region="63.10"
    )
    async with another(desk.office) as client:
        siti = Browser(desk.office, client)
        await siti.accept(token_in(answer.text))
        assert (await client.get("/meja/petugas/baru")).status_code == 200
        siti.later(minutes=10)
        answer = await client.get("/meja/petugas/baru?jabatan=desa")
        led = "/meja/pastikan?ke=/meja/petugas/baru%3Fjabatan%3Ddesa"
        assert answer.headers["location"] == led
        await siti.get(led)
        on = "/meja/petugas/baru?jabatan=desa"
        for password, code in (("salah salah salah", siti.code()), (PASSWORD, "000000")):
            answer = await siti.send("/meja/pastikan", password=password, code=code, ke=on)
            assert (answer.status_code, "belum cocok" in siti.page) == (422, True)
        await siti.send("/meja/pastikan", password=PASSWORD, code=siti.code(), ke=on)
        assert "Undang: Petugas desa" in siti.page
        siti.later(minutes=11)
        token = client.cookies[COOKIE].encode()
        answer = await client.post(
            "/meja/petugas/baru",
            data={"csrf": csrf(token)},
            headers={"referer": "https://meja.test/meja/petugas/baru"},
        )
        assert answer.headers["location"] == "/meja/pastikan?ke=/meja/petugas/baru"
        answer = await client.post(
            "/meja/petugas/baru", data={}, headers={"referer": "https://jahat.test/meja/orang"}
        )
        assert answer.headers["location"] == "/meja/pastikan"


# --- one's own -----------------------------------------------------------------------------


async def second_session(desk: Desk, visitor: Visitor) -> bytes:
    """The same officer at another browser; gives its token."""

    def begin(conn: Connection) -> None:
        officers.begin(conn, visitor.id, b"other", "full", "Firefox, Linux", desk.office.clock())

    await desk.office.house.store.write(begin)
    return b"other"


async def is_in(desk: Desk, token: bytes) -> bool:
    """Whether a session is open."""
    now = desk.office.clock()
    return (
        await desk.office.house.store.read(lambda conn: officers.seat(conn, token, now)) is not None
    )


async def test_sessions_are_listed_and_ended(desk: Desk) -> None:
    """One elsewhere, or all of them; another's never."""
    visitor, stranger = await desk.officer(), await desk.officer()
    token = await second_session(desk, visitor)
    assert "Firefox, Linux" in (await visitor.get("/akun")).text
    which = next(row.id for row in await desk.office.rows(sessions) if row.device[:4] == "Fire")
    assert (await stranger.post("/akun/sesi", id=which)).status_code == 404
    assert await is_in(desk, token)
    assert (await visitor.post("/akun/sesi", id=which)).status_code == 303
    assert not await is_in(desk, token)
    await visitor.post("/akun/keluar-semua")
    assert not await is_in(desk, visitor.token)
    assert await is_in(desk, stranger.token)


async def test_a_new_password_ends_other_sessions(desk: Desk) -> None:
    """This one stays; the change is told of at the next entry."""
    visitor = await desk.officer()
    token = await second_session(desk, visitor)
    weak = await visitor.post("/akun/sandi", password="1234567890", again="1234567890")
    assert (weak.status_code, await is_in(desk, token)) == (422, True)
    await visitor.post("/akun/sandi", password=PASSWORD, again=PASSWORD)
    assert (await is_in(desk, token), await is_in(desk, visitor.token)) == (False, True)
    assert [row.kind for row in await desk.office.rows(officer_notices)] == ["password"]
    assert "officer_password_changed" in await acts(desk)


async def test_another_phone_holds_after_its_first_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then the old one does."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    visitor = await desk.officer()
    async with another(desk.office) as client:
        client.cookies.set(COOKIE, visitor.token.decode())
        mine = Browser(desk.office, client)
        await mine.get("/meja/akun")
        await mine.send("/meja/akun/hp-baru")
        mine.remember()
        await mine.send("/meja/akun/hp", code="000000")
        assert "belum cocok" in mine.page
        assert [row.totp for row in await desk.office.rows(table)] == [None]
        await mine.send("/meja/akun/hp", code=mine.code())
        assert "HP baru sudah terhubung" in mine.page
    (row,) = await desk.office.rows(table)
    assert (row.totp is not None, row.totp_confirmed) == (True, True)


async def test_new_recovery_codes_replace_the_old(desk: Desk) -> None:
    """Shown once; only their number afterwards."""
    visitor = await desk.officer()
    shown = [(await visitor.post("/akun/cadangan")).text for _ in range(2)]
    codes = [set(re.findall(r"<li>([0-9A-Z-]{14})</li>", page)) for page in shown]
    assert [len(each) for each in codes] == [10, 10]
    assert not codes[0] & codes[1]
    assert "masih bisa dipakai: 10" in (await visitor.get("/akun")).text


# --- chat ----------------------------------------------------------------------------------


async def test_a_chat_becomes_an_officers_by_its_code(desk: Desk) -> None:
    """The bot knows who writes; it ends with the account, or when it is let go."""
    visitor = await desk.officer("desa", (SEGUMBANG,))
    await _activate(desk, visitor.id)
    page = (await visitor.post("/akun/chat")).text
    code = re.findall(r'id="kode">(\d{4} \d{4})<', page)[0]
    talk = desk.office.phone("siti")
    await talk.say(text="halo")
    await _real(desk)
    await talk.say(text=code)
    endpoint = (await desk.office.rows(officer_endpoints))[0].endpoint_id
    assert await _whose(desk, endpoint) == visitor.id
    assert "officer_chat_linked" in await acts(desk)
    above = await desk.officer()
    await above.post(f"/petugas/{visitor.id}/akhiri", version="1")
    assert await _whose(desk, endpoint) is None


async def test_a_chat_is_let_go_by_its_officer_only(desk: Desk) -> None:
    """Another's is not there."""
    visitor, stranger = await desk.officer(), await desk.officer()
    await desk.office.phone("siti").register(made())
    await _activate(desk, visitor.id)
    await _real(desk)
    (endpoint,) = [row.endpoint_id for row in await desk.office.rows(applications)]
    about: dict[str, Json] = {officer_chats.ABOUT: visitor.id}
    now = desk.office.clock()
    await desk.office.house.store.write(lambda conn: officer_chats.link(conn, endpoint, about, now))
    assert (await stranger.post("/akun/chat/lepas", id=endpoint)).status_code == 404
    assert await _whose(desk, endpoint) == visitor.id
    assert (await visitor.post("/akun/chat/lepas", id=endpoint)).status_code == 303
    assert await _whose(desk, endpoint) is None


async def _activate(desk: Desk, who: str) -> None:
    def work(conn: Connection) -> None:
        conn.execute(update(table).where(table.c.id == who).values(state="active"))

    await desk.office.house.store.write(work)


async def _real(desk: Desk) -> None:
    """The people of the simulator are nobody's officers: as if they wrote on a platform."""

    def work(conn: Connection) -> None:
        conn.execute(update(endpoints).values(trial=False))

    await desk.office.house.store.write(work)


async def _whose(desk: Desk, endpoint: str) -> str | None:
    store = desk.office.house.store
    found = await store.read(lambda conn: officers.of_endpoint(conn, endpoint))
    return found.id if found else None


async def test_a_new_device_is_told_of_elsewhere(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sits at it sees the last sessions, and cannot put the notice away."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    above = await desk.officer("admin")
    answer = await above.post(
        "/petugas/baru", role="kabupaten", name="Siti", login="siti", region="63.10"
    )
    async with another(desk.office) as own, another(desk.office) as new:
        siti = Browser(desk.office, own)
        await siti.accept(token_in(answer.text))
        thief = Browser(desk.office, new, secret=siti.secret)
        thief.later(minutes=5)
        await thief.password(PASSWORD, "siti")
        await thief.send("/meja/masuk/kode", code=thief.code())
        assert "Perangkat ini baru" in thief.page
        await thief.send("/meja/kabar", ke="/meja/akun")
        siti.later(hours=1)
        await siti.password(PASSWORD, "siti")
        await siti.send("/meja/masuk/kode", code=siti.code(), ke="/meja/akun")
        assert "dari perangkat baru" in siti.page
        await siti.send("/meja/akun/keluar-semua")
        assert (await new.get("/meja/akun")).status_code == 303
