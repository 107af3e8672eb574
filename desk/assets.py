"""Style sheets and scripts: our own and those that starlette-admin's wheel ships.

Each is served under an address that holds a hash of its content, so that a browser keeps it for
good; compressed once.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from mimetypes import guess_type

from starlette.requests import Request
from starlette.responses import Response

ROOT = "/meja/aset"
FOREVER = "public, max-age=31536000, immutable"
KEPT_AN_HOUR = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
# Name of an asset: package and path in it.
ASSETS = {
    "tabler.css": ("starlette_admin", "static/css/vendor/tabler.min.css"),
    "apexcharts.js": ("starlette_admin", "static/js/vendor/apexcharts.min.js"),
    "desk.css": ("desk", "static/desk.css"),
    "desk.js": ("desk", "static/desk.js"),
    "registrations.css": ("desk", "static/registrations.css"),
    "registrations.js": ("desk", "static/registrations.js"),
    "people.css": ("desk", "static/people.css"),
    "inbox.css": ("desk", "static/inbox.css"),
    "inbox.js": ("desk", "static/inbox.js"),
    "campaigns.css": ("desk", "static/campaigns.css"),
    "campaigns.js": ("desk", "static/campaigns.js"),
    "entry.css": ("desk", "static/entry.css"),
    "sheets.css": ("desk", "static/sheets.css"),
    "sheets.js": ("desk", "static/sheets.js"),
    "picture.css": ("desk", "static/picture.css"),
    "picture.js": ("desk", "static/picture.js"),
    "claims.css": ("desk", "static/claims.css"),
    "money.css": ("desk", "static/money.css"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    packed: bytes
    plain: bytes
    media_type: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """The asset of this name. Raises KeyError."""
    package, path = ASSETS[name]
    content = files(package).joinpath(path).read_bytes()
    media_type = guess_type(name)[0] or "application/octet-stream"
    digest = sha256(content).hexdigest()[:16]
    return Asset(gzip.compress(content, mtime=0), content, media_type, digest)


def address(name: str) -> str:
    """Where a page finds an asset."""
    return f"{ROOT}/{asset(name).digest}/{name}"


async def serve(request: Request) -> Response:
    """The asset, for good; an old address gives the new content without being kept."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return Response(status_code=404)
    found = asset(name)
    known = found.digest == request.path_params["digest"]
    headers = {
        "Cache-Control": FOREVER if known else "no-cache",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type=found.media_type, headers=headers)
    return Response(found.plain, media_type=found.media_type, headers=headers)
