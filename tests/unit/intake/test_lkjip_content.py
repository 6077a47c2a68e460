"""The content hash: the same figures and words give the same hash, any other give another."""

from dataclasses import replace
from decimal import Decimal

import pytest

from services.intake.domain.lkjip import Content, summary_lines
from shared.events.parts import Block
from tests.intake_office import a_measured_row

CONTENT = Content(
    office="Kecamatan Contoh",
    sop_number="1/SOP/2026",
    subject_name="LKjIP",
    period="2025",
    rows=(a_measured_row(1, "Seksi A", "104.96"), a_measured_row(2, "Seksi B", "95.24")),
    gaps=(),
)


def test_the_hash_is_a_sha256_that_every_machine_finds_alike() -> None:
    assert CONTENT.content_hash == replace(CONTENT).content_hash
    assert len(CONTENT.content_hash) == 64
    assert set(CONTENT.content_hash) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "changed",
    [
        replace(CONTENT, period="2026"),
        replace(CONTENT, gaps=("Seksi C",)),
        replace(CONTENT, blocks=(Block(id="1", title="Pendahuluan", text="Isi."),)),
        replace(CONTENT, template_version=1),
        replace(CONTENT, amendment=1),
        replace(CONTENT, rows=CONTENT.rows[::-1]),
        replace(CONTENT, rows=(replace(CONTENT.rows[0], capaian=Decimal("104.97")), CONTENT.rows[1])),
        replace(CONTENT, rows=(replace(CONTENT.rows[0], provisional=True), CONTENT.rows[1])),
        replace(CONTENT, rows=(replace(CONTENT.rows[0], explanation="Sebab."), CONTENT.rows[1])),
    ],
)
def test_every_part_of_the_content_is_in_the_hash(changed: Content) -> None:
    assert changed.content_hash != CONTENT.content_hash


def test_digits_count_as_they_were_typed() -> None:
    longer = replace(CONTENT, rows=(replace(CONTENT.rows[0], realisasi=Decimal("90.0")), CONTENT.rows[1]))
    assert longer.content_hash != CONTENT.content_hash


def test_the_summary_names_what_was_measured_what_not_and_who_is_missing() -> None:
    unmeasured = replace(CONTENT.rows[1], capaian=None, predikat=None)
    assert summary_lines((CONTENT.rows[0], unmeasured), ("Seksi C",)) == (
        "2 indikator, 1 di antaranya terukur",
        "Sangat Tinggi: 1 indikator",
        "Tidak dapat diukur: 1 indikator",
        "Belum ada data dari: Seksi C",
    )
