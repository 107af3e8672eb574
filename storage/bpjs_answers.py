"""BPJS's answer file: a KPJ or a reason a row, found by NIK; the act itself tells each person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from conversations.understanding.text import fold
from conversations.understanding.words import listed
from storage import applications_bpjs, people_imports
from storage.applications import ApplicationChanged, ApplicationGone, NotNow, OwnAffair, Seen
from storage.applications_bpjs import KPJ, KPJ_SHAPE
from storage.claims import By
from storage.crypto import Sealer
from storage.participants import NIK
from storage.people_import_cells import Wrong, nik_of, plain
from storage.people_imports import SheetImport, SheetRow
from storage.scope import Scope, within
from storage.tables import applications, participants

FIELDS = ("nik", "kpj", "answer")
COLUMNS: Mapping[str, frozenset[str]] = {
    "nik": listed(
        "nik,no nik,nomor nik,no ktp,nomor ktp,nomor identitas,no identitas,nik tk,nik peserta,"
        "nomor induk kependudukan"
    ),
    "kpj": listed("kpj,no kpj,nomor kpj,nomor peserta,no peserta,nomor kartu,no kartu,kpj baru"),
    "answer": listed(
        "keterangan,alasan,status,hasil,ket,keterangan gagal,alasan gagal,alasan penolakan,"
        "catatan,status pendaftaran,pesan,hasil pendaftaran,remark,remarks"
    ),
}
# What BPJS writes, in its order of weight; the first that fits counts.
ANSWERS = (
    ("too_old", re.compile(r"(?<!\w)(?:usia|umur|65|lansia)(?!\w)")),
    ("member_already", re.compile(r"(?<!\w)(?:sudah|telah|masih|aktif|ganda|duplikat)(?!\w)")),
    (
        "nik_unknown",
        re.compile(r"(?<!\w)nik(?!\w).*(?:padan|valid|temu|kenal|salah|terdaftar di dukcapil)"),
    ),
    ("data_differs", re.compile(r"(?<!\w)(?:data|nama|tanggal|tgl|beda|berbeda|sesuai|cocok)")),
    ("paper_missing", re.compile(r"(?<!\w)(?:berkas|dokumen|lampiran|surat|formulir)")),
)
GOOD = listed("berhasil,sukses,ok,terdaftar,aktif,success,valid")
REASONS = ("answer_missing", "answer_unsure", "kpj_shape", "kpj_taken", "not_sent", "own_affair")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application at BPJS."""

    id: str
    version: int
    participant_id: str


def guessed(headers: Sequence[str]) -> dict[str, int]:
    """Which column is which, by its place from 0."""
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        for name, known in COLUMNS.items():
            if fold(header) in known and name not in found:
                found[name] = at
    return found


def check(
    conn: Connection,
    sealer: Sealer,
    by: By,
    asked: SheetImport,
    rows: Sequence[SheetRow],
    seen: set[str],
) -> tuple[SheetRow, ...]:
    """Checks rows and marks them: kpj, back, or wrong with its reason."""
    told = {row.at: _told(row, asked.columns) for row in rows}
    waiting = at_bpjs(conn, sealer, by.scope, {each[0] for each in told.values() if each[0]})
    taken = _taken(conn, sealer, {each[1] for each in told.values() if each[1]})
    marked = tuple(_judged(row, *told[row.at], waiting, taken, seen) for row in rows)
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def take(
    conn: Connection, sealer: Sealer, by: By, asked: SheetImport, rows: Sequence[SheetRow]
) -> tuple[SheetRow, ...]:
    """Does what BPJS answered; whoever changed meanwhile stays, with the reason."""
    meant = [row for row in rows if row.kind in ("kpj", "back")]
    marked = tuple(_done(conn, sealer, by, row) for row in meant)
    people_imports.mark(conn, sealer, asked.id, marked)
    return marked


