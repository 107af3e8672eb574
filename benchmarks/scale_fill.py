"""Fills a store of either database with so many made-up people, set by set.

A hundred people a village, the home kabupaten's villages first, then all over the nation: each
with a phone, an application, a last paid month and its line. Half are covered, the others wait;
one in fifteen loses cover with the month, of one in fifty an
officer has a task. Nobody's data is sealed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from benchmarks import filling
from benchmarks.filling import A_VILLAGE

STEP = 50_000  # people of one statement: SQLite's WAL and PostgreSQL's memory stay small
SEEN = "2026-11-22 02:00:00.000000"

NUMBERS = {
    "sqlite": "WITH RECURSIVE g(n) AS (SELECT :since UNION ALL SELECT n + 1 FROM g"
    " WHERE n < :end) ",
    "postgresql": "WITH g(n) AS (SELECT generate_series(CAST(:since AS bigint), :end)) ",
}
WORDS = {
    "sqlite": {
        "hex": "printf('%032x', n)",
        "key": "CAST(printf('%08x', n) AS BLOB)",
        "until": "CASE WHEN n % 2 = 0 THEN '2026-12-31' WHEN n % 15 = 1 THEN '2026-11-30' END",
        "month": "date(covered_until, 'start of month')",
        "born": "date('1960-01-01', '+' || (n % 15000) || ' days')",
        "sent": "strftime('%Y-%m-%d %H:%M:%f', '2026-11-22', '-' || (n % 5000000) || ' seconds')"
        " || '000'",
        "yes": "1",
        "no": "0",
    },
    "postgresql": {
        "hex": "lpad(to_hex(n), 32, '0')",
        "key": "int8send(n)",
        "until": "CASE WHEN n % 2 = 0 THEN date '2026-12-31'"
        " WHEN n % 15 = 1 THEN date '2026-11-30' END",
        "month": "date_trunc('month', covered_until)::date",
        "born": "date '1960-01-01' + (n % 15000)::int",
        "sent": "timestamptz '2026-11-22 00:00+00' - make_interval(secs => (n % 5000000)::int)",
        "yes": "true",
        "no": "false",
    },
}
PEOPLE = (
    """
    INSERT INTO endpoints (id, channel, account, address_index, address, trial, stopped, active,
      doubt, first_seen_at, last_seen_at)
    {numbers} SELECT {hex}, 'telegram', 'main', {key}, :sealed, {no},
      CASE WHEN n % 10 = 3 THEN 'all' ELSE 'none' END,
      CASE WHEN n % 20 = 7 THEN {no} ELSE {yes} END, {no}, :now, :now FROM g
    """,
    """
    INSERT INTO participants (id, nik, nik_index, name, birth_date, sex, village_code, occupation,
      member_before, payer, flags, trial, covered_until, reminded, standing, version, created_at,
      updated_at)
    {numbers} SELECT {hex}, :sealed, {key}, 'Siti ' || {hex}, {born}, 'female', homes.code,
      'farmer', 'no', 'self', '[]', {no}, {until}, {yes}, 'here', 1, :now, :now
      FROM g JOIN homes ON homes.at = n / :village
    """,
    """
    INSERT INTO links (endpoint_id, participant_id, role, created_at)
    {numbers} SELECT {hex}, {hex}, 'self', :now FROM g
    """,
    """
    INSERT INTO applications (id, participant_id, endpoint_id, role, state, answers, form,
      form_version, flags, village_code, trial, version, submitted_at, updated_at)
    {numbers} SELECT {hex}, {hex}, {hex}, 'self',
      CASE WHEN n % 2 = 0 THEN 'registered' ELSE 'submitted' END, :sealed, 'registration', 1, '[]',
      homes.code, {no}, 1, {sent}, :now FROM g JOIN homes ON homes.at = n / :village
    """,
    """
    INSERT INTO tasks (id, kind, participant_id, village_code, state, due_at, created_at)
    {numbers} SELECT {hex}, 'duplicate', {hex}, homes.code, 'open', {sent}, :now
      FROM g JOIN homes ON homes.at = n / :village WHERE n % 50 = 11
    """,
    """
    INSERT INTO contributions (participant_id, month, programme, amount, payer, payment_id,
      recorded_at)
    SELECT id, {month}, 'jkm', 6800, 'self', 'payment', :now
    FROM participants WHERE id BETWEEN :low AND :high AND covered_until IS NOT NULL
    """,
)
PAYMENT = """
    INSERT INTO payments (id, payer, evidence, paid_on, region_code, state, actor, recorded_at)
    VALUES ('payment', 'self', 'officer', '2026-01-01', '63.10', 'recorded', 'bench', :now)
"""


def fill(conn: Connection, people: int) -> None:
    """So many people, each with a phone, an application and a last paid month."""
    name = conn.dialect.name
    now = SEEN if name == "sqlite" else datetime.fromisoformat(f"{SEEN}+00:00")
    day = "'2026-01-01'" if name == "sqlite" else "date '2026-01-01'"
    with filling.quiet(conn), filling.homes(conn, people + 1):
        conn.execute(text(PAYMENT.replace("'2026-01-01'", day)), {"now": now})
        for since in range(1, people + 1, STEP):  # an id of zeros stands for nobody
            _some(conn, since, min(since + STEP - 1, people), now)
    filling.derive(conn)


def _some(conn: Connection, since: int, end: int, now: str | datetime) -> None:
    name = conn.dialect.name
    given = {"since": since, "end": end, "sealed": b"sealed", "now": now}
    given |= {"village": A_VILLAGE, "low": f"{since:032x}", "high": f"{end:032x}"}
    for each in PEOPLE:
        wanted = text(each.format(numbers=NUMBERS[name], **WORDS[name]))
        conn.execute(wanted, {key: given[key] for key in wanted.compile().params})
