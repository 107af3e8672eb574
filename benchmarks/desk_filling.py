"""Fills a store on PostgreSQL with a nation of made-up people, by sets and without triggers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, text

from benchmarks import filling
from benchmarks.filling import A_VILLAGE
from storage import name_index
from storage.crypto import Sealer
from storage.name_words import words_of
from storage.participants import NIK as NIK_COLUMN

NIK = "6310014107900001"  # made up; of the person with number 7
NAMED = 7
OFFICERS_HOME, OFFICERS_ELSEWHERE = 500, 500
# Each list by how usual a name is there: places taken from the square of a random number.
FIRST = (
    *("Siti", "Muhammad", "Ahmad", "Nur", "Noor", "Abdul", "Rahmah", "Sri", "Budi", "Fatimah"),
    *("Hasanah", "Rusdi", "Mariani", "Jumiati", "Syahrani", "Mastura", "Arbainah", "Sugianto"),
    *("Wahyuni", "Masrani", "Zainal", "Ardiansyah", "Norhayati", "Kasmirah", "Darmawan"),
)
SECOND = (
    *("Aminah", "Rahman", "Hasan", "Lestari", "Saleh", "Hidayat", "Aisyah", "Yani", "Rahmawati"),
    *("Effendi", "Maulana", "Salasiah", "Fitriani", "Kurniawan", "Hamdani", "Jamilah", "Basuki"),
    *("Supriadi", "Masitah", "Anshari", "Ramadhani", "Handil", "Purnama", "Zulkifli", "Halidah"),
)
# Third names are made of syllables: 1.000 of them.
SYLLABLES = ("ba", "da", "gi", "han", "ja", "ki", "lam", "mu", "ri", "sa")

FILL = (
    """INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
    doubt, first_seen_at, last_seen_at) VALUES (lpad('', 32, '0'), 'telegram', 'main', 'a', 'a',
    false, 'none', true, false, now(), now())""",
    """INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code,
    occupation, member_before, payer, flags, trial, covered_until, version, created_at, updated_at)
    SELECT lpad(to_hex(n), 32, '0'), 'a', int4send(n),
    (CAST(:first AS text[]))[1 + floor(25 * power(random(), 2))::int] || ' ' ||
    (CAST(:second AS text[]))[1 + floor(25 * power(random(), 2))::int] || ' ' ||
    (CAST(:third AS text[]))[1 + floor(1000 * random())::int],
    date '1960-01-01' + (n % 15000)::int, 'female', homes.code, 'farmer', 'no', 'self', '[]', false,
    CASE WHEN n % 2 = 0 THEN date '2026-12-31' END, 1, now(), now()
    FROM generate_series(0, :people - 1) AS n JOIN homes ON homes.at = n / :village""",
    """INSERT INTO applications (id, participant_id, endpoint_id, role, state, answers, form,
    form_version, flags, village_code, trial, version, submitted_at, updated_at)
    SELECT id, id, lpad('', 32, '0'), 'self', CASE WHEN covered_until IS NULL THEN 'submitted'
    ELSE 'registered' END, 'a', 'registration', 1, '[]', village_code, false, 1,
    CAST(:now AS timestamptz) - (random() * interval '60 days'),
    CAST(:now AS timestamptz) FROM participants""",
    """INSERT INTO officers (id, login, name, role, regions, state, totp_confirmed, created_by,
    created_at, version)
    SELECT 'e' || lpad(to_hex(n), 31, '0'), 'of-' || n, 'Petugas ' || n, 'desa',
    json_build_array(homes.code), 'active', true, 'bench', now(), 1
    FROM generate_series(0, :officers - 1) AS n JOIN homes ON homes.at = CASE WHEN n < :near
    THEN n % 157 ELSE least(157 + n, :villages - 1) END""",
    """INSERT INTO audit (id, at, actor_kind, actor, act, subject_kind, subject_id)
    SELECT lpad(to_hex(n), 32, '0'), CAST(:now AS timestamptz) - (random() * interval '90 days'),
    CASE WHEN n % 5 < 3 THEN 'officer' ELSE 'person' END,
    CASE WHEN n % 5 < 3 THEN 'e' || lpad(to_hex((n % :officers * 7919) % :officers), 31, '0')
    ELSE lpad('', 32, '0') END,
    CASE WHEN n % 20000 = 5 THEN 'merged' WHEN n % 7 = 0 THEN 'person_edited'
    ELSE 'person_seen' END,
    'participant', lpad(to_hex(n % :people), 32, '0')
    FROM generate_series(1, :audit) AS n""",
    """INSERT INTO participant_words (word, village_code, participant_id)
    SELECT DISTINCT lower(word), village_code, id
    FROM participants, unnest(string_to_array(name, ' ')) AS word ORDER BY 1, 2, 3""",
)
# What is dropped meanwhile.
INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    AND tablename IN ('participants', 'applications', 'audit', 'participant_words')
    AND indexname NOT IN (SELECT conname FROM pg_constraint)"""


def fill(conn: Connection, sealer: Sealer, people: int, audit: int, now: datetime) -> None:
    """Villages, people with an application each, officers and what they did."""
    third = [f"{a}{b}{c}".title() for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
    given = {"people": people, "village": A_VILLAGE, "audit": audit, "now": now}
    given |= {"first": list(FIRST), "second": list(SECOND), "third": third}
    given |= {"near": OFFICERS_HOME, "officers": OFFICERS_HOME + OFFICERS_ELSEWHERE}
    with filling.quiet(conn), filling.homes(conn, people) as villages, _without_indexes(conn):
        given["villages"] = villages
        for statement in FILL:
            wanted = text(statement)
            conn.execute(wanted, {each: given[each] for each in wanted.compile().params})
    filling.derive(conn)
    name_index.add_keys(
        conn, {word for each in (*FIRST, *SECOND, *third) for word in words_of(each)}
    )
    named = text("UPDATE participants SET nik_index = :nik WHERE id = :id")
    conn.execute(named, {"nik": sealer.index(NIK_COLUMN, NIK), "id": f"{NAMED:032x}"})


@contextmanager
def _without_indexes(conn: Connection) -> Iterator[None]:
    """Made again once all rows are there: some times faster."""
    conn.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    indexes = conn.execute(text(INDEXES)).all()
    for name, _ in indexes:
        conn.execute(text(f'DROP INDEX "{name}"'))
    yield
    for _, made in indexes:
        conn.execute(text(made))
