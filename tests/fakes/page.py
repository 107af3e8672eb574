"""The small page of a fake: what arrived, and forms to write and tap as a person; no scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
body{font:15px/1.4 sans-serif;margin:1rem;background:#eee}
section{display:inline-block;vertical-align:top;width:22rem;margin:0 1rem 1rem 0;padding:.7rem;
background:#fff;border-radius:.5rem}
p{margin:.3rem 0;padding:.4rem .6rem;border-radius:.5rem;white-space:pre-wrap;background:#f3f3f3}
p.theirs{background:#dff3d8;margin-left:3rem}
p.gone{opacity:.5;text-decoration:line-through}
small{color:#777}img{max-width:100%}form{display:inline}button{margin:.1rem}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One message on the page; `theirs`: the person wrote it."""

    text: str
    id: str = ""  # of the message, handed back by a tap
    theirs: bool = False
    gone: bool = False  # deleted
    note: str = ""  # in grey: a kind, an edit, a status
    picture: str = ""  # address on this server
    buttons: Sequence[tuple[str, str]] = ()  # (label, value handed back by a tap)


@dataclass(frozen=True, slots=True)
class Talk:
    """One chat on the page; `id` is handed back by its forms."""

    id: str
    name: str
    lines: Sequence[Line]


def page(title: str, talks: Sequence[Talk], refused: Sequence[str] = ()) -> str:
    """The whole page.

    Its forms POST to /act, urlencoded: act=write chat text · act=tap chat message value ·
    act=contact chat · act=new id name (a new person). Redirect to / (303) afterwards.
    """
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title>"
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{_new()}"
        f"<div>{''.join(map(_talk, talks))}</div>{_refused(refused)}</body></html>"
    )


def _new() -> str:
    fields = "<input name=id placeholder=id required><input name=name placeholder=name required>"
    return _form("new", "", f"{fields}<button>new person</button>")


def _talk(talk: Talk) -> str:
    write = "<input name=text autocomplete=off size=28 required><button>send</button>"
    contact = "<button>share own number</button>"
    lines = "".join(_line(talk.id, line) for line in talk.lines)
    return (
        f"<section><h2>{escape(talk.name)} <small>{escape(talk.id)}</small></h2>{lines}"
        f"{_form('write', talk.id, write)}<br>{_form('contact', talk.id, contact)}</section>"
    )


def _line(chat: str, line: Line) -> str:
    kinds = " ".join(name for name in ("theirs", "gone") if getattr(line, name))
    picture = f'<img src="{escape(line.picture)}" alt="">' if line.picture else ""
    note = f" <small>{escape(line.note)}</small>" if line.note else ""
    buttons = "".join(_button(chat, line.id, *button) for button in line.buttons)
    return f'<p class="{kinds}">{picture}{escape(line.text)}{note}</p>{buttons}'


def _button(chat: str, message: str, label: str, value: str) -> str:
    return _form("tap", chat, _hidden(message=message, value=value) + _labelled(label))


def _labelled(label: str) -> str:
    return f"<button>{escape(label)}</button>"


def _form(act: str, chat: str, inside: str) -> str:
    return f'<form method=post action="/act">{_hidden(act=act, chat=chat)}{inside}</form>'


def _hidden(**values: str) -> str:
    return "".join(
        f'<input type=hidden name="{name}" value="{escape(value)}">'
        for name, value in values.items()
    )


def _refused(reasons: Sequence[str]) -> str:
    return "<h2>refused</h2>" + "".join(f"<p>{escape(each)}</p>" for each in reasons)
