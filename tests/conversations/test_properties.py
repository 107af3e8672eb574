"""Laws that hold for all talks: whatever is said, in whatever state."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.fields import FreeText
from conversations.form import Form
from conversations.forms import FORMS
from conversations.happened import RegistrationSubmitted
from conversations.migrations import MIGRATIONS, Answers
from conversations.registration import registration
from conversations.session import Chose, Said, Text
from conversations.words import Catalogue, MissingMessage
from tests.conversations.player import Player, rendered, values
from tests.conversations.walks import WALKS, WAYS, Move, Worker, check, walked
from tests.conversations.world import Facts

Way = dict[str, str]


@given(WALKS, WAYS)
def test_any_words_in_any_state_are_answered(walk: list[Move], way: Way) -> None:
    """A reply of at most two messages that fit, no exception, no secret said, the same twice."""
    walked(walk, way)


@given(WALKS, WAYS)
def test_every_state_can_be_finished(walk: list[Move], way: Way) -> None:
    """Whatever happened before, valid answers lead to a submitted application."""
    walked(walk, way).finish()


@given(WALKS, WAYS)
def test_help_is_neutral(walk: list[Move], way: Way) -> None:
    """Help changes no answer and the same question is asked again."""
    worker = walked(walk, way)
    before = check(worker, Said("ulangi"))
    after = check(worker, Said("bantuan"))
    assert after.asks == before.asks
    assert after.session.draft == before.session.draft
    assert after.session.state == before.session.state


@given(WAYS, st.integers(0, 30))
def test_editing_to_the_same_value_changes_nothing(way: Way, place: int) -> None:
    """An answer that is confirmed again leaves all answers as they were."""
    worker = Worker(_player(), way)
    worker.finish(until="registration.summary")
    before = values(worker.player)
    offered = worker.go(Said("ubah")).says[-1].choices
    turn = worker.go(Chose(offered[place % len(offered)].id))
    kept = [each.id for each in turn.says[-1].choices if each.id in ("keep", "skip", "none")]
    turn = worker.go(Chose(kept[0]))
    while turn.asks != "registration.summary":
        turn = worker.go(worker.event(turn))
    assert values(worker.player) == before


OPTIONAL = ("birth_place", "mother_name", "heirs[0].name", "ktp_photo", "phone", "occupation")
CHANGES = st.tuples(st.sampled_from(["insert", "remove", "rename"]), st.integers(0, 40))


@given(WALKS, WAYS, CHANGES)
def test_a_changed_form_strands_nobody(walk: list[Move], way: Way, change: tuple[str, int]) -> None:
    """Somebody in the middle of a form finishes it after a field came, went or was renamed."""
    worker = walked(walk, way)
    form, step = _changed(*change)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(FORMS, "registration", form)
        patch.setitem(MIGRATIONS, ("registration", 1), step)
        patch.setattr("tests.conversations.player.WORDS", Forgiving())
        sent = worker.finish()
    happened = [each for each in sent.happened if isinstance(each, RegistrationSubmitted)]
    assert happened[0].form_version == 2


def test_messages_fit_with_long_answers() -> None:
    """The summary of the longest names and lines fits a message with buttons."""
    long = dict.fromkeys(("name",), "Mohammad Ahmad Khairuddin Syamsuddin Abdurrahman")
    extra = {"payer": "self", "village": "Sari Mulya", "ktp_photo": "photo"}
    line = "Jalan Pelabuhan Baru, dekat langgar lama di ujung desa " * 3
    texts = [each for each in registration().fields if isinstance(each, FreeText)]
    lines = {each.id: line[: each.most].strip() for each in texts}
    worker = Worker(_player(), {**long, **extra, **lines})
    worker.finish(until="registration.summary")
    for part in ("address", "workplace", "second_occupation", "family"):
        worker.go(Chose("more"))
        turn = worker.go(Chose(part))
        while turn.asks != "registration.summary":
            turn = worker.go(worker.event(turn))
    assert len(rendered(turn.says[-1])) <= 1024


def _player() -> Player:
    return Player(Facts(niks_per_endpoint=10_000))


class Forgiving(Catalogue):
    """Says the message's id where there is no message yet, in every language."""

    def speaking(self, language: str) -> Catalogue:
        """The messages of another language, as forgiving."""
        return self if language == self.language else Forgiving(language)

    def text(self, text: Text) -> str:
        """The rendered text or the id."""
        try:
            return super().text(text)
        except MissingMessage:
            return text.id


def _changed(kind: str, place: int) -> tuple[Form, Callable[[Answers], Answers]]:
    """The registration at version 2, and the migration to it."""
    form = registration()
    fields = list(form.fields)
    name = OPTIONAL[place % len(OPTIONAL)]
    at = next(i for i, each in enumerate(fields) if each.id == name)

    def step(answers: Answers) -> Answers:
        if kind != "rename":
            return dict(answers)
        return {("renamed" if key == name else key): value for key, value in answers.items()}

    if kind == "insert":
        fields.insert(place % len(fields), FreeText("inserted"))
    elif kind == "remove":
        del fields[at]
    else:
        fields[at] = replace(fields[at], id="renamed")
    return replace(form, version=2, fields=tuple(fields)), step
