"""The names of a region made ready for searching: in one string, built when first asked for.

The nation takes about a twentieth of a second and some 15 MB; home a millisecond. Nothing is
normalised name by name: the letters come from one translation of the packed file, and a village's
place in that file is found again by counting.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, permutations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.understanding.place_words import Named, area_keys, digits_of, plain
from program.regions import kecamatan_lines, kecamatan_name, region, unpacked
from program.tables import FORMER_KECAMATAN

_SMALL = {ord(letter.upper()): letter for letter in "abcdefghijklmnopqrstuvwxyz"}
_KEPT_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz|\n")
_TO_LETTERS = bytes(ord(_SMALL.get(code, chr(code))) for code in range(256))
_NO_LETTERS = bytes(c for c in range(256) if chr(_TO_LETTERS[c]) not in _KEPT_SIGNS)
_FORMER = {each.code: each.split_from for each in FORMER_KECAMATAN}


@dataclass(frozen=True, slots=True)
class Spot:
    """A village by its kecamatan's row and its place in it, from 0; `Names.village` resolves it."""

    row: int
    at: int


@dataclass(frozen=True, slots=True)
class Names:
    """The villages of a region: rows of kecamatan, and the letters of all names.

    `letters` has a line a kecamatan, "|one|two|"; `by_length` all keys, the shortest first.
    """

    codes: tuple[str, ...]
    packed: tuple[str, ...]
    letters: str
    keys: frozenset[str]
    by_length: tuple[str, ...]

    def spots(self, key: str) -> Iterator[Spot]:
        """Where villages of that name stand, by code."""
        if key not in self.keys:
            return
        written, row, begin = f"|{key}|", 0, 0
        found = self.letters.find(written)
        while found >= 0:
            row += self.letters.count("\n", begin, found)
            begin = found
            line = self.letters.rfind("\n", 0, found) + 1
            yield Spot(row, self.letters.count("|", line, found))
            found = self.letters.find(written, found + 1)

    def near(self, key: str, typos: int) -> list[tuple[str, int]]:
        """The names so many letters or turned pairs away, with their distance, from 0."""
        low = bisect_left(self.by_length, len(key) - typos, key=len)
        high = bisect_right(self.by_length, len(key) + typos, key=len)
        found = process.extract(
            key, self.by_length[low:high], scorer=OSA.distance, score_cutoff=typos, limit=None
        )
        return sorted(((name, int(apart)) for name, apart, _ in found), key=_by_distance)

    def village(self, spot: Spot) -> tuple[str, str]:
        """Code and name of the village there."""
        return next(islice(unpacked(self.codes[spot.row], self.packed[spot.row]), spot.at, None))

    def rows(self, area: str) -> Iterator[int]:
        """The rows of the kecamatan in an area, by its code."""
        for row in range(bisect_left(self.codes, area), len(self.codes)):
            if not self.codes[row].startswith(area):
                return
            yield row

    def has_digits(self, spot: Spot, named: Named) -> bool:
        """Whether the village's name holds just the digits that were written."""
        if not named.digits and not any(map(str.isdecimal, self.packed[spot.row])):
            return True
        return digits_of(self.village(spot)[1]) == named.digits


@lru_cache(maxsize=4)  # home, its province, the nation
def names_of(scope: str) -> Names:
    """The names of a region by its code; "" is the nation."""
    lines = tuple(kecamatan_lines(scope))
    letters = f"|{_letters(packed for _, _, packed in lines)}|".replace("\n", "|\n|")
    keys = frozenset(letters.replace("\n", "").split("|")) - {""}
    return Names(
        codes=tuple(code for code, _, _ in lines),
        packed=tuple(packed for _, _, packed in lines),
        letters=letters,
        keys=keys,
        by_length=tuple(sorted(keys, key=len)),
    )


@lru_cache(maxsize=4)
def areas_of(scope: str) -> dict[str, tuple[str, ...]]:
    """The codes of the kecamatan, kabupaten and provinsi in a region by the letters of a name."""
    lines = tuple(kecamatan_lines(scope))
    called = zip(_letters(name for _, name, _ in lines).split("\n"), lines, strict=True)
    named = [(key, line[0]) for key, line in called] if lines else []
    former = [(new, old) for new, old in _FORMER.items() if scope and new.startswith(scope)]
    named += [(key, new) for new, old in former for key in _keys(old)]
    upper = dict.fromkeys(each for code, _, _ in lines for each in (code[:5], code[:2]))
    named += [(key, code) for code in upper for key in _keys(code)]
    by_key: dict[str, tuple[str, ...]] = {}
    for key, code in named:
        by_key[key] = (*by_key.get(key, ()), code)
    return by_key


@lru_cache(maxsize=2048)
def around(kecamatan: str) -> dict[str, frozenset[str]]:
    """By role how the surroundings of a kecamatan's villages may be written, also joined."""
    upper = ("district", kecamatan), ("regency", kecamatan[:5]), ("province", kecamatan[:2])
    called = {role: frozenset(_keys(code)) for role, code in upper}
    if kecamatan in _FORMER:
        called["district"] |= frozenset(_keys(_FORMER[kecamatan]))
    joined = ("".join(each) for size in (1, 2, 3) for each in _joins(called, size))
    return called | {"any": frozenset(joined)}


def _joins(called: dict[str, frozenset[str]], size: int) -> Iterator[tuple[str, ...]]:
    for roles in permutations(called, size):
        yield from _each(tuple(called[role] for role in roles))


def _each(groups: tuple[frozenset[str], ...]) -> Iterator[tuple[str, ...]]:
    if not groups:
        yield ()
        return
    for rest in _each(groups[1:]):
        yield from ((key, *rest) for key in groups[0])


def _keys(code: str) -> tuple[str, ...]:
    if len(code) > len("63.10"):
        return area_keys(kecamatan_name(code))
    found = region(code)
    return area_keys(found.name) if found else ()


def _letters(lines: Iterable[str]) -> str:
    """The letters of lines like "1007:Batulicin|Kersik Putih": "batulicin|kersikputih"."""
    joined = "\n".join(line if line.isascii() else plain(line) for line in lines)
    return joined.encode("ascii").translate(_TO_LETTERS, _NO_LETTERS).decode("ascii")


def _by_distance(found: tuple[str, int]) -> tuple[int, str]:
    return found[1], found[0]
