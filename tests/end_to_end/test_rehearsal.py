"""Whole cycles over HTTP and the mailbox, as `./kinerja rehearse` plays them."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pypdf import PdfReader

from launcher.options import PROJECT
from rehearsal.__main__ import play_on
from rehearsal.browser import Browser
from rehearsal.data_file import read_data_file
from rehearsal.office import make_office
from rehearsal.options import RehearsalOptions
from rehearsal.play import Plan
from rehearsal.stage import Stage, throwaway_stage
from shared.numbers import format_id
from tests.log_scan import complaints_of, used_in
from tests.signing_builder import poppler

pytestmark = pytest.mark.xdist_group("whole system")

DATA = Path(__file__).parent.parent / "data"
SCHEMA = json.loads((PROJECT / "docs" / "rehearsal.schema.json").read_text())
LIMIT_SECONDS = 240
ALL_KINDS = {
    "disposisi": 1,
    "surat_permintaan": 4,
    "formulir_data": 4,
    "lkjip_draft": 1,
    "lkjip_corrected": 1,
    "lkjip_signed": 1,
    "surat_pengantar": 1,
    "surat_pengantar_signed": 1,
}

Report = dict[str, Any]


class Theatre:
    """One system on which cycle after cycle is played, one a year."""

    def __init__(self, stage: Stage, rows: Any, folder: Path) -> None:
        self.stage = stage
        self._rows = rows
        self._folder = folder

    def play(self, period: str, **plan: int) -> tuple[Report, Path]:
        """The cycle of a year; it is played once, whoever asks for it first."""
        out = self._folder / period
        file = out / "report.json"
        if not file.exists():
            play_on(self.stage, Plan(self._rows, **plan), RehearsalOptions(json=file, period=period), out)
        return checked(file), out

    def told_in_logs(self) -> list[str]:
        """What the logs should not hold of all that was played so far."""
        office = json.loads((self._folder / "office.yaml").read_text())
        return complaints_of(self._folder / "data" / "logs", used_in(self.stage.mailbox, office))


def checked(file: Path) -> Report:
    report: Report = json.loads(file.read_text())
    jsonschema.validate(report, SCHEMA)
    return report


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """On SQLite and Valkey, with twenty indicators of three units."""
    folder = tmp_path_factory.mktemp("theatre")
    office = make_office(folder, read_data_file(DATA / "twenty_indicators.csv"), None)
    with throwaway_stage(office.file, folder, "sqlite") as stage:
        yield Theatre(stage, office.rows, folder)


def late_and_returned_once(theatre: Theatre) -> tuple[Report, Path]:
    return theatre.play("2026", late=5, returned=6)


def path_of(report: Report) -> list[int]:
    return [step["number"] for step in report["steps"]]


def told(report: Report, kind: str) -> list[tuple[str, int, int]]:
    return [(mail["role"], mail["step"], mail["run"]) for mail in report["mails"] if mail["kind"] == kind]


@pytest.mark.on_sqlite
def test_a_late_unit_is_told_and_kasubbag_too_and_a_draft_goes_back_once(theatre: Theatre) -> None:
    report, _ = theatre.play("2025", late=3, returned=5)
    assert path_of(report) == [1, 2, 3, 4, 5, 4, 5, 6, 7, 8]
    assert sorted(told(report, "task_overran")) == [("kasi_lurah", 3, 1), ("kasubbag", 3, 1)]
    assert told(report, "task_returned") == [("kasubbag", 4, 2)]
    assert [step["number"] for step in report["steps"] if step["returned"]] == [5]
    assert [step["number"] for step in report["steps"] if step["overran"]] == [3]


@pytest.mark.on_sqlite
def test_every_measured_figure_reads_the_same_on_page_on_paper_and_in_mail(theatre: Theatre) -> None:
    report, out = late_and_returned_once(theatre)
    assert path_of(report) == [1, 2, 3, 4, 5, 6, 5, 6, 7, 8]
    assert told(report, "task_overran") == [("sekcam", 5, 1)]
    figures = report["measurements"]
    assert [figure["row"] for figure in figures] == list(range(1, 21))
    assert any(figure["capaian"] is None for figure in figures)
    texts = {
        "page": page_text(theatre.stage, report["cycle"]["id"]),
        "paper": paper_text(out, report, "lkjip_corrected"),
        "mail": mail_text(theatre.stage, report["cycle"]["id"]),
    }
    for figure in figures:
        for name in ("realisasi", "capaian"):
            if figure[name] is not None:
                shown = format_id(Decimal(figure[name]))
                assert [where for where, text in texts.items() if shown not in words(text)] == [], figure
    together = "Dari pagu Rp248.500.000 terpakai Rp218.500.000, serapan 87,93 persen."
    assert together in " ".join(texts["paper"].split())


@pytest.mark.on_sqlite
def test_a_signed_paper_is_verified_one_flipped_byte_is_found_and_no_log_tells_of_anybody(theatre: Theatre) -> None:
    report, out = late_and_returned_once(theatre)
    for kind in ("lkjip_signed", "surat_pengantar_signed"):
        path = out / next(document["path"] for document in report["documents"] if document["kind"] == kind)
        content = path.read_bytes()
        assert "Signature is Valid" in pdfsig(path)
        assert "sah dan isinya tidak berubah" in verified(theatre.stage, content)
        flipped = bytearray(content)
        flipped[len(content) // 3] ^= 1
        broken = path.with_suffix(".broken.pdf")
        broken.write_bytes(flipped)
        assert "Signature is Valid" not in pdfsig(broken)
        assert "SUDAH BERUBAH" in verified(theatre.stage, bytes(flipped))
    assert theatre.told_in_logs() == []


def pdfsig(path: Path) -> str:
    return subprocess.run([poppler("pdfsig"), path], capture_output=True, text=True, check=False, timeout=60).stdout


def verified(stage: Stage, content: bytes) -> str:
    """What the public page says of a file."""
    browser = Browser(stage.address)
    page = browser.get("/verifikasi")
    form = next(form for form in page.forms if form.files)
    return browser.submit(page, form, {}, file=("berkas", "laporan.pdf", content)).body


def words(text: str) -> set[str]:
    return {word.strip("*;:()%") for word in text.split()} | {word.rstrip(".,*;:()%") for word in text.split()}


def page_text(stage: Stage, cycle: str) -> str:
    page = stage.players().watcher.get(f"/ukur/{cycle}").body
    return unescape(re.sub(r"<[^>]+>", " ", page))


def paper_text(out: Path, report: Report, kind: str) -> str:
    path = next(document["path"] for document in report["documents"] if document["kind"] == kind)
    return "\n".join(page.extract_text() for page in PdfReader(out / path).pages)


def mail_text(stage: Stage, cycle: str) -> str:
    asks = stage.mailbox.wait_for(
        "the mail that asks for a decision", lambda mail: (mail.cycle, mail.step) == (cycle, 5)
    )
    return stage.mailbox.text(asks)


def rehearse(tmp_path: Path, *options: str) -> Report:
    """The command itself, as a person types it."""
    file = tmp_path / "report.json"
    command = [sys.executable, "-P", "-m", "rehearsal", "--json", str(file), "--out", str(tmp_path), *options]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False, env=environment()
    )
    assert done.returncode == 0, done.stderr
    return checked(file)


def environment() -> dict[str, str]:
    """Its tests' addresses stay, so that PostgreSQL and Redis are those of the other tests."""
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


