"""The triwulan of a sasaran's indicators as a table prints them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from services.documents.domain.lkjip import Figure
from services.documents.papers.furniture import DASH, printed
from shared.triwulan import NUMBERS

_NOT_YET: Final = "belum ada"


def quarters(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Target, realisasi and capaian of TW I to IV, four texts each, of every indicator that has triwulan.

    `number` is that of the indicator in its sasaran's table. A triwulan without a target has dashes.
    """
    return [_quarters(number, figure) for number, figure in enumerate(figures, start=1) if figure.triwulan]


def _quarters(number: int, figure: Figure) -> dict[str, Any]:
    known = {each.number: each for each in figure.triwulan}
    asked = [known.get(at) for at in NUMBERS]
    return {
        "number": str(number),
        "indikator": figure.indikator,
        "satuan": figure.satuan,
        "target": [DASH if each is None else printed(each.target, DASH) for each in asked],
        "realisasi": [DASH if each is None else _told(each.realisasi) for each in asked],
        "capaian": [DASH if each is None else printed(each.capaian, DASH) for each in asked],
    }


def _told(realisasi: Decimal | None) -> str:
    return printed(realisasi, _NOT_YET)
