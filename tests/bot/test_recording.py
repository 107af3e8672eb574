"""“Simpan sebagai tes”: a talk becomes a transcript that replays, without its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import httpx
import pytest
from starlette.applications import Starlette

from bot.chat import ChatProblem, Talk
from bot.made_up import MadeUp
from bot.mailbox import BrowserMailbox
from bot.simulator import simulator_routes
from bot.terminal import saved_as
from program.nik import read_nik
from storage.tables import outbox
from tests.bot.house import Office, answers_of, made
from tests.conversations.player import Player, coded, facts_of, told
from tests.transcripts import Codes, read, written

TODAY = date(2026, 11, 22)
SENT = {"X-Seratus": "coba"}


async def test_a_saved_talk_replays_as_written(office: Office, tmp_path: Path) -> None:
    """Played at the browser's phone, saved, run like every transcript: green, nobody in it."""
    house, person = office.house, made(7)
    mailbox = BrowserMailbox(house.store, house.door, house.sealers, house.wake, "63.10")
    said = answers_of(person)
    await _talk(office, mailbox, said)
    transport = httpx.ASGITransport(Starlette(routes=list(simulator_routes(mailbox))))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as asking:
        nobody = await asking.get("/coba/api/kosong/transcript", headers=SENT)
        answer = await asking.get("/coba/api/ani/transcript", headers=SENT)
    assert (nobody.status_code, nobody.json()) == (409, {"error": "save_nothing"})
    assert answer.headers["content-disposition"] == "attachment"
    path = tmp_path / "ani.txt"
    path.write_text(answer.text, encoding="utf-8")
    _replays(path)
    for secret in (person.nik, person.name, person.mother_name, person.phone, person.family.name):
        assert secret not in answer.text
    assert "{kode 1}" in answer.text
    assert "waktu: +3 jam" in answer.text


async def _talk(office: Office, mailbox: BrowserMailbox, said: Mapping[str, object]) -> None:
    """A registration from "daftar" to its code, a rest, and the status."""
    event: dict[str, object] = {"text": "daftar"}
    for number in range(40):
        await mailbox.accept("ani", {**event, "id": str(number)})
        await office.house.settle()
        newest = (await mailbox.history("ani", 0))[-1]
        asks = await _asked(office)
        if not asks.startswith("registration."):
            break
        event = _with_token(said[asks.removeprefix("registration.")], newest)
    office.clock.move("+3 jam")
    await mailbox.accept("ani", {"text": "status", "id": "last"})
    await office.house.settle()


async def _asked(office: Office) -> str:
    """The question of the newest message."""
    rows = await office.rows(outbox, outbox.c.kind != "effect")
    return str(office.opened(max(rows, key=lambda row: row.seq)).get("asks") or "")


def _with_token(said: object, newest: dict[str, object]) -> dict[str, object]:
    """The answer; a tap by the button as it was shown."""
    assert isinstance(said, dict)
    if "choice" not in said:
        return dict(said)
    shown = newest["choices"]
    assert isinstance(shown, list)
    found = next(each for each in shown if each["id"].endswith(f".{said['choice']}"))
    return {"choice": found["id"], "label": found["label"]}


def _replays(path: Path) -> None:
    """As tests/conversations/test_transcripts.py plays every transcript."""
    transcript = read(path)
    player, codes, played = Player(facts_of(transcript)), Codes(), []
    for step in transcript.steps:
        replies = coded(codes, player.act(step.who, told(step.act, codes)))
        played.append(replace(step, replies=replies))
    assert written(replace(transcript, steps=tuple(played))) == path.read_text(encoding="utf-8")


WRITTEN = [
    # What somebody wrote, to which question; what stands there instead.
    ("6310 0145 0875 1234", "registration.nik", "6310 0157 0875 9001"),  # grouped as it was
    ("6310 0145 O875 1234", "registration.nik", "6310 0157 O875 9001"),  # a letter for a digit
    ("631001450875", "registration.nik", "631001570875"),  # too short, as long as before
    ("6310014508750000", "registration.nik", "6310015708750000"),  # the example's serial
    ("0813 4567 8901", "registration.phone", "0812 0000 0001"),
    ("+62 813-4567-8901", "registration.phone", "+62 812-0000-0001"),
    ("5 agustus 1975", "registration.birth_date", "17 agustus 1975"),
    ("05/08/1975", "registration.birth_date", "17/08/1975"),
    ("12", "registration.nik", "12"),  # no number of anybody
    ("daftar", "", "daftar"),
]


@pytest.mark.parametrize(("text", "asks", "instead"), WRITTEN)
def test_numbers_become_made_up_ones(text: str, asks: str, instead: str) -> None:
    """Length, grouping, sex, month and year stay; day, serial and phone number do not."""
    assert MadeUp().said(text, asks, TODAY) == instead


def test_one_person_stays_one_person() -> None:
    """A name gets the same made-up one wherever it comes, in the letters it was typed with."""
    made_up = MadeUp()
    made_up.meet("SITI RAHMAWATI", "registration.name", "63.10", TODAY)
    first = made_up.said("SITI RAHMAWATI")
    again = made_up.said("nama saya siti rahmawati")
    assert "siti" not in again
    assert "rahmawati" not in again
    assert again == f"nama saya {first.lower()}"


def test_the_nik_and_the_day_told_still_agree() -> None:
    """Both days are moved alike, so that the talk goes as it went."""
    made_up = MadeUp()
    nik = read_nik(made_up.said("6310014508751234"))
    moved = made_up.said("5-8-1975", "registration.birth_date", TODAY)
    assert not hasattr(nik, "reason")
    assert f"{nik.birth_date(TODAY):%d-%-m-%Y}" == moved  # type: ignore[union-attr]


async def test_a_terminal_saves_beside_the_tests_and_over_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`/simpan` writes where the transcripts are, else here; a name that is taken is refused."""

    class OneTalk:
        async def transcript(self) -> str:
            return "orang: halo\n"

    talk = cast(Talk, OneTalk())
    monkeypatch.chdir(tmp_path)
    assert await saved_as(talk, "halo") == Path("halo.txt")
    for wrong in ("halo", "../halo", "", "a/b"):  # there already; not a name
        with pytest.raises(ChatProblem):
            await saved_as(talk, wrong)
    (tmp_path / "tests" / "transcripts").mkdir(parents=True)
    assert await saved_as(talk, "halo") == Path("tests/transcripts/halo.txt")
    assert (tmp_path / "tests/transcripts/halo.txt").read_text() == "orang: halo\n"
