"""The formulas against what offices really printed. No row is named here: the file says how each is to be held."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.analysis.domain.formulas import Direction
from services.analysis.domain.measurement import Measurement, Method, measure
from services.analysis.domain.reasons import Reason
from services.analysis.domain.targets import Missing
from services.analysis.scale_files import DEFAULT_SCALE, load_scales
from shared.numbers import format_id

DATA = Path(__file__).parents[2] / "data" / "published_tables.json"
TABLES = json.loads(DATA.read_text(encoding="utf-8"))["tables"]
SCALE = load_scales()[DEFAULT_SCALE]
NEAR = Decimal("0.15")


def rows(*checks: str) -> list[Any]:
    found = [(table, row) for table in TABLES for row in table["rows"] if row["check"] in checks]
    return [pytest.param(row, id=f"{table['id']}-{row['no']}") for table, row in found]


def figure(text: str | None) -> Decimal | Missing:
    return Missing(Reason.TEXT) if text is None else Decimal(text)


def ours(row: dict[str, Any]) -> Measurement:
    """Measured on the printed inputs; a row without a named formula by the ordinary one."""
    figures, direction = row["figures"], Direction(row["direction"] or "naik")
    return measure(figure(figures["target"]), figure(figures["realisasi"]), Method(direction, SCALE))


def measured(row: dict[str, Any]) -> Decimal:
    capaian = ours(row).capaian
    assert capaian is not None
    return capaian


def last_printed_unit(printed: str) -> Decimal:
    """0.01 for "104,96", 1 for "124%"; offices print a comma or a dot."""
    places = re.search(r"[.,](\d+)", printed)
    return Decimal(1).scaleb(-len(places.group(1))) if places else Decimal(1)


def whole(percent: Decimal) -> Decimal:
    return percent.quantize(Decimal(1), "ROUND_HALF_UP")


def test_every_table_names_its_public_source() -> None:
    assert all(table["source_url"].startswith(("https://", "http://")) for table in TABLES)
    assert len(rows("reproduced")) > len([row for table in TABLES for row in table["rows"]]) / 2


@pytest.mark.parametrize("row", rows("reproduced"))
def test_a_published_capaian_comes_out_within_one_unit_of_its_last_digit(row: dict[str, Any]) -> None:
    assert abs(measured(row) - Decimal(row["figures"]["capaian"])) <= last_printed_unit(row["capaian"])


@pytest.mark.parametrize("row", rows("reproduced_rounded_to_integer"))
def test_a_capaian_that_was_rounded_to_a_whole_percent_agrees_as_a_whole_percent(row: dict[str, Any]) -> None:
    assert whole(measured(row)) == whole(Decimal(row["figures"]["capaian"]))


@pytest.mark.parametrize("row", rows("near_rounding_of_inputs"))
def test_a_capaian_from_figures_that_were_rounded_before_is_near(row: dict[str, Any]) -> None:
    assert abs(measured(row) - Decimal(row["figures"]["capaian"])) <= NEAR


def beside(table: dict[str, Any], row: dict[str, Any]) -> str:
    found = ours(row)
    told = f"tidak dapat diukur ({found.reason})" if found.capaian is None else format_id(found.capaian)
    return (
        f"{table['id']} {row['no']}: target {row['target']}, realisasi {row['realisasi']}: ours {told},"
        f" published {row['capaian']}. {row['note'] or row['check']}"
    )


def special() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    exact = ("reproduced", "reproduced_rounded_to_integer", "near_rounding_of_inputs")
    yield from ((table, row) for table in TABLES for row in table["rows"] if row["check"] not in exact)


def test_what_was_published_wrong_or_by_a_rule_of_its_own_is_the_named_formula_on_the_printed_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with capsys.disabled():
        print()  # noqa: T201 - printed for the reader
        for table, row in special():
            print(beside(table, row))  # noqa: T201 - printed for the reader
    for _, row in special():
        found, figures = ours(row), row["figures"]
        if found.capaian is None:
            assert None in (figures["target"], figures["realisasi"]) or not Decimal(figures["target"])
        else:
            by_hand = Decimal(figures["realisasi"]) / Decimal(figures["target"]) * 100
            assert found.capaian == by_hand.quantize(Decimal("0.01"), "ROUND_HALF_UP")
            assert found.formula == Direction.NAIK.formula
