"""The triwulan of an indicator: which are asked for, what was answered, and what the year's realisasi is by them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from marshmallow import ValidationError

from services.intake.asked_realisasi import ZERO, Asked, Said, asked_of
from services.intake.indicator_details import summary_of, triwulan_of
from services.intake.models import IndicatorFields
from shared.events.periods import TriwulanFigure
from shared.numbers import NumberRefused, TypedNumber, format_id, parse_id
from shared.triwulan import NUMBERS, Summary, triwulan_name, year_of

TRIWULAN: Final = tuple(f"tw{number}" for number in NUMBERS)
"""The fields of the triwulan; the name of one holds its number."""
NO_REASON_NEEDED = "Realisasi setahun dihitung dari triwulan, jadi alasan tidak diperlukan. Kosongkan salah satunya."


@dataclass(frozen=True, slots=True)
class Answered:
    """The triwulan with what was typed for them; `year` is what they come to, None where one is missing for that."""

    figures: tuple[TriwulanFigure, ...]
    year: TypedNumber | None


@dataclass(frozen=True, slots=True)
class AskedTriwulan:
    """The triwulan with a target, none for most indicators; `summary` is None where the year is asked for by itself."""

    satuan: str
    figures: tuple[TriwulanFigure, ...] = ()
    summary: Summary | None = None

    def answered(self, typed: Mapping[str, str]) -> Answered:
        """What was typed; an empty triwulan is not yet measured. Raises ValidationError by field."""
        numbers = self._numbers(typed)
        figures = tuple(
            replace(each, realisasi=numbers[each.number].value if each.number in numbers else None)
            for each in self.figures
        )
        year = year_of(self.summary, [each.realisasi for each in figures]) if self.summary else None
        is_provisional = any(numbers[each.number].provisional for each in self._needed if each.number in numbers)
        return Answered(figures, None if year is None else TypedNumber(year, provisional=is_provisional))

    def said(self, asked: Asked, typed: Mapping[str, str]) -> Said:
        """The year's realisasi: worked out from the triwulan, else as it was typed. Raises ValidationError by field."""
        answered = self.answered(typed)
        text, reason = typed["realisasi"], typed["alasan"]
        if answered.year is not None:
            return self._worked_out(asked, answered.year, text, reason)
        self._require_the_missing(answered, text or reason)
        return _typed(asked, text, reason)

    @property
    def _needed(self) -> tuple[TriwulanFigure, ...]:
        """Those that the year rests on."""
        return self.figures if self.summary in (Summary.JUMLAH, Summary.RATA_RATA) else self.figures[-1:]

    def _numbers(self, typed: Mapping[str, str]) -> dict[int, TypedNumber]:
        found: dict[int, TypedNumber] = {}
        errors: dict[str, list[str]] = {}
        for each in self.figures:
            field = f"tw{each.number}"
            try:
                if typed[field]:
                    found[each.number] = parse_id(typed[field], self.satuan)
            except NumberRefused as refused:
                errors[field] = [refused.message]
        if errors:
            raise ValidationError({**errors})
        return found

    def _worked_out(self, asked: Asked, year: TypedNumber, text: str, reason: str) -> Said:
        if reason and (reason != ZERO or year.value):
            raise ValidationError(NO_REASON_NEEDED, "alasan")
        typed = _typed(asked, text, reason).number if text else year
        if typed is None or typed.value != year.value:
            raise ValidationError(self._differs(text, year.value), "realisasi")
        return Said(replace(year, provisional=year.provisional or typed.provisional))

    def _differs(self, text: str, year: Decimal) -> str:
        words = self.summary.words if self.summary else ""
        return (
            f"Realisasi setahun di sini {text}, sedangkan dari triwulan ({words}) {format_id(year)}."
            " Kosongkan realisasi setahun agar dihitung dari triwulan, atau perbaiki salah satunya."
        )

    def _require_the_missing(self, answered: Answered, is_said_otherwise: str) -> None:
        """A year that was begun in triwulan is finished in them, or said by itself."""
        is_begun = any(each.realisasi is not None for each in answered.figures)
        if self.summary is None or is_said_otherwise or not is_begun:
            return
        needed = {each.number for each in self._needed}
        missing = [each.number for each in answered.figures if each.realisasi is None and each.number in needed]
        raise ValidationError({f"tw{number}": [_missing(number)] for number in missing})


def _missing(number: int) -> str:
    return f"Isi realisasi {triwulan_name(number)}. Bila belum ada, tulis realisasi setahun atau pilih alasannya."


def _typed(asked: Asked, text: str, reason: str) -> Said:
    try:
        return asked.said(text, reason)
    except ValidationError as error:
        raise ValidationError(error.messages, "realisasi") from error


def asked_triwulan(indicator: IndicatorFields) -> AskedTriwulan:
    """What the form asks for beside the year. Where the answer is a choice, no triwulan is a figure."""
    details = indicator.details or {}
    if asked_of(indicator).choices:
        return AskedTriwulan(indicator.satuan)
    return AskedTriwulan(indicator.satuan, triwulan_of(details), summary_of(details))
