"""The desk's long work beside its pages: lists written and files taken, step by step.

A job that died with its process goes on where it was, as soon as anybody of the desk looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from desk.office import Office
from desk.sheets_words import cells, sheet
from storage import exports, sheet_work
from storage import sheet_jobs as jobs
from storage.export_lists import Cells
from storage.exports import LISTS, Wanted
from storage.sheet_jobs import Job
from storage.sheet_work import Working
from storage.sheet_writing import Writer
from storage.store import StoreClosedError

Begin: TypeAlias = Callable[[Connection], str]  # begins a job and gives its id
WORKING: dict[str, asyncio.Task[None]] = {}
TRIES = 3  # of a step that the database refused, as when two write the same person at once


def start(office: Office, job_id: str) -> None:
    """Works on a job from now on, unless this or another process already does."""
    if job_id not in WORKING:
        task = asyncio.create_task(_work(office, job_id))
        WORKING[job_id] = task
        task.add_done_callback(lambda _: WORKING.pop(job_id, None))


async def resume(office: Office) -> None:
    """Goes on with all that waits, and lets files go that were kept long enough."""
    now = office.now()
    for each in await office.store.read(jobs.waiting):
        start(office, each)
    old = await office.store.write(lambda conn: jobs.stale_files(conn, now))
    await asyncio.to_thread(office.files.erase, old)


async def idle() -> None:
    """Until no job of this process is worked on."""
    while WORKING:
        await asyncio.gather(*WORKING.values())


async def _work(office: Office, job_id: str) -> None:
    try:
        for _ in range(TRIES):
            job = await _taken(office, job_id)
            if job is None:
                return
            try:
                await (_export(office, job) if job.kind == "export" else _rows(office, job))
                office.wake()
                return
            except SQLAlchemyError:
                await office.store.write(lambda conn: jobs.let_go(conn, job_id))
        now = office.now()
        await office.store.write(lambda conn: jobs.finish(conn, job_id, now, "failed"))
    except StoreClosedError:
        return  # the house stops: whoever is next goes on


async def _taken(office: Office, job_id: str) -> Job | None:
    now = office.now()
    return await office.store.write(lambda conn: jobs.take(conn, job_id, now))


async def _rows(office: Office, job: Job) -> None:
    sealer, now = office.sealer, office.now()
    work = await office.store.read(lambda conn: sheet_work.take_up(conn, sealer, job, now))
    while await _stepped(office, work):
        pass


async def _stepped(office: Office, work: Working) -> bool:
    sealer, home, now = office.sealer, office.region, office.now()
    return await office.store.write(lambda conn: sheet_work.step(conn, sealer, work, home, now))


async def _export(office: Office, job: Job) -> None:
    """Writes the list; nothing is kept until it is whole, so it begins anew after a restart."""
    told = dict(job.about)
    kind = str(told.pop("format", "xlsx"))
    wanted = Wanted(**told)
    names = LISTS[wanted.name].columns
    writer = sheet(names, kind)
    by, done = job.by(office.now()), 0
    found = await office.store.read(lambda conn: exports.keys(conn, by, wanted))
    for part in exports.parts(found):
        rows = await _part(office, job, wanted, part)
        await asyncio.to_thread(_add, writer, names, rows)
        done += len(rows)
        await _step(office, job, done)
    content = await asyncio.to_thread(writer.content)
    await asyncio.to_thread(office.files.write, job.id, content)
    await _exported(office, job, wanted, done)


async def _part(office: Office, job: Job, wanted: Wanted, part: Sequence[str]) -> Sequence[Cells]:
    sealer, by = office.sealer, job.by(office.now())
    return await office.store.read(lambda conn: exports.rows(conn, sealer, by, wanted, part))


async def _step(office: Office, job: Job, done: int) -> None:
    now = office.now()
    await office.store.write(lambda conn: jobs.step(conn, job.id, done, now))


async def _exported(office: Office, job: Job, wanted: Wanted, done: int) -> None:
    sealer, now = office.sealer, office.now()

    def work(conn: Connection) -> None:
        exports.noted(conn, sealer, job.by(now), wanted, done)
        jobs.finish(conn, job.id, now)

    await office.store.write(work)


def _add(writer: Writer, names: Sequence[str], rows: Sequence[Cells]) -> None:
    for row in rows:
        writer.add(cells(names, row))
