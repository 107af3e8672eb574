"""Languages: which one a message asks to be spoken to in, where it asks for nothing else."""

from __future__ import annotations

from conversations.understanding.text import fold
from conversations.understanding.wishes import FILLERS, spelled
from conversations.understanding.words import ADDRESS, NEGATIONS, PARTICLES, SELF, listed

ASKED = "ask"  # another language is wished, but not said which
MOST_WORDS = 7  # only a whole short message asks for it: "tolong pakai bahasa jawa saja ya pak"

_NAMES = {
    **dict.fromkeys(listed("indonesia,indo,endonesia,nasional"), "id"),
    **dict.fromkeys(listed("banjar,bjr,banjarnya,banjare"), "bjn"),
    **dict.fromkeys(listed("jawa,jowo,jawi,jawane,krama,kromo"), "jv"),
}
_SPEAKS = listed(
    "ganti,gantos,pilih,milih,ubah,pindah,tukar,pakai,pake,pakek,memakai,gunakan,nganggo,ngagem,"
    "bicara,ngomong,omong,bapander,pander,ngendikan,basan,jawab"
)
_BESIDE = (
    _SPEAKS
    | ADDRESS
    | PARTICLES
    | SELF
    | FILLERS
    | listed(
        "bisa,bisakah,saget,saged,iso,isa,kawa,boleh,mau,handak,badhe,arep,ingin,pengen,minta,"
        "nyuwun,njaluk,ke,dalam,dengan,mawi,kah,apa,apakah,apo,nopo,napa,punapa,menapa,dulu,lebih,"
        "halus,alus,kan,pian,sampeyan,panjenengan,sampean,kembali,lagi,malih,maneh,pulang,daerah,"
        "lain,liyane,sanes,menu,nya,nggih,inggih,njih,injih,iya,iyo,hiih,oke,ok,baik,halo"
    )
)


def read_language(text: str) -> str | None:
    """Give the code of the language asked for ("id", "bjn", "jv"), "ask" for which one is left
    open, None where the message says anything else."""
    words = fold(text).split()
    while len(words) > 1 and words[-1] in NEGATIONS:  # "bisa bahasa jawa gak": asks, denies nothing
        words.pop()
    if not words or len(words) > MOST_WORDS:
        return None
    seen = [spelled(each) for each in words]
    named = {_NAMES[each] for each in seen if each in _NAMES}
    wished = "bahasa" in seen or (named and not _SPEAKS.isdisjoint({*words, *seen}))
    rest = {each for each in seen if each not in _NAMES and each != "bahasa"}
    if not wished or not rest <= _BESIDE | {*map(spelled, _SPEAKS)}:
        return None
    return named.pop() if len(named) == 1 else ASKED


def read_language_name(text: str) -> str | None:
    """Give the code of the language that the words name where one is asked for: "jawa"."""
    named = {_NAMES[each] for each in map(spelled, fold(text).split()) if each in _NAMES}
    return named.pop() if len(named) == 1 else None
