"""Campaigns: what is said to whom, approval, progress, report."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
