"""Values that several events carry."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shared.events.budgets import MeasuredBudget
from shared.events.periods import MeasuredTriwulan, TriwulanFigure
from shared.events.traces import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone a mail can go to, in the post they act in. `name` and `jabatan` are printed as they stand."""

    person_id: UUID
    name: str
    jabatan: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Someone as a paper prints them in a signature block. `jabatan` says "a.n." or "Plt." where it must."""

    jabatan: str
    name: str
    nip: str | None = None
    pangkat: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office that runs the cycle. `time_zone` is an IANA name.

    `alamat`, `contact` and `logo` (a key of the file store) make the letterhead; `place` stands before a letter's date.
    """

    office_id: UUID
    name: str
    pemerintah: str
    time_zone: str
    alamat: str = ""
    contact: str = ""
    place: str = ""
    logo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A finished document: what it is (`kind`), its file name for people and its key in the file store."""

    kind: str
    name: str
    sha256: str
    content_hash: str | None = None
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPaper:
    """A paper made for one unit."""

    unit_id: UUID
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """Everything a mail about a task says.

    `waktu` is the standard time as the SOP prints it, None where it gives none. `link_issue` counts the links made
    for this task; an older link dies. `contact` is whom to ask. `steps_total` is for "langkah 5 dari 8".
    `purpose` is "step", or what a task beside the step's own asks for. `attachments` go with the mail.
    """

    task_id: UUID
    cycle_id: UUID
    office: Office
    subject: str
    period: str
    step: int
    steps_total: int
    step_title: str
    activity: str
    run: int
    role: str
    role_name: str
    kind: str
    act: str
    holder: Person
    opened_at: datetime
    due_at: datetime | None
    waktu: str | None
    working_time: str | None
    content_hash: str | None
    link_issue: int
    contact: Person | None
    next_role: str | None
    papers: tuple[Paper, ...] = ()
    summary: tuple[str, ...] = ()
    purpose: str = "step"
    attachments: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One indicator's row in a unit's submission.

    Exactly one of `realisasi`, `realisasi_text` (a predicate, yes or no) and `reason` (belum_ada, tidak_berlaku) is
    given. `target` is None where there is no
    number; `target_text` is then what stands in its place. `direction` is naik, turun or turun_rasio. `numerator` and
    `denominator` (pembilang, penyebut) are given where the indicator defines them. `supporting`, `hindering` and
    `follow_up` are the unit's own words; `evidence` counts the files that prove the figure. `last_value` is what the
    data format says of the year before, as it was written, empty where nothing is known. `triwulan` are those with a
    target; `summary` (jumlah, rata_rata, nilai_terakhir, kumulatif) says how they become the year's realisasi wherever
    those it needs are known (`shared.triwulan.year_of`); it is empty where the definition does not say. `pagu` and
    `spent` (realisasi anggaran) are Rupiah, None where no budget is set or nothing was said of it.
    """

    code: str
    row: int
    sasaran: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    provisional: bool
    reason: str | None
    explanation: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    evidence: int = 0
    last_value: str = ""
    realisasi_text: str = ""
    triwulan: tuple[TriwulanFigure, ...] = ()
    summary: str = ""
    pagu: Decimal | None = None
    spent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredIndicator:
    """One measured row. `capaian` is percent, two places, half up; it and `predikat` are None with a `reason`.

    `realisasi_text` stands where the realisasi is a predicate, yes or no. `trace` says how it was measured; the oldest
    have none. `triwulan` and `summary` as in IndicatorValue. `budget` is None without a pagu.
    """

    code: str
    row: int
    unit: str
    sasaran: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    realisasi: Decimal | None
    provisional: bool
    explanation: str
    capaian: Decimal | None
    capaian_exact: Decimal | None
    predikat: str | None
    reason: str | None
    reason_text: str | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    evidence: int = 0
    trace: Trace | None = None
    realisasi_text: str = ""
    triwulan: tuple[MeasuredTriwulan, ...] = ()
    summary: str = ""
    budget: MeasuredBudget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSubmission:
    """Which revision of a unit's data belongs to a collection."""

    unit_id: UUID
    unit: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A narrative block of the LKjIP with its stable id."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What a unit is asked for: PermenPANRB 53/2014, Lampiran II.H (indicator, calculation, source).

    `numerator` and `denominator` name the components where the figure is computed from them, else they are empty.
    `triwulan` are those with a target, `summary` how they become the year, empty where that is not set.
    Where there is a `pagu` (Rupiah), the realisasi anggaran is asked for.
    """

    code: str
    row: int
    sasaran: str
    indikator: str
    satuan: str
    direction: str
    target: Decimal | None
    target_text: str
    last_value: str
    definition: str
    formula: str
    numerator: str
    denominator: str
    source: str
    triwulan: tuple[TriwulanFigure, ...] = ()
    summary: str = ""
    pagu: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForm:
    """What one unit is asked for, and who heads it."""

    unit_id: UUID
    unit: str
    head: Official
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every naskah dinas says around its body. `number` is None while none was given."""

    letter_id: UUID
    number: str | None
    dated_on: date
    sifat: str
    lampiran: str
    hal: str
    signer: Official
    carbon_copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A row of the table of a Surat Pengantar: what is sent, how many, remarks."""

    what: str
    how_many: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A changed block of an uploaded correction. `authors` as the word processor noted them, empty where untracked."""

    block_id: str
    old: str
    new: str
    authors: tuple[str, ...]
    is_tracked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A figure that was changed in an uploaded correction; it is answered, never taken over."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A line of a cycle's history, for the archive."""

    at: datetime
    text: str
    who: str
    channel: str
    reason: str
    content_hash: str | None
    step: int | None
    run: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """A line of the ledger of a cycle's mails. No address: the archive names posts, not mailboxes."""

    kind: str
    jabatan: str
    step: int | None
    run: int | None
    state: str
    sent_at: datetime | None
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedSubmission:
    """A revision of a unit's figures, for the archive."""

    unit: str
    number: int
    submitted_at: datetime
    submitted_by: str
    values: tuple[IndicatorValue, ...]
