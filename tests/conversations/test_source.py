"""The first contact of somebody whom an office's list brought: word by word, in each tongue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conversations.facts import Source
from conversations.session import Said
from tests.conversations.player import WORDS, Player
from tests.conversations.world import Facts, Pass
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
