"""How an office measures, as events carry it from the office's settings to analysis."""

from dataclasses import dataclass

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
