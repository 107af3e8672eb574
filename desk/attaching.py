"""A file in an officer's form that is to be sent: looked through before anything keeps it."""

from __future__ import annotations

from starlette.datastructures import UploadFile

from conversations.attachments import JPEG, MOST_BYTES, PDF
from conversations.broadcast_files import plain_name
from desk.ask import Ask
from storage.attaching import Given

LARGEST = 10 * 1024 * 1024  # bytes as given; a picture becomes smaller when it is written anew
PDF_START = b"%PDF"
TOLD = frozenset(("too_large", "not_a_picture", "not_a_document", "bomb", "active", "timeout"))


class FileRefused(Exception):
    """Nothing that may be sent; the code is the end of a message's id."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def given(ask: Ask, field: str) -> Given | None:
    """The file of a field, None where it is empty. Raises FileRefused.

    A picture is written anew; a PDF is one in which nothing acts.
    """
    found = ask.form.get(field)
    if not isinstance(found, UploadFile) or not found.size:
        return None
    if found.size > LARGEST:
        raise FileRefused("too-large")
    return await _checked(ask, await found.read(), found.filename or "")


async def _checked(ask: Ask, content: bytes, name: str) -> Given:
    if content.startswith(PDF_START):
        told = await ask.office.document(content) if ask.office.document else "worker"
        media_type, found = told, content
    else:
        made = await ask.office.reencode(content) if ask.office.reencode else "worker"
        media_type, found = (made, b"") if isinstance(made, str) else (JPEG, made)
    if media_type not in (JPEG, PDF):
        raise FileRefused(media_type.replace("_", "-") if media_type in TOLD else "worker")
    if len(found) > MOST_BYTES:
        raise FileRefused("too-large")
    return Given(found, media_type, plain_name(name, media_type))
