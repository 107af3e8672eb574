"""Failed turns and dead letters, and the audit."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
