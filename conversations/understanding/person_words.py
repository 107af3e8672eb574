"""What single words tell of a person: sex, occupation, places, and whose number it is."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from conversations.understanding.names import called
from conversations.understanding.occupations import OCCUPATION_WORDS, read_occupation
from conversations.understanding.person_pieces import Piece
from conversations.understanding.places import village_key
from conversations.understanding.relations import read_relation
from conversations.understanding.text import fold
from conversations.understanding.words import SELF, listed
from conversations.understanding.yesno import read_yes_no
from program.regions import village_names

_OCCUPATION_TAIL = 4  # words
_LEADS = SELF | listed(
    "tolong,mohon,minta,mau,ingin,handak,daftar,daftarkan,didaftarkan,mendaftar,mendaftarkan,bpjs,"
    "untuk,atas,nama,ini,data,datanya,peserta,halo,assalamualaikum,permisi,selamat,pagi,siang,sore,"
    "yang,dan,ya,dengan,no,nomor"
) - {"selamat"}
_TAILS = SELF | listed("ya,dan,dengan,min,kak,terima,kasih,makasih,no,nomor,pada,di")
_RELATIVES = listed(
    "istri,bini,suami,anak,cucu,menantu,mertua,mintuha,adik,kakak,ading,dangsanak,keponakan,"
    "tetangga,keluarga,saudara,sepupu"
)
_WOMAN = listed("perempuan,wanita,cewek,pr,p,bini bini,wadon,babinian")
_MAN = listed("laki laki,lelaki,pria,cowok,lk,l,lanang,lalakian,lakilaki")
_SEX_TAIL = re.compile(r"[\s,]+(perempuan|wanita|laki[ -]?laki|lelaki|pria)$", re.IGNORECASE)
_PLACE_EDGES = re.compile(
    r"^(?:(?:di|kota|saya|ulun|beliau|lahir|tgl|tanggal|pada)\s+)+|"
    r"(?:\s+(?:pada|tgl|tanggal|tahun|hari|di))+$",
    re.IGNORECASE,
)
_MOST_PLACE_WORDS = 4


def of_another(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number is told as a relative's: "hp istri 0812 …", "anak Budi 0812 …"."""
    before = pieces[at - 1] if at else None
    if pieces[at].kind not in ("phone", "nik") or before is None or before.kind != "words":
        return False
    first = fold(before.text).split()[:1]
    related = read_relation(before.text) is not None or bool(_RELATIVES.intersection(first))
    return related and not pieces[at].apart


def follows_birth(piece: Piece, pieces: Sequence[Piece], at: int) -> bool:
    """ "Lahir 5-8-1975 di Pagatan": the place behind the date."""
    before = pieces[at - 1] if at else None
    born = before is not None and before.kind == "date" and before.label.startswith("birth")
    return born and not piece.apart and piece.text.casefold().startswith("di ")


def is_free(piece: Piece) -> bool:
    words = piece.kind == "words" and piece.label in ("", "name")
    return words and not sex_of(piece.text) and not is_work(piece.text) and len(piece.text) > 2


def trimmed(text: str) -> str:
    """The words without what leads to them ("mau daftar ibu saya …") and polite ends."""
    words = text.split()
    while words and fold(words[0]) in _LEADS | {""}:
        words = words[1:]
    if len(words) > 2 and fold(words[1]) in SELF and read_relation(words[0]):
        words = words[2:]
    while words and fold(words[-1]) in _TAILS | {""}:
        words = words[:-1]
    return " ".join(words)


def sex_of(text: str) -> str | None:
    words = fold(text)
    if words in _WOMAN:
        return "female"
    return "male" if words in _MAN else None


def is_work(text: str) -> bool:
    """Whether all words are of an occupation: "buruh tani", "motong gatah"."""
    words = fold(text).split()
    return bool(words) and OCCUPATION_WORDS.issuperset(words) and read_occupation(text) is not None


def without_work(text: str) -> tuple[str, str]:
    """The words before an occupation that ends them, and the occupation: "Betung", "tani"."""
    words = text.split()
    for size in range(min(_OCCUPATION_TAIL, len(words) - 1), 0, -1):
        tail = " ".join(words[-size:])
        if is_work(tail):
            return " ".join(words[:-size]).strip(" ,.-"), tail
    return text, ""


def without_sex(text: str) -> tuple[str, str]:
    found = _SEX_TAIL.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")


def birth_place(text: str) -> str | None:
    bare = _PLACE_EDGES.sub("", " ".join(text.split())).strip(" ,.")
    letters = all(sign.isalpha() or sign in " .'-/" for sign in bare)
    few = 0 < len(bare.split()) <= _MOST_PLACE_WORDS and len(bare) > 2
    said = read_yes_no(bare) is None and "?" not in text
    return called(bare) if letters and few and said else None


def street(text: str) -> str:
    line = " ".join(text.split())
    return line.title() if line.islower() or line.isupper() else line


@lru_cache(maxsize=4)
def villages_at(home: str) -> Mapping[str, tuple[str, ...]]:
    """The codes of the villages of home by their key."""
    by_key: dict[str, tuple[str, ...]] = {}
    for code, name in village_names(home):
        key = village_key(name)
        by_key[key] = (*by_key.get(key, ()), code)
    return by_key
