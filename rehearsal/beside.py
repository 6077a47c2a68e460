"""What `--data` may say beside target and realisasi: the money behind a figure, and its weight."""

from collections.abc import Iterator, Mapping
from typing import Final

from shared.numbers import NumberRefused, format_id, parse_id

SAID_EMPTY: Final = ("", "-", "–", "n/a", "na", "belum ada", "belum ada data")
"""What stands where no value is known."""
_PAGU: Final = "pagu"
_SPENT: Final = "anggaran_realisasi"
_FIELDS: Final = {_PAGU: "pagu", _SPENT: "spent", "bobot": "weight"}
BESIDE: Final = tuple(_FIELDS)
"""The columns, named as `./kinerja measure` names them; a file may have them or not."""


def beside(row: Mapping[str, str]) -> dict[str, str]:
    """`pagu`, `spent` and `weight` as they are typed; empty where nothing is known."""
    return {field: _plain(row.get(column, "")) for column, field in _FIELDS.items()}


def doubts(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Column and trouble of each amount that is none, and of what was spent from no pagu."""
    for column in BESIDE:
        try:
            _plain(row.get(column, ""))
        except NumberRefused as refused:
            yield column, refused.message
    if _is_said(row, _SPENT) and not _is_said(row, _PAGU):
        yield _SPENT, "pagunya belum disebut, sehingga realisasi anggaran tidak pernah diminta."


def of_a_year_only(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Column and trouble of what a row of a triwulan cannot say."""
    for column in BESIDE:
        if _is_said(row, column):
            yield column, "ditulis pada baris setahun, bukan pada triwulan."


def _is_said(row: Mapping[str, str], column: str) -> bool:
    return row.get(column, "").casefold() not in SAID_EMPTY


def _plain(text: str) -> str:
    """The number without what stands around it. Raises NumberRefused."""
    return "" if text.casefold() in SAID_EMPTY else format_id(parse_id(text).value)
