"""The direction of an indicator in the words of offices."""

import re
from typing import Final

from services.analysis.domain.formulas import Direction

_MORE: Final = ("besar", "tinggi", "banyak", "cepat")
_LESS: Final = ("kecil", "rendah", "sedikit")
_DIRECTIONS: Final = {
    **dict.fromkeys(("naik", "positif", "maksimal", "maksimalkan", "maximize", "meningkat"), Direction.NAIK),
    **dict.fromkeys(("higher is better", "progres positif", "progress positif", "r/t", "↑"), Direction.NAIK),
    **{f"{more} {word} {more} baik": Direction.NAIK for more in ("makin", "semakin", "lebih") for word in _MORE},
    **dict.fromkeys(("turun", "negatif", "minimal", "minimalkan", "minimize", "menurun"), Direction.TURUN),
    **dict.fromkeys(("lower is better", "progres negatif", "progress negatif", "(2t-r)/t", "↓"), Direction.TURUN),
    **{f"{more} {word} {more} baik": Direction.TURUN for more in ("makin", "semakin", "lebih") for word in _LESS},
    **dict.fromkeys(("turun rasio", "rasio turun", "turun t r", "t/r"), Direction.TURUN_RASIO),
}
_NONE: Final = ("", "zona", "rentang", "range", "kisaran", "ya tidak", "predikat")
_REMARK: Final = re.compile(r"\([^()]*\)\s*$")


def read_direction(text: str) -> Direction | None:
    """None where none is written. Raises ValueError for a word that names no direction."""
    plain = text.strip().casefold()
    for word in (plain, _words(plain), _words(_REMARK.sub("", plain))):
        if word in _DIRECTIONS:
            return _DIRECTIONS[word]
    if _words(plain) not in _NONE:
        raise ValueError(text)
    return None


def _words(text: str) -> str:
    return " ".join(re.findall("[a-z0-9]+", text))
