"""Where everything stands in the form: sheets, columns, and the text of the locked cells."""

import re
from dataclasses import dataclass

from services.documents.data_forms.form import FormRow

GUIDE_SHEET, INPUT_SHEET, TERMS_SHEET, IDENTITY_SHEET = "Petunjuk", "Isian", "Definisi", "_identitas"
HEADER_ROW = 5
_LONGEST_CELL = 32_767  # Excel's limit
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet "Isian"; the width counts characters."""

    field: str
    title: str
    width: int


LOCKED = (
    Column("kode", "Kode", 9),
    Column("no", "No.", 5),
    Column("indikator", "Indikator", 34),
    Column("sasaran", "Sasaran", 28),
    Column("satuan", "Satuan", 11),
    Column("target", "Target", 12),
    Column("nilai_terakhir", "Nilai terakhir", 12),
    Column("rumus", "Rumus", 30),
)
COMPONENTS = (Column("pembilang", "Pembilang", 13), Column("penyebut", "Penyebut", 13))
INPUT = (
    Column("realisasi", "Realisasi", 13),
    *COMPONENTS,
    Column("alasan", "Alasan bila kosong", 16),
    Column("faktor_pendukung", "Faktor pendukung", 28),
    Column("faktor_penghambat", "Faktor penghambat", 28),
    Column("tindak_lanjut", "Tindak lanjut", 28),
)
COLUMNS = (*LOCKED, *INPUT)
NUMBER_FIELDS = ("realisasi", "pembilang", "penyebut")
TITLES = {column.field: column.title for column in COLUMNS}


def locked_texts(row: FormRow) -> dict[str, str]:
    """What the locked cells of a row show, by field."""
    texts = {
        "kode": row.code,
        "no": row.number,
        "indikator": row.indikator,
        "sasaran": row.sasaran,
        "satuan": row.satuan,
        "target": row.target,
        "nilai_terakhir": row.last_value,
        "rumus": _formula(row),
    }
    return {field: plain(text) for field, text in texts.items()}


def closed_fields(row: FormRow) -> tuple[str, ...]:
    """The inputs this row does not ask for; they are locked and empty."""
    names = {"pembilang": row.numerator, "penyebut": row.denominator}
    return tuple(field for field, name in names.items() if not name)


def plain(text: str) -> str:
    """The text as a cell gives it back: line feeds only, no character that XML has not."""
    text = _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _LONGEST_CELL:
        raise ValueError(f"a cell holds {_LONGEST_CELL} characters, not {len(text)}")
    return text


def _formula(row: FormRow) -> str:
    parts = ((" ", row.formula), ("Pembilang: ", row.numerator), ("Penyebut: ", row.denominator))
    return "\n".join(f"{label}{text}".strip() for label, text in parts if text)
