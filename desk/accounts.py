"""Officers' accounts: invite, list, end, and one's own sessions."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
