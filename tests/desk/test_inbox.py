"""The inbox: who asked for an officer is answered in the chat, and the bot goes on after it."""

from __future__ import annotations

import asyncio
import random
import re
from datetime import timedelta
from typing import Any

import pytest

from desk.inbox_views import span
from desk.words import has
from storage import templates as template_rows
from storage.tables import audit, endpoints, outbox, talk_messages, talks, templates
from storage.templates import Template
from tests import people
from tests.bot.house import Phone, answers_of, picture, words
from tests.desk.conftest import Desk, Visitor
from tests.people import Person
from tests.storage.test_documents import pdf

EVIL = "<img src=x onerror=alert(1)> {{7*7}} =1+1 \u202egnp.exe"
OTHER = "63.10.04"  # a kecamatan where nobody of these tests lives


def somebody(seed: int = 7) -> Person:
    return people.person(random.Random(seed))


async def asking(desk: Desk, name: str = "siti", person: Person | None = None) -> Phone:
    """Somebody in the middle of a registration who asked for an officer."""
    phone = desk.office.phone(name)
    await phone.until("birth_place", answers_of(person or somebody()))
    await phone.text("petugas")
    return phone


async def talk_of(desk: Desk, phone: Phone) -> Any:
    rows = await desk.office.rows(talks, talks.c.endpoint_id == await phone.endpoint_id())
    return rows[-1]


async def act(desk: Desk, visitor: Visitor, phone: Phone, path: str, **fields: str) -> int:
    """An act as its page sends it, and all that follows; gives the status."""
    talk = await talk_of(desk, phone)
    given = {"versi": str(talk.version), **fields}
    done = await visitor.post(f"/percakapan/{talk.id}/{path}", **given)
    await desk.office.house.settle()
    return done.status_code


async def seen(desk: Desk, visitor: Visitor, phone: Phone) -> str:
    talk = await talk_of(desk, phone)
    found = await visitor.get(f"/percakapan/{talk.id}")
    assert found.status_code == 200
    return found.text


async def test_an_asked_officer_answers_in_the_chat_and_the_bot_goes_on(desk: Desk) -> None:
    """The person sees the answer, talks with the officer alone, and then the open question."""
    officer = await desk.officer()
    phone = await asking(desk)
    assert "Belum ada petugas" in (await officer.get("/percakapan")).text
    page = await seen(desk, officer, phone)
    assert "Petugas sudah kami beri tahu" in page
    assert await act(desk, officer, phone, "jawab", jawaban="Ada yang bisa kami bantu?") == 303
    told = words(await phone.news())
    assert "Petugas Kabupaten Tanah Bumbu:" in told
    assert "Ada yang bisa kami bantu?" in told
    assert "Kabupaten-" not in told
    assert await phone.say(text="kota lahir saya pakai yang mana?") == []
    assert "kota lahir saya pakai yang mana?" in await seen(desk, officer, phone)
    assert await act(desk, officer, phone, "tutup") == 303
    closing = await phone.news()
    assert "Percakapan dengan petugas selesai" in words(closing)
    assert phone.asks == "registration.birth_place"
    assert (await talk_of(desk, phone)).state == "closed"
    await phone.say(text="Pagatan")
    assert phone.asks != "registration.birth_place"


async def test_what_was_said_before_the_asking_is_there(desk: Desk) -> None:
    """The officer reads the last messages before it, with the buttons that were tapped."""
    officer = await desk.officer()
    phone = desk.office.phone("budi")
    await phone.text("assalamualaikum mau daftar bpjs")
    await phone.say(choice="yes")
    await phone.text("petugas")
    page = await seen(desk, officer, phone)
    assert "assalamualaikum mau daftar bpjs" in page
    assert "Waalaikumsalam" in page
    assert page.index("assalamualaikum") < page.index("Siapa yang mau didaftarkan")


