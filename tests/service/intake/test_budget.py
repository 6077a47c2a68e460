"""An indicator with a pagu: the realisasi anggaran is asked for on the page and in the XLSX form, sent and shown."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from services.intake.domain.cycle import Task
from services.intake.handlers import take_in_measurement
from services.intake.process.minta_data import indicators_of
from shared.events.budgets import MeasuredBudget
from shared.events.intake import DataCollected, SubmissionReceived
from tests.data_form_builder import filled
from tests.service.intake.test_filling_in import codes_of, figures, send, unit
from tests.service.intake.test_filling_in_by_file import hidden_fields, upload
from tests.service.intake.test_triwulan import issued_again
from tests.visitors import Doors


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    """A unit's task whose first indicator has a pagu."""
    task = doors.office.open_tasks(cycle_id, 3)[0]
    with doors.database.write() as session:
        indicators_of(session, cycle_id, task.holder.unit_id)[0].details = {"pagu": "1.500.000"}
    return task


@pytest.mark.cycle_at(3)
def test_a_unit_says_what_was_spent_where_there_is_a_pagu(doors: Doors, task: Task) -> None:
    head, code = unit(doors, task), codes_of(doors, task)[0]
    form = head.get(f"/tugas/{task.id}/isian").text
    assert form.count("Realisasi anggaran (Rp)") == 1
    assert "Pagu Rp1.500.000. Kosongkan bila belum diketahui; nol ditulis 0." in form
    typed = figures(doors, task)
    wrong = head.post(f"/tugas/{task.id}/isian", {**typed, f"anggaran-{code}": "1500.5", "tindakan": "periksa"})
    assert wrong.status_code == 422
    assert "1500.5" in wrong.text
    check = head.get(head.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"}).location).text
    assert "belum diisi dari pagu Rp1.500.000" in check
    typed[f"anggaran-{code}"] = "Rp 1.200.000"
    check = head.get(head.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"}).location).text
    assert "Rp1.200.000 dari pagu Rp1.500.000" in check
    assert send(head, task, typed) == 303
    (told,) = doors.office.events(SubmissionReceived)
    money = {each.code: (each.pagu, each.spent) for each in told.values}
    assert money.pop(code) == (Decimal(1500000), Decimal(1200000))
    assert set(money.values()) <= {(None, None)}


@pytest.mark.cycle_at(3)
@pytest.mark.usefixtures("documents")
def test_it_comes_by_the_xlsx_form_too(doors: Doors, cycle_id: UUID, task: Task) -> None:
    head, code = unit(doors, task), codes_of(doors, task)[0]
    status, page = upload(head, task, filled(issued_again(doors, cycle_id, task), I6="1.200.000", J6="9"))
    assert status == 200
    assert hidden_fields(page) == {f"anggaran-{code}": "1.200.000", f"realisasi-{code}": "9"}


@pytest.mark.cycle_at(4)
def test_measured_money_stands_with_the_figures(doors: Doors, cycle_id: UUID) -> None:
    (event,) = doors.office.events(DataCollected)
    told = doors.office.measured(event)
    money = MeasuredBudget(
        pagu=Decimal(1500000),
        spent=Decimal(1200000),
        serapan=Decimal("80.00"),
        sisa=Decimal(300000),
        points=Decimal("20.00"),
        word="Efisien",
    )
    with doors.office.work() as work:
        take_in_measurement(work, replace(told, rows=(replace(told.rows[0], budget=money), *told.rows[1:])))
    task = doors.office.open_tasks(cycle_id, 4)[0]
    reader = doors.visitor().go_on_as(doors.office.holder(task))
    for address in (f"/tugas/{task.id}/draf", f"/ukur/{cycle_id}"):
        page = reader.get(address).text
        assert all(words in page for words in ("Rp1.500.000", "80,00", "Rp300.000", "Efisien (+20,00 poin)"))
    board = reader.get(f"/siklus/{cycle_id}.json").json
    assert board is not None
    assert [each["budget"] and each["budget"]["serapan"] for each in board["measurements"]][:2] == ["80.00", None]
