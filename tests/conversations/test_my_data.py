"""Rights over one's own data, and new words of the consent, in talks of memory."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conversations import registration
from conversations.happened import ConsentAnswered, DraftDeleted
from conversations.my_data_facts import DUE_WITHIN, ESCALATE_HOURS, REMIND_HOURS, RightAsked
from conversations.session import Chose, Given, Said
from conversations.understanding.intents import read_intent
from tests.conversations.player import Player
from tests.conversations.walks import Worker

WISHES = [
    ("data saya", "my_data"),  # the menu
    ("data ulun", "my_data"),  # Banjar
    ("hak saya apa saja", "my_data"),
    ("lihat data saya", "see_data"),
    ("data apa saja yang disimpan?", "see_data"),
    ("minta salinan data saya", "take_data"),
    ("unduh data", "take_data"),
    ("cabut persetujuan saya", "withdraw_consent"),
    ("batasi data saya", "limit_data"),
    ("saya keberatan data saya dipakai", "object_data"),
    ("hapus data saya", "delete_data"),  # as before
    ("tarik data saya", "delete_data"),  # as before
    ("betulkan data saya", "change_data"),  # as before
    ("data saya salah", "change_data"),  # as before
    ("cek pendaftaran saya", "status"),  # as before
]


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_the_words_people_use(text: str, wish: str) -> None:
    """Each right by its own words, and the wishes from before are not taken over."""
    assert read_intent(text) == wish


def test_hours() -> None:
    """Officers hear of it before it is late, and in this order."""
    hours = (*REMIND_HOURS, ESCALATE_HOURS)
    assert list(hours) == sorted(hours)
    assert timedelta(hours=hours[-1]) < DUE_WITHIN == timedelta(hours=72)


def test_who_has_sent_nothing() -> None:
    """Nothing is held: no request is made; a draft is deleted with the consent."""
    player = Player()
    turn = player.play("orang", Said("lihat data saya"))
    assert turn.says[0].texts[0].id == "my-data-none"
    worker = Worker(player, who="orang")
    worker.finish(until="registration.birth_place")
    player.play("orang", Said("cabut persetujuan"))
    turn = player.play("orang", Chose("yes"))
    assert [type(each) for each in turn.happened] == [DraftDeleted]
    assert player.session("orang").drafts == ()


def test_asked_once() -> None:
    """A second wish of the kind is told of the first, another kind is a request of its own."""
    player = Player()
    Worker(player, who="orang").finish()
    player.play("orang", Said("batasi data saya"))
    assert RightAsked("limit") in player.play("orang", Chose("yes")).happened
    again = player.play("orang", Said("batasi data saya"))
    assert again.says[0].texts[0].id == "my-data-again"
    player.play("orang", Said("data saya"))
    player.play("orang", Chose("object"))
    assert RightAsked("object") in player.play("orang", Chose("yes")).happened


def test_new_words_of_the_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again before the next answer is taken in, and what was answered stays."""
    player = Player()
    worker = Worker(player, who="orang")
    worker.finish(until="registration.birth_place")
    monkeypatch.setattr(registration, "CONSENT_TEXT_VERSION", "2027-01")
    turn = player.play("orang", Said("Kotabaru"))
    assert turn.asks == "registration.consent"
    assert turn.says[0].texts[0].id == "consent-renewed"
    draft = player.session("orang").draft
    assert draft is not None
    assert "birth_place" not in draft.answers
    turn = player.play("orang", Chose("yes"))
    agreed = [each for each in turn.happened if isinstance(each, ConsentAnswered)]
    assert [(each.text_version, each.given) for each in agreed] == [("2027-01", True)]
    assert turn.asks == "registration.birth_place"
    draft = player.session("orang").draft
    assert draft is not None
    assert isinstance(draft.answers["nik"], Given)
    turn = player.play("orang", Said("Kotabaru"))
    assert turn.asks != "registration.consent"


@pytest.mark.parametrize("said", ["bapak saya meninggal kemarin", "berhenti", "hapus data saya"])
def test_what_cannot_wait_for_new_words(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A death, STOP and the wish to be deleted are heard first."""
    player = Player()
    Worker(player, who="orang").finish(until="registration.birth_place")
    monkeypatch.setattr(registration, "CONSENT_TEXT_VERSION", "2027-01")
    turn = player.play("orang", Said(said))
    assert turn.asks != "registration.consent"
