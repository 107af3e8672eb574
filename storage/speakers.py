"""Speakers: who speaks at an endpoint, and for whom, as it changes by codes, moves and denials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, delete, false, literal, null, select

from conversations.happened import (
    ListedReached,
    MoveCodeGiven,
    PassUsed,
    PersonConfirmed,
    PersonDenied,
    RecordReached,
    TalkMoved,
)
from storage import audits, endpoints, officer_chats, passes, sources
from storage.crypto import Sealer
from storage.outbox import drop_waiting
from storage.passes import NewPass, Pass
from storage.store import insert_into
from storage.tables import audit, claim_links, links, receipt_links
from storage.tables import passes as pass_table

Change: TypeAlias = (
    MoveCodeGiven
    | PassUsed
    | RecordReached
    | ListedReached
    | TalkMoved
    | PersonConfirmed
    | PersonDenied
)
SPOKEN_OF = (links, receipt_links, claim_links)  # of what an endpoint may be told


class UnclaimedPass(RuntimeError):
    """A code counts as used that this endpoint did not claim first (`storage.passes.claim`)."""


class Speakers:
    """Collects such changes of a batch and writes them."""

    def __init__(self, sealer: Sealer, now: datetime) -> None:
        self._sealer = sealer
        self._now = now
        self._changes: list[tuple[str, Change]] = []
        self._audit: list[dict[str, object]] = []

    def add(self, endpoint_id: str, change: Change) -> None:
        """Takes in what happened at an endpoint."""
        self._changes.append((endpoint_id, change))

    def write(self, conn: Connection) -> None:
        """Writes all; after the links and receipts of the batch, which a move copies."""
        if not self._changes:
            return
        self._used(conn, [(who, each) for who, each in self._changes if isinstance(each, PassUsed)])
        self._reached(conn)
        self._given(conn)
        for who, each in self._changes:
            if isinstance(each, TalkMoved):
                self._moved(conn, who, each.endpoint)
        self._denied(conn, self._who(PersonDenied))
        settled = [*self._who(PersonDenied), *self._who(PersonConfirmed)]
        endpoints.set_doubt(conn, settled, False)
        for who in self._who(PersonConfirmed):
            self._note(who, "person_confirmed", "endpoint", who)
        if self._audit:
            conn.execute(insert_into(conn, audit), self._audit)

    def _who(self, kind: type[Change]) -> list[str]:
        return [who for who, each in self._changes if isinstance(each, kind)]

    def _used(self, conn: Connection, used: Sequence[tuple[str, PassUsed]]) -> None:
        if not used:
            return
        found = passes.find(conn, self._sealer, {each.code for _, each in used}, self._now)
        linked = []
        for who, each in used:
            given = found.get(each.code)
            if given is None or given.used_by != who:
                raise UnclaimedPass
            if given.participant_id is not None:
                link = {"endpoint_id": who, "participant_id": given.participant_id, "role": "self"}
                linked.append({**link, "created_at": self._now})
            if given.kind == "officer":
                officer_chats.link(conn, who, given.about, self._now)
            self._note_used(who, given)
        if linked:
            conn.execute(insert_into(conn, links).on_conflict_do_nothing(), linked)

    def _reached(self, conn: Connection) -> None:
        """Two who hold the same paper or phone and write at once both speak for the person."""
        linked = []
        for who, person in [*self._by_paper(conn), *self._by_phone(conn)]:
            link = {"endpoint_id": who, "participant_id": person, "role": "self"}
            linked.append({**link, "created_at": self._now})
            self._note(who, "record_reached", "participant", person)
        if linked:
            conn.execute(insert_into(conn, links).on_conflict_do_nothing(), linked)

    def _by_paper(self, conn: Connection) -> list[tuple[str, str]]:
        """(endpoint id, participant id) of whom nobody spoke for before this batch."""
        told = [(who, each.code) for who, each in self._changes if isinstance(each, RecordReached)]
        found = sources.by_codes(conn, self._sealer, {code for _, code in told}, self._now)
        return [(who, found[code].participant_id) for who, code in told if code in found]

    def _by_phone(self, conn: Connection) -> list[tuple[str, str]]:
        told = [(who, each.who) for who, each in self._changes if isinstance(each, ListedReached)]
        found = sources.of_people(conn, {person for _, person in told}, self._now)
        return [(who, person) for who, person in told if person in found]

    def _note_used(self, who: str, given: Pass) -> None:
        match given.kind:
            case "person":
                self._note(who, "pass_used", "participant", str(given.participant_id))
            case "officer":
                self._note(who, "officer_joined", "pass", given.id)
            case "move":
                self._note(who, "move_code_used", "endpoint", str(given.endpoint_id))

    def _given(self, conn: Connection) -> None:
        new = []
        for who, each in self._changes:
            if isinstance(each, MoveCodeGiven):
                new.append(NewPass(each.code, "move", who, each.expires_at, endpoint_id=who))
                self._note(who, "move_code_given", "endpoint", who)
        passes.put(conn, self._sealer, new, self._now)

    def _moved(self, conn: Connection, to: str, origin: str) -> None:
        """What the other endpoint may be told of, this one may be told too; there it stays.

        Of a claim only its state: what is on record was disclosed to the other phone alone.
        """
        for table in SPOKEN_OF:
            self._copy(conn, table, to, origin)
        self._note(to, "talk_moved", "endpoint", origin)

    def _copy(self, conn: Connection, table: Table, to: str, origin: str) -> None:
        names = [column.name for column in table.columns]
        since = literal(self._now, table.c.created_at.type)
        fixed: dict[str, ColumnElement[Any]] = {
            "endpoint_id": literal(to),
            "created_at": since,
            "disclosed": false(),
            "disclosed_by": null(),
        }
        columns = [fixed.get(name, table.c[name]) for name in names]
        theirs = select(*columns).where(table.c.endpoint_id == origin)
        conn.execute(insert_into(conn, table).from_select(names, theirs).on_conflict_do_nothing())

    def _denied(self, conn: Connection, ids: Sequence[str]) -> None:
        """Whoever is there now is told nothing of those before; the talk's history stays theirs."""
        if ids:
            for table in SPOKEN_OF:
                conn.execute(delete(table).where(table.c.endpoint_id.in_(ids)))
            drop_waiting(conn, ids, "denied", ("notice", "campaign"))
            officer_chats.drop_at(conn, ids)
            shown = pass_table.c.endpoint_id.in_(ids) & pass_table.c.used_at.is_(None)
            conn.execute(delete(pass_table).where(shown))
        for who in ids:
            self._note(who, "person_denied", "endpoint", who)

    def _note(self, who: str, act: str, kind: str, subject: str) -> None:
        self._audit.append(audits.row("person", who, act, kind, subject, self._now))
