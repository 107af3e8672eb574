"""Words shared by several readers: numerals, fillers, negations, and small helpers over them."""

import re
from collections.abc import Sequence


def in_order(words: str) -> tuple[str, ...]:
    """Give the words of a list parted by spaces, or the phrases of one parted by commas."""
    return tuple(re.split(r" *, *", words.strip(" ,"))) if "," in words else tuple(words.split())


def listed(words: str) -> frozenset[str]:
    """Give the words of such a list as a set."""
    return frozenset(in_order(words))


# --- numerals; only words that mean one number ----------------------------------------------
def _by_word(spelled: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in spelled.items() for word in words.split()}


# Indonesian, Banjar, Javanese (ngoko, krama, and before a measure: "rong puluh"), in haste.
UNITS = _by_word(
    {
        1: "satu asa siji setunggal satunggal stu",
        2: "dua loro kalih rong",
        3: "tiga talu telu telung tigang tigo tga",
        4: "empat ampat papat sekawan patang pat ampek empt ampt",
        5: "lima limo gangsal limang",
        6: "enam anam enem nem enm",
        7: "tujuh pitu pitung tuju tjuh",
        8: "delapan dalapan walu wolu wolung lapan dlapan dlpn delpan",
        9: "sembilan sambilan sanga songo sangang sembilang smbilan smblan",
    }
)
# Units only before "puluh", "atus", "ewu" and the like: alone they are other words or none.
COUNTING: dict[str, int] = {"kawan": 4, "talung": 3, "walung": 8}
ZEROS = frozenset({"nol", "kosong", "nul"})
# Whole numbers that stand alone below a hundred.
WHOLE = _by_word(
    {
        10: "sepuluh sapuluh sedasa spuluh sepulu",
        11: "sebelas sabalas sablas seblas sawalas sewelas suwelas solas",
        12: "rolas",
        13: "telulas",
        14: "patbelas",
        15: "limalas",
        16: "nembelas",
        17: "pitulas",
        18: "wolulas",
        19: "sangalas songolas",
        21: "selikur salikur",
        22: "rolikur",
        23: "telulikur",
        24: "patlikur",
        25: "selawe salawi selangkung",
        26: "nemlikur",
        27: "pitulikur",
        28: "wolulikur",
        29: "sangalikur songolikur",
        50: "seket saket",
        60: "sewidak suwidak",
    }
)
_TENS_OF_THEIR_OWN = (50, 60)  # "seket siji" is 51
TEENS = frozenset({"belas", "balas", "walas", "welas", "las", "blas"})
LIKUR = frozenset({"likur"})  # "telu likur" is 23
TENS = frozenset({"puluh", "puluhan", "dasa", "pulu", "plh", "pluh"})
HUNDREDS = frozenset({"ratus", "atus", "rts", "rtus", "ratos"})
HUNDRED = frozenset({"seratus", "saratus", "satus", "sratus"})
THOUSANDS = frozenset({"ribu", "ewu", "rb", "rbu", "rebu"})
THOUSAND = frozenset({"seribu", "saribu", "sewu", "serebu", "sarebu", "sribu"})
_LESSER = TEENS | LIKUR | TENS | HUNDREDS
_MEASURES = _LESSER | THOUSANDS
NUMERALS = frozenset(UNITS) | ZEROS | frozenset(WHOLE) | frozenset(COUNTING)
NUMERALS |= _MEASURES | HUNDRED | THOUSAND
_GLUED = NUMERALS | listed("setengah,juta,yuta,miliar,milyar,triliun,sejuta,sajuta")
_SHORTEST_GLUED, _LONGEST_GLUED = 6, 60  # letters; "limalas" is a word of its own

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


def split_glued(word: str) -> tuple[str, ...]:
    """Part numerals written as one word ("duapuluhlima"); the word itself where it is none."""
    if word in _GLUED or not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED:
        return (word,)
    return _parted(word) or (word,)


def _parted(word: str) -> tuple[str, ...]:
    if word in _GLUED:
        return (word,)
    for cut in range(min(len(word) - 2, 10), 1, -1):
        rest = _parted(word[cut:]) if word[:cut] in _GLUED else ()
        if rest:
            return (word[:cut], *rest)
    return ()


def read_cardinal(words: Sequence[str], start: int = 0) -> tuple[int, int]:
    """Give the number below a million that begins at `start`, and how many words it takes.

    Takes the longest run that is one well-formed number; (0, 0) where there is none. Figures count
    only inside one ("5 ratus", "tiga ratus 50").
    """
    below, taken = _below_thousand(words, start)
    after = start + taken
    if taken and below and _at(words, after) in THOUSANDS:
        rest, more = _below_thousand(words, after + 1)
        return (below * 1000 + rest, taken + 1 + more) if rest else (below * 1000, taken + 1)
    if not taken and _at(words, start) in THOUSAND:
        rest, more = _below_thousand(words, start + 1)
        return (1000 + rest, 1 + more) if rest else (1000, 1)
    return below, taken


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _unit(words: Sequence[str], at: int) -> int:
    """Give the unit at `at`, 0 where there is none; a figure is one before "ratus" and the like."""
    word = _at(words, at)
    if word in UNITS:
        return UNITS[word]
    if word.isdecimal():
        return int(word) if len(word) == 1 and _at(words, at + 1) in _LESSER else 0
    return COUNTING.get(word, 0) if _at(words, at + 1) in _MEASURES else 0


def _below_thousand(words: Sequence[str], start: int) -> tuple[int, int]:
    alone = _at(words, start) in HUNDRED
    hundreds = 1 if alone else _unit(words, start)
    if not alone and not (hundreds and _at(words, start + 1) in HUNDREDS):
        return _below_hundred(words, start)
    taken = 1 if alone else 2
    figure = _at(words, start + taken)
    if figure.isdecimal() and len(figure) < 3 and _at(words, start + taken + 1) not in _LESSER:
        return hundreds * 100 + int(figure), taken + 1
    rest, more = _below_hundred(words, start + taken)
    return (hundreds * 100 + rest, taken + more) if rest else (hundreds * 100, taken)


def _below_hundred(words: Sequence[str], start: int) -> tuple[int, int]:
    first, second = _at(words, start), _at(words, start + 1)
    if first in WHOLE:
        if WHOLE[first] in _TENS_OF_THEIR_OWN:
            return _with_unit(WHOLE[first], words, start + 1, 1)
        return WHOLE[first], 1
    if first in ZEROS:
        return 0, 1
    unit = _unit(words, start)
    if second in TEENS and unit:
        return 10 + unit, 2
    if second in LIKUR and unit:
        return 20 + unit, 2
    if second in TENS and unit:
        return _with_unit(unit * 10, words, start + 2, 2)
    return unit, 1 if unit else 0


def _with_unit(tens: int, words: Sequence[str], at: int, taken: int) -> tuple[int, int]:
    """Add the unit at `at` to the tens, unless it opens a group: "puluh", "ratus" or "belas"."""
    unit = UNITS.get(_at(words, at), 0)
    opens = _at(words, at + 1) in _LESSER
    return (tens + unit, taken + 1) if unit and not opens else (tens, taken)
