"""Officers' accounts: those above invite, change, reset and end; everybody keeps the own one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection
from starlette.responses import Response

from desk import accounts_own, accounts_sure
from desk.accounts_regions import Group, groups, place
from desk.ask import HOME, Ask, Missing
from desk.entry_porch import new_token
from desk.guard import Way, get, post
from storage import officer_acts, talks_acts
from storage.officer_acts import Account, Invited
from storage.officer_rows import gives
from storage.officers import Role

LIST = f"{HOME}/petugas"
ABOVE: frozenset[Role] = frozenset({"admin", "branch", "kabupaten", "kecamatan"})


async def show_list(ask: Ask) -> Response:
    """The accounts within one's own regions, by login name."""
    after, now = ask.query("sesudah"), ask.office.now()
    found, more = await ask.write(lambda conn: officer_acts.listed(conn, ask.officer, now, after))
    return ask.page(
        "accounts_list.html",
        accounts=found,
        more=more,
        place=place,
        roles=gives(ask.officer),
        zone=ask.office.zone,
    )


# --- invite --------------------------------------------------------------------------------


async def ask_new(ask: Ask) -> Response:
    """First the role, then name and regions of its kind."""
    if not ask.query("jabatan"):
        return ask.page("accounts_role.html", roles=gives(ask.officer))
    return _new_form(ask, _role(ask, ask.query("jabatan")))


async def invite(ask: Ask) -> Response:
    """Makes the account; shows its link this once."""
    role, token, now = _role(ask, ask.text("role")), new_token(), ask.office.now()
    new = Invited(ask.text("login"), ask.text("name"), role, _regions(ask))
    try:
        who = await ask.write(lambda conn: officer_acts.invite(conn, ask.officer, new, token, now))
    except officer_acts.LoginTaken:
        return _new_form(ask, role, "taken")
    except officer_acts.NotReadable as problem:
        return _new_form(ask, role, str(problem))
    except officer_acts.NotYours:
        return _new_form(ask, role, "regions")
    return await _linked(ask, who, token)


def _new_form(ask: Ask, role: Role, wrong: str = "") -> Response:
    offered: Sequence[Group] = groups(role, ask.scope, ask.office.region)
    chosen = _regions(ask)
    return ask.page(
        "accounts_new.html",
        422 if wrong else 200,
        role=role,
        groups=offered,
        chosen=chosen,
        login=ask.text("login"),
        name=ask.text("name"),
        wrong=wrong,
    )


# --- one account ---------------------------------------------------------------------------


async def show(ask: Ask) -> Response:
    """One account, and what may be done with it."""
    account = await _account(ask)
    role = _wanted_role(ask, account)
    return ask.page(
        "accounts_one.html",
        account=account,
        role=role,
        roles=gives(ask.officer),
        groups=groups(role, ask.scope, ask.office.region) if account.below else (),
        place=place,
        zone=ask.office.zone,
    )


async def change(ask: Ask) -> Response:
    """Name, role and regions; the officer has to enter anew."""
    role, now = _role(ask, ask.text("role")), ask.office.now()
    who, version, given = ask.part("id"), _version(ask), (ask.text("name"), role, _regions(ask))
    try:
        return await _acted(
            ask,
            lambda conn: officer_acts.change(conn, ask.officer, who, version, *given, now),
            "officer-changed",
        )
    except (officer_acts.NotReadable, officer_acts.NotYours):
        return ask.to(f"{LIST}/{who}?jabatan={role}", "officer-not-changed")


async def end(ask: Ask) -> Response:
    """Ends an account; whoever is in with it is out at once."""
    who, version, now = ask.part("id"), _version(ask), ask.office.now()

    def work(conn: Connection) -> None:
        officer_acts.disable(conn, ask.officer, who, version, now)
        talks_acts.pass_on(conn, ask.office.sealer, ask.officer.id, who, now)

    return await _acted(ask, work, "officer-ended")


async def reset(ask: Ask) -> Response:
    """Password and phone hold no more; shows a link to be handed over, this once."""
    who, version, token, now = ask.part("id"), _version(ask), new_token(), ask.office.now()
    try:
        await ask.write(
            lambda conn: officer_acts.reset(conn, ask.officer, who, version, token, now)
        )
    except officer_acts.OfficerGone:
        raise Missing from None
    except officer_acts.OfficerChanged:
        return ask.to(f"{LIST}/{who}", "officer-other")
    return await _linked(ask, who, token)


async def _acted(ask: Ask, act: Callable[[Connection], None], told: str) -> Response:
    where = f"{LIST}/{ask.part('id')}"
    try:
        await ask.write(act)
    except officer_acts.OfficerGone:
        raise Missing from None
    except officer_acts.OfficerChanged:
        return ask.to(where, "officer-other")
    return ask.to(where, told)


async def _linked(ask: Ask, who: str, token: bytes) -> Response:
    """The page with a link; its officer is named, and that it is shown only now."""
    account = await ask.read(lambda conn: officer_acts.one(conn, ask.officer, who))
    base = f"{ask.request.url.scheme}://{ask.request.url.netloc}"
    address = f"{base}{HOME}/undangan/{token.decode()}"
    return ask.page("accounts_link.html", account=account, address=address)


async def _account(ask: Ask) -> Account:
    who, now = ask.part("id"), ask.office.now()
    try:
        return await ask.write(lambda conn: officer_acts.looked(conn, ask.officer, who, now))
    except officer_acts.OfficerGone:
        raise Missing from None


def _role(ask: Ask, given: str) -> Role:
    """The role, if it is one that may be given here. Raises Missing."""
    for role in gives(ask.officer):
        if role == given:
            return role
    raise Missing


def _wanted_role(ask: Ask, account: Account) -> Role:
    given = ask.query("jabatan")
    return _role(ask, given) if given else account.officer.role


def _regions(ask: Ask) -> tuple[str, ...]:
    return tuple(str(each) for each in ask.form.getlist("region") if isinstance(each, str))


def _version(ask: Ask) -> int:
    """The version that the form showed; one that no row has where it is none."""
    given = ask.text("version")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


WAYS: Sequence[Way] = (
    *accounts_own.WAYS,
    *accounts_sure.WAYS,
    get("/petugas", show_list),
    get("/petugas/baru", ask_new, ABOVE, confirmed=True),
    post("/petugas/baru", invite, ABOVE, confirmed=True),
    get("/petugas/{id}", show),
    post("/petugas/{id}/ubah", change, ABOVE, confirmed=True),
    post("/petugas/{id}/atur-ulang", reset, ABOVE, confirmed=True),
    post("/petugas/{id}/akhiri", end, ABOVE, confirmed=True),
)
