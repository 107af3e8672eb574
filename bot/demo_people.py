"""Made-up people of a kabupaten: names put together, NIKs that no register office has issued."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from program.regions import Region

# Serials are counted up per district and birthday, a handful a day: no real NIK ends so high.
SERIALS = range(9000, 9999)
FEMALE = (
    *("Siti", "Noor", "Rahmah", "Jamilah", "Wahyuni", "Halimah", "Sri", "Fatimah", "Norhayati"),
    *("Mariatul", "Rusmini", "Zubaidah", "Lestari", "Hasanah", "Aminah", "Salasiah", "Murni"),
)
MALE = (
    *("Ahmad", "Muhammad", "Syahrani", "Hasan", "Budi", "Rahman", "Jumadi", "Saleh", "Abdul"),
    *("Slamet", "Kasim", "Yusran", "Arifin", "Darto", "Andi", "Basri", "Mulyadi", "Rusdi"),
)
TOWNS = ("Pagatan", "Batulicin", "Kotabaru", "Banjarmasin", "Satui", "Malang", "Bone")
STREETS = ("Jalan Pelabuhan", "Jalan Karet", "Gang Nelayan", "Jalan Sawah", "Gang Melati")
WORK = ("farmer", "farmer", "fisher", "fisher", "plantation", "trader", "builder", "driver")


@dataclass(frozen=True, slots=True)
class Made:
    """Somebody made up, as the registration form would have it."""

    name: str
    nik: str
    values: dict[str, object]


class People:
    """Gives made-up people; no NIK comes twice."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._known: set[str] = set()

    def of(self, village: Region, payer: str) -> Made:
        """Somebody of the village, between 20 and 62."""
        rng = self._rng
        sex = rng.choice(("female", "male"))
        born = self._today - timedelta(days=rng.randrange(20 * 366, 62 * 365))
        nik = next(each for each in self._niks(village, born, sex) if each not in self._known)
        self._known.add(nik)
        name = self._name(sex)
        return Made(name, nik, self._values(village, payer, name, nik, born, sex))

    def contact(self) -> dict[str, object]:
        """A name as a form's answer, "Siti Rahmah"."""
        name = self._name(self._rng.choice(("female", "male")))
        return {"name": name, "called": name, "title": ""}

    def _values(
        self, village: Region, payer: str, name: str, nik: str, born: date, sex: str
    ) -> dict[str, object]:
        rng = self._rng
        alone = payer == "self"
        return {
            "consent": "yes",
            "for_whom": "self",
            "member_before": "no",
            "nik": nik,
            "name": {"name": name, "called": name, "title": ""},
            "birth_date": born.isoformat(),
            "birth_place": rng.choice(TOWNS),
            "sex": sex,
            "mother_name": self._name("female"),
            "village": [village.code],
            "phone": f"+628120000{rng.randrange(10_000):04}",  # a block that is plainly made up
            "street": f"{rng.choice(STREETS)} {rng.randint(1, 99)}",
            "occupation": {"kind": rng.choice(WORK), "text": ""},
            "payer": payer if payer in ("self", "village") else "unknown",
            "income": 1_000_000 if alone else None,
            "programmes": "jkk_jkm" if alone else None,
            "months": None,
        }

    def _name(self, sex: str) -> str:
        return " ".join(self._rng.sample(FEMALE if sex == "female" else MALE, 2))

    def _niks(self, village: Region, born: date, sex: str) -> Iterator[str]:
        day = born.day + (40 if sex == "female" else 0)
        begin = f"{village.code[:8].replace('.', '')}{day:02}{born:%m%y}"
        while True:
            yield f"{begin}{self._rng.choice(SERIALS)}"
