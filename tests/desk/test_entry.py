"""Entry: invitation, password, second factor; what strangers and guessers get."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import httpx
import pyotp
import pytest
from sqlalchemy import Connection, select

from bot import clock
from bot.web import web
from desk import passwords
from desk.guard import COOKIE
from storage import officer_acts, officer_codes, officer_sessions
from storage.officer_acts import COMMAND, Invited
from storage.tables import audit, entry_tries, officer_notices
from storage.tables import officer_sessions as sessions
from storage.tables import officers as table
from tests.bot.house import Office
from tests.desk.conftest import ADDRESS

PASSWORD = "hujan turun di Batulicin"
LOGIN = "siti.segumbang"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')
SECRET = re.compile(r'id="rahasia">([A-Z2-7 ]+)<')
RECOVERY = re.compile(r"<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</li>")


@dataclass
class Browser:
    """Somebody at a browser without scripts, who reads a page and sends its form."""

    office: Office
    client: httpx.AsyncClient
    page: str = ""
    secret: str = ""

    async def get(self, path: str) -> httpx.Response:
        """Looks at a page; redirects are followed."""
        answer = await self.client.get(path, follow_redirects=True)
        self.page = unescape(answer.text)
        return answer

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """Sends the form that is shown; redirects are followed."""
        found = CSRF.search(self.page)
        given = {"csrf": found[1] if found else "", "ke": "/meja/akun", **fields}
        answer = await self.client.post(path, data=given, follow_redirects=True)
        self.page = unescape(answer.text)
        return answer

    def code(self) -> str:
        """What the authenticator shows now."""
        return pyotp.TOTP(self.secret).at(self.office.clock())

    async def accept(self, token: str) -> tuple[str, ...]:
        """A whole first entry; gives the recovery codes."""
        await self.get(f"/meja/undangan/{token}")
        await self.send("/meja/undangan", token=token, password=PASSWORD, again=PASSWORD)
        self.remember()
        await self.send("/meja/undangan/hp", code=self.code())
        return tuple(RECOVERY.findall(self.page))

    def remember(self) -> None:
        """Scans the secret that is shown."""
        found = SECRET.search(self.page)
        assert found is not None, self.page
        self.secret = found[1].replace(" ", "")

    async def password(self, password: str = PASSWORD, login: str = LOGIN) -> httpx.Response:
        """The first page of an entry."""
        await self.get("/meja/masuk")
        return await self.send("/meja/masuk", login=login, password=password)

    def later(self, **time: float) -> None:
        """The clock goes on."""
        self.office.clock.move((self.office.clock() + timedelta(**time)).isoformat())


@pytest.fixture
async def browser(office: Office, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Browser]:
    """A browser that was never here; the clock stands still unless it is moved."""
    begun = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begun)
    async with another(office) as found:
        yield Browser(office, found)


def another(office: Office) -> httpx.AsyncClient:
    """One more browser."""
    transport = httpx.ASGITransport(app=web(office.house))
    return httpx.AsyncClient(transport=transport, base_url=ADDRESS)


async def invited(office: Office, login: str = LOGIN, token: str = "undangan") -> str:
    """An invitation's token; gives the officer's id."""

    def work(conn: Connection) -> str:
        new = Invited(login, "Siti <b>Aminah</b>", "kabupaten", ("63.10",))
        return officer_acts.invite(conn, COMMAND, new, token.encode(), office.clock())

    return await office.house.store.write(work)


async def member(browser: Browser) -> str:
    """An officer who was in once and left; gives the id."""
    who = await invited(browser.office)
    await browser.accept("undangan")
    await browser.get("/meja/akun")
    await browser.send("/meja/keluar")
    browser.later(minutes=2)
    return who


# --- the first entry -----------------------------------------------------------------------


async def test_an_invitation_leads_to_the_desk(browser: Browser) -> None:
    """Password, authenticator, first code, ten recovery codes; then the desk knows who is there."""
    await invited(browser.office)
    codes = await browser.accept("undangan")
    assert len(set(codes)) == officer_codes.RECOVERY_CODES
    assert (await browser.get("/meja/akun")).status_code == 200
    assert "Siti <b>Aminah</b>" in browser.page
    assert "<b>Aminah</b>" not in (await browser.client.get("/meja/akun")).text


async def test_a_link_works_once(browser: Browser) -> None:
    """Used, unknown and too old are one answer."""
    await invited(browser.office)
    unknown = await browser.client.get("/meja/undangan/salah")
    await browser.accept("undangan")
    used = await browser.client.get("/meja/undangan/undangan")
    await invited(browser.office, "budi.segumbang", "lain")
    browser.later(days=8)
    old = await browser.client.get("/meja/undangan/lain")
    assert {unknown.status_code, used.status_code, old.status_code} == {404}
    assert unknown.text == used.text == old.text


async def test_a_password_alone_opens_nothing(browser: Browser) -> None:
    """Before the first code the account stays as it was, and the link may be opened again."""
    await invited(browser.office)
    for _ in range(2):
        await browser.get("/meja/undangan/undangan")
        await browser.send("/meja/undangan", token="undangan", password=PASSWORD, again=PASSWORD)
        assert "Hubungkan HP" in browser.page
    answer = await browser.send("/meja/undangan/hp", code="000000")
    assert (answer.status_code, "belum cocok" in browser.page) == (422, True)
    assert (await browser.password()).status_code == 422
    (row,) = await browser.office.rows(table)
    assert (row.state, row.password, row.totp) == ("invited", None, None)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("pendek", "pendek", "terlalu pendek"),
        ("x" * 129, "x" * 129, "terlalu panjang"),
        ("password2026", "password2026", "mudah ditebak"),
        ("TanahBumbu!!", "TanahBumbu!!", "mudah ditebak"),
        ("1234567890", "1234567890", "mudah ditebak"),  # a row
        ("ababababab", "ababababab", "mudah ditebak"),  # two signs
        (f"{LOGIN}1990", f"{LOGIN}1990", "nama masuk"),
        (PASSWORD, "hujan turun", "belum sama"),
    ],
)
async def test_a_weak_password_is_refused_kindly(
    password: str, again: str, said: str, browser: Browser
) -> None:
    """Too short, too long, known to everybody, the login name, or not the same twice."""
    await invited(browser.office)
    await browser.get("/meja/undangan/undangan")
    answer = await browser.send("/meja/undangan", token="undangan", password=password, again=again)
    assert (answer.status_code, said in browser.page) == (422, True)


# --- every other entry ---------------------------------------------------------------------


async def test_password_and_code_let_in_and_lead_where_one_wanted(browser: Browser) -> None:
    """Each step has a session of its own; only hashes are kept; the cookie is for this host."""
    await member(browser)
    answer = await browser.client.get("/meja/akun/sandi?x=1")
    assert answer.headers["location"] == "/meja/masuk?ke=/meja/akun/sandi%3Fx%3D1"
    await browser.get(answer.headers["location"])
    await browser.send("/meja/masuk", login=LOGIN, password=PASSWORD, ke="/meja/akun")
    half = browser.client.cookies[COOKIE]
    assert (await browser.client.get("/meja/akun")).status_code == 303
    answer = await browser.client.post(
        "/meja/masuk/kode",
        data={"csrf": CSRF.findall(browser.page)[0], "code": browser.code()} | {"ke": "/meja/akun"},
    )
    assert answer.headers["location"] == "/meja/akun"
    full = browser.client.cookies[COOKIE]
    (cookie,) = [each for each in answer.headers.get_list("set-cookie") if f"{COOKIE}=" in each]
    assert "HttpOnly; Path=/; SameSite=strict; Secure" in cookie
    assert half != full
    rows = await browser.office.rows(sessions)
    assert not any(full.encode() in bytes(row.token_hash) for row in rows)
    assert (await browser.get("/meja/akun")).status_code == 200


@pytest.mark.parametrize(
    "on", ["https://jahat.test", "//jahat.test", "/coba", "/meja//jahat", "/meja/../coba"]
)
async def test_entry_leads_nowhere_else(on: str, browser: Browser) -> None:
    """Only pages of the desk are gone on to."""
    await member(browser)
    await browser.password()
    data = {"csrf": CSRF.findall(browser.page)[0], "code": browser.code(), "ke": on}
    answer = await browser.client.post("/meja/masuk/kode", data=data)
    assert answer.headers["location"] == "/meja"


async def test_a_stranger_cannot_tell_which_names_there_are(browser: Browser) -> None:
    """Wrong password, unknown name, ended account, unfinished invitation: the same page."""
    await member(browser)
    await invited(browser.office, "baru.segumbang", "baru")
    said = []
    for login in (LOGIN, "nobody.here", "baru.segumbang"):
        async with another(browser.office) as client:
            stranger = Browser(browser.office, client)
            answer = await stranger.password("salah sama sekali", login)
            said.append((answer.status_code, stranger.page.replace(login, "")))
    assert len({re.sub(CSRF, "", page) for _, page in said}) == 1
    assert {status for status, _ in said} == {422}
    refused = [row for row in await browser.office.rows(audit) if row.act == "entry_refused"]
    assert sum(row.subject_id == "" for row in refused) == 2


async def test_an_unknown_name_is_held_against_a_hash_too(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done for whoever is not there."""
    held: list[str] = []
    hasher = passwords._hasher()

    class Told:
        def hash(self, password: str) -> str:
            return hasher.hash(password)

        def verify(self, password: str, kept: str) -> bool:
            held.append(kept)
            return hasher.verify(password, kept)

    await member(browser)
    monkeypatch.setattr(passwords, "_hasher", Told)
    await browser.password("salah sama sekali", "nobody.here")
    await browser.password("salah sama sekali")
    assert [each[:30] for each in held] == ["$argon2id$v=19$m=65536,t=3,p=4"] * 2


