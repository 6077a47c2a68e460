"""Findings before sending and with the draft, and what the figures say, in a browser: phone and desk, with axe."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from services.analysis.assessing import evaluation_of, findings_in
from services.analysis.domain.earlier import PastResult
from services.intake.domain.cycle import Task
from services.intake.models import CycleIndicatorRecord
from shared.events.parts import IndicatorValue, MeasuredIndicator
from tests.browsing import DESK, PHONE
from tests.intake_office import IntakeOffice
from tests.walking import Walk

pytestmark = pytest.mark.needs_chromium
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
UNIT = "Seksi Pemerintahan"


@pytest.fixture
def walk(browser: Browser, whole_address: str, office: IntakeOffice, size: dict[str, int]) -> Walk:
    return Walk(browser, whole_address, office, size)


def with_last_values(office: IntakeOffice, cycle_id: UUID, task: Task) -> None:
    """The unit's format says what was measured the year before."""
    with office.database.write() as rows:
        asked = select(CycleIndicatorRecord).where(
            CycleIndicatorRecord.cycle_id == cycle_id, CycleIndicatorRecord.unit_id == task.holder.unit_id
        )
        for indicator in rows.scalars(asked):
            indicator.last_value = "87,5 (2024)"


@SIZES
def test_a_unit_is_asked_and_sends_all_the_same(walk: Walk, office: IntakeOffice) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    task = office.open_tasks(cycle, 3)[0]
    with_last_values(office, cycle, task)
    walk.go(task.holder.person_id, f"/tugas/{task.id}/isian")
    for at, field in enumerate(walk.page.locator("input[name^=realisasi-]").all()):
        field.fill("885" if at == 0 else "87,5")
    walk.choose_answers()
    walk.press("Periksa sebelum mengirim")
    expect(walk.page.get_by_role("heading", name="Mohon dilihat sekali lagi")).to_be_visible()
    walk.see("temuan-unit")
    walk.page.locator(".kinerja-findings a").first.click()
    walk.page.wait_for_url("**/isian#realisasi-*")
    walk.press("Periksa sebelum mengirim")
    walk.press("Kirim data")
    walk.see("temuan-terkirim")
    assert walk.found == []


@SIZES
def test_the_draft_shows_findings_and_what_the_figures_say(walk: Walk, office: IntakeOffice) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    value = submitted()
    copied = replace(value, code="IK-02", realisasi=Decimal("87.5"), evidence=0)
    office.findings = findings_in(UNIT, [value, copied], {})
    last = PastResult(year="2024", realisasi=Decimal("87.5"))
    office.evaluation = evaluation_of(measured(), {(UNIT, "IK-01"): (last,)})
    office.play_to(cycle, 4)
    task = office.open_tasks(cycle, 4)[0]
    walk.go(office.person("kasubbag"), f"/tugas/{task.id}/draf")
    walk.unfold("catatan")
    walk.unfold("Menurut angka, sasaran 1")
    walk.see("temuan-draf")
    assert walk.found == []


def submitted() -> IndicatorValue:
    return IndicatorValue(
        code="IK-01",
        row=1,
        sasaran="Sasaran",
        indikator="Indikator 1",
        satuan="%",
        direction="naik",
        target=Decimal(90),
        target_text="90",
        realisasi=Decimal(885),
        provisional=False,
        reason=None,
        explanation="",
        evidence=1,
        last_value="87,5 (2024)",
    )


def measured() -> Sequence[MeasuredIndicator]:
    met = MeasuredIndicator(
        code="IK-01",
        row=1,
        unit=UNIT,
        sasaran="Sasaran",
        indikator="Indikator 1",
        satuan="%",
        direction="naik",
        target=Decimal(90),
        target_text="90",
        realisasi=Decimal(95),
        provisional=False,
        explanation="",
        capaian=Decimal("105.56"),
        capaian_exact=Decimal("105.5555"),
        predikat="Sangat Tinggi",
        reason=None,
        reason_text=None,
        supporting="Loket bertambah.\nPetugas dilatih.",
    )
    missed = replace(met, code="IK-02", indikator="Indikator 2", realisasi=Decimal(45), capaian=Decimal("50.00"))
    return (met, replace(missed, capaian_exact=Decimal(50), hindering="Banjir.", supporting=""))
