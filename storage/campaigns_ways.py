"""People with one way to them, counted and frozen from the narrow table of ways.

Nearly everybody has one: nothing is to be chosen, so no rows are put together, and phones come in
the order of the table. Who has several is asked for in `storage.campaigns_audience`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
)

from storage.campaigns_audience import (
    RANK,
    REACHED,
    VILLAGE_DOTS,
    WAYS,
    WINDOW,
    Meant,
    elsewhere,
    filters,
    grieving,
    named,
)
from storage.scope import WHOLE
from storage.store import insert_into, unindexed
from storage.tables import campaign_recipients, endpoints, participants, ways

NOBODY: Final = "0" * 32  # stands for the phone of who has none; sorts before all
ONE: Final = ways.c.several.is_(false())
COLUMNS = ("endpoint_id", "campaign_id", "participant_id", "role", "village_code", "phone_key")


def counts(conn: Connection, meant: Meant) -> tuple[dict[str, int], int]:
    """How many people by rank, and through how many phones those who are reached.

    Two passes in the order of the table, each with the fewest comparisons: in the first why people
    are left out, in the second the phones of the others, of which none has to be remembered.
    """
    found = {name: _sum(condition) for name, condition in _reasons(meant).items()}
    columns = (func.count().label("people"), *(each.label(name) for name, each in found.items()))
    query = select(*columns).select_from(_known(meant)).where(*meaning(meant))
    row = conn.execute(query).one()._mapping
    numbers = {RANK[name]: int(row[name] or 0) for name in found}
    numbers[RANK["no_channel"]] = row["people"] - sum(numbers.values())
    phones = select(ways.c.endpoint_id).select_from(_known(meant))
    phones = phones.where(*meaning(meant), reached(meant)).group_by(ways.c.endpoint_id)
    many = conn.scalar(select(func.count()).select_from(phones.subquery("phones"))) or 0
    return {rank: number for rank, number in numbers.items() if number}, many


def _reasons(meant: Meant) -> dict[str, ColumnElement[bool]]:
    """Why not, by reason, and REACHED; whoever is none of these has no channel."""
    its, mine = ways.c, _roles(meant)
    found = {name: and_(its.state == _text(name), mine) for name in ("consent", "stopped")}
    left = and_(its.state == _text("open"), mine)
    told = and_(left, its.endpoint_id.in_(grieving()))
    found["grief"] = or_(its.state == _text("grief"), told)
    left = and_(left, its.endpoint_id.not_in(grieving()))
    found["window"] = and_(left, closed(meant))
    left = and_(left, not_(closed(meant)))
    if meant.others:
        found["other"] = and_(left, elsewhere(meant, its.endpoint_id))
        left = and_(left, not_(elsewhere(meant, its.endpoint_id)))
    return {**found, REACHED: left}


def reached(meant: Meant) -> ColumnElement[bool]:
    """Whether nothing is against writing by this way."""
    return _reasons(meant)[REACHED]


def _roles(meant: Meant) -> ColumnElement[bool]:
    return ways.c.role.in_([_text(each) for each in named(meant.audience)])


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def also(meant: Meant, endpoint: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the phone gets it anyhow, for somebody who has no other way."""
    mine = (ways.c.endpoint_id == endpoint, *meaning(meant), reached(meant))
    return exists(select(ways.c.endpoint_id).select_from(_known(meant)).where(*mine))


def meaning(meant: Meant) -> tuple[ColumnElement[bool], ...]:
    """Who is meant, of the people with one way."""
    trial = ways.c.trial.is_(meant.trial)
    roles = () if _outer(meant) else (ways.c.role.in_(named(meant.audience)),)
    return (ONE, _there(meant), trial, *roles, *filters(meant))


