"""An office's start in a browser: invitation, forgotten password, settings, calendar; scripts on and off."""

import pytest
from playwright.sync_api import Browser, Page

from shared.events.intake import AccountCodeRequested
from shared.keys import one_time_code
from tests.browsing import DESK, PHONE, complaints, go_on_as, look, page_of
from tests.intake_office import IntakeOffice
from tests.visitors import SECRET

pytestmark = pytest.mark.needs_chromium

NEW = "sungai kapuas deras sekali"
PAGES = {
    "kelola": "/kelola",
    "orang": "/kelola/orang",
    "kantor": "/kelola/kantor",
    "surat": "/kelola/surat",
    "pengukuran": "/kelola/pengukuran",
    "operasi": "/operasi",
    "gagal": "/operasi/gagal",
    "kalender": "/kelola/kalender",
    "jam": "/kelola/kalender/jam",
    "akun": "/akun",
    "lupa-sandi": "/lupa-sandi",
}


def as_admin(page: Page, address: str, office: IntakeOffice) -> None:
    go_on_as(page, address, office.person("admin").person_id)


def code_of(event: AccountCodeRequested) -> str:
    return one_time_code(SECRET, event.person.person_id, event.challenge_id)


def new_password(page: Page, password: str) -> None:
    page.fill("#sandi_baru", password)
    page.fill("#sandi_ulang", password)
    page.click("text=Simpan kata sandi dan masuk")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_invited_person_comes_in_and_finds_back_after_forgetting(
    browser: Browser, address: str, office: IntakeOffice, size: dict[str, int], *, scripts: bool
) -> None:
    admin = page_of(browser, size, scripts=scripts)
    as_admin(admin, address, office)
    admin.goto(f"{address}/kelola/orang")
    admin.click("text=Undang semua yang belum diundang")
    assert "9 undangan sedang dikirim" in admin.inner_text("main")
    look(admin, "orang-diundang")
    invitation = next(each for each in office.events(AccountCodeRequested) if each.person.jabatan == "Camat Mentebah")
    page = page_of(browser, size, scripts=scripts)
    page.goto(f"{address}/undangan/{invitation.challenge_id}")
    page.fill("#kode", "000000")
    new_password(page, NEW)
    assert "Kode itu tidak cocok" in page.inner_text(".govuk-error-summary")
    look(page, "undangan")
    page.fill("#kode", code_of(invitation))
    new_password(page, NEW)
    assert page.inner_text("h1") == "Tugas saya"
    come_back(page_of(browser, size, scripts=scripts), address, office, invitation.person.email)
    page.goto(address)
    assert page.inner_text("h1") == "Masuk"


def come_back(page: Page, address: str, office: IntakeOffice, email: str) -> None:
    """Forget the password, in another browser."""
    page.goto(f"{address}/masuk")
    look(page, "masuk")
    page.click("text=Lupa kata sandi")
    look(page, "lupa-sandi")
    page.fill("#email", email)
    page.click("text=Kirim kode")
    look(page, "lupa-sandi-kode")
    page.fill(
        "#kode", code_of(next(each for each in office.events(AccountCodeRequested) if each.purpose == "password"))
    )
    page.click("main button")
    look(page, "lupa-sandi-baru")
    new_password(page, f"{NEW} juga")
    assert page.inner_text("h1") == "Tugas saya"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_admin_sets_the_office_up(browser: Browser, address: str, office: IntakeOffice, *, scripts: bool) -> None:
    page = page_of(browser, PHONE, scripts=scripts)
    as_admin(page, address, office)
    page.goto(f"{address}/kelola/kantor")
    page.fill("#opens_on_day", "31")
    page.select_option("#opens_on_month", "02")
    page.click("text=Simpan")
    assert "Harus bulan dan tanggal" in page.inner_text(".govuk-error-summary")
    assert page.input_value("#opens_on_day") == "31"
    page.fill("#opens_on_day", "5")
    page.select_option("#opens_on_month", "01")
    page.click("text=Simpan")
    assert "Perubahan sudah disimpan" in page.inner_text("main")
    page.goto(f"{address}/kelola/kalender?tahun=2027")
    page.click("text=Pakai jam Ramadan")
    assert "Ramadan 1448 H" in page.inner_text("main")
    assert "Perkiraan" in page.inner_text("main")
    look(page, "kalender-2027")
    page.click("text=Ramadan 1448 H")
    look(page, "jam-ramadan")
    page.uncheck("#perkiraan")
    page.click("text=Simpan jam kerja")
    assert "Perkiraan" not in page.inner_text(".kinerja-tasks")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_a_start_fit_a_phone_and_have_no_barriers(
    browser: Browser, address: str, office: IntakeOffice, size: dict[str, int]
) -> None:
    page = page_of(browser, size)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    as_admin(page, address, office)
    for name, path in PAGES.items():
        page.goto(address + path)
        look(page, name)
        assert complaints(page) == [], path
    assert refused == []


def test_the_error_summary_takes_the_focus(browser: Browser, address: str) -> None:
    page = page_of(browser, PHONE)
    page.goto(f"{address}/masuk")
    page.click("button[value=sandi]")
    # The script that moves the focus is a module: it may run a moment after the page has loaded.
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
