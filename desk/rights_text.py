"""The copy of somebody's data in words, as a small text file that every phone opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from conversations.attachments import TEXT
from desk.people_labels import label
from desk.people_places import place
from desk.words import day, moment, rupiah, word
from storage.attaching import Given

NAME = "data-saya.txt"
Words = Callable[[Any], str]


def _coded(prefix: str) -> Words:
    return lambda value: label(prefix, str(value))


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


def _money(value: str) -> str:
    return rupiah(int(value)) if value.isdecimal() else value


# What stands in the copy, in this order: its name there, the message of its label, its words.
LINES: tuple[tuple[str, str, Words], ...] = (
    ("name", "desk-rights-file-name", str),
    ("nik", "desk-people-nik", str),
    ("birth_place", "desk-people-birth-place", str),
    ("birth_date", "desk-people-birth", _day),
    ("sex", "desk-people-sex", _coded("desk-people-sex")),
    ("mother_name", "desk-people-mother", str),
    ("phone", "desk-people-phone", str),
    ("street", "desk-people-street", str),
    ("rt_rw", "desk-people-rt-rw", str),
    ("village_code", "desk-people-village", place),
    ("occupation", "desk-people-work", _coded("desk-people-work")),
    ("occupation_text", "desk-people-field-occupation-text", str),
    ("second_occupation", "desk-people-second-work", str),
    ("workplace", "desk-people-workplace", str),
    ("income", "desk-people-field-income", _money),
    ("payer", "desk-people-payer", _coded("desk-people-payer")),
    ("kpj", "desk-people-kpj", str),
    ("payment_code", "desk-rights-file-payment-code", str),
    ("covered_until", "desk-rights-file-covered", _day),
)


def copied(held: Mapping[str, Any], now: datetime, zone: ZoneInfo) -> Given:
    """The file of what `storage.rights_copy.copy` gives; in UTF-8, lines as Windows ends them."""
    lines = [word("desk-rights-file-title"), word("desk-rights-file-made", at=_at(now, zone)), ""]
    lines += [f"{word(said)}: {words(held[name])}" for name, said, words in LINES if held.get(name)]
    for title, some in _lists(held, zone):
        lines += ["", word(title), *(f"- {each}" for each in some or [word("desk-rights-file-no")])]
    lines += ["", word("desk-rights-file-more"), "", word("desk-rights-file-careful")]
    return Given(("\r\n".join(lines) + "\r\n").encode("utf-8-sig"), TEXT, NAME)


def _lists(held: Mapping[str, Any], zone: ZoneInfo) -> Iterator[tuple[str, list[str]]]:
    family = [label("desk-people-relation", each) for each in held["family"]]
    yield "desk-rights-file-family", family
    yield "desk-people-consents", [_consent(each, zone) for each in held["consents"]]
    yield "desk-rights-file-applications", [_sent(each, zone) for each in held["applications"]]
    yield "desk-rights-file-contributions", [_paid(each) for each in held["contributions"]]


def _consent(each: Mapping[str, Any], zone: ZoneInfo) -> str:
    given = word("desk-people-consent-yes" if each["given"] else "desk-people-consent-no")
    what = label("desk-people-purpose", each["purpose"])
    how = label("desk-people-how", each["how"])
    text = word("desk-rights-file-text", version=each["text_version"])
    return f"{given}: {what}, {how}, {text}, {_at(each['at'], zone)}"


def _sent(each: Mapping[str, Any], zone: ZoneInfo) -> str:
    return f"{_at(each['submitted_at'], zone)}: {label('desk-people-state', each['state'])}"


def _paid(each: Mapping[str, Any]) -> str:
    month = date.fromisoformat(each["month"])
    name = word(f"desk-people-month-{month.month}")
    return f"{name} {month.year}: {each['programme'].upper()} {rupiah(each['amount'])}"


def _at(when: str | datetime, zone: ZoneInfo) -> str:
    moved = datetime.fromisoformat(when) if isinstance(when, str) else when
    return moment(moved.astimezone(zone))
