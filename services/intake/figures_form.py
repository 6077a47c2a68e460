"""The form of a unit's figures: what was typed, and the values it means. One rule for every door figures come by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.intake.asked_realisasi import EMPTY, REASONS, Asked, asked_of
from services.intake.asked_triwulan import TRIWULAN, AskedTriwulan, asked_triwulan
from services.intake.indicator_details import pagu_of
from services.intake.models import CycleIndicatorRecord
from shared.events.parts import IndicatorValue
from shared.numbers import NumberRefused, parse_id

LONGEST = 2000
_TOO_LONG = f"Paling banyak {LONGEST} huruf."
BOTH_PARTS = "Isi pembilang dan penyebut, keduanya."
COMPONENTS = ("pembilang", "penyebut")
TEXTS = ("penjelasan", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut")
MONEY = "anggaran"
FIELDS = (*TRIWULAN, "realisasi", *COMPONENTS, "alasan", MONEY, *TEXTS)
"""The fields of one indicator, in the form, in a draft and in the XLSX alike."""


def _text() -> fields.String:
    return fields.String(load_default="", validate=validate.Length(max=LONGEST, error=_TOO_LONG))


class FigureSchema(Schema):
    """One indicator as typed: `realisasi` text, or a reason in its place, triwulan, components, money, words.

    What a realisasi may be is what the indicator asks for.
    """

    class Meta:
        """A form holds the fields of all indicators; each schema takes its own."""

        unknown = EXCLUDE

    def __init__(self, asked: Asked, triwulan: AskedTriwulan) -> None:
        super().__init__()
        self._asked = asked
        self._triwulan = triwulan

    realisasi = fields.String(load_default="")
    tw1 = fields.String(load_default="")
    tw2 = fields.String(load_default="")
    tw3 = fields.String(load_default="")
    tw4 = fields.String(load_default="")
    alasan = fields.String(load_default="", validate=validate.OneOf(["", *dict(REASONS)], error=EMPTY))
    pembilang = fields.String(load_default="")
    penyebut = fields.String(load_default="")
    anggaran = fields.String(load_default="")
    penjelasan = _text()
    faktor_pendukung = _text()
    faktor_penghambat = _text()
    tindak_lanjut = _text()

    @pre_load
    def _strip(self, data: Mapping[str, str], **_options: Any) -> dict[str, str]:
        return {name: text.strip() for name, text in data.items()}

    @validates_schema(skip_on_field_errors=True)
    def _realisasi_or_reason(self, data: Mapping[str, str], **_options: Any) -> None:
        self._triwulan.said(self._asked, data)

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

    @validates_schema(skip_on_field_errors=True)
    def _money(self, data: Mapping[str, str], **_options: Any) -> None:
        try:
            spent_in(data)
        except NumberRefused as refused:
            raise ValidationError(refused.message, MONEY) from refused


def spent_in(row: Mapping[str, str]) -> Decimal | None:
    """The realisasi anggaran that was typed, in Rupiah; None where nothing was. Raises NumberRefused."""
    return parse_id(row[MONEY]).value if row[MONEY] else None


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
            asked, triwulan = asked_of(indicator), asked_triwulan(indicator)
            value = _value(indicator, (asked, triwulan), FigureSchema(asked, triwulan).load(row))
            values.append(replace(value, evidence=(evidence or {}).get(indicator.code, 0)))
        except ValidationError as error:
            messages: Mapping[str, list[str]] = dict(error.messages_dict)
            errors |= {field_name(part, indicator.code): texts for part, texts in messages.items()}
    return Figures(tuple(values), errors)


def _value(
    indicator: CycleIndicatorRecord, asked: tuple[Asked, AskedTriwulan], row: Mapping[str, str]
) -> IndicatorValue:
    said = asked[1].said(asked[0], row)
    number = said.number
    pagu = pagu_of(indicator.details or {})
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
        realisasi_text=said.text,
        provisional=bool(number and number.provisional),
        reason=None if number or said.text else row["alasan"],
        explanation=row["penjelasan"],
        numerator=parse_id(row["pembilang"]).value if row["pembilang"] else None,
        denominator=parse_id(row["penyebut"]).value if row["penyebut"] else None,
        supporting=row["faktor_pendukung"],
        hindering=row["faktor_penghambat"],
        follow_up=row["tindak_lanjut"],
        last_value=indicator.last_value,
        triwulan=asked[1].answered(row).figures,
        summary=asked[1].summary or "",
        pagu=pagu,
        spent=None if pagu is None else spent_in(row),
    )
