"""Each unit's form and letter of a data request (SOP step 2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from services.documents.data_forms.form import DataForm, FormRow
from services.documents.data_forms.writing import write_form
from services.documents.handlers.notes import logo_of, note
from services.documents.papers.furniture import printed
from services.documents.papers.letters import surat_permintaan_model
from services.documents.rendering import render
from shared.choices.asked import choices_of
from shared.choices.ordinal_files import load_ordinals
from shared.delivery.work import Work
from shared.events.documents import DataFormsGenerated
from shared.events.intake import DataFormatIssued
from shared.events.parts import Indicator, Paper, UnitForm, UnitPaper
from shared.files import FileStore
from shared.triwulan import Summary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Made = tuple[UnitPaper, ...]
_ORDINALS = load_ordinals()


@dataclass(frozen=True, slots=True)
class DataForms:
    """Makes a sealed XLSX form and a Surat Permintaan Data for every unit."""

    files: FileStore
    secret_key: str = field(repr=False)

    def prepare(self, event: DataFormatIssued) -> Made:
        """Make all papers into the file store."""
        return tuple(paper for form in event.forms for paper in self._of_unit(event, form))

    def record(self, work: Work, event: DataFormatIssued, made: Made) -> None:
        """Note the papers and tell that they exist. One line stands for all: they are of one event."""
        note(work, event, event.cycle_id, "formulir_data", made[0].paper.sha256 if made else "")
        work.publish(DataFormsGenerated(cycle_id=event.cycle_id, run_id=event.run_id, papers=made))

    def _of_unit(self, event: DataFormatIssued, form: UnitForm) -> Iterator[UnitPaper]:
        letter = render(
            "surat_permintaan.typ",
            surat_permintaan_model(event, form, logo_of(event.office, self.files)),
            event.issued_at,
        )
        name = f"{event.subject_name} {event.period} {form.unit}"
        yield self._paper(form.unit_id, "surat_permintaan", f"Surat Permintaan Data {name}.pdf", letter)
        sheet = write_form(_form(event, form), self.secret_key)
        yield self._paper(form.unit_id, "formulir_data", f"Formulir Data {name}.xlsx", sheet, XLSX)

    def _paper(
        self, unit_id: UUID, kind: str, name: str, content: bytes, media_type: str = "application/pdf"
    ) -> UnitPaper:
        paper = Paper(kind=kind, name=name, sha256=self.files.put(content), media_type=media_type)
        return UnitPaper(unit_id=unit_id, paper=paper)


def _form(event: DataFormatIssued, form: UnitForm) -> DataForm:
    return DataForm(
        office_id=event.office.office_id,
        office=event.office.name,
        time_zone=event.office.time_zone,
        cycle_id=event.cycle_id,
        unit_id=form.unit_id,
        unit=form.unit,
        subject=event.subject_name,
        period=event.period,
        issued_at=event.issued_at,
        revision=event.issue,
        rows=tuple(_row(number, row) for number, row in enumerate(form.indicators, start=1)),
    )


def _row(number: int, row: Indicator) -> FormRow:
    return FormRow(
        code=row.code,
        number=str(number),
        sasaran=row.sasaran,
        indikator=row.indikator,
        satuan=row.satuan,
        target=printed(row.target, row.target_text or "–"),
        last_value=row.last_value,
        formula=row.formula,
        numerator=row.numerator,
        denominator=row.denominator,
        definition=row.definition,
        source=row.source,
        choices=_choices(row),
        triwulan=tuple((each.number, printed(each.target)) for each in row.triwulan),
        summary=Summary(row.summary).words if row.summary else "",
        pagu=printed(row.pagu, ""),
    )


def _choices(row: Indicator) -> tuple[str, ...]:
    choices = choices_of(row.target_text, _ORDINALS) if row.target is None else None
    return choices.words if choices else ()
