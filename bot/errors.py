"""Send errors: the closed list of why a message did not go out, and who says which.

Telegram's words and Meta's numbers are read here and nowhere else. Sources: the Bot API server's
descriptions; Meta's error code reference of the Cloud API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Blame: TypeAlias = Literal["person", "us", "platform", "account"]
DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class SendError:
    """One reason; of a retryable one also how often and how far apart it is tried again."""

    code: str
    blame: Blame
    retryable: bool = False
    inactive: bool = False  # the person cannot be reached at all, until they write again
    tries: int = 1
    pause: float = 0.0  # seconds before the second try; each next pause is twice as long
    longest: float = 0.0  # seconds that no pause exceeds

    @property
    def message(self) -> str:
        """The id of what an officer is told."""
        return f"send-{self.code.replace('_', '-')}"

    def wait(self, tried: int) -> float:
        """Seconds until the next try after so many."""
        return min(self.pause * 2.0 ** min(tried - 1, 30), self.longest)


BLOCKED = SendError("blocked", "person", inactive=True)
GONE = SendError("gone", "person", inactive=True)
# A flood passes within the platform's own pause; fifty of them take most of a day.
TOO_OFTEN = SendError("too_often", "us", True, tries=50, pause=1.0, longest=1800.0)
REFUSED = SendError("refused", "us")
# The account is held and its rows wait (bot/delivery.py); a row is tried once a minute for a month.
UNAUTHORIZED = SendError("unauthorized", "account", True, tries=43_200, pause=60.0, longest=60.0)
WINDOW_CLOSED = SendError("window_closed", "person")
TEMPLATE = SendError("template", "us")
# An office may be without network over night: pauses of five minutes, for a day.
UNREACHABLE = SendError("unreachable", "platform", True, tries=300, pause=2.0, longest=300.0)
# Perhaps it arrived: a reply goes again twice, a campaign's message never.
UNKNOWN = SendError("unknown", "platform", True, tries=3, pause=1.0, longest=5.0)
# Meta asks not to try again soon, as it would be refused again.
LIMITED = SendError("limited", "platform", True, tries=4, pause=DAY / 4, longest=DAY)
EXPIRED = SendError("expired", "us")
MEDIA = SendError("media", "us")

ALL: Mapping[str, SendError] = {
    each.code: each
    for each in (
        BLOCKED,
        GONE,
        TOO_OFTEN,
        REFUSED,
        UNAUTHORIZED,
        WINDOW_CLOSED,
        TEMPLATE,
        UNREACHABLE,
        UNKNOWN,
        LIMITED,
        EXPIRED,
        MEDIA,
    )
}


class SendFailed(Exception):
    """A message did not go out; says its code, never what was sent or with which token."""

    def __init__(self, code: SendError, retry_after: float | None = None) -> None:
        super().__init__(code.code)
        self.code = code
        self.retry_after = retry_after  # seconds, as the platform asks


class MediaRefused(Exception):
    """A picture cannot be had: too_large or missing."""

    def __init__(self, code: Literal["too_large", "missing"]) -> None:
        super().__init__(code)
        self.code = code


# --- Telegram ------------------------------------------------------------------------------

# What was asked for is so already, or can no longer be: nothing is left to do.
DONE = (
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "message to edit not found",
    "message can't be edited",
)
# Part of the description, in small letters, and what it means; the first that fits.
FORBIDDEN = (
    ("deactivated", GONE),
    ("kicked", GONE),
    ("not a member", GONE),
    ("bots can't send messages to bots", REFUSED),
    ("can't send messages to bots", REFUSED),
    ("", BLOCKED),  # "bot was blocked by the user", "bot can't initiate conversation with a user"
)
BAD_REQUEST = (
    ("chat not found", GONE),
    ("user not found", GONE),
    ("peer_id_invalid", GONE),
    ("upgraded to a supergroup", GONE),
    ("query is too old", EXPIRED),
    ("query id is invalid", EXPIRED),
    ("query_id_invalid", EXPIRED),
    ("wrong file", MEDIA),
    ("wrong remote file", MEDIA),
    ("invalid file", MEDIA),
    ("file is too big", MEDIA),
    ("failed to get http url content", MEDIA),
    ("image_process_failed", MEDIA),
    ("photo_invalid_dimensions", MEDIA),
    ("", REFUSED),
)
GATEWAY_TIMEOUT = 504  # a proxy gave up waiting: what it passed on may have been taken


def telegram_error(status: int, body: object) -> SendFailed | None:
    """What Telegram's answer means; None when the request counts as done.

    `body` is the answer's JSON, or None where there was none.
    """
    if not isinstance(body, dict):
        return SendFailed(_without_json(status))
    told = body.get("description")
    words = told.lower() if isinstance(told, str) else ""
    if status == 400 and any(each in words for each in DONE):
        return None
    return SendFailed(_telegram_code(status, words), _retry_after(body))


def _telegram_code(status: int, words: str) -> SendError:
    match status:
        case 400:
            return _first(BAD_REQUEST, words)
        case 403:
            return _first(FORBIDDEN, words)
        case 401 | 404:  # 404: a token of the wrong form
            return UNAUTHORIZED
        case 429:
            return TOO_OFTEN
        case 409:  # two of us at once; it passes when one of them ends
            return UNREACHABLE
        case _:
            return _by_status(status)


def _first(table: tuple[tuple[str, SendError], ...], words: str) -> SendError:
    return next(error for part, error in table if part in words)


def _retry_after(body: Mapping[str, Any]) -> float | None:
    match body.get("parameters"):
        case {"retry_after": int(seconds) | float(seconds)} if 0 < seconds <= DAY:
            return float(seconds)
    return None


# --- WhatsApp ------------------------------------------------------------------------------

NO_OBJECT = 33  # subcode of 100: there is no such object, or it is not ours

META: Mapping[int, SendError] = {
    0: UNAUTHORIZED,  # the app's user could not be authenticated
    1: UNREACHABLE,  # unknown error, perhaps of the server
    2: UNREACHABLE,  # down or overloaded
    3: UNAUTHORIZED,  # a capability is missing
    4: TOO_OFTEN,  # the app's calls
    10: UNAUTHORIZED,  # a permission was not granted, or taken back
    17: TOO_OFTEN,  # the user's calls
    32: TOO_OFTEN,  # the page's calls
    33: UNAUTHORIZED,  # our number was deleted
    100: REFUSED,  # an unknown or misspelt parameter
    190: UNAUTHORIZED,  # the token has expired
    341: TOO_OFTEN,  # the app's calls
    368: UNAUTHORIZED,  # blocked for a time, for its policy
    613: TOO_OFTEN,  # calls of one kind
    80007: TOO_OFTEN,  # the business account's calls
    130429: TOO_OFTEN,  # messages a second
    130472: LIMITED,  # the number is part of an experiment
    130497: REFUSED,  # not to this country
    131000: UNREACHABLE,  # something went wrong
    131005: UNAUTHORIZED,  # access denied
    131008: REFUSED,  # a parameter is missing
    131009: REFUSED,  # a parameter's value
    131016: UNREACHABLE,  # service unavailable
    131021: REFUSED,  # to ourselves
    131026: GONE,  # not on WhatsApp, or on one too old
    131030: REFUSED,  # a test number writes only to listed people
    131031: UNAUTHORIZED,  # the account is locked
    131037: UNAUTHORIZED,  # our display name is not approved
    131042: UNAUTHORIZED,  # a bill is open: all wait until it is paid
    131045: UNAUTHORIZED,  # our number is not registered well
    131047: WINDOW_CLOSED,  # more than 24 hours since their last message
    131048: TOO_OFTEN,  # too many were blocked or marked as spam
    131049: LIMITED,  # Meta keeps it back for the health of its network
    131050: BLOCKED,  # the person stopped our marketing messages
    131051: REFUSED,  # unsupported kind of message
    131052: MEDIA,  # media could not be fetched
    131053: MEDIA,  # media could not be uploaded
    131056: TOO_OFTEN,  # to this person
    131057: UNREACHABLE,  # the account is under maintenance
    133004: UNREACHABLE,  # the server is away for a time
    133010: UNAUTHORIZED,  # our number is not registered
    133016: TOO_OFTEN,  # registrations of our number
    135000: REFUSED,  # a parameter, Meta does not say which
}
PERMISSIONS = range(200, 300)  # a permission was not granted, or taken back
TEMPLATES = range(132000, 133000)


def whatsapp_error(status: int, body: object) -> SendFailed:
    """What an answer of the Cloud API means.

    `body` is the answer's JSON, or None where there was none.
    """
    match body:
        case {"error": {"code": 100, "error_subcode": 33}}:
            return SendFailed(UNAUTHORIZED)
        case {"error": {"code": int(code)}}:
            return SendFailed(_meta(code) or _by_status(status))
        case dict():
            return SendFailed(_by_status(status))
    return SendFailed(_without_json(status))


def status_error(channel: str, code: int | None) -> SendError:
    """What a platform's number in a status of a failed message means."""
    known = _meta(code) if channel == "whatsapp" and code is not None else None
    return known or REFUSED


def _meta(code: int) -> SendError | None:
    if code in PERMISSIONS:
        return UNAUTHORIZED
    if code in TEMPLATES:
        return TEMPLATE
    return META.get(code)


# --- both ----------------------------------------------------------------------------------


def _by_status(status: int) -> SendError:
    if status == GATEWAY_TIMEOUT:
        return UNKNOWN
    if status >= 500:
        return UNREACHABLE
    return {401: UNAUTHORIZED, 403: UNAUTHORIZED, 429: TOO_OFTEN}.get(status, REFUSED)


def _without_json(status: int) -> SendError:
    """A page or broken JSON comes from something in between; behind a 2xx it may have worked."""
    if status < 300 or status == GATEWAY_TIMEOUT:
        return UNKNOWN
    return REFUSED if status < 400 else UNREACHABLE  # 3xx: redirects are not followed
