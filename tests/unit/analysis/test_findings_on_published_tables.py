"""Ordinary rows of real reports: a check that cries at every second row is switched off by the first office."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.analysis.domain.findings import Code, FigureRow, check_row

DATA = Path(__file__).parents[2] / "data" / "published_tables.json"
ROWS = [(table["id"], row) for table in json.loads(DATA.read_text(encoding="utf-8"))["tables"] for row in table["rows"]]
FEW, MOST = 0.05, 0.75


def figure_row(row: dict[str, Any], realisasi: Decimal | None = None, target: Decimal | None = None) -> FigureRow:
    figures = row["figures"]
    return FigureRow(
        row=row["no"],
        satuan=row["satuan"],
        target=target or _number(figures.get("target")),
        realisasi=realisasi or _number(figures.get("realisasi")),
        higher_is_better=row["direction"] != "turun" and row["direction"] != "turun_rasio",
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def measured() -> list[tuple[str, dict[str, Any]]]:
    return [(table, row) for table, row in ROWS if row["figures"]["target"] and row["figures"]["realisasi"]]


def test_few_ordinary_rows_are_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [(table, row["no"], found.code) for table, row in ROWS for found in check_row(figure_row(row))]
    with capsys.disabled():
        print(f"\nfindings in {len(ROWS)} published rows: {len(asked)} {sorted(map(str, asked))}")  # noqa: T201 - to read
    assert len(asked) <= FEW * len(ROWS)


def test_a_published_figure_a_thousand_times_too_small_is_found() -> None:
    """Dinas Perikanan printed 0,15 against a target of 105 for the growth of salt production."""
    (salt,) = [row for table, row in ROWS if table == "dkp_jabar_2016" and row["no"] == 5]
    assert [found.code for found in check_row(figure_row(salt))] == [Code.SCALE_SLIP]


@pytest.mark.parametrize("power", [10, 100, 1000])
def test_most_published_figures_are_noticed_when_their_decimal_sign_is_lost(power: int) -> None:
    rows = [row for _, row in measured() if Decimal(row["figures"]["realisasi"]) > 10]
    slipped = [check_row(figure_row(row, Decimal(row["figures"]["realisasi"]) * power)) for row in rows]
    noticed = sum(any(found.code is Code.SCALE_SLIP for found in each) for each in slipped)
    assert noticed >= MOST * len(rows)
