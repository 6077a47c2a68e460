"""What somebody typed into a form that could not be taken: kept with their session, given back once."""

from datetime import datetime, timedelta
from typing import Any

from flask import session
from werkzeug.datastructures import FileStorage, MultiDict

from shared.clock import machine_now

KEPT_LASTS = timedelta(hours=1)

_KEY = "kept"
_LARGEST = 200_000
_SECRET_FIELDS = {"csrf_token", "kode", "isian", "content_hash"}
_SECRET_BEGINNING = "sandi"  # noqa: S105 - how the names of password fields begin

ENDED = "Sesi Anda berakhir. Isian Anda masih tersimpan; masuk lagi untuk melanjutkan."
FILES_AGAIN = "Berkas yang Anda lampirkan perlu dipilih lagi."


def keep_form(page: str, form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> None:
    """Keep the typed text for the page at this address. Secrets are not kept, nor are files."""
    fields = [(name, text) for name, text in form.items(multi=True) if not _is_secret(name)]
    if sum(len(name) + len(text) for name, text in fields) > _LARGEST:
        return
    session[_KEY] = {
        "page": page,
        "fields": fields,
        "had_files": any(file.filename for file in files.values()),
        "until": (machine_now() + KEPT_LASTS).isoformat(),
    }


def _is_secret(field: str) -> bool:
    return field in _SECRET_FIELDS or field.startswith(_SECRET_BEGINNING)


def kept_message() -> str | None:
    """What to say on the way to the page when something typed is waiting there."""
    kept = _kept()
    if kept is None:
        return None
    return f"{ENDED} {FILES_AGAIN}" if kept["had_files"] else ENDED


def take_kept(page: str) -> MultiDict[str, str] | None:
    """What was kept for this page, once."""
    kept = _kept()
    if kept is None or kept["page"] != page:
        return None
    del session[_KEY]
    return MultiDict((name, text) for name, text in kept["fields"])


def _kept() -> dict[str, Any] | None:
    kept: dict[str, Any] | None = session.get(_KEY)
    return kept if kept and datetime.fromisoformat(kept["until"]) > machine_now() else None
