"""The content of an LKjIP and its hash: what a decision is about.

The content holds no random id and no instant, so that the same figures and words always give the same hash.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from shared.events.evaluated import EvaluationPart, MeasuredAggregate
from shared.events.parts import Block, MeasuredIndicator
from shared.numbers import format_id

TEMPLATE_VERSION = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that is approved and signed. `amendment` counts the perbaikan, 0 for the first report."""

    office: str
    sop_number: str
    subject_name: str
    period: str
    rows: tuple[MeasuredIndicator, ...]
    gaps: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    template_version: int = TEMPLATE_VERSION
    amendment: int = 0
    evaluation: tuple[EvaluationPart, ...] = ()
    aggregates: tuple[MeasuredAggregate, ...] = ()

    @property
    def content_hash(self) -> str:
        """sha256 (hex) of the canonical JSON: keys sorted, no white space, UTF-8, decimals as they were typed."""
        text = json.dumps(
            asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_decimal_text
        )
        return hashlib.sha256(text.encode()).hexdigest()


def summary_lines(rows: Iterable[MeasuredIndicator], gaps: Iterable[str]) -> tuple[str, ...]:
    """The main figures in sentences, for mails and for the page of a decision."""
    measured = list(rows)
    left = sum(row.capaian is None for row in measured)
    words: dict[str, int] = {}
    for row in measured:
        if row.predikat:
            words[row.predikat] = words.get(row.predikat, 0) + 1
    lines = [f"{len(measured)} indikator, {len(measured) - left} di antaranya terukur"]
    lines += [f"{predikat}: {count} indikator" for predikat, count in words.items()]
    if left:
        lines.append(f"Tidak dapat diukur: {left} indikator")
    missing = ", ".join(gaps)
    return (*lines, f"Belum ada data dari: {missing}") if missing else tuple(lines)


def figure_lines(rows: Iterable[MeasuredIndicator]) -> tuple[str, ...]:
    """Every figure in a line of its own, printed as on the page and on the paper."""
    return tuple(f"{row.indikator} ({row.unit}): {_figures(row)}" for row in rows)


def _figures(row: MeasuredIndicator) -> str:
    target = format_id(row.target) if row.target is not None else row.target_text or "–"
    realisasi = format_id(row.realisasi) if row.realisasi is not None else row.realisasi_text or "–"
    measured = (
        f"capaian {format_id(row.capaian)}% ({row.predikat})" if row.capaian is not None else "tidak dapat diukur"
    )
    return f"target {target}, realisasi {realisasi}{'*' if row.provisional else ''}, {measured}"


def _decimal_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)
