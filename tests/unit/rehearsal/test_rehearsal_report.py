"""The report of a rehearsal: the shape that docs/rehearsal.schema.json promises, the same for the same play."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from launcher.options import PROJECT
from rehearsal.evidence import Document
from rehearsal.mailbox import Mail
from rehearsal.report import report_of, write_report

SCHEMA = json.loads((PROJECT / "docs" / "rehearsal.schema.json").read_text())


def run(step: int) -> dict[str, Any]:
    return {
        "step": step,
        "run": 1,
        "role": "camat",
        "state": "done",
        "started_at": "2026-02-02T02:00:00+00:00",
        "due_at": None,
        "completed_at": "2026-02-02T02:01:00+00:00",
        "overran": False,
        "returned": False,
    }


def mail(number: int, kind: str, to: str, step: int) -> Mail:
    return Mail(number, f"<{number}@x>", to, "Giliran Anda", kind, "c1", "t1", "camat", step, 1)


MAILS = [
    mail(1, "task_overran", "a@x.example", 1),
    mail(2, "task_opened", "b@x.example", 2),
    mail(3, "task_opened", "b@x.example", 1),
    mail(4, "task_opened", "a@x.example", 1),
]
BOARD = {
    "id": "c7bb936c-2262-5a8e-979e-2669b9d7f4ad",
    "period": "2025",
    "state": "ended",
    "sop": {"id": "sop", "version": 1, "nomor": None, "nama": "SOP"},
    "runs": [run(1), run(2)],
    "measurements": [
        {
            "unit": "Seksi A",
            "row": 1,
            "code": "IK-01",
            "indikator": "Nilai",
            "target": "84.75",
            "realisasi": None,
            "capaian": None,
            "capaian_exact": None,
            "predikat": None,
            "reason": "not_available",
        }
    ],
}


def test_a_written_report_has_the_promised_shape(tmp_path: Path) -> None:
    report = report_of(BOARD, MAILS, [Document("disposisi", "pdf", "documents/01-disposisi.pdf", "0" * 64)])
    write_report(report, tmp_path / "new" / "report.json")
    jsonschema.validate(json.loads((tmp_path / "new" / "report.json").read_text()), SCHEMA)


def test_mails_stand_in_the_same_order_however_they_arrived() -> None:
    mails = report_of(BOARD, MAILS, [])["mails"]
    assert mails == report_of(BOARD, MAILS[::-1], [])["mails"]
    assert [(each["step"], each["kind"], each["to"]) for each in mails] == [
        (1, "task_opened", "a@x.example"),
        (1, "task_opened", "b@x.example"),
        (1, "task_overran", "a@x.example"),
        (2, "task_opened", "b@x.example"),
    ]