def at_bpjs(conn: Connection, sealer: Sealer, scope: Scope, niks: set[str]) -> dict[str, Waiting]:
    """Who of these was sent to BPJS and not answered, by NIK; nobody of other regions."""
    indexes = {sealer.index(NIK, nik): nik for nik in niks}
    if not indexes:
        return {}
    its, who = applications.c, participants.c
    here = and_(who.nik_index.in_(list(indexes)), within(scope, its.village_code))
    query = select(its.id, its.version, its.participant_id, who.nik_index)
    rows = conn.execute(
        query.join_from(applications, participants).where(here, its.state == "sent")
    )
    return {
        indexes[bytes(row.nik_index)]: Waiting(row.id, row.version, row.participant_id)
        for row in rows
    }


def reason_of(text: str) -> str | None:
    """BPJS's reason by our list, None where it says that all is well or nothing."""
    words = fold(text)
    if not words or words in GOOD:
        return None
    return next((code for code, told in ANSWERS if told.search(words)), "other")


def _told(row: SheetRow, columns: Mapping[str, int]) -> tuple[str, str, str, str]:
    """NIK, KPJ, BPJS's words, and what is wrong with the row."""

    def cell(name: str) -> str:
        place = columns.get(name, len(row.cells))
        return plain(row.cells[place]) if place < len(row.cells) else ""

    number = re.sub(r"[\s.\-]", "", cell("kpj")).upper()
    number = "" if number in ("0", "-") else number
    try:
        nik = nik_of(cell("nik"))
    except Wrong as wrong:
        return "", number, cell("answer"), str(wrong)
    return nik, number, cell("answer"), ""


def _taken(conn: Connection, sealer: Sealer, numbers: set[str]) -> dict[str, str]:
    """Whose a KPJ is already."""
    indexes = {sealer.index(KPJ, each): each for each in numbers}
    who = participants.c
    query = select(who.id, who.kpj_index).where(who.kpj_index.in_(list(indexes)))
    return {indexes[bytes(row.kpj_index)]: row.id for row in conn.execute(query)}


def _judged(
    row: SheetRow,
    nik: str,
    number: str,
    answer: str,
    wrong: str,
    waiting: Mapping[str, Waiting],
    taken: Mapping[str, str],
    seen: set[str],
) -> SheetRow:
    its = waiting.get(nik)
    reason = reason_of(answer)
    if not wrong and (nik in seen or (number and number in seen)):
        wrong = "twice_in_file"
    if not wrong and its is None:
        wrong = "not_sent"
    if not wrong and not number and reason is None:
        wrong = "answer_missing"
    if not wrong and number and not KPJ_SHAPE.fullmatch(number):
        wrong = "kpj_shape"
    if not wrong and number and reason not in (None, "member_already", "other"):
        wrong = "answer_unsure"
    if not wrong and number and its and taken.get(number, its.participant_id) != its.participant_id:
        wrong = "kpj_taken"
    if wrong or its is None:
        return SheetRow(row.at, "wrong", wrong, row.cells, {})
    seen.update(filter(None, (nik, number)))
    found: dict[str, Any] = {"nik": nik, "application": its.id, "version": its.version}
    found |= {"kpj": number} if number else {"answer": reason, "note": answer}
    kind = "kpj" if number else "back"
    return SheetRow(row.at, kind, "", row.cells, found, its.participant_id)


def _done(conn: Connection, sealer: Sealer, by: By, row: SheetRow) -> SheetRow:
    found = row.found
    seen = Seen(str(found["application"]), int(found["version"]))
    try:
        if row.kind == "kpj":
            applications_bpjs.registered(conn, sealer, by, seen, str(found["kpj"]))
        else:
            why, note = str(found["answer"]), str(found["note"])
            applications_bpjs.returned(conn, sealer, by, seen, why, note)
    except (ApplicationChanged, ApplicationGone, NotNow):
        return SheetRow(row.at, "wrong", "changed_since", row.cells, found, row.participant_id)
    except OwnAffair:
        return SheetRow(row.at, "wrong", "own_affair", row.cells, found, row.participant_id)
    done = {**found, "taken": True}
    return SheetRow(row.at, row.kind, "", row.cells, done, row.participant_id)
