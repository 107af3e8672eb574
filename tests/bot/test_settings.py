"""Settings: what is wrong is refused by name, with the mend."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsProblem, documented, read_settings

Setter = Callable[..., None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Setter:
    """Sets the environment to these settings alone, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def setting(**names: str) -> None:
        for name, value in names.items():
            monkeypatch.setenv(name, value)

    return setting


def told() -> str:
    with pytest.raises(SettingsProblem) as caught:
        read_settings()
    return str(caught.value)


def test_nothing_set_gives_the_defaults(given: Setter) -> None:
    """The public defaults of DESIGN.md section 9."""
    settings = read_settings()
    assert settings.database_url == "sqlite+aiosqlite:///data/seratus.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert (settings.region, settings.timezone) == ("63.10", "Asia/Makassar")
    assert settings.keys_file == Path("keys/seratus.keys")
    assert settings.simulator_on


WRONG = [
    ("SERATUS_FOO", "1", "seratus settings"),  # unknown
    ("seratus_prot", "8000", "SERATUS_PROT"),  # a typing mistake, in small letters
    ("SERATUS_PORT", "x", "SERATUS_PORT"),
    ("SERATUS_PORT", "70000", "65535"),
    ("SERATUS_REGION", "63", "63.10"),  # a provinsi
    ("SERATUS_REGION", "Tanah Bumbu", "63.10"),
    ("SERATUS_REGION", "99.99", "63.10"),  # no such kabupaten
    ("SERATUS_TIMEZONE", "WITA", "Asia/Makassar"),
    ("SERATUS_TIMEZONE", "../etc/passwd", "Asia/Makassar"),
    ("SERATUS_SIMULATOR", "perhaps", "'on'"),
    ("SERATUS_LOG_LEVEL", "loud", "'debug'"),
    ("SERATUS_NIKS_PER_ENDPOINT", "0", "greater than or equal to 1"),
    ("SERATUS_DATABASE_URL", "mysql://x/y", "postgresql+asyncpg://"),
    ("SERATUS_DATABASE_URL", "sqlite:///data/x.db", "sqlite+aiosqlite:///"),
    ("SERATUS_DATABASE_URL", "sqlite+aiosqlite:///", "names no file"),
    ("SERATUS_DATABASE_URL", "sqlite+aiosqlite:///:memory:", "names no file"),
    ("SERATUS_DATABASE_URL", "postgresql+asyncpg://u:geheim@h:port/x", "HOST:PORT"),
    ("SERATUS_KEYS_FILE", "data/seratus.keys", "would be in every backup"),
    ("SERATUS_KEYS_FILE", "keys/../data/deep/seratus.keys", "would be in every backup"),
    ("SERATUS_DATA_DIR", ".", "would be in every backup"),  # then the keys lie within
    ("SERATUS_TELEGRAM_MODE", "push", "'polling'"),
    ("SERATUS_TELEGRAM_API_URL", "http://example.org", "https://"),  # the token would be readable
    ("SERATUS_TELEGRAM_API_URL", "https://u:geheim@example.org", "nothing else"),
    ("SERATUS_WHATSAPP_API_URL", "graph.example.org", "https://HOST"),
    ("SERATUS_WHATSAPP_API_URL", "https://h:port", "cannot be read"),
    ("SERATUS_TELEGRAM_WEBHOOK_SECRET", "geheim, mit Komma", "A-Z a-z 0-9"),
    ("SERATUS_WHATSAPP_API_VERSION", "25", "v25.0"),
    ("SERATUS_TELEGRAM_RATE", "0", "greater than or equal to 1"),
]


@pytest.mark.parametrize(("name", "value", "mend"), WRONG)
def test_a_wrong_setting_is_named_with_its_mend(
    given: Setter, name: str, value: str, mend: str
) -> None:
    """One line that an operator can act on, without the value of a secret."""
    given(**{name: value})
    problem = told()
    assert mend in problem
    assert "SERATUS_" in problem
    assert "geheim" not in problem
    assert "Value error" not in problem


def test_all_wrong_settings_are_told_at_once(given: Setter) -> None:
    """A line each."""
    given(SERATUS_PORT="x", SERATUS_REGION="63", SERATUS_TIMEZONE="Mars")
    assert len(told().splitlines()) == 3


