"""The KTP reader: its process and limits, real readings, and the form that waits for none."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import cli, ktp_worker, sender, settings
from bot import ktp as ktp_module
from bot.effects import Cards, Effects
from bot.ktp import CardRefused, KtpReader
from bot.pictures import PictureProcess
from bot.settings import Settings, SettingsProblem, read_settings
from conversations.understanding.ktp import Card
from storage import sqlite
from storage.tables import files, inbox, outbox
from tests.bot.house import HASTY, Office, Phone, answers_of, made, open_office, picture, words
from tests.ktp_cards import Shot, photographed
from tests.people import HOME, TODAY, Person, person

LINES = [
    ["NIK", 0.99, [[0, 0], [60, 0], [60, 30], [0, 30]]],
    [": 6310014508759003", 0.99, [[300, 0], [600, 0], [600, 30], [300, 30]]],
]
ANSWERS = f"import sys; sys.stdin.buffer.read(); print({json.dumps({'lines': LINES})!r})"


def reader(script: str, timeout_seconds: float = 30.0) -> KtpReader:
    """A reader whose process runs this script instead."""
    return KtpReader((sys.executable, "-I", "-c", script), timeout_seconds)


async def refused(found: KtpReader, data: bytes = b"jpeg") -> str:
    """Why nothing was read."""
    with pytest.raises(CardRefused) as caught:
        await found.read(data, TODAY, HOME)
    return caught.value.code


# --- the process ---------------------------------------------------------------------------


async def test_the_lines_of_the_process_become_a_card() -> None:
    """What the process reads is told by field."""
    card = await reader(ANSWERS).read(b"jpeg", TODAY, HOME)
    assert card.values["nik"] == "6310014508759003"


BROKEN = [
    # what the process might do instead, and what is told
    ("raise SystemExit(1)", "worker"),
    ("import os; os.abort()", "worker"),  # a crash in C, as of a bad model
    ("pass", "worker"),
    ("print('no JSON')", "worker"),
    ("print('[1, 2]')", "worker"),
    ("""print('{"lines": [["NIK", "x", 3]]}')""", "worker"),
    ("""print('{"lines": [["NIK", 0.9, [[1, 2]]]]}')""", "worker"),
    ("import sys; sys.stdin.close()", "worker"),
    ("""print('{"lines": []}')""", "no_card"),
    ("""print('{"refused": "blurred"}')""", "blurred"),
    ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
]


@pytest.mark.parametrize(("script", "code"), BROKEN)
async def test_a_broken_process_is_an_answer(script: str, code: str) -> None:
    """Whatever becomes of the process, a code comes back."""
    assert await refused(reader(script), bytes(100_000)) == code


async def test_a_process_that_hangs_is_ended() -> None:
    """It is not waited for beyond its time, and the next photo is read."""
    assert await refused(reader("import time; time.sleep(60)", 0.3)) == "timeout"


async def test_memory_beyond_the_limit_ends_the_process() -> None:
    """The limits hold in the process itself: two gigabytes are not to be had."""
    folder = str(Path(ktp_worker.__file__).parents[1])
    script = (
        f"import sys; sys.path.append({folder!r})\n"
        "from bot import ktp_worker\n"
        "ktp_worker.limit(ktp_worker.LIMITS)\n"
        "bytearray(2_000_000_000)\n" + ANSWERS
    )
    assert await refused(reader(script)) == "worker"
    assert (await reader(script.replace("2_000_000_000", "2_000")).read(b"", TODAY, HOME)).values


async def test_one_photo_is_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one waits until the first is done."""
    found, running, most = reader(ANSWERS), 0, 0
    run = PictureProcess.run

    async def counted(process: PictureProcess, data: bytes) -> tuple[int, bytes]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await run(process, data)
        finally:
            running -= 1

    monkeypatch.setattr(PictureProcess, "run", counted)
    cards = await asyncio.gather(*(found.read(b"jpeg", TODAY, HOME) for _ in range(3)))
    assert (most, len(cards)) == (1, 3)


