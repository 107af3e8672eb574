"""Audiences: who is meant by a campaign, who of them is left out and why. Set-based.

Each person comes to one row: `min` of a word that sorts the ways to them, the best first, by rank
(0: may be written to, else why not), role, how lately they wrote, channel, and endpoint. So count
and freezing follow the same words, and no person is looked at twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    true,
    union_all,
)

from program.coverage import LAPSING_DAYS
from storage.mourning import GRIEF
from storage.scope import WHOLE, Scope, within
from storage.tables import (
    campaign_niks,
    campaign_recipients,
    campaigns,
    claim_links,
    claims,
    consents,
    endpoints,
    links,
    participants,
    places,
    timers,
    ways,
)

ROLES: Final = ("participant", "helper", "heir")
COVERS: Final = ("covered", "lapsing", "open", "never")
WINDOW = timedelta(hours=24)  # WhatsApp takes free words only so long after the last message
LATELY = timedelta(days=30)  # who wrote since then will most likely read it
REACHED = "reached"
# Why somebody is left out, the nearest to being reached first: a rank's place.
REASONS: Final = (REACHED, "other", "window", "consent", "stopped", "grief", "no_channel")
RANK: Final = {reason: str(place) for place, reason in enumerate(REASONS)}
# Roles of a way to somebody, the best first: a digit of the word that sorts them.
WAYS: Final = ("self", "family", "helper", "heir")
CHANNELS: Final = ("telegram", "whatsapp")  # what costs nothing goes first
FIRST: Final = "!"  # sorts before all digits: the reason stands behind it
VILLAGE_DOTS = 3  # of a village's code, "63.10.03.2004"
ID_AT = 5  # where the endpoint's id begins in the word that sorts, from 1
SEVERAL: Final = text("ways.several")  # as the partial index has it, else SQLite reads all ways
OVER: Final = ("paid", "refused", "taken_back")  # states of claims


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an officer means; every part narrows it, empty ones do not."""

    regions: tuple[str, ...]  # codes
    roles: tuple[str, ...] = ("participant", "helper")
    cover: str = ""  # of COVERS
    sponsor: str = ""  # id of a sponsor, "self", or "sponsored" by anybody
    occupations: tuple[str, ...] = ()
    language: str = ""  # in which they agreed to be recorded
    seen_days: int = 0  # wrote within so many days
    listed: bool = False  # only those whose NIK stands in the campaign's list
    failed_of: str = ""  # id of a campaign: those whom it did not reach

    def __post_init__(self) -> None:
        if not self.regions or not self.roles or not set(self.roles) <= set(ROLES):
            raise ValueError("an audience has regions and roles")
        if self.cover and self.cover not in COVERS:
            raise ValueError("no such state of cover")


@dataclass(frozen=True, slots=True)
class Meant:
    """An audience with all that its questions need."""

    audience: Audience
    scope: Scope  # of its author, frozen with the campaign
    campaign: str  # id; "" while there is none
    trial: bool
    today: date
    sent_at: datetime
    templated: frozenset[str] = frozenset()  # WhatsApp accounts whose template is approved
    others: tuple[str, ...] = ()  # campaigns of the same day
    in_order: bool = False  # people are gone through by id, not by village

    @property
    def of_claims(self) -> bool:
        """Whether heirs are meant, whose ways are their claims'."""
        return "heir" in self.audience.roles


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people are meant, how many messages reach them, and why the others get none."""

    people: int
    reached: int
    messages: int
    left_out: Mapping[str, int]


def to_json(audience: Audience) -> dict[str, Any]:
    """The audience as it is kept."""
    return asdict(audience)


def from_json(found: Mapping[str, Any]) -> Audience:
    """The audience back."""
    listed = {name: tuple(found[name]) for name in ("regions", "roles", "occupations")}
    return Audience(**{**found, **listed})


def same_day(conn: Connection, day: date, campaign: str) -> tuple[str, ...]:
    """The other campaigns that go on a day: nobody gets two."""
    its = campaigns.c
    query = select(its.id).where(its.day == day, its.id != campaign, its.state != "cancelled")
    return tuple(conn.scalars(query.order_by(its.id)))


def ordered(conn: Connection, meant: Meant) -> Meant:
    """The same as SQLite is faster with: many people by their ids, as they lie in the file.

    By an index of villages each would be fetched from another place.
    """
    wide = not all(each.count(".") == VILLAGE_DOTS for each in meant.audience.regions)
    return replace(meant, in_order=wide and conn.dialect.name == "sqlite")


def several(meant: Meant) -> tuple[ColumnElement[bool], ...]:
    """Only people with more than one way; nothing where heirs are meant, whose ways are claims'."""
    if meant.of_claims:
        return ()
    more = select(ways.c.participant_id).where(SEVERAL)
    return (participants.c.id.in_(more),)


