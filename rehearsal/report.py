"""What a rehearsal reports as JSON (docs/rehearsal.schema.json)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rehearsal.evidence import OPENING_KINDS, Document
from rehearsal.mailbox import Mail

_RUN_FIELDS = ("run", "role", "started_at", "due_at", "completed_at", "overran", "returned")
_FIGURE_FIELDS = ("unit", "row", "indikator", "target", "realisasi", "capaian", "capaian_exact", "predikat", "reason")


def report_of(board: Mapping[str, Any], mails: list[Mail], documents: list[Document]) -> dict[str, Any]:
    """The report; instants in ISO 8601 UTC, decimals as strings, null where there is none."""
    return {
        "sop": board["sop"],
        "cycle": {"id": board["id"], "period": board["period"], "state": board["state"]},
        "steps": [{"number": run["step"]} | {name: run[name] for name in _RUN_FIELDS} for run in board["runs"]],
        "mails": [
            {
                "to": mail.to,
                "role": mail.role,
                "step": mail.step,
                "run": mail.run,
                "kind": mail.kind,
                "subject": mail.subject,
            }
            for mail in _in_order(board, mails)
        ],
        "documents": [asdict(document) for document in documents],
        "measurements": [{name: figure[name] for name in _FIGURE_FIELDS} for figure in board["measurements"]],
    }


def _in_order(board: Mapping[str, Any], mails: list[Mail]) -> list[Mail]:
    """By run, kind and recipient: mails that leave together arrive in any order, two reports shall agree."""
    places = {(run["step"], run["run"]): at for at, run in enumerate(board["runs"])}
    after_all = len(places)

    def place(mail: Mail) -> tuple[int, bool, str, str]:
        is_opening = mail.kind in OPENING_KINDS
        return places.get((mail.step or 0, mail.run or 0), after_all), not is_opening, mail.kind, mail.to

    return sorted(mails, key=place)


def write_report(report: Mapping[str, Any], file: Path) -> None:
    """Write the report, readable by people as well."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
