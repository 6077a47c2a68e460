"""From what is known to what a template prints. Templates get text only, so that no figure is formatted twice."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from services.documents.domain.disposisi import Disposisi, Official
from services.documents.domain.lkjip import Figure, Lkjip
from shared.dates import format_date, format_moment
from shared.numbers import format_id

_DASH = "–"
_FORMULA_NOTES = {
    "turun": "makin rendah makin baik: (2 × target − realisasi) ÷ target × 100",
    "turun_rasio": "makin rendah makin baik: target ÷ realisasi × 100",
}
_FULL_TITLES = {"LKjIP": "Laporan Kinerja Instansi Pemerintah (LKjIP)"}
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SHORT_HASH = 12


def disposisi_model(disposisi: Disposisi) -> dict[str, Any]:
    """The model of `disposisi.typ`."""
    zone = ZoneInfo(disposisi.time_zone)
    return {
        **_furniture(disposisi.office, disposisi.pemerintah, f"Disposisi: {disposisi.hal}", demo=disposisi.is_demo),
        "footer": [f"SOP {disposisi.sop_number}"],
        "surat": _letter(disposisi),
        "hal": disposisi.hal,
        "forwarded_to": [_official(each) for each in disposisi.forwarded_to],
        "copies_to": [_official(each) for each in disposisi.copies_to],
        "instruction": disposisi.instruction,
        "given_on": format_date(disposisi.given_at.astimezone(zone).date()),
        "given_by": _official(disposisi.ordered_by),
        "note": f"Dasar: SOP {disposisi.sop_number}, {disposisi.sop_name}. Disposisi ini diberikan melalui Kinerja pada"
        f" {format_moment(disposisi.given_at, zone)} dan tidak memuat tanda tangan elektronik.",
    }


def _letter(disposisi: Disposisi) -> list[list[str]]:
    dates = [each and format_date(each) for each in (disposisi.tanggal_surat, disposisi.diterima)]
    fields = {
        "Surat dari": disposisi.surat_dari,
        "Diterima tanggal": dates[1],
        "Nomor surat": disposisi.nomor_surat,
        "Nomor agenda": disposisi.agenda,
        "Tanggal surat": dates[0],
        "Sifat": disposisi.sifat,
    }
    return [[label, value or _DASH] for label, value in fields.items()]


def lkjip_model(lkjip: Lkjip) -> dict[str, Any]:
    """The model of `lkjip.typ`."""
    short = short_hash(lkjip.content_hash)
    return {
        **_furniture(lkjip.office, lkjip.pemerintah, f"{lkjip.title} {lkjip.period}", demo=lkjip.is_demo),
        "footer": [lkjip.office, lkjip.stage.label, f"Sidik isi: {short}"],
        "report": _FULL_TITLES.get(lkjip.title, lkjip.title),
        "period": f"Tahun {lkjip.period}" if _YEAR.fullmatch(lkjip.period) else lkjip.period,
        "cover": [
            ["Tahap", lkjip.stage.label],
            ["Versi", f"{lkjip.number}, {format_moment(lkjip.revised_at, ZoneInfo(lkjip.time_zone))}"],
            ["Sidik isi", short],
            ["Dasar penyusunan", f"SOP {lkjip.sop_number}"],
        ],
        "content_hash": lkjip.content_hash,
        "summary": _summary(lkjip.figures),
        "gaps": list(lkjip.gaps),
        "sasaran": _by_sasaran(lkjip.figures),
        "provisional": any(figure.provisional for figure in lkjip.figures),
        "blocks": [{"title": block.title, "text": block.text} for block in lkjip.blocks if block.text.strip()],
    }


def short_hash(content_hash: str) -> str:
    """The beginning of a content hash in groups of four, for people to compare by eye."""
    head = content_hash[:_SHORT_HASH]
    return " ".join(head[at : at + 4] for at in range(0, len(head), 4))


def _furniture(office: str, pemerintah: str, title: str, *, demo: bool) -> dict[str, Any]:
    return {"office": office, "pemerintah": pemerintah, "title": title, "demo": demo}


def _official(official: Official) -> Mapping[str, str]:
    return {"jabatan": official.jabatan, "name": official.name or ""}


def _summary(figures: tuple[Figure, ...]) -> str:
    measured = sum(figure.capaian is not None for figure in figures)
    left = len(figures) - measured
    words = f"Laporan ini memuat {len(figures)} indikator; {measured} di antaranya dapat diukur"
    return f"{words} dan {left} tidak dapat diukur." if left else f"{words}."


def _by_sasaran(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    # A sasaran may be served by several units, whose rows need not stand together.
    order = {sasaran: at for at, sasaran in enumerate(dict.fromkeys(figure.sasaran for figure in figures))}
    ordered = sorted(figures, key=lambda figure: order[figure.sasaran])
    return [
        {"name": sasaran, "rows": _rows(group)} for sasaran, group in groupby(ordered, lambda figure: figure.sasaran)
    ]


def _rows(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [_row(number, figure) for number, figure in enumerate(figures, start=1)]


def _row(number: int, figure: Figure) -> dict[str, Any]:
    mark = "*" if figure.provisional and figure.realisasi is not None else ""
    return {
        "number": str(number),
        "indikator": figure.indikator,
        "unit": figure.unit,
        "formula": _FORMULA_NOTES.get(figure.direction, ""),
        "satuan": figure.satuan or _DASH,
        "target": _printed(figure.target, figure.target_text.strip() or _DASH),
        "target_is_number": figure.target is not None,
        "realisasi": _printed(figure.realisasi, _DASH) + mark,
        "capaian": _printed(figure.capaian, ""),
        "predikat": figure.predikat or "",
        "reason": "" if figure.capaian is not None else figure.reason_text or "Alasan tidak dicatat.",
        "explanation": figure.explanation.strip(),
    }


def _printed(value: Decimal | None, otherwise: str) -> str:
    return otherwise if value is None else format_id(value)
