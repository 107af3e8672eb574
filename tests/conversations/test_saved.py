"""Sessions of every shipped version come back, and are finished by today's forms."""

import json
from pathlib import Path

import pytest

from conversations.book import BOOK
from conversations.happened import RegistrationSubmitted
from tests.conversations.player import Player
from tests.conversations.walks import WHO, Worker
from tests.conversations.world import Facts

SESSIONS = Path(__file__).parents[1] / "sessions"
FORM = BOOK.forms["registration"]


PRESENT = SESSIONS / f"registration-{FORM.version}.json"
UNTIL = "registration.months"  # late in the form: most of what can be answered is


def test_the_present_version_has_a_saved_session(request: pytest.FixtureRequest) -> None:
    """With --update a missing one is played and written; one that is there never changes."""
    if request.config.getoption("--update", default=False) and not PRESENT.exists():
        player = Player(Facts(niks_per_endpoint=100))
        Worker(player, {"payer": "self", "village": "Sari Mulya"}).finish(until=UNTIL)
        saved = json.dumps(json.loads(player.saved[WHO]), indent=1, ensure_ascii=False)
        PRESENT.write_text(saved + "\n", encoding="utf-8")
    assert PRESENT.exists()


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