async def test_a_code_works_once(browser: Browser) -> None:
    """The step that let in lets in no more, on any browser; the next one does."""
    await member(browser)
    await browser.password()
    used = browser.code()
    await browser.send("/meja/masuk/kode", code=used)
    assert (await browser.client.get("/meja/akun")).status_code == 200
    async with another(browser.office) as client:
        thief = Browser(browser.office, client, secret=browser.secret)
        await thief.password()
        assert (await thief.send("/meja/masuk/kode", code=used)).status_code == 422
        assert (await thief.client.get("/meja/akun")).status_code == 303
        thief.later(seconds=30)
        await thief.send("/meja/masuk/kode", code=thief.code())
        assert (await thief.client.get("/meja/akun")).status_code == 200


@pytest.mark.parametrize(("off", "lets_in"), [(-60, False), (-30, True), (30, True), (60, False)])
async def test_a_phone_may_be_one_step_off(off: int, lets_in: bool, browser: Browser) -> None:
    """Half a minute either way."""
    await member(browser)
    await browser.password()
    code = pyotp.TOTP(browser.secret).at(browser.office.clock() + timedelta(seconds=off))
    answer = await browser.send("/meja/masuk/kode", code=code)
    assert (answer.status_code != 422) is lets_in


async def test_a_recovery_code_works_once(browser: Browser) -> None:
    """In small letters and without lines too; a new phone is suggested."""
    await invited(browser.office)
    first, *_ = await browser.accept("undangan")
    for status in (200, 422):
        async with another(browser.office) as client:
            lost = Browser(browser.office, client)
            await lost.password()
            answer = await lost.send("/meja/masuk/kode", code=first.lower().replace("-", " "))
            assert answer.status_code == status
            assert ("tekan Ganti HP" in lost.page) is (status == 200)