# --- real readings -------------------------------------------------------------------------

SHOTS = [
    # how the card was photographed
    Shot(),
    Shot(turn=1, tilt=4, fills=0.8),
    Shot(turn=2, noise=8),
    Shot(turn=3, tilt=-3, blur=1.0),
]


@pytest.mark.parametrize("shot", SHOTS, ids=["good", "left", "upside down", "right"])
async def test_a_card_is_read_whichever_side_is_up(shot: Shot) -> None:
    """NIK, date, village and name of the card, and none of them wrong though sure."""
    one = person(random.Random(11))
    card = await KtpReader(timeout_seconds=170).read(photographed(one, shot), TODAY, HOME)
    assert_told(card, one)
    assert "nik" not in card.unsure


def assert_told(card: Card, one: Person) -> None:
    """The card tells who stands on it; a name whose gap was not seen is told as unsure."""
    told = card.values
    assert (told["nik"], told["birth_date"]) == (one.nik, one.birth_date.isoformat())
    assert (told.get("sex", one.sex), told["village"]) == (one.sex, one.village.code)
    assert told["name"] == one.name or "name" in card.unsure
    assert told["name"].replace(" ", "").casefold() == one.name.replace(" ", "").casefold()


POOR = [
    # a photo that no reader could read, refused before any tries
    (Shot(blur=14), "blurred"),
    (Shot(light=0.03), "dark"),
    (Shot(width=400), "small"),
]


@pytest.mark.parametrize(("shot", "code"), POOR, ids=[code for _, code in POOR])
async def test_a_hopeless_photo_is_refused_by_its_reason(shot: Shot, code: str) -> None:
    """The person is told what to do better."""
    assert await refused(KtpReader(), photographed(made(12), shot)) == code


async def test_no_picture_is_refused() -> None:
    """Neither nothing nor something else ends in a crash."""
    assert await refused(KtpReader(), b"") == "not_a_picture"
    assert await refused(KtpReader(), b"\xff\xd8\xff none") == "not_a_picture"


TURNS = [
    # the corners of a line in a picture of width 100, and after a quarter turn to the left
    ([[10, 20], [30, 20], [30, 25], [10, 25]], False),
    ([[10, 20], [15, 20], [15, 60], [10, 60]], True),
]


@pytest.mark.parametrize(("box", "tall"), TURNS)
def test_a_tall_line_is_known(box: list[list[float]], tall: bool) -> None:
    """The reader turns what is half as high again as it is wide."""
    assert ktp_worker.is_tall(("NIK", 1.0, box)) is tall


def test_a_turned_line_begins_at_its_upper_left() -> None:
    """Corners go on from the upper left, clockwise, as in a picture that was upright."""
    tall = [[10.0, 20.0], [15.0, 20.0], [15.0, 60.0], [10.0, 60.0]]
    text, score, box = ktp_worker.turned(("NIK", 1.0, tall), 100)
    assert (text, score, box) == ("NIK", 1.0, [[20, 85], [60, 85], [60, 90], [20, 90]])


# --- the form ------------------------------------------------------------------------------


class ReadyReader(KtpReader):
    """Tells what the test says, once it is ready."""

    def __init__(self, *answers: Card | str) -> None:
        super().__init__()
        self.answers = list(answers)
        self.ready = asyncio.Event()
        self.ready.set()

    async def read(self, jpeg: bytes, today: date, home: str) -> Card:
        assert jpeg.startswith(b"\xff\xd8")
        await self.ready.wait()
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            raise CardRefused(answer)
        return answer


