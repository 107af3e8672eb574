"""Look through one PDF or Word file, stdin to stdout: run as a file of its own, in limits.

Out comes "pdf" or "docx"; else the exit code says why not. Nothing of it is run, drawn or kept:
what is looked for is whatever would do something by itself once an officer opens the file.
"""

import io
import re
import resource
import sys
import zipfile
import zlib
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))

from storage.worker_limits import limit

NO_DOCUMENT, BOMB, ACTIVE = 3, 4, 5

MAX_INPUT = 10 * 1024 * 1024  # bytes; said again as `storage.documents.MAX_BYTES`
MAX_UNPACKED = 64 * 1024 * 1024  # bytes; an honest letter of 10 MB is pictures, packed already
MAX_PARTS = 1000  # of a Word file: a hundred pages of scans have a few hundred
PIECE = 1 << 20  # bytes unpacked at a time
HEAD = 1024  # bytes in which a PDF must say what it is

LIMITS = (
    (resource.RLIMIT_AS, 512 * 1024 * 1024),  # MAX_UNPACKED is never held at once
    (resource.RLIMIT_CPU, 10),  # seconds; ten megabytes take one
    (resource.RLIMIT_NOFILE, 32),  # the interpreter's own while it loads
    (resource.RLIMIT_FSIZE, 0),  # writes no file at all
    (resource.RLIMIT_NPROC, 0),  # starts no process and no thread (unless run as root)
    (resource.RLIMIT_CORE, 0),  # a crash leaves nobody's paper behind
)

# Names of a PDF that act: scripts, programs started, files within, forms with scripts, films.
ACTS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # how a PDF may write a letter of a name
STREAM = re.compile(rb"stream\r?\n")
WORD_BODY = "word/document.xml"
# Parts of a Word file that act, by their names: macros, programs, other files within.
WORD_ACTS = re.compile(r"vba|\.bin$|activex|embeddings/|\.(?:exe|dll|js|vbs|docm|dotm)$", re.I)
# What is fetched from elsewhere when it is opened: a template, a frame, a picture, an object.
FETCHES = re.compile(rb'/(?:attachedTemplate|frame|subDocument|oleObject|image)"')
EXTERNAL = re.compile(rb'TargetMode\s*=\s*["\']External', re.I)
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


class Refused(Exception):
    """Nothing for an officer; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main() -> int:
    """Look through a file and tell its kind; gives the exit code."""
    limit(LIMITS)
    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    try:
        kind = kind_of(data)
    except Refused as refused:
        return refused.code
    except (MemoryError, OverflowError):
        return BOMB
    sys.stdout.buffer.write(kind.encode())
    sys.stdout.buffer.flush()
    return 0


def kind_of(data: bytes) -> str:
    """ "pdf" or "docx". Raises Refused."""
    if len(data) > MAX_INPUT:
        raise Refused(BOMB)
    if b"%PDF-" in data[:HEAD]:
        _look_pdf(data)
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        _look_word(data)
        return "docx"
    raise Refused(NO_DOCUMENT)


def _look_pdf(data: bytes) -> None:
    """Names stand in the open or in packed objects; both are looked through."""
    _passive(data)
    left = MAX_UNPACKED
    for found in STREAM.finditer(data):
        unpack = zlib.decompressobj()
        try:
            piece = unpack.decompress(data[found.end() :], left)
        except zlib.error:
            continue  # a picture, or packed otherwise
        _passive(piece)
        left -= len(piece)
        if left <= 0:
            raise Refused(BOMB)


def _passive(piece: bytes) -> None:
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), piece)
    if ACTS.search(plain):
        raise Refused(ACTIVE)


def _look_word(data: bytes) -> None:
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise Refused(BOMB)
            names = [part.filename for part in parts]
            if WORD_BODY not in names:
                raise Refused(NO_DOCUMENT)
            if any(map(WORD_ACTS.search, names)):
                raise Refused(ACTIVE)
            for part in parts:
                left = _counted(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as broken:
        raise Refused(NO_DOCUMENT) from broken
    except (RuntimeError, ValueError) as locked:  # a part with a password, or of a broken length
        raise Refused(NO_DOCUMENT) from locked


def _counted(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """How many bytes may still come after this part: they are counted, not believed."""
    kept = b""
    with archive.open(part) as unpacked:
        while piece := unpacked.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused(BOMB)
            if part.filename.endswith(".rels"):
                kept += piece
    for relation in RELATION.findall(kept):
        if EXTERNAL.search(relation) and FETCHES.search(relation):
            raise Refused(ACTIVE)
    return left


if __name__ == "__main__":
    sys.exit(main())
