"""The money behind a collection's figures: measured, told, found fault with and put into sentences."""

from decimal import Decimal

from shared.budget_words import in_sentences
from shared.database import Database
from tests.service.analysis.test_assessing import database, measured, value

__all__ = ["database"]

REACHED = value(target=Decimal(100), realisasi=Decimal(100), pagu=Decimal(1000), spent=Decimal(900))
MISSED = value(
    code="IK-02",
    row=5,
    indikator="Kedua",
    target=Decimal(100),
    realisasi=Decimal(50),
    pagu=Decimal(1000),
    spent=Decimal(1100),
)
UNKNOWN = value(code="IK-03", row=6, indikator="Ketiga", target=Decimal(100), realisasi=Decimal(50), pagu=Decimal(500))
WITHOUT = value(code="IK-04", row=7, indikator="Keempat")


def test_what_was_spent_is_held_against_pagu_and_capaian(database: Database) -> None:
    told = measured(database, REACHED, MISSED, UNKNOWN, WITHOUT)
    reached, missed, unknown, without = (row.budget for row in told.rows)
    assert reached
    assert missed
    assert unknown
    assert (reached.serapan, reached.sisa, reached.points, reached.word, reached.saved) == (
        Decimal("90.00"),
        Decimal(100),
        Decimal("10.00"),
        "Efisien",
        Decimal("10.00"),
    )
    assert (missed.serapan, missed.sisa, missed.word, missed.saved) == (
        Decimal("110.00"),
        Decimal(-100),
        "Tidak efisien",
        None,
    )
    assert (unknown.pagu, unknown.spent, unknown.serapan, unknown.word) == (Decimal(500), None, None, None)
    assert without is None


def test_together_only_what_is_known_on_both_sides_counts(database: Database) -> None:
    together = measured(database, REACHED, MISSED, UNKNOWN, WITHOUT).aggregates[-1].budget
    assert together
    assert (together.pagu, together.spent, together.serapan) == (Decimal(2000), Decimal(2000), Decimal("100.00"))
    assert (together.points, together.word) == (Decimal("-25.00"), "Tidak efisien")
    assert in_sentences(together) == (
        "Dari pagu Rp2.000 terpakai Rp2.000, serapan 100,00 persen. Capaian dikurangi serapan -25,00 poin: tidak"
        " efisien. Nilai efisiensi menurut PMK 214/PMK.02/2017: 0,00."
    )


def test_more_than_the_pagu_is_found_and_the_efficiency_of_the_sasaran_is_said(database: Database) -> None:
    told = measured(database, REACHED, MISSED)
    assert [(each.kind, each.code, each.column) for each in told.findings if "pagu" in each.kind] == [
        ("above_pagu", "IK-02", "anggaran_realisasi")
    ]
    (part,) = [part for part in told.evaluation if part.analysis == "efisiensi"]
    assert "Anggaran Indeks Kepuasan terpakai Rp900 dari pagu Rp1.000, serapan 90,00 persen." in [
        sentence.text for sentence in part.sentences
    ]


def test_without_any_pagu_nothing_is_said_of_money(database: Database) -> None:
    told = measured(database, WITHOUT)
    assert {each.budget for each in told.aggregates} == {None}
