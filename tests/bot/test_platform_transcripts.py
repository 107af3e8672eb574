"""Every transcript is played on both platforms: updates in, and out what the strict fakes took.

What people read is compared word by word; how choices are shown is the platform's own matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.channels.whatsapp import TEMPLATE_LANGUAGE
from bot.templates import components
from conversations.session import LANGUAGES, Text
from conversations.templates import ANSWER, CLAIM, TEMPLATES, Template
from conversations.words import Catalogue
from storage import endpoints, sqlite
from storage.endpoints import Seen as SeenEndpoint
from tests.bot.house import HASTY, picture
from tests.bot.platforms import Seen, Side, Town, squeezed, town
from tests.bot.test_transcripts import HeldEffects, link, photo_done, place_of
from tests.claimed_store import desk, put_office, put_officers
from tests.covered_store import put_members
from tests.listed import put_listed
from tests.transcripts import (
    PACE,
    START,
    Act,
    Codes,
    Desk,
    Doubts,
    Edits,
    Follows,
    PhotoDone,
    Reply,
    Sends,
    Taps,
    Transcript,
    Waits,
    Writes,
    all_transcripts,
    read,
)

# What a transcript marks as bold, here without its stars; a NIK has more groups of four.
MOVE_CODE = re.compile(r"(?<!\d )\b\d{4} \d{4}\b(?! \d)")
ELSEWHERE = re.compile(r"(?<=di )(Telegram|WhatsApp)\b")  # the terminal has no name
# What the engine says by itself: a secret was taken out of the chat, a talk moved away.
TOLD = [
    *(Text("guard-told", {"kind": kind}) for kind in ("nik", "mother_name", "account", "photo")),
    *(Text("moved-away", {"channel": each}) for each in ("terminal", "telegram", "whatsapp")),
]
OUR_OWN = [
    Catalogue(language).text(each).replace("*", "") for language in LANGUAGES for each in TOLD
]


@dataclass
class PlatformPlayer:
    """Plays a transcript on one platform."""

    town: Town
    side: Side
    effects: HeldEffects
    codes: Codes = field(default_factory=Codes)
    elsewhere: dict[str, Side] = field(default_factory=dict)  # who uses the other platform
    late: Template = CLAIM  # what is told a day after the person's last message

    def of(self, name: str) -> Side:
        """Where somebody talks: a second phone of one number cannot be on WhatsApp too."""
        return self.elsewhere.get(name, self.side)

    async def prepare(self, transcript: Transcript) -> None:
        """The transcript's world: its limit, and numbers that the platform vouches for."""
        for each in TEMPLATES:
            body = components(each, Catalogue())[0]["text"]
            self.town.whatsapp.server.template(
                each.name, TEMPLATE_LANGUAGE, body_params=len(each.params), body=body
            )
        if transcript.settings:
            stepper = self.town.office.house.engine._stepper
            stepper._place = stepper._given = place_of(transcript)
        for name, phone in transcript.phones.items():
            number = phone.removeprefix("+")
            taken = number in self.town.whatsapp.numbers.values()
            if taken or self.side.channel == "telegram":
                self.elsewhere[name] = self.town.telegram
                await self._vouched(name, phone)
            else:
                self.town.whatsapp.numbers[name] = number
        if transcript.members or transcript.offices:
            await self._members(transcript)
        if transcript.listed:
            await self._office(put_listed, transcript.listed)
        if transcript.officers:
            await self._office(put_officers, transcript.officers)

    async def _office(self, work: Callable[..., None], *what: Any) -> None:
        """Something that officers did, in the store."""
        sealer, now = self.town.office.sealers.sealer, self.town.clock()
        await self.town.office.house.store.write(lambda conn: work(conn, sealer, *what, now))

    async def _members(self, transcript: Transcript) -> None:
        """The people that the phones speak for, with what was paid for them."""
        sealer, now = self.town.office.sealers.sealer, self.town.clock()
        names = [*(each.phone for each in transcript.members), *transcript.offices]
        phones = {name: self._seen(name) for name in names}

        def put(conn: Connection) -> None:
            found = {name: endpoints.fresh(seen, now) for name, seen in phones.items()}
            known = endpoints.load(conn, sealer, [each.address_index for each in phones.values()])
            new = [each for each in found.values() if each.address_index not in known]
            endpoints.put(conn, sealer, new, now)
            ids = {name: known.get(each.address_index, each).id for name, each in found.items()}
            put_members(conn, sealer, transcript.members, ids, now, transcript.phones)
            for name, code in transcript.offices.items():
                put_office(conn, ids[name], code, now)

        await self.town.office.house.store.write(put)

    def _seen(self, name: str) -> SeenEndpoint:
        """The endpoint that somebody's first message would show."""
        office, side = self.town.office, self.of(name)
        person = side.person(name)
        address = str(person.id) if side.channel == "telegram" else str(person.address)
        account = office.house.settings.telegram_account
        if side.channel == "whatsapp":
            account = str(office.house.settings.whatsapp_phone_number_id)
        key = office.sealers.inbox.endpoint_key(side.channel, account, address)
        return SeenEndpoint(side.channel, account, address, key, False)

    async def _vouched(self, name: str, phone: str) -> None:
        """Telegram knows the number of somebody who shared it before."""
        office, address = self.town.office, str(self.town.telegram.person(name).id)
        account = office.house.settings.telegram_account
        key = office.sealers.inbox.endpoint_key("telegram", account, address)
        seen = SeenEndpoint("telegram", account, address, key, False, phone)
        mine = endpoints.fresh(seen, self.town.clock())
        await office.house.store.write(
            lambda conn: endpoints.put(conn, office.sealers.sealer, [mine], self.town.clock())
        )

    async def act(self, who: str, act: Act) -> dict[str, list[Seen]]:
        """One act; gives what everybody is shown after it."""
        if isinstance(act, Waits):
            self.town.clock.value += act.span
        elif isinstance(act, Doubts):
            await self._doubt(act.phone)
        else:
            self.town.clock.value += PACE
            await self._do(who, act)
            await self.town.settle()
        people = {*self.town.telegram.ids, *self.town.whatsapp.people}
        return {name: self.of(name).news(name) for name in sorted(people)}

    async def _do(self, who: str, act: Act) -> None:
        match act:
            case Writes(text):
                await self.of(who).write(who, self.codes.show(text))
            case Edits(text, of):
                await self.of(who).edit(who, text, self.codes.show(of))
            case Follows(kind, value):
                payload = link(self.town.office.sealers, kind, self.codes.show(value))
                await self.of(who).follow(who, payload)
            case Taps(label, late):
                await self.of(who).tap(who, label, late)
            case Sends("foto" | "dokumen" as kind, caption):
                await self.of(who).photo(who, picture(), caption, kind == "dokumen")
            case Sends("berkas", name):
                await self.of(who).sheet(who, b"nama;nik", name)
            case Sends("album", album):
                await self.of(who).photo(who, picture(), album=f"9{album}")
            case Sends("kontak" | "kontak orang" as kind, phone):
                await self.of(who).contact(who, phone, kind == "kontak")
            case Sends("lokasi"):
                await self.of(who).location(who)
            case Sends("suara"):
                await self.of(who).voice(who)
            case PhotoDone():
                await self._photo_done(act)
            case Desk(done):
                self.late = ANSWER if "right" in done else CLAIM
                await self._office(desk, done)

    async def _photo_done(self, done: PhotoDone) -> None:
        asked, office = self.effects.asked.pop(), self.town.office
        await office.house.store.write(
            lambda conn: photo_done(conn, office.sealers, asked, done, self.town.clock())
        )

    async def _doubt(self, name: str) -> None:
        office, key = self.town.office, self._seen(name).address_index

        def doubt(conn: Connection) -> None:
            found = endpoints.load(conn, office.sealers.sealer, [key])
            endpoints.set_doubt(conn, [each.id for each in found.values()], True)

        await office.house.store.write(doubt)

    def told(self, seen: list[Seen]) -> str:
        """The words that were shown, codes by their names, without what only Telegram says."""
        text = MOVE_CODE.sub(r"*\g<0>*", "\n".join(each.text for each in seen).replace("*", ""))
        text = ELSEWHERE.sub("tempat lain", self.codes.hide(text))
        for each in OUR_OWN:
            text = text.replace(each, "")
        return squeezed(text)

    def expected(self, replies: tuple[Reply, ...], seen: list[Seen]) -> str:
        """The transcript's words, with numbers where the platform shows no buttons."""
        shown = {label for each in seen for label in (*each.labels, *each.keyboard)}
        lines = []
        late = [each.template for each in seen] if len(seen) == len(replies) else []
        for reply, template in zip_longest(replies, late, fillvalue=False):
            assert isinstance(reply, Reply)
            if template:
                lines.append(Catalogue().text(Text(self.late.message)))
                continue
            lines.append(reply.text)
            if not set(reply.choices) <= shown:
                lines += [f"{n}. {label}" for n, label in enumerate(reply.choices, 1)]
        return squeezed("\n".join(lines))


