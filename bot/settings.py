"""Settings from the environment or `.env`, each with its help; an unknown one is refused."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "SERATUS_"
ENV_FILE = Path(".env")
VERSION = re.compile(r"v[0-9]{1,3}\.[0-9]{1,2}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsProblem(ValueError):
    """A setting is wrong; the message names it and the mend."""


class Settings(BaseSettings):
    """Every setting of Seratus."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_ignore_empty=True,  # `SERATUS_TELEGRAM_TOKEN=` is what a template leaves
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = Field(
        "sqlite+aiosqlite:///data/seratus.db",
        description="Where the store is: sqlite+aiosqlite:///FILE or postgresql+asyncpg://…",
    )
    data_dir: Path = Field(Path("data"), description="Folder for sealed files; backed up")
    s3_bucket: str = Field(
        "",
        description="Bucket of an S3-compatible store that sealed files are kept in; not set: the "
        "data folder",
    )
    s3_endpoint: str = Field("", description="Its address, https://…; http to this computer only")
    s3_region: str = Field("us-east-1", description="Its region, where it has any")
    s3_access_key: str = Field("", description="Who Seratus is there")
    s3_secret_key: SecretStr | None = Field(None, description="The secret that belongs to it")
    s3_prefix: str = Field(
        "files",
        pattern="^[A-Za-z0-9_-]{1,64}$",
        description="What the files' keys there begin with",
    )
    backup_dir: Path = Field(Path("backups"), description="Folder that backups are written to")
    backup_days: int = Field(14, ge=1, le=90, description="Days that a backup is kept")
    backup_daily: bool = Field(False, description="Take one every day while `seratus run` works")
    keys_file: Path = Field(
        Path("keys/seratus.keys"),
        description="The keys, outside the data folder and never in a backup; made on first start",
    )
    keys: SecretStr | None = Field(
        None,
        description="Instead of the key files: the keys as `seratus keys export` wrote them",
    )
    keys_command: str | None = Field(
        None,
        description="Instead of the key files: a command that writes the same, run once at start",
    )
    journal: Path | None = Field(
        None,
        description="The journal of deletions, stops and deaths, that a restore is told; not set: "
        "journal/seratus.journal beside the data folder. Best on another disk",
    )
    host: str = Field("127.0.0.1", description="Address that the web server listens on")
    port: int = Field(8000, ge=0, le=65535, description="Port that the web server listens on")
    desk_host: str = Field(
        "127.0.0.1", description="Address of the desk, /coba and /metrics where they have their own"
    )
    desk_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Port of the desk, /coba and /metrics of `seratus run`, apart from the "
        "webhooks; 0: all are on SERATUS_PORT",
    )
    region: str = Field(
        "63.10", description="Kemendagri code of the office's kabupaten, such as 63.10"
    )
    timezone: str = Field("Asia/Makassar", description="Time zone that people are told times in")
    niks_per_endpoint: int = Field(
        20, ge=1, description="Different NIKs that one phone may enter; an officer may raise it"
    )
    photos_per_day: int = Field(
        100, ge=1, description="Pictures and documents that one phone may send in 24 hours"
    )
    megabytes_per_endpoint: int = Field(
        500,
        ge=1,
        description="Megabytes of pictures and documents that are kept of one phone; deleted ones "
        "count no more",
    )
    seats_per_village: int = Field(
        100, ge=0, le=10_000, description="Places of a village a year, unless it has its own number"
    )
    simulator: Literal["auto", "on", "off"] = Field(
        "auto",
        description="/coba: auto is on until a Telegram or WhatsApp setting is present, and only "
        "while SERATUS_HOST is this machine",
    )
    ktp: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Reading of KTP photos, to spare typing: auto is on where the extra "
        "seratus[ktp] is installed",
    )
    reminder_days: str = Field(
        "7,1", description="Days before cover ends on which people are reminded"
    )
    reminder_inactive_days: str = Field(
        "14,3", description="Days before the third missed month on which people are reminded"
    )
    reminder_late_days: int = Field(
        3, ge=0, le=14, description="Days after which a missed reminder is not sent any more"
    )
    reminder_hours: str = Field(
        "09.00-11.30,15.45-17.45",
        description="Hours in which reminders go out, in the office's time",
    )
    market_days: str = Field(
        "", description="Days on which reminders wait for the afternoon, such as senin,kamis"
    )
    harvest_months: str = Field(
        "",
        description="Months, such as 3,9, in which reminders offer to pay several months at once",
    )
    logo: Path | None = Field(
        None, description="The office's logo, a PNG or JPEG file: on the desk, posters and prints"
    )
    disk_warn_percent: int = Field(
        10, ge=2, le=50, description="Free part of the disk below which desk and log warn, percent"
    )
    metrics_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Port of /metrics of a `seratus engine` or `seratus sender`; 0: it has none",
    )
    metrics_host: str = Field(
        "127.0.0.1", description="Address that this port is on; elsewhere give a metrics secret"
    )
    metrics_secret: SecretStr | None = Field(
        None, description="Bearer secret for /metrics and /readyz details from elsewhere"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged; never personal data"
    )
    telegram_token: SecretStr | None = Field(None, description="Token from BotFather")
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Telegram's API, or a server in its place"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None,
        description="Secret that Telegram sends with each webhook: 1 to 256 of A-Z a-z 0-9 _ -",
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="polling needs no public address, webhook does"
    )
    telegram_webhook_url: str | None = Field(
        None,
        description="https://YOUR-ADDRESS/telegram/webhook; when set, Telegram is told at start",
    )
    telegram_name: str = Field("", description="The bot's name without @, for links on posters")
    whatsapp_number: str = Field("", description="Our number, +62…, for links on posters")
    telegram_account: str = Field(
        "main",
        min_length=1,
        max_length=64,
        description="Name under which this bot's people are stored; another one for another bot",
    )
    telegram_rate: int = Field(
        30,
        ge=1,
        le=1000,
        description="Messages a second to Telegram: 30, more only where it raised your limit",
    )
    whatsapp_token: SecretStr | None = Field(None, description="Token of the Meta app")
    whatsapp_phone_number_id: str | None = Field(
        None, min_length=1, max_length=64, description="Id of the WhatsApp number"
    )
    whatsapp_app_secret: SecretStr | None = Field(
        None, description="Secret that signs WhatsApp's webhooks"
    )
    whatsapp_verify_token: SecretStr | None = Field(
        None, description="Word that WhatsApp repeats when the webhook is set up"
    )
    whatsapp_api_url: str = Field(
        "https://graph.facebook.com", description="WhatsApp's API, or a server in its place"
    )
    whatsapp_api_version: str = Field(
        "v25.0", description="Version of WhatsApp's API, such as v25.0"
    )
    whatsapp_rate: int = Field(
        80, ge=1, le=1000, description="Messages a second to WhatsApp: 80, or 1000 where raised"
    )
    whatsapp_business_account_id: str | None = Field(
        None,
        min_length=1,
        max_length=64,
        description="Id of the WhatsApp Business account, for `seratus whatsapp templates`",
    )
    whatsapp_media_hosts: str = Field(
        "lookaside.fbsbx.com",
        description="Hosts that WhatsApp keeps pictures on; with commas between them",
    )

    @field_validator("simulator", "ktp", mode="before")
    @classmethod
    def _switch(cls, value: object) -> object:
        words = {"1": "on", "true": "on", "yes": "on", "0": "off", "false": "off", "no": "off"}
        return words.get(str(value).strip().lower(), str(value).strip().lower())

    @field_validator(
        "reminder_days",
        "reminder_inactive_days",
        "reminder_hours",
        "market_days",
        "harvest_months",
    )
    @classmethod
    def _known_reminding(cls, value: str, info: ValidationInfo) -> str:
        from bot import reminder_settings as known

        readers = {
            "reminder_hours": known.windows,
            "market_days": known.weekdays,
            "harvest_months": known.months,
        }
        readers.get(info.field_name or "", known.days_before)(value)
        return value

    @field_validator("region")
    @classmethod
    def _known_region(cls, value: str) -> str:
        from program.regions import region

        found = region(value)
        if found is None or found.kind != "kabupaten":
            raise ValueError("is no kabupaten's code; write it as 63.10")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(
                "is no time zone; use Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
            ) from None
        return value

    @field_validator("telegram_api_url", "whatsapp_api_url", "telegram_webhook_url")
    @classmethod
    def _safe_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            address = urlsplit(value)
            host = address.hostname or ""
            _ = address.port
        except ValueError:
            raise ValueError("cannot be read; write it as https://HOST") from None
        if not host or address.username or address.query or address.fragment:
            raise ValueError("names a host and perhaps a path, nothing else: https://HOST")
        if address.scheme != "https" and not (address.scheme == "http" and host in LOOPBACK):
            raise ValueError("begins with https://; http:// is for this machine only")
        return value.rstrip("/")

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _sendable_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("has 1 to 256 characters of A-Z a-z 0-9 _ -, as Telegram wants")
        return value

    @field_validator("whatsapp_api_version")
    @classmethod
    def _known_version(cls, value: str) -> str:
        if not VERSION.fullmatch(value):
            raise ValueError("is no version of WhatsApp's API; write it as v25.0")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("begins with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        try:
            named = make_url(value).database
        except (ArgumentError, ValueError):
            raise ValueError(
                "cannot be read; write the address as USER:PASSWORD@HOST:PORT/NAME"
            ) from None
        if value.startswith("sqlite") and (not named or ":memory:" in named):
            raise ValueError("names no file; write it as sqlite+aiosqlite:///data/seratus.db")
        return value

    @property
    def with_platforms(self) -> bool:
        """Whether any Telegram or WhatsApp setting is present."""
        given = [name for name in self.model_fields_set if getattr(self, name) is not None]
        return any(name.startswith(("telegram_", "whatsapp_")) for name in given)

    @property
    def telegram_off(self) -> str | None:
        """Why Telegram is off, None when it is on."""
        return None if self.telegram_token else "SERATUS_TELEGRAM_TOKEN is not set"

    @property
    def whatsapp_off(self) -> str | None:
        """Why WhatsApp is off, None when it is on: it needs all four of its settings."""
        needed = ("token", "phone_number_id", "app_secret", "verify_token")
        missing = [each for each in needed if getattr(self, f"whatsapp_{each}") is None]
        names = ", ".join(f"{PREFIX}WHATSAPP_{each.upper()}" for each in missing)
        return f"{names} not set" if missing else None

    @property
    def journal_file(self) -> Path:
        """Where the journal is."""
        return self.journal or self.data_dir.parent / "journal" / "seratus.journal"

    @property
    def ktp_on(self) -> bool:
        """Whether KTP photos are read."""
        return self.ktp == "on" or (self.ktp == "auto" and ktp_installed())

    @property
    def simulator_on(self) -> bool:
        """Whether `/coba` is served (DESIGN.md section 6); by itself only on this machine."""
        here = self.host in LOOPBACK and self.desk_host in LOOPBACK
        by_itself = not self.with_platforms and here
        return self.simulator == "on" or (self.simulator == "auto" and by_itself)


def read_settings() -> Settings:
    """The settings. Raises SettingsProblem naming each wrong one and its mend."""
    names = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    _readable()
    unknown = sorted(name for name in _given() if name not in names)
    if unknown:
        raise SettingsProblem(
            "\n".join(
                f"{name} is no setting of Seratus; `seratus settings` lists them"
                for name in unknown
            )
        )
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsProblem("\n".join(_told(each) for each in error.errors())) from None
    _keys_outside(settings)
    _apart(settings)
    _webhook_guarded(settings)
    _ktp_readable(settings)
    _bucket_whole(settings)
    return settings


def _readable() -> None:
    try:
        if ENV_FILE.is_file():
            ENV_FILE.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsProblem(f"{ENV_FILE} cannot be read; save it as UTF-8 text") from None


def _given() -> set[str]:
    """The `SERATUS_*` names in the environment and in `.env`."""
    names = {name for name in os.environ if name.upper().startswith(PREFIX)}
    if ENV_FILE.is_file():
        lines = ENV_FILE.read_text(encoding="utf-8").splitlines()
        names |= {line.partition("=")[0].strip().removeprefix("export ") for line in lines}
    return {name.upper() for name in names if name.upper().startswith(PREFIX)}


def _told(problem: object) -> str:
    fields = dict(problem) if isinstance(problem, dict) else {}
    place = ".".join(str(each) for each in fields.get("loc", ()))
    told = str(fields.get("msg", "is wrong")).removeprefix("Value error, ")
    return f"{PREFIX}{place.upper()}: {told}"


def _keys_outside(settings: Settings) -> None:
    data, keys = settings.data_dir.resolve(), settings.keys_file.resolve()
    if keys.is_relative_to(data):
        raise SettingsProblem(
            f"{PREFIX}KEYS_FILE lies in the data folder and would be in every backup; "
            f"put it elsewhere, such as keys/seratus.keys"
        )
    if settings.journal_file.resolve().is_relative_to(data):
        raise SettingsProblem(
            f"{PREFIX}JOURNAL lies in the data folder and would be lost with it; "
            f"put it elsewhere, best on another disk"
        )


def _apart(settings: Settings) -> None:
    if settings.desk_port and settings.desk_port == settings.port:
        raise SettingsProblem(
            f"{PREFIX}DESK_PORT is SERATUS_PORT; name another, or leave it out to have one for all"
        )


def _webhook_guarded(settings: Settings) -> None:
    """A webhook without a secret would take anybody's word for Telegram's."""
    if settings.telegram_mode != "webhook" or not settings.telegram_token:
        return
    if settings.telegram_webhook_secret is None:
        raise SettingsProblem(
            f"{PREFIX}TELEGRAM_WEBHOOK_SECRET is not set, but SERATUS_TELEGRAM_MODE is webhook: "
            "make up a long word of A-Z a-z 0-9 _ - and give it to Telegram and to Seratus"
        )


def _bucket_whole(settings: Settings) -> None:
    """A bucket needs its address and who we are there; though sealed, it goes over TLS."""
    if not settings.s3_bucket:
        return
    needed = ("endpoint", "access_key", "secret_key")
    if missing := [each for each in needed if not getattr(settings, f"s3_{each}")]:
        names = ", ".join(f"{PREFIX}S3_{each.upper()}" for each in missing)
        raise SettingsProblem(f"{names} not set, but {PREFIX}S3_BUCKET is")
    address = urlsplit(settings.s3_endpoint)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise SettingsProblem(f"{PREFIX}S3_ENDPOINT begins with https://")
    if find_spec("obstore") is None:
        raise SettingsProblem(f"{PREFIX}S3_BUCKET is set; install the extra seratus[s3] for it")


def ktp_installed() -> bool:
    """Whether the extra seratus[ktp] is there; imports nothing."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def _ktp_readable(settings: Settings) -> None:
    if settings.ktp == "on" and not ktp_installed():
        raise SettingsProblem(
            f"{PREFIX}KTP is on, but the KTP reader is not installed; `make ktp` installs it"
        )


def documented() -> str:
    """Every setting with its default and help, as text."""
    lines = []
    for name, field in Settings.model_fields.items():
        default = "not set" if field.default is None else str(field.default)
        lines.append(f"{PREFIX}{name.upper()} (default: {default})\n    {field.description}")
    return "\n".join(lines)
