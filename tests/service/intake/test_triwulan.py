"""An indicator with triwulan targets: asked for on the page and in the XLSX form, sent, and shown once measured."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from services.documents.data_forms.writing import write_form
from services.documents.handlers.data_forms import _form
from services.intake.domain.cycle import Task
from services.intake.handlers import take_in_measurement
from services.intake.models import CycleIndicatorRecord
from services.intake.process.minta_data import _indicator, indicators_of
from shared.events.intake import DataCollected, DataFormatIssued, SubmissionReceived
from shared.events.periods import MeasuredTriwulan
from tests.data_form_builder import filled
from tests.service.intake.test_filling_in import codes_of, figures, send, unit
from tests.service.intake.test_filling_in_by_file import draft, hidden_fields, upload
from tests.visitors import SECRET, Doors

DETAILS = {"tw1": "10", "tw2": "20", "tw3": "30", "tw4": "40", "tw_summary": "jumlah"}


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    """A unit's task whose first indicator has triwulan targets."""
    task = doors.office.open_tasks(cycle_id, 3)[0]
    with doors.database.write() as session:
        row = indicators_of(session, cycle_id, task.holder.unit_id)[0]
        row.details = DETAILS
    return task


def first_code(doors: Doors, task: Task) -> str:
    return codes_of(doors, task)[0]


def of_triwulan(code: str, *texts: str) -> dict[str, str]:
    return {f"tw{at}-{code}": text for at, text in enumerate(texts, start=1)}


@pytest.mark.cycle_at(3)
def test_a_unit_fills_the_four_and_the_year_follows(doors: Doors, task: Task) -> None:
    head, code = unit(doors, task), first_code(doors, task)
    form = head.get(f"/tugas/{task.id}/isian").text
    assert form.count("Realisasi triwulan") == 1
    assert all(words in form for words in ("TW IV", "Target 40", "Realisasi setahun", "jumlah semua triwulan"))
    others = {name: text for name, text in figures(doors, task).items() if name != f"realisasi-{code}"}
    typed = others | of_triwulan(code, "9", "21", "30,5", "40")
    wrong = head.post(f"/tugas/{task.id}/isian", {**typed, f"realisasi-{code}": "99", "tindakan": "periksa"})
    assert wrong.status_code == 422
    assert "di sini 99, sedangkan dari triwulan (jumlah semua triwulan) 100,5" in wrong.text
    half = head.post(f"/tugas/{task.id}/isian", {**typed, f"tw3-{code}": "", "tindakan": "periksa"})
    assert "Isi realisasi TW III." in half.text
    answer = head.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"})
    check = head.get(answer.location).text
    assert "TW I: 9; TW II: 21; TW III: 30,5; TW IV: 40" in check
    assert "seratus koma lima" in check
    assert send(head, task, typed) == 303
    (told,) = doors.office.events(SubmissionReceived)
    value = next(each for each in told.values if each.code == code)
    assert (value.realisasi, value.summary) == (Decimal("100.5"), "jumlah")
    assert [each.realisasi for each in value.triwulan] == [9, 21, Decimal("30.5"), 40]
    assert all(each.triwulan == () for each in told.values if each.code != code)


@pytest.mark.cycle_at(3)
@pytest.mark.usefixtures("documents")
def test_triwulan_come_by_the_xlsx_form_too(doors: Doors, cycle_id: UUID, task: Task) -> None:
    head, code = unit(doors, task), first_code(doors, task)
    status, page = upload(head, task, filled(issued_again(doors, cycle_id, task), I6="9", J6="21", K6="30.5", L6="40"))
    assert status == 200
    assert "Realisasi TW I<" in page
    assert "30,5 (tiga puluh koma lima) atau 305" in page
    offered = hidden_fields(page)
    assert offered == {f"tw1-{code}": "9", f"tw2-{code}": "21", f"tw4-{code}": "40"}
    assert head.post(f"/tugas/{task.id}/isian/pakai", offered).status_code == 303
    assert draft(doors, task) == offered


def issued_again(doors: Doors, cycle_id: UUID, task: Task) -> bytes:
    """The unit's form with what the cycle asks for now."""
    (event,) = doors.office.events(DataFormatIssued)
    form = next(form for form in event.forms if form.unit_id == task.holder.unit_id)
    with doors.database.read() as session:
        asked: list[CycleIndicatorRecord] = indicators_of(session, cycle_id, task.holder.unit_id)
        now = replace(form, indicators=tuple(_indicator(row) for row in asked))
    return write_form(_form(event, now), SECRET)


@pytest.mark.cycle_at(4)
def test_measured_triwulan_are_on_the_page_of_the_draft_and_in_the_figures(doors: Doors, cycle_id: UUID) -> None:
    (event,) = doors.office.events(DataCollected)
    told = doors.office.measured(event)
    quarters = (
        MeasuredTriwulan(number=1, target=Decimal(20), realisasi=Decimal(15), capaian=Decimal("75.00")),
        MeasuredTriwulan(number=2, target=Decimal(40), realisasi=None, capaian=None, reason="not_available"),
    )
    rows = (replace(told.rows[0], triwulan=quarters, summary="jumlah"), *told.rows[1:])
    with doors.office.work() as work:
        take_in_measurement(work, replace(told, rows=rows))
    task = doors.office.open_tasks(cycle_id, 4)[0]
    reader = doors.visitor().go_on_as(doors.office.holder(task))
    for address in (f"/tugas/{task.id}/draf", f"/ukur/{cycle_id}"):
        page = " ".join(reader.get(address).text.split())
        assert page.count("Capaian triwulan") >= 1
        assert "75,00" in page
        assert "belum ada" in page
