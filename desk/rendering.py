"""Pages from `desk/templates`: everything is escaped, a forgotten value is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from desk import words
from desk.assets import address


@cache
def environment() -> Environment:
    """The templates, with the words and forms of numbers and dates as filters."""
    made = Environment(
        loader=PackageLoader("desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=words.word, asset=address)
    made.filters.update(
        rupiah=words.rupiah, number=words.number, day=words.day, moment=words.moment
    )
    return made


def render(template: str, status: int, values: Mapping[str, Any]) -> Response:
    """One page. Raises what a broken template raises."""
    return HTMLResponse(environment().get_template(template).render(values), status)
