"""Words for codes: states, roles, reasons, acts; a code without words is shown as it is."""

from __future__ import annotations

from desk.words import has, word


def label(prefix: str, code: str) -> str:
    """The message `prefix-code`; a code that a later version made, in plain letters."""
    name = f"{prefix}-{code}".replace("_", "-")
    return word(name) if has(name) else code.replace("_", " ")


def act_word(act: str) -> str:
    """What an act is called."""
    return label("desk-records-act", act)


def field_word(name: str) -> str:
    """What a field is called."""
    return label("desk-people-field", name)


def reason_word(code: str) -> str:
    """A reason, whatever it was given for."""
    return label("desk-records-reason", code)
