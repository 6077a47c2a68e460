"""How an office measures, as events carry it from the office's settings to analysis."""

from dataclasses import dataclass
from decimal import Decimal

from shared.events.traces import PolicyUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPolicy:
    """The policies of one indicator, by its code, where they are other than the office's."""

    code: str
    policy: PolicyUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMethod:
    """A cycle's predicate scale, by its id, its policies, and those of single indicators."""

    scale: str
    policy: PolicyUsed
    own: tuple[OwnPolicy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What an indicator's realisasi is held against beside its target, by its code; None where there is none.

    `renstra_target` is that of the last year of the Renstra, `renstra_year`, which may be empty.
    """

    code: str
    renstra_target: Decimal | None = None
    renstra_year: str = ""
    national_standard: Decimal | None = None
    standard_source: str = ""
