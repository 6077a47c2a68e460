"""The frame and the parts of pages: safe under a strict content policy, in Indonesian, and keeping what was typed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_wtf import CSRFProtect

from services.intake.web import assets
from services.intake.web.presentation import TEMPLATES, install_templates

FIELDS = """{% extends "layout.html" %}
{% from "fields.html" import number_input, password_input, textarea, file_upload, radios, select, post_form %}
{% from "parts.html" import error_summary, board, state_tag, warning, notice, breadcrumbs, pages %}
{% block title %}Isian{% endblock %}
{% block content %}{{ error_summary(errors) }}{% call post_form("/kirim") %}
{{ number_input("nilai", "Realisasi", "87.5", errors, unit="%") }}{{ password_input("sandi", errors=errors) }}
{{ textarea("catatan", "Catatan", typed, errors, max_length=500) }}{{ file_upload("bukti", "Bukti", errors) }}
{{ radios("alasan", "Alasan", [("nol", "Nol"), ("belum", "Belum ada data")], "belum", errors) }}
{{ select("triwulan", "Triwulan", [(1, "Satu"), (2, "Dua")], 2, errors) }}
{% endcall %}{{ board([{"number": 1, "activity": "Perintah", "state": "melewati_waktu_baku"}]) }}
{{ warning("Perhatikan.") }}{{ notice("Baik.") }}
{{ breadcrumbs([("Awal", "/"), ("Ini", none)]) }}{{ pages("/a", "/b") }}
{% endblock %}"""


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("pages", static_folder=None)
    app.secret_key = "x" * 40
    CSRFProtect(app)
    install_templates(app)
    with app.test_request_context():
        yield app


def _page(**context: object) -> str:
    return render_template_string(FIELDS, **context)


@pytest.mark.usefixtures("app")
def test_a_message_stands_in_the_summary_and_at_its_field_and_the_typed_value_stays() -> None:
    page = _page(errors={"nilai": "Gunakan koma untuk desimal."}, typed="<b>baris</b>\n  dua")
    assert "Ada yang perlu diperbaiki" in page
    assert '<a href="#nilai">Gunakan koma untuk desimal.</a>' in page
    assert 'id="nilai-error"' in page
    assert 'value="87.5"' in page
    assert "&lt;b&gt;baris&lt;/b&gt;\n  dua</textarea>" in page
    assert "<title>Kesalahan: Isian – Kinerja</title>" in page


@pytest.mark.usefixtures("app")
def test_what_was_chosen_stays_chosen() -> None:
    page = _page()
    assert re.search(r'value="belum"\s+checked', page)
    assert re.search(r'value="2" selected', page)


@pytest.mark.usefixtures("app")
def test_a_posted_form_carries_its_csrf_field() -> None:
    assert re.search(
        r'<form method="post" action="/kirim"[^>]*>\s*<input type="hidden" name="csrf_token" value="[^"]+', _page()
    )


@pytest.mark.usefixtures("app")
def test_no_english_of_the_macros_is_left() -> None:
    page = _page(
        errors=dict.fromkeys(("nilai", "sandi", "catatan", "bukti", "alasan", "triwulan"), "Isi ini."),
        person_name="Rina (contoh)",
        demo_people=[("1", "Camat (contoh)")],
        mailbox_url="http://127.0.0.1:1",
    )
    english = r"\b(Error|Show|Hide|Skip|Warning|Important|Success|Page|Previous|Breadcrumb|Pagination|You can)\b"
    assert not re.findall(english, page)


@pytest.mark.usefixtures("app")
def test_a_state_is_told_by_words_and_by_shape() -> None:
    tag = re.search(r'<strong class="kinerja-state kinerja-state--melewati-waktu-baku">(.*?)</strong>', _page())
    assert tag is not None
    assert "<svg" in tag[1]
    assert tag[1].endswith("Melewati waktu baku")


@pytest.mark.usefixtures("app")
def test_nobody_signed_in_sees_no_menu_and_no_example_bar() -> None:
    page = _page()
    assert "Keluar" not in page
    assert "Lanjutkan sebagai" not in page


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_a_script_or_style_inside_the_page(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", source)


def test_an_asset_may_be_kept_for_good_only_under_its_present_address(app: Flask) -> None:
    address = app.jinja_env.globals["static_url"]("kinerja.css")  # type: ignore[operator]  # globals hold any object
    browser = app.test_client()
    now, before = browser.get(address), browser.get("/aset/000000000000/kinerja.css")
    assert now.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert before.headers["Cache-Control"] == "no-cache"
    assert now.data == before.data == (assets.FOLDER / "kinerja.css").read_bytes()


def test_an_asset_travels_compressed_to_a_browser_that_can_read_it(app: Flask) -> None:
    answer = app.test_client().get("/aset/0/vendor/govuk-frontend.min.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 15_000


@pytest.mark.parametrize("name", ["../presentation.py", "vendor/BUILD.md", "vendor/nothing.js"])
def test_only_files_of_the_folder_meant_for_browsers_are_served(app: Flask, name: str) -> None:
    assert app.test_client().get(f"/aset/0/{name}").status_code == 404


@pytest.mark.usefixtures("app")
def test_a_template_cannot_name_a_file_that_is_absent() -> None:
    with pytest.raises(assets.UnknownAsset):
        render_template_string("{{ static_url('nothing.css') }}")


@pytest.mark.usefixtures("app")
def test_figures_read_as_an_office_writes_them() -> None:
    assert render_template_string("{{ x | angka }}", x=Decimal("1234.56")) == "1.234,56"