@pytest.mark.needs_postgresql
@pytest.mark.needs_redis
def test_the_seed_s_eight_steps_are_played_on_postgresql_and_redis(tmp_path: Path) -> None:
    report = rehearse(tmp_path, "--database", "postgresql")
    assert path_of(report) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (
        told(report, "task_opened").count(("sekcam", 6, 1)) == told(report, "task_opened").count(("camat", 6, 1)) == 1
    )
    assert Counter(document["kind"] for document in report["documents"]) == ALL_KINDS
    assert told(report, "task_overran") == []


@pytest.mark.on_sqlite
def test_a_sister_sop_with_a_fork_joins_and_no_time_is_played(tmp_path: Path) -> None:
    report = rehearse(tmp_path, "--sop", str(DATA / "sops" / "inspektorat-jabar-3.6.2013.yaml"), "--return", "5")
    assert sorted(path_of(report)) == [1, 2, 3, 4, 4, 5, 5, 6, 7]
    assert [step["number"] for step in report["steps"] if step["due_at"] is None] == [7]


@pytest.mark.on_sqlite
def test_a_sister_sop_with_several_holders_and_two_at_once_is_played(tmp_path: Path) -> None:
    report = rehearse(tmp_path, "--sop", str(DATA / "sops" / "dishub-jabar-2016.yaml"), "--return", "5")
    assert path_of(report) == [1, 2, 3, 4, 5, 4, 5, 6, 7]
    assert told(report, "task_opened").count(("bidang", 1, 1)) == 3
    assert {role for role, step, _ in told(report, "task_opened") if step == 6} == {"sekretaris", "arsiparis"}
