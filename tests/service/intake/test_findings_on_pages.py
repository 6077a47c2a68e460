"""What is worth a second look is shown before a unit sends and with the draft; it stops nobody."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from services.analysis.api import create_app as analysis_api
from services.intake.domain.cycle import Task, TaskState
from services.intake.models import CycleIndicatorRecord
from services.intake.process.revisions import content_now
from shared.database import Database
from shared.events.evaluated import (
    DataFinding,
    EvaluationPart,
    EvaluationSentence,
    FigureComparison,
    LeftOutMember,
    MeasuredAggregate,
)
from shared.events.intake import DataFormatIssued, LkjipRevised, SubmissionReceived
from tests.browsing import served
from tests.visitors import SECRET, Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)

AGAIN = "Mohon dilihat sekali lagi"
RISE = "Realisasi Indikator 1 naik dari 80% pada tahun 2024 menjadi 90%."


@pytest.fixture
def analysis(doors: Doors, migrated_database: Callable[[str], str]) -> Iterator[None]:
    with ExitStack() as ends:
        database = Database(migrated_database("analysis"))
        ends.callback(database.dispose)
        doors.app = doors.app_with(API_URL_ANALYSIS=ends.enter_context(served(analysis_api(database, SECRET))))
        yield


@pytest.fixture
def task(doors: Doors, cycle_id: UUID) -> Task:
    return doors.office.open_tasks(cycle_id, 3)[0]


def first_indicator(doors: Doors, cycle_id: UUID, task: Task, last_value: str) -> str:
    """The code of the unit's first indicator, of which the format now says this last value."""
    with doors.database.write() as rows:
        asked = select(CycleIndicatorRecord).where(
            CycleIndicatorRecord.cycle_id == cycle_id, CycleIndicatorRecord.unit_id == task.holder.unit_id
        )
        indicator = rows.scalars(asked.order_by(CycleIndicatorRecord.row)).first()
        assert indicator is not None
        indicator.last_value = last_value
        return indicator.code


def checked(doors: Doors, task: Task, realisasi: str) -> tuple[Visitor, str]:
    """A unit's person, and the check page of figures that are all this one."""
    visitor = doors.visitor().go_on_as(doors.office.holder(task))
    typed = doors.office.typed_figures(task, realisasi)
    visitor.get(f"/tugas/{task.id}/isian")
    answer = visitor.post(f"/tugas/{task.id}/isian", {**typed, "tindakan": "periksa"})
    return visitor, visitor.get(answer.location).text


@pytest.mark.usefixtures("analysis")
def test_a_slip_is_asked_about_before_sending_with_the_way_to_its_field(
    doors: Doors, cycle_id: UUID, task: Task
) -> None:
    code = first_indicator(doors, cycle_id, task, "87,5 (2024)")
    _, page = checked(doors, task, "885")
    assert AGAIN in page
    assert "Realisasi 885 sekitar 10 kali realisasi tahun lalu (87,5)." in page
    assert f'href="/tugas/{task.id}/isian#realisasi-{code}"' in page
    assert f'href="/tugas/{task.id}/isian#bukti-{code}"' in page


@pytest.mark.usefixtures("analysis")
def test_a_finding_stops_nobody_and_changes_nothing(doors: Doors, cycle_id: UUID, task: Task) -> None:
    first_indicator(doors, cycle_id, task, "87,5")
    visitor, page = checked(doors, task, "885")
    seal = re.search(r'name="isian" value="([^"]+)"', page)
    assert seal is not None
    assert visitor.post(f"/tugas/{task.id}/isian/kirim", {"isian": seal[1]}).status_code == 303
    assert doors.office.cycle(cycle_id).find(task.id)[1].state is TaskState.DONE
    (told,) = doors.office.events(SubmissionReceived)
    assert {value.realisasi for value in told.values if not value.realisasi_text} == {Decimal(885)}
    assert told.values[0].last_value == "87,5"


def test_without_analysis_the_page_says_so_and_figures_can_be_sent(doors: Doors, task: Task) -> None:
    _, page = checked(doors, task, "885")
    assert "Pemeriksaan otomatis sedang tidak tersedia. Data tetap dapat Anda kirim." in page
    assert "Kirim data" in page
    assert AGAIN not in page


def assessed(doors: Doors) -> UUID:
    """A draft whose measurement brought a finding and an evaluation."""
    doors.office.findings = (
        DataFinding(
            kind="scale_slip",
            severity="check",
            unit="Seksi Pemerintahan",
            code="IK-01",
            row=1,
            column="realisasi",
            sentence="Realisasi 885 sekitar 10 kali targetnya (88).",
        ),
    )
    doors.office.evaluation = (
        EvaluationPart(
            sasaran="Sasaran",
            analysis="tahun_lalu",
            sentences=(
                EvaluationSentence(template="tahun.naik", text=RISE, rests_on=("IK-01.realisasi",)),
                EvaluationSentence(
                    template="x", text="Menurut unit:", rests_on=("IK-01.penjelasan",), words="<b>Lok</b>"
                ),
            ),
            gaps=("Realisasi tahun lalu belum tersedia: Indikator 2.",),
        ),
    )
    cycle_id = doors.office.open_cycle("2024")
    doors.office.play_to(cycle_id, 4)
    return cycle_id


