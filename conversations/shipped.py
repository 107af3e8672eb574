"""Forms as they were shipped: a changed form needs a new version, a migration, a saved session."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from conversations.fields import Extras, Field, Pick
from conversations.form import Form

# (form, version) → fingerprint. A line is added with every version and never edited.
SHIPPED: Mapping[tuple[str, int], str] = {
    ("registration", 1): "62c369d7046e66aeee9144f1be5c4a7c61fbc894e12c4496c58d18ff84908164",
    ("death_report", 1): "c23f6d51980818d36eb76f67e8757b8d6c5c11ec5d494594069652072920aeae",
    ("accident_report", 1): "c23f6d51980818d36eb76f67e8757b8d6c5c11ec5d494594069652072920aeae",
    ("heir", 1): "93cac320b198aa616ed6bc59d17631b780b09dbf5b00fdcaab03f6c920691275",
}


def fingerprint(form: Form) -> str:
    """SHA-256 (hex) of the fields' ids, kinds and choices: what saved answers hang on."""
    fields = [[each.id, type(each).__name__, list(_choices(each))] for each in form.fields]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


def _choices(field: Field) -> tuple[str, ...]:
    if isinstance(field, Pick):
        return field.choices
    return field.parts if isinstance(field, Extras) else ()
