"""Lists of people kept by name: used again with their NIKs, and no way into another village."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.tables import campaign_lists, campaign_recipients
from tests import campaigning as made
from tests.desk.conftest import Desk
from tests.desk.test_campaigns import FIELDS, act, do, made_by, nik, people

HOSTILE = "<img onerror=alert(1)> \u202e{{7*7}} =1+1"
NOBODY = "0" * 32


async def listed(desk: Desk) -> str:
    """The id of the newest list."""

    def newest(conn: Connection) -> str:
        its = campaign_lists.c
        return str(conn.scalar(select(its.id).order_by(its.id.desc()).limit(1)))

    return await do(desk, newest)


async def test_a_kept_list_is_used_again_by_its_own_offices_only(desk: Desk) -> None:
    """With its NIKs; a list of another village is as if there were none, whoever asks how."""
    await people(desk, 2)
    me = await desk.officer("desa", (made.VILLAGE,))
    first = await made_by(me, niks=nik(int(made.VILLAGE[-4:]) * 100))
    assert (await me.post(f"/siaran/{first}/daftar", name="   ")).status_code == 303
    assert await desk.office.count(campaign_lists) == 0
    assert (await me.post(f"/siaran/{first}/daftar", name=HOSTILE)).status_code == 303
    page = (await me.get("/siaran")).text
    assert "<img onerror" not in page
    assert "&lt;img onerror" in page
    assert "{{7*7}}" in page
    which = await listed(desk)
    form = (await me.get(f"/siaran/baru?daftar={which}")).text
    assert f'name="kept_list" value="{which}"' in form
    again = await made_by(me, listed="yes", kept_list=which)
    assert "1 orang dimaksud" in (await me.get(f"/siaran/{again}")).text

    other = await desk.officer("desa", (made.OTHER,))
    assert HOSTILE[:4] not in (await other.get("/siaran")).text.split("<main")[1]
    theirs = {**FIELDS, "region": made.OTHER, "listed": "yes"}
    for foreign in (which, NOBODY):
        assert (await other.get(f"/siaran/baru?daftar={foreign}")).status_code == 404
        answer = await other.post("/siaran/baru", **theirs, kept_list=foreign)
        assert answer.status_code == 404
        assert (await other.post(f"/siaran/daftar/{foreign}/hapus")).status_code == 404
    assert (await other.post(f"/siaran/{first}/daftar", name="Curian")).status_code == 404

    above = await desk.officer("kabupaten", ("63.10",))
    wide = await made_by(above, region="63.10")
    assert (await above.post(f"/siaran/{wide}/daftar", name="Semua")).status_code == 303
    assert (await me.get(f"/siaran/baru?daftar={await listed(desk)}")).status_code == 404
    assert (await me.post(f"/siaran/daftar/{which}/hapus")).status_code == 303
    assert (await me.get(f"/siaran/baru?daftar={which}")).status_code == 404


async def test_no_second_step_leads_into_another_village(desk: Desk) -> None:
    """A draft of the own village is not turned into another's by an edit, a repeat or a retry."""
    (there,) = await people(desk, 1, made.OTHER)
    me = await desk.officer("desa", (made.VILLAGE,))
    which = await made_by(me, repeats="week")
    for region in (made.OTHER, "63.10", "63", ""):
        answer = await me.post(
            f"/siaran/{which}/ubah", **{**FIELDS, "version": "1", "region": region}
        )
        assert answer.status_code in (404, 422), region
    foreign = {**FIELDS, "version": "1", "niks": nik(int(made.OTHER[-4:]) * 100)}
    await me.post(f"/siaran/{which}/ubah", **foreign)
    for what in ("ajukan", "setujui", "lanjut", "ulangi"):
        await act(desk, me, which, what)
    assert await desk.office.count(campaign_recipients) == 0
    assert await there.news() == []