def test_the_draft_shows_findings_and_what_the_figures_say(doors: Doors) -> None:
    cycle_id = assessed(doors)
    task = doors.office.open_tasks(cycle_id, 4)[0]
    page = doors.visitor().go_on_as(doors.office.person("kasubbag")).get(f"/tugas/{task.id}/draf").text
    assert AGAIN in page
    assert "Realisasi 885 sekitar 10 kali targetnya (88)." in page
    assert RISE in page
    assert "&lt;b&gt;Lok&lt;/b&gt;" in page
    assert "Realisasi tahun lalu belum tersedia: Indikator 2." in page


def test_what_the_figures_say_is_part_of_the_content_and_goes_to_the_paper(doors: Doors) -> None:
    assessed(doors)
    told = doors.office.events(LkjipRevised)[-1]
    assert told.evaluation == doors.office.evaluation
    with doors.database.read() as rows:
        content = content_now(rows, doors.office.cycle(told.cycle_id))
    assert content is not None
    assert content.content_hash == told.content_hash != replace(content, evaluation=()).content_hash


def test_a_program_reads_the_findings_of_each_figure(doors: Doors) -> None:
    cycle_id = assessed(doors)
    board = doors.visitor().go_on_as(doors.office.person("kasubbag")).get(f"/siklus/{cycle_id}.json").json
    assert board is not None
    found = [each for row in board["measurements"] for each in row["findings"]]
    assert [(each["kind"], each["column"]) for each in found] == [("scale_slip", "realisasi")]


def test_the_results_are_held_against_earlier_years_renstra_and_standard(doors: Doors, cycle_id: UUID) -> None:
    unit = next(iter(doors.office.events(DataFormatIssued)[-1].forms)).unit
    held = FigureComparison(
        unit=unit,
        code="IK-01",
        against="tahun_sebelumnya",
        year="2024",
        value=Decimal(80),
        difference=Decimal(10),
        percent=Decimal("12.50"),
        reason=None,
        is_better=True,
    )
    doors.office.comparisons = (
        held,
        replace(held, against="renstra", year="2029", value=Decimal(95), difference=Decimal(-5), is_better=False),
        replace(held, against="standar_nasional", year="", value=Decimal(90), difference=Decimal(0), is_better=None),
        replace(held, word="BB", difference=Decimal(2), percent=None, has_levels=True),
        replace(held, year="2023", word="Belum", difference=Decimal(1), percent=None),
        replace(held, code="IK-99"),
    )
    doors.office.play_to(cycle_id, 4)
    shown = doors.visitor().go_on_as(doors.office.person("sekcam")).get(f"/ukur/{cycle_id}").text
    words = " ".join(re.sub("<[^>]+>", " ", shown).split())
    lines = [
        "Indikator 1 Tahun 2024 80 % +10 +12,50 Lebih baik",
        "Indikator 1 Target akhir Renstra 2029 95 % -5 12,50 Belum sebaik itu",
        "Indikator 1 Standar nasional 90 % 0 12,50 Sama",
        "Indikator 1 Tahun 2024 BB +2 tingkat – Lebih baik",
        "Indikator 1 Tahun 2023 Belum – – Lebih baik",
    ]
    assert " ".join(lines) in words
    told = doors.visitor().go_on_as(doors.office.person("sekcam")).get(f"/siklus/{cycle_id}.json").get_json()
    assert [(each["word"], each["difference"], each["has_levels"]) for each in told["comparisons"]][3:5] == [
        ("BB", "2", True),
        ("Belum", "1", False),
    ]


def test_what_the_figures_come_to_stands_with_them_and_in_the_report(doors: Doors, cycle_id: UUID) -> None:
    instansi = MeasuredAggregate(
        kind="instansi",
        name="",
        averaging="rata_rata",
        capaian=Decimal("98.20"),
        exact=Decimal("98.2"),
        predikat="Sangat Tinggi",
        counted=("Indikator 1 (Seksi)",),
        left_out=(LeftOutMember(name="Indikator 2 (Seksi)", reason="Target belum ditetapkan."),),
    )
    doors.office.aggregates = (replace(instansi, kind="sasaran", name="Sasaran"), instansi)
    doors.office.play_to(cycle_id, 4)
    reader = doors.visitor().go_on_as(doors.office.person("kasubbag"))
    task = doors.office.open_tasks(cycle_id, 4)[0]
    for page in (f"/ukur/{cycle_id}", f"/tugas/{task.id}/draf"):
        words = " ".join(re.sub("<[^>]+>", " ", reader.get(page).text).split())
        for name in ("Instansi", "Sasaran: Sasaran"):
            assert f"{name} 98,20 Mengapa 98,20? {name} Sangat Tinggi 1 dari 2" in words
        assert "Indikator 2 (Seksi): Target belum ditetapkan." in words
    told = reader.get(f"/siklus/{cycle_id}.json").json
    assert told is not None
    assert [each["capaian"] for each in told["aggregates"]] == ["98.20", "98.20"]
    assert doors.office.events(LkjipRevised)[-1].aggregates == doors.office.aggregates
