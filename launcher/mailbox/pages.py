"""The pages and the small JSON interface of the mailbox."""

import re
from datetime import timedelta, timezone
from typing import Any

from babel.dates import format_datetime
from flask import Flask, Response, abort, jsonify, render_template, request
from markupsafe import Markup, escape

from launcher.mailbox.faults import FAULTS, Faults
from launcher.mailbox.mail import Mail, body
from launcher.mailbox.store import MailStore

_WIB = timezone(timedelta(hours=7), "WIB")
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
# A mail is a stranger's page: no script, no form, nothing fetched; `sandbox` holds without the iframe, too.
_MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def make_app(store: MailStore, faults: Faults | None) -> Flask:
    """`faults` None: there is no switch, the mailbox always behaves."""
    app = Flask(__name__)
    app.jinja_env.filters["wib"] = _in_words
    app.jinja_env.filters["linked"] = _linked
    app.after_request(_harden)
    _add_pages(app, store)
    _add_interface(app, store)
    if faults is not None:
        _add_fault_switch(app, faults)
    return app


def _add_pages(app: Flask, store: MailStore) -> None:
    @app.get("/")
    def mails() -> str:
        recipient = request.args.get("penerima", "").strip()
        found = [mail for mail in reversed(store.mails()) if mail.is_for(recipient)]
        return render_template("mails.html", mails=found, recipient=recipient)

    @app.get("/surat/<int:number>")
    def one_mail(number: int) -> str:
        mail = _found(store, number)
        raw = store.raw(number)
        has_html = body(raw, "html") is not None
        return render_template("mail.html", mail=mail, text=body(raw, "plain"), has_html=has_html)

    @app.get("/surat/<int:number>/html")
    def html_part(number: int) -> Response:
        _found(store, number)
        response = Response(body(store.raw(number), "html") or "", mimetype="text/html")
        response.headers["Content-Security-Policy"] = _MAIL_POLICY
        return response

    @app.get("/surat/<int:number>/eml")
    def as_file(number: int) -> Response:
        _found(store, number)
        response = Response(store.raw(number), mimetype="message/rfc822")
        response.headers["Content-Disposition"] = f"attachment; filename={number}.eml"
        return response


def _add_interface(app: Flask, store: MailStore) -> None:
    @app.get("/readyz")
    def ready() -> str:
        return "ok"

    @app.get("/api/mails")
    def mail_list() -> Response:
        after = request.args.get("after", default=0, type=int)
        return jsonify([_as_json(mail) for mail in store.mails(after=after)])

    @app.get("/api/mails/<int:number>")
    def mail_whole(number: int) -> Response:
        mail = _found(store, number)
        raw = store.raw(number)
        parts = {"text": body(raw, "plain"), "html": body(raw, "html")}
        return jsonify({**_as_json(mail), **parts, "raw": raw.decode(errors="replace")})


def _add_fault_switch(app: Flask, faults: Faults) -> None:
    @app.post("/api/fault")
    def set_fault() -> tuple[str, int]:
        wanted = request.get_json()
        if wanted.get("fault") not in (None, *FAULTS):
            return f"fault is null or one of {', '.join(FAULTS)}", 400
        faults.set(wanted.get("fault"), wanted.get("times"))
        return "", 204


def _found(store: MailStore, number: int) -> Mail:
    mail = store.mail(number)
    if mail is None:
        abort(404)
    return mail


def _as_json(mail: Mail) -> dict[str, Any]:
    return {
        "number": mail.number,
        "received_at": mail.received_at.isoformat(),
        "to": list(mail.to),
        "from": mail.sender,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "headers": [[name, value] for name, value in mail.headers],
    }


def _in_words(mail: Mail) -> str:
    return format_datetime(mail.received_at.astimezone(_WIB), "d MMMM y, HH.mm.ss 'WIB'", locale="id")


def _linked(text: str) -> Markup:
    """The text with its addresses as links; a mail here is read by who tries the whole way."""
    parts, end = [], 0
    for match in _LINK.finditer(text):
        link = match.group()
        parts += [escape(text[end : match.start()]), Markup('<a href="{0}">{0}</a>').format(link)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