async def test_a_held_talk_is_heard_by_the_officer_alone(desk: Desk) -> None:
    """The bot says once that an officer reads, then nothing, until menu brings it back."""
    officer = await desk.officer()
    phone = await asking(desk)
    assert await act(desk, officer, phone, "tangani") == 303
    assert await phone.news() == []
    assert "sudah masuk ke petugas" in await phone.text("halo")
    assert await phone.say(text="Pagatan") == []
    assert await phone.say(text="masih ada?") == []
    assert "Isian tadi tetap tersimpan" in await phone.text("menu")
    talk = await talk_of(desk, phone)
    assert (talk.state, talk.officer_id) == ("open", officer.id)
    assert "kembali ke penjawab otomatis" in await seen(desk, officer, phone)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        # STOP and a death win over an officer who is talking (promise 5), menu and batal too.
        ("berhenti", "tidak ada lagi kabar"),
        ("bapak saya meninggal kemarin", "turut berduka"),
        ("batal", "mau berhenti mengisi"),
        # who is with an officer already is told so
        ("petugas", "sudah masuk ke petugas"),
    ],
)
async def test_what_wins_over_an_officer(desk: Desk, said: str, answer: str) -> None:
    """These words are answered by the bot also while an officer holds the talk."""
    officer = await desk.officer()
    phone = await asking(desk)
    await act(desk, officer, phone, "jawab", jawaban="Selamat pagi")
    await phone.news()
    assert answer in (await phone.text(said)).lower()
    assert said in await seen(desk, officer, phone)


async def test_after_stop_an_answer_still_comes(desk: Desk) -> None:
    """STOP ends what was not asked for; the answer to the own question was asked for."""
    officer = await desk.officer()
    phone = await asking(desk)
    await phone.text("berhenti")
    assert await act(desk, officer, phone, "jawab", jawaban="Jawaban kami") == 303
    assert "Jawaban kami" in words(await phone.news())


async def test_a_forgotten_hold_ends_by_itself(desk: Desk) -> None:
    """Half a day after the officer's last word the bot answers again."""
    officer = await desk.officer()
    phone = await asking(desk)
    await act(desk, officer, phone, "tangani")
    desk.office.clock.move("+13 hours")
    assert await phone.text("halo") != ""
    assert "sudah masuk ke petugas" not in await phone.text("berapa iurannya?")


async def test_two_officers_do_not_answer_over_each_other(desk: Desk) -> None:
    """Who was faster takes care of it; the other sees so, and keeps what was written."""
    first, second = await desk.officer(), await desk.officer()
    phone = await asking(desk)
    stale = str((await talk_of(desk, phone)).version)
    assert await act(desk, first, phone, "jawab", jawaban="Saya bantu") == 303
    talk = await talk_of(desk, phone)
    late = await second.post(f"/percakapan/{talk.id}/jawab", versi=stale, jawaban="Saya juga")
    assert late.status_code == 409
    assert "Sekarang ditangani Kabupaten-" in late.text
    assert "Saya juga" in late.text
    taken = await second.post(f"/percakapan/{talk.id}/tangani", versi=stale)
    assert taken.status_code == 409
    assert (await talk_of(desk, phone)).officer_id == first.id
    assert await act(desk, second, phone, "tangani") == 303
    assert "ditangani Kabupaten-" in await seen(desk, first, phone)
    assert "Saya juga" not in words(await phone.news())


async def test_a_talk_is_passed_on_and_left(desk: Desk) -> None:
    """To a colleague who sees it, to nobody else; left, the bot answers again."""
    officer, colleague = await desk.officer(), await desk.officer()
    foreign = await desk.officer("desa", ("63.10.04.2001",))
    phone = await asking(desk)
    assert await act(desk, officer, phone, "serahkan", petugas=foreign.id) == 422
    assert await act(desk, officer, phone, "serahkan", petugas=colleague.id) == 303
    assert "Saya tangani" in (await colleague.get("/percakapan?saring=saya")).text
    assert (await talk_of(desk, phone)).officer_id == colleague.id
    assert await act(desk, colleague, phone, "lepas") == 303
    assert (await talk_of(desk, phone)).state == "open"
    assert "Pagatan" not in words(await phone.news())
    await phone.say(text="Pagatan")
    assert phone.asks != "registration.birth_place"


async def test_notes_stay_with_officers(desk: Desk) -> None:
    """A note is seen on the page and never said."""
    officer = await desk.officer()
    phone = await asking(desk)
    assert await act(desk, officer, phone, "catat", catatan="Sudah ditelepon") == 303
    assert "Sudah ditelepon" in await seen(desk, officer, phone)
    assert await phone.news() == []


