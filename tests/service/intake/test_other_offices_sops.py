"""SOPs of other offices run on rows without a change of code, also where they mix the kinds as ours never would."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.intake.domain.cycle import CycleState
from shared.database import Database
from shared.events import intake as events
from tests.intake_office import IntakeOffice, office_for

SOPS = Path(__file__).resolve().parents[2] / "data" / "sops"
HEAD = """\
format: 1
id: aneh
version: 1
subject: Laporan
head: {instansi: Kantor Contoh, nama: Pembuatan Laporan}
"""
ROLES = {"kepala": "Kepala", "sekretaris": "Sekretaris", "seksi": "{name: Seksi, several: true}"}

ONE_ROLE_FOR_ALL = """\
  - {number: 1, kind: perintah, activities: Memerintahkan, performer: kepala}
  - {number: 2, kind: susun, activities: Menyusun, performer: kepala}
  - {number: 3, kind: koreksi, activities: Mengoreksi, performer: kepala}
  - {number: 4, kind: tanda_tangan, activities: Menandatangani, performer: kepala}
"""
APPROVED_BEFORE_THE_DATA = """\
  - number: 1
    kind: persetujuan
    activities: Menyetujui format
    performer: kepala
    decision: {exits: [{label: Setuju, to: 2}, {label: Selesai saja, to: end}]}
  - {number: 2, kind: isi_data, activities: Mengisi, performer: seksi, waktu: 3 hari}
  - {number: 3, kind: susun, activities: Menyusun, performer: sekretaris}
  - {number: 4, kind: koreksi, activities: Mengoreksi, performer: sekretaris}
  - number: 5
    kind: persetujuan
    activities: Menyetujui
    performer: sekretaris
    decision: {exits: [{label: Setuju, to: end}, {label: Ulangi, to: 4, returns: true}]}
"""
DATA_ASKED_TWICE = """\
  - {number: 1, kind: isi_data, activities: Mengisi, performer: seksi, waktu: 3 hari}
  - number: 2
    kind: persetujuan
    activities: Menyetujui
    performer: kepala
    decision: {exits: [{label: Setuju, to: 3}, {label: Ulangi, to: 1, returns: true}]}
  - {number: 3, kind: isi_data, activities: Mengisi lagi, performer: seksi, waktu: 3 hari}
  - {number: 4, kind: susun, activities: Menyusun, performer: sekretaris}
"""
DATA_OF_A_POST_WITHOUT_A_UNIT = """\
  - {number: 1, kind: isi_data, activities: Mengisi, performer: sekretaris, waktu: 3 hari}
  - {number: 2, kind: kirim, activities: Mengirim, performer: kepala}
"""
DATA_CHECKED_IN_A_SECOND_TURN = """\
  - number: 1
    kind: isi_data
    activities: Mengisi dan memeriksa
    performers: [{role: seksi, turn: 1}, {role: sekretaris, turn: 2}]
    waktu: 3 hari
  - {number: 2, kind: kirim, activities: Mengirim, performer: kepala}
"""


@pytest.fixture
def office_of(migrated_database: Callable[[str], str]) -> Callable[[Path], IntakeOffice]:
    return lambda sop: IntakeOffice(Database(migrated_database("intake")), office_for(sop))


def written(tmp_path: Path, steps: str) -> Path:
    path = tmp_path / "sop.yaml"
    roles = "".join(f"  {role}: {said}\n" for role, said in ROLES.items() if role in steps)
    path.write_text(f"{HEAD}roles:\n{roles}steps:\n{steps}", encoding="utf-8")
    return path


@pytest.mark.parametrize("sop", sorted(SOPS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_sister_sops_run_through(sop: Path, office_of: Callable[[Path], IntakeOffice]) -> None:
    office = office_of(sop)
    cycle = office.play_out(office.open_cycle())
    assert cycle.state is CycleState.ENDED
    assert {run.step for run in cycle.runs} == {step.number for step in cycle.sop.steps}
    office.database.dispose()


@pytest.mark.parametrize(
    "steps",
    [
        ONE_ROLE_FOR_ALL,
        APPROVED_BEFORE_THE_DATA,
        DATA_ASKED_TWICE,
        DATA_OF_A_POST_WITHOUT_A_UNIT,
        DATA_CHECKED_IN_A_SECOND_TURN,
    ],
    ids=["one role", "approved before", "data twice", "no unit", "second turn"],
)
def test_an_unusual_sop_runs_through(steps: str, tmp_path: Path, office_of: Callable[[Path], IntakeOffice]) -> None:
    office = office_of(written(tmp_path, steps))
    cycle = office.play_out(office.open_cycle())
    assert cycle.state is CycleState.ENDED
    assert len(office.events(events.TaskCompleted)) == len(office.events(events.TaskOpened))
    office.database.dispose()
