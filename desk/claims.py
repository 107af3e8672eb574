"""Claims: the board, and one page a claim."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
