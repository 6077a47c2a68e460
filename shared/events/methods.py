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
    """A cycle's predicate scale, by its id, its policies, and those of single indicators.

    `averaging` (rata_rata or berbobot) and `office_way` (semua_indikator or rata_rata_sasaran) are how figures are
    taken together.
    """

    scale: str
    policy: PolicyUsed
    own: tuple[OwnPolicy, ...] = ()
    averaging: str = "rata_rata"
    office_way: str = "semua_indikator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is known of an indicator beside its target, by its code; None where it is not.

    `renstra_target` is that of the last year of the Renstra, `renstra_year`, which may be empty. `weight` (bobot) is
    what it counts in a weighted mean. `renstra_text` and `standard_text` stand where there is no number: a predicate,
    yes or no.
    """

    code: str
    renstra_target: Decimal | None = None
    renstra_year: str = ""
    national_standard: Decimal | None = None
    standard_source: str = ""
    weight: Decimal | None = None
    renstra_text: str = ""
    standard_text: str = ""
