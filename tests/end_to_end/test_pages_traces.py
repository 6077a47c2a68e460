"""From a capaian to how it was reached, and from a code to where its figures are: phone and desk, with axe."""

import pytest
from playwright.sync_api import Browser, expect

from services.intake.process.managed_data import return_unit_data
from shared.events.intake import SubmissionReceived
from tests.browsing import DESK, PHONE
from tests.intake_office import IntakeOffice
from tests.walking import Walk

pytestmark = pytest.mark.needs_chromium


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_capaian_leads_to_how_it_was_reached_and_to_the_measurement_before(
    browser: Browser, whole_address: str, office: IntakeOffice, size: dict[str, int]
) -> None:
    walk = Walk(browser, whole_address, office, size)
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    unit = office.open_tasks(cycle, 3)[0].holder.unit_id
    assert unit
    office.play_to(cycle, 4)
    with office.work() as work:
        return_unit_data(work, office.person("kasubbag"), cycle, unit, "Mohon diperiksa.")
    (task,) = (task for task in office.open_tasks(cycle, 4) if task.holder.unit_id == unit)
    office.submit(task)
    office.answer()
    walk.go(office.person("kasubbag").person_id, f"/ukur/{cycle}")
    walk.see("ukur")
    walk.follow("Mengapa 100,00?")
    assert walk.heading == "Mengapa 100,00?"
    walk.unfold("Kebijakan dan skala")
    walk.unfold("Yang berubah")
    walk.see("mengapa")
    walk.follow("Pengukuran ke-1")
    expect(walk.page.get_by_text("Sudah ada pengukuran yang lebih baru")).to_be_visible()
    walk.see("mengapa-sebelumnya")
    walk.go(office.person("kasubbag").person_id, f"/lacak?kode={office.events(SubmissionReceived)[0].tracking_code}")
    expect(walk.page.get_by_text("digantikan oleh kiriman ke-2")).to_be_visible()
    walk.see("lacak")
    walk.page.fill("#kode", "7K3M-XXXX")
    walk.page.get_by_role("button", name="Lacak").click()
    walk.see("lacak-tidak-dikenal")
    assert walk.found == []
