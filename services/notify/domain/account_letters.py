"""Mails that are about no task: a code for signing in, and a cycle that was cancelled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.notify.domain.letter import Block, Code, Letter, Link, Paragraph, Quote, lines_of, one_line
from shared.dates import format_moment, format_time
from shared.events.intake import AccountCodeRequested
from shared.events.parts import Office, Person

_ZONES = tuple(ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


def sign_in_code(recipient: Person, office_name: str, code: str, expires_at: datetime) -> Letter:
    """The digits themselves. They are not in the subject: a locked phone on a desk shows it to anybody.

    The person's time zone is not known here, so that the end is named in all three of the country.
    """
    until = " / ".join(format_time(expires_at, zone) for zone in _ZONES)
    blocks = (
        Paragraph("Seseorang, mungkin Anda, meminta kode untuk masuk ke Kinerja dengan alamat e-mail ini. Kode Anda:"),
        Code(code),
        Paragraph(f"Ketik kode ini di halaman tempat Anda memintanya. Kode berlaku sampai pukul {until}, satu kali."),
        Paragraph(
            "Jangan berikan kode ini kepada siapa pun, juga tidak kepada petugas yang mengaku dari kantor atau dari "
            "pengelola Kinerja."
        ),
        Paragraph("Bila Anda tidak memintanya, abaikan e-mail ini. Kode hanya berlaku di peramban tempat ia diminta."),
    )
    office = one_line(office_name)
    return Letter(
        subject="Kode masuk Kinerja yang Anda minta",
        jabatan=one_line(recipient.jabatan),
        name=one_line(recipient.name),
        office=office,
        sent_for=office,
        blocks=blocks,
    )


def account_code(event: AccountCodeRequested, code: str, link: str) -> Letter:
    """An invitation with its link, or the code for a new password, which is typed where it was asked for."""
    office, zone = event.office, ZoneInfo(event.office.time_zone)
    until = format_moment(event.expires_at, zone)
    is_invitation = event.purpose == "invitation"
    blocks: list[Block] = []
    if is_invitation:
        blocks += [
            Paragraph(f"Anda didaftarkan pada Kinerja untuk {one_line(office.name)}. Kode undangan Anda:"),
            Code(code),
            Link("Buka halaman undangan, ketik kode di atas, lalu pilih kata sandi:", "Buka undangan", link),
            Paragraph(f"Undangan berlaku sampai {until}. Membuka tautan ini belum mengubah apa pun."),
        ]
    else:
        blocks += [
            Paragraph("Seseorang, mungkin Anda, meminta kata sandi baru untuk Kinerja. Kode Anda:"),
            Code(code),
            Paragraph(f"Ketik kode ini di halaman tempat Anda memintanya. Kode berlaku sampai {until}, satu kali."),
        ]
    blocks += [
        Paragraph("Jangan berikan kode ini kepada siapa pun."),
        Paragraph("Bila Anda tidak mengenali e-mail ini, abaikan saja; tidak ada yang berubah."),
    ]
    return Letter(
        subject="Undangan ke Kinerja" if is_invitation else "Kode untuk kata sandi baru Kinerja",
        jabatan=one_line(event.person.jabatan),
        name=one_line(event.person.name),
        office=one_line(office.name),
        sent_for=one_line(f"{office.name}, {office.pemerintah}"),
        blocks=tuple(blocks),
    )


def cycle_cancelled(recipient: Person, office: Office, name: str, reason: str, board: str) -> Letter:
    """Nothing is asked any more. `name` is the report's, e.g. "LKjIP 2025"."""
    report = one_line(name)
    blocks: list[Block] = [
        Paragraph(f"{report} dibatalkan. Tugas yang masih terbuka ditutup; Anda tidak perlu melakukan apa pun.")
    ]
    if said := lines_of(reason):
        blocks.append(Quote("Alasan pembatalan:", said))
    blocks += [
        Link("Riwayatnya tetap dapat Anda baca:", "Lihat riwayat", board),
        Paragraph("Membuka tautan ini tidak memutuskan apa pun."),
    ]
    return Letter(
        subject=f"{report}: dibatalkan, tidak ada lagi yang diminta dari Anda",
        jabatan=one_line(recipient.jabatan),
        name=one_line(recipient.name),
        office=one_line(office.name),
        sent_for=one_line(f"{office.name}, {office.pemerintah}"),
        blocks=tuple(blocks),
    )
