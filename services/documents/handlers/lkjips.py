"""The LKjIP of one revision and stage, as a paper (SOP steps 4 to 6)."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from services.documents.correction import write_copy
from services.documents.domain.lkjip import Evaluated, Figure, Kop, Lkjip, NarrativeBlock, Saying, Signer, Stage
from services.documents.domain.reckoned import Reckoned, Sent
from services.documents.handlers.notes import logo_of, note
from services.documents.models import CorrectionCopyRecord
from services.documents.papers import lkjip_model
from services.documents.rendering import render
from shared.delivery.work import Work
from shared.events import parts
from shared.events.documents import LkjipGenerated
from shared.events.evaluated import EvaluationPart
from shared.events.intake import LkjipRevised
from shared.events.parts import MeasuredIndicator, Office, Paper
from shared.events.traces import FigureSource, Trace
from shared.files import FileStore
from shared.keys import verification_code
from shared.trace_steps import steps_of
from shared.trace_words import ordinal_words, policy_rows, scale_rows

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORRECTED_IN = frozenset({Stage.DRAFT, Stage.CORRECTED})


@dataclass(frozen=True, slots=True)
class Made:
    """The keys of what was made; `copy` is None for a stage that is no longer corrected."""

    paper: str
    copy: str | None


class Lkjips:
    """Makes the LKjIP of one revision and stage: a PDF, and the DOCX it is corrected in while that may be done."""

    def __init__(self, files: FileStore, public_url: str, secret_key: str) -> None:
        self._files = files
        self._public_url = public_url
        self._secret_key = secret_key

    def prepare(self, event: LkjipRevised) -> Made:
        """Render both into the file store."""
        lkjip = replace(
            _lkjip(event, self._files), verification_url=self._verification_url(event), signed_on=_signed_on(event)
        )
        paper = self._files.put(render("lkjip.typ", lkjip_model(lkjip), event.revised_at))
        return Made(paper, self._files.put(write_copy(lkjip)) if lkjip.stage in _CORRECTED_IN else None)

    def _verification_url(self, event: LkjipRevised) -> str | None:
        """Printed on what will be signed; a draft has no page of its own."""
        if event.stage != Stage.APPROVED:
            return None
        return f"{self._public_url}/verifikasi/{verification_code(self._secret_key, 'lkjip', event.content_hash)}"

    def record(self, work: Work, event: LkjipRevised, made: Made) -> None:
        """Note the papers and tell that they exist for exactly this content."""
        kind = f"lkjip_{event.stage}"
        note(work, event, event.cycle_id, kind, made.paper, content_hash=event.content_hash)
        if made.copy:
            _keep_copy(work, event, made.copy)
        work.publish(
            LkjipGenerated(
                cycle_id=event.cycle_id,
                number=event.number,
                stage=event.stage,
                content_hash=event.content_hash,
                paper=_paper(event, kind, made.paper, "pdf"),
                copy=_paper(event, "lkjip_copy", made.copy, "docx", DOCX) if made.copy else None,
            )
        )


def _paper(event: LkjipRevised, kind: str, sha256: str, ending: str, media_type: str = "application/pdf") -> Paper:
    words = "salinan koreksi" if media_type == DOCX else Stage(event.stage).label.lower()
    return Paper(
        kind=kind,
        name=f"{event.subject_name} {event.period} ({words}).{ending}",
        sha256=sha256,
        content_hash=event.content_hash,
        media_type=media_type,
    )


def _keep_copy(work: Work, event: LkjipRevised, sha256: str) -> None:
    key = (event.cycle_id, event.content_hash)
    if work.session.get(CorrectionCopyRecord, key) is None:
        work.session.add(
            CorrectionCopyRecord(
                cycle_id=event.cycle_id, content_hash=event.content_hash, sha256=sha256, made_at=work.now()
            )
        )


def _lkjip(event: LkjipRevised, files: FileStore) -> Lkjip:
    return Lkjip(
        office=event.office.name,
        pemerintah=event.office.pemerintah,
        time_zone=event.office.time_zone,
        title=event.subject_name,
        period=event.period,
        sop_number=event.sop_number,
        stage=Stage(event.stage),
        number=event.number,
        content_hash=event.content_hash,
        revised_at=event.revised_at,
        figures=tuple(_figure(row) for row in event.rows),
        gaps=event.gaps,
        blocks=tuple(NarrativeBlock(id=block.id, title=block.title, text=block.text) for block in event.blocks),
        is_demo=event.is_demo,
        kop=_kop(event.office, files),
        signer=_signer(event.signer) if event.signer else None,
        place=event.office.place,
        amendment=event.amendment,
        evaluation=tuple(_evaluated(part) for part in event.evaluation),
        sent=tuple(_sent(source) for source in event.sources),
        aggregates=event.aggregates,
    )


def _evaluated(part: EvaluationPart) -> Evaluated:
    return Evaluated(
        sasaran=part.sasaran,
        analysis=part.analysis,
        sayings=tuple(Saying(text=each.text, words=each.words) for each in part.sentences),
        gaps=part.gaps,
    )


def _signed_on(event: LkjipRevised) -> date | None:
    """The date on what will be signed: it is frozen with the bytes. A draft has dots in its place."""
    if event.stage != Stage.APPROVED:
        return None
    return event.revised_at.astimezone(ZoneInfo(event.office.time_zone)).date()


def _kop(office: Office, files: FileStore) -> Kop:
    return Kop(alamat=office.alamat, contact=office.contact, logo=logo_of(office, files))


def _signer(official: parts.Official) -> Signer:
    return Signer(jabatan=official.jabatan, name=official.name, nip=official.nip, pangkat=official.pangkat)


def _figure(row: MeasuredIndicator) -> Figure:
    return Figure(
        sasaran=row.sasaran,
        unit=row.unit,
        indikator=row.indikator,
        satuan=row.satuan,
        direction=row.direction,
        target=row.target,
        target_text=row.target_text,
        realisasi=row.realisasi,
        realisasi_text=row.realisasi_text,
        provisional=row.provisional,
        capaian=row.capaian,
        predikat=row.predikat,
        reason_text=row.reason_text,
        explanation=row.explanation,
        numerator=row.numerator,
        denominator=row.denominator,
        supporting=row.supporting,
        hindering=row.hindering,
        follow_up=row.follow_up,
        evidence=row.evidence,
        reckoned=_reckoned(row.trace) if row.trace else None,
        triwulan=row.triwulan,
        budget=row.budget,
    )


def _reckoned(trace: Trace) -> Reckoned:
    classes = "; ".join(f"{predikat} {bound}" for predikat, bound in scale_rows(trace.scale))
    return Reckoned(
        formula=trace.formula.text if trace.formula else "",
        source=trace.formula.source if trace.formula else "",
        steps=steps_of(trace),
        policies="; ".join(f"{name}: {words}" for name, words in policy_rows(trace.policy)),
        scale=f"{trace.scale.name}, {trace.scale.source}: {classes}",
        ordinal=ordinal_words(trace.ordinal) if trace.ordinal else "",
    )


def _sent(source: FigureSource) -> Sent:
    return Sent(unit=source.unit, number=source.number, at=source.submitted_at, by=source.submitted_by)
