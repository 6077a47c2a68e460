"""What a lembar disposisi says."""

from dataclasses import dataclass
from datetime import date, datetime

from services.documents.domain.lkjip import Kop


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Someone in a post. `name` is printed as it stands; None prints the post alone."""

    jabatan: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposisi:
    """The head's direction, with the usual fields of the sheet.

    An order of the head's own has no incoming letter: `surat_dari`, `nomor_surat`, `tanggal_surat`, `diterima` and
    `agenda` are then None and print as a dash. `forwarded_to` is who shall act; `copies_to` are told (tembusan).
    `instructions` are the usual ones that were ticked, `instruction` the head's own words. `given_at` is aware;
    `time_zone` is the office's IANA name.
    """

    office: str
    pemerintah: str
    time_zone: str
    hal: str
    instruction: str
    ordered_by: Official
    forwarded_to: tuple[Official, ...]
    copies_to: tuple[Official, ...]
    given_at: datetime
    sop_number: str
    sop_name: str
    is_demo: bool
    kop: Kop | None = None
    instructions: tuple[str, ...] = ()
    sifat: str = "Biasa"
    surat_dari: str | None = None
    nomor_surat: str | None = None
    tanggal_surat: date | None = None
    diterima: date | None = None
    agenda: str | None = None
