"""Yes, no, don't know and later: whole short answers only, never the wrong way round."""

import re
from functools import lru_cache
from typing import Literal

from conversations.understanding.text import clean, fold
from conversations.understanding.words import ADDRESS, SELF, listed

YesNo = Literal["yes", "no", "unknown_answer", "skip"]
_KNOWN_KEPT = 4096  # words of a list of people, where names come again and again
_MOST_WORDS = 6  # a longer sentence says more than yes or no

# --- words that agree by themselves, and can't be denied by a word before them -----------------
_AGREE = listed(  # Indonesian, with vowels dropped and letters doubled
    "ya iya y iy yaa iyaa iyaaa iye ia iyah yes yup yups yap yep yoi oke ok okey okay oki okeh oce "
    "sip siip sipp yoa yaps iyes iyaps heeh hooh haah yaudah yaudh acc "
    # Banjar: hiih, iih, inggih; Bugis and Makassar: iye, iyo
    "hiih iih ihi inggih iyo iyek "
    # Javanese, Sundanese, Madurese
    "injih nggih njih nggeh nggh enggeh enggih inggeh muhun sumuhun enya enggi engghi yo yowes"
)
# --- words that agree, and that a negation before them turns into no ---------------------------
_CONTENT = listed(
    "betul btul btl benar bener bnr sesuai cocok tepat setuju stuju stj sepakat boleh blh bole "
    "mau mw bisa bs sanggup bersedia siap siyap ada pernah prnh punya pnya perlu sudah sdh udah "
    "udh dah suda yakin jadi silakan silahkan silakn monggo mantap "
    # Banjar: true, willing, want; Bugis and Makassar: true, want
    "bujur hakun handak hndk tongeng tojeng maelo "
    # Javanese: true, already, want, can, there is
    "leres sampun uwis wis purun gelem kersa kerso saged saget wonten onok ono"
)
_NOT_ALONE = frozenset({"jadi", "perlu"})  # agree only after another agreeing word
# --- words that deny ---------------------------------------------------------------------------
_DENY = listed(  # Indonesian
    "tidak tdk tdak tida tak tq nggak enggak engga ngga ngak gak ga gk g gag gaq kagak kaga tidk "
    "no nope bukan bkn bkan jangan jgn jng jngn jngan belum blm blum belom blom emoh ogah gada "
    # Banjar
    "kada kd kda kadak kadada kahada balum "
    # Javanese; "aja" (don't) is also Indonesian "just", so it is no answer
    "ora orak ra mboten mbtn boten ndak ndhak nda ndaa dak durung dereng dudu ojo moh wegah rasah "
    # Sundanese, Bugis, Makassar, Madurese
    "teu henteu moal tania taniya teai tena teya bunten"
) - {"tq"}  # "tq" is also "thank you"
_DIFFERS = frozenset(["salah", "keliru", "beda", "berbeda", "menolak", "tolak", "keberatan"])
_AFTER_DENIAL = frozenset({"usah", "dulu", "ah"})
_SURELY = frozenset({"pasti", "tentu", "jelas", "memang"})  # strengthen what follows
_DEGREES = listed("sekali,banget,bgt,bangat,bngt,banar,tenan,pol,semua,besar,total")
_FILLERS = (
    (ADDRESS - {"ibu", "bapak"})
    | SELF
    | listed(
        "bapak,ibu,lah,deh,dong,kok,nih,saja,aja,haja,ja,am,ae,ai,pang,gin,mawon,itu,tabe,daeng"
    )
)
_BANJAR_ASKED = frozenset({"bujur", "hakun", "handak", "hndk"})  # "hakun lah" asks, in Banjar
# --- don't know --------------------------------------------------------------------------------
_KNOW = listed(
    "tahu,tau,taw,tw,ingat,inget,ingt,yakin,ngerti,ngertos,sumerep,semerep,eling,kelingan,kemutan,"
    "weruh,hafal,hapal,apal,pirsa"
)
_UNKNOWN = listed(
    "lupa,lali,kesupen,gatau,gatahu,gtau,gaktau,entah,entahlah,embuh,mbuh,duko,wallahualam,"
    "kadatahu,sudah lupa,udah lupa,sdh lupa,agak lupa,mana saya tahu,mana saya tau,kirang pirsa,"
    "kurang hafal"
)
# --- later -------------------------------------------------------------------------------------
_SKIP = frozenset(
    [
        *("lewati", "lewat", "lewatkan", "skip", "lompati", "lompat", "langkahi", "kosongkan"),
        *("nanti", "nanti saja", "nanti aja", "nanti dulu", "ntar", "ntar aja", "ntar dulu"),
        *("belum ada", "blm ada", "blum ada", "balum ada", "durung ono", "durung ana"),
        *("dereng wonten", "menyusul", "nyusul", "tunda", "tunda dulu", "belum sempat"),
        *("kaina", "kaina haja", "mengko", "mengko wae", "mangke", "mangke mawon", "isi nanti"),
        *("lewati saja", "lewati aja", "lewat saja", "lewat aja", "skip aja", "skip saja"),
        *("lain kali", "lain kali saja", "nanti saja di kantor desa", "nanti di kantor desa"),
        *("lewati dulu", "skip dulu", "lompati dulu", "besok", "besok saja", "besok aja", "ngko"),
        *("lain waktu", "belakangan", "kapan kapan", "menyusul saja", "susulkan", "kena", "kainah"),
    ]
)
_WHOLE: dict[str, YesNo] = {
    **dict.fromkeys(["ya sudah", "ya udah", "y sudah", "tentu", "tentu saja", "pasti"], "yes"),
    **dict.fromkeys(["hi ih", "he eh", "ho oh", "ha ah", "iya dong", "yes please"], "yes"),
    **dict.fromkeys(["kurang tepat", "kurang betul", "kurang benar", "ora ono"], "no"),
    **dict.fromkeys(["kurang setuju", "kurang cocok", "kurang sesuai", "kurang pas"], "no"),
    **dict.fromkeys(["ora ana", "mboten wonten", "de ga", "de gaga", "salah semua"], "no"),
    **dict.fromkeys(
        ["kurang tahu", "kurang tau", "wallahu alam", "kurang yakin"], "unknown_answer"
    ),
    **dict.fromkeys(_UNKNOWN, "unknown_answer"),
    **dict.fromkeys(_SKIP, "skip"),
    **dict.fromkeys("👍👌✅✔☑🆗🙆✓", "yes"),
    **dict.fromkeys("👎❌✖🙅🚫⛔", "no"),
    **dict.fromkeys("🤷", "unknown_answer"),
}
# It looks like a yes and means "perhaps".
_PERHAPS = frozenset({"bisa jadi", "bisa saja", "bisa aja", "bisa ja", "bisa haja", "bisa bisa"})
_POLITE_SIGNS = re.compile("[🙏🙇😊🙂😁😀😄😃☺🤗❤💪🥰😇🌹🤲♀♂]")  # say nothing of yes or no
_PICTURE = re.compile("([\u2190-\u2bff\U0001f000-\U0001faff])")
_THANKS = re.compile(  # with the "ya" behind it, which then agrees to nothing
    r"(?<!\w)(?:terima ?kasih|tarima ?kasih|makasih|makasi|mksh|trims|suwun|matur ?nuwun|nuwun|"
    r"thanks|thank you|alhamdulillah|bismillah)(?: (?:ya|yah|yaa|banyak|sekali|sebelumnya))*(?!\w)"
)
# Bugis "aja'" (don't) and "de'" (no) differ from Indonesian words by their glottal stop alone.
_GLOTTAL = re.compile(r"(?<!\w)(?:aja|de|dé|nda|tena)'")
_APOSTROPHES = str.maketrans("’‘`ʼ´", "'''''")
_POLAR = _AGREE | _CONTENT | _DENY | _DIFFERS
_NOT_SO = _DENY | _DIFFERS
_AFTER_NO = _CONTENT | _AFTER_DENIAL
_PERSONS = ADDRESS | SELF
_LISTED = _POLAR | _KNOW | _FILLERS | _DEGREES | _SURELY | {"usah", "jangan", "lupa", "tau"}
_CLAUSES = re.compile(r"[,.;:!\n]+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_GLUED = re.compile(r"(gak|ga|gk|g|nggak|tidak|tdk|kada|kd|ora|ndak|nda|belum|blm|blom)(\w{3,})")


def read_yes_no(text: str) -> YesNo | None:
    """Give what a whole short answer says, None where it is unsure: then ask with buttons."""
    seen = clean(text)
    if "?" in seen:
        return None
    if whole := _WHOLE.get(fold(seen)):
        return whole
    if stopped := _GLOTTAL.search(seen.casefold().translate(_APOSTROPHES)):
        return "no" if fold(seen) == fold(stopped[0]) else None
    clauses = [clause for part in _CLAUSES.split(seen) for clause in _parted(fold(part))]
    said = {_read_clause(clause) for clause in clauses if not _FILLERS.issuperset(clause.split())}
    return said.pop() if len(said) == 1 else None


def _parted(folded: str) -> list[str]:
    """Give the words without thanks and polite pictures; other pictures are parts of their own."""
    bare = _POLITE_SIGNS.sub(" ", _THANKS.sub(" ", folded))
    return [piece for piece in map(str.strip, _PICTURE.split(bare)) if piece]


def _read_clause(clause: str) -> YesNo | None:
    if whole := _WHOLE.get(clause) or _WHOLE.get(clause.removesuffix(" ya")):
        return whole if clause in _WHOLE or whole in ("skip", "unknown_answer") else None
    words = [word for typed in clause.split() for word in _known(typed)]
    if len(words) > _MOST_WORDS or _is_unsure(words):
        return None
    bare = [word for word in words if word not in _FILLERS and word not in _DEGREES]
    while len(bare) > 1 and bare[0] in _SURELY:
        bare.pop(0)
    if bare[:1] == ["sama"] and bare[1:] and "sekali" in words:  # "sama sekali tidak"
        bare = bare[1:] if bare[1] in _DENY else []
    if bare[-1:] == ["sama"] and bare[0] in _DENY and "sekali" in words:
        bare.pop()
    whole = _WHOLE.get(" ".join(bare)) or _WHOLE.get(" ".join(bare).removesuffix(" ya"))
    if whole in ("skip", "unknown_answer") or (whole and " ".join(bare) in _WHOLE):
        return whole
    if not bare:
        return None
    return _denial(bare) if bare[0] in _NOT_SO else _agreement(bare)


def _is_unsure(words: list[str]) -> bool:
    """Tell "bisa saja pak" (perhaps) and Banjar "hakun lah" (a question) from their yes."""
    plain = " ".join(word for word in words if word not in _PERSONS)
    return plain in _PERHAPS or ("lah" in words and bool(_BANJAR_ASKED.intersection(words)))


@lru_cache(maxsize=_KNOWN_KEPT)
def _known(word: str) -> tuple[str, ...]:
    """Give a word as it is listed: "okee" is "oke", "gamau" is "ga mau", "bolehlah" "boleh lah"."""
    if len(word) < 3 or word in _LISTED:
        return (word,)
    if plain := _PLAIN.get(_DOUBLED.sub(r"\1", word)):
        return (plain,)
    if (glued := _GLUED.fullmatch(word)) and glued[2] in _AFTER_NO:
        return (glued[1], glued[2])
    stem = word.removesuffix("lah")
    return (stem, "lah") if stem in _POLAR and stem != word else (word,)


def _plain_spellings() -> dict[str, str]:
    """The listed words by their letters without doubles; who mean two things are left out."""
    found: dict[str, set[str]] = {}
    for word in _LISTED:
        found.setdefault(_DOUBLED.sub(r"\1", word), set()).add(word)
    return {plain: min(words) for plain, words in found.items() if len(set(map(_kind, words))) == 1}


def _kind(word: str) -> str:
    kinds = (_AGREE | _CONTENT, _DENY, _DIFFERS, _KNOW)
    return next((str(i) for i, words in enumerate(kinds) if word in words), "")


_PLAIN = _plain_spellings()


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
