"""The rehearsal's browser: it sends what a form would send, and says what a page refuses."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from rehearsal.browser import Browser, NoAnswer
from rehearsal.failure import PageRefused

PAGE = """<!DOCTYPE html><form action="/masuk" method="post">
<input type="hidden" name="csrf_token" value="seal">
<input name="email" value="">
<textarea name="catatan">lama &amp; baru</textarea>
<input type="radio" name="putusan" value="0"><input type="radio" name="putusan" value="1" checked>
<select name="orang"><option value="a">A</option><option value="b" selected>B</option></select>
<input type="checkbox" name="setuju">
<button name="cara" value="sandi">Masuk</button><button name="cara" value="kode">Kirim <b>kode</b></button>
</form>
<p class="govuk-error-message"><span class="govuk-visually-hidden">Kesalahan:</span> Isi alamat Anda.</p>"""


class Site(BaseHTTPRequestHandler):
    """Shows the form and remembers what was sent."""

    sent: dict[str, list[str]]

    def do_GET(self) -> None:
        if self.path == "/putus":
            self.close_connection = True
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def do_POST(self) -> None:
        type(self).sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(422)
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_arguments: object) -> None:
        """Nothing is written to the terminal."""


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_form_sends_what_stands_in_it_what_was_typed_and_the_button(site: str) -> None:
    browser = Browser(site)
    page = browser.get("/")
    form = page.form("/masuk")
    browser.submit(page, form, {"email": "camat@contoh.example"}, button=form.button("cara", "kode"))
    assert Site.sent == {
        "csrf_token": ["seal"],
        "email": ["camat@contoh.example"],
        "catatan": ["lama & baru"],
        "putusan": ["1"],
        "orang": ["b"],
        "cara": ["kode"],
    }


def test_what_a_page_refuses_is_read_in_its_own_words(site: str) -> None:
    browser = Browser(site)
    page = browser.get("/")
    answer = browser.submit(page, page.form("/masuk"), {})
    assert answer.status == 422
    assert "Isi alamat Anda." in answer.summary


def test_a_form_that_is_not_there_is_named(site: str) -> None:
    with pytest.raises(PageRefused, match="/selesai"):
        Browser(site).get("/").form("/selesai")


def test_an_answer_that_breaks_off_is_told_apart_from_a_refusal(site: str) -> None:
    with pytest.raises(NoAnswer):
        Browser(site).get("/putus")
