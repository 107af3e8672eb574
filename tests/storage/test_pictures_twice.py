"""A picture that came with somebody else's application: a doubt for the eye, nothing by itself."""

import pytest
from sqlalchemy import Connection

from storage import applications_views, files
from storage.store import Store
from tests.storage.places import NOW, SEALER
from tests.storage.test_applications import OFFICE, made

KTP = b"the re-encoded picture"


@pytest.mark.parametrize(
    ("theirs", "doubted"),
    [
        (KTP, True),
        (b"another picture", False),
        (None, False),  # nobody else sent any
    ],
)
async def test_the_same_picture_of_somebody_else_is_a_doubt(
    store: Store, theirs: bytes | None, doubted: bool
) -> None:
    """Only byte for byte after re-encoding, and only of another person."""

    def work(conn: Connection) -> None:
        mine, other = made(conn), made(conn)
        for seen, content in ((mine, KTP), (other, theirs)):
            if content is not None:
                owner = ("application", seen.id)
                files.put(conn, SEALER, owner, content, "image/jpeg", NOW)
        found = applications_views.look(conn, SEALER, OFFICE, mine.id)
        assert ("photo_used" in found.line.doubts) is doubted
        assert found.line.state == "submitted"

    await store.write(work)
