"""The composition root: settings → store, keys, channels, engine, sender, door."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot import before_migration, reindexing
from bot.attachments import Attachments
from bot.before_migration import FINGERPRINT
from bot.campaigns import Campaigns
from bot.campaigns import Office as CampaignOffice
from bot.carriers import Account
from bot.channels import Channel
from bot.channels.local import BROWSER, TERMINAL, LocalChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsappChannel
from bot.clock import Now
from bot.door import Door
from bot.effects import Cards, Effects
from bot.engine import Engine
from bot.file_place import file_place
from bot.house import Sealers
from bot.ktp import KtpReader
from bot.limits import Limiter, telegram_rates, whatsapp_rates
from bot.pictures import PictureProcess
from bot.receipts import Receipts
from bot.reminder_settings import reminding
from bot.reminders import Plans, Region
from bot.room import room
from bot.sender import Sender
from bot.settings import Settings, SettingsProblem
from bot.stepping import Place, Stepper
from bot.uploads import MEGABYTE, Uploads
from bot.wake import Wake
from conversations.book import BOOK
from storage import office_time, schema
from storage.crypto import InboxOpener, InboxSealer, Sealer
from storage.facts import Limits
from storage.files import FileFolder
from storage.keys import Keys, KeysError, load_or_create
from storage.lock import EngineLock
from storage.store import Store, insert_into, open_store
from storage.tables import store_facts

if TYPE_CHECKING:
    from bot.channels.whatsapp_sending import WhatsappCarrier

ACCOUNT = "local"  # the only account of browser and terminal
PICTURES_AT_ONCE = 2


class StoreUnreachable(RuntimeError):
    """The database cannot be opened; the message says which and why."""

    def __init__(self, url: str, error: Exception) -> None:
        cause = getattr(error, "orig", None) or error
        why = getattr(cause, "strerror", None) or str(cause).partition("\n")[0]
        where = make_url(url).render_as_string(hide_password=True)
        super().__init__(
            f"SERATUS_DATABASE_URL: the database {where} cannot be opened "
            f"({why or type(cause).__name__}); check that it is there and that you may use it"
        )


@dataclass(frozen=True)
class House:
    """Everything of one process."""

    settings: Settings
    store: Store
    keys: Keys
    sealers: Sealers
    door: Door
    engine: Engine
    sender: Sender
    wake: Wake
    now: Now
    accounts: Sequence[tuple[str, str]]  # (channel, account) whose outbox this process works off
    receipts: Receipts
    noted: dict[str, str]  # what keeps a channel from receiving, by its name

    async def start(self) -> None:
        """Takes back what a killed process left, and makes the platforms' accounts known."""
        await self.sender.recover()
        await self.sender.start()

    def note_trouble(self, channel: str, trouble: str | None) -> None:
        """What keeps a channel from receiving; None once it works again."""
        if trouble is None:
            self.noted.pop(channel, None)
        else:
            self.noted[channel] = trouble

    def troubles(self) -> dict[str, str]:
        """What keeps each channel from receiving or sending, for operators."""
        sending = {each.channel: each.trouble for each in self.sender.accounts if each.trouble}
        return {**self.noted, **sending}

    async def settle(self) -> None:
        """Runs engine and sender until nothing is left to do now."""
        busy = True
        while busy:
            fired = await self.sender.fire_timers()
            stepped = await self.engine.run_batch()
            sent = [await self.sender.run_batch(*account) for account in self.accounts]
            rested = await self.sender.rest()
            told = await self.receipts.run_batch()
            busy = bool(fired or stepped or any(sent) or rested or told)

    async def close(self) -> None:
        """Ends what runs and lets go of the database."""
        await self.sender.close()
        await self.store.close()


def channels(rendered_as: str | None = None, number: str = "") -> dict[str, Channel]:
    """All channels by name; `rendered_as` is the terminal's --channel, `number` WhatsApp's id."""
    platforms: dict[str, Channel] = {
        "telegram": TelegramChannel(),
        "whatsapp": WhatsappChannel(account=number),
    }
    return {
        "browser": LocalChannel("browser", BROWSER, platforms),
        "terminal": LocalChannel("terminal", TERMINAL, platforms, rendered_as),
        **platforms,
    }


async def build(
    settings: Settings,
    now: Now,
    accounts: Sequence[tuple[str, str]] = (("browser", ACCOUNT), ("terminal", ACCOUNT)),
    rendered_as: str | None = None,
    connected: bool = False,
) -> House:
    """Opens the store at its schema, checks the keys against it, and wires the parts.

    `connected`: with the platforms' accounts, whose tokens only they are given.
    Raises StoreUnreachable, SchemaError, KeysError; each says what to do.
    """
    writable(settings.data_dir)
    store = await opened(settings)
    try:
        keys = await checked_keys(store, settings.keys_file, now)
    except KeysError:
        await store.close()
        raise
    door_keys = keys.door()
    sealer = Sealer(keys, lambda: load_or_create(settings.keys_file, now(), may_create=False))
    sealers = Sealers(sealer, InboxSealer(door_keys, time.monotonic), InboxOpener(keys))
    wake = Wake()
    limits = Limits(settings.niks_per_endpoint, settings.timezone)
    reminded = reminding(settings)
    place = Place(settings.region, settings.timezone, limits, settings.ktp_on, reminded)
    known = channels(rendered_as, settings.whatsapp_phone_number_id or "")
    stepper = Stepper(sealers, known, BOOK, place, now)
    engine = Engine(store, sealers, known, stepper, now)
    folder = FileFolder(file_place(settings), sealers.sealer)
    platforms = platform_accounts(settings) if connected else []
    carriers = {(each.channel, each.name): each.carrier for each in platforms}
    cards = Cards(KtpReader(), settings.region, settings.timezone) if settings.ktp_on else None
    space = settings.megabytes_per_endpoint * MEGABYTE
    uploads = Uploads(lambda: room(settings), settings.photos_per_day, space)
    effects = Effects(store, sealers, folder, PictureProcess(), now, carriers, cards, uploads)
    plans = Plans(store, Region(settings.region, settings.timezone, reminded), now)
    office = CampaignOffice(settings.timezone, reminded)
    campaigns = Campaigns(store, sealers, known, office, now)
    given = Attachments(store, sealers, folder, now)
    sender = Sender(
        *(store, sealers, effects, now, wake, platforms),
        plans=plans,
        campaigns=campaigns,
        attachments=given,
    )
    door = Door(store, sealers.inbox, now, wake)
    receipts = Receipts(store, sealers, known, now)
    ours = [*accounts, *carriers]
    return House(
        settings, store, keys, sealers, door, engine, sender, wake, now, ours, receipts, {}
    )


