"""WhatsApp's templates: shown, submitted through the Cloud API, and what it says of them kept.

A template is known by its name and language. Words that were changed are submitted as an edit, and
are pending until approved again (Meta's reference "Message templates").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from bot.channels.whatsapp import TEMPLATE_LANGUAGE
from bot.clock import Now
from bot.settings import Settings, SettingsProblem
from bot.wiring import opened, whatsapp_carrier, writable
from conversations.session import Text
from conversations.templates import TEMPLATES, Template, button
from conversations.words import SOURCE, Catalogue
from storage import templates as rows
from storage.store import Store

UTILITY = "UTILITY"  # about a membership somebody has; marketing would cost more and reach fewer
EXAMPLE = date(2026, 11, 30)  # what stands for a day in the example that reviewers see
MOST_LISTED = 200  # of an account's templates; Meta allows 250 at first
REASON = 64  # characters of a reason that are kept
# Meta's states in our words; what is none of these waits.
STATES = {
    "APPROVED": "approved",
    "REJECTED": "rejected",
    "PAUSED": "paused",
    "DISABLED": "disabled",
    "DELETED": "made",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A template as the platform lists it."""

    id: str
    name: str
    state: str
    reason: str | None


def components(template: Template, words: Catalogue) -> list[dict[str, Any]]:
    """Body with {{1}}, … and an example, and the quick replies."""
    places = {name: f"{{{{{place}}}}}" for place, name in enumerate(template.params, 1)}
    body: dict[str, Any] = {"type": "BODY", "text": words.text(Text(template.message, places))}
    if template.params:
        example = words.text(Text("repair-value", {"value": EXAMPLE}))
        body["example"] = {"body_text": [[example] * len(template.params)]}
    if not template.buttons:
        return [body]
    labels = [words.text(button(each)) for each in template.buttons]
    replies = [{"type": "QUICK_REPLY", "text": label} for label in labels]
    return [body, {"type": "BUTTONS", "buttons": replies}]


def version(parts: Sequence[Mapping[str, Any]]) -> str:
    """A digest of the words."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def shown(states: Mapping[str, rows.Template]) -> Iterator[str]:
    """The catalogue as lines, each with what is known of it."""
    words = Catalogue()
    for template in TEMPLATES:
        parts = components(template, words)
        known = states.get(template.name)
        state = known.state if known else "made"
        changed = " (words changed since)" if known and known.version != version(parts) else ""
        why = f": {known.reason}" if known and known.reason else ""
        yield f"{template.name} [{TEMPLATE_LANGUAGE}] {state}{why}{changed}"
        yield f"    {parts[0]['text']}"
        buttons = [each["text"] for part in parts[1:] for each in part["buttons"]]
        yield from [f"    {' '.join(f'[{each}]' for each in buttons)}"] if buttons else []


class Submitting:
    """Submits the catalogue for one account."""

    def __init__(self, settings: Settings, store: Store, now: Now) -> None:
        carrier, owner = whatsapp_carrier(settings), settings.whatsapp_business_account_id
        number = settings.whatsapp_phone_number_id
        if carrier is None or owner is None or number is None:
            raise SettingsProblem(
                "set SERATUS_WHATSAPP_TOKEN, SERATUS_WHATSAPP_PHONE_NUMBER_ID and "
                "SERATUS_WHATSAPP_BUSINESS_ACCOUNT_ID to submit templates"
            )
        self._carrier = carrier
        self._owner = f"{quote(owner, safe='')}/message_templates"
        self._account = number
        self._store = store
        self._now = now

    async def submit(self) -> dict[str, rows.Template]:
        """What is missing or changed is submitted, the state of all is kept. Raises SendFailed."""
        stored = await self._store.read(lambda conn: rows.of_account(conn, self._account))
        listed = await self._listed()
        words = Catalogue(SOURCE)
        learned = [
            await self._one(template, components(template, words), listed, stored)
            for template in TEMPLATES
        ]
        await self._store.write(lambda conn: rows.put(conn, learned, self._now()))
        return {each.name: each for each in learned}

    async def close(self) -> None:
        """Lets go of the connection."""
        await self._carrier.close()

    async def _one(
        self,
        template: Template,
        parts: list[dict[str, Any]],
        listed: Mapping[str, Known],
        stored: Mapping[str, rows.Template],
    ) -> rows.Template:
        known, before = listed.get(template.name), stored.get(template.name)
        its = version(parts)
        state, reason = (known.state, known.reason) if known else ("pending", None)
        if known is None:
            state = await self._made(template, parts)
        elif before is None or before.version != its:
            await self._carrier.manage("POST", quote(known.id, safe=""), _edit(parts))
            state, reason = "pending", None
        return rows.Template(self._account, template.name, TEMPLATE_LANGUAGE, state, its, reason)

    async def _made(self, template: Template, parts: list[dict[str, Any]]) -> str:
        body = {"name": template.name, "language": TEMPLATE_LANGUAGE, "category": UTILITY}
        answer = await self._carrier.manage("POST", self._owner, {**body, "components": parts})
        return _state(answer.get("status"))

    async def _listed(self) -> dict[str, Known]:
        """The account's templates in our language, by name."""
        fields = f"fields=id,name,language,status,rejected_reason&limit={MOST_LISTED}"
        answer = await self._carrier.manage("GET", f"{self._owner}?{fields}")
        found = answer.get("data")
        listed = [_known(each) for each in found if isinstance(each, dict)] if found else []
        return {each.name: each for each in listed if each is not None}


def _edit(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"components": parts, "category": UTILITY}


def _known(listed: Mapping[str, Any]) -> Known | None:
    match listed:
        case {"id": str(which), "name": str(name), "language": str(language), "status": status}:
            reason = listed.get("rejected_reason")
            told = str(reason)[:REASON] if reason and reason != "NONE" else None
            return (
                Known(which, name, _state(status), told) if language == TEMPLATE_LANGUAGE else None
            )
    return None


def _state(status: Any) -> str:
    return STATES.get(str(status), "pending")


async def listed(settings: Settings, now: Now, submit: bool) -> list[str]:
    """The lines of `seratus whatsapp templates`. Raises SettingsProblem, SendFailed."""
    writable(settings.data_dir)
    store = await opened(settings)
    try:
        if submit:
            submitting = Submitting(settings, store, now)
            try:
                return list(shown(await submitting.submit()))
            finally:
                await submitting.close()
        account = settings.whatsapp_phone_number_id or ""
        return list(shown(await store.read(lambda conn: rows.of_account(conn, account))))
    finally:
        await store.close()
