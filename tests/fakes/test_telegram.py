"""The fake Telegram refuses what Telegram refuses, in its words, and shows what it accepted."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from PIL import Image

from tests.fakes.telegram import FakeTelegram

SITI, BUDI, ANI, AGUS, GROUP, OLD_GROUP = 7, 8, 9, 10, -100, -200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
KNOWN_TAP = "4000000000000000001"
Made = dict[str, Any]


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.time = 1_795_000_000.0

    def __call__(self) -> float:
        return self.time


class Bot:
    """A bot that sends whatever it is told to."""

    def __init__(self, server: FakeTelegram, session: aiohttp.ClientSession) -> None:
        self._server = server
        self._session = session

    async def ask(self, method: str, given: Made | None = None, **params: Any) -> Made:
        """The whole answer to a JSON request, whatever its status."""
        return await self.post(method, json={**(given or {}), **params})

    async def post(self, method: str, **body: Any) -> Made:
        """The same for any body."""
        url = f"{self._server.url}/bot{self._server.token}/{method}"
        async with self._session.post(url, **body) as answer:
            result: Made = await answer.json()
            assert answer.status == result.get("error_code", 200)
            return result


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[FakeTelegram]:
    """A server where Siti, Budi, Agus and two groups know the bot."""
    async with FakeTelegram(now=clock) as opened:
        for number, name in ((SITI, "Siti"), (BUDI, "Budi"), (AGUS, "Agus")):
            opened.user(number, name).start()  # messages 1, 2, 3
        opened.user(ANI, "Ani")
        opened.group(GROUP)
        yield opened


@pytest.fixture
async def bot(server: FakeTelegram) -> AsyncIterator[Bot]:
    """A bot of that server."""
    async with aiohttp.ClientSession() as session:
        yield Bot(server, session)


def inline(*buttons: Made) -> Made:
    return {"inline_keyboard": [list(buttons)]}


def png(width: int = 8, height: int = 8) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (width, height)).save(held, "PNG")
    return held.getvalue()


def say(**more: Any) -> Made:
    return {"chat_id": SITI, "text": "Halo", **more}


def button(**more: Any) -> Made:
    return say(reply_markup=inline({"text": "Ya", **more}))


def bold(offset: int, length: int, text: str = "Halo") -> Made:
    return say(text=text, entities=[{"type": "bold", "offset": offset, "length": length}])


# (method, parameters, description after "Bad Request: ")
REFUSED: list[tuple[str, Made, str]] = [
    # an unknown parameter
    ("sendMessage", say(colour="red"), 'unknown parameter "colour"'),
    # an unknown parameter within one
    ("sendMessage", say(reply_parameters={"message_id": 1, "at": 2}),
     'unknown parameter "reply_parameters.at"'),
    # a wrong type: number for text
    ("sendMessage", say(text=5), 'wrong parameter "text": Input should be a valid string'),
    # a wrong type: word for number
    ("deleteMessage", {"chat_id": SITI, "message_id": "x"},
     'wrong parameter "message_id": Input should be a valid integer'),
    # a wrong type: a number is no boolean
    ("sendMessage", say(disable_notification=1),
     'wrong parameter "disable_notification": Input should be a valid boolean'),
    # no chat
    ("sendMessage", {"text": "Halo"}, "chat_id is empty"),
    # a person who never met the bot
    ("sendMessage", say(chat_id=99), "chat not found"),
    # a channel's name
    ("sendMessage", say(chat_id="@desa"), "chat not found"),
    # no text
    ("sendMessage", {"chat_id": SITI}, "message text is empty"),
    # an empty text
    ("sendMessage", say(text=""), "message text is empty"),
    # nothing but space
    ("sendMessage", say(text=" \n\t"), "message text is empty"),
    # one letter too many
    ("sendMessage", say(text="a" * 4097), "message is too long"),
    # too many UTF-16 units in few characters
    ("sendMessage", say(text="🌾" * 2049), "message is too long"),
    # half a character
    ("sendMessage", say(text="\ud83c"), "strings must be encoded in UTF-8"),
    # half a character deep in a button
    ("sendMessage", button(callback_data="\ud83c"), "strings must be encoded in UTF-8"),
    # an entity of an unknown kind
    ("sendMessage", say(entities=[{"type": "loud", "offset": 0, "length": 1}]),
     "can't parse MessageEntity: Unsupported type specified"),
    # an entity whose offset is a text
    ("sendMessage", say(entities=[{"type": "bold", "offset": "0", "length": 1}]),
     'can\'t parse MessageEntity: Field "offset" must be of type Number'),
    # entities that are no list
    ("sendMessage", say(entities=5), "can't parse entities"),
    # an entity beyond the text
    ("sendMessage", bold(2, 3), "ENTITY_BOUNDS_INVALID"),
    # an entity before the text
    ("sendMessage", bold(-1, 2), "ENTITY_BOUNDS_INVALID"),
    # an entity of no length
    ("sendMessage", bold(0, 0), "ENTITY_BOUNDS_INVALID"),
    # an entity beyond the text in UTF-16 units
    ("sendMessage", bold(0, 5, "🌾🌾"), "ENTITY_BOUNDS_INVALID"),
    # an entity that ends within a character
    ("sendMessage", bold(0, 1, "🌾"), "entity ends in a middle of a UTF-16 symbol"),
    # an entity that begins within one
    ("sendMessage", bold(1, 1, "🌾"), "entity begins in a middle of a UTF-16 symbol"),
    # HTML of an unknown tag
    ("sendMessage", say(text="<h1>Halo</h1>", parse_mode="HTML"),
     'can\'t parse entities: Unsupported start tag "h1"'),
    # HTML that is not closed
    ("sendMessage", say(text="<b>Halo", parse_mode="HTML"),
     "can't parse entities: Can't find end tag corresponding to start tag b"),
    # a parse mode that there is not
    ("sendMessage", say(parse_mode="BBCode"), "unsupported parse_mode"),
    # callback data of 65 bytes
    ("sendMessage", button(callback_data="a" * 65), "BUTTON_DATA_INVALID"),
    # callback data of 33 letters, 66 bytes
    ("sendMessage", button(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
    # empty callback data
    ("sendMessage", button(callback_data=""), "BUTTON_DATA_INVALID"),
    # a button that does nothing
    ("sendMessage", button(), "can't parse inline keyboard button: "
     "Text buttons are unallowed in the inline keyboard"),
    # a button that does two things
    ("sendMessage", button(callback_data="a", url="https://example.org"),
     "can't parse inline keyboard button: only one action is allowed"),
    # a button that does an unknown thing
    ("sendMessage", button(dial="112"),
     'can\'t parse inline keyboard button: unknown field "dial"'),
    # a button without label
    ("sendMessage", say(reply_markup=inline({"text": " ", "callback_data": "a"})),
     "inline keyboard button text must be non-empty"),
    # a link that is none
    ("sendMessage", button(url="desa"), "BUTTON_URL_INVALID"),
    # nine buttons in a row
    ("sendMessage", say(reply_markup=inline(*[{"text": "a", "callback_data": "a"}] * 9)),
     "reply markup is too long"),
    # 101 buttons
    ("sendMessage", say(reply_markup={
        "inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}),
     "reply markup is too long"),
    # more than ten kilobytes of buttons
    ("sendMessage", say(reply_markup={
        "inline_keyboard": [[{"text": "a" * 200, "callback_data": "a"}]] * 90}),
     "reply markup is too long"),
    # a keyboard that is a word
    ("sendMessage", say(reply_markup="none"), "object expected as reply markup"),
    # two keyboards at once
    ("sendMessage", say(reply_markup={"force_reply": True, "remove_keyboard": True}),
     "object expected as reply markup"),
    # a keyboard with an unknown option
    ("sendMessage", say(reply_markup={"keyboard": [["Ya"]], "big": True}),
     'can\'t parse reply markup: wrong field "big"'),
    # a keyboard that is not taken away
    ("sendMessage", say(reply_markup={"remove_keyboard": False}),
     'can\'t parse reply markup: Field "remove_keyboard" must be true'),
    # a placeholder that is too long
    ("sendMessage", say(reply_markup={"force_reply": True, "input_field_placeholder": "a" * 65}),
     "input field placeholder is of a wrong length"),
    # a phone number asked for in a group
    ("sendMessage", say(chat_id=GROUP, reply_markup={
        "keyboard": [[{"text": "Nomor", "request_contact": True}]]}),
     "phone number can be requested in private chats only"),
    # an answer to nothing
    ("sendMessage", say(reply_parameters={"message_id": 999}), "message to be replied not found"),
    # no photo
    ("sendPhoto", {"chat_id": SITI}, "there is no photo in the request"),
    # a photo that was not uploaded
    ("sendPhoto", {"chat_id": SITI, "photo": "attach://card"}, "file must be non-empty"),
    # an unknown file
    ("sendPhoto", {"chat_id": SITI, "photo": "AgAC"},
     "wrong remote file identifier specified: wrong string length"),
    # a file of the web
    ("sendPhoto", {"chat_id": SITI, "photo": "https://example.org/a.png"},
     "failed to get HTTP URL content"),
    # a caption of 1025 letters
    ("sendPhoto", {"chat_id": SITI, "photo": "AgAC", "caption": "a" * 1025},
     "message caption is too long"),
    # a caption too long in UTF-16 units
    ("sendPhoto", {"chat_id": SITI, "photo": "AgAC", "caption": "🌾" * 513},
     "message caption is too long"),
    # no document
    ("sendDocument", {"chat_id": SITI}, "there is no document in the request"),
    # an unknown action
    ("sendChatAction", {"chat_id": SITI, "action": "dancing"},
     "wrong parameter action in request"),
    # a tap that there was not
    ("answerCallbackQuery", {"callback_query_id": "1"}, TOO_OLD),
    # no tap named
    ("answerCallbackQuery", {}, TOO_OLD),
    # a toast that is too long
    ("answerCallbackQuery", {"callback_query_id": KNOWN_TAP, "text": "a" * 201},
     "MESSAGE_TOO_LONG"),
    # buttons under nothing
    ("editMessageReplyMarkup", {"chat_id": SITI, "message_id": 999}, "message to edit not found"),
    # buttons under a person's message
    ("editMessageReplyMarkup", {"chat_id": SITI, "message_id": 1}, "message can't be edited"),
    # a keyboard that cannot stand under a message
    ("editMessageReplyMarkup", {"chat_id": SITI, "message_id": 1,
                                "reply_markup": {"remove_keyboard": True}},
     "inline keyboard expected"),
    # no text for the edit
    ("editMessageText", {"chat_id": SITI, "message_id": 1}, "message text is empty"),
    # a message that is not there
    ("deleteMessage", {"chat_id": SITI, "message_id": 999}, "message to delete not found"),
    # another chat's message
    ("deleteMessage", {"chat_id": SITI, "message_id": 2}, "message to delete not found"),
    # no message named
    ("deleteMessage", {"chat_id": SITI}, "message identifier is not specified"),
    # no messages
    ("deleteMessages", {"chat_id": SITI, "message_ids": []},
     "message identifiers are not specified"),
    # 101 messages
    ("deleteMessages", {"chat_id": SITI, "message_ids": list(range(101))},
     "too many message identifiers specified"),
    # messages that are words
    ("deleteMessages", {"chat_id": SITI, "message_ids": ["one"]},
     "can't parse message identifiers JSON object"),
    # a command with a capital
    ("setMyCommands", {"commands": [{"command": "Daftar", "description": "Daftar"}]},
     "BOT_COMMAND_INVALID"),
    # a command with a line break after it
    ("setMyCommands", {"commands": [{"command": "daftar\n", "description": "Daftar"}]},
     "BOT_COMMAND_INVALID"),
    # a command of 33 letters
    ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "Daftar"}]},
     "BOT_COMMAND_INVALID"),
    # a command without description
    ("setMyCommands", {"commands": [{"command": "daftar", "description": ""}]},
     "BOT_COMMAND_DESCRIPTION_INVALID"),
    # a description of 257 letters
    ("setMyCommands", {"commands": [{"command": "daftar", "description": "a" * 257}]},
     "BOT_COMMAND_DESCRIPTION_INVALID"),
    # commands that are a word
    ("setMyCommands", {"commands": "daftar"}, "can't parse commands JSON object"),
    # a description of 513 letters
    ("setMyDescription", {"description": "a" * 513}, "description is too long"),
    # a short description of 121 letters
    ("setMyShortDescription", {"short_description": "a" * 121}, "short description is too long"),
    # an unknown file
    ("getFile", {"file_id": "AgAC"}, "invalid file_id"),
    # a webhook without TLS
    ("setWebhook", {"url": "http://example.org/telegram"},
     "bad webhook: An HTTPS URL must be provided for webhook"),
    # a webhook on a port that Telegram does not reach
    ("setWebhook", {"url": "https://example.org:8000/telegram"},
     "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    # a secret with a letter that a header may not hold
    ("setWebhook", {"url": "https://example.org/telegram", "secret_token": "rahasia!"},
     "secret token contains unallowed characters"),
    # a secret of 257 letters
    ("setWebhook", {"url": "https://example.org/telegram", "secret_token": "a" * 257},
     "secret token contains unallowed characters"),
    # an empty secret
    ("setWebhook", {"url": "https://example.org/telegram", "secret_token": ""},
     "secret token contains unallowed characters"),
    # updates of a kind that there is not
    ("getUpdates", {"allowed_updates": ["messages"]}, 'unknown kind of update "messages"'),
    # more updates than there are at once
    ("getUpdates", {"limit": 101},
     'wrong parameter "limit": Input should be less than or equal to 100'),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "words"), REFUSED)
async def test_it_refuses_in_telegrams_words(
    server: FakeTelegram, bot: Bot, method: str, params: Made, words: str
) -> None:
    """Status 400, the description, a note, and nothing in the log."""
    server.user(BUDI).tap_data("a", 2)  # a tap that is known
    description = f"Bad Request: {words}"
    answer = await bot.ask(method, params)
    assert answer == {"ok": False, "error_code": 400, "description": description}
    assert [(each.method, each.description) for each in server.refused] == [(method, description)]
    assert server.sent == []


# (method, parameters): at the very limit
ACCEPTED: list[tuple[str, Made]] = [
    ("sendMessage", say(text="a" * 4096)),  # a text of 4096 letters
    ("sendMessage", say(text="🌾" * 2048)),  # of 4096 UTF-16 units
    ("sendMessage", say(chat_id=str(SITI))),  # the chat's id as text
    ("sendMessage", say(text="<b>a</b>" * 4096, parse_mode="HTML")),  # counted after parsing
    ("sendMessage", bold(1, 3)),  # an entity to the last letter
    ("sendMessage", bold(2, 2, "🌾🌾")),  # an entity over the second of two wide characters
    ("sendMessage", button(callback_data="a" * 64)),  # callback data of 64 bytes
    ("sendMessage", button(url="https://example.org")),  # a link
    # a keyboard as JSON in a text
    ("sendMessage", say(reply_markup=json.dumps(inline({"text": "Ya", "callback_data": "1"})))),
    ("sendMessage", say(reply_markup={"keyboard": [[{"text": "Nomor", "request_contact": True}]],
                                      "one_time_keyboard": True})),  # asks for the number
    ("sendMessage", say(reply_markup={"remove_keyboard": True})),  # takes that away
    ("sendMessage", say(reply_markup={"force_reply": True})),  # asks for a reply
    ("sendMessage", say(reply_parameters={"message_id": 1})),  # answers a message
    # answers a message that is gone, if need be alone
    ("sendMessage", say(reply_parameters={"message_id": 999,
                                          "allow_sending_without_reply": True})),
    ("sendMessage", say(chat_id=GROUP)),  # to a group
    ("sendChatAction", {"chat_id": SITI, "action": "typing"}),  # "typing …"
    ("answerCallbackQuery", {"callback_query_id": KNOWN_TAP, "text": "a" * 200}),  # a long toast
    ("deleteMessage", {"chat_id": SITI, "message_id": 1}),  # a person's message
    ("deleteMessages", {"chat_id": SITI, "message_ids": [*range(1, 101)]}),  # skips unknown ones
    # a long command
    ("setMyCommands", {"commands": [{"command": "a" * 32, "description": "a" * 256}]}),
    ("setMyDescription", {"description": "a" * 512}),  # a long description
    ("setMyShortDescription", {"short_description": "a" * 120}),  # a long short one
    ("setWebhook", {"url": "https://example.org:8443/t", "secret_token": "aA0_-"}),  # a webhook
    ("deleteWebhook", {"drop_pending_updates": True}),  # none
]  # fmt: skip


@pytest.mark.parametrize(("method", "params"), ACCEPTED)
async def test_it_accepts_what_just_fits(
    server: FakeTelegram, bot: Bot, method: str, params: Made
) -> None:
    """ok is true, and the call is in the log."""
    server.user(BUDI).tap_data("a", 2)  # a tap that is known
    assert (await bot.ask(method, params))["ok"] is True
    assert [each.method for each in server.sent] == [method]


async def test_it_forbids_where_the_bot_is_not_wanted(server: FakeTelegram, bot: Bot) -> None:
    """403 in the words for: never started, blocked, deleted, thrown out."""
    server.user(BUDI).block()
    server.user(AGUS).deactivate()
    server.group(OLD_GROUP).kick_bot(server.user(SITI))
    answers = [await bot.ask("sendMessage", say(chat_id=c)) for c in (ANI, BUDI, AGUS, OLD_GROUP)]
    assert {each["error_code"] for each in answers} == {403}
    assert [each["description"].removeprefix("Forbidden: ") for each in answers] == [
        "bot can't initiate conversation with a user",
        "bot was blocked by the user",
        "user is deactivated",
        "bot was kicked from the group chat",
    ]
    server.user(BUDI).unblock()
    assert (await bot.ask("sendMessage", say(chat_id=BUDI)))["ok"]


async def test_it_knows_its_token_and_its_methods(server: FakeTelegram, bot: Bot) -> None:
    """Another token is a 401, an unknown method a 404; methods ignore case."""
    assert (await bot.ask("GETME"))["result"]["username"] == "seratus_coba_bot"
    assert (await bot.ask("sendTelegram"))["description"] == "Not Found: method not found"
    server.token = "1:another"
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.url}/bot1:wrong/getMe") as answer,
    ):
        assert answer.status == 401
        body = await answer.json()
        assert body == {"ok": False, "error_code": 401, "description": "Unauthorized"}


# (body as aiohttp takes it): the same call in every way that the Bot API takes one
WAYS: list[Made] = [
    {"json": say()},  # JSON
    {"data": {"chat_id": str(SITI), "text": "Halo"}},  # urlencoded
    {"params": {"chat_id": str(SITI), "text": "Halo"}},  # in the address
]


@pytest.mark.parametrize("body", WAYS)
async def test_it_reads_parameters_in_every_way(server: FakeTelegram, bot: Bot, body: Made) -> None:
    """The log holds the same values."""
    assert (await bot.post("sendMessage", **body))["result"]["text"] == "Halo"
    assert server.sent[0].params == {"chat_id": SITI, "text": "Halo"}


# (bytes of a JSON body, description after "Bad Request: ")
BROKEN: list[tuple[bytes, str]] = [
    (b'{"chat_id": 7', "can't parse JSON object"),  # cut off
    (b"[" * 100_000, "can't parse JSON object"),  # very deep
    (b'{"text":' * 600 + b"1" + b"}" * 600, "too deep"),  # deep
    (b"[]", "object expected as parameters"),  # no object
]


@pytest.mark.parametrize(("body", "words"), BROKEN)
async def test_it_refuses_broken_json(bot: Bot, body: bytes, words: str) -> None:
    """Never a 500."""
    headers = {"Content-Type": "application/json"}
    answer = await bot.post("sendMessage", data=body, headers=headers)
    assert answer["description"] == f"Bad Request: {words}"


def photo_form(data: bytes, part: str = "card") -> aiohttp.FormData:
    form = aiohttp.FormData({"chat_id": str(SITI), "photo": "attach://card", "caption": "Kartu"})
    form.add_field(part, io.BytesIO(data), filename="card.png", content_type="image/png")
    return form


# (uploaded bytes, part's name, description after "Bad Request: ")
PICTURES: list[tuple[bytes, str, str]] = [
    (b"", "card", "file must be non-empty"),  # nothing
    (b"%PDF-1.7", "card", "IMAGE_PROCESS_FAILED"),  # not a picture
    (png()[:20], "card", "IMAGE_PROCESS_FAILED"),  # cut off in its head
    (png(500, 20), "card", "PHOTO_INVALID_DIMENSIONS"),  # a strip
    (png(9000, 1001), "card", "PHOTO_INVALID_DIMENSIONS"),  # 10001 along two sides
    (png(), "picture", 'unknown parameter "picture"'),  # a part that nobody names
]  # fmt: skip


@pytest.mark.parametrize(("data", "part", "words"), PICTURES, ids=range(len(PICTURES)))
async def test_it_looks_at_photos(bot: Bot, data: bytes, part: str, words: str) -> None:
    """Signature, size and shape of an uploaded photo."""
    answer = await bot.post("sendPhoto", data=photo_form(data, part))
    assert answer["description"] == f"Bad Request: {words}"


async def test_a_photo_has_ten_megabytes(bot: Bot) -> None:
    """Beyond them it is refused, beyond what a document may have the whole request is."""
    for most, words in (
        (10 * 1024 * 1024, "Bad Request: file of size 10485761 bytes is too big for a photo; "
         "the maximum size is 10485760 bytes"),
        (51 * 1024 * 1024, "Request Entity Too Large"),
    ):  # fmt: skip
        answer = await bot.post("sendPhoto", data=photo_form(bytes(most + 1)))
        assert answer["description"] == words


async def test_a_photo_is_shown_and_can_be_loaded(server: FakeTelegram, bot: Bot) -> None:
    """The person sees it; getFile leads to its bytes; its file_id sends it again."""
    card = png(200, 100)
    message = (await bot.post("sendPhoto", data=photo_form(card)))["result"]
    assert (message["photo"][-1]["width"], message["caption"]) == (200, "Kartu")
    assert server.chat(SITI).messages[-1].photo == card
    assert server.sent[0].files == {"card": card}
    file_id = message["photo"][-1]["file_id"]
    path = (await bot.ask("getFile", file_id=file_id))["result"]["file_path"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.url}/file/bot{server.token}/{path}") as answer,
    ):
        assert await answer.read() == card
    assert (await bot.ask("sendPhoto", chat_id=SITI, photo=file_id))["ok"]


async def test_a_large_file_cannot_be_loaded(server: FakeTelegram, bot: Bot) -> None:
    """getFile refuses beyond 20 MB."""
    update = server.user(SITI).send_document(b"a", size=20 * 1024 * 1024 + 1)
    file_id = update["message"]["document"]["file_id"]
    answer = await bot.ask("getFile", file_id=file_id)
    assert answer["description"] == "Bad Request: file is too big"


async def test_a_tap_is_answered_once_and_soon(
    server: FakeTelegram, bot: Bot, clock: Clock
) -> None:
    """The second answer and the late one are refused."""
    siti = server.user(SITI)
    await bot.ask("sendMessage", button(callback_data="k1:ya"))
    first, second = (siti.tap(name)["callback_query"] for name in ("Ya", "k1:ya"))
    assert first["data"] == "k1:ya"
    assert first["message"]["reply_markup"] == inline({"text": "Ya", "callback_data": "k1:ya"})
    answers = [await bot.ask("answerCallbackQuery", callback_query_id=first["id"])]
    answers.append(await bot.ask("answerCallbackQuery", callback_query_id=first["id"]))
    clock.time += 16
    answers.append(await bot.ask("answerCallbackQuery", callback_query_id=second["id"]))
    assert [each.get("description") for each in answers] == [None, *[f"Bad Request: {TOO_OLD}"] * 2]


async def test_edits_and_deletions_show(server: FakeTelegram, bot: Bot) -> None:
    """The chat is as the person sees it; an edit that changes nothing is refused."""
    sent = (await bot.ask("sendMessage", button(callback_data="a")))["result"]["message_id"]
    place = {"chat_id": SITI, "message_id": sent}
    same = inline({"text": "Ya", "callback_data": "a"})
    unchanged = await bot.ask("editMessageReplyMarkup", place, reply_markup=same)
    assert unchanged["description"].startswith("Bad Request: message is not modified")
    chosen = await bot.ask("editMessageReplyMarkup", place)
    assert "reply_markup" not in chosen["result"]
    again = await bot.ask("editMessageReplyMarkup", place)
    assert again["description"].startswith("Bad Request: message is not modified")
    assert (await bot.ask("editMessageText", place, text="Baik"))["result"]["text"] == "Baik"
    assert [each.text for each in server.chat(SITI).messages] == ["/start", "Baik"]
    with pytest.raises(LookupError):
        server.user(SITI).tap("Ya")
    assert (await bot.ask("deleteMessages", chat_id=SITI, message_ids=[1, 999]))["ok"]
    assert [each.text for each in server.chat(SITI).messages] == ["Baik"]


async def test_old_messages_stay(server: FakeTelegram, bot: Bot, clock: Clock) -> None:
    """48 hours later a message cannot be deleted, alone or with younger ones."""
    clock.time += 48 * 3600
    young = server.user(SITI).write("Halo")["message"]["message_id"]
    for method, which in (("deleteMessage", {"message_id": 1}),
                          ("deleteMessages", {"message_ids": [young, 1]})):  # fmt: skip
        answer = await bot.ask(method, chat_id=SITI, **which)
        assert answer["description"] == "Bad Request: message can't be deleted for everyone"
    assert len(server.chat(SITI).messages) == 2


async def test_a_contact_button_shares_ones_own_number(server: FakeTelegram, bot: Bot) -> None:
    """It answers the message that asked; someone else's number has no such mark."""
    keyboard = {"keyboard": [[{"text": "Bagikan nomor", "request_contact": True}]]}
    asked = (await bot.ask("sendMessage", say(reply_markup=keyboard)))["result"]
    siti = server.user(SITI)
    own = siti.tap("Bagikan nomor")["message"]
    assert own["contact"]["user_id"] == SITI
    assert own["reply_to_message"]["message_id"] == asked["message_id"]
    other = siti.share_contact("6281200001111")["message"]
    assert "user_id" not in other["contact"]
    assert "reply_to_message" not in other
    await bot.ask("sendMessage", say(reply_markup={"remove_keyboard": True}))
    with pytest.raises(LookupError):
        siti.tap("Bagikan nomor")
