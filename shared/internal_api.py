"""What every internal API has: two health addresses, a door that only a service token opens, the dead letters."""

from flask import Flask, abort, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.database import Database
from shared.delivery.dead_letter_api import install
from shared.tokens import TokenRefused, check

_OPEN = {"alive", "ready"}


def internal_app(name: str, audience: str, database: Database, secret_key: str) -> Flask:
    """A WSGI app whose every address but the health ones asks for a token made for `audience`."""
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

    install(app, database)
    return app
