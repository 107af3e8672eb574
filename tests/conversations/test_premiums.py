"""What people are told of their contributions: every state, every phone, any words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import dues
from conversations.facts import CoverView
from conversations.happened import PaymentTold, ProofSent, RemindersSet, RemindLater, Stopped
from conversations.session import Said, SentPhoto, Turn
from program.contributions import months_later
from tests.conversations.player import Player, facts_of, rendered
from tests.conversations.walks import WORDS, Worker, check
from tests.conversations.world import Facts
from tests.covered import Member, month, read_member
from tests.transcripts import PhotoDone, Sends, all_transcripts, read

TODAY = date(2026, 11, 22)  # a Sunday
WHO = "orang"


# --- months and sums -----------------------------------------------------------------------


def view(line: str, today: date = TODAY) -> CoverView:
    """The cover of a member as a transcript writes one."""
    member = read_member(f"anggota orang: Siti Aminah, {line}")
    assert member is not None
    return member.view("m0", today)


MONTHS = [
    # nothing paid, or lapsed: this month
    ("sendiri", ("2026-11",)),
    ("dibayar 2026-01..2026-03, sendiri", ("2026-11",)),
    # covered: the month after
    ("dibayar 2026-01..2026-11, sendiri", ("2026-12",)),
    ("dibayar 2026-01..2027-02, sendiri", ("2027-03",)),
    # this month is open
    ("dibayar 2026-01..2026-10, sendiri", ("2026-11",)),
    # two missed months and this one
    ("dibayar 2026-01..2026-08, sendiri", ("2026-09", "2026-10", "2026-11")),
]


@pytest.mark.parametrize(("line", "expected"), MONTHS, ids=[each[0] for each in MONTHS])
def test_what_is_due(line: str, expected: tuple[str, ...]) -> None:
    """The open months, else the next."""
    assert dues.due_months(view(line), TODAY) == tuple(map(month, expected))


PAID = st.frozensets(st.integers(-14, 14), max_size=10)


@given(PAID, st.sampled_from([1, 3, 6, 12]))
def test_months_ahead_are_never_charged_twice(paid: frozenset[int], count: int) -> None:
    """As many as asked for, in order, none of them paid."""
    months = frozenset(months_later(TODAY.replace(day=1), each) for each in paid)
    its = Member(WHO, "Siti Aminah", paid=months).view("m0", TODAY)
    found = dues.months_ahead(its, TODAY, count)
    assert len(found) == count
    assert list(found) == sorted(set(found))
    assert months.isdisjoint(found)
    assert sum(run.count * run.monthly for run in dues.runs(dues.price(its, found))) == (
        dues.price(its, found).total
    )


def test_the_price_changes_with_the_year() -> None:
    """December is discounted for a farmer, January is not; for a driver until March."""
    farmer = view("dibayar 2026-01..2026-11, sendiri")
    (first, then) = dues.runs(dues.price(farmer, dues.months_ahead(farmer, TODAY, 6)))
    assert (first.monthly, first.count, then.monthly, then.count) == (8_400, 1, 16_800, 5)
    driver = view("dibayar 2026-01..2026-11, sendiri, sopir")
    later = dues.full_price(driver, dues.due_months(driver, TODAY))
    assert later is not None
    assert (later.first, later.monthly) == (month("2027-04"), 16_800)
    assert dues.full_price(farmer, [month("2027-01")]) is None


SPONSORED = [
    ("dibayar 2026-01..2026-12, ditanggung Desa Segumbang sampai 2026-12", True),
    # the village pays late: still nothing for the person to pay
    ("dibayar 2026-01..2026-09, ditanggung Desa Segumbang sampai 2026-12", True),
    # its months are over
    ("dibayar 2026-01..2026-10, ditanggung Desa Segumbang sampai 2026-10", False),
    # promised, not paid yet
    ("ditanggung Desa Segumbang sampai 2026-12", True),
    ("dibayar 2026-01..2026-12, sendiri", False),
]


@pytest.mark.parametrize(("line", "expected"), SPONSORED, ids=[each[0] for each in SPONSORED])
def test_who_has_nothing_to_pay(line: str, expected: bool) -> None:
    """As long as somebody else pays."""
    assert dues.sponsored(view(line), TODAY) is expected


def test_a_village_wished_for_pays_nothing() -> None:
    """Who hopes for the village is not told that it pays."""
    wished = replace(view("sendiri"), payer="village")
    assert not dues.sponsored(wished, TODAY)


# --- talks ---------------------------------------------------------------------------------


def player(*lines: str) -> Player:
    """A phone that speaks for these members."""
    members = [read_member(f"anggota {WHO}: {each}") for each in lines]
    found = {f"m{place}": each for place, each in enumerate(members) if each}
    return Player(Facts(members=found))


def said(turn: Turn) -> str:
    """All its words and labels."""
    return "\n".join(rendered(each) for each in turn.says)


ARREARS = "Siti Aminah, dibayar 2026-01..2026-08, sendiri"


def test_a_day_beyond_the_loss_is_said_so() -> None:
    """The last day of membership is named, the day is kept, an earlier one may be written."""
    talk = player(ARREARS)
    talk.play(WHO, Said("belum bisa bayar"))
    assert "1 Desember 2026" in said(talk.play(WHO, Said("1 Desember")))
    assert "⚠️" not in said(talk.play(WHO, Said("30 November")))
    assert [each for each in talk.happened if isinstance(each, RemindLater)] == [
        RemindLater("m0", date(2026, 12, 1)),
        RemindLater("m0", date(2026, 11, 30)),
    ]


def test_a_wish_for_a_reminder_wakes_what_was_stopped() -> None:
    """Who stopped everything and then wants to be reminded is reminded, of nothing else."""
    talk = player(f"{ARREARS}, tanpa pengingat")
    talk.play(WHO, Said("berhenti"))
    turn = talk.play(WHO, Said("ingatkan saya tanggal 25"))
    assert set(turn.happened) == {
        RemindLater("m0", date(2026, 11, 25)),
        RemindersSet("m0", True),
        Stopped("news"),
    }


def test_a_proof_keeps_the_months_that_were_chosen() -> None:
    """Three months chosen, paid and proved: the officer sees three; a second picture is a wish."""
    talk = player(ARREARS)
    for words in ("iuran", "bayar 3 bulan", "3 bulan", "sudah bayar"):
        talk.play(WHO, Said(words))
    talk.play(WHO, SentPhoto("media-1"))
    (effect,) = talk.last[WHO].effects
    assert effect.kind == "store_proof"
    assert dict(effect.args) == {"media": "media-1", "proof_of": "m0", "months": "3"}
    talk.act(WHO, PhotoDone())
    assert ProofSent("m0", "f1", 3) in talk.happened
    assert talk.play(WHO, SentPhoto("media-2")).effects == ()


def test_a_refused_picture_of_somebody_gone_asks_nothing() -> None:
    """The phone speaks for the person no longer: it is told what was wrong, and no more."""
    talk = player(ARREARS)
    talk.play(WHO, Said("sudah bayar"))
    talk.play(WHO, SentPhoto("media-1"))
    talk.facts.members.clear()
    (reply,) = talk.act(WHO, PhotoDone("too_large"))
    assert reply.choices == ()


def test_paid_without_proof_is_told_to_an_officer() -> None:
    """Nothing is believed, nothing is asked twice."""
    talk = player(ARREARS)
    talk.play(WHO, Said("sudah bayar kemarin"))
    assert talk.play(WHO, Said("tidak ada")).happened == (PaymentTold("m0"),)


OTHERS = [
    "Pak Darto, dibayar 2026-01..2026-08, sendiri, pembantu",
    "Bu Sumiati, dibayar 2026-01..2026-03, sendiri, keluarga",
    "Noor Jannah, dibayar 2026-01..2026-12, ditanggung Desa Segumbang sampai 2026-12, pembantu",
    "Budi Hasan, sendiri, pembantu",
    "Sri Dewi, dibayar 2026-01..2026-11, sendiri, pembantu",
]
MONEY_WORDS = ("Rp", "Agustus", "Maret", "terbuka", "tidak aktif", "menunggak")
WISH_WORDS = (
    "iuran", "cara bayar", "bayar 3 bulan sekaligus", "sudah bayar", "ingatkan nanti",
    "20 desember 2026", "masih terlindungi?", "berapa iurannya?", "bayar di mana?",
)  # fmt: skip


@pytest.mark.parametrize("line", OTHERS)
def test_another_persons_sums_and_arrears_are_told_to_nobody(line: str) -> None:
    """A helper's phone hears until when, or not yet (VOICE.md rule 11)."""
    talk = player(line)
    for words in WISH_WORDS:
        told = said(talk.play(WHO, Said(words)))
        if "Perkiraan iuran paling murah" in told:
            continue  # what it costs anybody
        assert not [each for each in MONEY_WORDS if each in told], told


