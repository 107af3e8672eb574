"""Dated tables of the programme: every amount, rate and period, its time and its source.

Figures were checked on 2026-11-22 against stored copies; a row that is not certain says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


_Row = TypeVar("_Row", bound=_Dated)


def row_on(rows: tuple[_Row, ...], day: date) -> _Row | None:
    """The row in force on a day (both ends inclusive, an open end is None), or None."""
    for row in rows:
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            return row
    return None


@dataclass(frozen=True, slots=True)
class Bracket:
    """One income bracket: monthly income from which it holds and its base, whole rupiah."""

    from_income: int
    base: int
    source: str
    certain: bool


@dataclass(frozen=True, slots=True)
class BracketTable:
    """The income brackets in force in a time, lowest first."""

    valid_from: date
    valid_to: date | None
    rows: tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Monthly rates in force: JKK and JHT as divisors of the base, JKM in whole rupiah."""

    valid_from: date
    valid_to: date | None
    jkk_divisor: int
    jht_divisor: int
    jkm: int
    source: str


@dataclass(frozen=True, slots=True)
class Discount:
    """Contribution months in which JKK and JKM are divided, for transport workers or all others."""

    valid_from: date
    valid_to: date | None
    transport: bool
    divisor: int
    source: str


@dataclass(frozen=True, slots=True)
class PayerRule:
    """Whether a payer's contributions are discounted: True, False, or None while unsettled."""

    valid_from: date
    valid_to: date | None
    payer: str
    discounted: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Prepayment:
    """Numbers of months that may be paid ahead at once; sources differ on the unsettled ones."""

    valid_from: date
    valid_to: date | None
    months: tuple[int, ...]
    unsettled: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """Consecutive unpaid months after which a membership is inactive; paying resumes it."""

    valid_from: date
    valid_to: date | None
    unpaid_months: int
    source: str


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """Completed years: under `adult` an officer decides, from `too_old` nobody may register."""

    valid_from: date
    valid_to: date | None
    adult: int
    too_old: int
    source: str


@dataclass(frozen=True, slots=True)
class FormerKecamatan:
    """A kecamatan that was split off another one, whose name and code older people still use."""

    code: str
    split_from: str
    source: str


_BPU_START = date(2015, 7, 1)
_BRACKETS_2015 = "PP 44/2015 Lampiran II; PP 46/2015"


def _known(from_income: int, base: int) -> Bracket:
    return Bracket(from_income, base, _BRACKETS_2015, certain=True)


def _unsettled(from_income: int, base: int) -> Bracket:
    return Bracket(from_income, base, f"{_BRACKETS_2015}, row unsettled", certain=False)


BRACKETS = (
    BracketTable(
        _BPU_START,
        None,
        (
            _known(1_000_000, 1_000_000),
            _known(1_100_000, 1_200_000),
            _known(1_300_000, 1_400_000),
            _known(1_500_000, 1_600_000),
            _known(1_700_000, 1_800_000),
            _known(1_900_000, 2_000_000),
            _known(2_100_000, 2_200_000),
            _known(2_300_000, 2_400_000),
            _known(2_500_000, 2_600_000),
            _known(2_700_000, 2_950_000),
            _known(3_200_000, 3_450_000),
            _known(3_700_000, 3_950_000),
            _known(4_200_000, 4_450_000),
            _known(4_700_000, 4_950_000),
            _known(5_200_000, 5_450_000),
            _known(5_700_000, 5_950_000),
            _known(6_200_000, 6_450_000),
            _known(6_700_000, 6_950_000),
            _known(7_200_000, 7_450_000),
            _known(7_700_000, 7_950_000),
            _known(8_200_000, 8_700_000),
            _known(9_200_000, 9_700_000),
            _known(10_200_000, 10_700_000),
            _known(11_200_000, 11_700_000),
            _known(12_200_000, 12_700_000),
            _known(13_200_000, 13_700_000),
            _known(14_200_000, 14_700_000),
            _known(15_200_000, 15_700_000),
            _known(16_200_000, 16_700_000),
            _known(17_200_000, 17_700_000),
            _unsettled(18_200_000, 18_700_000),
            _unsettled(19_200_000, 19_700_000),
            _unsettled(20_200_000, 20_700_000),
        ),
    ),
)

RATES = (
    Rates(
        _BPU_START,
        None,
        jkk_divisor=100,
        jht_divisor=50,
        jkm=6_800,
        source="PP 44/2015 Lampiran II; PP 46/2015",
    ),
)

_DISCOUNT_START, _DISCOUNT_END = date(2026, 1, 1), date(2027, 3, 31)

DISCOUNTS = (
    Discount(_DISCOUNT_START, _DISCOUNT_END, True, 2, "PP 50/2025 art. 4, transport"),
    Discount(date(2026, 4, 1), date(2026, 12, 31), False, 2, "PP 50/2025 art. 4, other BPU"),
)


def _payer(payer: str, discounted: bool | None, source: str) -> PayerRule:
    return PayerRule(_DISCOUNT_START, _DISCOUNT_END, payer, discounted, source)


# Who is not listed here (the village, a company's CSR, unknown) is unsettled: PP 50/2025 art. 3
# speaks of APBN and APBD only.
PAYER_RULES = (
    _payer("self", True, "PP 50/2025 art. 3"),
    _payer("kabupaten", False, "PP 50/2025 art. 3, APBD"),
    _payer("provinsi", False, "PP 50/2025 art. 3, APBD"),
    _payer("state", False, "PP 50/2025 art. 3, APBN"),
    _payer("village", None, "PP 50/2025 art. 3, unsettled for APBDes and dana desa"),
    _payer("csr", None, "PP 50/2025 art. 3, unsettled for CSR"),
    _payer("unknown", None, "PP 50/2025 art. 3, the payer is not known yet"),
)

PREPAYMENTS = (
    Prepayment(_BPU_START, None, (1, 3, 6, 12), (2,), "practice of prepayment, 2 months unsettled"),
)

LAPSES = (Lapse(_BPU_START, None, 3, "practice of lapse: inactive after 3 months, no fine"),)

AGE_LIMITS = (AgeLimits(_BPU_START, None, adult=18, too_old=65, source="practice; 18 unsettled"),)

FORMER_KECAMATAN = (
    FormerKecamatan("63.10.11", "63.10.02", "codes of Kemendagri: Kusan Tengah, 13 desa"),
    FormerKecamatan("63.10.12", "63.10.05", "codes of Kemendagri: Teluk Kepayang, 10 desa"),
)
