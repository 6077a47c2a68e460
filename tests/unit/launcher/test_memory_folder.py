"""Where a run of all tests keeps its files."""

from pathlib import Path

import pytest

from launcher.memory_folder import temporary_files_in_memory


@pytest.fixture(autouse=True)
def no_folder_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)


def test_files_are_kept_in_memory_where_there_is_room(tmp_path: Path) -> None:
    assert temporary_files_in_memory(tmp_path, room=1) == {"TMPDIR": str(tmp_path)}


def test_a_folder_with_too_little_room_is_left_alone(tmp_path: Path) -> None:
    assert temporary_files_in_memory(tmp_path, room=10**18) == {}


def test_a_machine_without_such_a_folder_uses_the_usual_one(tmp_path: Path) -> None:
    assert temporary_files_in_memory(tmp_path / "missing", room=1) == {}


def test_a_folder_that_somebody_chose_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert temporary_files_in_memory(tmp_path, room=1) == {}
