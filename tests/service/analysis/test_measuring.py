"""Figures that arrive in any order are measured exactly once, at the revisions that were collected."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.analysis.consumers import CONSUMERS
from services.analysis.models import MeasurementRecord
from shared.clock import SystemClock
from shared.database import Database, migrate
from shared.delivery.consumer import Receiver
from shared.delivery.records import InboxRecord, OutboxRecord
from shared.events.analysis import PerformanceMeasured
from shared.events.envelope import wrap
from shared.events.intake import DataCollected, SubmissionReceived
from shared.events.methods import OfficeMethod, OwnPolicy
from shared.events.parts import IndicatorValue, UnitSubmission
from shared.events.periods import TriwulanFigure
from shared.events.traces import PolicyUsed, Trace
from shared.events.wire import schema_of
from shared.trace_steps import steps_of

CYCLE, UNIT, OFFICE = uuid4(), uuid4(), uuid4()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    migrate("analysis", database_url)
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def receiver(database: Database) -> Receiver:
    return Receiver(database, SystemClock(), CONSUMERS, handler_limit=timedelta(seconds=10))


def submission(realisasi: str, number: int) -> SubmissionReceived:
    value = IndicatorValue(
        code="IKU-1",
        row=1,
        sasaran="Meningkatnya pelayanan masyarakat",
        indikator="Hasil Indeks Kepuasan Masyarakat",
        satuan="Nilai",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        realisasi=Decimal(realisasi),
        provisional=False,
        reason=None,
        explanation="",
    )
    return SubmissionReceived(
        cycle_id=CYCLE,
        office_id=OFFICE,
        unit_id=UNIT,
        unit="Seksi Pelayanan (contoh)",
        number=number,
        submitted_at=datetime(2026, 2, 3, tzinfo=UTC),
        standing="pengumpulan",
        tracking_code="7K3M-Q2XA",
        values=(value,),
    )


def collection(revision: int, number: int = 1) -> DataCollected:
    return DataCollected(
        cycle_id=CYCLE,
        office_id=OFFICE,
        run_id=uuid4(),
        collection=number,
        submissions=(UnitSubmission(unit_id=UNIT, unit="Seksi Pelayanan (contoh)", revision=revision),),
        gaps=(),
    )


def measured(database: Database) -> list[dict[str, Any]]:
    with database.read() as session:
        return [row.envelope["data"] for row in session.scalars(select(OutboxRecord).order_by(OutboxRecord.revision))]


def inbox_states(database: Database) -> dict[UUID, str]:
    with database.read() as session:
        return {row.event_id: row.state for row in session.scalars(select(InboxRecord))}


def test_a_collection_is_measured_with_its_formula_and_put_into_words(database: Database, receiver: Receiver) -> None:
    receiver.receive(wrap(submission("88.95", 1)).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    (told,) = measured(database)
    (row,) = told["rows"]
    assert (row["target"], row["realisasi"], row["capaian"], row["predikat"]) == (
        "84.75",
        "88.95",
        "104.96",
        "Sangat Tinggi",
    )
    assert row["capaian_exact"].startswith("104.9557522123893805309734")


def method(cap: str | None = "100") -> OfficeMethod:
    policy = PolicyUsed(
        zero_target="tidak_diukur",
        zero_realisasi="tidak_diukur",
        negative="apa_adanya",
        limit="lulus",
        cap=Decimal(cap) if cap else None,
        places=1,
        rounding="dipotong",
    )
    own = OwnPolicy(code="IKU-1", policy=replace(policy, cap=None))
    return OfficeMethod(scale="pringsewu", policy=policy, own=(own,) if cap == "120" else ())


@pytest.mark.parametrize(
    ("cap", "expected"), [("100", ("100.0", "Tercapai")), (None, ("104.9", "Tercapai")), ("120", ("104.9", "Tercapai"))]
)
def test_a_collection_is_measured_by_the_scale_and_policies_it_brings(
    database: Database, receiver: Receiver, cap: str | None, expected: tuple[str, str]
) -> None:
    receiver.receive(wrap(submission("88.95", 1)).to_json())
    receiver.receive(wrap(replace(collection(1), method=method(cap))).to_json())
    (told,) = measured(database)
    (row,) = told["rows"]
    assert (row["capaian"], row["predikat"]) == expected
    assert (told["scale"], row["trace"]["scale"]["id"]) == ("pringsewu", "pringsewu")
    assert row["trace"]["policy"]["cap"] == ("100" if cap == "100" else None)
    assert row["capaian_exact"].startswith("104.95575")


def test_a_collection_that_overtakes_its_figures_waits_for_them(database: Database, receiver: Receiver) -> None:
    early = wrap(collection(1))
    receiver.receive(early.to_json())
    assert measured(database) == []
    assert inbox_states(database)[early.id] == "parked"
    receiver.receive(wrap(submission("88.95", 1)).to_json())
    receiver.attempt(early.id, "measure_collection")
    assert len(measured(database)) == 1


def test_a_collection_is_measured_at_the_revision_it_names_even_when_a_newer_one_is_here(
    database: Database, receiver: Receiver
) -> None:
    for number, realisasi in ((1, "88.95"), (2, "10")):
        receiver.receive(wrap(submission(realisasi, number)).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    assert measured(database)[0]["rows"][0]["realisasi"] == "88.95"


def test_a_second_collection_gives_a_new_measurement_and_leaves_the_first_as_it_was(
    database: Database, receiver: Receiver
) -> None:
    for number, realisasi in ((1, "88.95"), (2, "10")):
        receiver.receive(wrap(submission(realisasi, number)).to_json())
        receiver.receive(wrap(collection(number, number)).to_json())
    assert [told["measurement_revision"] for told in measured(database)] == [1, 2]
    assert [told["rows"][0]["realisasi"] for told in measured(database)] == ["88.95", "10"]


def kept(database: Database) -> list[MeasurementRecord]:
    with database.read() as session:
        records = list(session.scalars(select(MeasurementRecord).order_by(MeasurementRecord.revision)))
        session.expunge_all()
        return records


def test_a_new_measurement_says_what_changed_and_the_old_one_keeps_its_trace(
    database: Database, receiver: Receiver
) -> None:
    receiver.receive(wrap(submission("88.95", 1)).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    (first,) = kept(database)
    receiver.receive(wrap(submission("10", 2)).to_json())
    late = replace(collection(2, 2), why="Data susulan Seksi Pelayanan (contoh) dipakai.")
    receiver.receive(wrap(late).to_json())
    receiver.receive(wrap(collection(2, 3)).to_json())
    before, after, again = kept(database)
    assert (before.why, before.traces) == ("", first.traces)
    assert after.why == (
        "Data susulan Seksi Pelayanan (contoh) dipakai."
        " IKU-1 (Seksi Pelayanan (contoh)): realisasi 88,95 menjadi 10, capaian 104,96 menjadi 11,80,"
        " predikat Sangat Tinggi menjadi Sangat Rendah."
    )
    assert again.why == "Data dikumpulkan sekali lagi. Tidak ada angka yang berubah."
    assert (again.traces, again.rows) == (after.traces, after.rows)
    assert [json.loads(trace) for trace in before.traces] == [row["trace"] for row in measured(database)[0]["rows"]]


def test_what_is_told_says_how_and_why_it_was_measured(database: Database, receiver: Receiver) -> None:
    for number, realisasi in ((1, "88.95"), (2, "10")):
        receiver.receive(wrap(submission(realisasi, number)).to_json())
        receiver.receive(wrap(replace(collection(number, number), why=f"Sebab {number}.")).to_json())
    first, second = measured(database)
    assert (first["why"], first["changes"], first["submissions"][0]["revision"]) == ("", [], 1)
    assert (second["why"], second["submissions"][0]["revision"]) == ("Sebab 2.", 2)
    assert second["changes"][0].startswith("IKU-1 (Seksi Pelayanan (contoh)): realisasi 88,95 menjadi 10")
    (trace,) = (row["trace"] for row in first["rows"])
    assert trace["formula"]["source"].startswith("LKIP Inspektorat")
    assert steps_of(schema_of(Trace).load(trace))[0] == "88,95 ÷ 84,75 × 100 = 104,955752…"
    assert trace["scale"]["classes"][-1] == {"predikat": "Sangat Rendah", "bound": None, "is_inclusive": False}


def test_a_measurement_told_before_there_were_traces_still_loads(database: Database, receiver: Receiver) -> None:
    receiver.receive(wrap(submission("88.95", 1)).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    (told,) = measured(database)
    for name in ("why", "changes", "submissions"):
        del told[name]
    del told["rows"][0]["trace"]
    old = schema_of(PerformanceMeasured).load(told)
    assert (old.why, old.submissions, old.rows[0].trace) == ("", (), None)


def by_triwulan(summary: str, year: str, *realisasi: str | None) -> SubmissionReceived:
    figures = tuple(
        TriwulanFigure(number=at, target=Decimal(20 * at), realisasi=None if text is None else Decimal(text))
        for at, text in enumerate(realisasi, start=1)
    )
    sent = submission(year, 1)
    return replace(sent, values=(replace(sent.values[0], triwulan=figures, summary=summary),))


def test_a_year_from_triwulan_is_measured_with_each_of_them_and_says_how_it_came_about(
    database: Database, receiver: Receiver
) -> None:
    receiver.receive(wrap(by_triwulan("kumulatif", "80", "15", "44", "40", "80")).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    (told,) = measured(database)
    (row,) = told["rows"]
    assert (row["capaian"], row["summary"]) == ("94.40", "kumulatif")
    assert [each["capaian"] for each in row["triwulan"]] == ["75.00", "110.00", "66.67", "100.00"]
    steps = steps_of(schema_of(Trace).load(row["trace"]))
    assert steps[0] == "Realisasi setahun: kumulatif, yaitu nilai triwulan terakhir, TW IV 80"
    assert {(each["kind"], each["column"]) for each in told["findings"]} >= {("triwulan_falling", "tw3")}


def test_a_triwulan_that_is_missing_is_named_and_the_year_stands_as_it_was_sent(
    database: Database, receiver: Receiver
) -> None:
    receiver.receive(wrap(by_triwulan("jumlah", "84.75", "15", None, "40", None)).to_json())
    receiver.receive(wrap(collection(1)).to_json())
    (told,) = measured(database)
    (row,) = told["rows"]
    assert row["capaian"] == "100.00"
    assert (row["triwulan"][1]["capaian"], row["triwulan"][1]["reason"]) == (None, "not_available")
    assert row["trace"]["realisasi"]["kind"] == "number"
    (found,) = (each for each in told["findings"] if each["kind"] == "triwulan_missing")
    assert found["column"] == "tw2"
    assert found["sentence"].startswith("Realisasi TW II dan TW IV belum ada")
