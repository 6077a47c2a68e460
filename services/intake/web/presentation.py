"""How pages are put together: where templates are found and how figures and times read in them."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from services.intake.web.assets import install_assets
from shared.dates import format_date, format_deadline, format_long_deadline, format_moment
from shared.numbers import format_id

TEMPLATES = Path(__file__).parent / "templates"


def capitalize_first(text: str) -> str:
    """The text with a capital at its beginning and nowhere else: LKjIP stays LKjIP."""
    return text[:1].upper() + text[1:]


def install_templates(app: Flask) -> None:
    """Give `app` our templates, the GOV.UK macros they stand on, and what browsers load beside them.

    Filters: `angka` (Decimal), `tanggal` (date), `saat`, `tenggat` and `tenggat_lengkap` (aware datetime; the
    office's ZoneInfo is their argument). Global: `static_url(name)`.
    """
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(TEMPLATES),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(
        angka=format_id,
        tanggal=format_date,
        saat=format_moment,
        tenggat=format_deadline,
        tenggat_lengkap=format_long_deadline,
        capitalize_first=capitalize_first,
    )
    install_assets(app)
