"""The office's own settings: what its letters are headed with, its dates, where the report goes, its logo."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.models import OfficeRecord
from services.intake.office_format.settings import SettingsRefused, read_settings
from services.intake.process.office_settings import change_settings
from services.intake.web.kept import take_kept
from services.intake.web.logos import media_type_of, store_logo
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, site, working
from services.intake.web.uploads import FileRefused
from shared.dates import month_name
from shared.files import FileMissing

pages = Blueprint("office_settings", __name__)

_YEAR = 2000
_TEXTS = ("alamat", "place", "contact", "dispatch_name", "dispatch_email")
_DATES = ("opens_on", "due_on")


@pages.get("/kelola/kantor")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """The form, as the office stands."""
    return _page({}, take_kept(url_for("office_settings.page")))


@pages.post("/kelola/kantor")
@rule(Act.MANAGE_OFFICE, own_office, page="office_settings.page")
def change() -> ResponseReturnValue:
    """Take the form."""
    try:
        changes = read_settings(_typed(request.form))
        logo = store_logo(site().files, request.files.get("logo"))
    except SettingsRefused as refused:
        return _page(refused.messages, request.form), 422
    except FileRefused as refused:
        return _page({"logo": [str(refused)]}, request.form), 422
    if logo or request.form.get("tanpa_logo"):
        changes["logo"] = logo
    with working() as work:
        change_settings(work, signed_in(), g.subject.office_id, changes)
    return redirect(url_for("office_settings.page", disimpan="ya"), 303)


def _typed(form: Any) -> dict[str, str]:
    """The form as the schema reads it: a day and a month make one value."""
    texts = {name: form.get(name, "").strip() for name in _TEXTS}
    return texts | {name: _day_of_year(form, name) for name in _DATES}


def _day_of_year(form: Any, name: str) -> str:
    day, month = form.get(f"{name}_day", "").strip(), form.get(f"{name}_month", "").strip()
    return f"{month:0>2}-{day:0>2}" if day or month else ""


def _page(errors: Any, typed: Any) -> str:
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
    return render_template(
        "office_settings.html",
        section="kelola",
        logo=office.logo,
        months=[("", "–"), *((f"{month:02}", month_name(date(_YEAR, month, 1))) for month in range(1, 13))],
        typed=typed or _present(office),
        is_saved=bool(request.args.get("disimpan")) and not errors,
        errors={_field(name): messages for name, messages in errors.items()},
    )


def _field(name: str) -> str:
    return f"{name}_day" if name in _DATES else name


def _present(office: OfficeRecord) -> dict[str, str]:
    """What stands, as it would be typed."""
    shown = {name: getattr(office, name) for name in _TEXTS}
    for name in _DATES:
        month, _, day = (getattr(office, name) or "").partition("-")
        shown |= {f"{name}_day": day.lstrip("0"), f"{name}_month": month}
    return shown


@pages.get("/logo/<sha256>")
@rule(Act.SEE_OFFICE, lambda rows, person, **_more: own_office(rows, person))
def logo(sha256: str) -> ResponseReturnValue:
    """The office's logo. Its address changes with it, so that browsers may keep it."""
    with reading() as rows:
        kept = rows.get_one(OfficeRecord, g.subject.office_id).logo
    if kept is None or kept != sha256:
        abort(404)
    try:
        content = site().files.get(kept)
    except FileMissing:
        abort(404)
    response = Response(content, mimetype=media_type_of(content))
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
