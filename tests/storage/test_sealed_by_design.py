"""What is sealed by design (DESIGN.md section 7): no new column holds words of people in clear."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, Connection, LargeBinary, String, Text

from storage.resealing import tables
from storage.tables import metadata
from tests import campaigning
from tests.bot.house import answers_of, made, open_office, sqlite_in

# Everything that the design lists as sealed, by where it stands.
SEALED = (
    *("participants.nik", "participants.mother_name", "participants.phone", "participants.kpj"),
    *("participants.street", "participants.income", "participants.rt_rw"),
    *("contacts.name", "contacts.phone", "endpoints.address", "endpoints.phone"),
    *("applications.answers", "drafts.answers", "inbox.payload", "inbox.error", "outbox.payload"),
    *("audit.details", "tasks.body", "timers.arguments", "rights.note", "campaigns.content"),
    *("claims.subject", "officers.totp"),
)
# Longer texts and JSON in clear; whoever adds one says here that it is nobody's secret, and why.
CLEAR = {
    # ids, codes and names of ours
    *("application_batches.made_by", "audit.actor", "audit.act", "audit.subject_id"),
    *("campaign_rules.set_by", "campaigns.author", "campaigns.touched_by", "campaigns.approved_by"),
    *("canned_answers.changed_by", "endpoints.account", "file_uploads.account", "files.media_type"),
    *("holidays.set_by", "imports.actor", "inbox.account", "journal_rows.subject"),
    *("journal_rows.value", "kept_changes.name", "kept_changes.actor", "kept_settings.name"),
    *("kept_settings.set_by", "mappings.headers", "merges.actor", "merges.undone_by"),
    *("officers.created_by", "quotas.set_by", "store_facts.name", "store_facts.value"),
    *("templates.account", "templates.name", "templates.reason", "ways.account"),
    *("ways_counts.account", "applications.form", "applications.flags", "campaign_lists.kept_by"),
    *("decisions.recorded_by", "drafts.form", "officer_codes.created_by", "officer_notices.by"),
    *(
        "account_leases.account",
        "outbox.account",
        "outbox.message_id",
        "passes.created_by",
        "rights.decided_by",
    ),
    *("sheet_jobs.actor", "sheet_jobs.regions", "sheet_jobs.about", "timers.key"),
    *("application_events.actor", "claim_events.actor", "claim_links.disclosed_by"),
    *("claim_signals.seen_by", "payments.actor", "payments.undone_by", "line_assignments.actor"),
    *("line_assignments.undone_by", "payment_lines.programmes", "place_changes.actor"),
    *("proofs.decided_by", "participants.programmes", "participants.flags"),
    *("campaigns.audience", "campaigns.scope", "campaigns.left_out", "campaign_lists.audience"),
    *("officers.regions", "imports.mapping", "mappings.mapping"),
    # words and names of offices and officers
    *("campaign_rules.value", "campaigns.title", "campaigns.office", "campaign_lists.name"),
    *("canned_answers.title", "canned_answers.body", "holidays.name", "kept_changes.before"),
    *("kept_changes.after", "kept_changes.source", "kept_settings.value", "officers.login"),
    *("officers.name", "officers.password", "officer_notices.device", "officer_sessions.device"),
    *("sponsors.name", "sponsors.wadah", "decisions.number"),
    # the one name that officers sort by (docs/privacy.md says why)
    "participants.name",
}
DIGESTS = {"audit_seals.chain", "campaign_recipients.phone_key"}  # of whole stretches, of phones
LONG = 33  # characters: shorter ones hold ids and codes
NO_WORDS = ("sealed: ", "blind index (HMAC", "HMAC of", "SHA-256 of")  # how comments of bytes begin


def named(column: Column[object]) -> str:
    """Table and column."""
    return f"{column.table.name}.{column.name}"


def worded(column: Column[object]) -> bool:
    """Whether words of somebody would fit in."""
    its = column.type
    return isinstance(its, (Text, JSON)) or (
        isinstance(its, String) and (its.length is None or its.length >= LONG)
    )


def test_each_longer_text_is_sealed_or_known_to_be_clear() -> None:
    """Also of a table that is made tomorrow; and all that is listed is there."""
    columns = [each for table in metadata.sorted_tables for each in table.c]
    clear = {named(each) for each in columns if worded(each)}
    assert clear - CLEAR == set(), "seal it, or list it with its reason"
    assert CLEAR - clear == set(), "it is gone: take it from the list"


def test_bytes_are_sealed_or_digests() -> None:
    """What is binary is sealed, an index or a digest; what the design lists is sealed."""
    columns = [each for table in metadata.sorted_tables for each in table.c]
    found = {named(each): each.comment or "" for each in columns if _bytes(each)}
    other = {name for name, said in found.items() if not said.startswith(NO_WORDS)}
    assert other == DIGESTS
    sealed = {name for name, said in found.items() if said.startswith("sealed: ")}
    assert set(SEALED) - sealed == set()
    # Sealing anew knows every table that holds one, or says why not (uploads wait a day).
    anew = {each.name for each in tables()}
    assert {name.partition(".")[0] for name in sealed} - anew <= {"inbox", "media", "outbox"}


def _bytes(column: Column[object]) -> bool:
    return isinstance(column.type, LargeBinary)


async def test_a_database_with_talks_campaigns_and_requests_shows_no_words(tmp_path: Path) -> None:
    """Searched as bytes, with its WAL: a form, a wish on paper, a stop, a campaign's words."""
    office = await open_office(sqlite_in(tmp_path), tmp_path)
    person, words = made(), "Besok ada Rapat Kelapa Gading, bawa KTP"
    try:
        phone = office.phone("siti")
        await phone.register(person)
        await office.phone("lain").jump("phone", answers_of(made(5)))
        await phone.text("bapak saya meninggal di Pelabuhan Batulicin")
        await phone.text("berhenti")

        def campaign(conn: Connection) -> None:
            sealer, now = office.sealers.sealer, office.clock()
            who = campaigning.officer(conn, "kabupaten", ("63.10",))
            its = campaigning.plan(words)
            campaigning.submitted(conn, sealer, who, its, now)

        await office.house.store.write(campaign)
    finally:
        await office.house.close()
    raw = b"".join(each.read_bytes() for each in tmp_path.rglob("*.db*"))
    assert person.name.encode() in raw  # clear by design: so the search finds things
    assert b"Kabar" in raw  # the campaign's title too
    secrets = [person.nik, person.mother_name, person.phone[-9:], person.family.name]
    secrets += [made(5).nik, made(5).mother_name, words, "Kelapa Gading", "Pelabuhan Batulicin"]
    assert [each for each in secrets if each.encode() in raw] == []


@pytest.mark.parametrize("table", ["campaign_lists", "campaign_recipients", "links"])
def test_later_tables_hold_no_sealed_and_no_long_words(table: str) -> None:
    """What came lately points by ids; names of lists are the officers' own."""
    texts = [named(each) for each in metadata.tables[table].c if worded(each)]
    assert set(texts) <= CLEAR
