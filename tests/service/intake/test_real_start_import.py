"""`./kinerja office import`: told before it is done, all or nothing."""

from pathlib import Path

import pytest

from services.intake.office import main
from tests.office_workbooks import demo_content, written


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("INTAKE", "ANALYSIS", "DOCUMENTS", "NOTIFY"):
        monkeypatch.setenv(f"KINERJA_DATABASE_URL_{name}", f"sqlite:///{tmp_path / 'kinerja.sqlite'}")
        monkeypatch.setenv(f"KINERJA_API_URL_{name}", "http://127.0.0.1:1")
    monkeypatch.setenv("KINERJA_MODE", "production")
    monkeypatch.setenv("KINERJA_DATA", str(tmp_path))
    monkeypatch.setenv("KINERJA_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("KINERJA_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("KINERJA_SECRET_KEY", "a secret of the tests that is long enough")
    path = tmp_path / "kantor.xlsx"
    path.write_bytes(written(demo_content()))
    return path


def test_a_dry_run_tells_everything_and_keeps_nothing_then_the_import_keeps_it_all(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["import", str(workbook)]) == 0
        told = capsys.readouterr().out
        assert "Ditambah (42):" in told
        assert "  Jabatan: Camat Mentebah\n" in told
        assert "Belum ada yang disimpan." in told
        assert main(["list"]) == 0
        assert capsys.readouterr().out == ""
    assert main(["import", str(workbook), "--simpan"]) == 0
    assert "Sudah disimpan." in capsys.readouterr().out
    assert main(["import", str(workbook)]) == 0
    assert (
        "Kecamatan Mentebah (kecamatan-mentebah)\n\nTetap: 33\n\nTidak ada yang berubah.\n" in capsys.readouterr().out
    )


def test_a_changed_workbook_tells_what_was_and_what_will_be(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(workbook), "--simpan"])
    capsys.readouterr()
    content = demo_content()
    content["Indikator"][1][6] = 85
    content["Orang"][1][3] = "camat.baru@mentebah.contoh.example"
    content["Jabatan"][8][3] = "Ratna Dewi (contoh)"
    del content["Indikator"][-1]
    workbook.write_bytes(written(content))
    assert main(["import", str(workbook)]) == 0
    told = capsys.readouterr().out
    assert "  Indikator: IK-01: target “84,75” menjadi “85”\n" in told
    assert "e-mail “camat@mentebah.contoh.example” menjadi “camat.baru@mentebah.contoh.example”" in told
    assert "Staf Subbagian Keuangan dan Program: dipegang Ratna Dewi (contoh) sejak" in told
    assert "Tidak disebut di berkas, tetap ada (1):\n  Indikator: IK-11\n" in told


def test_an_unsound_workbook_and_a_file_that_is_none_are_refused_with_the_reason(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = demo_content()
    content["Orang"][1][3] = "bukan alamat"
    workbook.write_bytes(written(content))
    assert main(["import", str(workbook), "--simpan"]) == 1
    assert "kantor.xlsx: Lembar Orang, sel D2: E-mail: bukan alamat e-mail" in capsys.readouterr().err
    workbook.write_bytes(b"PK not a workbook")
    assert main(["import", str(workbook), "--simpan"]) == 1
    assert main(["import", str(workbook.with_name("tidak-ada.xlsx"))]) == 2
    capsys.readouterr()
    assert main(["list"]) == 0
    assert capsys.readouterr().out == ""


def test_a_template_is_written_once_and_never_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kosong.xlsx"
    assert main(["template", str(path)]) == 0
    before = path.read_bytes()
    assert main(["template", str(path)]) == 1
    assert path.read_bytes() == before
    assert main(["template", str(tmp_path / "lain.xlsx"), "tidak-ada.yaml"]) == 2
    assert main(["impor", str(path)]) == 2
    assert "./kinerja office import" in capsys.readouterr().err
