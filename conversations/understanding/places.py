"""Villages as people write them: the home kabupaten first, then its province, then the nation.

A silently wrong village is worse than a question, so whatever is not plain comes back as several.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from program.regions import kecamatan_names, path, village_names
from program.tables import FORMER_KECAMATAN

MOST_LETTERS = 200  # a longer message is a story, not an address
_MOST_PARTS = 6  # desa, kecamatan, kabupaten, provinsi and a little more; each costs a search
_SURE_AHEAD = 8.0  # points of fuzz.ratio by which a lone near match leads the next name
_OFFERED = 75.0  # below it a likeness is chance ("tidak tahu" stays under it in Tanah Bumbu)
_ELSEWHERE = 85.0  # stricter among 83.762 names, where every word is like some village
_LETTERS_APART = 2  # more letters too many or missing are no slip; halves the nation's search
_FEWEST_LETTERS = 4  # shorter words are like too many names
_LONG = 9  # letters from which two typos still leave a name its own
_QUALIFIES = 80.0  # one typo in a kecamatan of five letters

_WORDS = {
    **dict.fromkeys(("sei", "sui", "sungei"), "sungai"),
    **dict.fromkeys(("tj", "tjg", "tjung"), "tanjung"),
    **dict.fromkeys(("krg", "kr"), "karang"),
    **dict.fromkeys(("gn", "gng"), "gunung"),
    **dict.fromkeys(("kp", "kpg", "kamp"), "kampung"),
    **dict.fromkeys(("sp", "spg"), "simpang"),
    "pl": "pulau",
    "s": "sungai",
}
_NUMBERS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_WORDS |= {str(number): word for number, word in enumerate(_NUMBERS, start=1)}
_ROLES = {
    **dict.fromkeys(("desa", "ds", "dsa", "kelurahan", "kel"), "village"),
    **dict.fromkeys(("kecamatan", "kec", "kcmtn"), "around"),
    **dict.fromkeys(("kabupaten", "kab", "provinsi", "propinsi", "prov"), "around"),
}
_AREAS = {"tanbu": "tanahbumbu", "kalsel": "kalimantanselatan", "kalteng": "kalimantantengah"}
_AREA_WORDS = (*_AREAS, "kalimantan")  # each begins a part of its own
_FILLERS = frozenset(
    ("saya", "ulun", "aku", "kami", "tinggal", "diam", "di", "dari", "alamat", "warga", "orang")
)

_ADDRESS = re.compile(r"\b(?:rt|rw)\b[\s./:]*\d+(?:[\s./]+(?:rw[\s./:]*)?\d+)?")
_PART = re.compile(rf"[,;\n()]+|(?=(?<![^\W_])(?:{'|'.join((*_ROLES, *_AREA_WORDS))})\b)")
_TOKEN = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’‘`ʼ\"]")


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A village that a text may mean: its code, its name, its likeness from 0 to 100."""

    code: str
    name: str
    score: float


Matches = tuple[PlaceMatch, ...]
_Likeness = Callable[[str, str], dict[str, float]]  # written key, region → names with scores


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a text: the key of the village's name and keys of what lies around it."""

    village: str
    around: tuple[str, ...] = ()


def find_villages(text: str, home: str, nation: bool = True, limit: int = 8) -> Matches:
    """The villages that a text may mean, best first: one is sure, several ask which, none is no.

    `home` is a region's code, usually a kabupaten; a kecamatan in the text narrows the search. When
    as many as `limit` come back there may be more of that name: ask for the kecamatan.
    """
    readings = _readings(text)
    scopes = (home[:2], "") if nation else (home[:2],)
    found = (
        _exact((*readings, *_split_readings(text)), home)
        or _near_home(readings, home, scopes)
        or _elsewhere(readings, home, scopes)
    )
    return found[:limit]


def village_key(name: str) -> str:
    """The letters by which names are compared: abbreviations and single digits written out."""
    return "".join(_words(name))


def _near_home(readings: tuple[_Reading, ...], home: str, scopes: tuple[str, ...]) -> Matches:
    """Typing mistakes at home; a name that stands so elsewhere makes them a question."""
    near = _near(readings, home, _like_at_home)
    if not near:
        return ()
    elsewhere = _first(_exact(readings, scope) for scope in scopes)
    clear = _clearly_ahead(near, readings, typos=2)
    if clear:
        return _merged(clear, elsewhere)
    return _merged(elsewhere, near) if elsewhere else _as_question(near, readings, home)


