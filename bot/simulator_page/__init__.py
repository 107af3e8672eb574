"""The page of `/coba`: its template, style, script and words, read once from the package."""

from __future__ import annotations

import json
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message
from jinja2 import Environment, StrictUndefined

__all__ = ["asset", "page", "words"]

PREFIX = "simulator-"

# What the page fills in itself; Fluent leaves each as `{name}`.
PLACEHOLDERS = {name: f"{{{name}}}" for name in ("percent", "name", "count", "channel")}

MEDIA_TYPES = {
    "app.css": "text/css; charset=utf-8",
    "app.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def page(title: str, language: str = "id") -> str:
    """The HTML of `/coba` in one language, the bot named `title`."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string(_text("index.html"))
    said = words(language)
    return template.render(title=title, language=language, words=said, words_json=json.dumps(said))


def words(language: str = "id") -> dict[str, str]:
    """The page's words by id without prefix, from `locales/<language>/simulator.ftl`."""
    source = (files("locales") / language / "simulator.ftl").read_text(encoding="utf-8")
    resource = FluentResource(source)
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(resource)
    ids = [entry.id.name for entry in resource.body if isinstance(entry, Message)]
    return {name.removeprefix(PREFIX): _said(bundle, name) for name in ids}


def asset(name: str) -> tuple[bytes, str] | None:
    """Bytes and media type of a style, script or icon, None for any other name."""
    if name not in MEDIA_TYPES:
        return None
    return files(__name__).joinpath(name).read_bytes(), MEDIA_TYPES[name]


def _said(bundle: FluentBundle, name: str) -> str:
    pattern = bundle.get_message(name).value
    if pattern is None:
        raise ValueError(f"locales: {name} has no words")
    said, errors = bundle.format_pattern(pattern, PLACEHOLDERS)
    if errors:
        raise ValueError(f"locales: {name}: {errors[0]}")
    return str(said)


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