async def test_pictures_reach_the_officer_written_anew(desk: Desk) -> None:
    """A photo in the talk is kept, shown by a route of its own, and nothing can run in it."""
    officer = await desk.officer()
    phone = await asking(desk)
    await act(desk, officer, phone, "jawab", jawaban="Kirim fotonya, ya")
    await phone.news()
    assert await phone.photo(picture()) == []
    page = await seen(desk, officer, phone)
    (address,) = set(re.findall(r'src="/meja(/percakapan/[^"]+/foto/[^"]+)"', page))
    shown = await officer.get(address)
    assert shown.headers["content-type"] == "image/jpeg"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert b"made by test" not in shown.content
    assert await desk.office.count(audit, audit.c.act == "talk_picture_seen") == 1
    assert "belum bisa dibuka" in words(await phone.photo(b"%PDF-1.4 /Launch no picture"))
    assert "tidak bisa dibuka dengan aman" in await seen(desk, officer, phone)
    # A document in which nothing acts is kept as it is: never shown, only saved.
    letter = pdf(b"/Lang (id)")
    assert await phone.photo(letter) == []
    page = await seen(desk, officer, phone)
    assert "Simpan berkas PDF" in page.replace("\u2068", "").replace("\u2069", "")
    (paper,) = re.findall(r'href="/meja(/percakapan/[^"]+/foto/[^"]+)" download', page)
    saved = await officer.get(paper)
    assert (saved.content, saved.headers["content-type"]) == (letter, "application/octet-stream")
    assert saved.headers["content-disposition"] == 'attachment; filename="kiriman.pdf"'
    assert saved.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in saved.headers["content-security-policy"]
    assert paper not in re.findall(r'src="/meja([^"]+)"', page)


async def test_foreign_officers_find_nothing(desk: Desk) -> None:
    """A talk of another village is missing for page, events, picture and every act."""
    officer, foreign = await desk.officer(), await desk.officer("kecamatan", (OTHER,))
    phone = desk.office.phone("siti")
    made_up = (somebody(seed) for seed in range(50))
    await phone.register(next(each for each in made_up if each.village.parent != OTHER))
    await phone.text("petugas")
    await act(desk, officer, phone, "jawab", jawaban="Kirim fotonya, ya")
    await phone.photo(picture())
    talk = await talk_of(desk, phone)
    (kept,) = await desk.office.rows(talk_messages, talk_messages.c.file_id.is_not(None))
    before = await desk.office.dump()
    pages = ("", "/baru", "/baru?tanda=x", f"/foto/{kept.id}")
    missing = (await foreign.get("/percakapan/" + "0" * 32)).text
    for each in pages:
        found = await foreign.get(f"/percakapan/{talk.id}{each}")
        assert (found.status_code, found.text) == (404, missing)
    for each in ("jawab", "catat", "tangani", "serahkan", "lepas", "tutup"):
        given = {"versi": str(talk.version), "jawaban": "x", "catatan": "x", "petugas": foreign.id}
        assert (await foreign.post(f"/percakapan/{talk.id}/{each}", **given)).status_code == 404
    assert talk.id not in (await foreign.get("/percakapan?saring=semua")).text
    after = await desk.office.dump()
    assert before["talks"] == after["talks"]
    assert before["talk_messages"] == after["talk_messages"]


async def test_a_talk_without_village_is_the_kabupatens(desk: Desk) -> None:
    """Whose village nobody knows yet is answered by the kabupaten, not by a village."""
    kabupaten, village = await desk.officer(), await desk.officer("desa", ("63.10.04.2001",))
    phone = desk.office.phone("baru")
    await phone.text("halo")
    await phone.text("petugas")
    talk = await talk_of(desk, phone)
    assert talk.village_code is None
    assert talk.id in (await kabupaten.get("/percakapan")).text
    assert talk.id not in (await village.get("/percakapan")).text


async def test_hostile_words_are_only_words(desk: Desk) -> None:
    """What a stranger wrote is shown as it is, on the list and in the talk."""
    officer = await desk.officer()
    phone = await asking(desk)
    await act(desk, officer, phone, "tangani")
    await phone.text(EVIL)
    for page in (await seen(desk, officer, phone), (await officer.get("/percakapan")).text):
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror" in page
        assert "{{7*7}}" in page


async def test_a_nik_is_not_shown_whole(desk: Desk) -> None:
    """A NIK typed into the talk is masked on the page, and in no column of the store."""
    officer, person = await desk.officer(), somebody()
    phone = await asking(desk, person=person)
    await act(desk, officer, phone, "tangani")
    await phone.text(f"nik saya {person.nik}")
    page = await seen(desk, officer, phone)
    assert person.nik not in page
    assert f"{person.nik[:4]}••••" in page
    rows = await desk.office.rows(talk_messages)
    assert person.nik.encode() not in b"".join(row.body or b"" for row in rows)


