"""What people write of a place, in parts: its words, their kinds, and the letters to compare.

Regions are compared by the letters of their names, without spaces, digits and signs. The names
stay as the data has them; a shortening in the text is tried as written and written out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from conversations.understanding.words import listed

MOST_LETTERS = 200  # a longer message is a story, not an address
_MOST_PARTS = 6  # desa, kecamatan, kabupaten, provinsi and a little more; each costs a search
_MOST_WORDS = 12  # in a part: desa, kecamatan, kabupaten and provinsi of three words each
_MOST_WAYS = 12  # to write one name

Role = Literal["any", "village", "district", "regency", "province", "street"]

_SAME = (  # ways to write one word; the first is the full one
    ("sungai", "sei", "sui", "sungei", "sungay", "s"),
    ("tanjung", "tj", "tjg", "tjung", "tg"),
    ("karang", "krg", "kr"),
    ("gunung", "gn", "gng"),
    ("kampung", "kp", "kpg", "kmp", "kamp"),
    ("simpang", "sp", "spg", "simp"),
    ("pulau", "pl", "p"),
    ("muara", "mr", "mra"),
    ("teluk", "tlk"),
    ("padang", "pdg"),
    ("pasar", "psr"),
    ("batu", "bt"),
    ("sumber", "smbr"),
    ("satu", "i", "1"),
    ("dua", "ii", "2"),
    ("tiga", "iii", "3"),
    ("empat", "iv", "4"),
    ("lima", "v", "5"),
    ("enam", "vi", "6"),
    ("tujuh", "vii", "7"),
    ("delapan", "viii", "8"),
    ("sembilan", "ix", "9"),
    ("sepuluh", "x", "10"),
)
# What the data holds beside the full word; a shortening of people's own is never in a name.
_IN_NAMES = listed("sei,kp,sp,tj,i,ii,iii,iv,v,vi,vii,viii,ix,x")
_WAYS = {
    word: (group[0], *(each for each in group[1:] if each in _IN_NAMES or each == word))
    for group in _SAME
    for word in group
}

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("desa", "ds", "dsa", "kelurahan", "kel", "klurahan"), "village"),
    **dict.fromkeys(("kecamatan", "kec", "kcmtn", "kcamatan", "camat"), "district"),
    **dict.fromkeys(("kabupaten", "kab", "kabupatn"), "regency"),
    **dict.fromkeys(("provinsi", "propinsi", "prov", "prop"), "province"),
    **dict.fromkeys(("jl", "jln", "jalan", "gg", "gang", "dusun", "dsn"), "street"),
    **dict.fromkeys(("komplek", "kompleks", "perum", "perumahan", "lingkungan"), "street"),
}
_AREAS = {
    "tanbu": "tanahbumbu",
    "tanahbambu": "tanahbumbu",
    "tala": "tanahlaut",
    "batola": "baritokuala",
    "hss": "hulusungaiselatan",
    "hst": "hulusungaitengah",
    "hsu": "hulusungaiutara",
    "bjb": "banjarbaru",
    "bjm": "banjarmasin",
    "kalsel": "kalimantanselatan",
    "kalteng": "kalimantantengah",
    "kaltim": "kalimantantimur",
    "kalbar": "kalimantanbarat",
    "kaltara": "kalimantanutara",
    "jateng": "jawatengah",
    "jatim": "jawatimur",
    "jabar": "jawabarat",
    "diy": "daerahistimewayogyakarta",
    "sulsel": "sulawesiselatan",
    "sulteng": "sulawesitengah",
    "sultra": "sulawesitenggara",
    "sulbar": "sulawesibarat",
    "sulut": "sulawesiutara",
    "sumut": "sumaterautara",
    "sumbar": "sumaterabarat",
    "sumsel": "sumateraselatan",
    "ntb": "nusatenggarabarat",
    "ntt": "nusatenggaratimur",
}
_FILLERS = listed(
    "saya,sy,sya,ulun,unda,aku,aq,kula,kulo,kami,kita,kuring,beliau,dia,inya,tinggal,tggl,tinggalnya,"
    "diam,badiam,bagana,manggen,mapan,omah,omahku,griya,griyane,rumah,rumahku,rumahnya,alamat,"
    "alamatnya,alamatku,domisili,warga,orang,urang,wong,asal,asli,asalnya,wonten,menetap,sekarang,"
    "nang,neng,ning,ing,teng,di,d,dari,matan,saking,dr,ke,wilayah,daerah,yang,itu,adalah,"
    "indonesia,rt,rw"
)
_ENDINGS = listed("ya,aja,saja,haja,pang,lah,pak,bu,mas,mbak,kak,min,sini,situ,kang,nggih,ai,bos")
# Words that are villages somewhere, and much more often just words.
_EVERYDAY = listed(
    "tahu,hai,salam,kasih,terima,tolong,ulun,sini,kampung,kota,baru,lama,pasar,mama,sudah,sama,"
    "lanjut,data,bini,hulu,hilir,darat,laut,timur,barat,utara,selatan,tengah,lewat,minta,ganti,"
    "titik,peta,desa,lain,nelayan,sawah,kebun,gunung,sungai,pulau,pal,menu,bantuan,bantu,petugas,"
    "tidak,tau,bulan,lupa,nanti,belum,siapa,mana,apa,mati,sehat,sakit,hapus,batal,kembali,cukup,"
    "ubah,daftar,selesai,ok,oke,halo,permisi,maaf,sabar,siap,benar,salah,betul,balik,ulang,jauh"
)

_ADDRESS = re.compile(
    r"\b(?:rt|rw)\b[\s./:]*\d+(?:[\s./]+(?:rw[\s./:]*)?\d+)?|\brt\d+|\brw\d+|\b\d{1,3}/\d{1,3}\b"
    r"|\bno\b[\s.:]*\d+|\b\d{5}\b|\bkm\b[\s.]*\d+(?:[.,]\d+)?"
)
_MARKS = "|".join(set(_ROLES) - {"jalan", "gang", "lingkungan"})  # these end names as well
_PART = re.compile(rf"[,;\n()]+|\s(?=(?:{_MARKS}|di|ing|ning)\b)|(?<=[.:])\s*(?=(?:{_MARKS})\b)")
_TOKEN = re.compile(r"[a-z]+|\d+")
_APOSTROPHE = re.compile("['’‘`ʼ\"]")
_KIND = re.compile(r"^(?:kabupaten|kota)\s+(?:administrasi\s+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: its leading mark's role, and its words without mark and filling words."""

    role: Role
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One way to write a name: its letters, and its digits, which are no letters ("Blok 15")."""

    key: str
    digits: str = ""


def parts_of(text: str, streets: bool = False) -> tuple[Part, ...]:
    """The parts of a text by its commas and marks, in order; RT and codes left out.

    Streets are left out, or with `streets` read as names: there are villages called Jalan.
    """
    spaced = _ADDRESS.sub(" , ", plain(text[:MOST_LETTERS]))
    parts = (_part(each, streets) for each in _PART.split(spaced) if each)
    return tuple(part for part in parts if part.words and part.role != "street")[:_MOST_PARTS]


def whole(text: str) -> tuple[str, ...]:
    """All words of a text, nothing left out: names that look like marks or filling words."""
    return tuple(_TOKEN.findall(plain(text[:MOST_LETTERS])))[: _MOST_WORDS + 1]


def ways(words: Sequence[str]) -> tuple[Named, ...]:
    """The ways in which the data may write these words, the likeliest first."""
    if _WAYS.keys().isdisjoint(words) and not any(map(str.isdecimal, words)):
        return (Named("".join(words)),)
    options = [_options(word) for word in words]
    found = (_named(choice) for choice in product(*options))
    return tuple(dict.fromkeys(each for each, _ in zip(found, range(_MOST_WAYS), strict=False)))


def village_key(name: str) -> str:
    """The letters of a name, shortenings written out: one name's spellings have one key."""
    return "".join(_WAYS.get(word, (word,))[0] for word in _TOKEN.findall(plain(name)))


