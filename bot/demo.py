"""`seratus demo`: a store full of made-up people, so that the desk's picture is worth a look."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, exists, insert, select

from bot.demo_people import Made, People
from program.contributions import contribution, months_later
from program.coverage import LAPSING_DAYS, last_day
from program.regions import Region, villages
from storage import contributions as cover
from storage import endpoints as places_of_talk
from storage import lapsing, participants, picture_fold
from storage.backup import remember
from storage.contributions import office_day
from storage.crypto import InboxSealer, Sealer
from storage.endpoints import Endpoint
from storage.ids import new_id
from storage.participants import NewParticipant
from storage.picture import DEMO
from storage.scope import Scope
from storage.store import Store
from storage.tables import (
    applications,
    claims,
    contributions,
    drafts,
    links,
    payment_lines,
    payments,
    places,
    reminders,
    sponsors,
    store_facts,
)
from storage.tables import participants as participant_rows

ACTOR = "demo"
CHANNEL, ACCOUNT = "browser", "main"  # the simulator's: nothing goes out of the house
SEED = 631_000  # the same people each time
CARE = 6  # people who share a phone, at most
ALONE = 0.08  # of all: whom no message reaches
FORM_VERSION = 1
BEFORE = ("submitted", "submitted", "correction", "waiting")
AFTER = ("checked", "checked", "proposed", "decided", "sent", "registered")
CLAIM_STATES = ("received", "received", "incomplete", "incomplete", "ready", "handed", "accepted")
# Answers in the form's order, for drafts that were left: more stop at the NIK and at the family.
ANSWERS = (
    *("consent", "for_whom", "member_before", "nik", "name", "birth_date", "birth_place", "sex"),
    *("mother_name", "village", "phone", "occupation", "payer"),
)
LEFT_AT = (0, 2, 3, 3, 3, 3, 5, 8, 9, 10, 10, 11, 12, 13, 13, 13)
DRAFTS = 140
CLAIMS = 34

Row = dict[str, Any]
Tell = Callable[[str], None]


class HoldsPeople(RuntimeError):
    """The store holds people already; the text says of which kind."""


@dataclass(slots=True)
class Rows:
    """What a village comes to, table by table in the order in which it is written."""

    people: list[NewParticipant] = field(default_factory=list)
    phones: list[Endpoint] = field(default_factory=list)
    tables: dict[Table, list[Row]] = field(default_factory=dict)

    def put(self, table: Table, **values: Any) -> None:
        """One row of a table."""
        self.tables.setdefault(table, []).append(values)


async def fill(
    store: Store, sealer: Sealer, door: InboxSealer, region: str, now: datetime, tell: Tell
) -> int:
    """Fills the villages of the region; gives how many people. Raises HoldsPeople."""
    await store.write(refuse_filled)
    demo = Demo(sealer, door, now)
    kabupaten = await store.write(lambda conn: demo.begin(conn, region))
    every = villages(region)
    for number, village in enumerate(every, 1):
        await store.write(lambda conn, its=village: demo.village(conn, its, kabupaten))  # type: ignore[misc]
        if number % 40 == 0:
            tell(f"{number} of {len(every)} villages")
    await store.write(lambda conn: demo.end(conn, region))
    while await store.write(lambda conn: picture_fold.refresh(conn, Scope.whole(), now)):
        pass
    return demo.people


def refuse_filled(conn: Connection) -> None:
    """Nobody is added to people who are there, real or made up. Raises HoldsPeople."""
    known = conn.scalar(select(store_facts.c.value).where(store_facts.c.name == DEMO))
    if known is not None:
        raise HoldsPeople("this store is filled with made-up people already")
    real = exists().where(participant_rows.c.trial.is_(False))
    if conn.scalar(select(real)):
        raise HoldsPeople("this store holds real people; name an empty one, or another folder")


class Demo:
    """Makes people village by village."""

    def __init__(self, sealer: Sealer, door: InboxSealer, now: datetime) -> None:
        self._sealer, self._door, self._now = sealer, door, now
        self._rng = random.Random(SEED)  # noqa: S311 - made-up people, no secrets
        self._today = office_day(now)
        self._made = People(self._rng, self._today)
        self._phones = 0
        self._covered: list[tuple[str, str, Made]] = []
        self.people = 0

    def begin(self, conn: Connection, region: str) -> str:
        """Marks the store as made up; gives the kabupaten's sponsor."""
        remember(conn, DEMO, self._now.isoformat())
        return self._sponsor(conn, "kabupaten", "Pemerintah Kabupaten", region)

    def village(self, conn: Connection, village: Region, kabupaten: str) -> None:
        """One village, in set-based inserts."""
        own = self._sponsor(conn, "village", f"Pemerintah Desa {village.name}", village.code)
        rows = Rows()
        paid: dict[str, list[tuple[str, date, int, datetime]]] = {}
        for stage, payer in self._stages():
            made = self._made.of(village, payer)
            who = self._person(rows, village, made, stage)
            if stage in ("covered", "lapsing", "inactive"):
                paid.setdefault(payer, []).append(self._paid(rows, who, stage, payer))
                self._covered.append((who, village.code, made))
            if payer != "self" and stage in ("covered", "lapsing", "waiting"):
                sponsor = kabupaten if payer == "kabupaten" else own
                self._place(rows, village, who, sponsor, stage)
        self._payments(rows, village, paid, {"village": own, "kabupaten": kabupaten})
        self._write(conn, rows)
        self.people += len(rows.people)

    def end(self, conn: Connection, region: str) -> None:
        """Drafts that were left, claims, and the tasks of the week."""
        rows = Rows()
        for _ in range(DRAFTS):
            self._draft(rows, self._rng.choice(villages(region)))
        for who, village, made in self._rng.sample(self._covered, min(CLAIMS, len(self._covered))):
            self._claim(rows, who, village, made)
        self._write(conn, rows)
        week = lapsing.weekly(conn, Scope.whole(), self._today)
        lapsing.note_tasks(conn, week, self._today, self._now)

    # --- who there is --------------------------------------------------------------------------

    def _stages(self) -> Iterator[tuple[str, str]]:
        """How many people a village has, how far each is, and who pays."""
        rng = self._rng
        far = rng.triangular(0, 1, 0.45)  # how far the village has come
        payer = rng.choice(("village", "village", "kabupaten"))
        count = round(100 * min(1.04, rng.uniform(0.05, 0.3) + far * 0.75))
        for _ in range(count):
            share = rng.random()
            sure = 0.15 + 0.65 * far
            by = payer if rng.random() < 0.72 else rng.choice(("self", "self", "kabupaten"))
            if share < sure:
                yield "covered", "csr" if rng.random() < 0.03 else by
            elif share < sure + 0.07:
                yield "lapsing", by
            elif share < sure + 0.13:
                yield "inactive", by
            elif share < sure + (1 - sure) * 0.55:
                yield rng.choice(AFTER), by
            elif share < sure + (1 - sure) * 0.94:
                yield rng.choice(BEFORE), by
            else:
                yield rng.choice(("refused", "withdrawn")), by

    def _person(self, rows: Rows, village: Region, made: Made, stage: str) -> str:
        rng, old = self._rng, stage in ("covered", "lapsing", "inactive")
        which = new_id(self._now)
        back = rng.uniform(20, 120) if old else rng.uniform(0.1, 1) ** 2 * 60
        sent = self._now - timedelta(days=back)
        if not rows.phones or rng.random() < 1 / CARE:
            rows.phones.append(self._phone(sent))
        phone = rows.phones[-1].id
        rows.people.append(NewParticipant(which, phone, made.values, (), trial=False))
        if rng.random() > ALONE:
            role = "self" if rng.random() < 1 / CARE else "helper"
            rows.put(links, endpoint_id=phone, participant_id=which, role=role, created_at=sent)
        application = new_id(sent)
        kept = {"values": made.values, "answers": {}}
        rows.put(
            applications,
            id=application,
            participant_id=which,
            endpoint_id=phone,
            role="self",
            state="registered" if old else stage,
            answers=self._sealer.seal_json(kept, "applications", "answers", application),
            form="registration",
            form_version=FORM_VERSION,
            flags=[],
            village_code=village.code,
            trial=False,
            version=1,
            submitted_at=sent,
            updated_at=sent,
        )
        return which

    def _phone(self, since: datetime) -> Endpoint:
        self._phones += 1
        address = f"demo-{self._phones}"
        return Endpoint(
            id=new_id(since),
            channel=CHANNEL,
            account=ACCOUNT,
            address=address,
            address_index=self._door.endpoint_key(CHANNEL, ACCOUNT, address),
            trial=False,
            stopped="none",
            nik_limit=None,
            phone=None,
            doubt=False,
            active=True,
            last_seen_at=since,
        )

    # --- what was paid -------------------------------------------------------------------------

    def _paid(
        self, rows: Rows, who: str, stage: str, payer: str
    ) -> tuple[str, date, int, datetime]:
        """First month and how many; a reminder before it where somebody pays alone."""
        rng, this = self._rng, self._today.replace(day=1)
        ends_soon = (last_day(this) - self._today).days <= LAPSING_DAYS
        ahead = {"inactive": -rng.randint(1, 5), "lapsing": 0 if ends_soon else 1}
        last = months_later(this, ahead.get(stage, rng.randint(1, 2)))
        count = max(rng.randint(2, 3), ahead.get(stage, 2) + 1)
        paid_at = self._now - timedelta(days=rng.uniform(1, 80))
        if payer == "self" and rng.random() < 0.7:
            told = paid_at - timedelta(days=rng.uniform(1, 13)) if stage == "covered" else None
            self._reminder(rows, who, last, told)
        return who, months_later(last, 1 - count), count, paid_at

    def _reminder(self, rows: Rows, who: str, last: date, told: datetime | None) -> None:
        """One that was paid after, or that brought nothing; some reached nobody."""
        at = told or self._now - timedelta(days=self._rng.uniform(3, 60))
        at = min(at, self._now)
        month = office_day(at).replace(day=1) if told else last
        reached = self._rng.random() > ALONE
        rows.put(
            reminders,
            participant_id=who,
            kind="ends_7",
            month=min(month, self._today.replace(day=1)),
            endpoint_id=rows.phones[-1].id if reached else None,
            outbox_id=new_id(at) if reached else None,
            at=at,
        )

    def _payments(
        self,
        rows: Rows,
        village: Region,
        paid: dict[str, list[tuple[str, date, int, datetime]]],
        sponsor: dict[str, str],
    ) -> None:
        for payer, people in paid.items():
            which = new_id(self._now)
            at = self._now - timedelta(days=20)
            rows.put(
                payments,
                id=which,
                payer=payer,
                sponsor_id=sponsor.get(payer),
                evidence="officer",
                paid_on=office_day(at),
                region_code=village.code,
                state="recorded",
                actor=ACTOR,
                recorded_at=at,
            )
            for position, (who, first, count, paid_at) in enumerate(people, 1):
                self._months(rows, payer, which, position, who, first, count, paid_at)

    def _months(
        self,
        rows: Rows,
        payer: str,
        payment: str,
        position: int,
        who: str,
        first: date,
        count: int,
        at: datetime,
    ) -> None:
        cost = contribution(first, 0, frozenset({"jkk", "jkm"}), payer)
        amounts = {"jkk": cost.jkk, "jkm": cost.jkm}
        rows.put(
            payment_lines,
            payment_id=payment,
            position=position,
            participant_id=who,
            first_month=first,
            months=count,
            programmes=["jkk", "jkm"],
            amount=count * sum(amounts.values()),
            state="paid",
            reason="",
        )
        for later in range(count):
            for programme, amount in amounts.items():
                rows.put(
                    contributions,
                    participant_id=who,
                    month=months_later(first, later),
                    programme=programme,
                    amount=amount,
                    payer=payer,
                    payment_id=payment,
                    recorded_at=at,
                )

    def _place(self, rows: Rows, village: Region, who: str, sponsor: str, stage: str) -> None:
        held = stage != "waiting"
        rows.put(
            places,
            id=new_id(self._now),
            village_code=village.code,
            year=self._today.year,
            participant_id=who,
            sponsor_id=sponsor if held else None,
            state="held" if held else "waiting",
            from_month=date(self._today.year, 1, 1) if held else None,
            until_month=date(self._today.year, 12, 1) if held else None,
            version=1,
            created_at=self._now,
            updated_at=self._now,
        )

    def _sponsor(self, conn: Connection, kind: str, name: str, region: str) -> str:
        which = new_id(self._now)
        row = {"id": which, "kind": kind, "name": name, "region_code": region, "active": True}
        conn.execute(insert(sponsors), {**row, "version": 1, "created_at": self._now})
        return which

    # --- what is under way ---------------------------------------------------------------------

    def _draft(self, rows: Rows, village: Region) -> None:
        rng = self._rng
        at = self._now - timedelta(days=rng.uniform(0.2, 26))
        values = self._made.of(village, "village").values
        answers = {name: ["given", values[name]] for name in ANSWERS[: rng.choice(LEFT_AT)]}
        which = new_id(at)
        rows.phones.append(self._phone(at))
        rows.put(
            drafts,
            id=which,
            endpoint_id=rows.phones[-1].id,
            form="registration",
            form_version=FORM_VERSION,
            answers=self._sealer.seal_json(answers, "drafts", "answers", which),
            open=True,
            created_at=at,
            touched_at=at,
            version=1,
        )

    def _claim(self, rows: Rows, who: str, village: str, made: Made) -> None:
        rng = self._rng
        at = self._now - timedelta(days=rng.uniform(0.2, 45))
        which = new_id(at)
        subject = {"name": made.values["name"], "village": [village]}
        rows.put(
            claims,
            id=which,
            kind="accident" if rng.random() < 0.4 else "death",
            participant_id=who,
            village_code=village,
            subject=self._sealer.seal_json(subject, "claims", "subject", which),
            happened_on=office_day(at) - timedelta(days=2),
            at_work="unknown",
            state=rng.choice(CLAIM_STATES),
            confirmed=False,
            trial=False,
            version=1,
            created_at=at,
            updated_at=at,
        )

    # --- writing -------------------------------------------------------------------------------

    def _write(self, conn: Connection, rows: Rows) -> None:
        places_of_talk.put(conn, self._sealer, rows.phones, self._now)
        participants.claim(conn, self._sealer, rows.people, self._now)
        for table in ORDER:
            if some := rows.tables.get(table):
                conn.execute(insert(table), some)
        cover.refresh(conn, _ids(rows.tables.get(contributions, ())), self._today)


ORDER = (
    *(links, applications, payments, payment_lines, contributions, reminders, places),
    *(drafts, claims),
)


def _ids(rows: Iterable[Row]) -> set[str]:
    return {row["participant_id"] for row in rows}


def look_at(region: str) -> Sequence[str]:
    """How to look at it: the lines that the command ends with."""
    return (
        "All people of this store are made up. To look at them:",
        f'  seratus officer add tamu --name "Tamu" --role kabupaten --region {region}',
        "  seratus run",
        "and open the link that the first command printed; the picture is the first page.",
    )


__all__ = ["HoldsPeople", "fill", "look_at", "refuse_filled"]
