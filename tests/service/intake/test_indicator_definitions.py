"""What an indicator is, kept in versions: edited on its page, taken from a file, held against last year."""

import re
from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.domain.cycle import Task
from services.intake.indicator_details import is_in_effect
from services.intake.models import CycleIndicatorRecord, DataRequestRecord, IndicatorRecord
from services.intake.process.indicator_versions import versions_of
from services.intake.process.minta_data import indicators_of
from shared.events.intake import DataCollected
from shared.events.methods import Reference
from tests.office_workbooks import written
from tests.service.intake.test_asking_for_data import NEW, UNIT, upload
from tests.visitors import Doors, Visitor

DETAILS = {
    "frekuensi": "Triwulan",
    "penanggung_jawab": "Kepala Seksi (contoh)",
    "media": "Formulir survei",
    "tw1": "-",
    "tw4": "95,5",
    "cara_setahun": "nilai_terakhir",
    "target_renstra": "98",
    "tahun_renstra": "2029",
    "standar": "90,25",
    "sumber_standar": "Peraturan (contoh)",
    "bobot": "1",
    "berlaku_sejak": "2025-01-01",
    "berlaku_sampai": "",
    "policy_cap": "120",
    "policy_zero_target": "kantor",
}


def asking(doors: Doors, period: str) -> tuple[UUID, Task, Visitor]:
    cycle_id = doors.office.open_cycle(period)
    doors.office.play_to(cycle_id, 2)
    task = doors.office.open_tasks(cycle_id, 2)[0]
    return cycle_id, task, doors.visitor().go_on_as(doors.office.holder(task))


def kept(doors: Doors, cycle_id: UUID, code: str = "IK-01") -> CycleIndicatorRecord:
    with doors.database.read() as session:
        return next(row for row in indicators_of(session, cycle_id) if row.code == code)


def change(asker: Visitor, task: Task, **fields: str) -> Any:
    address = f"/tugas/{task.id}/format/indikator"
    asker.get(address)
    return asker.post(address, {**NEW, **DETAILS, "code": "IK-01", **fields})


def test_a_definition_is_kept_in_versions_and_a_cycle_stays_with_its_own(doors: Doors) -> None:
    first, task, asker = asking(doors, "2025")
    assert kept(doors, first).version == 1
    assert change(asker, task).status_code == 303
    assert change(asker, task).status_code == 303
    row = kept(doors, first)
    assert (row.version, row.policies, row.details["standard"]) == (2, {"cap": "120"}, "90,25")
    assert "tw1" not in row.details
    assert row.details["tw_summary"] == "nilai_terakhir"
    shown = asker.get(f"/tugas/{task.id}/format/indikator?code=IK-01").text
    assert all(f'value="{text}"' in shown for text in ("Triwulan", "2029", "2025-01-01"))
    assert "Versi definisi" in shown
    doors.office.play_out(first)
    second, task, asker = asking(doors, "2026")
    assert kept(doors, second).version == 2
    assert "Yang berubah dari tahun lalu" not in asker.get(f"/tugas/{task.id}/format").text
    assert change(asker, task, target="97", policy_cap="kantor").status_code == 303
    shown = asker.get(f"/tugas/{task.id}/format").text
    assert "Yang berubah dari tahun lalu (2)" in shown
    assert re.search(r"Batas atas capaian.*120 persen.*seperti kantor", shown, re.DOTALL)
    assert (kept(doors, first).version, kept(doors, second).version) == (2, 3)
    with doors.database.read() as session:
        versions = versions_of(session, doors.office.id, "IK-01")
    assert [(each.number, each.definition["target"]) for each in versions] == [(3, "97"), (2, "95,5"), (1, "84,75")]
    assert versions[0].made_by == doors.office.holder(task).name


def test_what_changes_after_the_format_was_issued_is_named(doors: Doors) -> None:
    cycle_id, task, asker = asking(doors, "2025")
    assert change(asker, task, target="91").status_code == 303
    with doors.database.write() as session:
        run = doors.office.run(cycle_id, 2)
        issued_at = doors.office.clock.now()
        session.add(
            DataRequestRecord(
                run_id=run.id, cycle_id=cycle_id, letter_number="", dated_on=None, message="", issued_at=issued_at
            )
        )
    assert "sejak format diterbitkan" not in asker.get(f"/tugas/{task.id}/format").text
    doors.office.clock.move(minutes=1)
    assert change(asker, task, target="92").status_code == 303
    shown = asker.get(f"/tugas/{task.id}/format").text
    assert "Yang berubah sejak format diterbitkan (1)" in shown
    assert re.search(r"Target<.*91<.*92<", shown, re.DOTALL)


