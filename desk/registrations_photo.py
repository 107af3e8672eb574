"""A photo of the KTP from the counter: taken by an officer's phone, written anew, kept sealed."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.responses import Response

from desk.ask import HOME, Ask, Missing
from desk.guard import FORM_BYTES, Way, post
from storage import applications_counter as counter
from storage.applications import ApplicationGone, NotNow
from storage.applications_counter import Photo, TooMany

ROOT = f"{HOME}/pendaftaran"
FIELD = "photo"
LARGEST = 10 * 1024 * 1024  # bytes, as from a chat: photos are 2 to 8 MB
PHOTO_BYTES = LARGEST + FORM_BYTES  # the file, and the form around it
TOLD = frozenset({"too_large", "not_a_picture", "bomb", "timeout"})


class PhotoRefused(Exception):
    """No photo came of what was given; the code is the end of a message's id."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def given(ask: Ask) -> bool:
    """Whether a file came with the form."""
    found = ask.form.get(FIELD)
    return isinstance(found, UploadFile) and bool(found.size)


async def taken(ask: Ask) -> Photo | None:
    """The photo of the form, written anew; None where none was given. Raises PhotoRefused."""
    found = ask.form.get(FIELD)
    if not isinstance(found, UploadFile) or not found.size:
        return None
    if found.size > LARGEST:
        raise PhotoRefused("too-large")
    if ask.office.reencode is None:
        raise PhotoRefused("worker")
    made = await ask.office.reencode(await found.read())
    if isinstance(made, str):
        raise PhotoRefused(made.replace("_", "-") if made in TOLD else "worker")
    return Photo(made, ask.office.files)


async def add(ask: Ask) -> Response:
    """Keeps a photo with an application that is there already."""
    which, sealer, by = ask.part("id"), ask.office.sealer, ask.by
    back = f"{ROOT}/{which}"
    try:
        photo = await taken(ask)
        if photo is None:
            return ask.to(back, "registrations-photo-none")
        kept = photo
        await ask.write(lambda conn: counter.add_photo(conn, sealer, by, which, kept))
    except PhotoRefused as refused:
        return ask.to(back, f"registrations-photo-{refused.code}")
    except ApplicationGone:
        raise Missing from None
    except (NotNow, TooMany):
        return ask.to(back, "registrations-photo-not-now")
    return ask.to(back, "registrations-photo-kept")


WAYS: tuple[Way, ...] = (post("/pendaftaran/{id}/foto", add, form_bytes=PHOTO_BYTES),)
