"""The number of a Surat Pengantar as it is typed from the agenda book, by the office's scheme."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from services.intake.domain.errors import CommandRefused
from services.intake.letter_settings import REGISTER, LetterSetting
from services.intake.models import LetterRecord
from services.intake.process.case import Case


@dataclass
class NumberRefusedForLetter(CommandRefused):
    """A typed number that is not of the office's form, or was given before; `reason` is an Indonesian sentence."""

    reason: str


def checked_number(case: Case, setting: LetterSetting, number: str) -> str | None:
    """The typed number; None (nothing typed) where one is to be drawn from the register.

    Raises NumberRefusedForLetter.
    """
    if not number:
        if setting.numbering == REGISTER:
            return None
        raise NumberRefusedForLetter("Isi nomor surat sesuai buku agenda.")
    if not _fits(number, setting.scheme):
        example = example_number(setting, case.work.now().year)
        raise NumberRefusedForLetter(f"Nomor “{number}” tidak sesuai pola kantor Anda, misalnya {example}.")
    same = select(LetterRecord.id).where(LetterRecord.office_id == case.office.id, LetterRecord.number == number)
    if case.work.session.scalar(same.limit(1)) is not None:
        raise NumberRefusedForLetter(f"Nomor {number} sudah dipakai. Periksa buku agenda Anda.")
    return number


def example_number(setting: LetterSetting, year: int) -> str:
    """A number as the office's scheme has it."""
    parts = {"klasifikasi": setting.klasifikasi, "urut": "12", "bulan": "II", "tahun": str(year)}
    return setting.scheme.format_map(parts)


def _fits(number: str, scheme: str) -> bool:
    """A number has as many parts as the office's scheme, none of them empty, and no blanks at odd places."""
    parts = [part.strip() for part in number.split("/")]
    return len(parts) == len(scheme.split("/")) and all(re.fullmatch(r"[\w.\- ]+", part) for part in parts)
