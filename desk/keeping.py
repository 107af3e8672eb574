"""Settings that officers keep: holidays, open questions of the law, quiet hours."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
