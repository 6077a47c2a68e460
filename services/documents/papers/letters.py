"""The models of the office's letters: the request to a unit and the letter that goes with the report."""

from typing import Any

from services.documents.domain.lkjip import Kop
from services.documents.papers.furniture import DASH, furniture, printed
from services.documents.papers.pictures import logo_model, qr_model
from shared.dates import format_date
from shared.events.intake import DataFormatIssued, LetterNumbered
from shared.events.parts import Indicator, Letterhead, Office, Official, UnitForm


def surat_permintaan_model(event: DataFormatIssued, form: UnitForm, logo: bytes | None) -> dict[str, Any]:
    """The model of `surat_permintaan.typ`: one unit is asked for its data (SOP step 2)."""
    report = f"{event.subject_name} Tahun {event.period}"
    within = f" dalam {event.waktu} kerja sejak surat ini diterima" if event.waktu else ""
    occasion = (
        f"Sehubungan dengan penyusunan {report} sesuai SOP Nomor {event.sop_number}, bersama ini kami sampaikan"
        f" format pengumpulan data kinerja {form.unit}."
    )
    request = (
        f"Mohon data untuk {len(form.indicators)} indikator di bawah ini disampaikan{within}, melalui tautan pada"
        " e-mail yang mengantar surat ini atau pada formulir XLSX terlampir, disertai bukti dukungnya."
    )
    return {
        **furniture(event.office.name, event.office.pemerintah, event.letterhead.hal, demo=event.is_demo),
        "kop": kop_model(event.office, logo),
        "footer": [f"SOP {event.sop_number}"],
        **_head(event.letterhead, event.office),
        "yth": [form.head.jabatan, form.head.name],
        "paragraphs": [text for text in (occasion, event.message.strip(), request) if text],
        "indicators": [_indicator(number, row) for number, row in enumerate(form.indicators, start=1)],
        "closing": "Atas perhatian dan kerja sama Saudara kami ucapkan terima kasih.",
    }


def surat_pengantar_model(
    event: LetterNumbered, number: str, logo: bytes | None, verification_url: str
) -> dict[str, Any]:
    """The model of `surat_pengantar.typ`, with its table and the receipt part (SOP step 8)."""
    title = f"Surat Pengantar {event.subject_name} {event.period}"
    return {
        **furniture(event.office.name, event.office.pemerintah, title, demo=event.is_demo),
        "kop": kop_model(event.office, logo),
        "footer": [f"SOP {event.sop_number}", f"Nomor {number}"],
        **_head(event.letterhead, event.office),
        "nomor": number,
        "addressee": event.addressee,
        "rows": [[f"{at}.", row.what, row.how_many, row.remark or DASH] for at, row in enumerate(event.rows, start=1)],
        "verification": qr_model(verification_url),
    }


def kop_model(office: Office, logo: bytes | None) -> dict[str, Any]:
    """An office's letterhead."""
    return letterhead_model(Kop(alamat=office.alamat, contact=office.contact, logo=logo))


def letterhead_model(kop: Kop) -> dict[str, Any]:
    """The letterhead's lines under the office's name, and its picture."""
    return {"lines": [line for line in (kop.alamat, kop.contact) if line.strip()], "logo": logo_model(kop.logo)}


def official_model(official: Official) -> dict[str, str]:
    """A signature block's lines."""
    return {
        "jabatan": official.jabatan,
        "name": official.name,
        "nip": official.nip or "",
        "pangkat": official.pangkat or "",
    }


def _head(head: Letterhead, office: Office) -> dict[str, Any]:
    place = f"{office.place}, " if office.place else ""
    return {
        "nomor": head.number or DASH,
        "sifat": head.sifat,
        "lampiran": head.lampiran,
        "hal": head.hal,
        "place_and_date": place + format_date(head.dated_on),
        "signer": official_model(head.signer),
        "tembusan": list(head.carbon_copies),
    }


def _indicator(number: int, row: Indicator) -> list[str]:
    return [f"{number}.", row.indikator, row.satuan or DASH, printed(row.target, row.target_text or DASH)]
