"""The model of an LKjIP: the whole report by PermenPANRB 53/2014, anak lampiran II/1."""

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from services.documents.domain.lkjip import Figure, Lkjip, Signer
from services.documents.papers.annexes import by_unit
from services.documents.papers.budget import budgets
from services.documents.papers.figures import by_sasaran, charts, finding, predikat_counts, row, summary
from services.documents.papers.furniture import furniture
from services.documents.papers.narrative import Narrative, gap_rows
from services.documents.papers.pictures import logo_model, qr_model
from services.documents.papers.quarters import quarters
from services.documents.papers.reckoning import reckoning
from services.documents.papers.totals import in_a_sentence, totals
from shared.dates import format_date, format_moment
from shared.fingerprints import short_hash

_FULL_TITLES = {"LKjIP": "Laporan Kinerja Instansi Pemerintah (LKjIP)"}
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DATE_TO_COME = "." * 28


def lkjip_model(lkjip: Lkjip) -> dict[str, Any]:
    """The model of `lkjip.typ`."""
    narrative = Narrative(lkjip.blocks, lkjip.evaluation)
    static = narrative.static()
    sasaran = [
        _sasaran(number, name, figures, narrative, _year(lkjip.period))
        for number, (name, figures) in enumerate(by_sasaran(lkjip.figures), start=1)
    ]
    return {
        **_head(lkjip),
        **_cover(lkjip),
        **_approval(lkjip),
        "summary": summary(lkjip.figures) + in_a_sentence(lkjip.aggregates),
        "totals": totals(lkjip.aggregates),
        "predikat": predikat_counts(lkjip.figures),
        "gaps": list(lkjip.gaps),
        "narrative": static,
        "sasaran": sasaran,
        "provisional": any(figure.provisional for figure in lkjip.figures),
        "blocks": narrative.unplaced(),
        "units": by_unit(lkjip.figures),
        "budgets": budgets(lkjip.figures, lkjip.aggregates),
        "reckoning": reckoning(lkjip),
        "missing": gap_rows(lkjip.gaps, static.values(), [[each["said"], *each["analyses"]] for each in sasaran]),
    }


def _head(lkjip: Lkjip) -> dict[str, Any]:
    return {
        **furniture(lkjip.office, lkjip.pemerintah, f"{lkjip.title} {lkjip.period}", demo=lkjip.is_demo),
        "footer": [lkjip.office, lkjip.stage.label, f"Sidik isi: {short_hash(lkjip.content_hash)}"],
        "content_hash": lkjip.content_hash,
        "year": _year(lkjip.period),
    }


def _year(period: str) -> str:
    return f"tahun {period}" if _YEAR.fullmatch(period) else period


def _cover(lkjip: Lkjip) -> dict[str, Any]:
    amended = [["Perbaikan", f"ke-{lkjip.amendment}"]] if lkjip.amendment else []
    return {
        "report": _FULL_TITLES.get(lkjip.title, lkjip.title),
        "period": f"Tahun {lkjip.period}" if _YEAR.fullmatch(lkjip.period) else lkjip.period,
        "logo": logo_model(lkjip.kop.logo),
        "alamat": [each for each in (lkjip.kop.alamat.strip(), lkjip.kop.contact.strip()) if each],
        "cover": [
            ["Tahap", lkjip.stage.label],
            *amended,
            ["Versi", f"{lkjip.number}, {format_moment(lkjip.revised_at, ZoneInfo(lkjip.time_zone))}"],
            ["Sidik isi", short_hash(lkjip.content_hash)],
            ["Dasar penyusunan", f"SOP {lkjip.sop_number}"],
        ],
    }


def _approval(lkjip: Lkjip) -> dict[str, Any]:
    signed_on = format_date(lkjip.signed_on) if lkjip.signed_on else _DATE_TO_COME
    return {
        "place_and_date": f"{lkjip.place}, {signed_on}" if lkjip.place else signed_on,
        "signer": _signer(lkjip.signer),
        "verification": qr_model(lkjip.verification_url),
    }


def _signer(signer: Signer | None) -> dict[str, str] | None:
    if signer is None:
        return None
    return {
        "jabatan": signer.jabatan,
        "name": signer.name,
        "pangkat": signer.pangkat or "",
        "nip": signer.nip or "",
    }


def _sasaran(number: int, name: str, figures: Sequence[Figure], narrative: Narrative, year: str) -> dict[str, Any]:
    return {
        "name": name,
        "finding": finding(figures, year),
        "rows": [row(at, figure) for at, figure in enumerate(figures, start=1)],
        "quarters": quarters(figures),
        "predikat": predikat_counts(figures),
        "charts": charts(number, figures),
        "said": narrative.target(name),
        "analyses": narrative.analyses(name),
    }
