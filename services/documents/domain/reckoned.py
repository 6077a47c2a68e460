"""How a capaian was reckoned, as the annex of an LKjIP prints it, and who sent its figures."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """`formula` and `source` are empty where there is no capaian; `steps` are lines with the figures filled in.

    `policies`, `scale` and `ordinal` are sentences without their full stop; `ordinal` is that of a target that is a
    predicate, else empty.
    """

    formula: str
    source: str
    steps: tuple[str, ...]
    policies: str
    scale: str
    ordinal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Who sent a unit's figures and when; `number` is the revision that was measured."""

    unit: str
    number: int
    at: datetime
    by: str
