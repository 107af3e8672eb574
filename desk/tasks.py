"""All open tasks of one's regions, by the time that was promised."""

from __future__ import annotations

from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import Way, get, post
from desk.keeping import KEEPERS
from desk.people_labels import label
from desk.people_places import place
from storage import officer_tasks, unusual_reading
from storage.lapsing import LAPSING_LIST, SPONSOR_ENDS, YEAR_END
from storage.officer_tasks import Task
from storage.rights import OF_TASK


async def show(ask: Ask) -> Response:
    """A page of tasks, each with the page on which it is done."""
    by, after = ask.by, ask.query("sesudah")
    found, more = await ask.write(lambda conn: officer_tasks.listed(conn, by, after))
    return ask.page(
        "tasks_list.html",
        tasks=found,
        more=more,
        may_close=ask.officer.role in KEEPERS,
        where=where,
        kind=lambda code: label("desk-tasks-kind", code),
        place=place,
        zone=ask.office.zone,
        today=ask.office.now(),
    )


def where(task: Task) -> str:
    """The page on which the task is done; the nearest one where none knows it."""
    if task.kind == "erasure" or task.kind.startswith(OF_TASK):
        return f"{HOME}/hak/{task.id}"
    if task.officer_id:
        return f"{HOME}/catatan?petugas={task.officer_id}"
    if task.claim_id:
        return f"{HOME}/klaim/{task.claim_id}"
    if task.application_id:
        return f"{HOME}/pendaftaran/{task.application_id}"
    if task.participant_id:
        return f"{HOME}/orang/{task.participant_id}"
    if task.kind in (LAPSING_LIST, SPONSOR_ENDS, YEAR_END):
        return f"{HOME}/iuran/habis"
    return f"{HOME}/percakapan"


async def asked(ask: Ask) -> Response:
    """A colleague who read much was asked, and the task is done; not by that colleague."""
    which, by = ask.part("id"), ask.by
    if not await ask.write(lambda conn: unusual_reading.close(conn, by, which)):
        raise Missing
    return ask.to(f"{HOME}/tugas", "tasks-asked")


WAYS: tuple[Way, ...] = (get("/tugas", show), post("/tugas/{id}/ditanya", asked, KEEPERS))
