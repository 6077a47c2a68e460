"""Findings and evaluation come with a measurement, and findings also before anything is sent."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.analysis.api import create_app
from services.analysis.consumers import CONSUMERS
from services.analysis.models import MeasurementRecord
from shared.clock import SystemClock
from shared.database import Database, migrate
from shared.delivery.consumer import Receiver
from shared.delivery.records import OutboxRecord
from shared.events.analysis import PerformanceMeasured
from shared.events.envelope import envelope_from_json, unwrap, wrap
from shared.events.intake import DataCollected, SubmissionReceived
from shared.events.methods import OfficeMethod, Reference
from shared.events.parts import IndicatorValue, UnitSubmission
from shared.events.wire import schema_of
from shared.tokens import issue

SECRET = "a secret of this test only, long enough"
UNIT, OFFICE, NAME = uuid4(), uuid4(), "Seksi Pelayanan (contoh)"


def value(**changed: Any) -> IndicatorValue:
    usual = IndicatorValue(
        code="IK-01",
        row=4,
        sasaran="Meningkatnya pelayanan",
        indikator="Indeks Kepuasan",
        satuan="Nilai",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        realisasi=Decimal("88.95"),
        provisional=False,
        reason=None,
        explanation="",
        supporting="Loket baru karena usulan warga.",
        evidence=1,
        last_value="86,10 (2024)",
    )
    return replace(usual, **changed)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate("analysis", database_url)
    database = Database(database_url)
    yield database
    database.dispose()


def measured(
    database: Database,
    *values: IndicatorValue,
    office: UUID = OFFICE,
    period: str = "2025",
    references: tuple[Reference, ...] = (),
    method: OfficeMethod | None = None,
) -> PerformanceMeasured:
    """What is told of a collection of these figures."""
    cycle = uuid4()
    receiver = Receiver(database, SystemClock(), CONSUMERS, handler_limit=timedelta(seconds=10))
    sent = SubmissionReceived(
        cycle_id=cycle,
        office_id=office,
        unit_id=UNIT,
        unit=NAME,
        number=1,
        submitted_at=datetime(2026, 2, 3, tzinfo=UTC),
        standing="pengumpulan",
        tracking_code="7K3M-Q2XA",
        values=values,
    )
    collected = DataCollected(
        cycle_id=cycle,
        office_id=office,
        run_id=uuid4(),
        collection=1,
        submissions=(UnitSubmission(unit_id=UNIT, unit=NAME, revision=1),),
        gaps=(),
        period=period,
        references=references,
        method=method,
    )
    for event in (sent, collected):
        receiver.receive(wrap(event).to_json())
    with database.read() as session:
        rows = session.scalars(select(OutboxRecord)).all()
        events = [unwrap(envelope_from_json(row.envelope)) for row in rows]
    (told,) = [each for each in events if isinstance(each, PerformanceMeasured) and each.cycle_id == cycle]
    return told


def test_a_measurement_names_what_is_worth_a_look_and_changes_no_figure(database: Database) -> None:
    told = measured(database, value(realisasi=Decimal(8895), evidence=0))
    assert [(each.kind, each.severity, each.unit, each.code, each.row, each.column) for each in told.findings] == [
        ("scale_slip", "check", NAME, "IK-01", 4, "realisasi"),
        ("no_evidence", "note", NAME, "IK-01", 4, "bukti"),
    ]
    assert (told.rows[0].realisasi, told.rows[0].capaian) == (Decimal(8895), Decimal("10495.58"))


def test_renstra_and_national_standard_are_put_into_the_analyses_that_named_their_lack(database: Database) -> None:
    def said(told: PerformanceMeasured) -> list[tuple[list[str], int]]:
        parts = [part for part in told.evaluation if part.analysis in {"renstra", "standar_nasional"}]
        return [([sentence.text for sentence in part.sentences], len(part.gaps)) for part in parts]

    assert said(measured(database, value())) == [([], 1), ([], 1)]
    held = Reference(code="IK-01", renstra_target=Decimal(90), renstra_year="2029", national_standard=Decimal("76.61"))
    away = (
        "Realisasi Indeks Kepuasan 88,95 Nilai; target akhir Renstra tahun 2029 90 Nilai belum tercapai, selisih 1,05"
    )
    better = "Realisasi Indeks Kepuasan 88,95 Nilai, lebih baik 12,34 Nilai daripada standar nasional 76,61"
    told = measured(database, value(), references=(held, replace(held, code="IK-09")))
    assert said(told) == [([f"{away} Nilai."], 0), ([f"{better} Nilai."], 0)]
    compared = [(each.against, each.year, each.difference, each.percent, each.is_better) for each in told.comparisons]
    assert compared == [
        ("tahun_sebelumnya", "2024", Decimal("2.85"), Decimal("3.31"), True),
        ("renstra", "2029", Decimal("-1.05"), Decimal("98.83"), False),
        ("standar_nasional", "", Decimal("12.34"), Decimal("116.11"), True),
    ]


def test_a_predicate_is_held_against_earlier_years_renstra_and_standard(database: Database) -> None:
    def graded(word: str, last_value: str = "") -> IndicatorValue:
        return value(target=None, target_text="BB", realisasi=None, realisasi_text=word, last_value=last_value)

    for period, word in (("2021", "CC"), ("2022", "CC"), ("2023", "B")):
        measured(database, graded(word), period=period)
    held = Reference(code="IK-01", renstra_text="A", renstra_year="2029", standard_text="B")
    told = measured(database, graded("BB", "CC (2024)"), references=(held,))
    assert sentences(told) == [
        "Realisasi Indeks Kepuasan naik 2 tingkat, dari CC (2024) ke BB (2025).",
        "Dibandingkan dengan tahun 2021, realisasi Indeks Kepuasan naik 2 tingkat, dari CC (2021) ke BB (2025).",
        "Realisasi Indeks Kepuasan adalah yang tertinggi dibandingkan dengan 4 tahun sebelumnya (CC sampai B).",
    ]
    assert sentences(told, "renstra") == [
        "Realisasi Indeks Kepuasan BB; target akhir Renstra tahun 2029 A belum tercapai, selisih 1 tingkat."
    ]
    assert sentences(told, "standar_nasional") == [
        "Realisasi Indeks Kepuasan BB, lebih baik 1 tingkat daripada standar nasional B."
    ]
    compared = [(each.against, each.year, each.word, str(each.difference), each.is_better) for each in told.comparisons]
    assert compared == [
        ("tahun_sebelumnya", "2024", "CC", "2", True),
        ("tahun_sebelumnya", "2023", "B", "1", True),
        ("tahun_sebelumnya", "2022", "CC", "2", True),
        ("tahun_sebelumnya", "2021", "CC", "2", True),
        ("renstra", "2029", "A", "-1", False),
        ("standar_nasional", "", "B", "1", True),
    ]
    yes = value(target=None, target_text="Ya", realisasi=None, realisasi_text="Ya", last_value="Belum (2024)")
    (spoken,) = sentences(measured(database, yes, office=uuid4()))
    assert spoken == "Realisasi Indeks Kepuasan berubah dari Belum (2024) menjadi Ya (2025), sesuai target."


def test_ordinary_figures_are_not_asked_about(database: Database) -> None:
    assert measured(database, value()).findings == ()


def test_a_measurement_carries_the_seven_analyses_of_each_sasaran(database: Database) -> None:
    told = measured(database, value(), value(code="IK-02", row=5, sasaran="Sasaran lain", last_value=""))
    assert [part.analysis for part in told.evaluation] == [
        *("target", "tahun_lalu", "renstra", "standar_nasional", "penyebab", "efisiensi", "program"),
    ] * 2
    years = told.evaluation[1]
    assert (
        years.sentences[0].text
        == "Realisasi Indeks Kepuasan naik dari 86,10 Nilai pada tahun 2024 menjadi 88,95 Nilai."
    )
    assert years.sentences[0].rests_on == ("IK-01.realisasi", "IK-01.2024.realisasi")
    causes = told.evaluation[4]
    assert (causes.sentences[0].words, causes.gaps) == ("Loket baru karena usulan warga.", ())
    assert told.evaluation[8].gaps == ("Realisasi tahun lalu belum tersedia: Indeks Kepuasan.",)


def test_a_measurement_is_kept_as_it_was_told(database: Database) -> None:
    told = measured(database, value(evidence=0))
    with database.read() as session:
        (kept,) = session.scalars(select(MeasurementRecord))
        assert [each["kind"] for each in kept.findings] == [each.kind for each in told.findings] == ["no_evidence"]
        assert len(kept.evaluation) == len(told.evaluation) == 7


def sentences(told: PerformanceMeasured, analysis: str = "tahun_lalu") -> list[str]:
    (part,) = [part for part in told.evaluation if part.analysis == analysis]
    return [each.text for each in part.sentences]


def test_a_measurement_is_held_against_the_years_before_it(database: Database) -> None:
    for period, realisasi in (("2022", "80"), ("2023", "82"), ("2024", "81")):
        measured(database, value(realisasi=Decimal(realisasi), last_value=""), period=period)
    told = measured(database, value(realisasi=Decimal("88.95"), last_value=""))
    assert sentences(told) == [
        "Realisasi Indeks Kepuasan naik dari 81 Nilai pada tahun 2024 menjadi 88,95 Nilai.",
        "Dibandingkan dengan tahun 2024, kinerja Indeks Kepuasan meningkat.",
        "Capaian Indeks Kepuasan naik dari 95,58 persen menjadi 104,96 persen.",
        (
            "Realisasi Indeks Kepuasan adalah yang tertinggi dibandingkan dengan 3 tahun sebelumnya"
            " (80 Nilai sampai 82 Nilai)."
        ),
    ]
    far = measured(database, value(realisasi=Decimal(120), last_value=""), period="2026")
    assert [each.kind for each in far.findings] == ["outlier"]


def test_no_office_is_held_against_another_and_no_year_against_a_later_one(database: Database) -> None:
    measured(database, value(realisasi=Decimal(80)), period="2024", office=uuid4())
    measured(database, value(realisasi=Decimal(80)), period="2026")
    assert sentences(measured(database, value(last_value=""))) == []


def test_of_a_year_that_was_measured_twice_the_last_counts(database: Database) -> None:
    for realisasi in ("70", "80"):
        measured(database, value(realisasi=Decimal(realisasi), last_value=""), period="2024")
    told = measured(database, value(last_value=""))
    assert sentences(told)[0] == "Realisasi Indeks Kepuasan naik dari 80 Nilai pada tahun 2024 menjadi 88,95 Nilai."


def test_a_message_from_before_findings_is_still_read() -> None:
    golden = Path("shared/events/golden/analysis.performance_measured.v1.json")
    message = json.loads(golden.read_text(encoding="utf-8"))
    for name in ("findings", "evaluation"):
        del message["data"][name]
    told = unwrap(envelope_from_json(message))
    assert isinstance(told, PerformanceMeasured)
    assert (told.findings, told.evaluation) == ((), ())


@pytest.fixture
def client(database: Database) -> FlaskClient:
    return create_app(database, SECRET).test_client()


def ask(client: FlaskClient, asked: Any) -> Any:
    return client.post("/findings", json=asked, headers={"Authorization": f"Bearer {issue(SECRET, 'analysis')}"})


def test_figures_that_are_not_sent_yet_are_looked_at(client: FlaskClient) -> None:
    typed = schema_of(IndicatorValue).dump([value(realisasi=Decimal("86.10"))], many=True)
    answer = ask(client, {"office_id": str(OFFICE), "period": "2025", "unit": NAME, "values": typed})
    (found,) = answer.json["findings"]
    assert (found["kind"], found["row"], found["column"]) == ("same_as_last_year", 4, "realisasi")
    assert found["sentence"].startswith("Realisasi 86,10 sama persis dengan realisasi tahun 2024.")


def test_what_is_not_sent_yet_is_held_against_earlier_years(client: FlaskClient, database: Database) -> None:
    measured(database, value(realisasi=Decimal("88.95")), period="2024")
    typed = schema_of(IndicatorValue).dump([value(last_value="")], many=True)
    for period, kinds in (("2025", ["same_as_last_year"]), ("2024", [])):
        answer = ask(client, {"office_id": str(OFFICE), "period": period, "unit": NAME, "values": typed})
        assert [each["kind"] for each in answer.json["findings"]] == kinds


@pytest.mark.parametrize("asked", [{}, [], {"values": [{"code": "x"}]}, {"values": "x"}, {"values": []}])
def test_a_question_of_another_shape_is_refused(client: FlaskClient, asked: Any) -> None:
    assert ask(client, asked).status_code == 400
