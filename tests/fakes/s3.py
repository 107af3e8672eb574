"""A strict store of the S3 kind on loopback: every request's signature (version 4) is proved anew.

As far as Seratus asks: PUT, GET, DELETE of an object, the bulk delete, and lists a page at a time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

BUCKET, REGION, ACCESS_KEY, SECRET_KEY = "kantor", "id-1", "seratus", "rahasia"
PAGE = 3  # objects of one page of a list: S3 gives 1.000
SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/s3/aws4_request, "
    r"SignedHeaders=(?P<headers>[a-z0-9;-]+), Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass
class FakeS3:
    """What it holds, and what it was asked."""

    address: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # why a request was not believed
    away: int = 0  # so many requests are answered 503


@contextmanager
def serving() -> Iterator[FakeS3]:
    """A store with one empty bucket."""
    fake = FakeS3()
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    fake: FakeS3
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        """Keeps an object."""
        if (key := self._key()) and (body := self._body()) is not None:
            self.fake.objects[key] = body
            self._answer(200, b"", {"ETag": f'"{hashlib.md5(body).hexdigest()}"'})

    def do_GET(self) -> None:
        """An object, or a list."""
        if self._body() is None:
            return
        query = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        if query.get("list-type") == "2":
            self._answer(200, self._listed(query))
        elif (key := self._key()) in self.fake.objects:
            content = self.fake.objects[key]
            made = "Mon, 23 Nov 2026 03:00:00 GMT"
            self._answer(200, content, {"ETag": '"e"', "Last-Modified": made})
        else:
            self._fail(404, "NoSuchKey")

    def do_DELETE(self) -> None:
        """Takes an object away; one that is gone is no error."""
        if self._body() is not None:
            self.fake.objects.pop(self._key(), None)
            self._answer(204, b"")

    def do_POST(self) -> None:
        """The bulk delete."""
        body = self._body()
        if body is None:
            return
        keys = [each.text or "" for each in ElementTree.fromstring(body).iter() if _is_key(each)]
        for key in keys:
            self.fake.objects.pop(key, None)
        done = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{done}</DeleteResult>".encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _listed(self, query: dict[str, str]) -> bytes:
        after = query.get("continuation-token", "")
        keys = [each for each in sorted(self.fake.objects) if each.startswith(query["prefix"])]
        left = [each for each in keys if each > after]
        shown = left[:PAGE]
        objects = "".join(
            f"<Contents><Key>{escape(each)}</Key><Size>{len(self.fake.objects[each])}</Size>"
            "<LastModified>2026-11-23T03:00:00.000Z</LastModified><ETag>e</ETag></Contents>"
            for each in shown
        )
        more = len(left) > PAGE
        token = f"<NextContinuationToken>{shown[-1]}</NextContinuationToken>" if more else ""
        cut = f"<IsTruncated>{str(more).lower()}</IsTruncated>"
        return f"<ListBucketResult>{cut}{token}{objects}</ListBucketResult>".encode()

    def _key(self) -> str:
        bucket, _, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        return key if bucket == BUCKET else ""

    def _body(self) -> bytes | None:
        """The body of a request that may be believed; None once it was refused."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.fake.asked.append(f"{self.command} {self.path}")
        if self.fake.away:
            self.fake.away -= 1
            self._fail(503, "SlowDown")
            return None
        bucket = unquote(urlsplit(self.path).path).lstrip("/").partition("/")[0]
        why = _untrue(self, body) or ("" if bucket == BUCKET else "NoSuchBucket")
        if why:
            self.fake.refused.append(why)
            self._fail(404 if why == "NoSuchBucket" else 403, why)
            return None
        return body

    def _fail(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code></Error>".encode())

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _is_key(element: ElementTree.Element) -> bool:
    return element.tag.rpartition("}")[2] == "Key"


def _untrue(request: BaseHTTPRequestHandler, body: bytes) -> str:
    """Why a request is not believed: as AWS reckons its signature, "" where it is right."""
    signed = SIGNED.fullmatch(request.headers.get("authorization", ""))
    if signed is None or signed["key"] != ACCESS_KEY or signed["region"] != REGION:
        return "InvalidAccessKeyId"
    names = signed["headers"].split(";")
    if not {"host", "x-amz-content-sha256", "x-amz-date"} <= set(names):
        return "HeadersNotSigned"
    told = request.headers["x-amz-content-sha256"]
    if told not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest()):
        return "XAmzContentSHA256Mismatch"
    if md5 := request.headers.get("content-md5"):
        assert base64.b64decode(md5) == hashlib.md5(body).digest()
    parts = urlsplit(request.path)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    asked = "\n".join(
        [
            request.command,
            quote(unquote(parts.path), safe="/-_.~"),
            "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in query),
            *(f"{name}:{' '.join(request.headers[name].split())}" for name in names),
            "",
            signed["headers"],
            told,
        ]
    )
    place = f"{signed['day']}/{REGION}/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{request.headers['x-amz-date']}\n{place}\n"
    text += hashlib.sha256(asked.encode()).hexdigest()
    key = f"AWS4{SECRET_KEY}".encode()
    for part in (signed["day"], REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    right = hmac.new(key, text.encode(), "sha256").hexdigest()
    return "" if hmac.compare_digest(right, signed["signature"]) else "SignatureDoesNotMatch"
