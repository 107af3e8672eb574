"""Mermaid diagrams, drawn from the forms and states themselves, so that they cannot lie."""

from __future__ import annotations

from itertools import groupby, pairwise

from conversations.conditions import Always, Condition
from conversations.form import Form
from conversations.states import Book

Box = str  # a node with its label, as Mermaid wants it where it is named


def mermaid(form: Form) -> str:
    """A flow chart of a form: questions in order, conditions on the ways, where it may end."""
    lines: list[str] = []
    tails = [f"begin([{form.id}])"]
    for condition, boxes in _groups(form):
        lines += [_edge(tail, boxes[0], str(condition)) for tail in tails]
        lines += [_edge(before, after) for before, after in pairwise(boxes)]
        tails = [boxes[-1]] if isinstance(condition, Always) else [*tails, boxes[-1]]
    lines += [_edge(tail, "sent([terkirim])") for tail in tails]
    for end in form.ends:
        lines.append(_edge(_box(0, end.field), f"{end.state}([{end.state}])", end.when))
    return "\n".join(["flowchart TD", *dict.fromkeys(lines)]) + "\n"


def mermaid_states(book: Book) -> str:
    """A state chart of everything outside the forms, and of what works anywhere."""
    lines = ["stateDiagram-v2", "  [*] --> menu"]
    for state in book.states.values():
        lines += [f"  {state.name} --> {edge}" for edge in state.edges]
    for form in book.forms.values():
        ends = dict.fromkeys(end.state for end in form.ends)
        lines += [f"  {form.id} --> {end}" for end in ends]
    anywhere = ", ".join(book.anywhere)
    lines += ["  note right of menu", f"    dari mana saja: {anywhere}", "  end note"]
    return "\n".join(lines) + "\n"


def _groups(form: Form) -> list[tuple[Condition, list[Box]]]:
    """The boxes of questions that follow each other under the same condition."""
    seen: dict[str, int] = {}
    groups: list[tuple[Condition, list[Box]]] = []
    for condition, fields in groupby(form.fields, key=lambda field: field.when):
        boxes = []
        for each in fields:
            boxes.append(_box(seen.get(each.id, 0), each.id))
            seen[each.id] = seen.get(each.id, 0) + 1
        groups.append((condition, boxes))
    return groups


def _edge(start: Box, end: Box, label: str = "") -> str:
    return f'  {start} -->|"{label}"| {end}' if label else f"  {start} --> {end}"


def _box(place: int, name: str) -> Box:
    """The node of a question; one that stands in two places has two nodes."""
    plain = name.replace("[", "_").replace("]", "").replace(".", "_")
    return f'q{place}_{plain}["{name}"]'
