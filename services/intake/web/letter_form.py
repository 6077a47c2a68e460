"""The form of the Surat Pengantar: what it shows at first, and what is read from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.intake.models import LetterRecord
from services.intake.process.letter_drafts import LetterDraft
from shared.events.parts import LetterRow
from shared.events.wire import schema_of

_MOST_COPIES = 99
_LONGEST = 500
_TEXTS = ("hal", "sifat", "lampiran", "tujuan", "jenis", "banyaknya", "keterangan")
_ROW_FIELDS = {"what": "jenis", "how_many": "banyaknya", "remark": "keterangan"}


def letter_fields(letter: LetterRecord | None, proposed: LetterDraft) -> dict[str, str]:
    """What the form shows at first: the draft, or a letter as offices usually write it."""
    source: Any = letter or proposed
    row = schema_of(LetterRow).load(letter.rows[0]) if letter and letter.rows else proposed.rows[0]
    return {
        "tanggal": source.dated_on.isoformat(),
        "hal": source.hal,
        "sifat": source.sifat,
        "lampiran": source.lampiran,
        "tujuan": source.addressee,
        "rangkap": str(source.copies),
        "jenis": row.what,
        "banyaknya": row.how_many,
        "keterangan": row.remark,
    }


def read_letter(typed: Mapping[str, str]) -> tuple[LetterDraft | None, dict[str, list[str]]]:
    """The letter as it was typed, or None with the messages beside each field."""
    errors = {name: [f"Paling banyak {_LONGEST} huruf."] for name in _TEXTS if len(typed.get(name, "")) > _LONGEST}
    needed = {"hal": "Isi hal surat.", "tujuan": "Isi tujuan surat.", "jenis": "Isi apa yang dikirim."}
    errors |= {name: [words] for name, words in needed.items() if not typed.get(name, "").strip()}
    dated_on = _date(typed.get("tanggal", ""))
    if dated_on is None:
        errors["tanggal"] = ["Isi tanggal surat, misalnya 2026-02-03."]
    copies = typed.get("rangkap", "").strip()
    if not (copies.isascii() and copies.isdigit() and 1 <= int(copies[:3]) <= _MOST_COPIES):
        errors["rangkap"] = [f"Isi jumlah rangkap dengan angka 1 sampai {_MOST_COPIES}."]
    if errors or dated_on is None:
        return None, errors
    row = LetterRow(**{field: typed.get(name, "").strip() for field, name in _ROW_FIELDS.items()})
    return LetterDraft(
        dated_on=dated_on,
        hal=typed["hal"].strip(),
        sifat=typed.get("sifat", "").strip(),
        lampiran=typed.get("lampiran", "").strip(),
        addressee=typed["tujuan"].strip(),
        rows=(row,),
        copies=int(copies),
    ), {}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
