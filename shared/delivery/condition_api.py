"""The two addresses by which others learn how a service is: one for Prometheus, one for intake's admins."""

from flask import Flask, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from shared.database import Database
from shared.delivery.condition import Condition, OwnFigures, condition_of
from shared.delivery.metrics import exposition
from shared.events.wire import schema_of


def install(app: Flask, service: str, database: Database, own: OwnFigures) -> None:
    """Add the addresses to an internal API."""

    @app.get("/metrics")
    def metrics() -> ResponseReturnValue:
        return Response(exposition(database, service, own), content_type=CONTENT_TYPE_LATEST)

    @app.get("/condition")
    def condition() -> ResponseReturnValue:
        with database.read() as session:
            return jsonify(schema_of(Condition).dump(condition_of(session, service, own)))
