"""How one person is related to another, and a contact written on one line."""

import re

from conversations.understanding.names import called
from conversations.understanding.phones import read_phone
from conversations.understanding.text import clean, fold
from conversations.understanding.words import NEGATIONS, PARTICLES, SELF, listed, one_edit_apart

RELATIONS: tuple[str, ...] = (
    "wife",
    "husband",
    "child",
    "parent",
    "sibling",
    "grandchild",
    "parent_in_law",
    "other_family",
    "neighbour",
    "other",
)
# "bojo", "garwa", "semah" (spouse) don't say which of the two: asked. "laki-laki" is a sex.
_WORDS: dict[str, str] = {
    "wife": "istri,isteri,istriku,bini,biniku,bini ulun,wedok,istri sah",
    "husband": "suami,suamiku,laki,lakiku,laki ulun,swami",
    "child": "anak,anakku,anak kandung,putra,putri,anak laki laki,anak lelaki,anak perempuan,"
    "anak pertama,anak kedua,anak ketiga,anak sulung,anak bungsu,anak lanang,anak wedok,yugo,"
    "anak cowok,anak cewek,anak laki",
    "parent": "ibu,ibuku,ibu kandung,bapak,bapakku,bapak kandung,ayah,ayahku,ayah kandung,abah,"
    "abahku,mama,mamaku,mamak,mak,emak,uma,umaku,umi,abi,papa,orang tua,orangtua,ortu,kuitan,"
    "bapake,mboke,simbok,wong tuwo,tiang sepuh,bpk,ibunda,ayahanda,ambo,indo,emma",
    "sibling": "kakak,kaka,kakakku,adik,adikku,ade,adek,ading,dangsanak,dingsanak,saudara,sodara,"
    "saudari,saudara kandung,adik kandung,kakak kandung,kakak laki laki,kakak perempuan,"
    "adik laki laki,adik perempuan,saudara laki laki,saudara perempuan,abang,mbakyu,kangmas,"
    "sedulur,adhi,adi,dulur",
    "grandchild": "cucu,cucuku,cucung,cucu laki laki,cucu perempuan,putu,wayah",
    "parent_in_law": "mertua,martua,mintuha,maratuha,ibu mertua,bapak mertua,ayah mertua,"
    "mama mertua,moro tuwo,morotuwo,maratuwa,matua,matoa",
    "other_family": "keponakan,ponakan,kamanakan,sepupu,saudara sepupu,sapupu,paman,bibi,om,tante,"
    "acil,julak,amang,gulu,pakde,bude,paklik,bulik,kakek,nenek,kai,nini,mbah,datu,cicit,ipar,"
    "kakak ipar,adik ipar,menantu,minantu,anak menantu,mantu,besan,warang,keluarga,famili,"
    "kulawarga,anak tiri,anak angkat,ibu tiri,bapak tiri,saudara tiri,keluarga lain,bubuhan,"
    "saudara jauh,keluarga jauh,ponaan",
    "neighbour": "tetangga,tetanggaku,tonggo,tonggo teparo,jiran,subalah rumah,sebelah rumah,"
    "tetangga sebelah,tetangga sebelah rumah,tetangga dekat,tetangga depan rumah,tetangga saya",
    "other": "teman,kawan,konco,sahabat,bos,juragan,majikan,ketua kelompok,ketua rt,pak rt,kader,"
    "rekan,rekan kerja,mantan istri,mantan suami,bekas istri,bekas suami,calon istri,calon suami,"
    "lainnya,teman kerja,kenalan,mantan,pacar",
}
_RELATION_OF = {word: key for key, words in _WORDS.items() for word in words.split(",")}
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in _RELATION_OF)
_FILLERS = (
    SELF
    | (PARTICLES - {"to"})
    | listed(
        "adalah,sebagai,hubungan,hubungannya,beliau,dia,nya,itu,dari,yang,sendiri,alm,"
        "almh,almarhum,almarhumah,kesatu,pertama,kedua,ketiga,keempat,bungsu,sulung,tertua,"
        "nomor,ke,no"
    )
)
_ENDINGS = ("nya", "ku", "ne", "e")
# Before a name these are how one speaks to people ("Ibu Rahmah"), not a relation.
_CALLING = listed(
    "ibu,bapak,bpk,mama,mamak,mak,abah,uma,umi,abi,papa,kakak,kaka,adik,ade,adek,"
    "abang,om,tante,mbah,kai,nini,kakek,nenek,acil,julak,amang,paman,pakde,bude,"
    "bibi,anak,cucu,putu,putra,putri,laki,adi,wayah,gulu,datu,bos"
)
_ALSO_NAMES = listed("cucu,putu,adi,ade,putra,putri,indah,wayah,abi,umi,laki")
_FEWEST_DOUBLED = 5  # letters; "anna" and "cucuu" are names
_FEWEST_MENDED = 7  # letters; shorter words with one slip are too near to names
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_MOST_WORDS = 15  # more is no contact on one line
_PARTS = re.compile(r"[,;\n()/:=]+|\s[-–—]+\s")


