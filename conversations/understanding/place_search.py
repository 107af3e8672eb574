"""Which villages of a region fit a text: as written, or with a slip, and what lies around them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from conversations.understanding.place_index import Names, areas_of, around, names_of
from conversations.understanding.place_words import (
    Named,
    Part,
    Role,
    area_key,
    idle,
    parts_of,
    spans,
    village_key,
    ways,
    whole,
)
from program.regions import unpacked

FEWEST_LETTERS = 4  # shorter words are like too many names
_LONG = 9  # letters from which two typos still leave a name its own
_OFFERED = 75.0  # likeness below which it is chance ("tidak tahu" stays under it in Tanah Bumbu)
_CLEAR = 2  # letters by which the next name is further away than a sure one
_MOST_READINGS = 4  # of one text with a slip; each costs a search
_MOST_NAMES = 8  # that are like a written one, far from home


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: the words of the village's name and those of what lies around it."""

    village: tuple[str, ...]
    around: tuple[tuple[Role, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A village that fits: letters of its name apart, and whether all around it is as written."""

    code: str
    name: str
    apart: int
    placed: bool = False  # something around it was written
    exact: bool = True  # and nothing of it with a slip


def readings(text: str) -> tuple[Reading, ...]:
    """The ways to cut a text, or take it whole, into a village and its surroundings."""
    found = [cut for streets in (False, True) for cut in _cuts(parts_of(text, streets))]
    return tuple(dict.fromkeys((*found, Reading(whole(text)))))


def slips(parts: Sequence[Part], scope: str) -> tuple[Reading, ...]:
    """The readings in which a name may be misspelt: what is cut off is an area of the region."""
    found = []
    for part, others in _villages(parts):
        for head, name, tail in reversed(tuple(spans(part.words))):
            known = [_areas_in(each, scope) for each in (head, tail)]
            if None not in known and not (head and part.role == "village"):
                cut = (("any", words) for each in known for words in each or ())
                read = Reading(name, _typed((*_cut(others, scope), *cut)))
                found += [read] if _nested(read, scope) else []
    return tuple(dict.fromkeys(found))[:_MOST_READINGS]


def exact(found: Iterable[Reading], scope: str) -> list[Hit]:
    """The villages whose name is as written and whose surroundings fit."""
    names = names_of(scope)
    written = ((each, way) for each in found for way in ways(each.village) if way.key in names.keys)
    return [hit for each, way in written for hit in _standing(each, way, names)]


def near_home(found: Iterable[Reading], home: str) -> list[Hit]:
    """Like names of the home region, and names that hold the written one ("Pagatan")."""
    names = names_of(home)
    hits: list[Hit] = []
    for each in found:
        key = village_key(" ".join(each.village))
        if len(key) >= FEWEST_LETTERS:
            like = process.extract(
                key, names.by_length, scorer=fuzz.ratio, score_cutoff=_OFFERED, limit=16
            )
            likely = dict.fromkeys((*(name for name, _, _ in like), *_holding(key, names)))
            villages = (names.village(spot) for name in likely for spot in names.spots(name))
            hits += _apart(key, each, villages)
    return sorted(hits, key=_by_distance)


def near_placed(found: Iterable[Reading], scope: str) -> list[Hit]:
    """Names with a slip or two in the kecamatan or kabupaten written beside them."""
    names = names_of(scope)
    hits: list[Hit] = []
    for each in found:
        key = village_key(" ".join(each.village))
        areas = [code for code in _codes(each, scope) if len(code) > 2]
        narrow = max(map(len, areas), default=0)
        rows = {row for code in areas if len(code) == narrow for row in names.rows(code)}
        villages = (
            village
            for row in sorted(rows)
            for village in unpacked(names.codes[row], names.packed[row])
        )
        hits += (hit for hit in _apart(key, each, villages) if 0 < hit.apart <= typos(key))
    return sorted(hits, key=_by_distance)


def near_anywhere(reading: Reading, scope: str) -> list[Hit]:
    """Names of the region one slip away, or two where the name is long and the only one."""
    names, key = names_of(scope), village_key(" ".join(reading.village))
    if len(key) <= FEWEST_LETTERS:
        return []
    like = [name for name, apart in names.near(key, 1) if apart]
    if not like and typos(key) > 1:
        like = [name for name, _ in names.near(key, 2)]
        like = like if len(like) == 1 else []
    spots = (spot for name in like[:_MOST_NAMES] for spot in islice(names.spots(name), _MOST_NAMES))
    return sorted(_apart(key, reading, map(names.village, spots)), key=_by_distance)


def clear(hits: Sequence[Hit]) -> list[Hit]:
    """The best name and its twins when it is a typo or two away and the next name is far."""
    if not hits:
        return []
    best = hits[0]
    key = village_key(best.name)
    others = [hit.apart for hit in hits if village_key(hit.name) != key]
    if best.apart > typos(key) or min(others, default=99) < best.apart + _CLEAR:
        return []
    return [hit for hit in hits if village_key(hit.name) == key]


def typos(key: str) -> int:
    """How many slips leave a name of so many letters its own."""
    return 2 if len(key) >= _LONG else 1


def only_area(parts: Sequence[Part], scope: str) -> str | None:
    """The level of the area ("district", "regency", "province") when no village is named."""
    if not parts or any(part.role == "village" for part in parts):
        return None
    marked = {part.role for part in parts}
    if "any" not in marked:
        return next(role for role in ("district", "regency", "province") if role in marked)
    codes = [_known(part.words, scope) for part in parts]
    if not all(codes):
        return None
    return {8: "district", 5: "regency", 2: "province"}[max(len(c) for each in codes for c in each)]


def _cuts(parts: Sequence[Part]) -> Iterator[Reading]:
    for part, others in _villages(parts):
        for head, name, tail in spans(part.words):
            if not (head and part.role == "village"):
                rest = (*others, *(("any", each) for each in (head, tail) if not idle(each)))
                yield Reading(name, _typed(rest))


def _villages(
    parts: Sequence[Part],
) -> Iterator[tuple[Part, tuple[tuple[Role, tuple[str, ...]], ...]]]:
    """Each part that may name the village, with the other parts."""
    marked = [part for part in parts if part.role == "village"]
    for part in marked or [part for part in parts if part.role == "any"]:
        rest = [other for other in parts if other is not part]
        yield part, _typed((each.role, each.words) for each in rest)


def _typed(
    rest: Iterable[tuple[Role | str, tuple[str, ...]]],
) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    named: dict[str, Role] = {each: each for each in ("district", "regency", "province")}
    return tuple((named.get(role, "any"), words) for role, words in rest)


def _standing(reading: Reading, way: Named, names: Names) -> Iterator[Hit]:
    for spot in names.spots(way.key):
        fits = _fits(reading, names.codes[spot.row])
        if fits is not None and names.has_digits(spot, way):
            yield Hit(*names.village(spot), 0, bool(reading.around), fits)


def _apart(key: str, reading: Reading, villages: Iterable[tuple[str, str]]) -> Iterator[Hit]:
    for code, name in villages:
        fits = _fits(reading, code[:8])
        if fits is not None:
            apart = min(OSA.distance(key, each) for each in _spelt(name))
            yield Hit(code, name, apart, bool(reading.around), fits and not apart)


def _spelt(name: str) -> tuple[str, ...]:
    """The letters of a name written out, as it is, and as people call a former settlement."""
    key = village_key(name)
    return key, "".join(filter(str.isalpha, name.lower())), key.removeprefix("upt")


def _holding(key: str, names: Names) -> list[str]:
    return [name for name in names.by_length if key in name]


def _fits(reading: Reading, kecamatan: str) -> bool | None:
    """Whether all that is written lies around: True as it is called, False nearly, None not."""
    as_called = True
    for role, words in reading.around:
        fits = _fit(role, words, kecamatan)
        if fits is None:
            return None
        as_called &= fits
    return as_called


@lru_cache(maxsize=4096)
def _fit(role: Role, words: tuple[str, ...], kecamatan: str) -> bool | None:
    called = around(kecamatan)
    names = called["any"] if role == "any" else called["any"] | called.get(role, frozenset())
    key = area_key(words)
    if key in names or any(way.key in names for way in ways(words)):
        return True
    if len(key) < FEWEST_LETTERS:
        return None
    begins = any(each.startswith(key) for each in called["district"])
    slip = len(key) > FEWEST_LETTERS and process.extractOne(
        key, names, scorer=OSA.distance, score_cutoff=typos(key)
    )
    return False if begins or slip else None


def _codes(reading: Reading, scope: str) -> Iterator[str]:
    for role, words in reading.around:
        long = {"district": 8, "regency": 5, "province": 2}.get(role)
        yield from (code for code in _known(words, scope) if long in (None, len(code)))


def _nested(reading: Reading, scope: str) -> bool:
    """Whether the known areas around lie in each other, as those of one village do."""
    found = [codes for _, words in reading.around if (codes := _known(words, scope))]
    deepest = (code for codes in found for code in codes)
    return not found or any(all(code.startswith(codes) for codes in found) for code in deepest)


@lru_cache(maxsize=512)
def _known(words: tuple[str, ...], scope: str) -> tuple[str, ...]:
    """The codes of the areas that have just this name."""
    areas = areas_of(scope)
    keys = dict.fromkeys((area_key(words), *(way.key for way in ways(words))))
    return tuple(dict.fromkeys(code for key in keys for code in areas.get(key, ())))


@lru_cache(maxsize=512)
def _areas_in(words: tuple[str, ...], scope: str) -> tuple[tuple[str, ...], ...] | None:
    """The words cut into known areas, the longest first; None when something is left over."""
    if idle(words):
        return ()
    for end in range(len(words), 0, -1):
        if _known(words[:end], scope):
            rest = _areas_in(words[end:], scope)
            if rest is not None:
                return (words[:end], *rest)
    return None


def _cut(
    others: Iterable[tuple[Role, tuple[str, ...]]], scope: str
) -> Iterator[tuple[Role, tuple[str, ...]]]:
    """Parts that hold several areas ("kec Satui Tanah Bumbu") cut into them."""
    for role, words in others:
        cut = _areas_in(words, scope) or (words,)
        yield role, cut[0]
        yield from (("any", each) for each in cut[1:])


def _by_distance(hit: Hit) -> tuple[int, bool, str]:
    return hit.apart, not hit.exact, hit.code
