"""Campaigns: made, given in, approved by another, watched while they run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from conversations.broadcast_files import room
from conversations.broadcast_rules import Wrong
from conversations.broadcast_text import (
    CHANNELS,
    Content,
    Reader,
    preview,
    units,
)
from conversations.session import SOURCE
from conversations.words import catalogue
from desk import (
    campaigns_acts,
    campaigns_files,
    campaigns_form,
    campaigns_lists,
    campaigns_report,
)
from desk.ask import HOME, Ask, Missing
from desk.attaching import FileRefused
from desk.campaigns_previews import previews
from desk.campaigns_rules import WAYS as RULE_WAYS
from desk.guard import Way, get, post
from desk.words import has, word
from storage import (
    audits,
    campaigns,
    campaigns_freezing,
    campaigns_tier,
    officers,
    sponsors,
    templates,
)
from storage import campaigns_costs as costs
from storage import campaigns_lists as lists
from storage import campaigns_report as reports
from storage.campaigns import Campaign, CampaignGone, NotAllowed, NotNow, Plan, Refused
from storage.campaigns_audience import Counted, Meant
from storage.campaigns_count import count
from storage.campaigns_lists import Kept
from storage.campaigns_rules import may_approve
from storage.claims import By

LIST = f"{HOME}/siaran"
MOST_FAILED = 20  # campaigns offered whose failed ones may be written to


async def show_list(ask: Ask) -> Response:
    """The campaigns of these regions, the newest first."""
    by, sealer, before = ask.by, ask.office.sealer, ask.query("sesudah")
    found = await ask.read(lambda conn: campaigns.listed(conn, sealer, by, before))
    kept = await ask.read(lambda conn: () if before else lists.kept(conn, by))
    more = found[-1].id if len(found) == campaigns.PAGE else ""
    return ask.page("campaigns_list.html", campaigns=found, more=more, lists=kept, where=_where)


def _where(campaign: Campaign | Kept) -> str:
    return ", ".join(reports.place(each) for each in campaign.audience.regions)


# --- the form ------------------------------------------------------------------------------


async def ask_new(ask: Ask) -> Response:
    """An empty form."""
    return await _form(ask, await campaigns_lists.filled(ask))


async def make(ask: Ask) -> Response:
    """Keeps what was written as a draft."""
    return await _kept(ask, None)


async def ask_change(ask: Ask) -> Response:
    """The form of a campaign that may still be changed."""
    found = await campaigns_acts.found(ask)
    if found.state not in campaigns.OPEN:
        return ask.to(f"{LIST}/{found.id}", "campaign-not-now")
    return await _form(ask, campaigns_form.fields(found, ask), found)


async def change(ask: Ask) -> Response:
    """Writes it anew; who approved it must do so again."""
    return await _kept(ask, await campaigns_acts.found(ask))


async def _kept(ask: Ask, before: Campaign | None) -> Response:
    by, sealer = ask.by, ask.office.sealer
    try:
        plan = campaigns_form.plan(ask, before)
        file = await campaigns_files.attached(ask, before)
        plan = replace(plan, content=replace(plan.content, file=file))
        if before is None:
            which = await ask.write(lambda conn: _made(conn, ask, plan))
        else:
            which, version = before.id, campaigns_acts.seen_version(ask)
            await ask.write(lambda conn: campaigns.change(conn, sealer, by, which, version, plan))
    except campaigns_form.NotRead as problem:
        return await _form(ask, campaigns_form.written(ask), before, [Wrong(f"field-{problem}")])
    except FileRefused as problem:
        wrong = Wrong(f"file-{problem.code}")
        return await _form(ask, campaigns_form.written(ask), before, [wrong])
    except Refused as problem:
        return await _form(ask, campaigns_form.written(ask), before, list(problem.wrongs))
    except (NotAllowed, CampaignGone):
        raise Missing from None
    except NotNow:
        late = [Wrong("overtaken")]
        return await _form(ask, campaigns_form.written(ask), await campaigns_acts.found(ask), late)
    return ask.to(f"{LIST}/{which}", "campaign-kept")


def _made(conn: Connection, ask: Ask, plan: Plan) -> str:
    """The draft, with the NIKs of a kept list where none were given anew."""
    which = campaigns.make(conn, ask.office.sealer, ask.by, plan)
    kept = ask.text(campaigns_lists.FIELD)
    if kept and plan.audience.listed and not plan.niks:
        lists.use(conn, ask.by, kept, which)
    return which


async def _form(
    ask: Ask,
    values: Mapping[str, str],
    before: Campaign | None = None,
    wrongs: list[Wrong] | None = None,
) -> Response:
    by, sealer = ask.by, ask.office.sealer
    others = await ask.read(lambda conn: campaigns.listed(conn, sealer, by))
    payers = await ask.read(lambda conn: sponsors.listed(conn, by.scope))
    failed = [each for each in others if each.state == "done"][:MOST_FAILED]
    frame = units(preview(EMPTY, "", Reader(), _words(ask))[0])
    return ask.page(
        "campaigns_form.html",
        422 if wrongs else 200,
        options=campaigns_form.options(ask),
        values=values,
        campaign=before,
        wrongs=[_told(each) for each in wrongs or []],
        failed=failed,
        payers=payers,
        channels=CHANNELS,
        frame=frame,
        place=reports.place,
    )


EMPTY = Content({SOURCE: ""})


def _told(wrong: Wrong) -> str:
    """Why it cannot be kept so, in words."""
    known = f"desk-campaigns-wrong-{wrong.code}"
    return word(known if has(known) else "desk-campaigns-wrong-field-other", what=wrong.what)


# --- one campaign --------------------------------------------------------------------------


async def show(ask: Ask) -> Response:
    """What it says, to whom, who is left out and why; and what may be done with it now."""
    found, now = await campaigns_acts.found(ask), ask.office.now()
    told = await ask.write(lambda conn: _looked(conn, ask, found))
    counted, readers, people, names, progress, cost, payer = told
    return ask.page(
        "campaigns_one.html",
        campaign=found,
        counted=counted,
        cost=cost,
        previews=tuple(previews(found, readers, str(ask.office.zone))),
        how_far=campaigns_report.sentence(ask, found, progress),
        payer=payer,
        channels=room(found.content),
        people=people,
        names=names,
        progress=progress,
        approves=may_approve(
            found.needs or "second",
            {found.author, *found.touched_by},
            found.audience.regions,
            ask.officer,
        ),
        where=_where(found),
        open=found.state in campaigns.OPEN,
        start=found.start_at.astimezone(ask.office.zone) if found.start_at else None,
        at=now,
    )


def _looked(conn: Connection, ask: Ask, found: Campaign) -> tuple[Any, ...]:
    """Count, three readers, how many, the officers' names and the progress; one audit row."""
    by = ask.by
    audits.officers(conn, by.actor, "campaign_seen", "campaign", found.id, by.now)
    its = _meant(conn, ask, found)
    counted: Counted | None = count(conn, its) if found.state == "draft" else None
    readers = reports.three(conn, its, by.scope) or (Reader(),)
    names = officers.names(conn, {found.author, found.approved_by or ""})
    cost = costs.cost(conn, its, counted) if counted and its.templated else None
    if counted and cost:
        counted = campaigns_tier.counted(conn, its, counted, cost.people)
    done = reports.progress(conn, found.id)
    return counted, readers, found.recipients, names, done, cost, _payer(conn, by, found)


