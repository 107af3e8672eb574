"""Contributions, sponsors, places of the hundred, proofs of payment."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
