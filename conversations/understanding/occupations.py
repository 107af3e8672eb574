"""What people live by, as the codes of the form; free text stays free text."""

import re

from conversations.understanding.text import clean, fold
from conversations.understanding.words import NEGATIONS, one_edit_apart

OCCUPATIONS: tuple[str, ...] = (
    "farmer",
    "fisher",
    "trader",
    "builder",
    "driver",
    "plantation",
    "livestock",
    "craft",
    "domestic",
    "other",
)
# Ordered: the first that fits counts, so that "jual ikan" trades and "petani karet" taps rubber.
_RULES: tuple[tuple[str, str], ...] = (
    (
        "none",
        "ibu rumah tangga|mengurus rumah tangga|irt|pensiunan|pensiun|pns|asn|polisi|tentara|"
        "nganggur|pengangguran",
    ),
    (
        "trader",
        "dagang|pedagang|berdagang|badagang|jual|jualan|bejualan|bajualan|penjual|menjual|warung|"
        "toko|kios|kelontong|sembako|bakul|bakulan|dodolan|sadean|pengepul|"
        "pangumpul|lapak|wirausaha",
    ),
    (
        "driver",
        "ojek|ojol|gojek|grab|maxim|sopir|supir|driver|angkot|becak|kurir|taksi|travel|"
        "motoris|pengemudi|tukang ojek|maojek|ngojek|kernet",
    ),
    (
        "domestic",
        "pembantu|asisten rumah tangga|pembantu rumah tangga|art|prt|tukang cuci|cuci setrika|"
        "pengasuh|baby sitter|babysitter|rewang",
    ),
    (
        "craft",
        "penjahit|jahit|menjahit|tukang jahit|tenun|penenun|sasirangan|ukir|pengukir|anyam|"
        "menganyam|anyaman|penganyam|pandai besi|pengrajin|perajin|kerajinan|mebel|batik|pembatik|"
        "maanyam|pengrajin purun",
    ),
    (
        "builder",
        "bangunan|tukang bangunan|tukang batu|kuli bangunan|buruh bangunan|tukang kayu|nukang|"
        "kuli batu|tukang cat|tukang las|kontruksi|konstruksi|kenek tukang|proyek",
    ),
    (
        "plantation",
        "motong gatah|manurih|menoreh|nyadap|penyadap|gatah|getah|karet|sawit|kebun|berkebun|"
        "pekebun|perkebunan|bakabun|kelapa sawit|kopi|manurih gatah|nderes|dodos|memanen sawit",
    ),
    (
        "fisher",
        "nelayan|melaut|maiwak|maunjun|cari ikan|nangkap ikan|tangkap ikan|mencari ikan|tambak|"
        "petambak|udang|kepiting|iwak|paiwakan|ngelaut|mancari iwak|miyang|pakkaja|kapal ikan|"
        "keramba|budidaya ikan|mencari iwak|rumput laut|perikanan",
    ),
    (
        "livestock",
        "ternak|peternak|beternak|sapi|kambing|itik|ayam|kerbau|hadangan|ngingu|angon|bebek|"
        "penggembala|pangon|ngarit",
    ),
    (
        "farmer",
        "tani|petani|bertani|batani|pahuma|bahuma|huma|sawah|basawah|ladang|buruh tani|sayur|padi|"
        "banih|lombok|cabe|cabai|jagung|palawija|tandur|nandur|garap sawah|penggarap|"
        "nyawah|matun|pahumaan|bapahumaan|paggalung|sawi|cabai rawit",
    ),
    (
        "other",
        "lainnya|lain lain|serabutan|kerja serabutan|buruh harian lepas|bhl|pemulung|buruh harian|"
        "kerja apa saja|kerja apa aja",
    ),
)
_PATTERNS = tuple(
    (code, re.compile(rf"(?<!\w)(?:{words})(?:nya|an)?(?!\w)")) for code, words in _RULES
)
# The words that occupations are told with, to find them behind a name or a village.
OCCUPATION_WORDS = frozenset(word for _, words in _RULES for word in re.findall(r"\w+", words))
OCCUPATION_WORDS |= {"buruh", "kuli", "pekerja", "harian", "lepas", "truk", "usaha", "kecil"}
_ON_CARDS = {  # two in one, as a KTP prints them
    "petani pekebun": "farmer",
    "buruh tani perkebunan": "farmer",
}
_COMMON = (  # read with one slip as well: long, and near to no other word
    *("petani", "nelayan", "pedagang", "bangunan", "peternak", "penjahit", "berkebun"),
    *("perkebunan", "serabutan", "jualan", "berdagang", "sembako"),
)
_FEWEST_MENDED = 5  # letters
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_JOINED = re.compile(
    r"[,/&+;\n]+|(?<!\w)(?:dan|sama|lawan|karo|juga|kadang|atau)(?!\w)", re.IGNORECASE
)
_MOST_WORDS = 10


def read_occupation(text: str) -> str | None:
    """Give the code of an occupation, None where it is free text or two at once."""
    seen = clean(text)
    words = fold(seen).split()
    if "?" in seen or len(words) > _MOST_WORDS or any(word in NEGATIONS for word in words):
        return None
    if " ".join(words) in _ON_CARDS:
        return _ON_CARDS[" ".join(words)]
    parts = [folded for folded in map(fold, _JOINED.split(seen)) if folded]
    codes = {code for code in map(_code, parts) if code}
    code = codes.pop() if len(codes) == 1 else None
    return None if code == "none" else code


def _code(folded: str) -> str | None:
    found = _found(folded)
    if found is None and folded:
        found = _found(" ".join(map(_mended, folded.split())))
    return found


def _found(folded: str) -> str | None:
    return next((code for code, pattern in _PATTERNS if pattern.search(folded)), None)


def _mended(word: str) -> str:
    """Give a common word for one typed with a slip ("ptani") or a doubled letter."""
    plain = _DOUBLED.sub(r"\1", word)
    if len(word) < _FEWEST_MENDED:
        return plain
    return next((known for known in _COMMON if one_edit_apart(known, plain)), plain)
