"""Settings that officers keep: read as values, changed by whoever may, each change kept."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy import Connection, select

from conversations.facts import OfficeTold
from program.open_questions import QUESTIONS, UNANSWERED
from program.quiet_hours import Span
from program.reminders import PLAIN
from storage import kept_settings, mourning
from storage.claims import By
from storage.kept_settings import READERS, SettingChanged, SettingGone
from storage.scope import Scope
from storage.store import Store
from storage.tables import timers
from tests.storage.places import NOW, acts, endpoint

HOME = "63.10"
BY = By(Scope((HOME,)), "officer-1", NOW)


def keep(conn: Connection, name: str, text: str, version: int = 0, by: By = BY) -> None:
    """Sets one for the home region."""
    kept_settings.keep(conn, by, HOME, name, text, version, "surat 12/2026")


async def test_what_is_set_is_what_the_program_reads(store: Store) -> None:
    """Hours, market days, quiet days and answers come as the program's own values."""

    def work(conn: Connection) -> None:
        assert kept_settings.reminding(conn, HOME, PLAIN) == PLAIN
        assert kept_settings.answers(conn, HOME) == UNANSWERED
        assert mourning.quiet_days(conn) == mourning.QUIET_DAYS
        assert kept_settings.office(conn, HOME) == OfficeTold()
        keep(conn, "office_phone", "0518 000-000")
        keep(conn, "office_hours", "Senin sampai Jumat")
        told = OfficeTold("", "0518 000-000", "Senin sampai Jumat")
        assert kept_settings.office(conn, HOME) == told
        keep(conn, "reminder_hours", "08.00-10.00")
        keep(conn, "market_days", "senin")
        keep(conn, "reminder_days", "5,2")
        keep(conn, "law.due_day", "15")
        keep(conn, "law.village_discounted", "no")
        keep(conn, "quiet_days", "14")
        kept = kept_settings.reminding(conn, HOME, PLAIN)
        assert kept.hours.windows == (Span(time(8), time(10)),)
        assert (kept.market_days, kept.offsets.before_end) == (frozenset({0}), (5, 2))
        assert kept.offsets.before_inactive == PLAIN.offsets.before_inactive
        answers = kept_settings.answers(conn, HOME)
        assert (answers.due_day, answers.village_discounted) == (15, False)
        assert answers.csr_discounted is None
        mourning.begin(conn, endpoint(conn, "628120000001").id, NOW)
        assert conn.scalar(select(timers.c.due_at)) == NOW + timedelta(days=14)
        assert kept_settings.reminding(conn, "63.11", PLAIN) == PLAIN

    await store.write(work)


def test_every_open_question_can_be_answered() -> None:
    """A new question needs a way to answer it."""
    assert {f"law.{each.name}" for each in QUESTIONS} <= set(READERS)


WRONG = [
    ("reminder_hours", "malam"),  # no hours
    ("reminder_hours", "10.00-08.00"),  # ends before it begins
    ("market_days", "monday"),  # another language
    ("reminder_days", "40"),  # longer than a month
    ("quiet_days", "0"),  # none
    ("quiet_days", "9" * 30),  # absurd
    ("law.due_day", "31"),  # not in every month
    ("law.minor_may_register", "mungkin"),  # neither
    ("office_phone", "   "),  # nothing
    ("office_phone", "12345"),  # too short to be dialled
    ("office_phone", "0518 000 000 (Pak Budi)"),  # more than a number
    ("office_phone", "1" * 16),  # longer than any number
]


@pytest.mark.parametrize(("name", "text"), WRONG)
async def test_words_without_a_value_are_refused(store: Store, name: str, text: str) -> None:
    """Nothing is written, not even in the history."""

    def work(conn: Connection) -> None:
        with pytest.raises(ValueError):
            keep(conn, name, text)
        assert kept_settings.read(conn, HOME) == {}
        assert kept_settings.history(conn, HOME) == ()

    await store.write(work)


async def test_only_whoever_keeps_the_region_sets_known_settings(store: Store) -> None:
    """A village's officer, another kabupaten's and an unknown name find nothing to set."""

    def work(conn: Connection) -> None:
        for region in ("63.10.03.2004", "63.11", "63.10.03"):
            with pytest.raises(SettingGone):
                keep(conn, "quiet_days", "9", by=By(Scope((region,)), "officer-2", NOW))
        with pytest.raises(SettingGone):
            keep(conn, "telegram_token", "x")
        keep(conn, "quiet_days", "9", by=By(Scope.whole(), "admin", NOW))

    await store.write(work)


async def test_of_two_officers_the_second_looks_again(store: Store) -> None:
    """Set, changed and put back by the version seen; the history tells each."""

    def work(conn: Connection) -> None:
        keep(conn, "quiet_days", "9")
        for version in (0, 2):
            with pytest.raises(SettingChanged):
                keep(conn, "quiet_days", "10", version)
        keep(conn, "quiet_days", "11", 1)
        with pytest.raises(SettingChanged):
            kept_settings.drop(conn, BY, HOME, "quiet_days", 1)
        kept_settings.drop(conn, BY, HOME, "quiet_days", 2)
        assert kept_settings.read(conn, HOME) == {}
        told = [(each.before, each.after) for each in kept_settings.history(conn, HOME)]
        assert sorted(told, key=repr) == sorted([(None, 9), (9, 11), (11, None)], key=repr)
        assert [act for act, _ in acts(conn)] == ["setting_dropped", "setting_kept", "setting_kept"]

    await store.write(work)
