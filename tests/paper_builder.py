"""Papers to render: a report of real published rows, with what an unlucky paste may add."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from services.documents.domain.disposisi import Disposisi, Official
from services.documents.domain.lkjip import Figure, Lkjip, Stage

TABLES = json.loads((Path(__file__).parent / "data" / "published_tables.json").read_text(encoding="utf-8"))["tables"]
CREATED = datetime(2026, 2, 3, 3, 15, tzinfo=UTC)


def figure(**changed: Any) -> Figure:
    """A measured row; 104,96 percent."""
    usual = Figure(
        sasaran="Meningkatnya pelayanan masyarakat",
        unit="Seksi Pelayanan Umum",
        indikator="Hasil Indeks Kepuasan Masyarakat",
        satuan="Nilai",
        direction="naik",
        target=Decimal("84.75"),
        target_text="84,75",
        realisasi=Decimal("88.95"),
        provisional=False,
        capaian=Decimal("104.96"),
        predikat="Sangat Tinggi",
        reason_text=None,
        explanation="",
    )
    return replace(usual, **changed)


def published_figures(*tables: str) -> tuple[Figure, ...]:
    """The rows of published tables as they are printed, the capaian included."""
    return tuple(_published(row) for table in TABLES if table["id"] in tables for row in table["rows"])


def _published(row: dict[str, Any]) -> Figure:
    target, realisasi, capaian = (
        None if value is None else Decimal(value)
        for value in (row["figures"]["target"], row["figures"]["realisasi"], row["figures"]["capaian"])
    )
    return figure(
        sasaran=row["sasaran"],
        indikator=row["indikator"],
        satuan=row["satuan"],
        direction=row["direction"] or "naik",
        target=target,
        target_text=row["target"],
        realisasi=realisasi,
        provisional="*" in row["realisasi"],
        capaian=None if capaian is None else capaian.quantize(Decimal("0.01")),
        predikat=None if capaian is None else "Sangat Tinggi",
        reason_text="Target berupa teks, bukan angka." if capaian is None else None,
    )


def lkjip(*figures: Figure, **changed: Any) -> Lkjip:
    """A draft report of an example office."""
    usual = Lkjip(
        office="Kecamatan Mentebah",
        pemerintah="Pemerintah Kabupaten Kapuas Hulu",
        time_zone="Asia/Pontianak",
        title="LKjIP",
        period="2025",
        sop_number="067/01/SOP/K.MTB/2022",
        stage=Stage.DRAFT,
        number=3,
        content_hash="3fa9c21b" * 8,
        revised_at=CREATED,
        figures=figures,
        gaps=(),
        blocks=(),
        is_demo=True,
    )
    return replace(usual, **changed)


def disposisi(**changed: Any) -> Disposisi:
    """An order of an example office."""
    usual = Disposisi(
        office="Kecamatan Mentebah",
        pemerintah="Pemerintah Kabupaten Kapuas Hulu",
        time_zone="Asia/Pontianak",
        hal="Penyusunan LKjIP Tahun 2025",
        instruction="Susun LKjIP sesuai SOP.",
        ordered_by=Official(jabatan="Camat Mentebah", name="Bima Santosa (contoh)"),
        forwarded_to=(Official(jabatan="Sekretaris Kecamatan", name="Ratna Dewi (contoh)"),),
        copies_to=(Official(jabatan="Kasubbag Keuangan dan Program", name=None),),
        given_at=CREATED,
        sop_number="067/01/SOP/K.MTB/2022",
        sop_name="Pengumpulan dan Pengukuran Data Kinerja",
        is_demo=True,
    )
    return replace(usual, **changed)
