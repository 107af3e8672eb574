"""Records: what happened in the turns of a batch, as rows. Set-based: one statement a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from conversations.application_news import ApplicationTold
from conversations.broadcast import CampaignAnswered, CampaignWritten
from conversations.claim_happened import (
    ClaimHelpAsked,
    ClaimOpened,
    ClaimTakenBack,
    GriefBegan,
    GriefMistaken,
    HeirTold,
    OfficerPhoneAsked,
    PaperGiven,
    PaperLater,
)
from conversations.claim_telling import ClaimTold
from conversations.correction import CorrectionGiven
from conversations.happened import (
    ApplicationWithdrawn,
    BirthTried,
    CodeTried,
    ConsentAnswered,
    DraftDeleted,
    ErasureAsked,
    ListedReached,
    MoveCodeGiven,
    NikEntered,
    OfficerAsked,
    PassTried,
    PassUsed,
    PayerChosen,
    PaymentTold,
    PersonConfirmed,
    PersonDenied,
    ProofSent,
    RecordReached,
    RegistrationSubmitted,
    Reminded,
    RemindersSet,
    RemindLater,
    SecretHeard,
    Stopped,
    TalkMoved,
)
from conversations.my_data_facts import DUE_WITHIN, RightAsked, RightTold, RightWaits
from conversations.officer_talk import (
    OfficerLeft,
    OfficerSpoke,
    OfficerUnheard,
    TalkForgotten,
)
from conversations.proof_telling import ProofTold
from storage import audits, proof_news
from storage import endpoints as endpoint_rows
from storage import participants as people
from storage.applications_talk import Steps
from storage.claim_reports import Claims
from storage.crypto import Sealer
from storage.endpoints import Endpoint
from storage.facts import CODE
from storage.ids import new_id
from storage.others import TRIED
from storage.participants import Holder, NewParticipant
from storage.prepared import Prepared
from storage.rights import Rights
from storage.speakers import Speakers
from storage.tables import (
    applications,
    audit,
    consents,
    contacts,
    files,
    links,
    participants,
    receipt_links,
    receipts,
    tasks,
    tries,
)
from storage.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Written:
    """What a turn's records need: who wrote, what happened, which participant is meant for it."""

    endpoint: Endpoint
    language: str
    happened: tuple[object, ...]
    participant: NewParticipant | None = None


