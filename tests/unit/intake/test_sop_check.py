from pathlib import Path

import pytest

from services.intake.sop_check import main
from tests.sop_texts import SOUND, changed


def written(folder: Path, text: str) -> str:
    file = folder / "sop.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_sound_file_is_told_back_step_by_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([written(tmp_path, SOUND)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("sop.yaml: sah.\n")
    assert "pelaksana: kasubbag bersama camat; waktu: tidak disebut" in said
    assert "dimulai setelah langkah 2 dan 3 semuanya selesai" in said
    assert 'camat memilih "Tolak": kembali ke langkah 2' in said
    assert said.endswith("lalu: selesai\n")


def test_an_unsound_file_is_told_by_its_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([written(tmp_path, changed("performer: kasi\n", "performer: kasie\n"))]) == 1
    said = capsys.readouterr().err
    assert 'sop.yaml baris 20: langkah 2: performer: peran "kasie" tidak dikenal' in said
    assert "1 hal perlu diperbaiki" in said


def test_a_file_of_another_encoding_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sop.yaml"
    file.write_bytes(b"format: 1\nid: \xff\n")
    assert main([str(file)]) == 1
    assert "sop.yaml baris 2: berkas harus disimpan sebagai UTF-8" in capsys.readouterr().err


def test_a_missing_file_and_a_missing_name_end_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "tidak-ada.yaml")]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err
    assert main([]) == 2
    assert "Pemakaian" in capsys.readouterr().err
