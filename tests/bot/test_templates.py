"""WhatsApp's templates: shown, submitted, edited when their words change, their state kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.errors import SendFailed
from bot.settings import Settings, SettingsProblem
from bot.templates import Submitting, components, shown
from conversations.templates import ENDS, TEMPLATES, Template
from conversations.words import Catalogue
from storage import templates
from storage.store import Store
from tests.fakes.whatsapp import FakeWhatsapp

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NUMBER = "106540352242922"


def at_noon() -> datetime:
    """The time it is."""
    return NOW


def settings(server: FakeWhatsapp, token: str | None = None) -> Settings:
    """As an operator would set them."""
    return Settings(
        _env_file=None,
        whatsapp_token=token or server.token,
        whatsapp_phone_number_id=NUMBER,
        whatsapp_business_account_id=server.account.waba_id,
        whatsapp_api_url=server.url,
    )


@pytest.fixture
async def server() -> AsyncIterator[FakeWhatsapp]:
    """A platform that knows no template yet."""
    async with FakeWhatsapp() as opened:
        yield opened


async def submit(server: FakeWhatsapp, store: Store, token: str | None = None) -> dict[str, str]:
    """The state of each template after submitting."""
    submitting = Submitting(settings(server, token), store, at_noon)
    try:
        return {name: each.state for name, each in (await submitting.submit()).items()}
    finally:
        await submitting.close()


async def test_the_catalogue_is_submitted_once(server: FakeWhatsapp, store: Store) -> None:
    """All are made, then only looked at; what the reviewers say is kept."""
    names = [each.name for each in TEMPLATES]
    assert await submit(server, store) == dict.fromkeys(names, "pending")
    assert await store.read(lambda conn: templates.ready(conn, names)) == frozenset()
    for name in names:
        server.catalogue.review(name)
    assert await submit(server, store) == dict.fromkeys(names, "approved")
    assert len(server.catalogue.rows) == len(names)
    assert await store.read(lambda conn: templates.ready(conn, names)) == frozenset({NUMBER})


async def test_a_rejected_one_says_why(server: FakeWhatsapp, store: Store) -> None:
    """The reason is kept and shown."""
    await submit(server, store)
    server.catalogue.review(ENDS.name, "REJECTED", "TAG_CONTENT_MISMATCH")
    assert (await submit(server, store))[ENDS.name] == "rejected"
    known = await store.read(lambda conn: templates.of_account(conn, NUMBER))
    lines = list(shown(known))
    assert f"{ENDS.name} [id] rejected: TAG_CONTENT_MISMATCH" in lines


async def test_changed_words_are_edited(server: FakeWhatsapp, store: Store) -> None:
    """Words other than those submitted are an edit, and wait for approval again."""
    await submit(server, store)
    server.catalogue.review(ENDS.name)
    await submit(server, store)
    known = await store.read(lambda conn: templates.of_account(conn, NUMBER))
    old = replace(known[ENDS.name], version="of older words")
    await store.write(lambda conn: templates.put(conn, [old], NOW))
    assert "(words changed since)" in next(iter(shown({ENDS.name: old})))
    assert (await submit(server, store))[ENDS.name] == "pending"
    assert len(server.catalogue.rows) == len(TEMPLATES)


async def test_a_wrong_token_is_told(server: FakeWhatsapp, store: Store) -> None:
    """Nothing is kept of what was refused; the error holds no token."""
    with pytest.raises(SendFailed) as failed:
        await submit(server, store, "wrong")
    assert str(failed.value) == "unauthorized"
    assert await store.read(lambda conn: templates.of_account(conn, NUMBER)) == {}


async def test_submitting_needs_its_settings(store: Store) -> None:
    """Without account and token it says which settings are missing."""
    with pytest.raises(SettingsProblem, match="SERATUS_WHATSAPP_BUSINESS_ACCOUNT_ID"):
        Submitting(Settings(_env_file=None), store, at_noon)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_templates_name_nobody_and_say_how_to_stop(template: Template) -> None:
    """By then a number may be somebody else's; each says how to have no more."""
    text = components(template, Catalogue())[0]["text"]
    assert "berhenti" in text
    assert "Rp" not in text
    assert set(template.params) <= {"until"}
