"""Whether a message tells of a death: the one wish that is taken up at once, whatever is open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conversations.understanding.words import (
    ADDRESS,
    NEGATIONS,
    PARTICLES,
    listed,
    one_edit_apart,
)

# Somebody who can have died: Indonesian, then Banjar, Javanese, Bugis and Makassar.
PERSONS = listed(
    "bapak bpk ayah abah papa ibu mama mamak emak umi suami istri isteri anak kakek nenek paman "
    "bibi tante kakak adik adek mertua orang tetangga beliau peserta cucu ipar menantu keponakan "
    "bapakku ibuku ayahku suamiku istriku anakku kakekku nenekku adikku kakakku keluarga saudara "
    "uma laki bini kai nini abahku umaku julak acil gulu amang mintuha dangsanak kuitan "
    "pakde bude paklek bulek bojo bojoku simbok mbok mbah mbahku simbah embah garwa rama "
    "ambo ambe indo lakkai baine nene lakkaiku baineku amboku indoku amma"
)
# Words that tell of a death whoever is meant.
_SURE = listed(
    "wafat wapat meninggal maninggal mningal mninggl meningl maninggalan mangkat tewas kapundut "
    "innalillahi inalillahi innalilahi inalilahi lelayu"
)
_PHRASES = re.compile(
    r"(?<!\w)(?:berpulang|inna l+ill?ahi|tilar d[ou]n[iy]a|ning+al d[ou]n[iy]a|tutup usia|"
    r"(?:sudah|sdh|udah|telah|wis|sampun) (?:tiada|almarhum(?:ah)?|seda|sedo|pejah|mate)|"
    r"jadi almarhum(?:ah)?|(?:berita|kabar) duka|sedang berduka|rahmatullah|"
    r"dipanggil (?:yang maha|allah|tuhan)|le+le ri pam+asena|nafas terakhir|"
    r"lapor(?:kan)? kematian)(?!\w)"
)
_PHRASE_WORDS = listed(
    "berpulang inna donya dunya donia dunia usia tiada almarhum almarhumah seda sedo pejah mate "
    "duka berduka rahmatullah dipanggil ri terakhir kematian"
)
# Words that tell of one only beside a person: "mati" is said of lamps and phones too.
_DIES = listed("mati mate matei seda sedo tilar ninggal pejah gugur tiwas almarhum almarhumah")
_GONE = listed("kadada kadadaan wonten ada")  # "sudah kadada", "sampun mboten wonten"
_AFTER_GONE = ADDRESS | PARTICLES | listed("lagi kemarin kamarin wingi pian")
_ALREADY = listed("sudah sdh udah telah wis sampun")
_BETWEEN = listed(
    "saya sy aku ulun kami kita ku tadi sudah sdh udah telah wis sampun pun kulo kula kandung "
    "yang baru barusan tiri kemarin kamarin jadi juga pagi malam siang sore semalam na si"
)
_POSSESSED = listed("saya sy aku ku ulun kami kulo kula unda")
# "Ninggal rumah", "gugur matan puhun": left something, fell from it.
_LEFT = listed("saya aku kami ulun rumah kampung di ke utang hutang pesan uang dari matan saking")
_LEAVING = frozenset({"ninggal", "tilar", "gugur"})
_THINGS = listed(
    "lampu hp hape listrik motor mesin mobil sapi ayam kambing ikan wa pulsa sinyal tv token api"
)
_LONG_ENOUGH = 7  # letters of a word that may be "meninggal" with one slip
_OTHERS = listed("manunggal menunggal menanggal manonggal")  # villages


def tells_death(folded: str) -> bool:
    """Tell whether somebody is said to have died; "alm." before a name says nothing new."""
    words = folded.split()
    if any(_says(words, i) for i in range(len(words))):
        return True
    return not _PHRASE_WORDS.isdisjoint(words) and bool(_PHRASES.search(folded))


def _says(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if word in _SURE or _is_slip(word):
        return not (i and words[i - 1] in NEGATIONS)
    if word in _GONE and i and words[i - 1] in (*_ALREADY, *NEGATIONS):
        ends = _AFTER_GONE.issuperset(words[i + 1 :])
        already = not _ALREADY.isdisjoint(words[max(i - 2, 0) : i])
        return ends and already and _stands_before(words, i - 1)
    return word in _DIES and _of_a_person(words, i)


def _is_slip(word: str) -> bool:
    if len(word) < _LONG_ENOUGH or word[0] != "m" or word in _OTHERS:
        return False
    bare = word.removesuffix("nya")
    return one_edit_apart(bare, "meninggal") or one_edit_apart(bare, "maninggal")


def _of_a_person(words: Sequence[str], i: int) -> bool:
    """ "bapak ulun mati", "pak darto mati", "mati bapak saya"; not "mati lampu pak"."""
    after = words[i + 1 : i + 3]
    if after and words[i] in _LEAVING and after[0] in _LEFT:
        return False
    if words[i].startswith("almarhum"):  # before a name it only names the dead
        return not after and _stands_before(words, i)
    owned = bool(after) and after[0] in PERSONS
    owned = owned and (after[0].endswith("ku") or (len(after) == 2 and after[1] in _POSSESSED))
    return owned or _stands_before(words, i)


def _stands_before(words: Sequence[str], i: int) -> bool:
    """Whether the word before, but for fillers, is a person, or a name with "pak" or "bu"."""
    before = [word for word in words[:i] if word not in _BETWEEN][-2:]
    if before and before[-1] in PERSONS:
        return True
    return len(before) == 2 and before[0] in ("pak", "bu") and before[1] not in _THINGS
