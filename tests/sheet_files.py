"""Files as offices make them: by openpyxl, as LibreOffice writes them, CSV of every sort."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook  # type: ignore[import-untyped]

HEADERS = (
    *("No", "NIK", "Nama Lengkap", "Tempat Lahir", "Tanggal Lahir", "JK"),
    *("Desa", "RT/RW", "No HP", "Pekerjaan"),
)
Row = Sequence[object]


def xlsx(headers: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A workbook of openpyxl."""
    book = Workbook()
    sheet = book.active
    for row in (headers, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(
    headers: Sequence[str], rows: Sequence[Row], sign: str = ";", encoding: str = "utf-8"
) -> bytes:
    """A CSV with this sign in this encoding."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(headers)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def ods(headers: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A spreadsheet as LibreOffice Calc writes it: cells as text, rows filled with an empty one."""
    lines = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(str(each)) for each in row)
        + '<table:table-cell table:number-columns-repeated="16374"/></table:table-row>'
        for row in (headers, *rows)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
        '<office:body><office:spreadsheet><table:table table:name="Lembar1">'
        f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    words = escape(text)
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )
