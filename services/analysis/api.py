"""The internal API: what in figures that are not sent yet is worth a second look. It keeps nothing."""

from uuid import UUID

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from services.analysis.assessing import findings_in
from services.analysis.history import past_of
from shared.database import Database
from shared.events.evaluated import DataFinding
from shared.events.parts import IndicatorValue
from shared.events.wire import schema_of
from shared.internal_api import internal_app

_LARGEST = 4 * 1024 * 1024


def create_app(database: Database, secret_key: str) -> Flask:
    """The WSGI app; what it is asked for is listed in `shared.calls`."""
    app = internal_app(__name__, "analysis", database, secret_key)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST

    @app.post("/findings")
    def check() -> ResponseReturnValue:
        asked = request.get_json()
        try:
            values = schema_of(IndicatorValue).load(asked["values"], many=True)
            office_id = UUID(asked["office_id"])
        except (ValidationError, KeyError, TypeError, ValueError) as error:
            return jsonify({"error": str(error)}), 400
        with database.read() as session:
            past = past_of(session, office_id, str(asked.get("period", "")))
        found = findings_in(str(asked.get("unit", "")), values, past)
        return jsonify({"findings": schema_of(DataFinding).dump(found, many=True)})

    return app
