"""The process against the model of the cycle, and the model against processes with a planted bug."""

import ast
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from services.intake.consumers import CONSUMERS
from services.intake.domain.cycle import TaskState
from services.intake.domain.progress import Progress
from shared.database import Database, migrate
from tests import cycle_model, cycle_process
from tests.cycle_builder import SEED
from tests.cycle_model import CycleMachine
from tests.cycle_office import OfficeProcess
from tests.intake_office import office_for

Check = Callable[..., None]

ENOUGH, MOST = 12, 60
"""How many cycles are played where all is well, and at most until a planted bug is met."""

SAME_EACH_TIME = settings(
    stateful_step_count=30,
    phases=[Phase.generate],  # a found bug is shown as it was met: shrinking would take minutes of databases
    report_multiple_bugs=False,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run the machine over fresh offices of an SOP file; AssertionError when one does not do what the model says."""
    migrate("intake", f"sqlite:///{tmp_path / 'template.sqlite'}")
    copies: list[Path] = []

    def run(sop: Path = SEED, examples: int = MOST) -> None:
        def begin() -> OfficeProcess:
            copies.append(tmp_path / f"{len(copies)}.sqlite")
            shutil.copyfile(tmp_path / "template.sqlite", copies[-1])
            return OfficeProcess(Database(f"sqlite:///{copies[-1]}"), office_for(sop), CONSUMERS)

        machine = type("Machine", (CycleMachine,), {"begin": lambda _: begin()})
        run_state_machine_as_test(machine, settings=settings(SAME_EACH_TIME, max_examples=examples))

    return run


def test_the_process_does_what_the_table_says(check: Check) -> None:
    check(examples=ENOUGH)


def test_a_way_back_that_is_missing_is_found(check: Check, tmp_path: Path) -> None:
    sop = tmp_path / "without_a_way_back.yaml"
    way = "        - {label: Kembalikan ke Kasubbag, to: 4, returns: true}\n"
    assert way in SEED.read_text("utf-8")
    sop.write_text(SEED.read_text("utf-8").replace(way, "", 1), "utf-8")
    with pytest.raises(AssertionError, match="expected yes"):
        check(sop)


def test_a_gate_that_opens_one_unit_too_early_is_found(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Progress.go_on

    def off_by_one(self: Progress, run_id: UUID) -> None:
        still_open = [task.id for task in self.run(run_id).tasks if task.state is TaskState.OPEN]
        if len(still_open) == 1:
            self.hand_on(run_id)
        else:
            right(self, run_id)

    monkeypatch.setattr(Progress, "go_on", off_by_one)
    with pytest.raises(AssertionError):
        check()


def test_the_model_is_short_and_knows_nothing_of_the_process() -> None:
    """What it imports, directly and by its own parts, is no module of ours but the list of acts."""
    for module in (cycle_model, cycle_process):
        text = Path(module.__file__ or "").read_text("utf-8")
        imported = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {node.module for node in imported if isinstance(node, ast.ImportFrom)}
        assert names <= {"hypothesis.stateful", "hypothesis.strategies", "typing", "tests.cycle_process"}
        assert not any(isinstance(node, ast.Import) for node in imported)
        assert len(text.splitlines()) < 150
