"""Any capaian can be asked "mengapa?": on its page, in the JSON of the cycle, and for every measurement there was."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import select

from services.intake.models import MeasurementRecord, SubmissionRecord, TaskFileRecord
from services.intake.process.managed_data import return_unit_data
from shared.events.evaluated import CountedMember, LeftOutMember, MeasuredAggregate
from shared.events.intake import DataCollected, LkjipRevised
from tests.visitors import Doors, Visitor

pytestmark = pytest.mark.cycle_at(3)


def as_(doors: Doors, role: str) -> Visitor:
    return doors.visitor().go_on_as(doors.office.person(role))


def with_evidence(doors: Doors, cycle_id: UUID) -> None:
    """A file behind the figure IK-01 of every unit, there before it is sent."""
    for task in doors.office.open_tasks(cycle_id, 3):
        with doors.database.write() as rows:
            rows.add(
                TaskFileRecord(
                    id=task.id,
                    task_id=task.id,
                    code="IK-01",
                    sha256=doors.store(b"proof"),
                    name="survei.pdf",
                    media_type="application/pdf",
                    size=5,
                    added_at=doors.office.clock.now(),
                    added_by=task.holder.person_id,
                )
            )


def test_the_page_says_inputs_sender_evidence_formula_policy_rounding_and_scale(doors: Doors, cycle_id: UUID) -> None:
    with_evidence(doors, cycle_id)
    doors.office.play_to(cycle_id, 4)
    visitor = as_(doors, "kasubbag")
    figures = visitor.get(f"/ukur/{cycle_id}").text
    assert f'href="/ukur/{cycle_id}/IK-01">Mengapa 100,00?' in figures
    page = visitor.get(f"/ukur/{cycle_id}/IK-01").text
    for told in (
        '<h1 class="govuk-heading-l">Mengapa 100,00?</h1>',
        "90 ÷ 90 × 100 = 100",
        "Realisasi ÷ Target × 100",
        'href="https://example.org/lkip"',
        "survei.pdf",
        "(kiriman ke-1)",
        "2 desimal, setengah ke atas",
        "Batas atas capaian",
        "Permendagri 54/2010",
        "Pengukuran pertama setelah pengumpulan data selesai.",
    ):
        assert told in page
    (task,) = doors.office.open_tasks(cycle_id, 4)
    assert f'href="/ukur/{cycle_id}/IK-01">Mengapa 100,00?' in visitor.get(f"/tugas/{task.id}/draf").text
    assert visitor.get(f"/ukur/{cycle_id}/IK-99").status_code == 404
    assert visitor.get(f"/ukur/{cycle_id}/IK-01?revisi=7").status_code == 404


def test_only_the_unit_itself_opens_its_evidence_and_every_unit_reads_how(doors: Doors, cycle_id: UUID) -> None:
    with_evidence(doors, cycle_id)
    units = [doors.office.holder(task) for task in doors.office.open_tasks(cycle_id, 3)]
    doors.office.play_to(cycle_id, 4)
    pages = [doors.visitor().go_on_as(unit).get(f"/ukur/{cycle_id}/IK-01").text for unit in units]
    assert all("survei.pdf" in page and "90 ÷ 90" in page for page in pages)
    assert sum("/berkas/" in page for page in pages) == 1


def test_data_sent_back_and_sent_again_make_a_measurement_that_says_so(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 4)
    office = doors.office
    with doors.database.read() as rows:
        sent = rows.scalars(select(SubmissionRecord).where(SubmissionRecord.cycle_id == cycle_id)).first()
        assert sent is not None
    with office.work() as work:
        return_unit_data(work, office.person("kasubbag"), cycle_id, sent.unit_id, "Mohon diperiksa.")
    (task,) = (task for task in office.open_tasks(cycle_id, 4) if task.holder.unit_id == sent.unit_id)
    office.submit(task)
    office.answer()
    assert office.events(DataCollected)[-1].why == f"Data {sent.unit_name} dikembalikan dan dikirim kembali."
    visitor = as_(doors, "camat")
    page = visitor.get(f"/ukur/{cycle_id}/IK-01").text
    assert f"Data {sent.unit_name} dikembalikan dan dikirim kembali." in page
    old = visitor.get(f"/ukur/{cycle_id}/IK-01?revisi=1").text
    assert "Sudah ada pengukuran yang lebih baru, yaitu ke-2." in old
    with doors.database.read() as rows:
        assert [each.revision for each in rows.scalars(select(MeasurementRecord))] == [1, 2]


def test_the_json_of_the_cycle_and_the_papers_carry_the_trace(doors: Doors, cycle_id: UUID) -> None:
    doors.office.play_to(cycle_id, 4)
    told = as_(doors, "kasubbag").get(f"/siklus/{cycle_id}.json").get_json()
    assert (told["measurement"]["revision"], told["measurement"]["why"]) == (1, "")
    row = told["measurements"][0]
    assert row["trace"]["formula"]["id"] == "R/T"
    assert row["trace"]["policy"]["rounding"] == "setengah_ke_atas"
    assert (row["submitted"]["number"], row["submitted"]["unit"]) == (1, row["unit"])
    event = doors.office.events(LkjipRevised)[-1]
    assert {source.unit for source in event.sources} == {row.unit for row in event.rows}
    assert event.rows[0].trace


def an_instansi() -> MeasuredAggregate:
    return MeasuredAggregate(
        kind="instansi",
        name="",
        averaging="berbobot",
        capaian=Decimal("97.50"),
        exact=Decimal("97.5"),
        predikat="Sangat Tinggi",
        counted=("Indikator 1 (Seksi)", "Sasaran satu"),
        left_out=(LeftOutMember(name="Indikator 2 (Seksi)", reason="Target belum ditetapkan.", code="IK-02"),),
        members=(
            CountedMember(
                name="Indikator 1 (Seksi)", capaian=Decimal(90), weight=Decimal(1), unit="Seksi", code="IK-01"
            ),
            CountedMember(name="Sasaran satu/dua & tiga", capaian=Decimal(100), weight=Decimal(3)),
        ),
        way="rata_rata_sasaran",
    )


def test_a_figure_of_several_says_members_weights_method_rounding_and_what_is_left_out(
    doors: Doors, cycle_id: UUID
) -> None:
    name = "Sasaran satu/dua & tiga"
    sasaran = replace(an_instansi(), kind="sasaran", name=name, capaian=None, exact=None, predikat=None, members=())
    doors.office.aggregates = (sasaran, an_instansi())
    doors.office.play_to(cycle_id, 4)
    visitor = as_(doors, "kasubbag")
    figures = visitor.get(f"/ukur/{cycle_id}").text
    assert f'href="/ukur/{cycle_id}/gabungan/instansi">Mengapa 97,50?' in figures
    page = visitor.get(f"/ukur/{cycle_id}/gabungan/instansi").text
    for told in (
        "Mengapa 97,50?",
        "Cara kantor: rata-rata capaian sasaran, masing-masing dengan jumlah bobot indikatornya yang terukur.",
        "(90 × 1 + 100 × 3) ÷ 4 = 97,5",
        "Dibulatkan ke 2 desimal (setengah ke atas): 97,50",
        f'href="/ukur/{cycle_id}/IK-01"',
        "Indikator 2 (Seksi): Target belum ditetapkan.",
        "Pengukuran pertama setelah pengumpulan data selesai.",
    ):
        assert told in page
    (link,) = re.findall(r'href="(/ukur/[^"]+/gabungan/sasaran[^"]*)"', page)
    of_sasaran = visitor.get(unescape(link)).text
    assert "Sasaran: Sasaran satu/dua &amp; tiga" in of_sasaran
    assert "Mengapa tidak dapat diukur?" in of_sasaran
    told = visitor.get(f"/siklus/{cycle_id}.json").get_json()["aggregates"][-1]
    assert (told["steps"][0], told["members"][1]["weight"]) == ("(90 × 1 + 100 × 3) ÷ 4 = 97,5", "3")
    for nowhere in ("sasaran", "sasaran?nama=lain", "x", "instansi?revisi=7"):
        assert visitor.get(f"/ukur/{cycle_id}/gabungan/{nowhere}").status_code == 404


def test_a_finished_cycle_says_on_its_board_what_the_instansi_came_to(doors: Doors, cycle_id: UUID) -> None:
    doors.office.aggregates = (an_instansi(),)
    doors.office.play_to(cycle_id, 4)
    visitor = as_(doors, "kasubbag")
    assert "Capaian instansi" not in visitor.get(f"/siklus/{cycle_id}").text
    doors.office.play_out(cycle_id)
    said = "Capaian instansi 97,50 persen (Sangat Tinggi), 2 dari 3 sasaran dihitung."
    link = f'<a class="govuk-link" href="/ukur/{cycle_id}/gabungan/instansi">Mengapa 97,50?</a>'
    assert f"{said} {link}" in visitor.get(f"/siklus/{cycle_id}").text


def test_a_figure_of_several_from_before_members_were_told_says_so(doors: Doors, cycle_id: UUID) -> None:
    doors.office.aggregates = (replace(an_instansi(), members=(), way=""),)
    doors.office.play_to(cycle_id, 4)
    page = as_(doors, "kasubbag").get(f"/ukur/{cycle_id}/gabungan/instansi").text
    assert "Hasilnya 97,50 persen, Sangat Tinggi." in page
    assert "Angka yang dihitung belum dicatat pada pengukuran ini." in page
