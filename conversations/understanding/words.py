"""Words shared by several readers: numerals, fillers, negations, and small helpers over them."""

import re
from collections.abc import Sequence


def in_order(words: str) -> tuple[str, ...]:
    """Give the words of a list parted by spaces, or the phrases of one parted by commas."""
    return tuple(re.split(r" *, *", words.strip(" ,"))) if "," in words else tuple(words.split())


def listed(words: str) -> frozenset[str]:
    """Give the words of such a list as a set."""
    return frozenset(in_order(words))


# --- numerals, by language; only those that mean one number -------------------------------
_ID_UNITS = in_order("satu,dua,tiga,empat,lima,enam,tujuh,delapan,sembilan")
_BJN_UNITS = in_order("asa,dua,talu,ampat,lima,anam,pitu,walu,sambilan")
_JV_UNITS = in_order("siji,loro,telu,papat,limo,enem,pitu,wolu,sanga")
UNITS: dict[str, int] = {
    **{word: n for n, word in enumerate(_ID_UNITS, 1)},
    **{word: n for n, word in enumerate(_BJN_UNITS, 1)},
    **{word: n for n, word in enumerate(_JV_UNITS, 1)},
    # Javanese before a measure ("rong puluh", "telung atus"), and spoken shortenings
    "rong": 2,
    "telung": 3,
    "patang": 4,
    "limang": 5,
    "nem": 6,
    "pitung": 7,
    "wolung": 8,
    "sangang": 9,
    "songo": 9,
    "pat": 4,
    "dalapan": 8,
    "sembilang": 9,
    "ampek": 4,
}
ZEROS = frozenset({"nol", "kosong", "nul"})
# Whole numbers that stand alone below a hundred.
WHOLE: dict[str, int] = {
    "sepuluh": 10,
    "sapuluh": 10,
    "sedasa": 10,
    "sebelas": 11,
    "sabalas": 11,
    "sawalas": 11,
    "sewelas": 11,
    "suwelas": 11,
    "rolas": 12,
    "telulas": 13,
    "patbelas": 14,
    "limalas": 15,
    "nembelas": 16,
    "pitulas": 17,
    "wolulas": 18,
    "sangalas": 19,
    "songolas": 19,
    "selikur": 21,
    "rolikur": 22,
    "telulikur": 23,
    "patlikur": 24,
    "selawe": 25,
    "salawi": 25,
    "nemlikur": 26,
    "pitulikur": 27,
    "wolulikur": 28,
    "sangalikur": 29,
    "seket": 50,
    "sewidak": 60,
    "suwidak": 60,
}
TEENS = frozenset({"belas", "balas", "walas", "las"})
TENS = frozenset({"puluh", "puluhan"})
HUNDREDS = frozenset({"ratus", "atus"})
HUNDRED = frozenset({"seratus", "saratus", "satus"})
THOUSANDS = frozenset({"ribu", "ewu"})
THOUSAND = frozenset({"seribu", "saribu", "sewu"})
NUMERALS = frozenset(UNITS) | ZEROS | frozenset(WHOLE) | TEENS | TENS
NUMERALS |= HUNDREDS | HUNDRED | THOUSANDS | THOUSAND

# --- words that carry no meaning at the edge of a short answer ----------------------------
ADDRESS = listed(
    "pak,bapak,bpk,bu,ibu,mas,mbak,mba,mbk,kak,kaka,kakak,bang,abang,min,om,tante,gan,bos"
)
PARTICLES = listed(
    "ya,yah,lah,deh,dong,kok,sih,nih,tuh,aja,saja,haja,ae,ai,pang,gin,wae,mawon,to,tolong"
)
SELF = listed("saya,sy,aku,ku,ulun,unda,kami,kita,gue,gw,kula,kulo,inyong,iyya")

# --- negation ------------------------------------------------------------------------------
NEGATIONS = listed(  # Indonesian and its shortenings
    "tidak tdk tdak tida tak tk nggak enggak engga ngga ngak gak ga gk g gag kagak kaga "
    "bukan bkn jangan jgn jng belum blm blum "
    # Banjar, then Javanese, then Sundanese and Bugis/Makassar
    "kada kd kda kadak kadada kahada jangan balum "
    "ora ra mboten boten ndak ndhak nda dak durung dereng dudu ojo "
    "teu henteu moal tania tena teya"
)

# --- question words --------------------------------------------------------------------------
QUESTION_WORDS = listed(
    "apa apakah apaan ap siapa sapa berapa brp brapa berape bagaimana bgmn gimana gmn kapan "
    "kenapa knp mengapa mana dimana dmn kemana kmn manakah bolehkah bisakah adakah "
    # Banjar
    "napa apakah pabila kayapa kanapa barapa dimapa "
    # Javanese
    "opo nopo piro pinten piye pripun kepiye sinten ngendi nengendi kapan ngopo"
)


def one_edit_apart(left: str, right: str) -> bool:
    """Tell whether one letter added, left out, changed or swapped makes one word the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return left == right
    start = _same_start(left, right)
    a, b = left[start:], right[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a == b[1:] or a[1:] == b or swapped


def _same_start(left: str, right: str) -> int:
    shortest = min(len(left), len(right))
    return next((i for i in range(shortest) if left[i] != right[i]), shortest)


def read_cardinal(words: Sequence[str], start: int = 0) -> tuple[int, int]:
    """Give the number below a million that begins at `start`, and how many words it takes.

    Takes the longest run that is one well-formed number; (0, 0) where there is none.
    """
    below, taken = _below_thousand(words, start)
    after = start + taken
    if taken and below and after < len(words) and words[after] in THOUSANDS:
        rest, more = _below_thousand(words, after + 1)
        return (below * 1000 + rest, taken + 1 + more) if rest else (below * 1000, taken + 1)
    if not taken and start < len(words) and words[start] in THOUSAND:
        rest, more = _below_thousand(words, start + 1)
        return (1000 + rest, 1 + more) if rest else (1000, 1)
    return below, taken


def _below_thousand(words: Sequence[str], start: int) -> tuple[int, int]:
    first = words[start] if start < len(words) else ""
    second = words[start + 1] if start + 1 < len(words) else ""
    if first in HUNDRED or (first in UNITS and second in HUNDREDS):
        taken = 1 if first in HUNDRED else 2
        hundreds = 1 if first in HUNDRED else UNITS[first]
        rest, more = _below_hundred(words, start + taken)
        return (hundreds * 100 + rest, taken + more) if rest else (hundreds * 100, taken)
    return _below_hundred(words, start)


def _below_hundred(words: Sequence[str], start: int) -> tuple[int, int]:
    first = words[start] if start < len(words) else ""
    second = words[start + 1] if start + 1 < len(words) else ""
    third = words[start + 2] if start + 2 < len(words) else ""
    if first in WHOLE:
        alone = WHOLE[first] not in (50, 60) or second not in UNITS
        return (WHOLE[first], 1) if alone else (WHOLE[first] + UNITS[second], 2)
    if first in ZEROS:
        return 0, 1
    if first not in UNITS:
        return 0, 0
    if second in TEENS:
        return 10 + UNITS[first], 2
    if second in TENS:
        more = third in UNITS and not _opens_a_group(words, start + 3)
        return (UNITS[first] * 10 + UNITS[third], 3) if more else (UNITS[first] * 10, 2)
    return UNITS[first], 1


def _opens_a_group(words: Sequence[str], after: int) -> bool:
    """Tell whether the unit before `after` belongs to a following "puluh", "ratus" or "belas"."""
    return after < len(words) and words[after] in TENS | HUNDREDS | TEENS
