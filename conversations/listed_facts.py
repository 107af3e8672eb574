"""What a talk may know of those whom an office's list brought with the phone that writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """Whom lists brought with this phone, and for whom nobody speaks yet. Gives
    tuple[ListedPerson, …]; empty for a phone that tried too many birth dates.

    Only ever asked with a phone (E.164) that the channel vouches for.
    """

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody on a list; of this only the name's first letter is shown before the birth date."""

    who: str  # the participant's id
    name: str = field(repr=False)
    birth: date = field(repr=False)
    office: str  # code of the region that the office works in; "": of several provinces
    day: date  # when the list was taken in

    @property
    def initial(self) -> str:
        """The first letter of the name."""
        return self.name.strip()[:1].upper()