def _elsewhere(readings: tuple[_Reading, ...], home: str, scopes: tuple[str, ...]) -> Matches:
    """Names outside the home kabupaten: as written, else with a typing mistake."""
    if _is_kecamatan(readings, home):
        return ()
    exact = _first(_exact(readings, scope) for scope in scopes) or _contradicted(readings, home)
    if exact:
        return exact
    long = tuple(each for each in readings if len(each.village) > _FEWEST_LETTERS)
    near = _near(long, scopes[-1], _like_elsewhere)
    return _clearly_ahead(near, long, typos=1) or (near if len(near) > 1 else ())


def _contradicted(readings: tuple[_Reading, ...], home: str) -> Matches:
    """A village at home whose surroundings are not as written: never sure, so never alone."""
    bare = tuple(_Reading(each.village) for each in readings if each.around)
    exact = _exact(bare, home)
    return _as_question(exact, bare, home) if exact else ()


def _exact(readings: Iterable[_Reading], scope: str) -> Matches:
    return _merged(*(_found(scope, each.village, 100.0, each.around) for each in readings))


def _near(readings: Iterable[_Reading], scope: str, likeness: _Likeness) -> Matches:
    """The villages of like names, best first."""
    found: list[PlaceMatch] = []
    for each in readings:
        if len(each.village) >= _FEWEST_LETTERS:
            for key, score in likeness(each.village, scope).items():
                found.extend(_found(scope, key, score, each.around))
    return _merged(sorted(found, key=lambda match: (-match.score, match.code)))


def _like_at_home(key: str, home: str) -> dict[str, float]:
    """Like names, and names that hold the written one ("Pagatan"), with their fuzz.ratio."""
    names = tuple(_index(home))
    holding = {name: fuzz.ratio(key, name) for name in names if key in name}
    return holding | _likest(key, names, _OFFERED)


def _like_elsewhere(key: str, scope: str) -> dict[str, float]:
    """Like names of about as many letters with their fuzz.ratio."""
    return _likest(key, _about_as_long(scope, len(key)), _ELSEWHERE)


def _likest(key: str, names: Sequence[str], cutoff: float, limit: int = 16) -> dict[str, float]:
    like = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return {found: score for found, score, _ in like}


def _clearly_ahead(near: Matches, readings: tuple[_Reading, ...], typos: int) -> Matches:
    """The best name and its twins when it is a typo or two away and the next name is far."""
    if not near:
        return ()
    best = village_key(near[0].name)
    distance = min(Levenshtein.distance(each.village, best) for each in readings)
    next_score = max((each.score for each in near if village_key(each.name) != best), default=0.0)
    allowed = typos if len(best) >= _LONG else 1
    if distance > allowed or near[0].score - next_score < _SURE_AHEAD:
        return ()
    return tuple(match for match in near if village_key(match.name) == best)


def _as_question(found: Matches, readings: tuple[_Reading, ...], home: str) -> Matches:
    """At least two to choose from: a lone unsure match gets the next like names at its side."""
    if len(found) > 1:
        return found
    like = _likest(readings[0].village, tuple(_index(home)), cutoff=0.0, limit=3)
    others = (_found(home, key, score, ()) for key, score in like.items())
    question = _merged(found, *others)
    return question if len(question) > 1 else ()


def _found(scope: str, key: str, score: float, around: tuple[str, ...]) -> Matches:
    villages = _index(scope).get(key, ())
    return tuple(PlaceMatch(*each, score) for each in villages if _lies_in(each[0], around))


def _lies_in(code: str, around: tuple[str, ...]) -> bool:
    return not around or all(_is_one_of(key, _surroundings(code[:8])) for key in around)


def _is_one_of(key: str, names: frozenset[str]) -> bool:
    """Whether a written place is one of these: one typo, or its beginning ("Kusan")."""
    begins = len(key) >= _FEWEST_LETTERS and any(name.startswith(key) for name in names)
    return begins or any(fuzz.ratio(key, name) >= _QUALIFIES for name in names)