async def test_guesses_are_slowed_for_names_there_are_and_are_not(browser: Browser) -> None:
    """After five the right password waits too; an hour later it is as before."""
    await member(browser)
    for login in (LOGIN, "nobody.here"):
        async with another(browser.office) as client:
            guesser = Browser(browser.office, client)
            for _ in range(5):
                assert (await guesser.password("salah sama sekali", login)).status_code == 422
            answer = await guesser.password(PASSWORD, login)
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
            assert "1 menit lagi" in guesser.page
    # who is known at this browser is not locked out by them
    assert "Kode dari HP" in (await browser.password()).text
    async with another(browser.office) as client:
        late = Browser(browser.office, client)
        late.later(hours=2)
        assert "Kode dari HP" in (await late.password()).text


async def test_many_at_once_do_not_slip_through(browser: Browser) -> None:
    """Tries are counted before they are judged."""
    import asyncio

    await member(browser)
    async with another(browser.office) as client:
        guesser = Browser(browser.office, client)
        await guesser.get("/meja/masuk")
        data = {"csrf": CSRF.findall(guesser.page)[0], "login": LOGIN, "password": "salah sekali"}
        answers = await asyncio.gather(*(client.post("/meja/masuk", data=data) for _ in range(12)))
    assert sorted(each.status_code for each in answers) == [422] * 5 + [429] * 7


async def test_guessed_codes_are_slowed_and_told_of(browser: Browser) -> None:
    """Who knows the password and not the phone: five tries, then waiting, and a notice."""
    who = await member(browser)
    await browser.password()
    for _ in range(5):
        assert (await browser.send("/meja/masuk/kode", code="000001")).status_code == 422
    assert (await browser.send("/meja/masuk/kode", code=browser.code())).status_code == 429
    told = [row for row in await browser.office.rows(officer_notices) if row.officer_id == who]
    assert [row.kind for row in told] == ["guessed"]
    browser.later(minutes=1)
    await browser.send("/meja/masuk/kode", code=browser.code())
    assert "beberapa kali salah" in browser.page
    assert (await browser.send("/meja/kabar", ke="/meja/akun")).status_code == 200
    assert "Akun saya" in browser.page


async def test_tries_are_kept_without_names_and_addresses(browser: Browser) -> None:
    """Only their HMAC."""
    await invited(browser.office)
    await browser.password("salah sama sekali", "siapa.ini")
    rows = await browser.office.rows(entry_tries)
    assert {len(row.key) for row in rows} == {32}


