"""The pages as a person with a phone or an office computer meets them, with scripts and without."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cheroot.wsgi import Server
from playwright.sync_api import Browser, Page, sync_playwright

from services.intake.web.app import create_app
from shared.database import Database, migrate
from tests.intake_office import IntakeOffice
from tests.visitors import settings_for

pytestmark = pytest.mark.needs_chromium

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[IntakeOffice]:
    url = f"sqlite:///{tmp_path / 'intake.sqlite'}"
    migrate("intake", url)
    database = Database(url)
    yield IntakeOffice(database)
    database.dispose()


@pytest.fixture
def address(office: IntakeOffice, tmp_path: Path) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), create_app(settings_for(tmp_path), office.database, office.clock), numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.bind_addr[1]}"
    server.stop()
    thread.join()


def page_of(browser: Browser, size: dict[str, int], *, scripts: bool) -> Page:
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts, locale="id-ID"
    )
    return context.new_page()


def go_on_as(page: Page, address: str, person_id: object) -> None:
    page.goto(f"{address}/masuk")
    page.select_option("#orang", str(person_id))
    page.click(".kinerja-demo__form button")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_unit_fills_in_checks_and_sends_its_figures(
    browser: Browser, address: str, office: IntakeOffice, size: dict[str, int], *, scripts: bool
) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    task = office.open_tasks(cycle, 3)[0]
    page = page_of(browser, size, scripts=scripts)
    go_on_as(page, address, task.holder.person_id)
    page.goto(f"{address}/tugas/{task.id}/isian")
    fields = [field.get_attribute("name") or "" for field in page.locator("input[name^=realisasi-]").all()]
    for field in fields:
        page.fill(f"[name='{field}']", "87.5")
    page.click("button[value=periksa]")
    assert page.locator(".govuk-error-summary").is_visible()
    assert "87,5 (delapan puluh tujuh koma lima) atau 875" in page.inner_text(".govuk-error-summary")
    for field in fields:
        assert page.input_value(f"[name='{field}']") == "87.5"
        page.fill(f"[name='{field}']", "87,5")
    page.click("button[value=periksa]")
    assert "delapan puluh tujuh koma lima" in page.inner_text("main")
    page.click("text=Kirim data")
    assert "Selesai" in page.inner_text("h1")
    assert task.id not in {open_.id for open_ in office.open_tasks(cycle, 3)}


@pytest.mark.parametrize("path", ["/", "/siklus", "/siklus/{cycle}", "/tugas/{task}", "/tugas/{task}/isian"])
def test_no_page_scrolls_sideways_on_a_small_phone(
    browser: Browser, address: str, office: IntakeOffice, path: str
) -> None:
    cycle = office.open_cycle()
    office.play_to(cycle, 3)
    task = office.open_tasks(cycle, 3)[0]
    page = page_of(browser, PHONE, scripts=True)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    go_on_as(page, address, task.holder.person_id)
    page.goto(address + path.format(cycle=cycle, task=task.id))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints == []


def test_the_error_summary_takes_the_focus(browser: Browser, address: str) -> None:
    page = page_of(browser, PHONE, scripts=True)
    page.goto(f"{address}/masuk")
    page.click("button[value=sandi]")
    # The script that moves the focus is a module: it may run a moment after the page has loaded.
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
