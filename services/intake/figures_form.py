"""The form of a unit's figures: what was typed, and the values it means. One rule for every door figures come by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.intake.models import CycleIndicatorRecord, IndicatorFields
from shared.choices.asked import Choices, choices_of
from shared.choices.ordinal_files import load_ordinals
from shared.events.parts import IndicatorValue
from shared.numbers import NumberRefused, TypedNumber, parse_id

ZERO = "nol"
REASONS = ((ZERO, "Nol"), ("belum_ada", "Belum ada data"), ("tidak_berlaku", "Tidak berlaku"))
EMPTY = "Isi angkanya, atau pilih alasannya: nol, belum ada data, tidak berlaku."
BOTH = "Ada angka dan ada alasan. Kosongkan salah satunya."
EMPTY_CHOICE = "Pilih realisasinya, atau pilih alasannya: belum ada data, tidak berlaku."
BOTH_CHOSEN = "Ada realisasi dan ada alasan. Kosongkan salah satunya."
LONGEST = 2000
_TOO_LONG = f"Paling banyak {LONGEST} huruf."
BOTH_PARTS = "Isi pembilang dan penyebut, keduanya."
COMPONENTS = ("pembilang", "penyebut")
TEXTS = ("penjelasan", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut")
FIELDS = ("realisasi", *COMPONENTS, "alasan", *TEXTS)
"""The fields of one indicator, in the form, in a draft and in the XLSX alike."""
_ORDINALS = load_ordinals()


def _text() -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=LONGEST, error=_TOO_LONG))


class FigureSchema(Schema):
    """One indicator as typed: `realisasi` text, or a reason in its place, its components, and the unit's words.

    The satuan is the indicator's; it may stand behind the number. Where its target is a predicate, yes or no, the
    realisasi is one of `choices`.
    """

    class Meta:
        """A form holds the fields of all indicators; each schema takes its own."""

        unknown = EXCLUDE

    def __init__(self, satuan: str, choices: Choices | None = None) -> None:
        super().__init__()
        self._satuan = satuan
        self._choices = choices

    realisasi = fields.String(load_default="")
    alasan = fields.String(load_default="", validate=validate.OneOf(["", *dict(REASONS)], error=EMPTY))
    pembilang = fields.String(load_default="")
    penyebut = fields.String(load_default="")
    penjelasan = _text()
    faktor_pendukung = _text()
    faktor_penghambat = _text()
    tindak_lanjut = _text()

    @pre_load
    def _strip(self, data: Mapping[str, str], **_options: Any) -> dict[str, str]:
        return {name: text.strip() for name, text in data.items()}

    @validates_schema(skip_on_field_errors=True)
    def _number_or_reason(self, data: Mapping[str, str], **_options: Any) -> None:
        if self._choices:
            _check_choice(self._choices, data["realisasi"], data["alasan"])
        elif not data["realisasi"] and not data["alasan"]:
            raise ValidationError(EMPTY, "realisasi")
        elif data["realisasi"]:
            self._check_number(data["realisasi"], data["alasan"])

    @validates_schema(skip_on_field_errors=True)
    def _components(self, data: Mapping[str, str], **_options: Any) -> None:
        given = [part for part in COMPONENTS if data[part]]
        if len(given) == 1:
            raise ValidationError(BOTH_PARTS, next(part for part in COMPONENTS if part not in given))
        for part in given:
            try:
                parse_id(data[part])
            except NumberRefused as refused:
                raise ValidationError(refused.message, part) from refused

    def _check_number(self, text: str, reason: str) -> None:
        try:
            number = parse_id(text, self._satuan)
        except NumberRefused as refused:
            raise ValidationError(refused.message, "realisasi") from refused
        if reason and not (reason == ZERO and number.value == 0):
            raise ValidationError(BOTH, "realisasi")


def _check_choice(choices: Choices, text: str, reason: str) -> None:
    if text and not choices.meant(text):
        words = ", ".join(choices.words)
        raise ValidationError(f"“{text}” bukan salah satu pilihan. Pilih salah satu: {words}.", "realisasi")
    if text and reason:
        raise ValidationError(BOTH_CHOSEN, "realisasi")
    if not text and reason in ("", ZERO):
        raise ValidationError(EMPTY_CHOICE, "realisasi")


def choices_for(indicator: IndicatorFields) -> Choices | None:
    """What a unit chooses from where the target is a predicate, yes or no; None where it types a number."""
    return choices_of(indicator.target_text, _ORDINALS) if indicator.target is None else None


@dataclass(frozen=True, slots=True)
class Figures:
    """A form that was read: the values when every field was sound, else messages by field name."""

    values: tuple[IndicatorValue, ...]
    errors: Mapping[str, list[str]]


def field_name(part: str, code: str) -> str:
    """The name of a form field: realisasi-IK-01, alasan-IK-01, faktor_pendukung-IK-01, bukti-IK-01."""
    return f"{part}-{code}"


def typed_fields(indicators: Iterable[CycleIndicatorRecord], form: Mapping[str, str]) -> dict[str, str]:
    """What was typed for these indicators, as typed: what a draft keeps."""
    names = (field_name(part, row.code) for row in indicators for part in FIELDS)
    return {name: form.get(name, "") for name in names}


def read_figures(
    indicators: Iterable[CycleIndicatorRecord], typed: Mapping[str, str], evidence: Mapping[str, int] | None = None
) -> Figures:
    """Read the typed fields of every indicator. Nothing is guessed: an empty field is no zero.

    `evidence` counts the files that prove a figure, by indicator code.
    """
    values: list[IndicatorValue] = []
    errors: dict[str, list[str]] = {}
    for indicator in indicators:
        row = {part: typed.get(field_name(part, indicator.code), "") for part in FIELDS}
        try:
            choices = choices_for(indicator)
            value = _value(indicator, choices, FigureSchema(indicator.satuan, choices).load(row))
            values.append(replace(value, evidence=(evidence or {}).get(indicator.code, 0)))
        except ValidationError as error:
            messages: Mapping[str, list[str]] = dict(error.messages_dict)
            errors |= {field_name(part, indicator.code): texts for part, texts in messages.items()}
    return Figures(tuple(values), errors)


def _value(indicator: CycleIndicatorRecord, choices: Choices | None, row: Mapping[str, str]) -> IndicatorValue:
    chosen = choices.meant(row["realisasi"]) or "" if choices else ""
    number = None if choices else _number(row, indicator.satuan)
    return IndicatorValue(
        code=indicator.code,
        row=indicator.row,
        sasaran=indicator.sasaran,
        indikator=indicator.indikator,
        satuan=indicator.satuan,
        direction=indicator.direction,
        target=indicator.target,
        target_text=indicator.target_text,
        realisasi=number.value if number else None,
        realisasi_text=chosen,
        provisional=bool(number and number.provisional),
        reason=None if number or chosen else row["alasan"],
        explanation=row["penjelasan"],
        numerator=parse_id(row["pembilang"]).value if row["pembilang"] else None,
        denominator=parse_id(row["penyebut"]).value if row["penyebut"] else None,
        supporting=row["faktor_pendukung"],
        hindering=row["faktor_penghambat"],
        follow_up=row["tindak_lanjut"],
        last_value=indicator.last_value,
    )


def _number(row: Mapping[str, str], satuan: str) -> TypedNumber | None:
    if row["realisasi"]:
        return parse_id(row["realisasi"], satuan)
    return TypedNumber(Decimal(0)) if row["alasan"] == ZERO else None