def test_somebody_paid_for_is_never_told_to_pay() -> None:
    """Whatever is asked, there is nothing to pay."""
    talk = player("Siti Aminah, dibayar 2026-01..2026-12, ditanggung Desa Segumbang")
    for words in ("iuran", "cara bayar", "belum bisa bayar", "bayar di mana?"):
        told = said(talk.play(WHO, Said(words)))
        assert "Alfamart" not in told
        assert "tidak ada yang perlu dibayar" in told.casefold()


def test_an_unpaid_month_is_never_called_covered_or_not() -> None:
    """Whether a death in it is paid for is open: an officer looks (FACTS.md section 1)."""
    for line in ("2026-01..2026-10", "2026-01..2026-08", "2026-01..2026-03"):
        talk = player(f"Siti Aminah, dibayar {line}, sendiri")
        assert "perlu dicek petugas" in said(talk.play(WHO, Said("iuran")))


def test_labels_and_messages_fit_the_narrowest_channel() -> None:
    """Twenty characters a button and 1024 a message, for the dearest bracket and long names."""
    name = "Mohammad Ahmad Khairuddin Syamsuddin Abdurrahman Al Banjari"
    talk = player(f"{name}, dibayar 2026-01..2026-08, sendiri, tabungan, penghasilan 30000000")
    for words in ("iuran", "bayar 3 bulan sekaligus", "12 bulan", "sudah bayar"):
        for each in talk.play(WHO, Said(words)).says:
            assert len(rendered(each)) <= 1024
        assert all(len(label) <= 20 for label in talk.shown.get(WHO, {}))
    many = player(*(f"{name} {number}, dibayar 2026-11, pembantu" for number in range(30)))
    turn = many.play(WHO, Said("iuran"))
    assert len(rendered(turn.says[0])) <= 1024
    assert len(turn.says[0].choices) <= 9
    assert "21 orang" in said(turn)


