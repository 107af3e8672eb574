"""The preview walks through the talks and shows each screen as the channels would."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from bot import preview_walk
from bot.preview import Line, Page, html, page
from bot.preview_world import TALKING, WORLDS
from conversations.application_facts import CORRECTABLE
from conversations.book import BOOK
from conversations.facts import Query
from conversations.fields.field import message_id
from conversations.session import Said

LANGUAGE = ("id",)
OPENINGS = (Said("daftar"), Said("status"))


@cache
def made() -> Page:
    """A page of one world and two openings, in one language: a small part of the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preview_walk, "OPENINGS", OPENINGS)
        patch.setattr(preview_walk, "MOST_TURNS", 60)
        return page(BOOK, LANGUAGE, WORLDS[:1])


def test_screens_stand_beside_their_flow() -> None:
    """The consent is a screen of the registration, and its step of the diagram leads to it."""
    flow = next(each for each in made().flows if each.name == "registration")
    consent = next(each for each in flow.sights if each.title == "registration.consent")
    assert consent.anchor in {step.anchor for step in flow.steps}
    assert flow.source.startswith("flowchart TD")
    assert [each.language for each in consent.spoken] == ["id"]


def test_each_channel_shows_it_within_its_limits() -> None:
    """No part is longer than its channel lets through, no label wider."""
    shown = [
        face
        for flow in made().flows
        for sight in flow.sights
        for said in sight.spoken
        for face in said.shown
    ]
    assert {each.channel for each in shown} == {"telegram", "whatsapp"}
    assert all(used <= most for each in shown for used, most in each.lengths)
    assert all(each.labels is None or each.labels[0] <= each.labels[1] for each in shown)


def test_every_question_is_on_the_page() -> None:
    """Each state and each field of each form is asked somewhere in the walk."""
    found = preview_walk.walked(BOOK, "id").values()
    asked = {each.say.asks for each in found}
    states = {f"{name}.choice" for name in BOOK.states}
    fields = {f"{name}.{each.id}" for name, form in BOOK.forms.items() for each in form.fields}
    assert (states | fields) - asked == set()
    anew = {text for each in found if each.flow == "correction" for text in each.messages}
    questions = {message_id("registration", each) for each in CORRECTABLE}
    assert questions - {each.partition(".")[0] for each in anew} == set()


def test_every_fact_is_known() -> None:
    """Whatever a talk may ask of the world, a stranger's answer is there."""
    assert set(get_args(Query)) == set(TALKING)


def test_what_no_walk_says_stands_below() -> None:
    """Every message of the talks is on the page, said or with its variants."""
    lines = {each.name: each for each in made().lines}
    assert isinstance(lines["premium-due.now"], Line)
    assert all(each.said["id"] for each in lines.values())


def test_the_page_needs_nothing_else() -> None:
    """One file: no address, no script; each screen's id occurs once."""
    text = html(made(), LANGUAGE)
    assert "http" not in text
    assert "<script" not in text
    for flow in made().flows:
        for sight in flow.sights:
            assert text.count(f'id="{sight.anchor}"') == 1
