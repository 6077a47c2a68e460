"""The internal API: reading a filled-in form, certificates, signing, checking a paper."""

from flask import Flask

from services.documents import form_api, signature_api
from services.documents.signatures import Signatures
from shared.clock import Clock
from shared.database import Database
from shared.internal_api import internal_app
from shared.settings import Settings

_LARGEST = 21 * 1024 * 1024


def create_app(database: Database, clock: Clock, settings: Settings) -> Flask:
    """The WSGI app; what it is asked for is listed in `shared.calls`."""
    app = internal_app(__name__, "documents", database, settings.secret_key)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST
    form_api.install(app, settings)
    signature_api.install(app, Signatures.of(database, clock, settings))
    return app
