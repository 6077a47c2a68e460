"""The hidden sheet: whose form it is, what its locked cells said when it was issued, and the seal over both.

Sheet protection is no security, everyone can lift it; the HMAC is.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.documents.data_forms.form import SCHEMA, DataForm, Identity
from services.documents.data_forms.layout import (
    LOCKED,
    Column,
    asked_extras,
    closed_fields,
    input_columns,
    locked_texts,
    plain,
)
from shared.keys import derive_key
from shared.office_files.refusal import FileRefused, Reason

_PURPOSE = "data form"
_FORM = "kinerja-isian"
_ROW, _SEAL, _LISTED, _EXTRAS = "baris", "segel", ",", "tambahan"


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """The locked cells of one row as issued, by field, and the inputs that row did not ask for."""

    texts: dict[str, str]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """What the hidden sheet says, its seal found good. Rows by code; `inputs` are the columns to be filled in."""

    identity: Identity
    rows: dict[str, IssuedRow]
    inputs: tuple[Column, ...]


def sealed_lines(form: DataForm, secret: str) -> list[list[str]]:
    """The lines of the hidden sheet, a list of cell texts each; the last one is the seal."""
    extras = asked_extras(form.rows)
    lines = [
        ["formulir", _FORM],
        ["skema", SCHEMA],
        ["office_id", str(form.office_id)],
        ["office", plain(form.office)],
        ["cycle_id", str(form.cycle_id)],
        ["unit_id", str(form.unit_id)],
        ["unit", plain(form.unit)],
        ["subject", plain(form.subject)],
        ["period", plain(form.period)],
        ["revision", str(form.revision)],
        ["issued_at", form.issued_at.isoformat()],
        *([[_EXTRAS, _LISTED.join(extras)]] if extras else []),
        *([_ROW, _LISTED.join(closed_fields(row, extras)), *locked_texts(row).values()] for row in form.rows),
    ]
    return [*lines, [_SEAL, _seal(lines, secret)]]


def open_seal(lines: Sequence[Sequence[str]], secret: str) -> Issued:
    """Read the lines of a hidden sheet; empty cells at a line's end may be missing. Raises FileRefused."""
    if len(lines) < 3 or list(lines[0][:2]) != ["formulir", _FORM]:  # noqa: PLR2004 - form, schema, seal
        raise not_our_form()
    *sealed, last = ([*_without_end(line)] for line in lines)
    if last[:1] != [_SEAL] or not hmac.compare_digest("".join(last[1:]).encode(), _seal(sealed, secret).encode()):
        raise FileRefused(
            Reason.WRONG_SEAL,
            "Identitas formulir ini tidak cocok dengan yang kami terbitkan. Unduh formulir lagi dari halaman tugas"
            " Anda, salin isiannya ke sana, lalu unggah lagi.",
        )
    # Behind the seal everything is what we wrote; what does not fit is another version's.
    facts = {line[0]: (line[1] if len(line) > 1 else "") for line in sealed if line[0] != _ROW}
    if facts["skema"] != SCHEMA:
        raise not_our_form()
    rows = [_row(line) for line in sealed if line[0] == _ROW]
    # Forms that ask for nothing more have no such line.
    inputs = input_columns(facts.get(_EXTRAS, "").split(_LISTED))
    return Issued(_identity(facts), {row.texts["kode"]: row for row in rows}, inputs)


def not_our_form() -> FileRefused:
    """For a workbook that is sound but not the form we issued."""
    return FileRefused(
        Reason.NOT_OUR_FORM,
        "Berkas ini bukan formulir isian yang kami terbitkan, atau terbitan lama. Unduh formulir dari halaman tugas"
        " Anda, lalu isi dan unggah berkas itu.",
    )


def _seal(lines: Sequence[Sequence[str]], secret: str) -> str:
    canonical = json.dumps([_without_end(line) for line in lines], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(derive_key(secret, _PURPOSE), canonical.encode(), hashlib.sha256).hexdigest()


def _without_end(line: Sequence[str]) -> list[str]:
    """A sheet keeps no empty cells, so that those at the end of a line count as absent."""
    kept = list(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _row(line: Sequence[str]) -> IssuedRow:
    _, closed, *texts = [*line, *[""] * (len(LOCKED) + 2 - len(line))]
    by_field = {column.field: text for column, text in zip(LOCKED, texts, strict=True)}
    return IssuedRow(by_field, tuple(closed.split(_LISTED)) if closed else ())


def _identity(facts: dict[str, str]) -> Identity:
    return Identity(
        office_id=UUID(facts["office_id"]),
        office=facts["office"],
        cycle_id=UUID(facts["cycle_id"]),
        unit_id=UUID(facts["unit_id"]),
        unit=facts["unit"],
        subject=facts["subject"],
        period=facts["period"],
        revision=int(facts["revision"]),
        issued_at=datetime.fromisoformat(facts["issued_at"]),
    )
