"""How the office writes its letters and files its report."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.letter_settings import (
    AGENDA,
    REGISTER,
    SURAT_PENGANTAR,
    SURAT_PERMINTAAN,
    archive_setting,
    letter_setting,
)
from services.intake.models import OfficeRecord
from services.intake.office_format.letters import Fate
from services.intake.office_format.settings import SettingsRefused, read_archive, read_letter
from services.intake.process.office_settings import change_settings
from services.intake.repository.offices import sop_of
from services.intake.web.kept import take_kept
from services.intake.web.rules import own_office, rule, signed_in
from services.intake.web.site import reading, working

pages = Blueprint("office_letters", __name__)

KINDS = ((SURAT_PERMINTAAN, "Surat Permintaan Data"), (SURAT_PENGANTAR, "Surat Pengantar"))
NOT_LISTED = "Pilih penanda tangan dari daftar."
_LETTER = ("signer", "sifat", "klasifikasi", "numbering", "scheme")
_ARCHIVE = ("klasifikasi", "active_years", "inactive_years", "fate")
_COPIES = "carbon_copies"


@pages.get("/kelola/surat")
@rule(Act.MANAGE_OFFICE, own_office)
def page() -> ResponseReturnValue:
    """The form, as the office stands."""
    return _page({}, take_kept(url_for("office_letters.page")))


@pages.post("/kelola/surat")
@rule(Act.MANAGE_OFFICE, own_office, page="office_letters.page")
def change() -> ResponseReturnValue:
    """Take the form."""
    errors: dict[str, list[str]] = {}
    letters = {kind: _read(kind, read_letter, _letter(kind), errors) for kind, _ in KINDS}
    errors |= {f"{kind}-signer": [NOT_LISTED] for kind, letter in letters.items() if not _is_role(letter.get("signer"))}
    archive = _read("archive", read_archive, {name: _given("archive", name) for name in _ARCHIVE}, errors)
    if errors:
        return _page(errors, request.form), 422
    with working() as work:
        change_settings(work, signed_in(), g.subject.office_id, {"letters": letters, "archive": archive})
    return redirect(url_for("office_letters.page", disimpan="ya"), 303)


def _is_role(signer: str | None) -> bool:
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        return signer is None or signer in sop_of(rows, office.sop_version_id).roles


def _read(part: str, read: Any, typed: dict[str, Any], errors: dict[str, list[str]]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = read(typed)
    except SettingsRefused as refused:
        errors |= {f"{part}-{name}": messages for name, messages in refused.messages.items()}
        return {}
    return loaded


def _given(part: str, name: str) -> str:
    return request.form.get(f"{part}-{name}", "").strip()


def _letter(kind: str) -> dict[str, Any]:
    copies = [line.strip() for line in _given(kind, _COPIES).splitlines() if line.strip()]
    return {name: _given(kind, name) for name in _LETTER} | {_COPIES: copies}


def _page(errors: dict[str, list[str]], typed: Any) -> str:
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        sop = sop_of(rows, office.sop_version_id)
    roles = [(role.id, role.name) for role in sop.roles.values()]
    return render_template(
        "office_letters.html",
        section="kelola",
        kinds=KINDS,
        signers=[("", "Seperti biasa: pengoreksi laporan atas nama kepala kantor"), *roles],
        natures=[(nature, nature) for nature in ("Biasa", "Penting", "Segera", "Sangat Segera")],
        numberings=[(AGENDA, "Diketik dari buku agenda"), (REGISTER, "Diambil dari register Kinerja")],
        fates=[(fate, fate) for fate in Fate.allowed],
        typed=typed or _present(office),
        is_saved=bool(request.args.get("disimpan")) and not errors,
        errors=errors,
    )


def _present(office: OfficeRecord) -> dict[str, str]:
    """What stands, as it would be typed; what the office never set is the usual."""
    shown: dict[str, str] = {}
    for kind, _ in KINDS:
        setting = letter_setting(office.letters, kind)
        shown |= {f"{kind}-{name}": getattr(setting, name) or "" for name in _LETTER}
        shown[f"{kind}-{_COPIES}"] = "\n".join(setting.carbon_copies)
    archive = archive_setting(office.archive)
    return shown | {f"archive-{name}": str(getattr(archive, name)) for name in _ARCHIVE}
