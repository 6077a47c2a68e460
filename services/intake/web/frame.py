"""What the frame of every page shows: the office, the person, the ways on, the demo's bar."""

from typing import Any

from flask import g, url_for

from services.intake.domain.rights import Person
from services.intake.models import OfficeRecord
from services.intake.web import demo
from services.intake.web.site import reading, site


def frame() -> dict[str, Any]:
    """The variables that layout.html reads."""
    place = site()
    shown: dict[str, Any] = {"cycle_url": "/siklus"}
    person = g.get("person")
    if person is not None:
        shown |= _of_person(person) | _of_office(person)
    if place.settings.is_demo:
        shown |= {"demo_people": demo.demo_people(), "mailbox_url": place.settings.mailbox_url}
    return shown


def _of_person(person: Person) -> dict[str, Any]:
    parts = [("kelola", "Kelola", "/kelola")] if person.is_admin else []
    return {
        "person_name": person.name,
        "person_post": person.jabatan,
        "demo_person": str(person.person_id),
        "more_navigation": [*parts, ("akun", "Akun saya", "/akun")],
    }


def _of_office(person: Person) -> dict[str, Any]:
    with reading() as rows:
        office = rows.get(OfficeRecord, person.office_id) if person.office_id else None
    if office is None:
        return {}
    logo = url_for("office_settings.logo", sha256=office.logo) if office.logo else None
    return {"office_name": office.name, "office_parent": office.pemerintah, "logo_url": logo}
