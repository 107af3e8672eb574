"""All forms, as an explicit list."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.claim_form import accident_report, death_report, heir
from conversations.facts import World
from conversations.form import Form, View
from conversations.registration import registration
from conversations.session import Session

FORMS: Mapping[str, Form] = {
    form.id: form for form in (registration(), death_report(), accident_report(), heir())
}


def open_view(session: Session, world: World) -> View | None:
    """The open draft as its form sees it."""
    draft = session.draft
    return FORMS[draft.form].view(draft, world) if draft else None