def people(meant: Meant, *span: ColumnElement[bool]) -> Select[Any]:
    """Everybody meant, of `several`: participant_id, village_code, best (the word that sorts)."""
    who = participants.c
    through = _through(meant)
    outer = "participant" in meant.audience.roles  # who has no way at all is told, too
    known = participants.join(through, through.c.participant_id == who.id, isouter=outer)
    known = known.outerjoin(endpoints, endpoints.c.id == through.c.endpoint_id)
    columns = (
        who.id.label("participant_id"),
        func.min(who.village_code, type_=who.village_code.type).label("village_code"),
        func.min(_word(meant, through), type_=String).label("best"),
    )
    every = select(*columns).select_from(known).where(*conditions(meant), *several(meant), *span)
    return every.group_by(who.id)


def conditions(meant: Meant) -> tuple[ColumnElement[bool], ...]:
    """Who is meant, before it is asked how they are reached."""
    who = participants.c
    trial = who.trial.is_(meant.trial)
    return (*regions(meant, who.village_code), trial, *filters(meant))


def regions(meant: Meant, village: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """The author's regions and those that were chosen: both always hold."""
    chosen = Scope((WHOLE,) if WHOLE in meant.audience.regions else meant.audience.regions)
    code = village.concat("") if meant.in_order else village
    return (within(meant.scope, code), within(chosen, code))


def filters(meant: Meant) -> list[ColumnElement[bool]]:
    """What is asked of people beside where they live."""
    audience, who = meant.audience, participants.c
    found: list[ColumnElement[bool]] = []
    if audience.cover:
        found.append(_cover(audience.cover, meant.today))
    if audience.sponsor:
        found.append(_sponsor(audience.sponsor, meant.today.year))
    if audience.occupations:
        found.append(who.occupation.in_(audience.occupations))
    if audience.listed:
        found.append(who.id.in_(_listed(meant.campaign)))
    if audience.failed_of:
        row = campaign_recipients.c
        failed = and_(row.campaign_id == audience.failed_of, row.state == "failed")
        found.append(exists().where(failed, row.participant_id == who.id))
    if audience.seen_days:
        found.append(_seen(meant.sent_at - timedelta(days=audience.seen_days)))
    if audience.language:
        found.append(_speaks(audience.language))
    return found


def _listed(campaign: str) -> Any:
    """Whose NIK stands in the list, under the key of today or the next."""
    its, who = campaign_niks.c, participants.c
    mine = its.campaign_id == campaign
    now = select(who.id).join_from(campaign_niks, participants, its.nik_index == who.nik_index)
    later = select(who.id).join_from(
        campaign_niks, participants, its.nik_index == who.nik_index_next
    )
    return union_all(now.where(mine), later.where(mine))


def _seen(since: datetime) -> ColumnElement[bool]:
    theirs = links.c.participant_id == participants.c.id
    wrote = and_(theirs, endpoints.c.last_seen_at >= since)
    return select(literal(1)).join_from(links, endpoints).where(wrote).exists()


def _speaks(language: str) -> ColumnElement[bool]:
    """By the language in which they agreed to be recorded: talks are sealed."""
    told = and_(links.c.participant_id == participants.c.id, consents.c.language == language)
    return exists().where(told, consents.c.endpoint_id == links.c.endpoint_id)


def _cover(cover: str, today: date) -> ColumnElement[bool]:
    until = participants.c.covered_until
    match cover:
        case "covered":
            return until >= today
        case "lapsing":
            return until.between(today, today + timedelta(days=LAPSING_DAYS))
        case "open":
            return or_(until.is_(None), until < today)
    return until.is_(None)


def _sponsor(sponsor: str, year: int) -> ColumnElement[bool]:
    if sponsor == "self":
        return participants.c.payer == "self"
    held = and_(
        places.c.participant_id == participants.c.id,
        places.c.state == literal_column("'held'", String),
        places.c.year == year,
        places.c.sponsor_id.is_not(None) if sponsor == "sponsored" else true(),
    )
    which = true() if sponsor == "sponsored" else places.c.sponsor_id == sponsor
    return exists().where(held, which)


# --- ways to somebody ----------------------------------------------------------------------


def named(audience: Audience) -> tuple[str, ...]:
    """The roles of links that are meant."""
    own = ("self",) if "participant" in audience.roles else ()
    return (*own, "helper", "family") if "helper" in audience.roles else own


def _through(meant: Meant) -> Any:
    """participant_id, endpoint_id, role, stopped: through whom each is reached."""
    roles, row = meant.audience.roles, links.c
    parts: list[Select[Any]] = []
    if its := named(meant.audience):
        columns = (row.participant_id, row.endpoint_id, row.role, row.stopped)
        parts.append(select(*columns).where(row.role.in_(its)))
    if "heir" in roles:
        parts.append(_heirs())
    if len(parts) == 1:
        return parts[0].subquery("ways")
    return union_all(*parts).subquery("ways")


def _heirs() -> Select[Any]:
    role = literal("heir", String).label("role")
    stopped = literal("none", String).label("stopped")
    query = select(claims.c.participant_id, claim_links.c.endpoint_id, role, stopped)
    lasting = and_(claims.c.state.not_in(OVER), claims.c.participant_id.is_not(None))
    return query.join_from(claim_links, claims).where(lasting, claim_links.c.role == "family")


def _word(meant: Meant, way: Any) -> ColumnElement[str]:
    """The word of one way. Stop on the own phone comes before every other way."""
    at = endpoints.c
    stop = or_(at.stopped != "none", way.c.stopped != "none")
    own = and_(way.c.role == "self", stop, _alive())
    everything = or_(at.stopped == "all", way.c.stopped == "all")
    said = case((everything, RANK["stopped"]), else_=RANK["consent"])
    word = (
        _rank(meant, way)
        + _digit(way.c.role, WAYS)
        + case((at.last_seen_at >= meant.sent_at - LATELY, "0"), else_="1")
        + _digit(at.channel, CHANNELS)
        + func.coalesce(at.id, "")
    )
    return case((own, literal(FIRST, String) + said), else_=word)


def _digit(column: ColumnElement[Any], order: Sequence[str]) -> ColumnElement[str]:
    places_of = {name: str(place) for place, name in enumerate(order)}
    return case(places_of, value=column, else_=str(len(order)))


def _alive() -> ColumnElement[bool]:
    who = participants.c
    return and_(who.standing == "here", who.mourned_at.is_(None))


def _rank(meant: Meant, way: Any) -> ColumnElement[str]:
    """Why not by this way, the weightiest reason first; "0" where nothing is against it."""
    at = endpoints.c
    dead = and_(~_alive(), or_(way.c.role.is_(None), way.c.role != "heir"))
    other_world = at.trial.is_(false() if meant.trial else true())
    gone = or_(at.id.is_(None), at.active.is_(False), at.doubt.is_(True), other_world)
    return case(
        (dead, RANK["grief"]),
        (gone, RANK["no_channel"]),
        (at.id.in_(grieving()), RANK["grief"]),
        (or_(at.stopped == "all", way.c.stopped == "all"), RANK["stopped"]),
        (or_(at.stopped == "news", way.c.stopped == "news"), RANK["consent"]),
        (_closed(meant), RANK["window"]),
        *([(elsewhere(meant, at.id), RANK["other"])] if meant.others else []),
        else_=RANK[REACHED],
    )


def _closed(meant: Meant) -> ColumnElement[bool]:
    """Whether WhatsApp takes nothing but a template there, and there is none."""
    at = endpoints.c
    return and_(
        at.channel == "whatsapp",
        at.last_seen_at < meant.sent_at - WINDOW,
        at.account.not_in(sorted(meant.templated)),
    )


def elsewhere(meant: Meant, endpoint: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the phone gets another campaign on that day."""
    row = campaign_recipients.c
    return exists().where(row.endpoint_id == endpoint, row.campaign_id.in_(meant.others))


def grieving() -> Select[Any]:
    """The phones where a death was told of lately."""
    its = timers.c
    return select(its.endpoint_id).where(its.kind == GRIEF, its.endpoint_id.is_not(None))