def platform_accounts(settings: Settings) -> list[Account]:
    """The platforms' accounts that are set; the only place where their tokens are read."""
    found = []
    if settings.telegram_token and not settings.telegram_off:
        found.append(_telegram(settings, settings.telegram_token.get_secret_value()))
    if settings.whatsapp_token and not settings.whatsapp_off:
        found.append(_whatsapp(settings, settings.whatsapp_token.get_secret_value()))
    return found


def _telegram(settings: Settings, token: str) -> Account:
    from bot.channels.telegram_sending import TelegramCarrier, Webhook  # python-telegram-bot

    limiter = Limiter(telegram_rates(settings.telegram_rate))
    webhook = None
    if settings.telegram_mode == "webhook" and settings.telegram_webhook_url:
        secret = settings.telegram_webhook_secret
        webhook = Webhook(
            settings.telegram_webhook_url, secret.get_secret_value() if secret else ""
        )
    carrier = TelegramCarrier(token, settings.telegram_api_url, limiter, webhook)
    return Account("telegram", settings.telegram_account, carrier, limiter)


def _whatsapp(settings: Settings, token: str) -> Account:
    number = settings.whatsapp_phone_number_id or ""
    limiter = Limiter(whatsapp_rates(settings.whatsapp_rate))
    return Account("whatsapp", number, _whatsapp_carrier(settings, token), limiter)


def whatsapp_carrier(settings: Settings) -> WhatsappCarrier | None:
    """The way to WhatsApp's API for `seratus whatsapp`; None without a token."""
    token = settings.whatsapp_token
    return _whatsapp_carrier(settings, token.get_secret_value()) if token else None


def _whatsapp_carrier(settings: Settings, token: str) -> WhatsappCarrier:
    from bot.channels.whatsapp_sending import WhatsappCarrier

    number = settings.whatsapp_phone_number_id or ""
    hosts = [each.strip() for each in settings.whatsapp_media_hosts.split(",") if each.strip()]
    return WhatsappCarrier(
        token, number, settings.whatsapp_api_url, settings.whatsapp_api_version, hosts
    )


def writable(folder: Path) -> None:
    """Makes the data folder. Raises SettingsProblem when nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsProblem(f"SERATUS_DATA_DIR: {folder}: {error.strerror}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SettingsProblem(f"SERATUS_DATA_DIR: {folder} cannot be written to; give it to us")


async def opened(settings: Settings) -> Store:
    """The office's store at its schema; an older SQLite file is copied to the backups first.

    Raises StoreUnreachable, SchemaError, and KeysError where an older store has lost its keys.
    """
    office_time.use(ZoneInfo(settings.timezone))
    return await opened_at(settings.database_url, partial(before_migration.kept, settings))


async def opened_at(url: str, before: schema.Before | None = None) -> Store:
    """The store at this address, brought to its schema. Raises StoreUnreachable, SchemaError."""
    try:
        await schema.upgrade(url, before=before)
        return await open_store(url)
    except (OSError, SQLAlchemyError) as error:
        raise StoreUnreachable(url, error) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "asyncpg":  # imported only where used
            raise StoreUnreachable(url, error) from None
        raise


async def checked_keys(store: Store, path: Path, now: Now) -> Keys:
    """The keys that the database was sealed with. Raises KeysError, never makes a second set."""
    async with store.batch() as batch:
        stored = await batch.read(_fingerprint)
    keys = await asyncio.to_thread(load_or_create, path, now(), stored is None)
    keys.check_fingerprint(stored)
    if keys.index_next or len(keys.indexes) > 1:
        keys = await reindexing.settled(store, keys, path, now, fresh=stored is None)
    if keys.fingerprint() != stored:
        await store.write(lambda conn: _remember(conn, keys.fingerprint()))
    return keys


def _fingerprint(conn: Connection) -> str | None:
    found: str | None = conn.scalar(
        select(store_facts.c.value).where(store_facts.c.name == FINGERPRINT)
    )
    return found


def _remember(conn: Connection, fingerprint: str) -> None:
    insert = insert_into(conn, store_facts).values(name=FINGERPRINT, value=fingerprint)
    conn.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"value": fingerprint}))


def engine_lock(settings: Settings) -> EngineLock | None:
    """The lock of the one process that holds the engine on SQLite; None on PostgreSQL."""
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return EngineLock.beside(Path(address.database))
