"""What every internal API has: two health addresses and the metrics, open on a network that only we are on; a door
that only a service token opens; the service's condition and its dead letters.
"""

from flask import Flask, abort, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.database import Database
from shared.delivery import condition_api, dead_letter_api
from shared.delivery.condition import OwnFigures, no_figures
from shared.tokens import TokenRefused, check

_OPEN = {"alive", "ready", "metrics"}


def internal_app(name: str, audience: str, database: Database, secret_key: str, own: OwnFigures = no_figures) -> Flask:
    """A WSGI app whose every address but those of health and metrics asks for a token made for `audience`, which is
    the service's name; `own` gives the figures that only this service has.
    """
    app = Flask(name)

    @app.before_request
    def require_token() -> None:
        if request.endpoint in _OPEN:
            return
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            check(secret_key, audience, token if scheme == "Bearer" else "")
        except TokenRefused:
            abort(401)

    @app.get("/livez")
    def alive() -> str:
        return "ok"

    @app.get("/readyz")
    def ready() -> tuple[str, int]:
        try:
            with database.read() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "the database does not answer", 503
        return "ok", 200

    dead_letter_api.install(app, database)
    condition_api.install(app, audience, database, own)
    return app
