"""What people see when a request cannot be answered as asked."""

from flask import Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, HTTPException, InternalServerError, NotFound

from services.intake.web import sign_in
from services.intake.web.defences import LARGEST_REQUEST
from services.intake.web.kept import keep_form
from services.intake.web.rules import current_person, page_of_form, to_sign_in


def install_error_pages(app: Flask) -> None:
    """Answer every HTTP error of the app with a page in plain words."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(NotFound, lambda _error: (render_template("errors/404.html"), 404))
    app.register_error_handler(Forbidden, lambda _error: (render_template("errors/403.html", reason=None), 403))
    app.register_error_handler(InternalServerError, lambda _error: (render_template("errors/500.html"), 500))
    app.register_error_handler(413, _too_large)
    app.register_error_handler(HTTPException, _not_understood)


def _too_large(_error: HTTPException) -> ResponseReturnValue:
    if (request.content_length or 0) > LARGEST_REQUEST:
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