# --- sessions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pause", "count", "inside"), [(29, 3, True), (31, 1, False), (29, 26, False)]
)
async def test_a_session_ends_when_left_and_at_the_end_of_the_day(
    pause: int, count: int, inside: bool, browser: Browser
) -> None:
    """30 minutes without a page, or 12 hours with them."""
    await invited(browser.office)
    await browser.accept("undangan")
    for _ in range(count):
        browser.later(minutes=pause)
        answer = await browser.client.get("/meja/akun")
    assert (answer.status_code == 200) is inside


async def test_the_step_after_the_password_must_come_soon(browser: Browser) -> None:
    """Ten minutes later one begins anew."""
    await member(browser)
    await browser.password()
    browser.later(minutes=11)
    await browser.send("/meja/masuk/kode", code=browser.code())
    assert "Nama masuk" in browser.page


async def test_leaving_ends_the_session_itself(browser: Browser) -> None:
    """A cookie that somebody copied is worth nothing afterwards."""
    await invited(browser.office)
    await browser.accept("undangan")
    copied = browser.client.cookies[COOKIE]
    await browser.get("/meja/akun")
    await browser.send("/meja/keluar")
    assert "sudah keluar" in browser.page
    async with another(browser.office) as client:
        client.cookies.set(COOKIE, copied)
        assert (await client.get("/meja/akun")).status_code == 303


async def test_the_latest_page_is_noted_once_a_minute(browser: Browser) -> None:
    """Not at every page: a read stays a read."""
    await invited(browser.office)
    await browser.accept("undangan")
    begun = browser.office.clock()
    for seconds in (30, 29, 1):
        browser.later(seconds=seconds)
        await browser.client.get("/meja/akun")
        rows = await browser.office.rows(sessions)
        (row,) = [row for row in rows if row.stage == "full"]
        assert row.seen_at == (begun if seconds != 1 else begun + timedelta(minutes=1))


# --- forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/meja/masuk", "/meja/undangan"])
@pytest.mark.parametrize("csrf", ["", "0" * 64, "é"])
async def test_a_form_of_elsewhere_is_refused(path: str, csrf: str, browser: Browser) -> None:
    """Entry too: nobody is entered into somebody else's account unseen."""
    await browser.get("/meja/masuk")
    data = {"csrf": csrf, "login": LOGIN, "password": PASSWORD, "token": "undangan"}
    assert (await browser.client.post(path, data=data)).status_code == 403


async def test_what_no_database_keeps_is_refused(browser: Browser) -> None:
    """A NUL in a form, a path or a link, before and behind the gate."""
    await invited(browser.office)
    await browser.get("/meja/masuk")
    assert (await browser.send("/meja/masuk", login="a\x00b", password="x")).status_code == 400
    assert (await browser.client.get("/meja/undangan/%00")).status_code == 404
    await browser.accept("undangan")
    assert (await browser.client.get("/meja/petugas/%00")).status_code == 404
    assert (await browser.client.get("/meja/petugas?sesudah=%00")).status_code == 404
    await browser.get("/meja/akun")
    assert (await browser.send("/meja/akun/sesi", id="\x00")).status_code == 400


async def test_a_large_form_is_refused_before_it_is_read(browser: Browser) -> None:
    """16 kB are plenty for a password."""
    await browser.get("/meja/masuk")
    answer = await browser.client.post("/meja/masuk", data={"login": "x" * 20_000})
    assert answer.status_code == 413


async def test_the_first_visitor_is_told_how_to_begin(browser: Browser) -> None:
    """Without any account the page says which command makes the first."""
    await browser.get("/meja/akun")
    assert "seratus officer add" in browser.page
    await invited(browser.office)
    await browser.get("/meja/akun")
    assert "Nama masuk" in browser.page


async def test_an_ended_account_is_out_at_once(browser: Browser) -> None:
    """Also with a session that was open."""
    who = await invited(browser.office)
    await browser.accept("undangan")

    def work(conn: Connection) -> None:
        officer_acts.disable(conn, COMMAND, who, None, browser.office.clock())

    await browser.office.house.store.write(work)
    assert (await browser.client.get("/meja/akun")).status_code == 303
    assert (await browser.password()).status_code == 422


async def test_nothing_secret_stands_in_the_store(browser: Browser) -> None:
    """Neither password nor secret nor recovery codes nor tokens, in any row of any table."""
    await invited(browser.office)
    codes = await browser.accept("undangan")
    kept = str(await browser.office.dump())
    token = browser.client.cookies[COOKIE]
    for secret in (PASSWORD, browser.secret, token, "undangan'", *codes):
        assert secret not in kept


async def test_old_sessions_are_forgotten(browser: Browser) -> None:
    """90 days after they ended."""
    await member(browser)
    store, now = browser.office.house.store, browser.office.clock()
    gone = await store.write(lambda conn: officer_sessions.forget(conn, now + timedelta(days=91)))
    assert gone == 2
    assert await store.read(lambda conn: conn.execute(select(sessions)).all()) == []
