"""The web of intake: the only part of Kinerja that faces people."""

from typing import Any

from flask import Flask, Request, Response, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, NotFound

from services.intake.models import OfficeRecord
from services.intake.web import cycles, demo, figures, health, links, papers, sign_in, tasks
from services.intake.web.kept import keep_form
from services.intake.web.presentation import install_templates
from services.intake.web.rules import current_person, public
from services.intake.web.sessions import DatabaseSessions
from services.intake.web.site import Site, install_site, reading, site
from shared.clock import Clock, clock_of
from shared.database import Database
from shared.settings import Settings

_LARGEST_REQUEST = 60 * 1024 * 1024
_LARGEST_FORM = 1024 * 1024
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def create_app(settings: Settings, database: Database | None = None, clock: Clock | None = None) -> Flask:
    """The WSGI app. Without a database and a clock it takes those of the settings."""
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    place = Site(settings, database or Database(settings.database_urls["intake"]), clock or clock_of(settings))
    install_site(app.extensions, place)
    app.session_interface = DatabaseSessions(lambda: place.database, is_https=settings.is_https)
    CSRFProtect(app)
    install_templates(app)
    app.view_functions["asset"] = public("styles and scripts")(app.view_functions["asset"])
    _register_pages(app, settings)
    app.before_request(_refuse_cross_site)
    app.after_request(_harden)
    app.context_processor(_frame)
    _register_errors(app)
    return app


def _register_pages(app: Flask, settings: Settings) -> None:
    for module in (tasks, figures, cycles, papers, links, sign_in, health):
        app.register_blueprint(module.pages)
    if settings.is_demo:
        app.register_blueprint(demo.pages)


def _refuse_cross_site() -> None:
    is_change = request.method not in {"GET", "HEAD", "OPTIONS"}
    if is_change and request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden


def _harden(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer" if request.path.startswith("/buka/") else "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    if site().settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _frame() -> dict[str, Any]:
    """What the frame of every page shows: the office, the person, the demo's bar."""
    place = site()
    frame: dict[str, Any] = {"cycle_url": "/siklus"}
    person = g.get("person")
    if person is not None:
        frame |= {"person_name": person.name, "person_post": person.jabatan, "demo_person": str(person.person_id)}
        frame |= _office_frame(person.office_id)
    if place.settings.is_demo:
        frame |= {"demo_people": demo.demo_people(), "mailbox_url": place.settings.mailbox_url}
    return frame


def _office_frame(office_id: Any) -> dict[str, Any]:
    with reading() as rows:
        office = rows.get(OfficeRecord, office_id) if office_id else None
    return {"office_name": office.name, "office_parent": office.pemerintah} if office else {}


def _register_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(NotFound, lambda _error: (render_template("errors/404.html"), 404))
    app.register_error_handler(Forbidden, lambda _error: (render_template("errors/403.html", reason=None), 403))
    app.register_error_handler(InternalServerError, lambda _error: (render_template("errors/500.html"), 500))
    app.register_error_handler(413, _too_large)


def _too_large(_error: HTTPException) -> ResponseReturnValue:
    reason = "Berkas yang diunggah terlalu besar. Paling besar 10 MB untuk satu berkas."
    return render_template("errors/403.html", reason=reason), 413


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    """The token of the form is not this session's: the session has ended or was renewed while somebody typed."""
    page = _page_of(request)
    keep_form(page, request.form)
    if current_person() is not None:
        return redirect(page, 303)
    session["back_to"] = page
    return redirect("/masuk", 303)


def _page_of(asked: Request) -> str:
    """The page a form stands on: its address without the verb at the end."""
    if asked.path in {"/masuk", "/masuk/kode", "/keluar", "/contoh/lanjut-sebagai"}:
        return "/"
    for verb in ("/selesai", "/kirim", "/tutup", "/batal"):
        if asked.path.endswith(verb):
            return asked.path.removesuffix(verb)
    return asked.path
