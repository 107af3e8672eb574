"""Send errors: what platforms answer, in our closed list."""

from __future__ import annotations

import pytest

from bot import errors
from bot.errors import (
    ALL,
    BLOCKED,
    EXPIRED,
    GONE,
    LIMITED,
    MEDIA,
    REFUSED,
    TEMPLATE,
    TOO_OFTEN,
    UNAUTHORIZED,
    UNKNOWN,
    UNREACHABLE,
    WINDOW_CLOSED,
    SendError,
    SendFailed,
    status_error,
    telegram_error,
    whatsapp_error,
)
from conversations.words import bundle

# code: retryable, to blame, whether the person is reached no more
LIST = {
    "blocked": (False, "person", True),
    "gone": (False, "person", True),
    "too_often": (True, "us", False),
    "refused": (False, "us", False),
    "unauthorized": (True, "account", False),
    "window_closed": (False, "person", False),
    "template": (False, "us", False),
    "unreachable": (True, "platform", False),
    "unknown": (True, "platform", False),
    "limited": (True, "platform", False),
    "expired": (False, "us", False),
    "media": (False, "us", False),
}


def test_the_list_is_closed() -> None:
    """Each error knows whether to try again, who is to blame, and who is reached no more."""
    found = {code: (each.retryable, each.blame, each.inactive) for code, each in ALL.items()}
    assert found == LIST
    named = {each for each in vars(errors).values() if isinstance(each, SendError)}
    assert named == set(ALL.values())


@pytest.mark.parametrize("error", ALL.values(), ids=lambda each: each.code)
def test_an_officer_is_told_each(error: SendError) -> None:
    """Each error has its words, and fits its column."""
    assert bundle("id").pattern(error.message, "") is not None
    assert len(error.code) <= 32


@pytest.mark.parametrize("error", [e for e in ALL.values() if e.retryable], ids=lambda e: e.code)
def test_pauses_grow_to_an_end(error: SendError) -> None:
    """A retry waits longer each time, and not for ever."""
    pauses = [error.wait(tried) for tried in range(1, error.tries + 1)]
    assert pauses == sorted(pauses)
    assert 0 < pauses[0] <= pauses[-1] <= errors.DAY
    assert error.tries > 1


def described(text: str, **parameters: object) -> dict[str, object]:
    """An answer of Telegram's."""
    body: dict[str, object] = {"ok": False, "description": text}
    return {**body, "parameters": parameters} if parameters else body


TELEGRAM: list[tuple[int, str, SendError | None]] = [
    # blocked in the chat
    (403, "Forbidden: bot was blocked by the user", BLOCKED),
    (403, "Forbidden: bot can't initiate conversation with a user", BLOCKED),
    # an account that is no more
    (403, "Forbidden: user is deactivated", GONE),
    # thrown out of a group
    (403, "Forbidden: bot was kicked from the supergroup chat", GONE),
    (403, "Forbidden: bot is not a member of the group chat", GONE),
    # ourselves or another bot: nobody's fault but ours
    (403, "Forbidden: bots can't send messages to bots", REFUSED),
    (400, "Bad Request: chat not found", GONE),
    (400, "Bad Request: group chat was upgraded to a supergroup chat", GONE),
    # what Telegram does not take
    (400, "Bad Request: message is too long", REFUSED),
    (400, "Bad Request: BUTTON_DATA_INVALID", REFUSED),
    (400, "Bad Request: can't parse entities", REFUSED),
    # a button pressed too long ago
    (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        EXPIRED,
    ),
    # what was wanted is so already, or can no more be
    (400, "Bad Request: message is not modified: specified new message content is the same", None),
    (400, "Bad Request: message to delete not found", None),
    (400, "Bad Request: message can't be deleted for everyone", None),
    # pictures
    (400, "Bad Request: wrong file_id or the file is temporarily unavailable", MEDIA),
    (400, "Bad Request: file is too big", MEDIA),
    (401, "Unauthorized", UNAUTHORIZED),
    # a token of the wrong form
    (404, "Not Found", UNAUTHORIZED),
    # two of us at once
    (409, "Conflict: terminated by other getUpdates request", UNREACHABLE),
    (413, "Request Entity Too Large", REFUSED),
    (500, "Internal Server Error", UNREACHABLE),
    (502, "Bad Gateway", UNREACHABLE),
    # a proxy passed it on and gave up waiting
    (504, "Gateway Timeout", UNKNOWN),
    # words that only look like ours, under another status
    (403, "Forbidden: message is not modified", BLOCKED),
]


@pytest.mark.parametrize(("status", "text", "expected"), TELEGRAM)
def test_telegrams_answers(status: int, text: str, expected: SendError | None) -> None:
    """Each answer means one of the list, or that nothing is left to do."""
    failed = telegram_error(status, described(text))
    assert (failed.code if failed else None) == expected


FLOODS: list[tuple[object, float | None]] = [
    (described("Too Many Requests: retry after 7", retry_after=7), 7.0),
    (described("Too Many Requests"), None),  # no time given
    (described("Too Many Requests", retry_after="7"), None),  # not as documented
    (described("Too Many Requests", retry_after=-1), None),
    (described("Too Many Requests", retry_after=10**9), None),  # nobody waits for years
    ({"parameters": 3, "description": 4}, None),
]


