"""Documents sent to an officer: those in which nothing acts are told by kind, others refused."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from storage import document_worker
from storage.document_worker import ACTIVE, BOMB, NO_DOCUMENT, Refused, kind_of
from storage.documents import MAX_BYTES, WORD, DocumentReader, DocumentRefused


def pdf(inside: bytes = b"", packed: bytes = b"") -> bytes:
    """A small PDF with something in the open and something in a packed object."""
    stream = b"2 0 obj <</Type /ObjStm>> stream\n" + zlib.compress(packed) + b"\nendstream"
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog " + inside + b">> endobj\n" + stream + b"\n%%EOF"


def word(**parts: bytes) -> bytes:
    """A small Word file; parts are named with __ for / and _dot_ for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document><w:t>Surat</w:t></w:document>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def relation(kind: bytes, target: bytes, mode: bytes = b"External") -> bytes:
    """A part that says what the document fetches."""
    where = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind
    return b'<Relationship Type="%b" Target="%b" TargetMode="%b"/>' % (where, target, mode)


RELS = "word___rels__document_dot_xml_dot_rels"
FAR = b"https://jahat.example/x"
FILES = [
    (pdf(), "pdf"),
    (b"\xef\xbb\xbf" + pdf(), "pdf"),  # some programs put a mark in front
    (pdf(packed=b"<</Type /Page /Annots []>>"), "pdf"),
    (word(), "docx"),
    # a link to be clicked is no act
    (word(**{RELS: relation(b"hyperlink", FAR)}), "docx"),
    (word(**{RELS: relation(b"image", b"media/1.png", b"Internal")}), "docx"),
    (pdf(b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"), ACTIVE),
    (pdf(b"/OpenAction <</S /#4aava#53cript>>"), ACTIVE),  # its letters hidden
    (pdf(packed=b"<</S /Launch /F (cmd.exe)>>"), ACTIVE),  # in a packed object
    (pdf(b"/Names <</EmbeddedFiles 3 0 R>>"), ACTIVE),
    (word(word__vbaProject_dot_bin=b"x"), ACTIVE),  # macros
    (word(word__embeddings__oleObject1_dot_bin=b"x"), ACTIVE),
    (word(**{RELS: relation(b"attachedTemplate", FAR)}), ACTIVE),  # fetched when it is opened
    (word(**{RELS: relation(b"image", FAR)}), ACTIVE),  # tells that it was read
    (pdf(packed=b"0" * (document_worker.MAX_UNPACKED + 1)), BOMB),
    (word(word__big_dot_xml=b"0" * (document_worker.MAX_UNPACKED + 1)), BOMB),
    (word()[:-30], NO_DOCUMENT),
    (b"PK\x03\x04 no archive", NO_DOCUMENT),
    (b"MZ a program", NO_DOCUMENT),
    (b"", NO_DOCUMENT),
]


@pytest.mark.parametrize(("data", "told"), FILES, ids=range(len(FILES)))
def test_what_acts_by_itself_is_refused(data: bytes, told: str | int) -> None:
    """Scripts, programs, hidden files, macros and what is fetched; a link may stay."""
    if isinstance(told, str):
        assert kind_of(data) == told
        return
    with pytest.raises(Refused) as refused:
        kind_of(data)
    assert refused.value.code == told


async def test_it_is_looked_through_in_a_process_of_its_own() -> None:
    """The media type comes back, or the code of why not."""
    reader = DocumentReader()
    assert await reader.media_type(word()) == WORD
    for data, code in ((b"MZ", "not_a_document"), (b"0" * (MAX_BYTES + 1), "too_large")):
        with pytest.raises(DocumentRefused) as refused:
            await reader.media_type(data)
        assert refused.value.code == code
