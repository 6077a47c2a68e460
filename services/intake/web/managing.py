"""The admin's first page: the parts of an office that an admin keeps."""

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.rights import Act
from services.intake.models import OfficeRecord
from services.intake.process.office_warnings import office_warnings
from services.intake.web.rules import own_office, rule
from services.intake.web.site import reading, site

pages = Blueprint("managing", __name__)

_PARTS = (
    ("Kantor", "office_settings.page", "Kop surat, logo, tanggal pembukaan, batas akhir dan tujuan pengiriman."),
    ("Surat dan arsip", "office_letters.page", "Penanda tangan, penomoran, tembusan dan masa simpan."),
    ("Cara mengukur", "office_measuring.page", "Skala predikat, batas atas, pembulatan, dan bila target nol."),
    ("Orang", "people.listing", "Siapa yang terdaftar, undangan dan kata sandi."),
    ("Kalender", "office_calendar.page", "Hari libur, hari kerja dan jam kerja kantor, termasuk Ramadan."),
    ("Plt. dan Plh.", "stand_ins.page", "Siapa yang menggantikan siapa, dengan surat perintah dan tanggalnya."),
    ("Keadaan sistem", "operations.page", "Apakah semua bagian berjalan, apa yang menunggu, dan apa yang gagal."),
)


@pages.get("/kelola")
@rule(Act.MANAGE_OFFICE, own_office)
def index() -> ResponseReturnValue:
    """Where everything is."""
    parts = [(title, url_for(endpoint), detail) for title, endpoint, detail in _PARTS]
    with reading() as rows:
        office = rows.get_one(OfficeRecord, g.subject.office_id)
        warnings = office_warnings(rows, office, site().clock.now())
    return render_template("manage.html", section="kelola", parts=parts, warnings=warnings)
