"""BPJS's answer file: read by NIK, each row a KPJ, a reason, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import bpjs_answers, people_imports, sheet_jobs, sheet_work
from storage.bpjs_answers import guessed, reason_of
from storage.claims import By
from storage.ids import new_id
from storage.participants import NIK
from storage.scope import Scope
from storage.store import Store
from storage.tables import application_events, applications, participants
from tests.storage.places import NOW, SEALER, VILLAGE, endpoint, participant

BY = By(Scope(("63.10",)), "an-officer", NOW)
ELSEWHERE = By(Scope(("63.10.03.2005",)), "another", NOW)
NIKS = [f"63100308{day:02}909001" for day in range(41, 49)]
HEADERS = ("No", "NIK", "Nama", "Nomor KPJ", "Keterangan")


def at_bpjs(conn: Connection, nik: str, state: str = "sent") -> str:
    """Somebody whose application is at BPJS; gives its id."""
    who = participant(conn, "Siti", nik_index=SEALER.index(NIK, nik))
    which = new_id(NOW)
    at = endpoint(conn, f"at {which}")
    row: dict[str, Any] = {
        "id": which,
        "participant_id": who,
        "endpoint_id": at.id,
        "role": "self",
        "state": state,
        "answers": SEALER.seal_json({"values": {}}, "applications", "answers", which),
        "form": "registration",
        "form_version": 1,
        "flags": [],
        "village_code": VILLAGE,
        "trial": False,
        "version": 1,
        "submitted_at": NOW,
        "updated_at": NOW,
    }
    conn.execute(insert(applications), row)
    return which


def sheet(conn: Connection, rows: Sequence[tuple[str, str, str]], by: By = BY) -> str:
    """A file of BPJS that was sent, with its columns told; gives its id."""
    which = people_imports.begin(
        conn, SEALER, by, "answers", "jawaban.xlsx", (1, HEADERS), len(rows)
    )
    cells = [("1", nik, "Siti", kpj, said) for nik, kpj, said in rows]
    people_imports.keep(conn, SEALER, which, list(enumerate(cells, 2)))
    people_imports.set_columns(conn, SEALER, by, which, guessed(HEADERS), {})
    return which


def run(conn: Connection, which: str, kind: sheet_jobs.Kind, by: By = BY) -> list[tuple[str, str]]:
    """Does one job to its end; gives kind and reason of each row."""
    job = sheet_jobs.take(conn, sheet_work.begin(conn, SEALER, by, which, kind), NOW)
    assert job is not None
    work = sheet_work.take_up(conn, SEALER, job, NOW)
    while sheet_work.step(conn, SEALER, work, "63.10", NOW):
        pass
    rows = people_imports.some(conn, SEALER, which)
    return [(row.kind, row.reason) for row in rows]


async def test_each_row_is_an_answer_or_says_why_not(store: Store) -> None:
    """KPJ kept sealed and found again; the rejected are in the queue with BPJS's reason."""

    def work(conn: Connection) -> None:
        good, back, old, other = (at_bpjs(conn, nik) for nik in NIKS[:4])
        at_bpjs(conn, NIKS[4], "checked")
        table = [
            # NIK, KPJ, what BPJS says → kind, reason
            ((NIKS[0], "25 0123 45678", "BERHASIL"), ("kpj", "")),
            ((NIKS[1], "", "NIK tidak padan"), ("back", "")),
            ((NIKS[2], "", "Usia 65 tahun ke atas"), ("back", "")),
            ((NIKS[3], "", ""), ("wrong", "answer_missing")),
            ((NIKS[3], "123", ""), ("wrong", "kpj_shape")),
            ((NIKS[3], "25012345678", ""), ("wrong", "twice_in_file")),
            ((NIKS[3], "25012345679", "NIK tidak padan"), ("wrong", "answer_unsure")),
            ((NIKS[4], "25012345680", ""), ("wrong", "not_sent")),
            ((NIKS[5], "25012345681", ""), ("wrong", "not_sent")),  # nobody
            (("6,31E+15", "25012345682", ""), ("wrong", "nik_rounded")),
            (("", "", "gagal"), ("wrong", "nik_missing")),
        ]
        which = sheet(conn, [row for row, _ in table])
        assert run(conn, which, "check") == [told for _, told in table]
        run(conn, which, "apply")
        states = {row.id: row for row in conn.execute(select(applications))}
        assert states[good].state == "registered"
        assert (states[back].state, states[back].reason) == ("submitted", "nik_unknown")
        assert (states[old].state, states[old].reason) == ("submitted", "too_old")
        assert states[other].state == "sent"
        its = participants.c
        query = select(participants).where(its.id == states[good].participant_id)
        who = conn.execute(query).one()
        assert SEALER.open_text(who.kpj, "participants", "kpj", who.id) == "25012345678"
        assert who.kpj_index == SEALER.index("participants.kpj", "25012345678")
        acts = sorted(conn.scalars(select(application_events.c.act)))
        assert acts == ["registered", "returned", "returned"]
        taken = sheet(conn, [(NIKS[3], "25012345678", "")])
        assert run(conn, taken, "check") == [("wrong", "kpj_taken")]

    await store.write(work)


async def test_another_village_and_who_was_faster(store: Store) -> None:
    """A foreign NIK looks like an unknown one; an application changed meanwhile is left alone."""

    def work(conn: Connection) -> None:
        which = at_bpjs(conn, NIKS[0])
        foreign = sheet(conn, [(NIKS[0], "25012345678", "")], ELSEWHERE)
        assert run(conn, foreign, "check", ELSEWHERE) == [("wrong", "not_sent")]
        mine = sheet(conn, [(NIKS[0], "25012345678", "")])
        run(conn, mine, "check")
        conn.execute(update(applications).where(applications.c.id == which).values(version=2))
        assert run(conn, mine, "apply") == [("wrong", "changed_since")]
        with pytest.raises(people_imports.ImportGone):
            sheet_work.begin(conn, SEALER, BY, mine, "undo")  # people were told
        with pytest.raises(people_imports.ImportGone):
            people_imports.look(conn, SEALER, ELSEWHERE, mine)

    await store.write(work)


SAID = [
    # what BPJS writes, the reason of our list
    ("NIK TIDAK PADAN", "nik_unknown"),
    ("NIK tidak ditemukan pada Dukcapil", "nik_unknown"),
    ("Usia lebih dari 65 tahun", "too_old"),
    ("Sudah terdaftar sebagai peserta", "member_already"),
    ("Nama tidak sesuai", "data_differs"),
    ("Dokumen kurang", "paper_missing"),
    ("gagal sistem", "other"),
    ("Berhasil", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "reason"), SAID)
def test_bpjs_words_are_understood(text: str, reason: str | None) -> None:
    """Each as the reason that the person is told."""
    assert reason_of(text) == reason
    assert set(bpjs_answers.FIELDS) == {"nik", "kpj", "answer"}