async def test_a_page_that_stays_open_gets_what_is_new(desk: Desk) -> None:
    """With the mark of what it shows it gets nothing; with an older one what changed."""
    officer = await desk.officer()
    phone = await asking(desk)
    talk = await talk_of(desk, phone)
    page = await officer.get(f"/percakapan/{talk.id}")
    queue = await officer.get("/percakapan")
    fresh, again = f"/percakapan/{talk.id}/baru?tanda=", "/percakapan/antrean?tanda="
    assert (await officer.get(fresh + page.headers["x-tanda"])).status_code == 204
    assert (await officer.get(again + queue.headers["x-tanda"])).status_code == 204
    await phone.text("Pagatan")
    news = await officer.get(fresh + page.headers["x-tanda"])
    assert news.status_code == 200
    assert "Pagatan" in news.text
    assert "<html" not in news.text
    assert "Pagatan" in (await officer.get(again + queue.headers["x-tanda"])).text


async def test_who_waits_longest_stands_first(desk: Desk) -> None:
    """Oldest first, page by page; who was answered stands behind who waits."""
    officer = await desk.officer()
    phones: list[Phone] = []
    for name in ("satu", "dua", "tiga"):
        phones.append(await asking(desk, name, somebody(len(phones))))
        desk.office.clock.move("+5 minutes")
    ids = [(await talk_of(desk, each)).id for each in phones]
    page = (await officer.get("/percakapan")).text
    assert re.findall(r"percakapan/([0-9a-f]{32})", page) == ids
    assert "Menunggu 15 menit" in page
    await act(desk, officer, phones[0], "jawab", jawaban="Halo")
    page = (await officer.get("/percakapan")).text
    assert re.findall(r"percakapan/([0-9a-f]{32})", page) == [ids[1], ids[2], ids[0]]
    await act(desk, officer, phones[0], "tutup")
    assert ids[0] in (await officer.get("/percakapan?saring=selesai")).text
    assert ids[0] not in (await officer.get("/percakapan?saring=semua")).text


async def test_whatsapp_takes_only_the_template_after_a_day(desk: Desk) -> None:
    """The time left is shown; after it only the approved message can be sent."""
    officer = await desk.officer()
    phone = await asking(desk)
    endpoint = await phone.endpoint_id()
    await _on_whatsapp(desk, endpoint)
    assert "masih bisa dijawab 23 jam lagi" in await seen(desk, officer, phone)
    desk.office.clock.move("+24 hours")
    officer = await desk.officer()
    page = await seen(desk, officer, phone)
    assert 'name="jawaban"' not in page
    assert "belum disetujui WhatsApp" in page
    assert await act(desk, officer, phone, "jawab", jawaban="terlambat") == 422
    assert await act(desk, officer, phone, "jawab", pesan="templat") == 422
    await _approved(desk)
    assert "Kirim pesan ini" in await seen(desk, officer, phone)
    assert await act(desk, officer, phone, "jawab", pesan="templat") == 303
    (sent,) = await desk.office.rows(outbox, outbox.c.message_id == "template-answer")
    payload = desk.office.opened(sent)
    assert payload["template"]["template"]["name"] == "seratus_balasan_petugas"


async def _on_whatsapp(desk: Desk, endpoint: str) -> None:
    await desk.office.change(endpoints, endpoints.c.id == endpoint, channel="whatsapp", account="1")


async def _approved(desk: Desk) -> None:
    learned = [Template("1", "seratus_balasan_petugas", "id", "approved", "v")]
    now = desk.office.clock()
    await desk.office.house.store.write(lambda conn: template_rows.put(conn, learned, now))
    assert await desk.office.count(templates) == 1


