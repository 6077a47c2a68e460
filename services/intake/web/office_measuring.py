"""How the office measures: its predicate scale and its policies."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.measuring_settings import (
    POLICIES,
    POLICY_TITLES,
    SCALES,
    SETTINGS,
    TOTAL_TITLES,
    TOTALS,
    measuring_setting,
)
from services.intake.models import OfficeRecord
from services.intake.office_format.settings import SettingsRefused, read_measuring
from services.intake.process.office_settings import change_settings
from services.intake.web.kept import take_kept
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, working

pages = Blueprint("office_measuring", __name__)


@pages.get("/kelola/pengukuran")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """The form, as the office stands."""
    return _page({}, take_kept(url_for("office_measuring.page")))


@pages.post("/kelola/pengukuran")
@rule(Act.MANAGE_OFFICE, own_office, page="office_measuring.page")
def change() -> ResponseReturnValue:
    """Take the form."""
    try:
        chosen = read_measuring({name: request.form[name] for name in SETTINGS if name in request.form})
    except SettingsRefused as refused:
        return _page(refused.messages, request.form), 422
    with working() as work:
        change_settings(work, signed_in(), g.subject.office_id, {"measuring": chosen})
    return redirect(url_for("office_measuring.page", disimpan="ya"), 303)


def _page(errors: Any, typed: Any) -> str:
    with reading() as rows:
        stored = rows.get_one(OfficeRecord, g.subject.office_id).measuring
    standing = measuring_setting(stored)
    return render_template(
        "office_measuring.html",
        section="kelola",
        scales=[(scale, *words) for scale, words in SCALES.items()],
        policies=[(name, title, list(POLICIES[name].items())) for name, title in POLICY_TITLES.items()],
        totals=[(name, title, list(TOTALS[name].items())) for name, title in TOTAL_TITLES.items()],
        typed=typed or {name: getattr(standing, name) for name in SETTINGS},
        is_saved=bool(request.args.get("disimpan")) and not errors,
        errors=errors,
    )
