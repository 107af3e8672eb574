"""Invented people: names put together at random and NIKs that no register office has issued."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from program.regions import Region, villages

HOME = "63.10"
TODAY = date(2026, 11, 22)
# Serials are counted up per district and birthday, a handful a day: no real NIK ends so high.
INVENTED_SERIALS = range(9000, 9999)

Sex = Literal["female", "male"]
_SEXES: tuple[Sex, ...] = ("female", "male")
_FEMALE = ("Siti", "Aminah", "Rahmah", "Sri", "Wahyuni", "Noor", "Jannah", "Dewi", "Fatimah")
_MALE = ("Ahmad", "Budi", "Rahman", "Slamet", "Yusuf", "Hasan", "Agus", "Mulyadi", "Andi")
_TOWNS = ("Pagatan", "Batulicin", "Kotabaru", "Banjarmasin", "Malang", "Bone", "Blitar")
_STREETS = ("Jalan Melati", "Jalan Kenanga", "Gang Nelayan", "Jalan Karet", "Gang Sawah")
_RELATIONS = ("spouse", "child", "sibling", "parent")


@dataclass(frozen=True, slots=True)
class FamilyContact:
    """A family member to reach: name, relation code, phone as written."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Person:
    """An invented worker of Tanah Bumbu; the phone is written as people do, "0812…"."""

    name: str
    nik: str
    birth_date: date
    birth_place: str
    sex: Sex
    mother_name: str
    phone: str
    village: Region
    street: str
    family: FamilyContact


def person(rng: random.Random, age: int | None = None, sex: Sex | None = None) -> Person:
    """A made-up person; `age` is in completed years on TODAY."""
    its_sex: Sex = rng.choice(_SEXES) if sex is None else sex
    born = _born(rng, rng.randint(20, 60) if age is None else age)
    village = rng.choice(villages(HOME))
    return Person(
        name=_name(rng, its_sex),
        nik=_nik(rng, village, born, its_sex),
        birth_date=born,
        birth_place=rng.choice(_TOWNS),
        sex=its_sex,
        mother_name=_name(rng, "female"),
        phone=_phone(rng),
        village=village,
        street=f"{rng.choice(_STREETS)} {rng.randint(1, 99)}",
        family=FamilyContact(_name(rng, rng.choice(_SEXES)), rng.choice(_RELATIONS), _phone(rng)),
    )


def _name(rng: random.Random, sex: Sex) -> str:
    return " ".join(rng.sample(_FEMALE if sex == "female" else _MALE, 2))


def _born(rng: random.Random, age: int) -> date:
    """A birth date that gives the age on TODAY, spread over the year before its birthday."""
    latest = TODAY.replace(year=TODAY.year - age)
    return latest - timedelta(days=rng.randrange(365))


def _nik(rng: random.Random, village: Region, born: date, sex: Sex) -> str:
    day = born.day + (40 if sex == "female" else 0)
    district = village.code[:8].replace(".", "")
    return f"{district}{day:02}{born:%m%y}{rng.choice(INVENTED_SERIALS)}"


def _phone(rng: random.Random) -> str:
    """A number of the right shape in the 0812-0000 block, plainly made up."""
    return f"08120000{rng.randrange(10_000):04}"
