"""The 91.599 regions of Indonesia by Kemendagri code, read from the packed file as they are needed.

The file (source and licence in NOTICE) has one line a provinsi (2 digits), kabupaten (4 digits) and
kecamatan (6 digits, with its villages). Unpacking takes some milliseconds, a kabupaten is parsed
when first asked for, the nation only when somebody searches it.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

Kind = Literal["provinsi", "kabupaten", "kecamatan", "desa", "kelurahan"]

_FILE = Path(__file__).parent / "data" / "regions.tsv.gz"
_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
_KEPT = 64  # kabupaten kept parsed, about 0,06 MB each: home, its neighbours, and who moved in
_KECAMATAN_LINE = re.compile(r"\n(\d{6})\t([^\t\n]*)\t(.*)")
_UPPER_LINE = re.compile(r"\n(\d\d|\d{4})\t(.*)")


@dataclass(frozen=True, slots=True)
class Region:
    """A region: code like "63.10.01.1007"; kabupaten and kota are of one kind, told by the name."""

    code: str
    name: str
    kind: Kind

    @property
    def parent(self) -> str:
        """The code of the region around it, "" for a provinsi."""
        return self.code.rpartition(".")[0]


def region(code: str) -> Region | None:
    """The region with a code, or None; any text may be asked for."""
    if not _CODE.fullmatch(code):
        return None
    upper = _outline().get(code[:5])
    if upper is None or len(code) <= 5:
        return upper[0] if upper else None
    return _kabupaten(code[:5]).get(code)


def path(code: str) -> tuple[Region, ...]:
    """The regions from the provinsi down to the one with that code; empty when it is unknown."""
    found = region(code)
    return (*path(found.parent), found) if found else ()


def provinces() -> tuple[Region, ...]:
    """All provinsi, by code."""
    return tuple(found for found, _ in _outline().values() if found.kind == "provinsi")


@lru_cache(maxsize=64)
def villages(prefix: str) -> tuple[Region, ...]:
    """All desa and kelurahan in a region, by code; "" is the nation, an unknown code has none."""
    return tuple(
        found
        for upper in _kabupaten_codes(prefix)
        for found in _kabupaten(upper).values()
        if len(found.code) == 13 and found.code.startswith(prefix)
    )


def kecamatan_lines(prefix: str) -> Iterator[tuple[str, str, str]]:
    """Code, name and packed villages of each kecamatan in a region, "" the nation; for searches.

    `unpacked` gives the villages of such a line.
    """
    found = _KECAMATAN_LINE.findall(_text(), *_extent(prefix))
    lines = ((_dotted(digits), name, packed) for digits, name, packed in found)
    return (line for line in lines if line[0].startswith(prefix))


def all_villages() -> tuple[Region, ...]:
    """All desa and kelurahan of the nation, by code; `village_names` is five times faster."""
    return villages("")


def village_names(prefix: str) -> Iterator[tuple[str, str]]:
    """Code and name of each village in a region, "" the nation, without keeping the regions."""
    for upper in _kabupaten_codes(prefix):
        for code, _, packed in _kecamatan_lines(upper):
            yield from (each for each in unpacked(code, packed) if each[0].startswith(prefix))


def kecamatan_name(code: str) -> str:
    """The name of a known kecamatan, without parsing its kabupaten."""
    its = _outline()[code[:5]][1]
    begin = _text().index(f"\n{code.replace('.', '')}\t", its.start, its.stop)
    name = _text().index("\t", begin) + 1
    return _text()[name : _text().index("\t", name)]


def unpacked(kecamatan: str, packed: str) -> Iterator[tuple[str, str]]:
    """Code and name of the villages of "1007:Batulicin|Kersik Putih", in the line's order.

    The number stands where it is not the one before plus one.
    """
    number = 0
    for item in packed.split("|"):
        given, colon, name = item.partition(":")
        number = int(given) if colon else number + 1
        yield f"{kecamatan}.{number}", name if colon else item


def _kabupaten_codes(prefix: str) -> list[str]:
    """The codes of the kabupaten that a region holds or lies in."""
    if prefix and not _CODE.fullmatch(prefix):
        return []
    kabupaten = (code for code in _outline() if len(code) == 5)
    return [code for code in kabupaten if code.startswith(prefix) or prefix.startswith(code)]


def _extent(prefix: str) -> tuple[int, int]:
    """Where in the text the kabupaten of a region begin and end; nothing for an unknown one."""
    codes = _kabupaten_codes(prefix)
    slices = [_outline()[code][1] for code in codes]
    return (slices[0].start, slices[-1].stop) if slices else (0, 0)


@cache
def _text() -> str:
    return "\n" + gzip.decompress(_FILE.read_bytes()).decode("utf-8")


@cache
def _outline() -> dict[str, tuple[Region, slice]]:
    """Provinsi and kabupaten by code, each with the place of its own kecamatan in the text."""
    lines = list(_UPPER_LINE.finditer(_text()))
    ends = [line.start() for line in lines[1:]] + [len(_text())]
    outline = {}
    for line, end in zip(lines, ends, strict=True):
        code = _dotted(line[1])
        kind: Kind = "provinsi" if len(code) == 2 else "kabupaten"
        outline[code] = (Region(code, line[2], kind), slice(line.end(), end))
    return outline


@lru_cache(maxsize=_KEPT)
def _kabupaten(code: str) -> dict[str, Region]:
    """The kecamatan and villages of a known kabupaten by code, in the file's order."""
    found: dict[str, Region] = {}
    for kecamatan, name, packed in _kecamatan_lines(code):
        found[kecamatan] = Region(kecamatan, name, "kecamatan")
        for village, its_name in unpacked(kecamatan, packed):
            found[village] = Region(village, its_name, _kind(village))
    return found


def _kecamatan_lines(kabupaten: str) -> Iterator[tuple[str, str, str]]:
    """Code, name and packed villages of each kecamatan of a known kabupaten."""
    for line in _text()[_outline()[kabupaten][1]].split("\n"):
        if line:
            number, name, packed = line.split("\t")
            yield _dotted(number), name, packed


def _kind(village: str) -> Kind:
    """1xxx is a kelurahan; 2xxx a desa, and so is 3xxx, the desa adat (UU 6/2014 art. 6)."""
    return "kelurahan" if village[-4] == "1" else "desa"


def _dotted(digits: str) -> str:
    pairs = (digits[:2], digits[2:4], digits[4:])
    return ".".join(filter(None, pairs))
