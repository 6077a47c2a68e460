"""How an office writes its letters: who signs, how they are numbered, where they are filed. Data of the office.

Numbering and retention differ from kabupaten to kabupaten. The defaults are of the usual kind, so that an office which
set nothing can work; an office which knows better sets its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SURAT_PERMINTAAN = "surat_permintaan"
SURAT_PENGANTAR = "surat_pengantar"
AGENDA = "agenda"
REGISTER = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSetting:
    """One kind of letter.

    `signer` is an SOP role, or None for the usual one (who corrects, on behalf of who signs the report). `numbering`
    is agenda (typed from the office's book) or register (drawn). `scheme` is the pattern of a number: {klasifikasi},
    {urut}, {bulan} (Roman) and {tahun} are filled in; a typed number has the same number of parts.
    """

    signer: str | None = None
    sifat: str = "Biasa"
    klasifikasi: str = "000.8.3"
    numbering: str = AGENDA
    scheme: str = "{klasifikasi}/{urut}/{tahun}"
    carbon_copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSetting:
    """Where the report is filed and for how long (JRA of the kabupaten; these values are those of a published JRA)."""

    klasifikasi: str = "000.8.3"
    active_years: int = 2
    inactive_years: int = 4
    fate: str = "Permanen"


_DEFAULTS = {
    SURAT_PERMINTAAN: LetterSetting(sifat="Segera"),
    SURAT_PENGANTAR: LetterSetting(),
}


def letter_setting(stored: Mapping[str, Any], kind: str) -> LetterSetting:
    """The setting of a kind of letter: the office's own values over the usual ones."""
    own = dict(stored.get(kind, {}))
    if "carbon_copies" in own:
        own["carbon_copies"] = tuple(own["carbon_copies"])
    return replace(_DEFAULTS[kind], **own)


def archive_setting(stored: Mapping[str, Any]) -> ArchiveSetting:
    """The office's archive values over the usual ones."""
    return replace(ArchiveSetting(), **stored)
