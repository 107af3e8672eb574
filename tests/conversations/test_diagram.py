"""The diagrams in docs/ are drawn from the forms and states, and talks go only where they say."""

from pathlib import Path

import pytest

from conversations.book import BOOK
from conversations.diagram import mermaid, mermaid_states
from tests.conversations.player import Player, coded, facts_of, told
from tests.transcripts import Codes, all_transcripts, read

DIAGRAMS = Path(__file__).parents[2] / "docs" / "diagrams"
DRAWN = {
    "registration.mmd": mermaid(BOOK.forms["registration"]),
    "states.mmd": mermaid_states(BOOK),
}


@pytest.mark.parametrize("name", DRAWN)
def test_the_diagram_in_docs_is_the_one_drawn(name: str, request: pytest.FixtureRequest) -> None:
    """A changed form needs a new diagram: `pytest tests/conversations --update` draws it."""
    if request.config.getoption("--update", default=False):
        (DIAGRAMS / name).write_text(DRAWN[name], encoding="utf-8")
    assert (DIAGRAMS / name).read_text(encoding="utf-8") == DRAWN[name]


@pytest.mark.parametrize("path", all_transcripts(), ids=lambda path: path.stem)
def test_talks_take_only_declared_ways(path: Path) -> None:
    """Every change of state in the transcripts is an edge of the diagram, or goes from anywhere."""
    transcript = read(path)
    player = Player(facts_of(transcript))
    codes = Codes()
    for step in transcript.steps:
        before = player.session(step.who).state
        coded(codes, player.act(step.who, told(step.act, codes)))
        after = player.session(step.who).state
        assert before == after or _named(after) in _ways(before), f"{before} → {after}"


def _ways(state: str) -> set[str]:
    ends = {end.state for form in BOOK.forms.values() for end in form.ends}
    own = ends if state == "form" else set(BOOK.states[state].edges)
    return own | set(BOOK.anywhere)


def _named(state: str) -> str:
    return "registration" if state == "form" else state
