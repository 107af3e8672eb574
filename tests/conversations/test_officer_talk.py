"""A talk with an officer in the kernel: who is silent when, and what brings the bot back."""

from __future__ import annotations

import pytest

from conversations import officer_talk
from conversations.happened import OfficerAsked
from conversations.officer_talk import (
    CLOSES,
    FORGETS,
    FREES,
    HOLDS,
    SAYS,
    OfficerLeft,
    OfficerSpoke,
    OfficerUnheard,
    TalkForgotten,
)
from conversations.session import (
    CameBy,
    Chose,
    EffectDone,
    Event,
    Said,
    SentDocument,
    SentPhoto,
    TimerFired,
    Turn,
    Unreadable,
)
from tests.conversations.player import Player, rendered

WHO = "orang"
Act = tuple[str, dict[str, object]]  # kind of the timer, and what it says
HELD: Act = (HOLDS, {})
SPOKEN: Act = (
    SAYS,
    {"message": "m1", "kind": "desa", "place": "Segumbang", "text": "Selamat pagi."},
)


def fired(act: str, /, **what: object) -> TimerFired:
    return TimerFired(act, officer_talk.subject(talk="t1", **what))


def asking(*acts: Act) -> Player:
    """Somebody at the question for the NIK who asked for an officer, and what the officer did."""
    player = Player()
    for event in (Said("daftar"), Chose("yes"), Chose("self"), Chose("no"), Said("petugas")):
        player.play(WHO, event)
    for kind, what in acts:
        player.play(WHO, fired(kind, **what))
    return player


def words(turn: Turn) -> str:
    return "\n".join(map(rendered, turn.says))


def test_asking_leaves_the_bot_talking() -> None:
    """Until an officer takes the talk, the form goes on."""
    player = asking()
    assert player.session(WHO).officer == "asked"
    assert any(isinstance(each, OfficerAsked) for each in player.happened)
    assert "16 angka" in words(player.play(WHO, Said("631001")))


def test_an_officers_words_are_signed_by_the_office() -> None:
    """With a hint how to answer, the first time only; nothing is asked."""
    player = asking()
    first = player.play(WHO, fired(SAYS, **SPOKEN[1]))
    assert words(first).startswith("*Petugas Desa Segumbang:*\n\nSelamat pagi.")
    assert "Balas saja di sini" in words(first)
    assert first.asks is None
    assert OfficerSpoke("m1") in first.happened
    second = player.play(WHO, fired(SAYS, **SPOKEN[1]))
    assert "Balas saja di sini" not in words(second)


