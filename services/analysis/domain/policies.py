"""What an office decides where the regulations leave it open. A policy belongs to an indicator and to its result."""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final


class ZeroTarget(StrEnum):
    """A target of zero. RSJ Jawa Barat 2016 printed 100 where it was met; e-SAKIP Pringsewu gives no number."""

    TIDAK_DIUKUR = "tidak_diukur"
    TERCAPAI_ATAU_NOL = "tercapai_atau_nol"


class ZeroRealisasi(StrEnum):
    """A realisasi of zero as the divisor of T/R. e-SAKIP Pringsewu pins 100."""

    TIDAK_DIUKUR = "tidak_diukur"
    SERATUS = "seratus"


class Negative(StrEnum):
    """Below zero: a capaian as it comes (−37,60 is published), floored at 0 (e-SAKIP Banjarnegara), or a negative
    realisasi not measured.
    """

    APA_ADANYA = "apa_adanya"
    NOL = "nol"
    TIDAK_DIUKUR = "tidak_diukur"


class LimitTarget(StrEnum):
    """A target such as "≥ 80": 100 when met and else 0, or the formula on the limit itself (BKPD Jawa Barat 2016)."""

    LULUS = "lulus"
    PADA_BATAS = "pada_batas"


class RoundingMode(StrEnum):
    """Half up, ties away from zero; or cut off, as some offices print."""

    SETENGAH_KE_ATAS = "setengah_ke_atas"
    DIPOTONG = "dipotong"


_MODES: Final = {RoundingMode.SETENGAH_KE_ATAS: ROUND_HALF_UP, RoundingMode.DIPOTONG: ROUND_DOWN}
_MOST_PLACES: Final = 6
CAPS: Final = (Decimal(100), Decimal(120), Decimal(150))


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a capaian is printed. Raises ValueError for other than 0 to 6 places."""

    places: int = 2
    mode: RoundingMode = RoundingMode.SETENGAH_KE_ATAS
    step: Decimal = field(init=False, compare=False)
    name: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.places <= _MOST_PLACES:
            raise ValueError(f"a capaian has 0 to {_MOST_PLACES} places, not {self.places}")
        object.__setattr__(self, "step", Decimal(1).scaleb(-self.places))
        object.__setattr__(self, "name", _MODES[self.mode])


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policies of one indicator. `cap` is 100, 120, 150 (percent) or None.

    The cap bounds the capaian that is printed and averaged; the uncapped one is kept beside it. Raises ValueError for
    another cap.
    """

    zero_target: ZeroTarget = ZeroTarget.TIDAK_DIUKUR
    zero_realisasi: ZeroRealisasi = ZeroRealisasi.TIDAK_DIUKUR
    negative: Negative = Negative.APA_ADANYA
    limit: LimitTarget = LimitTarget.LULUS
    cap: Decimal | None = None
    rounding: Rounding = Rounding()
    is_unbounded: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_unbounded", self.cap is None and self.negative is not Negative.NOL)
        if self.cap is not None and self.cap not in CAPS:
            raise ValueError(f"a cap is 100, 120 or 150, not {self.cap}")


OFFICE_DEFAULT: Final = Policy()
