"""The picture or PDF of a campaign: taken with the form, shown to whoever approves."""

from __future__ import annotations

from starlette.responses import Response

from conversations.attachments import JPEG, Attachment
from desk.ask import Ask, Missing
from desk.attaching import LARGEST, given
from desk.guard import Way, get
from storage import campaigns_files
from storage.campaigns import Campaign, CampaignGone
from storage.crypto import SealBroken

FIELD, AWAY = "file", "file_away"
# Also a pasted list of NIKs stands in the form.
FORM_BYTES = LARGEST + 1024 * 1024
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"


async def attached(ask: Ask, before: Campaign | None) -> Attachment | None:
    """The file that goes with the campaign: a new one, or as it was. Raises FileRefused."""
    its = await given(ask, FIELD)
    if its is None:
        return before.content.file if before and not ask.text(AWAY) else None
    office, by = ask.office, ask.by
    return await ask.write(
        lambda conn: campaigns_files.attach(conn, office.sealer, by, office.files, its)
    )


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
