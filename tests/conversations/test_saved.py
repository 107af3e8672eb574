"""Sessions of every shipped version come back, and are finished by today's forms."""

import json
from pathlib import Path

import pytest

from conversations.happened import RegistrationSubmitted
from tests.conversations.player import Player
from tests.conversations.walks import WHO, Worker
from tests.conversations.world import Facts

SESSIONS = Path(__file__).parents[1] / "sessions"


REGISTRATIONS = sorted(SESSIONS.glob("registration-*.json"))


@pytest.mark.parametrize("path", REGISTRATIONS, ids=lambda path: path.stem)
def test_a_saved_session_goes_on(path: Path) -> None:
    """Whoever was in the middle of that version finishes; what was answered stays."""
    player = Player(Facts(niks_per_endpoint=100))
    player.saved[WHO] = path.read_text(encoding="utf-8")
    asked = json.loads(player.saved[WHO])["drafts"][0]["answers"]
    draft = player.session(WHO).draft
    assert draft is not None
    assert draft.answers.keys() == asked.keys()
    sent = Worker(player).finish()
    happened = [each for each in sent.happened if isinstance(each, RegistrationSubmitted)]
    assert happened[0].values["name"]["name"] == "Siti Aminah"
    assert happened[0].values["birth_date"] == "1975-08-05"