def _payer(conn: Connection, by: By, found: Campaign) -> str:
    """The name of the sponsor who is meant; "" where none is, or it is another region's."""
    which = found.audience.sponsor
    if which in ("", *campaigns.PAYERS):
        return ""
    return next((each.name for each in sponsors.listed(conn, by.scope) if each.id == which), "")


def _meant(conn: Connection, ask: Ask, found: Campaign) -> Meant:
    """The audience within what this officer may see."""
    now = max(ask.office.now(), found.start_at or ask.office.now())
    day = now.astimezone(ask.office.zone).date()
    name = found.content.template
    approved = templates.ready(conn, [name]) if name else frozenset()
    return campaigns_freezing.meant(conn, found, day, now, approved)


def _words(ask: Ask) -> Any:
    return catalogue(SOURCE, str(ask.office.zone))


WAYS: tuple[Way, ...] = (
    get("/siaran", show_list),
    get("/siaran/baru", ask_new),
    post("/siaran/baru", make, form_bytes=campaigns_files.FORM_BYTES),
    *RULE_WAYS,
    get("/siaran/{id}", show),
    get("/siaran/{id}/ubah", ask_change),
    post("/siaran/{id}/ubah", change, form_bytes=campaigns_files.FORM_BYTES),
    *campaigns_files.WAYS,
    *campaigns_acts.WAYS,
    *campaigns_lists.WAYS,
    *campaigns_report.WAYS,
)
