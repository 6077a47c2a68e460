"""The formulas against what offices really printed."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.analysis.domain.formulas import Direction, Measured, measure
from shared.numbers import round_half_up

DATA = Path(__file__).parents[2] / "data" / "published_tables.json"
TABLES = json.loads(DATA.read_text(encoding="utf-8"))["tables"]
REPRODUCED = [
    pytest.param(row, id=f"{table['id']}-{row['no']}")
    for table in TABLES
    for row in table["rows"]
    if row["check"] == "reproduced"
]


def last_printed_unit(printed: str) -> Decimal:
    """0.01 for "104,96", 1 for "124%"; offices print a comma or a dot."""
    places = re.search(r"[.,](\d+)", printed)
    return Decimal(1).scaleb(-len(places.group(1))) if places else Decimal(1)


def test_every_table_names_its_public_source() -> None:
    assert all(table["source_url"].startswith(("https://", "http://")) for table in TABLES)
    assert len(REPRODUCED) == 84


@pytest.mark.parametrize("row", REPRODUCED)
def test_a_published_capaian_comes_out_within_one_unit_of_its_last_digit(row: dict[str, Any]) -> None:
    figures = row["figures"]
    result = measure(Decimal(figures["target"]), Decimal(figures["realisasi"]), Direction(row["direction"]))
    assert isinstance(result, Measured)
    assert abs(round_half_up(result.capaian) - Decimal(figures["capaian"])) <= last_printed_unit(row["capaian"])


def test_a_ratio_is_measured_on_what_its_figures_say() -> None:
    """A misprint must not be reproduced: BP3AKB printed 107,78 for a lower-is-better indicator that got worse."""
    result = measure(Decimal("3.60"), Decimal("3.88"), Direction.TURUN)
    assert isinstance(result, Measured)
    assert round_half_up(result.capaian) == Decimal("92.22")
