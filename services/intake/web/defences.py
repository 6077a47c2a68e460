"""What guards every request: other sites' forms are refused, sizes limited, the answer's headers hardened."""

from flask import Flask, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from services.intake.web.site import site

LARGEST_REQUEST = 60 * 1024 * 1024
"""Bytes, files included."""

_LARGEST_FORM = 1024 * 1024
_SECRET_PATHS = ("/buka/", "/terima/", "/undangan/")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def install_defences(app: Flask) -> None:
    """Set the limits and have every request and answer of the app looked at."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    # Before the token is looked at: what another site sends must not even be kept as something typed.
    app.before_request(_refuse_other_sites)
    app.before_request(_limit_forms)
    app.before_request(_refuse_nul)
    CSRFProtect(app)
    app.after_request(_harden)


def _refuse_other_sites() -> ResponseReturnValue | None:
    if request.method in {"GET", "HEAD", "OPTIONS"} or _is_from_here():
        return None
    # Without the demo's bar: its form would begin a session, whose cookie would sign the person out.
    reason = "Permintaan ini datang dari situs lain, sehingga tidak kami jalankan. Tidak ada yang berubah."
    return render_template("errors/403.html", reason=reason, demo_people=None), 403


def _is_from_here() -> bool:
    """By Fetch Metadata; by Origin where a browser sends that alone, as over plain http in an office's network."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin in {site().settings.public_url, request.host_url.rstrip("/")}


def _limit_forms() -> None:
    """Only a form with files is read piece by piece; any other is held in memory as a whole."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = _LARGEST_FORM


def _refuse_nul() -> None:
    """PostgreSQL's text cannot hold a NUL, and nobody types one."""
    if any("\0" in name or "\0" in text for name, text in request.form.items(multi=True)):
        abort(400)


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
