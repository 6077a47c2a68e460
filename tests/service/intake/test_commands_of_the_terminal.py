"""`./kinerja office` and `./kinerja admin` as a person types them, on a data folder that nothing has touched yet."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
MENTEBAH = PROJECT / "demo" / "kecamatan-mentebah.yaml"
ADMIN = ("admin", "create", "--office", "kecamatan-mentebah", "--name", "Ujang (contoh)")


def kinerja(data: Path, *arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "launcher", *map(str, arguments), "--data", str(data)]
    return subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_an_office_is_added_then_listed_then_gets_an_admin_once(tmp_path: Path) -> None:
    added = kinerja(tmp_path, "office", "add", MENTEBAH)
    assert (added.returncode, added.stdout) == (
        0,
        "Kecamatan Mentebah (kecamatan-mentebah): 8 jabatan, 4 unit, 11 indikator\n",
    )
    assert kinerja(tmp_path, "office", "list").stdout == "kecamatan-mentebah\tKecamatan Mentebah\n"
    account = {"KINERJA_ADMIN_EMAIL": "ujang@contoh.example", "KINERJA_ADMIN_PASSWORD": "cukup panjang"}
    assert kinerja(tmp_path, *ADMIN, **account).returncode == 0
    again = kinerja(tmp_path, *ADMIN, **account)
    assert (again.returncode, again.stderr) == (
        1,
        "Akun admin dengan alamat ujang@contoh.example sudah ada pada Kecamatan Mentebah.\n",
    )


def test_a_file_that_is_no_office_is_refused_whole(tmp_path: Path) -> None:
    wrong = tmp_path / "salah.yaml"
    wrong.write_text("code: kecil\nposts: []\n", encoding="utf-8")
    refused = kinerja(tmp_path / "data", "office", "add", MENTEBAH, wrong)
    assert refused.returncode == 1
    assert "salah.yaml: name: wajib diisi" in refused.stderr
    assert kinerja(tmp_path / "data", "office", "list").stdout == ""


def test_what_is_not_a_command_is_answered_with_what_is(tmp_path: Path) -> None:
    answered = kinerja(tmp_path, "office", "hapus")
    assert answered.returncode == 2
    assert "./kinerja office add" in answered.stderr