def has(channel: str, act: Act) -> bool:
    """Whether people can do this on the channel at all."""
    if channel == "telegram":
        return True
    # Pictures sent at once come one by one; the own number is known, or hidden for good.
    return not (isinstance(act, Sends) and act.kind in ("album", "kontak"))


PLAYED = [
    pytest.param(path, channel, id=f"{path.stem}-{channel}")
    for path in all_transcripts()
    for channel in ("telegram", "whatsapp")
    if all(has(channel, step.act) for step in read(path).steps)
]
CLAIMS = ("duka_", "klaim_", "kabar_duka")  # transcripts that are played on every channel


def test_claims_are_played_on_both_platforms() -> None:
    """No talk about a death or a claim is left out anywhere."""
    played = {each.id for each in PLAYED}
    names = [each.stem for each in all_transcripts() if each.stem.startswith(CLAIMS)]
    wanted = {f"{name}-{channel}" for name in names for channel in ("telegram", "whatsapp")}
    assert len(names) >= 10
    assert wanted <= played


@pytest.mark.parametrize(("path", "channel"), PLAYED)
async def test_a_platform_shows_what_the_transcript_holds(
    path: Path, channel: str, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words on every channel, and nothing that the platform refuses."""
    monkeypatch.setattr(sqlite, "WRITER_PRAGMAS", HASTY)
    transcript = read(path)
    async with town(sqlite_url, tmp_path, monkeypatch) as place:
        place.clock.value = START
        effects = HeldEffects()
        place.office.house.sender._effects = effects  # type: ignore[assignment]
        player = PlatformPlayer(place, place.side(channel), effects)
        await player.prepare(transcript)
        for step in transcript.steps:
            news = await player.act(step.who, step.act)
            seen = [each for found in news.values() for each in found]
            wanted = player.expected(step.replies, seen)
            assert player.told(seen) == wanted, f"{step.who}: {step.act}"
            assert any(each.picture for each in seen) == any(r.card for r in step.replies)
        assert not place.side(channel).problems()
