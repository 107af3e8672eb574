"""Every transcript is played, the session written out and read back between all turns."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conversations.player import Player, coded, facts_of, told
from tests.transcripts import Codes, all_transcripts, read, written


@pytest.mark.parametrize("path", all_transcripts(), ids=lambda path: path.stem)
def test_the_talk_goes_as_written(path: Path, request: pytest.FixtureRequest) -> None:
    """What is answered is, word by word, what the transcript holds."""
    transcript = read(path)
    player = Player(facts_of(transcript))
    codes = Codes()
    played = []
    for step in transcript.steps:
        replies = coded(codes, player.act(step.who, told(step.act, codes)))
        played.append(replace(step, replies=replies))
    now = written(replace(transcript, steps=tuple(played)))
    if request.config.getoption("--update", default=False):
        path.write_text(now, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == now
