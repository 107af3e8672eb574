"""What the fake writes down of requests: accepted, refused, marked as read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.fakes.whatsapp_payloads import Json


@dataclass(frozen=True, slots=True)
class Sent:
    """One accepted message; `failed`: the code of its status when it reached nobody."""

    wamid: str
    to: str  # as the request named the person
    request: Json
    at: datetime
    failed: int | None = None

    @property
    def opaque(self) -> str | None:
        """Its biz_opaque_callback_data."""
        return self.request.get("biz_opaque_callback_data")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One request that was refused, and why."""

    method: str  # messages, marks, media, media_url, download, delete
    status: int
    code: int
    details: str
    request: Json | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One read mark, perhaps with "typing …"."""

    message_id: str
    typing: bool
    at: datetime
