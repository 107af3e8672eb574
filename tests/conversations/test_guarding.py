"""What should not stay in a chat is told of, whatever it answered."""

import pytest

from conversations.guarding import holds_nik
from conversations.happened import SecretHeard
from conversations.session import Chose, Corrected, EffectDone, Said, SentPhoto, Turn
from tests.conversations.player import Player
from tests.conversations.walks import MOTHER, WHO, Worker

TEXTS = [
    # as on the KTP, in groups, with dots, dashes and lines
    ("6310014508759003", True),
    ("6310 0145 0875 9003", True),
    ("nik saya 6310.0145.0875.9003 ya", True),
    ("6310-0145-0875-9003", True),
    ("6310 0145\n0875 9003", True),
    # a wrong one too: no province, serial 0000
    ("9910014508759003", True),
    ("6310014508750000", True),
    # letters for digits
    ("631O O145 O875 9OO3", True),
    # two at once
    ("6310014508759003 6310014508759004", True),
    # beside a phone number
    ("6310014508759003 081234567890", True),
    # fewer digits, more digits, none
    ("631001450875", False),
    ("63100145087590031", False),
    ("0812 3456 7890", False),
    ("Siti Aminah", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_finds_a_nik(text: str, expected: bool) -> None:
    """Sixteen digits, right or wrong, anywhere in the words."""
    assert holds_nik(text) is expected


def _secrets(turn: Turn) -> list[str]:
    return [each.kind for each in turn.happened if isinstance(each, SecretHeard)]


def _at(name: str) -> Worker:
    worker = Worker(Player())
    worker.finish(until=f"registration.{name}")
    return worker


def test_a_nik_is_told_of_in_any_state() -> None:
    """At its question, at another one, at the menu, in an edited message and below a picture."""
    nik = "6310 0145 0875 9003"
    assert _secrets(Worker(Player()).go(Said(nik))) == ["nik"]
    assert _secrets(_at("nik").go(Said(nik))) == ["nik"]
    assert _secrets(_at("village").go(Said(nik))) == ["nik"]
    assert _secrets(_at("village").go(Corrected(nik, "unknown"))) == ["nik"]
    assert _secrets(Worker(Player()).go(SentPhoto("m", caption=nik))) == ["nik"]


def test_a_mothers_name_is_told_of_when_it_was_typed() -> None:
    """Typed or corrected, but neither left out nor kept."""
    assert _secrets(_at("mother_name").go(Said(MOTHER, "r1"))) == ["mother_name"]
    assert _secrets(_at("mother_name").go(Said("lewati"))) == []
    assert _secrets(_at("mother_name").go(Said("berapa iurannya?"))) == []
    worker = _at("mother_name")
    worker.go(Said(MOTHER, "r1"))
    assert _secrets(worker.go(Corrected("Zubaidah", "r1"))) == ["mother_name"]
    worker.go(Said("ubah nama ibu"))
    assert _secrets(worker.go(Chose("keep"))) == []


def test_a_mothers_name_meant_by_a_tap_is_not_told_of() -> None:
    """The tapped button holds no name, so there is nothing to take out of the chat."""
    worker = _at("mother_name")
    turn = worker.go(Said("menu"))
    literal = f"{turn.says[-1].prompt}.literal"
    assert _secrets(worker.go(Chose(literal))) == []


def test_a_stored_photo_is_told_of() -> None:
    """Once it is kept, not when it arrives and not when it was refused."""
    for refused, expected in ((None, ["photo"]), ("too_large", [])):
        worker = _at("ktp_photo")
        turn = worker.go(SentPhoto("m1"))
        assert _secrets(turn) == []
        done = EffectDone(turn.effects[0].id, {"file": "f1"}, refused)
        assert _secrets(worker.go(done)) == expected
    assert _secrets(worker.player.play(WHO, EffectDone("gone", {"file": "f1"}))) == []
