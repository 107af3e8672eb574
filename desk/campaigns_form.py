"""The form of a campaign: what may be chosen, what was written, and back to values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conversations.broadcast_text import (
    ANSWER,
    BY_NAME,
    FLOWS,
    MOST_BUTTONS,
    Button,
    Content,
    office_of,
)
from conversations.session import LANGUAGES, SOURCE
from conversations.understanding.occupations import OCCUPATIONS
from conversations.words import catalogue
from desk.ask import Ask
from program.regions import Region, kecamatan_lines, region, villages
from storage.campaigns import Campaign, Plan
from storage.campaigns_audience import COVERS, ROLES, Audience
from storage.scope import WHOLE, Scope
from storage.sponsors import lies_in

NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
SPONSORS = ("self", "sponsored")
SPONSOR = re.compile(r"[0-9a-f]{32}")  # id of one; whose it may be is asked when it is kept
SEEN_DAYS = (30, 90, 180)
SPREADS = (0, 1, 2, 4, 8)  # hours
REPEATS = ("none", "week", "month")
MOST_TITLE = 120


class NotRead(ValueError):
    """A field could not be read; the text is the field's name."""


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen on the form."""

    regions: Sequence[Region]
    occupations: Sequence[str] = tuple(OCCUPATIONS)
    roles: Sequence[str] = ROLES
    covers: Sequence[str] = COVERS
    sponsors: Sequence[str] = SPONSORS
    seen: Sequence[int] = SEEN_DAYS
    spreads: Sequence[int] = SPREADS
    repeats: Sequence[str] = REPEATS
    languages: Sequence[str] = LANGUAGES
    buttons: Sequence[str] = (*FLOWS, ANSWER)
    templates: Sequence[str] = tuple(BY_NAME)


def options(ask: Ask) -> Options:
    """Every region within the scope, the largest first."""
    return Options(tuple(_regions(ask.scope, ask.office.region)))


def _regions(scope: Scope, home: str) -> Sequence[Region]:
    kecamatan = [region(code) for code, _, _ in kecamatan_lines(home)]
    every = [region(home), *kecamatan, *villages(home)]
    return [each for each in every if each is not None and lies_in(scope, each.code)]


def plan(ask: Ask, before: Campaign | None = None) -> Plan:
    """What was written. Raises NotRead."""
    code = ask.text("region")
    if region(code) is None:
        raise NotRead("region")
    title = ask.text("title")
    if not title or len(title) > MOST_TITLE:
        raise NotRead("title")
    return Plan(
        title=title,
        office=_office(ask),
        content=_content(ask),
        audience=_audience(ask, code),
        start_at=_start(ask),
        spread_hours=_number(ask, "spread", SPREADS),
        repeats=_one(ask, "repeats", REPEATS) or "none",
        niks=_niks(ask),
        trial=before.trial if before else ask.text("trial") == "yes",
    )


def _office(ask: Ask) -> str:
    """The office that signs: the officer's own, never a person."""
    words = catalogue(SOURCE, str(ask.office.zone))
    return office_of(ask.officer.role, ask.officer.regions, ask.office.region, words)


def _content(ask: Ask) -> Content:
    texts = {each: _text(ask, f"text-{each}") for each in LANGUAGES}
    found = [
        Button(_one(ask, f"button-{place}", (*FLOWS, ANSWER)), ask.text(f"label-{place}"))
        for place in range(MOST_BUTTONS)
        if ask.text(f"button-{place}")
    ]
    said = {name: text for name, text in texts.items() if text or name == SOURCE}
    return Content(said, tuple(found), _one(ask, "template", tuple(BY_NAME)))


def _text(ask: Ask, name: str) -> str:
    return "\n".join(line.rstrip() for line in ask.text(name).splitlines())


def _audience(ask: Ask, code: str) -> Audience:
    roles = tuple(each for each in ROLES if ask.text(f"role-{each}"))
    if not roles:
        raise NotRead("roles")
    return Audience(
        regions=(code,),
        roles=roles,
        cover=_one(ask, "cover", COVERS),
        sponsor=_sponsor(ask),
        occupations=tuple(filter(None, [_one(ask, "occupation", tuple(OCCUPATIONS))])),
        language=_one(ask, "language", LANGUAGES),
        seen_days=_number(ask, "seen", SEEN_DAYS),
        listed=ask.text("listed") == "yes" or bool(ask.text("niks")),
        failed_of=ask.text("failed_of"),
    )


def _sponsor(ask: Ask) -> str:
    value = ask.text("sponsor")
    return value if SPONSOR.fullmatch(value) else _one(ask, "sponsor", SPONSORS)


def _niks(ask: Ask) -> tuple[str, ...]:
    """Every number of sixteen digits, as copied from a sheet or written with gaps."""
    joined = re.sub(r"(?<=\d)[ .-](?=\d)", "", ask.text("niks"))
    found = tuple(dict.fromkeys(NIK.findall(joined)))
    if ask.text("niks") and not found:
        raise NotRead("niks")
    return found


def _start(ask: Ask) -> datetime | None:
    written = ask.text("start")
    if not written:
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ask.office.zone)
    except ValueError:
        raise NotRead("start") from None


def _one(ask: Ask, name: str, known: Sequence[str]) -> str:
    value = ask.text(name)
    if value and value not in known:
        raise NotRead(name)
    return value


def _number(ask: Ask, name: str, known: Sequence[int]) -> int:
    value = _one(ask, name, tuple(map(str, known)))
    return int(value) if value else 0


# --- the form's values ---------------------------------------------------------------------


def written(ask: Ask) -> Mapping[str, str]:
    """What stands in the fields after something could not be read."""
    return {name: value for name, value in ask.form.items() if isinstance(value, str)}


def fields(campaign: Campaign, ask: Ask) -> Mapping[str, str]:
    """What stands in the fields of a campaign that is changed."""
    content = campaign.content
    start = campaign.start_at.astimezone(ask.office.zone) if campaign.start_at else None
    found: dict[str, Any] = {
        "title": campaign.title,
        **meant(campaign.audience),
        **{f"text-{name}": text for name, text in content.texts.items()},
        **{f"button-{place}": each.kind for place, each in enumerate(content.buttons)},
        **{f"label-{place}": each.label for place, each in enumerate(content.buttons)},
        "template": content.template,
        "start": start.strftime("%Y-%m-%dT%H:%M") if start else "",
        "spread": str(campaign.spread_hours),
        "repeats": campaign.repeats,
    }
    return found


def meant(who: Audience) -> dict[str, str]:
    """What stands in the fields for whom it is."""
    return {
        "region": next((each for each in who.regions if each != WHOLE), ""),
        **{f"role-{each}": "yes" for each in who.roles},
        "cover": who.cover,
        "sponsor": who.sponsor,
        "occupation": next(iter(who.occupations), ""),
        "language": who.language,
        "seen": str(who.seen_days or ""),
        "listed": "yes" if who.listed else "",
        "failed_of": who.failed_of,
    }


FRESH: Mapping[str, str] = {"role-participant": "yes", "role-helper": "yes"}