class Records:
    """Collects the rows of a batch and writes them, a statement a table."""

    def __init__(self, sealer: Sealer, now: datetime, holders: Mapping[str, Holder]) -> None:
        self._sealer = sealer
        self._now = now
        self._holders = holders
        self._rows: dict[Table, list[dict[str, object]]] = {}
        self._stops: list[tuple[str, str]] = []
        self._after: list[Any] = []
        self._contacts_of: list[str] = []  # participants whose contacts are told anew
        self._adopted: list[dict[str, str]] = []
        self._speakers = Speakers(sealer, now)
        self._wishes = Wishes(sealer, now)
        self._claims = Claims(sealer, now)
        self._steps = Steps(sealer, now)
        self._rights = Rights(sealer, now)
        self._sent: dict[str, str] = {}  # applications of this batch, by participant

    def add(self, turn: Written) -> None:
        """Takes in what happened in one turn."""
        for each in turn.happened:
            self._one(turn, each)

    def write(self, conn: Connection) -> None:
        """Writes all rows."""
        for table in ORDER:
            rows = self._rows.get(table)
            if rows:
                PUT[table].many(conn, rows)
        endpoint_rows.stop(conn, self._stops)
        for change in self._after:
            change(conn)
        self._write_contacts(conn)
        self._adopt(conn)
        self._speakers.write(conn)
        self._wishes.write(conn)  # who was linked in this batch may speak of it too
        self._claims.write(conn)
        self._steps.write(conn)
        self._rights.write(conn)

    def _put(self, table: Table, row: dict[str, object]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _one(self, turn: Written, happened: object) -> None:
        match happened:
            case ConsentAnswered():
                self._consent(turn, happened)
            case NikEntered(nik):
                self._tried(turn, "nik", nik)
            case CodeTried(code):
                self._tried(turn, "receipt", code)
            case PassTried(code):
                self._tried(turn, "pass", code)
            case DraftDeleted(draft):
                self._audit(turn, "draft_deleted", "draft", draft)
            case RegistrationSubmitted():
                self._submitted(turn, happened)
            case OfficerAsked(why):
                self._task(turn, f"officer_{why}")
            case ErasureAsked():
                task = self._task(turn, "erasure", due_at=self._now + DUE_WITHIN)
                self._rights.ask(turn.endpoint, "erase", task)
            case RightAsked(kind):
                self._rights.ask(turn.endpoint, kind)
            case RightTold() | RightWaits():
                self._rights.add(happened)
            case ApplicationWithdrawn(code):
                self._withdraw(turn, code)
            case PayerChosen(code, payer):
                self._payer(turn, code, payer)
            case Stopped(what, who) if who:
                self._after.append(
                    lambda conn: endpoint_rows.stop_one(conn, turn.endpoint.id, who, what)
                )
                self._audit(turn, f"stopped_{what}", "participant", who)
            case Stopped(what):
                self._stops.append((turn.endpoint.id, what))
                self._audit(turn, f"stopped_{what}", "endpoint", turn.endpoint.id)
            case BirthTried(day):
                self._tried(turn, "birth", day.isoformat())
            case RecordReached() | ListedReached():
                self._speakers.add(turn.endpoint.id, happened)
            case MoveCodeGiven() | PassUsed() | TalkMoved() | PersonConfirmed() | PersonDenied():
                self._speakers.add(turn.endpoint.id, happened)
                if isinstance(happened, TalkMoved):
                    self._rights.move(happened.endpoint, turn.endpoint.id)
            case ProofSent() | PaymentTold() | RemindLater() | RemindersSet():
                self._wishes.add(turn.endpoint.id, happened)
            case ProofTold(who):
                self._after.append(
                    lambda conn: proof_news.told(conn, who, turn.endpoint.id, self._now)
                )
            case Reminded() | CampaignAnswered() | CampaignWritten():
                pass  # noted with its message, which is not stored yet
            case GriefBegan() | GriefMistaken() | ClaimOpened() | ClaimTakenBack() | HeirTold():
                self._claims.add(turn.endpoint, happened)
            case PaperGiven() | PaperLater() | ClaimHelpAsked() | OfficerPhoneAsked() | ClaimTold():
                self._claims.add(turn.endpoint, happened)
            case OfficerSpoke() | OfficerUnheard() | OfficerLeft() | TalkForgotten():
                pass  # kept with the talk's messages (`storage.talks_kept`)
            case ApplicationTold() | CorrectionGiven():
                self._steps.add(turn.endpoint, happened)
            case SecretHeard():
                pass  # the message goes from the chat, nothing is kept of it
            case _:
                raise TypeError(f"nothing is recorded for {type(happened).__name__}")

    # --- one kind each ---------------------------------------------------------------------

    def _consent(self, turn: Written, given: ConsentAnswered) -> None:
        self._put(
            consents,
            {
                "id": new_id(self._now),
                "endpoint_id": turn.endpoint.id,
                "draft_id": given.draft,
                "purpose": given.purpose,
                "text_version": given.text_version,
                "given": given.given,
                "how": given.how,
                "language": turn.language,
                "at": self._now,
            },
        )

    def _tried(self, turn: Written, kind: str, value: str) -> None:
        digest = self._sealer.index(TRIED, f"{kind} {value}")
        row = {"endpoint_id": turn.endpoint.id, "kind": kind, "digest": digest, "at": self._now}
        self._put(tries, row)

    def _submitted(self, turn: Written, sent: RegistrationSubmitted) -> None:
        person = turn.participant
        holder = self._holders.get(str(sent.values["nik"]))
        if sent.held or person is None or holder is None:
            self._note(turn, sent, holder)
            return
        who = holder.participant_id
        if who != person.id:
            self._after.append(
                lambda conn: people.renew(conn, self._sealer, person, holder, self._now)
            )
        application = self._sent[who] = new_id(self._now)
        self._put(applications, self._application(turn, sent, application, who))
        link = {"endpoint_id": turn.endpoint.id, "participant_id": who, "role": sent.role}
        self._put(links, {**link, "created_at": self._now})
        self._contacts(who, sent)
        self._receipt(turn, sent.code, application_id=application)
        self._adopted.append({"draft": sent.draft, "application": application, "who": who})
        self._audit(turn, "submitted", "application", application)

    def _application(
        self, turn: Written, sent: RegistrationSubmitted, application: str, who: str
    ) -> dict[str, object]:
        answers = {"answers": sent.answers, "values": sent.values}
        return {
            "id": application,
            "participant_id": who,
            "endpoint_id": turn.endpoint.id,
            "role": sent.role,
            "state": "submitted",
            "answers": self._sealer.seal_json(answers, "applications", "answers", application),
            "form": "registration",
            "form_version": sent.form_version,
            "flags": list(sent.flags),
            "village_code": village_of(sent.values),
            "trial": turn.endpoint.trial,
            "version": 1,
            "submitted_at": self._now,
            "updated_at": self._now,
        }

    def _contacts(self, who: str, sent: RegistrationSubmitted) -> None:
        self._contacts_of.append(who)
        for row in people.contact_rows(self._sealer, who, sent.values, self._now):
            self._put(contacts, row)

    def _write_contacts(self, conn: Connection) -> None:
        if self._contacts_of:
            CONTACTS_GONE.run(conn, ids=self._contacts_of)
        CONTACTS.many(conn, self._rows.get(contacts, ()))

    def _note(self, turn: Written, sent: RegistrationSubmitted, holder: Holder | None) -> None:
        """A NIK that is somebody's already: no second application, a note on the first."""
        first = None
        if holder:
            first = self._sent.get(holder.participant_id) or holder.latest_application
        task = self._task(
            turn,
            "duplicate",
            body={
                "values": dict(sent.values),
                "answers": dict(sent.answers),
                "role": sent.role,
                "flags": list(sent.flags),
            },
            participant_id=holder.participant_id if holder else None,
            application_id=first,
            village_code=holder.village_code if holder else village_of(sent.values),
        )
        self._receipt(turn, sent.code, task_id=task)

    def _receipt(self, turn: Written, code: str, **subject: str) -> None:
        index = self._sealer.index(CODE, code)
        self._put(
            receipts,
            {
                "code_index": index,
                "code_index_next": self._sealer.index_next(CODE, code),
                "code": self._sealer.seal_text(code, "receipts", "code", index.hex()),
                "application_id": subject.get("application_id"),
                "task_id": subject.get("task_id"),
                "endpoint_id": turn.endpoint.id,
                "created_at": self._now,
            },
        )
        link = {"code_index": index, "endpoint_id": turn.endpoint.id, "created_at": self._now}
        self._put(receipt_links, link)

    def _task(self, turn: Written, kind: str, body: Any = None, **more: object) -> str:
        task = new_id(self._now)
        row: dict[str, object] = {
            "id": task,
            "kind": kind,
            "endpoint_id": turn.endpoint.id,
            "participant_id": None,
            "application_id": None,
            "village_code": None,
            "body": self._sealer.seal_json(body, "tasks", "body", task) if body else None,
            "state": "open",
            "due_at": None,
            "created_at": self._now,
            **more,
        }
        self._put(tasks, row)
        self._audit(turn, kind, "task", task)
        return task

    def _withdraw(self, turn: Written, code: str) -> None:
        index = self._sealer.index(CODE, code)

        def withdraw(conn: Connection) -> None:
            found = conn.execute(select(receipts).where(receipts.c.code_index == index)).first()
            if found is None:
                return
            if found.task_id:
                self._mark_withdrawn(conn, found.task_id)
                return
            taken = update(applications).where(applications.c.id == found.application_id)
            conn.execute(
                taken.values(
                    state="withdrawn",
                    version=applications.c.version + 1,
                    updated_at=self._now,
                )
            )

        self._after.append(withdraw)
        self._audit(turn, "withdrawn", "endpoint", turn.endpoint.id)

    def _mark_withdrawn(self, conn: Connection, task: str) -> None:
        """The note's own copy says so too, so that its sender sees the same as anybody else."""
        sealed = conn.scalar(select(tasks.c.body).where(tasks.c.id == task))
        if sealed is None:
            return
        body = {**self._sealer.open_json(sealed, "tasks", "body", task), "withdrawn": True}
        again = self._sealer.seal_json(body, "tasks", "body", task)
        conn.execute(update(tasks).where(tasks.c.id == task).values(body=again))

    def _payer(self, turn: Written, code: str, payer: str) -> None:
        index = self._sealer.index(CODE, code)
        theirs = (
            select(applications.c.participant_id)
            .join(receipts, receipts.c.application_id == applications.c.id)
            .where(receipts.c.code_index == index)
        )
        change = (
            update(participants)
            .where(participants.c.id.in_(theirs))
            .values(payer=payer, version=participants.c.version + 1, updated_at=self._now)
        )
        self._after.append(lambda conn: conn.execute(change))
        self._task(turn, f"payer_{payer}")

    def _adopt(self, conn: Connection) -> None:
        """Files and consents of sent drafts now belong to the application and its participant."""
        if self._adopted:
            ADOPT_FILES.many(conn, self._adopted)
            ADOPT_CONSENTS.many(conn, self._adopted)

    def _audit(self, turn: Written, act: str, kind: str, subject: str) -> None:
        row = audits.row("person", turn.endpoint.id, act, kind, subject, self._now)
        self._put(audit, row)


ORDER: Sequence[Table] = (
    consents,
    tries,
    applications,
    links,
    tasks,
    receipts,
    receipt_links,
    audit,
)
REPEATED = frozenset({tries, links})  # saying it twice changes nothing


def _put(table: Table) -> Prepared:
    if table in REPEATED:
        return Prepared(lambda making: making.insert(table).on_conflict_do_nothing())
    return Prepared(lambda making: making.insert(table))


PUT = {table: _put(table) for table in ORDER}
CONTACTS = _put(contacts)
CONTACTS_GONE = Prepared(
    lambda making: delete(contacts).where(making.among(contacts.c.participant_id, "ids"))
)
ADOPT_FILES = Prepared(
    lambda _: (
        update(files)
        .where(files.c.owner_kind == "draft", files.c.owner_id == bindparam("draft"))
        .values(owner_kind="application", owner_id=bindparam("application"))
    )
)
ADOPT_CONSENTS = Prepared(
    lambda _: (
        update(consents)
        .where(consents.c.draft_id == bindparam("draft"))
        .values(participant_id=bindparam("who"))
    )
)


def village_of(values: Mapping[str, Any]) -> str:
    """The village code of the form's values."""
    return str(values.get("district") or values["village"][0])
