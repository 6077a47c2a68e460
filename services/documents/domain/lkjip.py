"""What an LKjIP says: who, when, which stage, the measured figures and the narrative."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from services.documents.domain.reckoned import Reckoned, Sent
from shared.events.budgets import MeasuredBudget
from shared.events.evaluated import MeasuredAggregate
from shared.events.periods import MeasuredTriwulan


class Stage(StrEnum):
    """How far the report has come; a paper is made for each stage."""

    DRAFT = "draft"
    CORRECTED = "corrected"
    APPROVED = "approved"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        """The stage as the cover prints it."""
        return _LABELS[self]


_LABELS = {
    Stage.DRAFT: "Draf",
    Stage.CORRECTED: "Terkoreksi",
    Stage.APPROVED: "Disetujui",
    Stage.SIGNED: "Disahkan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured indicator.

    `capaian` is percent with two places. Without it `reason_text` says why. `target_text` is printed where `target`
    is None. `provisional` marks an angka sementara; `direction` is naik, turun or turun_rasio. `numerator` and
    `denominator` (pembilang, penyebut) are None where the indicator has none; `evidence` counts the unit's files.
    `realisasi_text` stands where the realisasi is a predicate, yes or no. `reckoned` is None for figures that were
    measured before it was told. `triwulan` are those with a target of their own, in their order. `budget` is
    None where there is no pagu.
    """

    sasaran: str
    unit: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    provisional: bool
    capaian: Decimal | None
    predikat: str | None
    reason_text: str | None
    explanation: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    evidence: int = 0
    reckoned: Reckoned | None = None
    realisasi_text: str = ""
    triwulan: tuple[MeasuredTriwulan, ...] = ()
    budget: MeasuredBudget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrativeBlock:
    """A titled text; an empty line in it begins a paragraph. `id` is one of `shared.lkjip_blocks`, or unknown."""

    title: str
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A sentence that follows from figures; `words` are a unit's own behind it, empty where there are none."""

    text: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What the figures of a sasaran say in one of its seven analyses (PermenPANRB 53/2014), and what is missing.

    `analysis` is target, or the name before the colon of a block's id in `shared.lkjip_blocks`.
    """

    sasaran: str
    analysis: str
    sayings: tuple[Saying, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kop:
    """The rest of the office's letterhead. `logo` is a PNG, JPEG or SVG; another format is left out."""

    alamat: str = ""
    contact: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs the report. `jabatan` says "a.n." or "Plt." where it must."""

    jabatan: str
    name: str
    nip: str | None = None
    pangkat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lkjip:
    """A revision of the report at a stage. `content_hash` is what people decide about.

    `title` is the report's short name ("LKjIP") or its whole one; `gaps` name units without data. `place` and
    `signed_on` stand above the signature, dots in the date's place until it is known. `verification_url` becomes a
    QR code beside it. `amendment` counts the perbaikan of a finished report, 0 for the first.
    """

    office: str
    pemerintah: str
    time_zone: str
    title: str
    period: str
    sop_number: str
    stage: Stage
    number: int
    content_hash: str
    revised_at: datetime
    figures: tuple[Figure, ...]
    gaps: tuple[str, ...]
    blocks: tuple[NarrativeBlock, ...]
    is_demo: bool
    kop: Kop = Kop()
    signer: Signer | None = None
    place: str = ""
    signed_on: date | None = None
    verification_url: str | None = None
    amendment: int = 0
    evaluation: tuple[Evaluated, ...] = ()
    sent: tuple[Sent, ...] = ()
    aggregates: tuple[MeasuredAggregate, ...] = ()
