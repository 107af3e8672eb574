"""Yes, no, don't know and later: whole short answers only, never the wrong way round."""

import re
from typing import Literal

from conversations.understanding.text import clean, fold
from conversations.understanding.words import ADDRESS, SELF, listed

YesNo = Literal["yes", "no", "unknown_answer", "skip"]
_MOST_WORDS = 6  # a longer sentence says more than yes or no

# --- words that agree by themselves, and can't be denied by a word before them -----------------
_AGREE = listed(  # Indonesian, with vowels dropped and letters doubled
    "ya iya y iy yaa iyaa iye ia iyah yes yup yap yep yoi oke ok okey okay oki okeh sip siip sipp "
    "yoa yaps iyes iyaps heeh hooh haah "
    # Banjar: hiih, iih, inggih; Bugis: iye, iyo
    "hiih iih ihi inggih iyo "
    # Javanese, Sundanese, Madurese
    "injih nggih njih nggeh enggeh enggih inggeh muhun sumuhun enya enggi"
)
# --- words that agree, and that a negation before them turns into no ---------------------------
_CONTENT = listed(
    "betul btul btl betull benar bener bnr sesuai cocok tepat setuju stuju stj sepakat boleh blh "
    "bole mau mw bisa bs sanggup bersedia siap ada pernah prnh punya perlu sudah sdh udah udh dah "
    "suda sudahh yakin jadi silakan silahkan silakn monggo "
    # Banjar: true, willing, want; Javanese: true, already, want
    "bujur hakun handak hndk leres sampun uwis wis purun gelem kersa"
)
_NOT_ALONE = frozenset({"jadi", "perlu"})  # agree only after another agreeing word
# --- words that deny ---------------------------------------------------------------------------
_DENY = listed(  # Indonesian
    "tidak tdk tdak tida tak nggak enggak engga ngga ngak gak ga gk g gag kagak kaga tidk no nope "
    "bukan bkn jangan jgn jng belum blm blum emoh "
    # Banjar
    "kada kd kda kadak kadada kahada balum "
    # Javanese; "aja" (don't) is also Indonesian "just", so it is no answer
    "ora ra mboten boten ndak ndhak nda ndaa dak durung dereng dudu ojo "
    # Sundanese, Bugis, Makassar
    "teu henteu moal tania tena teya"
)
_DIFFERS = frozenset(["salah", "keliru", "beda", "berbeda", "menolak", "tolak", "keberatan"])
_AFTER_DENIAL = frozenset({"usah", "dulu", "ah"})
_FILLERS = (
    (ADDRESS - {"ibu", "bapak"})
    | SELF
    | listed("bapak,ibu,lah,deh,dong,kok,nih,saja,aja,haja,ae,ai,pang,gin,mawon,itu,sekali")
)
# --- don't know --------------------------------------------------------------------------------
_KNOW = listed("tahu,tau,taw,tw,ingat,inget,ingt,yakin,ngerti,ngertos,sumerep,eling,kelingan,weruh")
_UNKNOWN = listed(
    "lupa,lali,kesupen,gatau,gatahu,gtau,gaktau,entah,entahlah,embuh,mbuh,duko,wallahualam,kadatahu"
)
# --- later -------------------------------------------------------------------------------------
_SKIP = frozenset(
    [
        *("lewati", "lewat", "lewatkan", "skip", "lompati", "lompat", "langkahi", "kosongkan"),
        *("nanti", "nanti saja", "nanti aja", "nanti dulu", "ntar", "ntar aja", "nanti ya"),
        *("belum ada", "blm ada", "blum ada", "balum ada", "durung ono", "durung ana"),
        *("dereng wonten", "menyusul", "nyusul", "tunda", "tunda dulu", "belum sempat"),
        *("kaina", "kaina haja", "mengko", "mengko wae", "mangke", "mangke mawon", "isi nanti"),
        *("lewati saja", "lewati aja", "lewat saja", "lewat aja", "skip aja", "skip saja"),
        *("lain kali", "lain kali saja", "nanti saja di kantor desa", "nanti di kantor desa"),
    ]
)
_WHOLE: dict[str, YesNo] = {
    **dict.fromkeys(["ya sudah", "ya udah", "y sudah", "tentu", "tentu saja", "pasti"], "yes"),
    **dict.fromkeys(["hi ih", "he eh", "ho oh", "ha ah", "iya dong"], "yes"),
    **dict.fromkeys(["kurang tepat", "kurang betul", "kurang benar", "ora ono"], "no"),
    **dict.fromkeys(["ora ana", "mboten wonten", "de ga"], "no"),
    **dict.fromkeys(
        ["kurang tahu", "kurang tau", "wallahu alam", "kurang yakin"], "unknown_answer"
    ),
    **dict.fromkeys(["👍", "👌", "✅", "✔", "☑", "🆗", "🙆"], "yes"),
    **dict.fromkeys(["👎", "❌", "✖", "🙅", "🚫"], "no"),
    **dict.fromkeys(["🤷"], "unknown_answer"),
}
# Bugis "aja'" (don't) and "de'" (no) differ from Indonesian words by their glottal stop alone.
_GLOTTAL = frozenset({"aja'", "de'", "dé'", "nda'", "tena'"})
_APOSTROPHES = str.maketrans("’‘`ʼ´", "'''''")
_LISTED = _AGREE | _CONTENT | _DENY | _DIFFERS | _KNOW | _FILLERS
_CLAUSES = re.compile(r"[,.;:!\n]+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_DOUBLED_PICTURE = re.compile(r"(👍|👎|✅|❌|👌)\1+")


def read_yes_no(text: str) -> YesNo | None:
    """Give what a whole short answer says, None where it is unsure: then ask with buttons."""
    seen = clean(text)
    if "?" in seen:
        return None
    stopped = _GLOTTAL & set(seen.casefold().translate(_APOSTROPHES).split())
    if stopped:
        return "no" if len(seen.split()) == 1 else None
    whole = _whole_answer(fold(seen))
    if whole:
        return whole
    clauses = [clause for clause in map(fold, _CLAUSES.split(seen)) if clause]
    said = {_read_clause(clause) for clause in clauses}
    return said.pop() if len(said) == 1 else None


def _whole_answer(folded: str) -> YesNo | None:
    folded = " ".join(dict.fromkeys(_DOUBLED_PICTURE.sub(r"\1", folded).split()))
    if folded in _WHOLE:
        return _WHOLE[folded]
    if folded in _UNKNOWN:
        return "unknown_answer"
    return "skip" if folded in _SKIP else None


def _read_clause(clause: str) -> YesNo | None:
    if whole := _whole_answer(clause):
        return whole
    words = [_known(word) for word in clause.split()]
    bare = [word for word in words if word not in _FILLERS]
    if not bare or len(words) > _MOST_WORDS:
        return None
    if whole := _whole_answer(" ".join(bare)):
        return whole
    return _denial(bare) if bare[0] in _DENY | _DIFFERS else _agreement(bare)


def _known(word: str) -> str:
    """Give the listed spelling of a word with doubled letters ("okee", "iyaa"), else itself."""
    if len(word) < 3 or word in _LISTED:
        return word
    return _DOUBLED.sub(r"\1", word)


def _agreement(words: list[str]) -> YesNo | None:
    if not all(word in _AGREE or word in _CONTENT for word in words):
        return None
    return None if words[0] in _NOT_ALONE else "yes"


def _denial(words: list[str]) -> YesNo | None:
    """Read an answer that begins with a denial; denied twice or denied "wrong" is unsure."""
    first, rest = words[0], [word for word in words[1:] if word != words[0]]
    if first in _DIFFERS:
        return "no" if not rest else None
    if rest and all(word in _KNOW for word in rest):
        return "unknown_answer"
    return "no" if all(word in _CONTENT or word in _AFTER_DENIAL for word in rest) else None
