"""OOXML files as attackers and odd programs make them, part by part."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{main}" ContentType="{type}"/>{more}</Types>'
)
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def relationships(*rows: tuple[str, str, str], external: bool = False) -> str:
    """A .rels part of (id, last word of the type, target)."""
    mode = ' TargetMode="External"' if external else ""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>' for key, kind, target in rows
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def sheet(rows: str) -> str:
    """A worksheet part around its rows."""
    return f'<worksheet xmlns="{_SHEET_NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx_parts(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>') -> dict[str, str | bytes]:
    """The parts of a small workbook with the one sheet "Isian"."""
    return {
        "[Content_Types].xml": TYPES.format(main="xl/workbook.xml", type=SHEET_TYPE, more=""),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET_NAMESPACE}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Isian" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }


def docx_parts(body: str = "<w:p/>") -> dict[str, str | bytes]:
    """The parts of a small document."""
    return {
        "[Content_Types].xml": TYPES.format(main="word/document.xml", type=DOCUMENT_TYPE, more=""),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{_WORD_NAMESPACE}"><w:body>{body}</w:body></w:document>',
    }


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a ZIP file."""
    return zipped_pairs(*parts.items(), method=method)


def zipped_pairs(*pairs: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same from pairs, so that a name may come twice."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in pairs:
            archive.writestr(zipfile.ZipInfo(name), text, method)
    return buffer.getvalue()


def deflated(content: bytes) -> bytes:
    """A raw deflate stream."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def rewritten_header(content: bytes, name: str, **fields: int) -> bytes:
    """The file with fields of one member's entry in the central directory changed (APPNOTE 4.3.12)."""
    places = {"method": (10, 2), "crc": (16, 4), "packed_size": (20, 4), "size": (24, 4)}
    changed = bytearray(content)
    entry = content.rindex(name.encode()) - 46
    for field, value in fields.items():
        offset, width = places[field]
        changed[entry + offset : entry + offset + width] = value.to_bytes(width, "little")
    return bytes(changed)


def with_zip64_directory(content: bytes) -> bytes:
    """The file with a ZIP64 end record, whose figures readers take instead of the plain ones (APPNOTE 4.3.14)."""
    end = content[-22:]
    count, size, start = (int.from_bytes(end[at : at + width], "little") for at, width in ((10, 2), (12, 4), (16, 4)))
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(content) - 22, 1)
    return content[:-22] + record + locator + end


def bomb() -> bytes:
    """200 MB of zeros in a sheet, some 200 KB as a file."""
    return zipped(xlsx_parts() | {"xl/worksheets/sheet1.xml": b"0" * 200_000_000})


def lying_bomb() -> bytes:
    """The same, but its headers say that the sheet holds 1,000 bytes."""
    return bomb().replace((200_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
