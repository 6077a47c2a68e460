"""What somebody typed into a form that could not be taken: kept with their session, given back once."""

from flask import session
from werkzeug.datastructures import MultiDict

_KEY = "kept"
_LARGEST = 200_000
_SECRET_FIELDS = {"csrf_token", "sandi", "kode", "isian", "content_hash"}

ENDED = "Sesi Anda berakhir. Isian Anda masih tersimpan; masuk lagi untuk melanjutkan."


def keep_form(page: str, form: MultiDict[str, str]) -> None:
    """Keep the typed text for the page at this address. Secrets are not kept, nor are files."""
    fields = {name: text for name, text in form.items() if name not in _SECRET_FIELDS}
    if sum(len(name) + len(text) for name, text in fields.items()) <= _LARGEST:
        session[_KEY] = {"page": page, "fields": fields}


def has_kept() -> bool:
    """Whether something typed is waiting for its page."""
    return _KEY in session


def take_kept(page: str) -> dict[str, str] | None:
    """What was kept for this page, once."""
    kept = session.get(_KEY)
    if not kept or kept["page"] != page:
        return None
    del session[_KEY]
    fields: dict[str, str] = kept["fields"]
    return fields
