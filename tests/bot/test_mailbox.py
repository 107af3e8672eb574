"""The browser's mailbox: both sides of a talk, in order, from inbox and outbox."""

from __future__ import annotations

from typing import Any

from bot.door import Item
from bot.mailbox import BrowserMailbox
from bot.wiring import ACCOUNT
from tests.bot.house import Office, answers_of, made, picture

PNG = b"\x89PNG"


def mailbox(office: Office) -> BrowserMailbox:
    """The mailbox as `seratus run` wires it."""
    house = office.house
    return BrowserMailbox(house.store, house.door, house.sealers, house.wake)


async def shown(box: BrowserMailbox, person: str, after: int = 0) -> list[dict[str, Any]]:
    """The history, checked to be ascending."""
    found = await box.history(person, after)
    numbers = [int(str(each["seq"])) for each in found]
    assert numbers == sorted(set(numbers))
    assert all(number > after for number in numbers)
    return found


async def test_a_talk_is_shown_with_both_sides_in_order(office: Office) -> None:
    """Each answer stands behind what it answers, whoever looks and when."""
    box = mailbox(office)
    for number, text in enumerate(("daftar", "bantuan")):
        await box.accept("ani", {"id": f"i{number}", "text": text})
        await box.accept("ani", {"id": f"i{number}", "text": text})
        await box.accept("budi", {"id": f"i{number}", "text": "halo"})
        await office.house.settle()
    found = await shown(box, "ani")
    sides = [each["from"] for each in found]
    assert sides[0] == "person"
    assert [each["text"] for each in found if each["from"] == "person"] == ["daftar", "bantuan"]
    place = [each["text"] for each in found].index("bantuan")
    assert "bot" in sides[1:place]
    assert "bot" in sides[place + 1 :]
    assert all(each["as"] for each in found if each["from"] == "bot")


async def test_the_cursor_gives_what_is_newer_and_no_more(office: Office) -> None:
    """From every place of the talk the rest follows, nothing twice and nothing missing."""
    box = mailbox(office)
    for number in range(3):
        await box.accept("ani", {"id": f"i{number}", "text": "halo"})
        await office.house.settle()
    found = await shown(box, "ani")
    for place, message in enumerate(found):
        rest = await shown(box, "ani", int(str(message["seq"])))
        assert [each["id"] for each in rest] == [each["id"] for each in found[place + 1 :]]


async def test_what_is_not_delivered_is_not_shown(office: Office) -> None:
    """One's own words stand there at once, the answer when it is sent."""
    box = mailbox(office)
    await box.accept("ani", {"id": "i", "text": "halo"})
    await office.house.engine.run_batch()
    assert [each["from"] for each in await shown(box, "ani")] == ["person"]
    await office.house.settle()
    assert [each["from"] for each in await shown(box, "ani")][:2] == ["person", "bot"]


async def test_one_sees_ones_own_talk_only(office: Office) -> None:
    """Neither another person's nor another channel's of the same name."""
    box = mailbox(office)
    await office.phone("ani", "terminal").text("halo")
    await box.accept("budi", {"id": "i", "text": "halo"})
    await office.house.settle()
    assert await shown(box, "ani") == []


async def test_a_tap_is_shown_by_its_label(office: Office) -> None:
    """Also when only what is newer than the buttons is asked for."""
    box = mailbox(office)
    await box.accept("ani", {"id": "i1", "text": "daftar"})
    await office.house.settle()
    found = await shown(box, "ani")
    choice = found[-1]["choices"][0]
    tap = {"id": "i2", "choice": choice["id"], "label": choice["label"]}
    await box.accept("ani", tap)
    (mine, *_) = await shown(box, "ani", int(str(found[-1]["seq"])))
    assert mine["text"] == choice["label"]


async def test_an_item_nobody_can_read_leaves_the_talk_readable(office: Office) -> None:
    """It is kept for an operator and shown empty."""
    box = mailbox(office)
    for number, raw in enumerate((b"[]", b"{", b'{"person": "ani", "text": 5}')):
        items = [Item("ani", f"x{number}", raw)]
        await office.house.door.accept("browser", ACCOUNT, items)
    await box.accept("ani", {"id": "i", "text": "halo"})
    await office.house.settle()
    assert [each["text"] for each in await shown(box, "ani")][:4] == ["", "", "", "halo"]


async def test_photos_and_the_card_are_files(office: Office) -> None:
    """The upload is one's own message, the card a PNG for its owner alone."""
    phone, box = office.phone("ani", "browser"), mailbox(office)
    await phone.jump("ktp_photo", answers_of(made(61)))
    media = await box.keep("ani", picture())
    await box.accept("ani", {"id": "f", "photo": media})
    await office.house.settle()
    await phone.say(choice="send")
    found = await shown(box, "ani")
    assert found[0]["photo"]
    (card,) = [each for each in found if each["file"] and each["from"] == "bot"]
    drawn = await box.file("ani", card["id"])
    assert drawn is not None
    assert (drawn[0][:4], drawn[1]) == (PNG, "image/png")
    assert await box.file("budi", card["id"]) is None
    assert await box.file("ani", found[1]["id"] if found[1] is not card else "x") is None


async def test_waiting_ends_with_a_delivery(office: Office) -> None:
    """Who waits is woken, and else returns in time."""
    box = mailbox(office)
    await box.wait("ani", 0, 0.01)
    office.house.wake.delivered()
