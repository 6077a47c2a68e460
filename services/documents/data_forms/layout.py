"""Where everything stands in the form: sheets, columns, and the text of the locked cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.documents.data_forms.form import FormRow
from shared.triwulan import NUMBERS, triwulan_name

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
MONEY = Column("anggaran", "Realisasi anggaran (Rp)", 18)
EXTRAS = (*(Column(f"tw{number}", f"Realisasi {triwulan_name(number)}", 13) for number in NUMBERS), MONEY)
"""Only in forms that ask for them."""
INPUT = (
    Column("realisasi", "Realisasi", 13),
    *COMPONENTS,
    Column("alasan", "Alasan bila kosong", 16),
    Column("faktor_pendukung", "Faktor pendukung", 28),
    Column("faktor_penghambat", "Faktor penghambat", 28),
    Column("tindak_lanjut", "Tindak lanjut", 28),
)
NUMBER_FIELDS = ("realisasi", "pembilang", "penyebut", *(column.field for column in EXTRAS))
TITLES = {column.field: column.title for column in (*LOCKED, *EXTRAS, *INPUT)}


def locked_texts(row: FormRow) -> dict[str, str]:
    """What the locked cells of a row show, by field."""
    texts = {
        "kode": row.code,
        "no": row.number,
        "indikator": row.indikator,
        "sasaran": row.sasaran,
        "satuan": row.satuan,
        "target": "\n".join([row.target, *_beside(row)]),
        "nilai_terakhir": row.last_value,
        "rumus": _formula(row),
    }
    return {field: plain(text) for field, text in texts.items()}


def asked_extras(rows: Iterable[FormRow]) -> tuple[str, ...]:
    """The columns of EXTRAS in a form with these rows; none where no indicator has triwulan or a pagu."""
    asked = {field for row in rows for field in _extras_of(row)}
    return tuple(column.field for column in EXTRAS if column.field in asked)


def input_columns(extras: Sequence[str]) -> tuple[Column, ...]:
    """The inputs of a form that asks for these extras."""
    return (*(column for column in EXTRAS if column.field in extras), *INPUT)


def closed_fields(row: FormRow, extras: Sequence[str]) -> tuple[str, ...]:
    """The inputs of a form with these extras that this row does not ask for; they are locked and empty."""
    names = {"pembilang": row.numerator, "penyebut": row.denominator}
    asked = _extras_of(row)
    return (*(field for field, name in names.items() if not name), *(each for each in extras if each not in asked))


def _extras_of(row: FormRow) -> tuple[str, ...]:
    return (*(f"tw{number}" for number, _ in row.triwulan), *((MONEY.field,) if row.pagu else ()))


def plain(text: str) -> str:
    """The text as a cell gives it back: line feeds only, no character that XML has not."""
    text = _NO_CHARACTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _LONGEST_CELL:
        raise ValueError(f"a cell holds {_LONGEST_CELL} characters, not {len(text)}")
    return text


def _beside(row: FormRow) -> Iterator[str]:
    yield from (f"{triwulan_name(number)}: {target}" for number, target in row.triwulan)
    if row.pagu:
        yield f"Pagu Rp{row.pagu}"


def _formula(row: FormRow) -> str:
    parts = (
        (" ", row.formula),
        ("Pembilang: ", row.numerator),
        ("Penyebut: ", row.denominator),
        ("Realisasi setahun: ", row.summary),
    )
    return "\n".join(f"{label}{text}".strip() for label, text in parts if text)