async def test_ready_answers_are_the_kabupatens(desk: Desk) -> None:
    """The kabupaten keeps them, villages use them; a stale change is refused."""
    keeper, village = await desk.officer(), await desk.officer("desa", ("63.10.04.2001",))
    other = await desk.officer("kabupaten", ("63.71",))
    body = f"Bawa KTP dan KK. {EVIL}"
    given = {"judul": "Syarat", "isi": body, "wilayah": "63.10"}
    assert (await village.post("/percakapan/jawaban", **given)).status_code == 404
    assert (await other.post("/percakapan/jawaban", **given)).status_code == 422
    assert (await keeper.post("/percakapan/jawaban", **given)).status_code == 303
    page = (await keeper.get("/percakapan/jawaban")).text
    assert "Bawa KTP" in page
    assert "<img src=x" not in page
    answer = re.findall(r"jawaban/([0-9a-f]{32})", page)[0]
    changed = {"judul": "Syarat", "isi": "Bawa KTP saja.", "versi": "1"}
    assert (await other.post(f"/percakapan/jawaban/{answer}", **changed)).status_code == 409
    assert (await keeper.post(f"/percakapan/jawaban/{answer}", **changed)).status_code == 303
    assert (await keeper.post(f"/percakapan/jawaban/{answer}", **changed)).status_code == 409
    phone = await asking(desk)
    talk = await talk_of(desk, phone)
    filled = (await keeper.get(f"/percakapan/{talk.id}?siap={answer}")).text
    assert ">Bawa KTP saja.</textarea>" in filled
    gone = {"versi": "2", "hapus": "ya"}
    assert (await keeper.post(f"/percakapan/jawaban/{answer}", **gone)).status_code == 303
    assert "Bawa KTP" not in (await keeper.get("/percakapan/jawaban")).text


async def test_a_second_misunderstanding_is_offered_once_and_opens_one_talk(desk: Desk) -> None:
    """Only who accepts the offer is in the inbox, for the reason that nothing was understood."""
    phone = desk.office.phone("bingung")
    await phone.text("halo")
    await phone.text("xyzzy plugh")
    await phone.text("frobnitz")
    assert await desk.office.count(talks) == 0
    await phone.say(choice="yes")
    talk = await talk_of(desk, phone)
    assert talk.reason == "lost"
    await phone.text("petugas")
    assert await desk.office.count(talks) == 1


async def test_answers_at_once_come_in_their_order(desk: Desk) -> None:
    """Two pages that send at the same moment: one wins, nothing is said twice."""
    first, second = await desk.officer(), await desk.officer()
    phone = await asking(desk)
    talk = await talk_of(desk, phone)
    done = await asyncio.gather(
        *(
            each.post(f"/percakapan/{talk.id}/jawab", versi=str(talk.version), jawaban="halo kami")
            for each in (first, second)
        )
    )
    assert sorted(each.status_code for each in done) == [303, 409]
    assert words(await phone.settled()).count("halo kami") == 1


async def test_every_look_is_noted(desk: Desk) -> None:
    """A list is one row, a talk another; asking whether something is new is none."""
    officer = await desk.officer()
    phone = await asking(desk)
    await officer.get("/percakapan")
    talk = await talk_of(desk, phone)
    page = await officer.get(f"/percakapan/{talk.id}")
    await officer.get(f"/percakapan/{talk.id}/baru?tanda={page.headers['x-tanda']}")
    acts = [row.act for row in await desk.office.rows(audit, audit.c.actor == officer.id)]
    assert acts == ["talks_listed", "talk_seen"]


CODES = {
    "reason": ("asked", "lost", "death", "too-old", "claim"),
    "channel": ("telegram", "whatsapp", "browser", "terminal"),
    "by": ("person", "bot", "officer", "note"),
    "act": ("taken", "given", "left", "closed", "back", "stranger"),
    "sent": ("waiting", "sending", "sent", "delivered", "read", "failed", "unknown", "dropped"),
    "problem": ("doubt", "gone"),
    "wrong": ("empty", "long", "window", "template", "colleague"),
    "which": ("all", "unassigned", "mine", "closed"),
    "kind": (
        *("edited", "choice", "photo", "document", "location", "contact", "voice", "link"),
        *("other", "template", "gone"),
    ),
}


@pytest.mark.parametrize("family", CODES)
def test_every_code_has_its_words(family: str) -> None:
    """A code that the store may hold is shown in words."""
    assert [code for code in CODES[family] if not has(f"desk-inbox-{family}-{code}")] == []


LENGTHS = [
    (0, "kurang dari 1 menit"),
    (59, "kurang dari 1 menit"),
    (60, "1 menit"),
    (59 * 60, "59 menit"),
    (60 * 60, "1 jam"),
    (47 * 3600, "47 jam"),
    (48 * 3600, "2 hari"),
    (-5, "kurang dari 1 menit"),  # a clock that was moved
]


@pytest.mark.parametrize(("seconds", "told"), LENGTHS)
def test_waiting_is_told_in_words(seconds: int, told: str) -> None:
    """Minutes, then hours, then days."""
    assert span(timedelta(seconds=seconds)) == told
