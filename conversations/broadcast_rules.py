"""What a campaign may not say, and what only the kabupaten may let it say.

Requests for money and words for a candidate are refused, names of candidates and of who holds an
office by a list of the kabupaten. Links, phone and account numbers outside its list go to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from conversations.broadcast_text import (
    ANSWER,
    FLOWS,
    MOST_BUTTONS,
    MOST_LABEL,
    MOST_TEXT,
    Content,
    unknown_fields,
)
from conversations.session import SOURCE

DENIED = r"(?<!jangan )(?<!tidak )(?<!tanpa )(?<!bukan )(?<!tidak usah )(?<!tidak perlu )"
# "Tidak dipungut biaya" and "jangan transfer" are no requests.
MONEY = re.compile(
    DENIED + r"\b(?:transfer(?:kan)?|ditransfer(?:kan)?|(?:kirim(?:kan)?|setor(?:kan)?|serahkan|"
    r"titip(?:kan)?) (?:uang|dana|pulsa|biaya|iuran)|sumbangan|donasi|uang (?:jasa|rokok|pelicin|"
    r"administrasi)|biaya (?:administrasi|pendaftaran|pengurusan|materai)|dipungut rp|"
    r"bayar(?:kan)? (?:ke|kepada|lewat|melalui) (?:petugas|rekening|rek|saya|kami|nomor))\b",
    re.IGNORECASE,
)
POLITICS = re.compile(
    r"\b(?:coblos|paslon|pasangan calon|caleg|cagub|cabup|cakades|calon (?:bupati|wali ?kota|"
    r"gubernur|presiden|legislatif|kepala desa|kades|anggota)|pil(?:kada|kades|gub|bup|pres|eg)|"
    r"pemilu|partai|kampanye|dukung(?:lah)? (?:bapak|pak|ibu|bu|nomor)|pilih(?:lah)? (?:bapak|pak|"
    r"ibu|bu|nomor|no) ?)\b",
    re.IGNORECASE,
)
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+(?:com|id|net|org|me|ly|info|link|site|online|xyz|"
    r"gl|app|io)\b(?:/\S*)?|@\w{4,}",
    re.IGNORECASE,
)
DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
SUM = re.compile(r"\brp\.? ?\d[\d.]*", re.IGNORECASE)
NUMBER = re.compile(r"\+?\d(?:[ .()-]{0,2}\d){6,}")  # seven digits and more: a phone, an account
TRAILING = ".,;:!?)]'\""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why it cannot be said so: a code, and the words that it is about."""

    code: str
    what: str = ""


def wrongs(content: Content, names: Collection[str] = ()) -> tuple[Wrong, ...]:
    """Everything that must be changed first; `names` are never named."""
    return tuple(dict.fromkeys([*_shape(content), *_words(content, names)]))


def marks(content: Content) -> tuple[str, ...]:
    """Links, phone numbers and account numbers in it, in one way of writing."""
    found: dict[str, None] = {}
    for text in _texts(content):
        links = [each.rstrip(TRAILING) for each in LINK.findall(text)]
        rest = SUM.sub(" ", DATE.sub(" ", LINK.sub(" ", text)))
        numbers = NUMBER.findall(rest)
        found |= dict.fromkeys(plain(each) for each in (*links, *numbers))
    return tuple(found)


def plain(mark: str) -> str:
    """A link or number in one way of writing: without scheme, signs, and the land's 62."""
    text = mark.strip().lower()
    digits = re.sub(r"\D", "", text)
    if digits and not re.search(r"[a-z]", text):
        return "0" + digits[2:] if digits.startswith("62") else digits
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", text).rstrip("/")


def _texts(content: Content) -> Iterator[str]:
    yield from content.texts.values()
    yield from (each.label for each in content.buttons)
    if content.file:
        yield content.file.name.rpartition(".")[0]


def _shape(content: Content) -> Iterator[Wrong]:
    if not content.texts.get(SOURCE, "").strip():
        yield Wrong("empty")
    for text in content.texts.values():
        yield from (Wrong("unknown-field", each) for each in unknown_fields(text))
        if len(text) > MOST_TEXT:
            yield Wrong("too-long", str(MOST_TEXT))
    if len(content.buttons) > MOST_BUTTONS:
        yield Wrong("many-buttons", str(MOST_BUTTONS))
    for each in content.buttons:
        if each.kind not in (*FLOWS, ANSWER) or not each.label.strip():
            yield Wrong("no-button")
        if len(each.label) > MOST_LABEL:
            yield Wrong("long-button", each.label)
    labels = [each.label.strip().lower() for each in content.buttons]
    if len(set(labels)) < len(labels):
        yield Wrong("same-buttons")


def _words(content: Content, names: Collection[str]) -> Iterator[Wrong]:
    for text in _texts(content):
        flat = " ".join(text.split())
        if found := MONEY.search(flat):
            yield Wrong("money", found[0])
        if found := POLITICS.search(flat):
            yield Wrong("politics", found[0])
        yield from (Wrong("name", each) for each in names if _names(flat, each))


def _names(text: str, name: str) -> bool:
    words = re.escape(" ".join(name.split()))
    return bool(words) and bool(re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))
