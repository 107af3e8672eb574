"""The first contact of somebody whom an office's list brought: word by word, in each tongue.

By an officer's one-time code, or by the code or QR on the paper that the office gave.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conversations.facts import Source
from conversations.happened import CodeTried, RecordReached
from conversations.session import CameBy, Event, Said
from tests.conversations.player import WORDS, Player
from tests.conversations.world import Application, Facts, Pass
from tests.transcripts import START

WHO = "orang"
DAY = date(2026, 11, 20)
TALKS = [
    # where the office that made the list works, what is said once the phone is linked
    (
        Source("63.10.03.2004", DAY),
        "Nomor ini sekarang terhubung dengan data *Siti*.\n"
        "Datanya dicatat *Pemerintah Desa Sebamban Baru* dari daftar petugas "
        "pada 20 November 2026. "
        "Dasarnya tugas pemerintah, bukan persetujuan yang sudah diberikan. "
        "Kalau ada yang salah atau tidak setuju, ketik *petugas*.",
    ),
    # in several provinces: the home office
    (Source("", DAY), "*Pemerintah Kabupaten Tanah Bumbu*"),
    (Source("63.10.03", DAY), "*Kecamatan Sungai Loban*"),
    # registered by the person, or somebody speaks for them already: nothing is told
    (None, "Nomor ini sekarang terhubung dengan data *Siti*."),
]


@pytest.mark.parametrize(("source", "told"), TALKS)
def test_who_was_on_a_list_hears_where_the_data_come_from(source: Source | None, told: str) -> None:
    """Office, day and ground, right behind what the code did."""
    known = Pass("person", START + timedelta(days=2), name="Siti", source=source)
    turn = Player(Facts(passes={"48217735": known})).play(WHO, Said("4821 7735"))
    texts = [text for say in turn.says for text in say.texts]
    said = "\n".join(map(WORDS.text, texts[: 2 if source else 1]))
    assert told in said
    assert ("dicatat" in "\n".join(map(WORDS.text, texts))) == (source is not None)
    for language, word in (("bjn", "parsatujuan"), ("jv", "persetujuan")):
        assert source is None or word in WORDS.speaking(language).text(texts[1])


PAPER = "K7M-4TPA-9XQ"
LISTED = Source("63.10.03.2004", DAY)
WAYS: list[tuple[Event, Source | None, bool]] = [
    # what is done with the paper, where the person comes from, whether the record is reached
    (Said(PAPER), LISTED, True),  # typed
    (Said("k7m 4tpa 9xq"), LISTED, True),  # as people type it
    (CameBy("receipt", PAPER), LISTED, True),  # the QR
    (Said(PAPER), None, False),  # registered by somebody, who speaks for them: only "diterima"
]


@pytest.mark.parametrize(("event", "source", "reached"), WAYS)
def test_the_paper_of_a_listed_person_reaches_the_record(
    event: Event, source: Source | None, reached: bool
) -> None:
    """Once: whoever comes with the same paper later hears only that it was received."""
    paper = Pass("person", START + timedelta(days=900), name="Siti", source=source)
    place, nik = "63.10.03.2004", "6310012345678901"
    sent = Application("meja", nik, PAPER, "Siti", "officer", place, START, note=False)
    player = Player(Facts(passes={PAPER: paper}, applications=[sent]))
    turn = player.play(WHO, event)
    said = "\n".join(WORDS.text(text) for say in turn.says for text in say.texts)
    assert ("terhubung dengan data *Siti*" in said) == reached
    assert ("dicatat *Pemerintah Desa Sebamban Baru*" in said) == reached
    assert ("sudah diterima. Petugas memeriksa" in said) == (not reached)
    told = [each for each in turn.happened if isinstance(each, CodeTried | RecordReached)]
    assert told == [CodeTried(PAPER), RecordReached(PAPER)][: 2 if reached else 1]
    late = player.play("lain", Said(PAPER))
    said = "\n".join(WORDS.text(text) for say in late.says for text in say.texts)
    assert ("Siti" in said, "sudah diterima" in said) == (False, True)