@lru_cache(maxsize=1024)
def _surroundings(kecamatan: str) -> frozenset[str]:
    """Keys of a kecamatan, the one it was split from, its kabupaten and its provinsi."""
    former = (each.split_from for each in FORMER_KECAMATAN if each.code == kecamatan)
    around = chain(path(kecamatan), *(path(code) for code in former))
    return frozenset(re.sub(r"^(kabupaten|kota)", "", village_key(each.name)) for each in around)


def _is_kecamatan(readings: tuple[_Reading, ...], home: str) -> bool:
    """Whether only a kecamatan of home was named: then no village far away is meant."""
    names = _kecamatan_keys(home)
    return any(each.village in names and not each.around for each in readings)


@lru_cache(maxsize=4)
def _kecamatan_keys(scope: str) -> frozenset[str]:
    return frozenset(village_key(name) for _, name in kecamatan_names(scope))


@lru_cache(maxsize=4)
def _index(scope: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Codes and names by key in a region, "" the nation (built once, in about half a second)."""
    by_key: dict[str, tuple[tuple[str, str], ...]] = {}
    for village in village_names(scope):
        key = village_key(village[1])
        by_key[key] = (*by_key.get(key, ()), village)
    return by_key


@lru_cache(maxsize=64)
def _about_as_long(scope: str, letters: int) -> tuple[str, ...]:
    """The keys of a region's villages that have about so many letters."""
    return tuple(key for key in _index(scope) if abs(len(key) - letters) <= _LETTERS_APART)


def _readings(text: str) -> tuple[_Reading, ...]:
    """The ways to read a text by its marks and commas, in any order."""
    parts = _parts(text)
    villages = [at for at, (role, _) in enumerate(parts) if role == "village"]
    villages = villages or [at for at, (role, _) in enumerate(parts) if role == "any"]
    keys = ["".join(words) for _, words in parts]
    areas = [_AREAS.get(key, key) for key in keys]
    read = (_Reading(keys[at], (*areas[:at], *areas[at + 1 :])) for at in villages)
    return tuple(dict.fromkeys(read))


def _split_readings(text: str) -> Iterator[_Reading]:
    """The ways to read "Sumber Makmur Satui" and "Satui Sumber Makmur", without a comma."""
    parts = _parts(text)
    words = parts[0][1] if len(parts) == 1 and parts[0][0] != "around" else []
    for at in range(1, len(words)):
        head, tail = "".join(words[:at]), "".join(words[at:])
        yield _Reading(head, (_AREAS.get(tail, tail),))
        yield _Reading(tail, (_AREAS.get(head, head),))


def _parts(text: str) -> list[tuple[str, list[str]]]:
    plain = _ADDRESS.sub(" ", _plain(text[:MOST_LETTERS]))
    return [part for part in map(_part, _PART.split(plain)) if part[1]][:_MOST_PARTS]


def _part(text: str) -> tuple[str, list[str]]:
    """A part's role (its leading mark) and its words, marks and filling words taken off."""
    words = _words(text)
    while words and words[0] in _FILLERS:
        words = words[1:]
    if words and words[0] in _ROLES:
        return _ROLES[words[0]], words[1:]
    return ("around" if words and words[0] in _AREA_WORDS else "any"), words


def _words(text: str) -> list[str]:
    tokens = _TOKEN.findall(_plain(text))
    written = (_WORDS.get(token, token) for token in tokens)
    return [letters for word in written if (letters := "".join(filter(str.isalpha, word)))]


def _plain(text: str) -> str:
    if text.isascii():
        return _APOSTROPHE.sub("", text.lower())
    decomposed = unicodedata.normalize("NFKD", text)
    return _APOSTROPHE.sub("", "".join(filter(_is_shown, decomposed)).lower())


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Mn", "Cf", "Cs"}


def _first(founds: Iterable[Matches]) -> Matches:
    return next((found for found in founds if found), ())


def _merged(*founds: Iterable[PlaceMatch]) -> Matches:
    """All matches in order, each village once."""
    by_code: dict[str, PlaceMatch] = {}
    for match in chain(*founds):
        by_code.setdefault(match.code, match)
    return tuple(by_code.values())
