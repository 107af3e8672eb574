"""How the Cloud API says no: its error codes, titles and HTTP statuses.

Source: Meta's error code reference; where it leaves the HTTP status open, what integrators saw.
"""

from __future__ import annotations

import secrets
from typing import Any

# code: (HTTP status, title)
ERRORS: dict[int, tuple[int, str]] = {
    2: (503, "Service temporarily unavailable"),
    10: (403, "Application does not have permission for this action"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    131031: (403, "Business Account locked"),
    190: (401, "Error validating access token"),
    130429: (429, "Rate limit hit"),
    131000: (500, "Something went wrong"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131026: (400, "Message undeliverable"),
    131047: (400, "Re-engagement message"),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (400, "Unsupported message type"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131062: (400, "Business-scoped user id recipients are not supported for this message"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
}
NO_OBJECT = 33  # subcode: no such object, or not ours
# The codes that come as OAuthException without a number before the message.
_UNNUMBERED = frozenset({190})


class Refused(Exception):
    """A request that the platform refuses; `status` stands in place of the usual HTTP status."""

    def __init__(
        self, code: int, details: str, subcode: int | None = None, status: int | None = None
    ) -> None:
        super().__init__(details)
        self.code = code
        self.details = details
        self.subcode = subcode
        self.status = status

    @property
    def http(self) -> int:
        """The HTTP status of the answer."""
        return self.status or ERRORS.get(self.code, (400, ""))[0]

    @property
    def title(self) -> str:
        """Meta's title of the code."""
        return ERRORS.get(self.code, (400, "Unknown error"))[1]

    def answer(self) -> dict[str, Any]:
        """The JSON that the platform answers."""
        number = "" if self.code in _UNNUMBERED or self.subcode else f"(#{self.code}) "
        error: dict[str, Any] = {
            "message": f"{number}{self.title}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": "A" + secrets.token_urlsafe(16),
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return {"error": error}
