"""Excel both ways: exports, imports, BPJS's answer, printed lists."""

from __future__ import annotations

from collections.abc import Sequence

from desk.guard import Way

WAYS: Sequence[Way] = ()
