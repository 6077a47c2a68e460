"""What the figures of a collection come to together."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.intake.measuring_settings import method_of
from shared.aggregates import counted_text, left_out_texts
from shared.database import Database
from shared.events.methods import Reference
from tests.service.analysis.test_assessing import NAME, database, measured, value

__all__ = ["database"]

FIGURES = (
    value(target=Decimal(100), realisasi=Decimal(60)),
    value(code="IK-02", row=5, indikator="Kedua", target=Decimal(100), realisasi=Decimal(90)),
    value(code="IK-03", row=6, indikator="Ketiga", sasaran="Lain", target=Decimal(100), realisasi=Decimal(99)),
    value(code="IK-04", row=7, indikator="Keempat", sasaran="Lain", realisasi=None, reason="belum_ada"),
)


def test_namesakes_have_each_its_own_reason(database: Database) -> None:
    twins = (FIGURES[0], FIGURES[3], value(code="IK-05", row=8, indikator="Keempat", sasaran="Lain", target=Decimal(0)))
    instansi = measured(database, *twins).aggregates[-1]
    assert [(each.code, each.unit, each.reason) for each in instansi.left_out] == [
        ("IK-04", NAME, "Data realisasi belum tersedia."),
        ("IK-05", NAME, "Target bernilai nol, sehingga capaian tidak dapat dihitung."),
    ]


def test_each_sasaran_each_unit_and_the_instansi_have_the_mean_of_what_is_measured(database: Database) -> None:
    told = measured(database, *FIGURES)
    found = [(each.kind, each.name, each.capaian, each.predikat, counted_text(each)) for each in told.aggregates]
    assert found == [
        ("sasaran", "Meningkatnya pelayanan", Decimal("75.00"), "Sedang", "2 dari 2"),
        ("sasaran", "Lain", Decimal("99.00"), "Sangat Tinggi", "1 dari 2"),
        ("unit", NAME, Decimal("83.00"), "Tinggi", "3 dari 4"),
        ("instansi", "", Decimal("83.00"), "Tinggi", "3 dari 4"),
    ]
    assert left_out_texts(told.aggregates) == [f"Keempat ({NAME}): {told.rows[3].reason_text}"]


@pytest.mark.parametrize(
    ("chosen", "capaian"),
    [({"office_way": "rata_rata_sasaran"}, "87.00"), ({"averaging": "berbobot"}, "82.50")],
    ids=["mean of the sasaran", "by weight"],
)
def test_an_office_chooses_how_its_figure_comes_about(database: Database, chosen: dict[str, str], capaian: str) -> None:
    weights = tuple(Reference(code=code, weight=Decimal(weight)) for code, weight in (("IK-01", 1), ("IK-02", 3)))
    told = measured(database, *FIGURES, references=weights, method=method_of(chosen, {}))
    assert told.aggregates[-1].capaian == Decimal(capaian)
    if chosen.get("averaging"):
        assert f"Ketiga ({NAME}): Bobot belum diisi." in left_out_texts(told.aggregates)


def test_where_nothing_is_measured_there_is_no_figure_and_everything_is_named(database: Database) -> None:
    told = measured(database, *(replace(each, realisasi=None, reason="belum_ada") for each in FIGURES))
    assert {(each.capaian, each.predikat) for each in told.aggregates} == {(None, None)}
    assert len(left_out_texts(told.aggregates)) == len(FIGURES)
