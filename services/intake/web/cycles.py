"""The pages of cycles: the list, the board, its JSON, closing the gate, cancelling."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from services.intake.domain.cycle import CycleState
from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Subject, managing_roles, may
from services.intake.models import OfficeRecord
from services.intake.process.cycles import open_cycle
from services.intake.repository.cycles import read_cycle
from services.intake.repository.offices import sop_of
from services.intake.web.aggregates_shown import aggregates_json, instansi_line
from services.intake.web.board import Board
from services.intake.web.board_reading import (
    failed_dispatch,
    history_line,
    missing_units,
    my_tasks,
    sop_rows,
    takes_unusually_long,
)
from services.intake.web.comparisons_shown import comparisons_json
from services.intake.web.completeness import unit_lines
from services.intake.web.cycle_refusals import refusal_sentence
from services.intake.web.figures_shown import measured_json
from services.intake.web.kept import take_kept
from services.intake.web.reading import board_of, cycles_of, history_of, measured_of, papers_of, people_of
from services.intake.web.rules import own_office, rule, signed_in, the_cycle
from services.intake.web.site import reading, working
from shared.dates import format_moment

pages = Blueprint("cycles", __name__)

_STATES = {CycleState.OPEN: "Berjalan", CycleState.ENDED: "Selesai", CycleState.CANCELLED: "Dibatalkan"}
_YEARS = frozenset(str(year) for year in range(2010, 2101))


@pages.get("/siklus")
@rule(Act.SEE_OFFICE, own_office)
def listing() -> ResponseReturnValue:
    """All cycles of the office, and the form that opens one."""
    return _listing({}, take_kept(url_for("cycles.listing")) or {})


@pages.post("/siklus")
@rule(Act.SEE_OFFICE, own_office, page="cycles.listing")
def begin() -> ResponseReturnValue:
    """Open a cycle."""
    year = request.form.get("tahun", "").strip()
    if year not in _YEARS:
        return _listing({"tahun": "Isi tahun dengan empat angka, misalnya 2025."}, request.form), 422
    person = signed_in()
    try:
        with working() as work:
            cycle_id = open_cycle(work, person, g.subject.office_id, year)
    except CommandRefused as refused:
        return _listing({"tahun": refusal_sentence(refused)}, request.form), 422
    return redirect(url_for("cycles.board", cycle_id=cycle_id), 303)


def _listing(errors: dict[str, str], typed: Any) -> str:
    person = signed_in()
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        sop = sop_of(rows, office.sop_version_id)
        lines = [_line(board_of(rows, cycle)) for cycle in cycles_of(rows, office.id)]
    asked = Subject(office_id=office.id, opening_roles=managing_roles(sop))
    return render_template(
        "cycles.html",
        section="siklus",
        rows=lines,
        subject_name=sop.subject,
        may_open=bool(may(person, Act.OPEN_CYCLE, asked)),
        first_role=sop.roles[sop.step(sop.start[0]).responsible].name,
        errors=errors,
        typed=typed,
    )


def _line(board: Board) -> list[Any]:
    cycle = board.cycle
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(
        url_for("cycles.board", cycle_id=cycle.id), cycle.period
    )
    at_work = ", ".join(f"{run.step}. {cycle.step_of(run).title}" for run in cycle.open_runs())
    return [link, _STATES[cycle.state], format_moment(cycle.opened_at, board.zone), at_work]


@pages.get("/siklus/<uuid:cycle_id>")
@rule(Act.SEE_CYCLE, the_cycle)
def board(cycle_id: UUID) -> ResponseReturnValue:
    """The board of a cycle."""
    return board_page(cycle_id, {}, take_kept(url_for("cycles.board", cycle_id=cycle_id)) or {})


@pages.get("/siklus/<uuid:cycle_id>.json")
@rule(Act.SEE_CYCLE, the_cycle)
def board_json(cycle_id: UUID) -> ResponseReturnValue:
    """The same for machines, with papers, history and figures."""
    with reading() as rows:
        shown = board_of(rows, read_cycle(rows, cycle_id))
        measured = measured_of(rows, cycle_id)
        lines = history_of(rows, cycle_id)
        papers = papers_of(rows, shown.cycle, shown.zone, signed_in())
    return jsonify(
        {
            **shown.as_json(),
            "papers": papers,
            "history": [
                {
                    "at": line.at.isoformat(),
                    "what": line.what,
                    "text": line.text,
                    "step": line.step,
                    "run": line.run,
                    "person": line.person_name,
                    "reason": line.reason,
                }
                for line in lines
            ],
            "measurement": measured.measurement if measured else None,
            "aggregates": aggregates_json(measured.aggregates) if measured else [],
            "comparisons": comparisons_json(measured.comparisons) if measured else [],
            "measurements": measured_json(measured.rows, measured.findings, measured.sources) if measured else [],
        }
    )


def board_page(cycle_id: UUID, errors: dict[str, Any], typed: Any) -> str:
    """The board, with what was typed into one of its forms and why it was refused."""
    person = signed_in()
    with reading() as rows:
        cycle = read_cycle(rows, cycle_id)
        shown = board_of(rows, cycle)
        measured = measured_of(rows, cycle_id)
        is_finished = cycle.state is CycleState.ENDED
        context = {
            "papers": papers_of(rows, cycle, shown.zone, person),
            "history_lines": [history_line(line, shown) for line in history_of(rows, cycle_id)],
            "units": unit_lines(rows, shown),
            "is_measured": measured is not None,
            "instansi": instansi_line(measured.aggregates, cycle_id) if measured and is_finished else "",
            "alarm": takes_unusually_long(rows, cycle_id),
            "failed_dispatch": failed_dispatch(rows, cycle),
            "people": people_of(rows, cycle.office_id),
        }
    asked = Subject(office_id=cycle.office_id, cycle=cycle)
    missing = missing_units(shown)
    is_open = cycle.state is CycleState.OPEN
    return render_template(
        "cycle.html",
        section="siklus",
        line=shown.line(),
        sop_name=f"SOP {cycle.sop.head.nomor} · {cycle.sop.head.nama}",
        state=cycle.state,
        steps=shown.rows(),
        final=shown.final(),
        cycle_id=cycle_id,
        my_tasks=my_tasks(shown, person.person_id),
        may_close_gate=bool(missing) and bool(may(person, Act.CLOSE_WITH_GAPS, asked)),
        missing_units=", ".join(missing),
        may_cancel=is_open and not cycle.is_signed() and bool(may(person, Act.CANCEL_CYCLE, asked)),
        may_amend=is_finished and cycle.content_hash is not None and bool(may(person, Act.AMEND_CYCLE, asked)),
        may_waive=is_open and bool(may(person, Act.CANCEL_CYCLE, asked)),
        may_manage=bool(may(person, Act.MANAGE_DATA, asked)),
        sop_rows=sop_rows(cycle.sop),
        errors=errors,
        typed=typed,
        **context,
    )
