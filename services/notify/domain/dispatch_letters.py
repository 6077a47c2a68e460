"""The mail that carries the report to its addressee, and the one that tells of its receipt."""

from zoneinfo import ZoneInfo

from services.notify.domain.letter import Block, Facts, Letter, Link, Listing, Paragraph, one_line
from shared.dates import format_moment
from shared.events.intake import DispatchOrdered, ReceiptConfirmed
from shared.events.parts import Office, Person


def dispatch(event: DispatchOrdered, recipient: Person, link: str) -> Letter:
    """The signed report with its letter, and the link that confirms the receipt."""
    report = one_line(f"{event.subject_name} Tahun {event.period}")
    office = one_line(event.office.name)
    blocks: tuple[Block, ...] = (
        Paragraph(f"Bersama ini kami sampaikan {report} {office}, {one_line(event.office.pemerintah)}."),
        Facts((("Nomor surat pengantar", one_line(event.letter_number) or "–"),)),
        Listing("Terlampir pada e-mail ini:", tuple(one_line(paper.name) for paper in event.papers)),
        Link("Mohon penerimaannya dikonfirmasi di sini:", "Konfirmasi penerimaan", link),
        Paragraph(
            "Membuka tautan ini belum mengonfirmasi apa pun; tombol konfirmasi ada di halamannya. "
            "Keaslian dokumen dapat diperiksa dengan kode QR pada dokumen."
        ),
    )
    subject = f"{report} {office}"
    return _letter(subject, event.office, recipient, blocks)


def receipt_confirmed(event: ReceiptConfirmed, recipient: Person, board: str) -> Letter:
    """The report has arrived."""
    report = one_line(f"{event.subject_name} {event.period}")
    at = format_moment(event.received_at, ZoneInfo(event.office.time_zone))
    blocks: tuple[Block, ...] = (
        Paragraph(f"Penerimaan {report} dikonfirmasi oleh {one_line(event.received_by)} pada {at}."),
        Link("Lihat siklus:", "Lihat siklus", board),
        Paragraph("Tidak ada yang perlu Anda lakukan. Membuka tautan ini tidak memutuskan apa pun."),
    )
    return _letter(f"{report}: penerimaan dikonfirmasi", event.office, recipient, blocks)


def _letter(subject: str, office: Office, recipient: Person, blocks: tuple[Block, ...]) -> Letter:
    return Letter(
        subject=subject,
        jabatan=one_line(recipient.jabatan),
        name=one_line(recipient.name),
        office=one_line(office.name),
        sent_for=one_line(f"{office.name}, {office.pemerintah}"),
        blocks=blocks,
    )