def area_key(words: Sequence[str]) -> str:
    """The letters of a kecamatan, kabupaten or provinsi, its shortenings written out."""
    return "".join(_AREAS.get(word) or _WAYS.get(word, (word,))[0] for word in words)


def area_keys(name: str) -> tuple[str, ...]:
    """How an area of the data may be called: "Kota Banjarbaru" also without its kind."""
    full, bare = plain(name), _KIND.sub("", plain(name))
    spoken = full.removeprefix("kabupaten ")
    return tuple(dict.fromkeys(area_key(_TOKEN.findall(each)) for each in (bare, spoken)))


def everyday(words: Sequence[str]) -> bool:
    """Whether all these are words of every day, whatever village somewhere has their name."""
    return all(word in _EVERYDAY or len(word) < 3 for word in words)


def idle(words: Sequence[str]) -> bool:
    """Whether these words say nothing of a place ("ya pak", "di")."""
    return all(word in _FILLERS or word in _ENDINGS for word in words)


def plain(text: str) -> str:
    """Small letters a to z, digits and signs; accents and apostrophes taken off."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text))
        text = text.encode("ascii", "ignore").decode("ascii")
    return _APOSTROPHE.sub("", text.lower())


def digits_of(name: str) -> str:
    """The digits of a name."""
    return "".join(filter(str.isdecimal, name))


def _options(word: str) -> tuple[str, ...]:
    others = _WAYS.get(word, (word,))
    return (*others, word) if word.isdecimal() and word not in others else others


def _named(words: Sequence[str]) -> Named:
    return Named("".join(filter(str.isalpha, words)), "".join(filter(str.isdecimal, words)))


def _part(text: str, streets: bool) -> Part:
    words = _TOKEN.findall(text)
    while words and words[0] in _FILLERS:
        words = words[1:]
    role: Role = "any"
    while words and (found := _ROLES.get(words[0])) and not (streets and found == "street"):
        role, words = found, words[1:]
    return Part(role, tuple(words[:_MOST_WORDS]))


def spans(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The ways to cut words into head, name and tail, the longest name first."""
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            yield words[:at], words[at : at + length], words[at + length :]