def freeze(conn: Connection, meant: Meant, first: str, end: str, shared: bool) -> Any:
    """The statement that freezes the phones from one id up to, and without, another.

    Only through phones of several there is somebody to choose: all others come as they lie.
    """
    its = ways.c
    which = text("ways.shared") if shared else its.shared.is_(False)
    choice = (_place(its.role), its.participant_id) if shared else ()
    found: Select[Any] = (
        select(
            its.endpoint_id,
            literal(meant.campaign, String),
            its.participant_id,
            its.role,
            its.village_code,
            endpoints.c.phone_index,
            literal("frozen", String),
        )
        .select_from(_known(meant).outerjoin(endpoints, vouched(its.endpoint_id)))
        .where(*meaning(meant), reached(meant), which, *_from(first, end))
        .order_by(its.endpoint_id, *choice)
    )
    return insert_into(conn, campaign_recipients).from_select([*COLUMNS, "state"], found)


def vouched(endpoint: ColumnElement[str]) -> ColumnElement[bool]:
    """The phone's own row where a number is known of it, along an index of nothing else."""
    return and_(endpoints.c.id == endpoint, endpoints.c.phone_index.is_not(None))


def firsts(conn: Connection, meant: Meant, size: int) -> list[str]:
    """Where stretches of about so many begin."""
    its = ways.c
    if not meant.in_order:
        place = func.row_number().over(order_by=(its.endpoint_id, its.participant_id))
        numbered = select(its.endpoint_id, place.label("place")).select_from(_known(meant))
        few = numbered.where(*meaning(meant), its.endpoint_id > NOBODY).subquery("few")
        query = select(few.c.endpoint_id).where(few.c.place % size == 1 % size)
        return list(dict.fromkeys(conn.scalars(query.order_by(few.c.endpoint_id))))
    found, next_one = [], conn.scalar(_after(NOBODY, 0))
    while next_one is not None:
        found.append(next_one)
        next_one = conn.scalar(_after(next_one, size - 1))
    return found


def there(meant: Meant, code: ColumnElement[str]) -> ColumnElement[bool]:
    """As `regions`, in as few comparisons as there may be: they are made a million times."""
    chosen = meant.audience.regions
    asked = [each for each in dict.fromkeys((meant.scope.regions, chosen)) if WHOLE not in each]
    return and_(true(), *(or_(*(_in(code, each) for each in some)) for some in asked))


def _there(meant: Meant) -> ColumnElement[bool]:
    code: ColumnElement[str] = ways.c.village_code
    if meant.in_order:  # the plus keeps SQLite from its index of villages
        code = unindexed(code)
    return there(meant, code)


def _in(code: ColumnElement[str], region: str) -> ColumnElement[bool]:
    if region.count(".") == VILLAGE_DOTS:
        return code == region
    return and_(code >= f"{region}.", code < f"{region}/")  # "/" follows "." in both orders


def _after(endpoint: str, size: int) -> Select[Any]:
    key = ways.c.endpoint_id, ways.c.participant_id, ways.c.role
    return select(key[0]).where(key[0] > endpoint).order_by(*key).limit(1).offset(size)


def _from(first: str, end: str) -> tuple[ColumnElement[bool], ...]:
    who = ways.c.endpoint_id
    return (who >= first, *([who < end] if end else []))


def _known(meant: Meant) -> FromClause:
    """People themselves only where something is asked of them."""
    if not filters(meant):
        return ways
    return ways.join(participants, participants.c.id == ways.c.participant_id)


def _outer(meant: Meant) -> bool:
    return "participant" in meant.audience.roles


def closed(meant: Meant) -> ColumnElement[bool]:
    """Whether WhatsApp takes nothing but a template there; the hour is asked on the day itself."""
    its, since = ways.c, meant.sent_at - WINDOW
    day = since.date()
    phone = endpoints.alias("phone")
    seen = select(phone.c.last_seen_at).where(phone.c.id == its.endpoint_id).correlate(ways)
    silent = case(
        (its.seen_on < day, True),
        (its.seen_on > day + timedelta(days=1), False),
        else_=seen.scalar_subquery() < since,
    )
    untold = its.account.not_in(sorted(meant.templated))
    return and_(its.channel == _text("whatsapp"), silent.is_(True), untold)


def _place(role: ColumnElement[str]) -> ColumnElement[int]:
    return case({name: place for place, name in enumerate(WAYS)}, value=role, else_=len(WAYS))


def _text(word: str) -> ColumnElement[str]:
    """A word of our own as a literal: conditions on it are planned with its value."""
    return literal_column(f"'{word}'", String)
