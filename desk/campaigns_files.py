"""The picture or PDF of a campaign: taken with the form, shown to whoever approves."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.responses import Response

from conversations.attachments import JPEG, MOST_BYTES, PDF, Attachment
from conversations.broadcast_files import plain_name
from desk.ask import Ask, Missing
from desk.guard import Way, get
from storage import campaigns_files
from storage.campaigns import Campaign, CampaignGone
from storage.campaigns_files import Given
from storage.crypto import SealBroken

FIELD, AWAY = "file", "file_away"
LARGEST = 10 * 1024 * 1024  # bytes as given; a picture becomes smaller when it is written anew
# Also a pasted list of NIKs stands in the form.
FORM_BYTES = LARGEST + 1024 * 1024
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
PDF_START = b"%PDF"
TOLD = frozenset(("too_large", "not_a_picture", "not_a_document", "bomb", "active", "timeout"))


class FileRefused(Exception):
    """Nothing that may be sent; the code is the end of a message's id."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def attached(ask: Ask, before: Campaign | None) -> Attachment | None:
    """The file that goes with the campaign: a new one, or as it was. Raises FileRefused."""
    found = ask.form.get(FIELD)
    if isinstance(found, UploadFile) and found.size:
        if found.size > LARGEST:
            raise FileRefused("too-large")
        its = await _checked(ask, await found.read(), found.filename or "")
        office, by = ask.office, ask.by
        return await ask.write(
            lambda conn: campaigns_files.attach(conn, office.sealer, by, office.files, its)
        )
    return before.content.file if before and not ask.text(AWAY) else None


async def _checked(ask: Ask, content: bytes, name: str) -> Given:
    """A picture written anew, or a PDF in which nothing acts. Raises FileRefused."""
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


async def show(ask: Ask) -> Response:
    """The file itself: a picture in the page, a PDF to be saved."""
    by, office, which = ask.by, ask.office, ask.part("id")
    try:
        its = await ask.write(lambda conn: campaigns_files.look(conn, office.sealer, by, which))
        content = office.files.read(its.file) if its else b""
    except (CampaignGone, FileNotFoundError, SealBroken):
        raise Missing from None
    if its is None:
        raise Missing
    shown = "inline" if its.media_type == JPEG else f'attachment; filename="{its.name}"'
    headers = {"Content-Security-Policy": ALONE, "Content-Disposition": shown}
    return Response(content, media_type=its.media_type, headers=headers)


WAYS: tuple[Way, ...] = (get("/siaran/{id}/berkas", show),)