@pytest.mark.parametrize(("body", "after"), FLOODS)
def test_a_flood_says_how_long(body: object, after: float | None) -> None:
    """The pause that Telegram asks for is kept; a nonsensical one is not."""
    failed = telegram_error(429, body)
    assert failed is not None
    assert (failed.code, failed.retry_after) == (TOO_OFTEN, after)


def refused(code: object, **more: object) -> dict[str, object]:
    """An error answer of the Cloud API."""
    return {"error": {"message": "(#0) words", "type": "OAuthException", "code": code, **more}}


META: list[tuple[int, int, SendError]] = [
    (400, 131047, WINDOW_CLOSED),  # more than 24 hours
    (400, 131026, GONE),  # not on WhatsApp
    (400, 131050, BLOCKED),  # wants no marketing messages from us
    (429, 130429, TOO_OFTEN),  # messages a second
    (429, 131048, TOO_OFTEN),  # spam
    (429, 131056, TOO_OFTEN),  # this pair
    (429, 80007, TOO_OFTEN),  # the business account
    (400, 4, TOO_OFTEN),  # the app
    (400, 131049, LIMITED),  # for the health of the network
    (400, 130472, LIMITED),  # an experiment
    (400, 132000, TEMPLATE),
    (404, 132001, TEMPLATE),  # no such template
    (400, 132015, TEMPLATE),  # paused
    (400, 132068, TEMPLATE),
    (401, 190, UNAUTHORIZED),  # token expired
    (401, 0, UNAUTHORIZED),
    (403, 10, UNAUTHORIZED),
    (403, 200, UNAUTHORIZED),
    (403, 299, UNAUTHORIZED),
    (403, 131031, UNAUTHORIZED),  # locked
    (403, 368, UNAUTHORIZED),  # policy
    (400, 133010, UNAUTHORIZED),  # not registered
    (400, 33, UNAUTHORIZED),  # our number was deleted
    (400, 100, REFUSED),
    (400, 131008, REFUSED),
    (400, 131009, REFUSED),
    (400, 131051, REFUSED),
    (400, 131021, REFUSED),  # to ourselves
    (400, 131052, MEDIA),
    (400, 131053, MEDIA),
    (500, 131000, UNREACHABLE),
    (503, 131016, UNREACHABLE),
    (500, 1, UNREACHABLE),
    (503, 2, UNREACHABLE),
    (500, 131057, UNREACHABLE),  # maintenance
    (400, 999999, REFUSED),  # invented tomorrow
    (503, 999999, UNREACHABLE),  # invented tomorrow, but the server's fault
    (429, 999999, TOO_OFTEN),
]


@pytest.mark.parametrize(("status", "code", "expected"), META)
def test_metas_answers(status: int, code: int, expected: SendError) -> None:
    """Meta's numbers count, not its words; the status only where the number is new."""
    assert whatsapp_error(status, refused(code)).code == expected


def test_an_object_that_is_not_ours_is_the_accounts_trouble() -> None:
    """A wrong phone number id is said as subcode 33 of an otherwise common code."""
    assert whatsapp_error(400, refused(100, error_subcode=33)).code == UNAUTHORIZED


ODD: list[tuple[int, object, SendError]] = [
    (502, None, UNREACHABLE),  # a proxy's page
    (403, None, UNREACHABLE),  # likewise: neither platform answers so
    (200, None, UNKNOWN),  # broken JSON where the message may have been taken
    (504, None, UNKNOWN),
    (302, None, REFUSED),  # redirects are not followed
    (200, [1], UNKNOWN),
    (500, {"error": "words"}, UNREACHABLE),
    (400, {"error": {"code": "190"}}, REFUSED),
    (401, {}, UNAUTHORIZED),
]


@pytest.mark.parametrize(("status", "body", "expected"), ODD)
def test_what_is_no_answer_of_the_platform(status: int, body: object, expected: SendError) -> None:
    """Pages, broken JSON and strange shapes are read without trouble."""
    assert whatsapp_error(status, body).code == expected


@pytest.mark.parametrize(("status", "body", "expected"), [each for each in ODD if not each[1]])
def test_telegram_answers_no_page(status: int, body: object, expected: SendError) -> None:
    """The same for Telegram."""
    failed = telegram_error(status, body)
    assert failed is not None
    assert failed.code == expected


STATUSES: list[tuple[str, int | None, SendError]] = [
    ("whatsapp", 131047, WINDOW_CLOSED),
    ("whatsapp", 131049, LIMITED),
    ("whatsapp", 132007, TEMPLATE),
    ("whatsapp", None, REFUSED),  # failed without a reason
    ("whatsapp", 424242, REFUSED),
    ("telegram", 131047, REFUSED),  # has no statuses
]


@pytest.mark.parametrize(("channel", "code", "expected"), STATUSES)
def test_a_failed_status(channel: str, code: int | None, expected: SendError) -> None:
    """What comes later by webhook means the same as what is answered at once."""
    assert status_error(channel, code) == expected


def test_a_failure_tells_nothing_but_its_code() -> None:
    """Whatever the platform quoted is left behind."""
    secret = "123:rahasia"
    failed = telegram_error(400, described(f"Bad Request: {secret} is wrong"))
    assert secret not in repr(failed) + str(failed)
    assert str(SendFailed(REFUSED)) == "refused"