def test_a_secret_is_neither_told_nor_shown(given: Setter) -> None:
    """Not in errors, not in the settings' own text."""
    given(SERATUS_TELEGRAM_TOKEN="geheim", SERATUS_PORT="x")
    assert "geheim" not in told()
    given(SERATUS_PORT="1")
    assert "geheim" not in repr(read_settings())


def test_the_env_file_counts_and_is_checked_too(given: Setter) -> None:
    """Comments and `export` are fine, an unknown name is not, a strange file is told."""
    Path(".env").write_text("# SERATUS_X=1\nexport SERATUS_PORT=8123\nOTHER=2\n")
    assert read_settings().port == 8123
    Path(".env").write_text("SERATUS_PROT=8123\n")
    assert "SERATUS_PROT" in told()
    Path(".env").write_bytes(b"SERATUS_PORT=\xff\xfe\n")
    assert ".env" in told()


SIMULATOR = [
    ({}, True),  # nothing set
    ({"SERATUS_TELEGRAM_TOKEN": "t"}, False),  # a platform is there
    ({"SERATUS_TELEGRAM_TOKEN": ""}, True),  # an empty line of a template is none
    ({"SERATUS_TELEGRAM_MODE": "webhook"}, False),  # any of its settings counts
    ({"SERATUS_WHATSAPP_PHONE_NUMBER_ID": "1"}, False),
    ({"SERATUS_WHATSAPP_TOKEN": "t", "SERATUS_SIMULATOR": "on"}, True),
    ({"SERATUS_WHATSAPP_TOKEN": "t", "SERATUS_SIMULATOR": "1"}, True),
    ({"SERATUS_SIMULATOR": "off"}, False),
    ({"SERATUS_SIMULATOR": " FALSE "}, False),
    ({"SERATUS_HOST": "0.0.0.0"}, False),  # not this machine alone
    ({"SERATUS_HOST": "0.0.0.0", "SERATUS_SIMULATOR": "on"}, True),
]


@pytest.mark.parametrize(("names", "on"), SIMULATOR)
def test_when_the_simulator_is_on(given: Setter, names: dict[str, str], on: bool) -> None:
    """Off once a platform is set, unless set on (DESIGN.md section 6)."""
    given(**names)
    assert read_settings().simulator_on is on


def test_every_setting_is_documented() -> None:
    """`seratus settings` names each with its default and help."""
    text = documented()
    for name, field in Settings.model_fields.items():
        assert f"SERATUS_{name.upper()} (default:" in text
        assert field.description


def test_a_webhook_without_a_secret_refuses_to_start(given: Setter) -> None:
    """Else anybody could speak for Telegram."""
    given(SERATUS_TELEGRAM_TOKEN="1:geheim", SERATUS_TELEGRAM_MODE="webhook")
    assert "SERATUS_TELEGRAM_WEBHOOK_SECRET" in told()
    given(SERATUS_TELEGRAM_WEBHOOK_SECRET="ein-langes_wort")
    assert read_settings().telegram_off is None


def test_a_server_on_this_machine_may_stand_in_for_a_platform(given: Setter) -> None:
    """Also without https; the slash at the end does not matter."""
    given(
        SERATUS_TELEGRAM_API_URL="http://127.0.0.1:9001/", SERATUS_WHATSAPP_API_URL="http://[::1]:9"
    )
    settings = read_settings()
    assert settings.telegram_api_url == "http://127.0.0.1:9001"
    assert settings.whatsapp_api_url == "http://[::1]:9"


def test_a_channel_without_its_settings_says_which_are_missing(given: Setter) -> None:
    """An operator reads it in /readyz and in the log."""
    given(SERATUS_WHATSAPP_TOKEN="t", SERATUS_WHATSAPP_PHONE_NUMBER_ID="1")
    settings = read_settings()
    assert settings.telegram_off == "SERATUS_TELEGRAM_TOKEN is not set"
    missing = "SERATUS_WHATSAPP_APP_SECRET, SERATUS_WHATSAPP_VERIFY_TOKEN not set"
    assert settings.whatsapp_off == missing