@pytest.fixture
async def reading(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """A house that reads cards; what is read the tests say."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    opened = await open_office(database_url, tmp_path, ktp="on")
    yield opened
    await opened.house.close()


def with_reader(office: Office, *answers: Card | str) -> ReadyReader:
    """The house's reader."""
    found = ReadyReader(*answers)
    effects = office.house.sender._effects
    assert isinstance(effects, Effects)
    effects._cards = Cards(found, HOME, "Asia/Makassar")
    return found


def card_of(one: Person, *unsure: str) -> Card:
    """What a good photo of this person's card tells."""
    values = {
        "nik": one.nik,
        "name": one.name,
        "birth_place": one.birth_place,
        "birth_date": one.birth_date.isoformat(),
        "sex": one.sex,
        "village": one.village.code,
    }
    return Card(values, frozenset(unsure))


async def at_the_photo(office: Office, name: str = "ani") -> Phone:
    """Somebody who is asked for the photo first."""
    phone = office.phone(name)
    await phone.until("ktp_photo", answers_of(made(1)))
    return phone


async def test_a_photo_spares_typing_and_each_answer_is_confirmed(reading: Office) -> None:
    """Asked first; what was read is asked with "Betul?", and only that is sent."""
    one = made(61)
    with_reader(reading, card_of(one))
    ani = await at_the_photo(reading)
    said = await ani.photo(picture())
    assert ani.asks == "registration.member_before"
    assert "Foto diterima" in words(said)
    confirmed = []
    answers = {**answers_of(one), **{name: {"choice": "keep"} for name in KEPT}}
    for _ in range(20):
        asked = str(ani.asks).removeprefix("registration.")
        if asked == "summary":
            break
        answer = answers[asked]
        told = words(await ani.say(**answer))
        if "Menurut KTP" in told:
            confirmed.append(str(ani.asks).removeprefix("registration."))
        assert one.nik not in told.replace(" ", "")
    assert confirmed == list(KEPT)
    await ani.say(choice="send")
    assert await reading.count(files) == 1


KEPT = ("nik", "birth_date", "name", "birth_place", "village")


async def test_the_form_goes_on_while_a_photo_is_read(
    reading: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow reading holds up no turn; when it comes, what is open is asked with it."""
    monkeypatch.setattr(sender, "READING_SECONDS", 0.0)
    one = made(62)
    slow = with_reader(reading, card_of(one, "nik"))
    slow.ready.clear()
    ani = await at_the_photo(reading)
    await ani.photo(picture())
    await ani.say(choice="no")
    assert ani.asks == "registration.nik"
    slow.ready.set()
    monkeypatch.setattr(sender, "READING_SECONDS", 30.0)
    reading.house.sender._patience = asyncio.get_running_loop().time() + 30.0
    told = words(await ani.settled())
    assert "KTP sudah terbaca" in told
    assert f"{one.nik[:4]} •••• •••• {one.nik[12:]}" in told
    assert "belum pasti" in told
    assert ani.asks == "registration.nik"


async def test_a_bad_photo_is_asked_for_again_twice(reading: Office) -> None:
    """Two tips, then that typing will do, then nothing; the photos are kept all the same."""
    with_reader(reading, "blurred", "dark", "no_card", "no_card", "timeout")
    ani = await at_the_photo(reading)
    told = [words(await ani.photo(picture((number, 9, 9)))) for number in range(5)]
    assert ["buram" in each for each in told] == [True, *[False] * 4]
    assert ["gelap" in each for each in told] == [False, True, *[False] * 3]
    assert ["lanjut dengan mengetik" in each for each in told] == [False] * 2 + [True] + [False] * 2
    assert ani.asks == "registration.member_before"


QUIET = ["timeout", "worker", "missing"]  # what no better photo would mend


@pytest.mark.parametrize("code", QUIET)
async def test_a_trouble_of_ours_is_not_told(reading: Office, code: str) -> None:
    """The form goes on by typing as if there were no reader."""
    with_reader(reading, code)
    ani = await at_the_photo(reading)
    said = await ani.photo(picture())
    assert [each["id"] for each in said] == ["registration-member-before"]
    await ani.say(choice="no")
    assert ani.asks == "registration.nik"


async def test_a_reading_counts_once_and_survives_its_process(reading: Office) -> None:
    """Run twice, as after a kill, it changes nothing; without the file it is just not read."""
    one = made(63)
    fake = with_reader(reading, card_of(one), card_of(made(64)))
    ani = await at_the_photo(reading)
    await ani.photo(picture())
    (row,) = await reading.rows(outbox, outbox.c.message_id == "ktp")
    before = await reading.count(inbox)
    effects = reading.house.sender._effects
    await effects.run(row.endpoint_id, reading.opened(row))
    assert await reading.count(inbox) == before
    assert fake.answers == []
    (stored,) = await reading.rows(files)
    effects._folder.erase([stored.id])
    await effects.run(row.endpoint_id, reading.opened(row))
    await ani.say(choice="no")
    assert ani.asks == "registration.nik"


async def test_without_the_reader_nothing_is_asked_for(office: Office) -> None:
    """The photo comes last, is stored, and no effect reads it."""
    phone = office.phone("ani")
    await phone.jump("ktp_photo", answers_of(made(65)))
    await phone.photo(picture())
    assert phone.asks == "registration.summary"
    assert await office.count(outbox, outbox.c.message_id == "ktp") == 0


async def test_a_kept_nik_counts_towards_the_limit(reading: Office) -> None:
    """A NIK from a photo is entered as if it were typed."""
    limits = reading.house.engine._stepper._place.limits
    place = reading.house.engine._stepper._place
    reading.house.engine._stepper._given = type(place)(
        place.region, place.zone, type(limits)(0), reads_cards=True
    )
    with_reader(reading, card_of(made(66)))
    ani = await at_the_photo(reading)
    await ani.photo(picture())
    await ani.say(choice="no")
    told = words(await ani.say(choice="keep"))
    assert "sudah banyak NIK" in told
    assert ani.asks == "registration.nik"


# --- command and settings ------------------------------------------------------------------


async def test_the_command_tells_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Value by field id, or why there is none; one JSON line with three keys."""
    photo = tmp_path / "ktp.jpg"
    photo.write_bytes(picture())
    for answer, value, reason in (
        (Card({"nik": "6310014508759003"}), {"nik": "6310014508759003"}, None),
        ("glare", None, "glare"),
    ):
        monkeypatch.setattr(ktp_module, "KtpReader", lambda answer=answer: ReadyReader(answer))
        told = json.loads(await ktp_module.told(photo, Settings(_env_file=None)))
        assert told == {"value": value, "ambiguous": [], "reason": reason}
    photo.write_bytes(b"no picture")
    told = json.loads(await ktp_module.told(photo, Settings(_env_file=None)))
    assert told == {"value": None, "ambiguous": [], "reason": "not_a_picture"}


COMMANDS = [
    # what is missing, and how it is told
    ("extra", "make ktp"),
    ("file", "cannot be read"),
]


@pytest.mark.parametrize(("missing", "told"), COMMANDS)
def test_the_command_says_what_to_do(
    missing: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without the extra, or without the file: a line with the mend, and exit code 2."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ktp_module, "ktp_installed", lambda: missing != "extra")
    monkeypatch.setattr("sys.argv", ["seratus", "ktp", "nothing.jpg"])
    mask = os.umask(0o022)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    os.umask(mask)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


SWITCHES: Sequence[tuple[str, bool, bool]] = [
    # the setting, whether the extra is there, whether cards are read
    ("auto", True, True),
    ("auto", False, False),
    ("on", True, True),
    ("off", True, False),
    ("1", True, True),
    ("no", True, False),
]


@pytest.mark.parametrize(("switch", "there", "reads"), SWITCHES)
def test_the_reader_is_on_where_it_is_installed(
    switch: str, there: bool, reads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself with the extra, and never without it."""
    monkeypatch.setattr(settings, "ktp_installed", lambda: there)
    given: Any = switch
    assert Settings(_env_file=None, ktp=given).ktp_on is reads


def test_on_without_the_extra_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to install it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERATUS_KTP", "on")
    monkeypatch.setattr(settings, "ktp_installed", lambda: False)
    with pytest.raises(SettingsProblem, match="make ktp"):
        read_settings()
