"""A unit's XLSX form on its page, read by the real documents service: shown cell by cell, taken into the draft only."""

import io
import re
import zipfile
from uuid import UUID

import pytest

from services.documents.data_forms.writing import write_form
from services.documents.handlers.data_forms import _form
from services.intake.domain.cycle import Task
from services.intake.models import DraftRecord, SubmissionRecord
from services.intake.web.figures_file import DOWN
from shared.events.intake import DataFormatIssued
from tests.data_form_builder import Formula, filled
from tests.office_files_builder import bomb
from tests.visitors import SECRET, Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 3)[0]


def form_of(doors: Doors, task: Task, secret: str = SECRET) -> bytes:
    (event,) = doors.office.events(DataFormatIssued)
    form = next(form for form in event.forms if form.unit_id == task.holder.unit_id)
    return write_form(_form(event, form), secret)


def upload(visitor: Visitor, task: Task, content: bytes) -> tuple[int, str]:
    visitor.get(f"/tugas/{task.id}/isian")
    file = {"formulir": (io.BytesIO(content), "isian.xlsx")}
    answer = visitor.post(f"/tugas/{task.id}/isian/berkas", file, content_type="multipart/form-data")
    return answer.status_code, answer.text


def unit(doors: Doors, task: Task) -> Visitor:
    return doors.visitor().go_on_as(doors.office.holder(task))


def draft(doors: Doors, task: Task) -> dict[str, str]:
    with doors.database.read() as rows:
        found = rows.get(DraftRecord, task.id)
        return {name: text for name, text in (found.fields if found else {}).items() if text}


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+-IK[^"]*)" value="([^"]*)">', page))


@pytest.mark.usefixtures("documents")
def test_a_filled_in_form_is_shown_cell_by_cell_and_taken_into_the_draft(doors: Doors, task: Task) -> None:
    visitor = unit(doors, task)
    status, page = upload(visitor, task, filled(form_of(doors, task), I6="87,5", I7="87.5"))
    assert status == 200
    assert "87,5" in page
    assert "I7" in page
    assert "87,5 (delapan puluh tujuh koma lima) atau 875" in page
    assert draft(doors, task) == {}
    offered = hidden_fields(page)
    assert list(offered.values()) == ["87,5"]
    assert visitor.post(f"/tugas/{task.id}/isian/pakai", offered).status_code == 303
    assert draft(doors, task) == offered
    with doors.database.read() as rows:
        assert rows.query(SubmissionRecord).count() == 0


@pytest.mark.usefixtures("documents")
def test_what_is_not_this_unit_s_whole_form_is_refused_with_its_reason(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    other = doors.office.open_tasks(cycle_id, 3)[1]
    whole = form_of(doors, task)
    files = {
        "bukan untuk unit Anda": form_of(doors, other),
        "tidak cocok dengan yang kami terbitkan": form_of(doors, task, "rahasia orang lain yang cukup panjang"),
        "C6": filled(whole, C6="Indikator lain"),
        "I6": filled(whole, I6=Formula("=1+1")),
        "besar": bomb(),
        "XLSX": b"PK bukan zip",
    }
    visitor = unit(doors, task)
    for words, content in files.items():
        status, page = upload(visitor, task, content)
        assert words.lower() in page.lower(), words
        assert status in {200, 422}, words
    assert draft(doors, task) == {}


@pytest.mark.usefixtures("documents")
def test_a_macro_a_dtd_and_a_path_outside_are_refused(doors: Doors, task: Task) -> None:
    visitor = unit(doors, task)
    for name, content in (
        ("xl/vbaProject.bin", b"\xd0\xcf"),
        ("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        ("../../evil.xml", b"<a/>"),
    ):
        whole = io.BytesIO(form_of(doors, task))
        with zipfile.ZipFile(whole, "a") as archive:
            archive.writestr(name, content)
        status, page = upload(visitor, task, whole.getvalue())
        assert status == 422, name
        assert "govuk-error-summary" in page
        assert "root:" not in page
    assert draft(doors, task) == {}


def test_when_documents_does_not_answer_typing_and_sending_go_on(doors: Doors, task: Task) -> None:
    visitor = unit(doors, task)
    status, page = upload(visitor, task, form_of(doors, task))
    assert status == 503
    assert DOWN in page
    typed = doors.office.typed_figures(task)
    answer = visitor.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"})
    assert answer.status_code == 303
