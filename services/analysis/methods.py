"""The method a collection is measured by: what the office chose, from the wire's words to the domain's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.analysis.domain.aggregation import Averaging, OfficeWay
from services.analysis.domain.policies import (
    OFFICE_DEFAULT,
    LimitTarget,
    Negative,
    Policy,
    Rounding,
    RoundingMode,
    ZeroRealisasi,
    ZeroTarget,
)
from services.analysis.domain.scales import Scale
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.events.methods import OfficeMethod
from shared.events.traces import PolicyUsed

_SCALES: Final = load_scales()


class ScaleUnknown(LookupError):
    """A collection names a predicate scale that does not come with this version."""


@dataclass(frozen=True, slots=True)
class Policies:
    """The office's policy, and by code those of the indicators that have their own."""

    of_office: Policy = OFFICE_DEFAULT
    own: Mapping[str, Policy] = field(default_factory=dict)

    def of(self, code: str) -> Policy:
        """The policy of the indicator with this code."""
        return self.own.get(code, self.of_office)


@dataclass(frozen=True, slots=True)
class Totals:
    """How indicators become the figure of a sasaran, a unit and the office."""

    averaging: Averaging
    way: OfficeWay
    scale: Scale
    rounding: Rounding


USUAL: Final = Policies()


def chosen(told: OfficeMethod | None) -> tuple[Scale, Policies]:
    """Scale and policies as told, or the usual ones. Raises ScaleUnknown, and ValueError for an unknown policy."""
    if told is None:
        return _SCALES[DEFAULT_SCALE], USUAL
    if told.scale not in _SCALES:
        raise ScaleUnknown(told.scale)
    own = {each.code: policy_of(each.policy) for each in told.own}
    return _SCALES[told.scale], Policies(policy_of(told.policy), own)


def totals_of(told: OfficeMethod | None) -> Totals:
    """How figures are taken together, as told, or as usual. Raises as `chosen`."""
    scale, policies = chosen(told)
    averaging = Averaging(told.averaging) if told else Averaging.RATA_RATA
    way = OfficeWay(told.office_way) if told else OfficeWay.SEMUA_INDIKATOR
    return Totals(averaging, way, scale, policies.of_office.rounding)


def policy_of(told: PolicyUsed) -> Policy:
    """A policy as the domain knows it. Raises ValueError for a word or a cap it does not know."""
    return Policy(
        zero_target=ZeroTarget(told.zero_target),
        zero_realisasi=ZeroRealisasi(told.zero_realisasi),
        negative=Negative(told.negative),
        limit=LimitTarget(told.limit),
        cap=told.cap,
        rounding=Rounding(told.places, RoundingMode(told.rounding)),
    )
