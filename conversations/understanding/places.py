"""Villages as people write them: the home kabupaten first, then the nation.

A silently wrong village is worse than a question, so whatever is not plain comes back as
candidates; a slip far from home is never taken as sure, however alone its village stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from conversations.understanding import place_search
from conversations.understanding.place_search import Hit, Reading
from conversations.understanding.place_words import Part, everyday, parts_of, village_key, whole

__all__ = [
    "HOME",
    "MOST_CANDIDATES",
    "ONLY_AREA",
    "Matches",
    "PlaceMatch",
    "PlaceReading",
    "find_villages",
    "read_place",
    "village_key",
]

HOME = "63.10"  # Kabupaten Tanah Bumbu
MOST_CANDIDATES = 8  # asked back at once; a list in a chat holds ten rows
ONLY_AREA = ("district-only", "regency-only", "province-only")
_SHORT_STORY = 6  # words in which an unknown rest beside a village of home is asked about
_CLOSE = 2  # letters by which a name of home is off and still asked beside one that is elsewhere
_FAR_BESIDE_HOME = 5  # of the candidates, when a like name of home is offered as well


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A village that a text may mean: its code, its name, its likeness from 0 to 100."""

    code: str
    name: str
    score: float


Matches = tuple[PlaceMatch, ...]


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The code of a village, or what it may be, likeliest first, and why nothing is sure.

    Reasons: "ambiguous", "district-only", "regency-only", "province-only", "empty", "not-found".
    """

    code: str | None
    candidates: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    hits: Sequence[Hit] = ()
    sure: bool = False
    reason: str = "not-found"


def read_place(text: str, home: str = HOME, nation: bool = True) -> PlaceReading:
    """The village that a text names. Nothing but home is ever understood with a slip."""
    found = _search(text, home, nation)
    codes = tuple(hit.code for hit in found.hits)[:MOST_CANDIDATES]
    if found.sure:
        return PlaceReading(codes[0])
    reason = "ambiguous" if codes and found.reason == "not-found" else found.reason
    return PlaceReading(None, codes, reason)


def find_villages(
    text: str, home: str, nation: bool = True, limit: int = MOST_CANDIDATES
) -> Matches:
    """The villages that a text may mean, best first; `read_place` tells whether the first is sure.

    `home` is a region's code, usually a kabupaten; a kecamatan in the text narrows the search. When
    as many as `limit` come back there may be more of that name: ask for the kecamatan.
    """
    return tuple(map(_match, _search(text, home, nation).hits[:limit]))


def _match(hit: Hit) -> PlaceMatch:
    letters = max(len(village_key(hit.name)), 1)
    return PlaceMatch(hit.code, hit.name, round(100 * max(0.0, 1 - hit.apart / letters), 1))


def _search(text: str, home: str, nation: bool) -> _Found:
    parts = parts_of(text) or parts_of(text, streets=True)
    if not parts:
        return _Found(reason="empty")
    home, scope = home[:8], "" if nation else home[:2]
    at_home = place_search.exact(place_search.readings(text), home)
    if any(hit.exact for hit in at_home):
        return _taken([hit for hit in at_home if hit.exact])
    like = at_home or place_search.near_home(place_search.slips(parts, home), home)
    area = _bare_area(parts, home)
    if area:
        return _Found(_once(like), reason=f"{area}-only")
    return _beyond(parts, text, like, home, scope)


def _beyond(parts: Sequence[Part], text: str, like: list[Hit], home: str, scope: str) -> _Found:
    """Slips at home against names elsewhere as they are written."""
    sure = place_search.clear(like)
    far = _far_exact(parts, text, home, scope)
    close = [hit for hit in like if hit.apart <= _CLOSE]
    if far and close:
        return _Found(_once((*sure, *far[:_FAR_BESIDE_HOME], *close)))
    if far:
        return _taken_far(far, scope)
    if sure:
        return _taken(sure)
    unsure = _unsure(parts, text, home, scope) if not close else _Found()
    return _Found(_once((*like, *unsure.hits))) if like else unsure


def _unsure(parts: Sequence[Part], text: str, home: str, scope: str) -> _Found:
    """What is at most offered: a slip or a contradiction beside an area, a slip far away."""
    slips = place_search.slips(parts, scope)
    near = place_search.near_placed(slips, scope)
    nearly = place_search.exact((each for each in slips if each.around), scope)
    found = _nearest((*nearly, *near), home) or _contradicted(text, home)
    if found:
        return _Found(_once(found))
    area = place_search.only_area(parts, scope)
    if area:
        return _Found(reason=f"{area}-only")
    bare = (each for each in slips if not each.around and _is_meant(each, parts))
    hits = (hit for each in bare for hit in place_search.near_anywhere(each, scope))
    return _Found(_once(_nearest(hits, home)))


def _taken(hits: Sequence[Hit]) -> _Found:
    once = _once(hits)
    return _Found(once, sure=len(once) == 1)


def _taken_far(far: Sequence[Hit], scope: str) -> _Found:
    """A lone name far away is sure with what lies around it, or when no name is a letter off."""
    once = _once(far)
    if len(once) > 1 or once[0].placed:
        return _Found(once, sure=len(once) == 1)
    others = place_search.near_anywhere(Reading((once[0].name,)), scope)
    near = [hit for hit in others if hit.apart == 1]
    alone = not near and len(village_key(once[0].name)) > place_search.FEWEST_LETTERS
    return _Found(_once((*once, *near)), sure=alone)


def _far_exact(parts: Sequence[Part], text: str, home: str, scope: str) -> list[Hit]:
    """Names as written with what lies around as written; alone only when a place is meant."""
    found = place_search.readings(text)
    meant = (each for each in found if each.around or _is_meant(each, parts))
    return _nearest((hit for hit in place_search.exact(meant, scope) if hit.exact), home)


def _is_meant(reading: Reading, parts: Sequence[Part]) -> bool:
    """Whether words alone are meant as a village, not said in passing ("salam")."""
    return any(part.role == "village" for part in parts) or not everyday(reading.village)


def _bare_area(parts: Sequence[Part], home: str) -> str | None:
    """The level of an area that stands alone: of home, or any kabupaten or provinsi."""
    area = place_search.only_area(parts, home)
    if area or len(parts) > 1:
        return area
    area = place_search.only_area(parts, "")
    return area if area in ("regency", "province") else None


def _contradicted(text: str, home: str) -> list[Hit]:
    """Villages of home whose surroundings are not as written, or not understood."""
    if len(whole(text)) > _SHORT_STORY:
        return []
    bare = (Reading(each.village) for each in place_search.readings(text) if each.around)
    return place_search.exact(bare, home)


def _nearest(hits: Iterable[Hit], home: str) -> list[Hit]:
    """Home first, then its provinsi, then by likeness and code."""
    return sorted(
        hits,
        key=lambda hit: (
            not hit.code.startswith(home),
            not hit.code.startswith(home[:2]),
            hit.apart,
            not hit.exact,
            hit.code,
        ),
    )


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Each village once, in order."""
    by_code: dict[str, Hit] = {}
    for hit in hits:
        by_code.setdefault(hit.code, hit)
    return list(by_code.values())
