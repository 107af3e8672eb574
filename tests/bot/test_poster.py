"""A village's poster: its QRs lead into the talk of that village, its words fit the sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.poster import NoWayIn, Poster, UnknownVillage, draw_poster, poster, write_poster
from bot.settings import Settings
from storage import deep_links
from storage.crypto import Sealer
from storage.keys import load_or_create
from tests.bot.commands import Seratus

VILLAGE = "63.10.03.2004"
UNTIL = date(2027, 11, 22)


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """Keys of a house."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Sealer(load_or_create(tmp_path / "keys" / "seratus.keys", now, may_create=True))


def known(**ways: str) -> Settings:
    """Settings with these ways in."""
    return Settings(_env_file=None, **ways)


def test_each_channel_has_its_way_in(sealer: Sealer) -> None:
    """WhatsApp opens with "daftar" written, Telegram with the village signed into the link."""
    both = known(telegram_name="@seratus_bot", whatsapp_number="+628110000000")
    made = poster(both, sealer, VILLAGE, UNTIL)
    (_, whatsapp), (_, telegram) = made.ways
    assert whatsapp == "https://wa.me/628110000000?text=daftar"
    start = telegram.partition("?start=")[2]
    assert telegram.startswith("https://t.me/seratus_bot?start=")
    assert deep_links.read(sealer, start, UNTIL) == ("village", VILLAGE)


def test_without_a_way_in_there_is_no_poster(sealer: Sealer) -> None:
    """It would lead nowhere; the settings that are missing are named."""
    with pytest.raises(NoWayIn, match="SERATUS_TELEGRAM_NAME"):
        poster(known(), sealer, VILLAGE, UNTIL)


@pytest.mark.parametrize("code", ["63.10", "99.99.99.9999", "Segumbang"])
def test_only_villages_have_posters(sealer: Sealer, code: str) -> None:
    """A kabupaten, an unknown code and a name are refused with an example."""
    with pytest.raises(UnknownVillage, match=r"63\.10\.03\.2004"):
        poster(known(telegram_name="x"), sealer, code, UNTIL)


def test_it_is_written_as_pdf_or_png(sealer: Sealer, tmp_path: Path) -> None:
    """A4 at print size; any other ending is refused."""
    made = poster(known(telegram_name="seratus_bot"), sealer, VILLAGE, UNTIL)
    write_poster(made, tmp_path / "a.png")
    write_poster(made, tmp_path / "a.pdf")
    with Image.open(tmp_path / "a.png") as drawn:
        assert drawn.size == (1240, 1754)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ValueError, match=r"\.pdf or \.png"):
        write_poster(made, tmp_path / "a.doc")


def test_long_words_stay_on_the_sheet(sealer: Sealer) -> None:
    """Smaller letters rather than a cut sentence: the margins stay white."""
    long = "Desa " + "Panjang" * 20
    made = Poster(long, long, long, long, (long,) * 3, long, long, long, (("T", "https://t.me/x"),))
    image = draw_poster(made)
    margin = image.crop((1200, 340, 1240, 1754))
    assert margin.getcolors() == [(margin.width * margin.height, (255, 255, 255))]


def test_the_command_writes_it(
    seratus: Seratus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the keys of the house; it says until when the links are good."""
    monkeypatch.setenv("SERATUS_TELEGRAM_NAME", "seratus_bot")
    seratus("migrate")
    ended = seratus("poster", VILLAGE, "poster.pdf", "--until", "2027-01-31")
    assert ended.code == 0, ended.err
    assert "2027-01-31" in ended.out
    assert (tmp_path / "poster.pdf").exists()
    assert seratus("poster", "63.10", "x.pdf").code == 2
