"""What a person does on the phone in `/coba`, one act after the other."""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.people import Person


@dataclass(frozen=True, slots=True)
class Talk:
    """A page of `/coba`, used as a person does: by sight and by touch."""

    page: Page

    def write(self, words: str, then: str) -> None:
        """Types and sends; `then` is in the bot's next bubble."""
        asked = self._count()
        self.page.locator("#text").fill(words)
        self.page.locator("#send").click()
        self._answered(asked, then)

    def tap(self, label: str, then: str) -> None:
        """Taps the newest button of that label."""
        asked = self._count()
        self._open_choices().get_by_role("button", name=label, exact=True).click()
        self._answered(asked, then)

    def pick(self, label: str, then: str) -> None:
        """Opens the newest list and picks a row of its sheet."""
        asked = self._count()
        self._open_choices().locator(".list").click()
        self.page.locator("#sheet").get_by_role("button", name=label, exact=True).click()
        self._answered(asked, then)

    def photograph(self, picture: bytes, then: str) -> None:
        """Sends a photo from the gallery, by way of the paper clip."""
        asked = self._count()
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("#attach").click()
            self.page.locator("#sheet .to-image").click()
        chooser.value.set_files(FilePayload(name="ktp.jpg", mimeType="image/jpeg", buffer=picture))
        self._answered(asked, then)

    def show_as(self, name: str) -> None:
        """Shows the talk as Telegram, WhatsApp or Seratus would."""
        self.page.locator("#menu").click()
        self.page.get_by_role("radio", name=name).check(force=True)
        self.page.locator("#panel-close").click()

    def become(self, name: str) -> None:
        """Goes on as another person of the page."""
        self.page.locator("#menu").click()
        self.page.locator("#people").get_by_role("button", name=name).click()

    @property
    def bubbles(self) -> Locator:
        """What the bot has said."""
        return self.page.locator("#settled .row.bot")

    def _count(self) -> int:
        return self.bubbles.count()

    def _answered(self, asked: int, then: str) -> None:
        """One bubble more, its words as expected, and nobody typing any more."""
        expect(self.bubbles.nth(asked)).to_contain_text(then)
        expect(self.page.locator("#dots")).to_be_hidden()

    def _open_choices(self) -> Locator:
        return self.page.locator("#settled .choices:not(.quiet)")


def register(talk: Talk, worker: Person, photo: bytes) -> str:
    """From "daftar" to the receipt, for oneself, waiting for the village; gives the code."""
    occupation_asked(talk, worker)
    talk.pick("Petani", then="bayar sendiri")
    talk.tap("Menunggu desa", then="keluarga")
    talk.write(f"{worker.family.name}, anak", then="foto KTP")
    talk.photograph(photo, then="Ini yang akan dikirim")
    talk.tap("Kirim", then="terkirim")  # "Sudah terkirim", or "langsung terkirim" after the photo
    return receipt_code(talk)


def occupation_asked(talk: Talk, worker: Person) -> None:
    """From "daftar" up to the question after the work, which is answered from a list."""
    phone_asked(talk, worker)
    talk.write(worker.phone, then="pekerjaan")


def phone_asked(talk: Talk, worker: Person) -> None:
    """From "daftar" up to the question for the phone's number."""
    talk.write("assalamualaikum mau daftar", then="Boleh")
    talk.tap("Boleh", then="didaftarkan?")
    talk.tap("Saya sendiri", then="kartu BPJS")
    talk.tap("Belum", then="Berapa NIK")
    talk.write(worker.nik, then="Menurut NIK")
    talk.tap("Betul", then="Siapa nama lengkap")
    talk.write(worker.name, then="lahir")
    talk.write(worker.birth_place, then="ibu kandung")
    talk.write(worker.mother_name, then="desa atau kelurahan")
    talk.write(worker.village.name, then="nomor HP")


def receipt_code(talk: Talk) -> str:
    """The code as the receipt tells it, which comes once the photo is stored."""
    receipt = talk.bubbles.filter(has_text="Kode pendaftaran")
    expect(receipt).to_have_count(1)
    found = re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{4}-[0-9A-Z]{3}\b", receipt.inner_text())
    assert found, "no receipt code in the bubble"
    return found[0]


def made_up_photo(rng: random.Random) -> bytes:
    """A JPEG that shows nobody: coloured fields in the shape of a card."""
    picture = Image.effect_noise((640, 400), 30).convert("RGB")
    card = Image.new("RGB", (520, 320), tuple(rng.randrange(120, 220) for _ in range(3)))
    picture.paste(card, (60, 40))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
