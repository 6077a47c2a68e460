"""The page of Plt. and Plh.: who stands in for whom, by which decree, from when to when."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.intake.domain.errors import CommandRefused
from services.intake.domain.rights import Act, Person, Subject, managing_roles
from services.intake.models import HoldingRecord, OfficeRecord, PersonRecord, PostRecord
from services.intake.process.stand_ins import STANDINGS, StandIn, end_stand_in, record_stand_in
from services.intake.repository.offices import DEFINITIVE, sop_of, standing_jabatan, today_of
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, site, working
from services.intake.web.tasks import refusal_errors
from services.intake.web.uploads import FileRefused, store_upload
from shared.dates import format_date

pages = Blueprint("stand_ins", __name__)


def the_office(rows: Session, person: Person) -> Subject:
    """The person's own office with the roles that manage its data."""
    subject = own_office(rows, person)
    office = rows.get_one(OfficeRecord, subject.office_id)
    return Subject(office_id=office.id, opening_roles=managing_roles(sop_of(rows, office.sop_version_id)))


@pages.get("/kelola/plt")
@rule(Act.RECORD_STAND_IN, the_office)
def page() -> ResponseReturnValue:
    """All stand-ins, and the form for a new one."""
    return _page({}, {})


@pages.post("/kelola/plt")
@rule(Act.RECORD_STAND_IN, the_office, page="stand_ins.page")
def record() -> ResponseReturnValue:
    """Record a decree."""
    typed = request.form
    try:
        scan = next((store_upload(site().files, file) for file in request.files.getlist("sk")), None)
    except FileRefused as refused:
        return _page({"sk": [str(refused)]}, typed), 422
    decree, errors = _read(typed, scan.sha256 if scan else None)
    if decree is None:
        return _page(errors, typed), 422
    try:
        with working() as work:
            record_stand_in(work, signed_in(), g.subject.office_id, decree)
    except CommandRefused as refused:
        return _page(refusal_errors(refused), typed), 422
    return redirect(url_for("stand_ins.page"), 303)


@pages.post("/kelola/plt/<uuid:holding_id>/akhiri")
@rule(Act.RECORD_STAND_IN, lambda rows, person, **_more: the_office(rows, person), page="stand_ins.page")
def end(holding_id: UUID) -> ResponseReturnValue:
    """End a stand-in today."""
    with reading() as rows:
        today = today_of(rows.get_one(OfficeRecord, g.subject.office_id), site().clock.now())
    try:
        with working() as work:
            end_stand_in(work, signed_in(), g.subject.office_id, holding_id, today)
    except CommandRefused as refused:
        return _page(refusal_errors(refused), {}), 422
    return redirect(url_for("stand_ins.page"), 303)


def _read(typed: Any, scan: str | None) -> tuple[StandIn | None, dict[str, list[str]]]:
    errors: dict[str, list[str]] = {}
    ids = {name: _uuid(typed.get(name, "")) for name in ("jabatan", "orang")}
    errors |= {name: ["Pilih salah satu."] for name, found in ids.items() if found is None}
    if typed.get("kedudukan") not in STANDINGS:
        errors["kedudukan"] = ["Pilih Plt. atau Plh."]
    first, last, signed = (_date(typed.get(name, "")) for name in ("mulai", "sampai", "tanggal_sk"))
    if first is None:
        errors["mulai"] = ["Isi hari pertama."]
    if typed.get("sampai", "").strip() and last is None:
        errors["sampai"] = ["Tanggal ini tidak terbaca."]
    if not typed.get("nomor_sk", "").strip():
        errors["nomor_sk"] = ["Isi nomor surat penunjukan."]
    if signed is None:
        errors["tanggal_sk"] = ["Isi tanggal surat penunjukan."]
    if errors or first is None or ids["jabatan"] is None or ids["orang"] is None:
        return None, errors
    return StandIn(
        post_id=ids["jabatan"],
        person_id=ids["orang"],
        standing=typed["kedudukan"],
        decree_number=typed["nomor_sk"],
        decree_date=signed,
        first=first,
        last=last,
        file=scan,
    ), {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _page(errors: dict[str, list[str]], typed: Any) -> str:
    with reading() as rows:
        office_id = g.subject.office_id
        posts = rows.scalars(
            select(PostRecord).where(PostRecord.office_id == office_id).order_by(PostRecord.position)
        ).all()
        people = rows.scalars(
            select(PersonRecord).where(PersonRecord.office_id == office_id).order_by(PersonRecord.name)
        ).all()
        listed = _listed(rows, office_id)
    return render_template(
        "stand_ins.html",
        section="kelola",
        posts=[("", "Pilih jabatan"), *((str(post.id), post.jabatan) for post in posts)],
        people=[("", "Pilih orang"), *((str(person.id), person.name) for person in people)],
        standings=list(STANDINGS.items()),
        listed=listed,
        errors=errors,
        typed=typed,
    )


def _listed(rows: Session, office_id: UUID) -> list[dict[str, Any]]:
    found = rows.execute(
        select(HoldingRecord, PostRecord.jabatan, PersonRecord.name)
        .join(PostRecord, PostRecord.id == HoldingRecord.post_id)
        .join(PersonRecord, PersonRecord.id == HoldingRecord.person_id)
        .where(PostRecord.office_id == office_id, HoldingRecord.standing != DEFINITIVE)
        .order_by(HoldingRecord.first.desc())
    )
    today = today_of(rows.get_one(OfficeRecord, office_id), site().clock.now())
    return [
        {
            "id": holding.id,
            "title": f"{name}: {standing_jabatan(jabatan, holding.standing)}",
            "decree": f"{holding.decree_number}, {format_date(holding.decree_date) if holding.decree_date else ''}",
            "dates": f"{format_date(holding.first)} – {format_date(holding.last) if holding.last else 'selanjutnya'}",
            "is_running": holding.last is None or holding.last >= today,
        }
        for holding, jabatan, name in found
    ]
