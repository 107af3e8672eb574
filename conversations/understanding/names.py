"""People's names: kept in their own letters, made readable, told from questions and sentences."""

import re
from dataclasses import dataclass

from conversations.understanding.text import clean, fold
from conversations.understanding.words import QUESTION_WORDS, listed
from conversations.understanding.yesno import read_yes_no

LONGEST = 100  # characters; Dukcapil writes at most 60 on a card, older papers hold more
_MOST_WORDS = 9

_LEAD = re.compile(
    r"^(?:(?:perkenalkan,?\s+|ass?alamu'?ala?ikum,?\s+|halo,?\s+|permisi,?\s+)?(?:nama|namaku|namanya|nm|ngaran|ngarannya|aran|jeneng|jenenge|jenengku|nami|asma)"
    r"(?:\s+(?:lengkap|lengkapnya|beliau|saya|sy|aku|ulun|kula|kulo|dia|ibu kandung|adalah|itu"
    r"|nya))*\s*[:=]?|(?:perkenalkan,?\s+)?(?:saya|sy|aku)\s+(?:bernama|adalah)|bernama)\s+(?=\S)",
    re.IGNORECASE,
)
_I_AM = re.compile(r"^(?:perkenalkan,?\s+)?(?:saya|sy|ulun|aku|kula)\s+(?=\S)", re.IGNORECASE)
_TITLES = {
    **dict.fromkeys(("pak", "bapak", "bpk"), "pak"),
    **dict.fromkeys(("bu", "ibu"), "bu"),
    **{word: word for word in ("mbah", "mbok", "kakek", "nenek", "kai", "nini", "mas", "mbak")},
    **{word: word for word in ("om", "tante", "paman", "acil", "julak", "amang", "abah", "mama")},
    **dict.fromkeys(("alm", "almarhum"), "almarhum"),
    **dict.fromkeys(("almh", "almarhumah"), "almarhumah"),
}
_FIRST = re.compile(r"^([^\W\d_]+)(?:\s*[.:]\s*|\s+|$)")
_LATE = re.compile(r"[\s,]*\(?\b(almh?|almarhum(?:ah)?)\b\.?\)?\s*$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?<=\w)(?:,?\s+(?:ya|yah|pak|bu|min|kak|mbak|gan))+\s*[.!]*$", re.IGNORECASE
)
_BRACKETED = re.compile(
    r"\s*\((?:ibu|bapak|istri|suami|anak|saya|ulun|sendiri)(?: (?:saya|ulun|sendiri))?\)$",
    re.IGNORECASE,
)
_LAUGH = re.compile(r"(?:ha|he|hi|wk|xi){2,}h?")
_NUMBERING = re.compile(r"^\d{1,2}[.)]\s+")
_SENTENCE = listed(
    "mau,ingin,pengen,daftar,mendaftar,tidak,bukan,belum,sudah,lupa,tahu,tau,yang,"
    "untuk,kartu,bpjs,ktp,nik,iuran,bayar,itu,karena,kalau,kalo,bisa,boleh,tolong,"
    "petugas,saya,aku,ulun,kada,ora,istri,suami,meninggal,maninggal,umur,tahun,"
    "juta,ribu,desa,nama,namanya,hp,nomor,sendiri"
) | (QUESTION_WORDS - {"sapa", "mana", "ap"})
# Courtesies are no names. Commands are heard before a field reads; who insists is called "Menu".
_COURTESIES = listed(
    "terima kasih,makasih,selamat pagi,selamat siang,selamat sore,selamat malam,halo,hai,permisi,"
    "assalamualaikum"
)
_DEGREES = listed(
    "se,sh,st,spd,sag,skom,ssos,spdi,mpd,msi,mm,mh,amd,amdkeb,amdkep,skep,skm,sip,"
    "ssi,sp,spt,lc,ma,mag,mkom,drs,dra,ir,dr,ners,amk,gr"
)
_CAPITALS = listed("se,sh,st,mm,mh,skm,amk,sp,ma")  # degrees without dots
_FIXED = {"kh": "KH", "s.st": "S.ST", "s.st.": "S.ST."}
_LOWER = frozenset({"bin", "binti", "bt", "van", "der"})
_ROMAN = frozenset({"II", "III", "IV"})
_ALLOWED = re.compile(r"[^\W\d_]+|[ .,'’‘`ʼ´/()-]+|[\u0300-\u036f]+")
_PICTURES = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]+")
_SEGMENT = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A readable name and the title typed before it ("pak", "almarhumah"), or why there is none.

    Reasons: "empty", "digits", "question", "too_long", "too_short", "only_title", "not_a_name".
    """

    value: str | None
    reason: str | None = None
    title: str | None = None


def read_name(text: str) -> NameReading:
    """Read a name as on the identity card; mononyms count, a single letter does not."""
    seen = " ".join(_PICTURES.sub(" ", clean(text)).split())
    bare = _NUMBERING.sub("", seen)
    given = _I_AM.sub("", _LEAD.sub("", bare)).strip(' :="“”«»')
    given = _BRACKETED.sub("", _ADDRESSED.sub("", given))
    if given[:1] == given[-1:] and given[:1] in "'’‘`" and len(given) > 2:
        given = given[1:-1]
    if given.startswith("(") and given.endswith(")"):
        given = given[1:-1]
    if reason := _refusal(given, introduced=bool(_LEAD.match(bare))):
        return NameReading(None, reason=reason)
    name, title = _without_title(given)
    name = re.sub(r"\s*,\s*", ", ", name.strip(" ,-/").rstrip("("))
    letters = sum(char.isalpha() for char in name)
    if letters < 2:
        return NameReading(None, reason="only_title" if title and not letters else "too_short")
    if name.endswith(".") and len(name.split()[-1]) > 4:
        name = name.rstrip(".")
    return NameReading(_readable(name), title=title)


def called(text: str) -> str:
    """Give a person as a helper calls them, made readable: "pak darto" is "Pak Darto"."""
    return _readable(" ".join(clean(text)[:LONGEST].split()))


def _refusal(given: str, introduced: bool) -> str | None:
    if not given:
        return "empty"
    if "?" in given:
        return "question"
    if any(char.isdigit() for char in given):
        return "digits"
    if len(given) > LONGEST or len(given.split()) > _MOST_WORDS:
        return "too_long"
    if not all(_is_allowed(word) for word in given.split()) or _odd_comma(given):
        return "not_a_name"
    return _no_name(fold(given).split(), given, introduced)


def _no_name(words: list[str], given: str, introduced: bool) -> str | None:
    if not words:
        return "not_a_name"
    if introduced and len(words) == 1:
        return None
    if words[0] in QUESTION_WORDS and len(words) > 1:
        return "question"
    if " ".join(words) in _COURTESIES or "dan" in words[1:] or _LAUGH.fullmatch("".join(words)):
        return "not_a_name"
    said = any(word in _SENTENCE for word in words) or read_yes_no(given) is not None
    return "not_a_name" if said else None


def _is_allowed(word: str) -> bool:
    return "".join(_ALLOWED.findall(word)) == word


def _odd_comma(given: str) -> bool:
    """Tell whether what follows a comma is more than degrees ("S.Pd") or "alm."."""
    tail = _LATE.sub("", given).split(",")[1:]
    return any(not _is_degree(word) for part in tail for word in part.split())


def _is_degree(word: str) -> bool:
    return word.replace(".", "").casefold() in _DEGREES


def _without_title(given: str) -> tuple[str, str | None]:
    title = None
    if late := _LATE.search(given):
        title = _TITLES[late[1].casefold()]
        given = given[: late.start()]
    while (first := _FIRST.match(given)) and first[1].casefold() in _TITLES:
        title = title or _TITLES[first[1].casefold()]
        given = given[first.end() :]
    return given, title


def _readable(name: str) -> str:
    head, comma, degrees = name.partition(",")
    shown = " ".join(_readable_word(word) for word in head.split())
    behind = " ".join(_readable_degree(word) for word in degrees.split())
    return f"{shown}, {behind}" if comma and behind else shown + comma


def _readable_degree(word: str) -> str:
    bare = word.rstrip(",").casefold()
    return word.upper() if bare in _CAPITALS else _readable_word(word)


def _readable_word(word: str) -> str:
    """Capitalise a word written in one case alone; one in both keeps its own letters."""
    if word.casefold() in _LOWER:
        return word.casefold()
    if word.casefold() in _FIXED:
        return _FIXED[word.casefold()]
    if word in _ROMAN or not (word.isupper() or word.islower()):
        return word
    return _SEGMENT.sub(lambda part: _segment(word, part), word)


def _segment(word: str, part: re.Match[str]) -> str:
    before = word[: part.start()]
    apart = before[-1:] in tuple("'’‘`ʼ´")
    inside = apart and (len(before) > 2 or before[0] in "AEIOUaeiou")  # A'isyah, but D'Rosa
    return part[0].lower() if inside else part[0][:1].upper() + part[0][1:].lower()
