"""The desk under its own role of PostgreSQL: every page opens, every act is heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.house import open_office
from tests.desk.conftest import Desk
from tests.desk.test_doors import acts, filled, pages, paths
from tests.storage.test_roles import granted_url, house_of

__all__ = ["granted_url"]


async def test_all_of_the_desk_works_under_its_role(
    granted_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not granted would be an error of the database: none of the pages and acts has one."""
    owner = Desk(await open_office(granted_url, tmp_path))
    seen = await filled(owner)
    alone = Desk(await house_of(granted_url, tmp_path, "desk", monkeypatch))
    opened = 0
    for role in ("kabupaten", "admin"):
        officer = await alone.officer(role)
        for way in pages():
            for path in paths(way, seen):
                answer = await officer.get(path)
                assert answer.status_code < 500, path
                opened += answer.status_code == 200
        for way in acts():
            for path in paths(way, seen):
                answer = await officer.post(path, reason="x", text="x", name="x", version="1")
                assert answer.status_code < 500, path
    assert opened > 50
    for each in (alone, owner):
        await each.stack.aclose()
        await each.office.house.close()
