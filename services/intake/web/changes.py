"""What changed between two revisions of a report: blocks word by word, figures, units without data."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.intake.models import MeasurementRecord, RevisionRecord
from services.intake.process.gaps import block_names
from services.intake.web.figures_shown import table_row
from services.intake.web.word_diff import word_diff
from shared.events.parts import MeasuredIndicator
from shared.events.wire import schema_of

_NOTHING = "–"


def changes_between(rows: Session, before: RevisionRecord, after: RevisionRecord) -> dict[str, Any]:
    """`blocks` with their marked texts, `figures` as rows of a table, `gaps` before and after (None when the same)."""
    return {
        "blocks": _blocks(rows, before, after),
        "figures": _figures(rows, before, after),
        "gaps": _gaps(rows, before, after),
    }


def _blocks(rows: Session, before: RevisionRecord, after: RevisionRecord) -> list[dict[str, Any]]:
    names = block_names(rows, after.cycle_id)
    old, new = _texts(before), _texts(after)
    titles = {block["id"]: block["title"] for block in (*before.blocks, *after.blocks)}
    found = []
    for block_id in dict.fromkeys((*new, *old)):
        texts = (old.get(block_id, ""), new.get(block_id, ""))
        if texts[0] != texts[1]:
            left, right = word_diff(*texts)
            found.append({"title": names.get(block_id, titles[block_id]), "old": left, "new": right})
    return found


def _texts(revision: RevisionRecord) -> Mapping[str, str]:
    return {str(block["id"]): str(block["text"]) for block in revision.blocks}


def _figures(rows: Session, before: RevisionRecord, after: RevisionRecord) -> list[list[str]]:
    old, new = _measured(rows, before), _measured(rows, after)
    changed = [code for code in dict.fromkeys((*new, *old)) if old.get(code) != new.get(code)]
    return [_change(old.get(code), new.get(code)) for code in changed]


def _measured(rows: Session, revision: RevisionRecord) -> Mapping[str, MeasuredIndicator]:
    measurement = rows.get_one(MeasurementRecord, revision.measurement_id)
    return {row.code: row for row in schema_of(MeasuredIndicator).load(measurement.rows, many=True)}


def _change(old: MeasuredIndicator | None, new: MeasuredIndicator | None) -> list[str]:
    told = new or old
    return [f"{told.indikator} ({told.unit})" if told else "", _words(old), _words(new)]


def _words(row: MeasuredIndicator | None) -> str:
    if row is None:
        return _NOTHING
    _, _, target, realisasi, capaian, words = table_row(row)
    return f"target {target}, realisasi {realisasi}, capaian {capaian} ({words})"


def _gaps(rows: Session, before: RevisionRecord, after: RevisionRecord) -> tuple[str, str] | None:
    old, new = (
        ", ".join(rows.get_one(MeasurementRecord, each.measurement_id).gaps) or "tidak ada" for each in (before, after)
    )
    return (old, new) if old != new else None
