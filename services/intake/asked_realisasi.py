"""What a unit answers as its realisasi: a number, or what its target asks for: a predicate, yes or no, a limit."""

from dataclasses import dataclass
from decimal import Decimal

from marshmallow import ValidationError

from services.intake.models import IndicatorFields
from shared.choices.asked import Choices, choices_of
from shared.choices.limits import limit_in
from shared.choices.ordinal_files import load_ordinals
from shared.numbers import NumberRefused, TypedNumber, parse_id

ZERO = "nol"
REASONS = ((ZERO, "Nol"), ("belum_ada", "Belum ada data"), ("tidak_berlaku", "Tidak berlaku"))
EMPTY = "Isi angkanya, atau pilih alasannya: nol, belum ada data, tidak berlaku."
BOTH = "Ada angka dan ada alasan. Kosongkan salah satunya."
EMPTY_CHOICE = "Pilih realisasinya, atau pilih alasannya: belum ada data, tidak berlaku."
BOTH_CHOSEN = "Ada realisasi dan ada alasan. Kosongkan salah satunya."
_ORDINALS = load_ordinals()


@dataclass(frozen=True, slots=True)
class Said:
    """A sound answer: `number`, or `text` in its place; neither where a reason was given."""

    number: TypedNumber | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an indicator asks for: one of `choices` if it has any, else a number.

    Where the target is a limit, all that is known may be a limit, too ("> 125").
    """

    satuan: str
    choices: Choices | None
    is_limit: bool

    def said(self, text: str, reason: str) -> Said:
        """What was answered. Raises ValidationError with what is needed instead; nothing is guessed."""
        if self.choices:
            return Said(text=_chosen(self.choices, text, reason))
        if not text:
            if not reason:
                raise ValidationError(EMPTY)
            return Said(TypedNumber(Decimal(0)) if reason == ZERO else None)
        return self._figure(text, reason)

    def _figure(self, text: str, reason: str) -> Said:
        limit = limit_in(text) if self.is_limit else None
        try:
            number = parse_id(limit.figure if limit else text, self.satuan)
        except NumberRefused as refused:
            raise ValidationError(refused.message) from refused
        if reason and (limit or reason != ZERO or number.value):
            raise ValidationError(BOTH)
        return Said(text=" ".join(text.split())) if limit else Said(number)


def asked_of(indicator: IndicatorFields) -> Asked:
    """What the form asks for where this indicator stands."""
    in_words = indicator.target_text if indicator.target is None else ""
    return Asked(indicator.satuan, choices_of(in_words, _ORDINALS), limit_in(in_words) is not None)


def _chosen(choices: Choices, text: str, reason: str) -> str:
    chosen = choices.meant(text)
    if text and not chosen:
        words = ", ".join(choices.words)
        raise ValidationError(f"“{text}” bukan salah satu pilihan. Pilih salah satu: {words}.")
    if chosen and reason:
        raise ValidationError(BOTH_CHOSEN)
    if not chosen and reason in ("", ZERO):
        raise ValidationError(EMPTY_CHOICE)
    return chosen or ""