@pytest.mark.parametrize(
    "event",
    [
        Said("halo"),  # words
        Said("1"),  # what would be a choice
        Chose("k3.yes"),  # a button of an older question
        SentPhoto("m"),  # also a photo that the form could take
        SentPhoto("m", caption="ini KTP saya"),  # its caption is not taken for it
        SentDocument("m", "surat.pdf"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_a_held_talk_is_told_once_who_reads(event: Event) -> None:
    """The first message gets one line, the next none; the form stays where it is."""
    player = asking(HELD)
    draft = player.session(WHO).draft
    assert "sudah masuk ke petugas" in words(player.play(WHO, event))
    assert player.play(WHO, event).says == ()
    assert player.session(WHO).draft == draft


@pytest.mark.parametrize("album", ["", "a1"], ids=["one", "album"])
def test_every_picture_is_kept_for_the_officer(album: str) -> None:
    """Also those of an album, of which the bot itself takes one."""
    player = asking(SPOKEN)
    for media in ("m1", "m2"):
        turn = player.play(WHO, SentPhoto(media, album))
        assert [(each.kind, each.args) for each in turn.effects] == [
            ("store_sent", {"media": media})
        ]
    refused = EffectDone(turn.effects[0].id, {"sent": True}, "not_a_picture")
    assert "belum bisa dibuka" in words(player.play(WHO, refused))
    kept = EffectDone(turn.effects[0].id, {"sent": True, "file": "f"})
    assert player.play(WHO, kept).says == ()


def test_a_picture_with_words_below_it_is_kept_too() -> None:
    """Outside a form the bot reads only the words of it; the officer gets the picture."""
    player = Player()
    player.play(WHO, Said("petugas"))
    player.play(WHO, fired(SAYS, **SPOKEN[1]))
    turn = player.play(WHO, SentPhoto("m1", caption="ini KTP saya"))
    assert [each.kind for each in turn.effects] == ["store_sent"]
    assert turn.says == ()


def test_a_voice_message_is_asked_for_in_writing() -> None:
    """No officer can hear it here either."""
    assert "ditulis" in words(asking(SPOKEN).play(WHO, Unreadable("voice")))


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (Said("berhenti"), "stopped"),  # promise 5
        (Said("bapak saya meninggal kemarin"), "death"),  # promise 5
        (Said("menu"), "menu"),
        (Said("batal"), "cancel"),
        (CameBy("village", "63.10.03.2004"), None),  # somebody who follows a link wants the bot
    ],
)
def test_what_brings_the_bot_back(event: Event, state: str | None) -> None:
    """It answers at once, and goes on answering until the officer speaks again."""
    player = asking(SPOKEN)
    assert player.play(WHO, event).says
    assert player.session(WHO).officer == "asked"
    assert state in (None, player.session(WHO).state)
    player.play(WHO, fired(SAYS, **{**SPOKEN[1], "message": "m2"}))
    assert player.play(WHO, Said("terima kasih")).says == ()


def test_petugas_is_answered_also_by_a_held_talk() -> None:
    """Whoever asks again hears that an officer reads, and is not asked for twice."""
    player = asking(SPOKEN)
    turn = player.play(WHO, Said("petugas"))
    assert "sudah masuk ke petugas" in words(turn)
    assert not any(isinstance(each, OfficerAsked) for each in turn.happened)


def test_closing_goes_on_at_the_open_question() -> None:
    """A line, and the question that the person was asked before the officer came."""
    turn = asking(SPOKEN).play(WHO, fired(CLOSES, quiet=False))
    assert "Percakapan dengan petugas selesai" in words(turn)
    assert turn.asks == "registration.nik"
    assert turn.session.officer == ""
    assert OfficerLeft("t1") in turn.happened


@pytest.mark.parametrize(
    ("acts", "quiet", "says"),
    [
        ((), False, True),  # nobody had answered: a line, the bot's question stands already
        ((SPOKEN,), True, False),  # WhatsApp takes nothing any more: without a word
        ((SPOKEN, (CLOSES, {"quiet": False})), False, False),  # closed before
    ],
)
def test_other_closings(acts: tuple[Act, ...], quiet: bool, says: bool) -> None:
    """Closing asks nothing where the bot was talking, and says nothing where it cannot."""
    turn = asking(*acts).play(WHO, fired(CLOSES, quiet=quiet))
    assert bool(turn.says) == says
    assert turn.asks is None
    assert turn.session.officer == ""


def test_leaving_lets_the_bot_answer() -> None:
    """Back in the queue, the bot talks again."""
    player = asking(SPOKEN, (FREES, {}))
    assert player.play(WHO, Said("631001")).says


def test_words_for_a_number_in_other_hands_are_not_said() -> None:
    """Whoever may be somebody else gets no answer that was meant for another."""
    player = asking()
    player.facts.doubted.add(WHO)
    turn = player.play(WHO, fired(SAYS, **SPOKEN[1]))
    assert turn.says == ()
    assert turn.happened == (OfficerUnheard("m1", "doubt"),)


def test_words_for_nobody_who_asked_are_not_said() -> None:
    """A talk that is over, or never was with officers, gets none."""
    turn = Player().play(WHO, fired(SAYS, **SPOKEN[1]))
    assert turn.says == ()
    assert turn.happened == (OfficerUnheard("m1", "gone"),)


def test_the_template_invites_to_answer() -> None:
    """After WhatsApp's 24 hours only the approved words go, without the officer's own."""
    turn = asking().play(WHO, fired(SAYS, **{**SPOKEN[1], "text": "", "template": True}))
    (say,) = turn.says
    assert say.template is not None
    assert say.texts == (say.template,)


def test_forgetting_says_nothing() -> None:
    """What was said long ago goes without a word."""
    turn = asking().play(WHO, fired(FORGETS))
    assert turn.says == ()
    assert turn.happened == (TalkForgotten("t1"),)