def test_own_policy_renstra_standard_and_weight_of_an_indicator_go_with_the_collection(doors: Doors) -> None:
    cycle_id, task, asker = asking(doors, "2025")
    change(asker, task)
    doors.office.play_to(cycle_id, 4)
    collected = doors.office.events(DataCollected)[-1]
    assert collected.references == (
        Reference(
            code="IK-01",
            renstra_target=Decimal(98),
            renstra_year="2029",
            national_standard=Decimal("90.25"),
            standard_source="Peraturan (contoh)",
            weight=Decimal(1),
        ),
    )
    method = collected.method
    assert method is not None
    assert [(own.code, own.policy.cap) for own in method.own] == [("IK-01", Decimal(120))]
    assert method.policy.cap is None


def test_details_come_from_a_file_and_what_it_does_not_say_stays(doors: Doors) -> None:
    cycle_id, task, asker = asking(doors, "2025")
    change(asker, task)
    table: list[list[Any]] = [
        ["Kode", "Indikator", "Target", "Target TW I", "Standar Nasional", "Tahun Akhir Renstra"],
        ["IK-01", NEW["indikator"], "96", 91.5, "92,75", 2030],
    ]
    shown = upload(asker, task, written({"IKU": table}), UNIT)
    key = re.search(r'name="berkas" value="([^"]+)"', shown)
    assert key is not None
    asker.post(f"/tugas/{task.id}/format/pakai", {"berkas": key[1], "unit": UNIT})
    row = kept(doors, cycle_id)
    details = row.details
    assert (details["tw1"], details["standard"], details["renstra_year"]) == ("91,5", "92,75", "2030")
    assert (details["frequency"], row.policies, row.version) == ("Triwulan", {"cap": "120"}, 3)


def test_the_indicators_are_downloaded_and_read_back_unchanged(doors: Doors) -> None:
    cycle_id, task, asker = asking(doors, "2025")
    change(asker, task, rumus="=A1+B1", pembilang="-")
    with doors.database.read() as session:
        before = [(row.code, row.version) for row in indicators_of(session, cycle_id)]
    content = asker.client.get(f"/tugas/{task.id}/format/berkas.xlsx").data
    shown = upload(asker, task, content)
    key = re.search(r'name="berkas" value="([^"]+)"', shown)
    assert key is not None
    assert (shown.count("diubah"), shown.count("ditambah")) == (len(before), 0)
    assert asker.post(f"/tugas/{task.id}/format/pakai", {"berkas": key[1], "unit": ""}).status_code == 303
    with doors.database.read() as session:
        assert [(row.code, row.version) for row in indicators_of(session, cycle_id)] == before


def test_renstra_and_standard_may_be_a_predicate_or_a_yes(doors: Doors) -> None:
    cycle_id, task, asker = asking(doors, "2025")
    assert change(asker, task, target_renstra="BB", standar="Ya").status_code == 303
    doors.office.play_to(cycle_id, 4)
    (held,) = doors.office.events(DataCollected)[-1].references
    assert (held.renstra_target, held.renstra_text) == (None, "BB")
    assert (held.national_standard, held.standard_text) == (None, "Ya")


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("standar", "sembilan puluh", "standar-error"),
        ("tahun_renstra", "29", "arus tahun seperti 2029"),
        ("berlaku_sampai", "2024-12-31", "idak boleh sebelum tanggal mulai berlaku"),
        ("policy_cap", "90", "policy_cap-error"),
    ],
)
def test_a_detail_that_cannot_be_read_is_said_at_its_field_in_the_open_fold(
    doors: Doors, field: str, text: str, said: str
) -> None:
    _, task, asker = asking(doors, "2025")
    answer = change(asker, task, **{field: text})
    assert answer.status_code == 422
    assert said in answer.text
    assert '<details class="govuk-details" open>' in answer.text


def test_an_indicator_is_proposed_in_the_years_in_which_it_is_in_effect_and_kept_for_them(doors: Doors) -> None:
    first, task, asker = asking(doors, "2025")
    assert change(asker, task, berlaku_sejak="2025-07-01", berlaku_sampai="2025-12-31").status_code == 303
    assert "tidak berlaku dalam" not in asker.get(f"/tugas/{task.id}/format").text
    name = kept(doors, first).indikator
    doors.office.play_out(first)
    second, task, asker = asking(doors, "2026")
    with doors.database.read() as session:
        assert "IK-01" not in {row.code for row in indicators_of(session, second)}
    shown = asker.get(f"/tugas/{task.id}/format").text
    words = f"{name} (berlaku sejak 1 Juli 2025 sampai 31 Desember 2025)"
    assert f"Tidak diusulkan karena tidak berlaku dalam 2026: {words}." in unescape(shown)
    doors.office.play_out(second)
    with doors.database.read() as session:
        assert "IK-01" in set(session.scalars(select(IndicatorRecord.code)))


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        ("", "", True),
        ("2026-01-01", "", True),
        ("2026-12-31", "", True),
        ("2027-01-01", "", False),
        ("", "2026-01-01", True),
        ("", "2025-12-31", False),
        ("2024-01-01", "2028-12-31", True),
    ],
)
def test_what_holds_on_any_day_of_a_year_is_in_effect_in_it(first: str, last: str, *, holds: bool) -> None:
    assert is_in_effect({"valid_from": first, "valid_to": last}, "2026") is holds
