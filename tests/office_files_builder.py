"""OOXML files as attackers and odd programs make them, part by part."""

import zipfile
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


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a ZIP file."""
    return zipped_pairs(*parts.items())


def zipped_pairs(*pairs: tuple[str, str | bytes]) -> bytes:
    """The same from pairs, so that a name may come twice."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pairs:
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def bomb() -> bytes:
    """200 MB of zeros in a sheet, some 200 KB as a file."""
    return zipped(xlsx_parts() | {"xl/worksheets/sheet1.xml": b"0" * 200_000_000})


def lying_bomb() -> bytes:
    """The same, but its headers say that the sheet holds 1,000 bytes."""
    return bomb().replace((200_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
