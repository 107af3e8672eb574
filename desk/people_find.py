"""What officers type into a search: a number or a name."""

from __future__ import annotations

from sqlalchemy import Connection

from conversations.understanding.identifiers import find_nik
from conversations.understanding.phones import read_phone
from desk.ask import Ask
from storage import audits, search
from storage.scope import Scope
from storage.search import Page

DIGITS = 8  # from so many digits on it is a number that is looked for, no name


def found(conn: Connection, ask: Ask, scope: Scope, typed: str) -> Page:
    """By NIK or phone where it is a number, else by name; noted, a NIK as HMAC only."""
    by, sought = ask.by, None
    if sum(each.isdigit() for each in typed) >= DIGITS:
        nik, phone = find_nik(typed).value, read_phone(typed).value
        digits = nik.digits if nik else None
        page = search.by_number(conn, ask.office.sealer, scope, digits, phone)
        act = "people_sought_by_number"
        sought = audits.mark(ask.office.sealer, digits) if digits else None
    else:
        page = search.by_name(conn, scope, typed)
        act = "people_sought"
    about = ("nik", sought) if sought else ("people", str(len(page.people)))
    audits.officers(conn, by.actor, act, *about, by.now)
    return page
