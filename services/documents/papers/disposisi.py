"""The model of a lembar disposisi."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from services.documents.domain.disposisi import Disposisi, Official
from services.documents.papers.furniture import DASH, furniture
from services.documents.papers.letters import letterhead_model
from shared.dates import format_date, format_moment


def disposisi_model(disposisi: Disposisi) -> dict[str, Any]:
    """The model of `disposisi.typ`."""
    zone = ZoneInfo(disposisi.time_zone)
    return {
        **furniture(disposisi.office, disposisi.pemerintah, f"Disposisi: {disposisi.hal}", demo=disposisi.is_demo),
        "footer": [f"SOP {disposisi.sop_number}"],
        **({"kop": letterhead_model(disposisi.kop)} if disposisi.kop else {}),
        "instructions": list(disposisi.instructions),
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
    return [[label, value or DASH] for label, value in fields.items()]


def _official(official: Official) -> Mapping[str, str]:
    return {"jabatan": official.jabatan, "name": official.name or ""}