LINES = [
    "Siti Aminah, sendiri",
    "Siti Aminah, dibayar 2026-01..2026-11, sendiri, bukti ditolak wrong_sum",
    "Siti Aminah, dibayar 2026-01..2026-10, sendiri, tanpa pengingat",
    "Siti Aminah, dibayar 2026-01..2026-08, ditanggung Desa Segumbang sampai 2026-12",
    "Siti Aminah, dibayar 2027-01..2027-06, sendiri, kode 8123",
    *OTHERS,
]


@settings(max_examples=60)
@given(st.sets(st.sampled_from(LINES), min_size=1), st.lists(WORDS, max_size=12), st.booleans())
def test_any_words_of_any_member_are_answered(
    lines: set[str], words: list[str], photo: bool
) -> None:
    """A reply of at most two messages that fit, in every state of cover."""
    worker = Worker(player(*sorted(lines)))
    for each in ("iuran", *words):
        check(worker, Said(each))
        if photo:
            check(worker, SentPhoto("m"))


def test_every_state_of_cover_has_a_transcript() -> None:
    """Never paid, covered, lapsing, open, in arrears, inactive; sponsored; proof and reminders."""
    found: set[str] = set()
    proofs = 0
    for path in all_transcripts():
        transcript = read(path)
        today = datetime(2026, 11, 22, 3, tzinfo=UTC).date()
        views = [each.view("m", today) for each in facts_of(transcript).members.values()]
        found |= {dues.state_of(each, today).value for each in views}
        found |= {"sponsored" for each in views if dues.sponsored(each, today)}
        is_premium = path.stem.startswith("iuran_")
        proofs += is_premium and any(isinstance(s.act, Sends) for s in transcript.steps)
    states = {"never_paid", "covered", "lapsing", "open", "arrears", "inactive", "sponsored"}
    assert found == states
    assert proofs
