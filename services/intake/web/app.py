"""The web of intake: the only part of Kinerja that faces people."""

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, NotFound

from services.intake.web import (
    accounts,
    accounts_forgotten,
    accounts_invited,
    acts_for,
    corrections,
    cycle_acts,
    cycles,
    data_format,
    data_format_file,
    data_format_indicator,
    decisions,
    demo,
    draft_data,
    draft_handover,
    draft_notes,
    drafts,
    figures,
    figures_check,
    figures_file,
    health,
    links,
    mails,
    managing,
    measured,
    narrative_form,
    office_calendar_page,
    office_hours,
    office_letters,
    office_settings,
    order,
    papers,
    people,
    receipt,
    reminders,
    sending,
    sign_in,
    signing,
    stand_ins,
    tasks,
    times,
    verification,
)
from services.intake.web.frame import frame
from services.intake.web.kept import keep_form
from services.intake.web.presentation import install_templates
from services.intake.web.rules import current_person, page_of_form, public, to_sign_in
from services.intake.web.sessions import DatabaseSessions
from services.intake.web.site import Site, install_site, site
from shared.clock import Clock, clock_of
from shared.database import Database
from shared.settings import Settings

_LARGEST_REQUEST = 60 * 1024 * 1024
_LARGEST_FORM = 1024 * 1024
_SECRET_PATHS = ("/buka/", "/terima/", "/undangan/")
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
    # Before the token is looked at: what another site sends must not even be kept as something typed.
    app.before_request(_refuse_other_sites)
    app.before_request(_limit_forms)
    app.before_request(_refuse_nul)
    CSRFProtect(app)
    install_templates(app)
    app.view_functions["asset"] = public("styles and scripts")(app.view_functions["asset"])
    _register_pages(app, settings)
    app.after_request(_harden)
    app.context_processor(frame)
    _register_errors(app)
    return app


def _register_pages(app: Flask, settings: Settings) -> None:
    for module in (
        tasks,
        order,
        data_format,
        data_format_file,
        data_format_indicator,
        figures,
        figures_check,
        figures_file,
        drafts,
        narrative_form,
        draft_data,
        draft_notes,
        corrections,
        draft_handover,
        decisions,
        acts_for,
        signing,
        sending,
        receipt,
        verification,
        cycles,
        cycle_acts,
        reminders,
        measured,
        times,
        mails,
        stand_ins,
        papers,
        links,
        sign_in,
        accounts,
        accounts_invited,
        accounts_forgotten,
        managing,
        office_settings,
        office_letters,
        office_calendar_page,
        office_hours,
        people,
        health,
    ):
        app.register_blueprint(module.pages)
    if settings.is_demo:
        app.register_blueprint(demo.pages)


def _refuse_other_sites() -> ResponseReturnValue | None:
    if request.method in {"GET", "HEAD", "OPTIONS"} or _is_from_here():
        return None
    # Without the demo's bar: its form would begin a session, whose cookie would sign the person out.
    reason = "Permintaan ini datang dari situs lain, sehingga tidak kami jalankan. Tidak ada yang berubah."
    return render_template("errors/403.html", reason=reason, demo_people=None), 403


def _limit_forms() -> None:
    """Only a form with files is read piece by piece; any other is held in memory as a whole."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = _LARGEST_FORM


def _refuse_nul() -> None:
    """PostgreSQL's text cannot hold a NUL, and nobody types one."""
    if any("\0" in name or "\0" in text for name, text in request.form.items(multi=True)):
        abort(400)


def _is_from_here() -> bool:
    """By Fetch Metadata; by Origin where a browser sends that alone, as over plain http in an office's network."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin in {site().settings.public_url, request.host_url.rstrip("/")}


def _harden(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer" if request.path.startswith(_SECRET_PATHS) else "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    if site().settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _register_errors(app: Flask) -> None:
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(NotFound, lambda _error: (render_template("errors/404.html"), 404))
    app.register_error_handler(Forbidden, lambda _error: (render_template("errors/403.html", reason=None), 403))
    app.register_error_handler(InternalServerError, lambda _error: (render_template("errors/500.html"), 500))
    app.register_error_handler(413, _too_large)
    app.register_error_handler(HTTPException, _not_understood)


def _too_large(_error: HTTPException) -> ResponseReturnValue:
    if (request.content_length or 0) > _LARGEST_REQUEST:
        reason = "Berkas yang diunggah terlalu besar. Paling besar 10 MB untuk satu berkas."
    else:
        reason = "Teks yang Anda isi terlalu panjang, sehingga tidak kami terima."
    return render_template("errors/413.html", reason=reason), 413


def _not_understood(error: HTTPException) -> ResponseReturnValue:
    allowed = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    return render_template("errors/other.html"), error.code or InternalServerError.code, allowed


def _form_expired(_error: CSRFError) -> ResponseReturnValue:
    """The token of the form is not this session's: the session has ended or was renewed while somebody typed."""
    page = page_of_form()
    if current_person() is None and page is not None:
        return to_sign_in(page)
    if current_person() is None and request.endpoint == "sign_in.enter":
        return sign_in.ask_again()
    if page is not None:
        keep_form(page, request.form, request.files)
    return redirect(page or url_for("tasks.mine"), 303)
