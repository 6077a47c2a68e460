"""How an office writes its letters and files its report: the same rules for its file and for its settings page."""

from string import Formatter
from typing import Any

from marshmallow import ValidationError, fields

from services.intake.letter_settings import AGENDA, REGISTER, SURAT_PENGANTAR, SURAT_PERMINTAAN
from services.intake.office_format.fields import Name
from services.intake.office_format.part import Part

_PARTS = {"klasifikasi", "urut", "bulan", "tahun"}
_NEEDED = {"urut", "tahun"}
_LONGEST_YEARS = 99


class Scheme(Name):
    """The pattern of a letter's number."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            found = {name for _, name, spec, conversion in Formatter().parse(text) if name is not None}
            marked = any(spec or conversion for _, _, spec, conversion in Formatter().parse(text))
        except ValueError:
            found, marked = set(), True
        if marked or found - _PARTS or not found >= _NEEDED:
            raise ValidationError(
                "pola nomor memuat {urut} dan {tahun}, boleh juga {klasifikasi} dan {bulan},"
                " misalnya {klasifikasi}/{urut}/{tahun}"
            )
        return text


class Numbering(Name):
    """agenda (typed from the office's book) or register (drawn by Kinerja)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in {AGENDA, REGISTER}:
            raise ValidationError(f"yang boleh: {AGENDA} atau {REGISTER}")
        return text


class Years(fields.Field[int]):
    """A number of years, 0 to 99."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = value.strip() if isinstance(value, str) else ""
        if not (text.isascii() and text.isdigit()) or int(text[:3]) > _LONGEST_YEARS:
            raise ValidationError(f"harus jumlah tahun, 0 sampai {_LONGEST_YEARS}")
        return int(text)


class Fate(Name):
    """What becomes of the report when its years are over."""

    allowed = ("Permanen", "Musnah", "Dinilai kembali")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.allowed:
            raise ValidationError(f"yang boleh: {', '.join(self.allowed)}")
        return text


class LetterSchema(Part):
    """One kind of letter; what is left out is the usual (services/intake/letter_settings.py)."""

    signer = Name()
    sifat = Name()
    klasifikasi = Name()
    numbering = Numbering()
    scheme = Scheme()
    carbon_copies = fields.List(Name())


class LettersSchema(Part):
    """The kinds of letters an office sends."""

    surat_permintaan = fields.Nested(LetterSchema, data_key=SURAT_PERMINTAAN)
    surat_pengantar = fields.Nested(LetterSchema, data_key=SURAT_PENGANTAR)


class ArchiveSchema(Part):
    """Where the report is filed and for how long (JRA)."""

    klasifikasi = Name()
    active_years = Years()
    inactive_years = Years()
    fate = Fate()
