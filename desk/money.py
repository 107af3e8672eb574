"""Contributions: a village's places, proofs of payment, names not known, files, sponsors."""

from __future__ import annotations

from collections.abc import Sequence

from desk import money_lists, money_proofs, money_sponsors, money_village
from desk.guard import Way

WAYS: Sequence[Way] = (
    *money_village.WAYS,
    *money_proofs.WAYS,
    *money_lists.WAYS,
    *money_sponsors.WAYS,
)
