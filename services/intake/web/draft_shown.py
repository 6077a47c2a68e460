"""What the pages of a draft show: figures with their charts, narrative blocks, the papers of the present content."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.cycle import Cycle
from services.intake.models import BlockNoteRecord, BlockRecord, PaperRecord, PersonRecord
from services.intake.process.corrections import COPY
from services.intake.process.gaps import open_notes, report_blocks, sasaran_of
from services.intake.process.revisions import latest_revision
from services.intake.web.figures_shown import by_sasaran
from services.intake.web.triwulan_shown import triwulan_rows
from shared.charts import Bar, capaian_chart
from shared.dates import format_moment
from shared.events.parts import MeasuredIndicator

_REPORTS = ("lkjip_draft", "lkjip_corrected", "lkjip_approved")
_BARS_OF_A_CHART = 12


def anchor_of(block_id: str) -> str:
    """A block's id as it may stand in an address and in a field's name."""
    return block_id.replace(":", "-")


def figures_shown(rows: Iterable[MeasuredIndicator], cycle_id: UUID) -> list[dict[str, Any]]:
    """Each sasaran with its table and the charts of the same figures."""
    measured = list(rows)
    return [
        {
            "number": number,
            "name": name,
            "cells": [[f"{at}. {cells[0]}", *cells[1:]] for at, cells in enumerate(table, start=1)],
            "triwulan": triwulan_rows(row for row in measured if row.sasaran == name),
            "charts": _charts(number, [row for row in measured if row.sasaran == name]),
        }
        for number, (name, table) in enumerate(by_sasaran(measured, cycle_id), start=1)
    ]


def _charts(number: int, rows: list[MeasuredIndicator]) -> list[Markup]:
    if all(row.capaian is None for row in rows):
        return []
    bars = [Bar(f"{at}. {row.indikator}", row.capaian) for at, row in enumerate(rows, start=1)]
    title = f"Capaian indikator sasaran {number} dalam persen"
    parts = [bars[at : at + _BARS_OF_A_CHART] for at in range(0, len(bars), _BARS_OF_A_CHART)]
    # Made by ourselves, every text in it escaped.
    return [Markup(capaian_chart(title, part)) for part in parts]  # noqa: S704 - see above


def sections(rows: Session, cycle: Cycle, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The narrative blocks under the headings they stand under in the report."""
    sasaran = sasaran_of(rows, cycle.id)
    headings = {key: f" · Sasaran {number}: {name}" for number, (key, name) in enumerate(sasaran.items(), start=1)}
    notes = _notes(rows, cycle.id, zone)
    shown: dict[str, list[dict[str, Any]]] = {}
    for block in report_blocks(rows, cycle.id):
        key = block.block_id.partition(":")[2]
        heading = block.section + (headings.get(key, " · Sasaran yang tidak diukur lagi") if key else "")
        shown.setdefault(heading, []).append(_block(rows, block, notes.get(block.block_id, []), zone))
    return [{"heading": heading, "blocks": blocks} for heading, blocks in shown.items()]


def _block(rows: Session, block: BlockRecord, notes: list[dict[str, Any]], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": block.block_id,
        "anchor": anchor_of(block.block_id),
        "title": block.title,
        "text": block.text,
        "version": block.version,
        "state": state_of(block),
        "is_stale": block.is_stale,
        "saved": saved_words(rows, block, zone),
        "notes": notes,
    }


def state_of(block: BlockRecord) -> str:
    """How far a block is, in words."""
    if block.is_stale:
        return "angka berubah"
    if block.text.strip():
        return "terisi"
    return "belum diisi" if block.is_required else "boleh dikosongkan"


def saved_words(rows: Session, block: BlockRecord, zone: ZoneInfo) -> str:
    """When a block was saved last, and by whom; empty before anybody did."""
    if block.edited_at is None or block.edited_by is None:
        return ""
    return f"Tersimpan {format_moment(block.edited_at, zone)} oleh {rows.get_one(PersonRecord, block.edited_by).name}"


def _notes(rows: Session, cycle_id: UUID, zone: ZoneInfo) -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for note in open_notes(rows, cycle_id):
        found.setdefault(note.block_id, []).append(_note(rows, note, zone))
    return found


def _note(rows: Session, note: BlockNoteRecord, zone: ZoneInfo) -> dict[str, Any]:
    by = rows.get_one(PersonRecord, note.written_by).name
    return {"id": note.id, "text": note.text, "by": by, "at": format_moment(note.written_at, zone)}


def papers_shown(rows: Session, cycle: Cycle, content_hash: str | None) -> dict[str, Any]:
    """The PDF and the DOCX of a content; else whether they are being made, and those of the newest content before."""
    revision = latest_revision(rows, cycle.id)
    present = _papers_with(rows, cycle.id, content_hash)
    is_asked = revision is not None and revision.content_hash == content_hash and bool(revision.stages)
    return {
        "present": present,
        "is_being_made": is_asked and not present,
        "before": [] if present else _papers_with(rows, cycle.id, _newest_content(rows, cycle.id)),
    }


def _newest_content(rows: Session, cycle_id: UUID) -> str | None:
    reports = select(PaperRecord.content_hash).where(PaperRecord.cycle_id == cycle_id, PaperRecord.kind.in_(_REPORTS))
    return rows.scalar(reports.order_by(PaperRecord.arrived_at.desc()).limit(1))


def _papers_with(rows: Session, cycle_id: UUID, content_hash: str | None) -> list[dict[str, str]]:
    asked = select(PaperRecord).where(
        PaperRecord.cycle_id == cycle_id,
        PaperRecord.content_hash == content_hash,
        PaperRecord.kind.in_((*_REPORTS, COPY)),
    )
    found = {paper.kind: paper for paper in rows.scalars(asked.order_by(PaperRecord.arrived_at))}
    report = next((found[kind] for kind in reversed(_REPORTS) if kind in found), None)
    return [
        {"name": paper.name, "url": url_for("papers.paper", cycle_id=cycle_id, paper_id=paper.id)}
        for paper in (report, found.get(COPY))
        if paper
    ]
