"""The direction of an indicator in the words of offices."""

from typing import Final

from services.analysis.domain.formulas import Direction

_WORDS: Final = {
    Direction.NAIK: (
        "naik",
        "+",
        "↑",
        "positif",
        "maksimal",
        "maksimalkan",
        "maximize",
        "makin besar makin baik",
        "makin tinggi makin baik",
        "semakin besar semakin baik",
        "semakin tinggi semakin baik",
        "lebih besar lebih baik",
        "lebih tinggi lebih baik",
        "meningkat",
        "higher is better",
        "r/t",
    ),
    Direction.TURUN: (
        "turun",
        "-",
        "↓",
        "negatif",
        "minimal",
        "minimalkan",
        "minimize",
        "makin kecil makin baik",
        "makin rendah makin baik",
        "semakin kecil semakin baik",
        "semakin rendah semakin baik",
        "lebih kecil lebih baik",
        "lebih rendah lebih baik",
        "menurun",
        "lower is better",
        "(2t-r)/t",
    ),
    Direction.TURUN_RASIO: ("turun rasio", "rasio turun", "turun (rasio)", "turun t/r", "t/r"),
}
_DIRECTIONS: Final = {word: direction for direction, words in _WORDS.items() for word in words}
_NONE: Final = ("", "zona", "rentang", "range", "kisaran", "ya/tidak", "predikat")


def read_direction(text: str) -> Direction | None:
    """None where none is written. Raises ValueError for a word that names no direction."""
    word = " ".join(text.replace("_", " ").casefold().split())
    if word in _NONE:
        return None
    if word not in _DIRECTIONS:
        raise ValueError(text)
    return _DIRECTIONS[word]
