"""Looking at pages as people do: a browser of two sizes, with scripts or without, and what axe says of a page."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from axe_playwright_python.sync_playwright import Axe
from cheroot.wsgi import Server
from playwright.sync_api import Browser, Page, sync_playwright

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium_browser(path: str) -> Iterator[Browser]:
    """Debian's Chromium without its own traffic."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@contextmanager
def served(app: Any) -> Iterator[str]:
    """A WSGI app on loopback; its address."""
    server = Server(("127.0.0.1", 0), app, numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join()


def page_of(browser: Browser, size: dict[str, int], *, scripts: bool = True) -> Page:
    """A new browser window of a person."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts, locale="id-ID"
    )
    return context.new_page()


def go_on_as(page: Page, address: str, person_id: UUID) -> None:
    """Sign in by the demo's bar."""
    page.goto(f"{address}/masuk")
    page.select_option("#orang", str(person_id))
    page.click(".kinerja-demo__form button")


def complaints(page: Page) -> list[str]:
    """What is wrong with the page as it stands: axe's findings, and scrolling sideways."""
    found = [f"{finding['id']}: {finding['help']}" for finding in Axe().run(page).response["violations"]]
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [*found, *(["scrolls sideways"] if wide else [])]


def look(page: Page, name: str) -> None:
    """Keep a picture where KINERJA_SCREENSHOTS names a folder."""
    if folder := os.environ.get("KINERJA_SCREENSHOTS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
