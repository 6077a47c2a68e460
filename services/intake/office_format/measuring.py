"""How an office measures: every choice is one that is known."""

from collections.abc import Iterable

from marshmallow import fields, validate

from services.intake.measuring_settings import POLICIES, SCALES, TOTALS
from services.intake.office_format.part import Part


def _one_of(choices: Iterable[str]) -> fields.String:
    return fields.String(validate=validate.OneOf(tuple(choices), error="pilih salah satu dari daftar"))


class MeasuringSchema(Part):
    """Scale and policies; what is left out is the usual (services/intake/measuring_settings.py)."""

    scale = _one_of(SCALES)
    cap = _one_of(POLICIES["cap"])
    rounding = _one_of(POLICIES["rounding"])
    places = _one_of(POLICIES["places"])
    zero_target = _one_of(POLICIES["zero_target"])
    zero_realisasi = _one_of(POLICIES["zero_realisasi"])
    negative = _one_of(POLICIES["negative"])
    limit = _one_of(POLICIES["limit"])
    averaging = _one_of(TOTALS["averaging"])
    office_way = _one_of(TOTALS["office_way"])
