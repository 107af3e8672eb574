"""The picture: each village's hundred, and what the kabupaten needs to know first."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
