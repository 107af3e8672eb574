"""What the office sets for its desk: the logo, and the word to those who see to the computer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from bot import desk as house_desk
from bot.logo import BOX, MOST_BYTES, logo
from bot.poster import Poster, draw_poster
from bot.room import Room
from bot.settings import Settings, SettingsProblem
from tests.desk.conftest import Desk

SECRET = "kamera 12345"


def drawn(kind: str = "PNG", size: tuple[int, int] = (1200, 800)) -> bytes:
    """A red logo with a note in it."""
    out, note = io.BytesIO(), PngImagePlugin.PngInfo()
    note.add_text("Comment", SECRET)
    extra = {"pnginfo": note} if kind == "PNG" else {}
    Image.new("RGB", size, (180, 20, 20)).save(out, kind, **extra)
    return out.getvalue()


def of(path: Path, content: bytes) -> Settings:
    """The settings of an office with this file as its logo."""
    path.write_bytes(content)
    return Settings(_env_file=None, logo=path)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_written_anew(tmp_path: Path, kind: str) -> None:
    """Small, a PNG, without what else the file held; without a setting there is none."""
    made = logo(of(tmp_path / "logo", drawn(kind)))
    assert made is not None
    assert SECRET.encode() not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.format == "PNG"
        assert (picture.width <= BOX[0], picture.height <= BOX[1]) == (True, True)
    assert logo(Settings(_env_file=None)) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg onload='x'/>", "no PNG or JPEG"),  # a drawing could carry scripts
        (b"\x89PNG\r\n\x1a\n cut off", "no PNG or JPEG"),
        (drawn("GIF"), "no PNG or JPEG"),
        (drawn() + b"\0" * MOST_BYTES, "larger than 2 MB"),
        (drawn(size=(5000, 4000)), "million points"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_mend(
    tmp_path: Path, content: bytes, says: str
) -> None:
    """The setting is named."""
    with pytest.raises(SettingsProblem, match=says) as told:
        logo(of(tmp_path / "logo", content))
    assert "SERATUS_LOGO" in str(told.value)
    with pytest.raises(SettingsProblem, match="No such file"):
        logo(Settings(_env_file=None, logo=tmp_path / "away.png"))


def test_the_poster_carries_it_beside_the_title() -> None:
    """At the right of the band, on white; the words end before it."""
    words = ("Judul poster yang panjang sekali untuk satu baris",) * 4
    ways = (("Telegram", "https://t.me/x"),)
    made = Poster(*words, ("a", "b", "c"), *words[:3], ways, drawn(size=(600, 300)))
    seen = draw_poster(made).getpixel((1240 - 84 - 20, 100))
    assert seen == (180, 20, 20)


async def test_the_desk_shows_logo_and_scarce_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The logo to everybody; that the disk is nearly full to those who see to the computer."""
    given = of(tmp_path / "logo.png", drawn())
    settings = desk.office.house.settings.model_copy(update={"logo": given.logo})
    object.__setattr__(desk.office.house, "settings", settings)
    monkeypatch.setattr(house_desk, "room", lambda _: Room(0.04, 0.1))
    told = "tinggal 4 %"
    kabupaten = await desk.officer("kabupaten")
    page = (await kabupaten.get("/akun")).text
    assert (told in page, "/meja/logo.png" in page) == (True, True)
    answer = await kabupaten.get("/logo.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    village = await desk.officer("desa", ["63.10.03.2004"])
    assert told not in (await village.get("/akun")).text
    monkeypatch.setattr(house_desk, "room", lambda _: Room(0.5, 0.1))
    assert told not in (await kabupaten.get("/akun")).text
