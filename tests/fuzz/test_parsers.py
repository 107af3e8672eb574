"""Whatever bytes or words come in: a reader gives a value or its own refusal, and nothing else.

`make test` tries each with some dozens of inputs, `make fuzz` with thousands.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import Unusable
from bot.channels.telegram_updates import read_update
from bot.channels.whatsapp_events import read_message, read_status
from bot.deliveries import telegram, whatsapp
from conversations.passes import read_pass
from conversations.receipt import read_code
from conversations.understanding.columns import map_columns
from conversations.understanding.ktp import Line, read_card
from conversations.understanding.persons import read_people
from conversations.understanding.readings import KINDS, Circumstances, understand
from storage import backup, deep_links, sheet_worker
from storage.backup import BackupBroken
from storage.crypto import SealBroken
from storage.journal import Journal, JournalBroken
from tests.bot import telegram_payloads
from tests.bot import whatsapp_payloads as wa
from tests.storage.test_crypto import SEALER

TODAY, HOME = date(2026, 11, 22), "63.10"
WHERE = Circumstances(HOME, TODAY)
FUZZ = int(os.environ.get("FUZZ_EXAMPLES", "0"))  # examples of each; `make fuzz` says how many
FEW = 25  # of each in `make test`: all of this file within some seconds
tried = settings(
    max_examples=FUZZ or FEW,
    deadline=None,
    derandomize=not FUZZ,  # `make test` is the same each time
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

# --- what comes in -------------------------------------------------------------------------

WORDS = (
    *("petani", "saya", "tanggal", "lahir", "6310", "081234567890", "rp", "1.000.000", "½", "\x00"),
    *(
        "6310010101800001",
        "17-08-1945",
        "besok",
        "anak",
        "ke-2",
        "bin",
        "\u202e",
        "١٢٣",
        "😀",
        "\ud800",
    ),
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30).map(" ".join),
    st.sampled_from(WORDS).map(lambda word: word * 500),  # long and all alike
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def harmed(seeds: list[bytes], whole: bool = True) -> st.SearchStrategy[bytes]:
    """Real bodies with one value put for another, cut off, or bytes changed; and any bytes."""
    inside = st.tuples(st.sampled_from(seeds), st.integers(0, 10_000), values).map(_replaced)
    return st.one_of(
        st.binary(max_size=300),
        values.map(lambda value: json.dumps(value).encode()),
        inside if whole else st.just(seeds[0]),  # a value can be replaced where all is JSON
        st.tuples(st.sampled_from(seeds), st.integers(0, 10_000)).map(
            lambda each: each[0][: each[1] % len(each[0])]
        ),
        st.tuples(st.sampled_from(seeds), st.integers(0, 10_000), st.integers(0, 255)).map(_bit),
    )


def _replaced(each: tuple[bytes, int, Any]) -> bytes:
    """The body with its n-th value replaced."""
    body, number, value = each
    count = [number % max(1, body.count(b":"))]

    def walk(node: Any) -> Any:
        count[0] -= 1
        if count[0] == -1:
            return value
        match node:
            case dict():
                return {name: walk(inner) for name, inner in node.items()}
            case list():
                return [walk(inner) for inner in node]
            case _:
                return node

    return json.dumps(walk(json.loads(body))).encode()


def _bit(each: tuple[bytes, int, int]) -> bytes:
    body, place, value = each
    at = place % len(body)
    return body[:at] + bytes([value]) + body[at + 1 :]


TELEGRAM = [
    telegram_payloads.raw(each)
    for each in (
        telegram_payloads.said("halo"),
        telegram_payloads.in_group({"text": "halo"}),
        telegram_payloads.tapped(telegram_payloads.asked([("Perempuan", "p1.female")])),
    )
]

WHATSAPP = [
    wa.webhook(wa.batch([wa.message("text", {"body": "halo"})])),
    wa.webhook(wa.batch(statuses=[wa.status("failed", errors=[{"code": 131047}])])),
    *(wa.webhook(wa.change(name, value)) for name, value in list(wa.CHANGES.items())[:4]),
]
BACKUP = (
    b'{"form":"seratus-backup-1","id":"x","schema":"0018",'
    b'"taken_at":"2026-11-22T00:00:00+00:00","keys":""}\n\x00\x00\x00\x10'
)
ZIP = b"PK\x03\x04"
JOURNAL = b'{"form":"seratus-journal-1","id":"x"}\n1 AAAA\n2 BBBB\n'

# --- the readers ---------------------------------------------------------------------------


@tried
@given(harmed(TELEGRAM))
def test_telegrams_updates(body: bytes) -> None:
    """The door keeps each, and the engine reads it or says that it cannot."""
    for payload in [body, *(each.payload for each in telegram.items(body))]:
        with_refusal(partial(read_update, payload), Unusable)


@tried
@given(harmed(WHATSAPP))
def test_whatsapps_batches(body: bytes) -> None:
    """Likewise, whatever Meta's batch holds."""
    for payload in [body, *(each.payload for each in whatsapp.items(body))]:
        with_refusal(partial(read_message, payload, wa.ACCOUNT), Unusable)
        with_refusal(partial(read_status, payload), Unusable)


@pytest.mark.parametrize("kind", KINDS)
def test_readers_of_texts(kind: str) -> None:
    """Every reader of what people write: what it gives is plain JSON."""

    @settings(tried, max_examples=FUZZ or 8)
    @given(texts)
    def read(text: str) -> None:
        found = understand(kind, text, WHERE)
        json.dumps([found.value, list(found.ambiguous), found.reason])

    read()


@tried
@given(st.lists(st.tuples(texts, st.floats(0, 1)), max_size=12))
def test_lines_of_a_ktp(lines: list[tuple[str, float]]) -> None:
    """Whatever the reader of pictures saw, in whatever places."""
    box = ((0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (0.0, 20.0))
    read_card([Line(text, score, box) for text, score in lines], TODAY, HOME)


@tried
@given(texts)
def test_people_pasted_and_codes(text: str) -> None:
    """Lists of people, receipt codes, one-time codes, headers of a sheet, deep links."""
    read_people(text, HOME, TODAY)
    read_code(text)
    read_pass(text)
    map_columns(text.split(" "))
    assert deep_links.read(SEALER, text, TODAY) is None


@tried
@given(
    st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(b"PK\x03\x04".__add__), texts)
)
def test_sheets(data: bytes | str) -> None:
    """What pretends to be a sheet is read or refused; the process around it is tried elsewhere."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    assert set(sheet_worker.read(raw)) <= {"rows", "refused"}


@tried
@given(harmed([BACKUP], whole=False))
def test_headers_of_backups(raw: bytes) -> None:
    """Any file that is named for a restore."""

    def read() -> None:
        file = io.BytesIO(raw)
        list(backup._parts(file, SEALER, backup._header(file)))

    with_refusal(read, BackupBroken)


@tried
@given(harmed([JOURNAL], whole=False))
def test_journals(tmp_path: Path, raw: bytes) -> None:
    """Any file in the journal's place."""
    path = tmp_path / "journal"
    path.write_bytes(raw)
    with_refusal(lambda: list(Journal(path, SEALER).entries()), JournalBroken)


@tried
@given(st.binary(max_size=80))
def test_sealed_values(raw: bytes) -> None:
    """Any bytes in a sealed column."""
    with_refusal(lambda: SEALER.open(raw, "t", "c", "r"), SealBroken)
    with_refusal(lambda: SEALER.is_current(raw), SealBroken)


def with_refusal(read: Callable[[], object], refusal: type[Exception]) -> None:
    """It ends well, or with the refusal that callers await."""
    with suppress(refusal):
        read()