def read_relation(text: str) -> str | None:
    """Give the relation that a short answer names, None where it names none or two."""
    seen = clean(text)
    words = fold(seen).split()
    if "?" in seen or not words or len(words) > 7 or any(word in NEGATIONS for word in words):
        return None
    found: list[str] = []
    at = 0
    while at < len(words):
        relation, taken = _longest(words, at)
        if relation:
            found.append(relation)
        elif words[at] not in _FILLERS and not (found and words[at].isdecimal()):
            return None
        at += taken
    return found[0] if len(found) == 1 else None


def split_contact(text: str) -> tuple[str, str | None, str | None]:
    """Split "Rahmah, istri saya, 0812 3456 7890" into name, relation and number (E.164)."""
    phone = read_phone(text)
    rest = phone.rest if phone.value else clean(text)
    parts = [part.strip(" .") for part in _PARTS.split(rest) if part.strip(" .")]
    if len(parts) < 2:
        name, relation = _one_part("".join(parts))
    else:
        name, relation = _many_parts(parts)
    return called(name), relation, phone.value


def _longest(words: list[str], at: int) -> tuple[str | None, int]:
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
        phrase = words[at : at + size]
        relation = _RELATION_OF.get(" ".join(phrase)) or _without_ending(phrase) or _mended(phrase)
        if relation:
            return relation, size
    return None, 1


def _without_ending(phrase: list[str]) -> str | None:
    word = " ".join(phrase)
    stems = (word.removesuffix(end) for end in _ENDINGS if word.endswith(end) and len(word) > 6)
    return next((_RELATION_OF[stem] for stem in stems if stem in _RELATION_OF), None)


def _mended(phrase: list[str]) -> str | None:
    """Read a single word with doubled letters ("istrri") or, if it is long, with one slip."""
    if len(phrase) != 1 or len(word := phrase[0]) < _FEWEST_DOUBLED:
        return None
    plain = _RELATION_OF.get(_DOUBLED.sub(r"\1", word)) if _DOUBLED.search(word) else None
    if plain or len(word) < _FEWEST_MENDED:
        return plain
    near = {key for known, key in _RELATION_OF.items() if one_edit_apart(known, word)}
    return near.pop() if len(near) == 1 else None


def _many_parts(parts: list[str]) -> tuple[str, str | None]:
    related = [i for i, part in enumerate(parts) if read_relation(part)]
    if not related:
        name, relation = _one_part(parts[0])
        return (name, relation) if relation else (", ".join(parts), None)
    chosen = next((i for i in related if _is_owned(parts[i])), related[-1])
    names = [part for i, part in enumerate(parts) if i != chosen]
    return ", ".join(names), read_relation(parts[chosen])


def _is_owned(part: str) -> bool:
    """Tell whether a part says whose relation it is: "istri saya", "anaknya", "laki ulun"."""
    words = fold(part).split()
    return any(word in SELF for word in words) or words[-1].endswith(("nya", "ku"))


def _one_part(part: str) -> tuple[str, str | None]:
    """Take a relation from the front or the end of words without a comma between them."""
    words = part.split()
    if not words or len(words) > _MOST_WORDS:
        return part, None
    if read_relation(part):
        alone = len(words) == 1 and fold(part) in _ALSO_NAMES
        return (part, None) if alone else ("", read_relation(part))
    for size in range(len(words) - 1, 0, -1):
        for said, name in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            relation = read_relation(" ".join(said))
            if relation and _is_told(said, fold(part)):
                return " ".join(name), relation
    return part, None


def _is_told(said: list[str], whole: str) -> bool:
    phrase = " ".join(said)
    bare = fold(phrase)
    if bare.split()[0] in SELF or not any(w not in _FILLERS for w in bare.split()):
        return False
    return _is_owned(phrase) or (bare not in _CALLING and whole.split()[0] not in _CALLING)
