"""The addresses by which intake's admins see and mend what a service could not take in."""

from typing import Any
from uuid import UUID

from flask import Flask, abort, jsonify, request
from flask.typing import ResponseReturnValue

from shared.database import Database
from shared.delivery.dead_letters import DeadLetter, dead_letters, discard, replay
from shared.delivery.received import outcomes
from shared.events.wire import schema_of


def install(app: Flask, database: Database) -> None:
    """Add the addresses to an internal API; `shared.calls` lists them."""

    @app.get("/dead-letters")
    def listing() -> ResponseReturnValue:
        with database.read() as session:
            return jsonify({"dead_letters": schema_of(DeadLetter).dump(dead_letters(session), many=True)})

    @app.post("/dead-letters/replay")
    def bring_back() -> ResponseReturnValue:
        event_id, handler = _named()
        with database.write() as session:
            return jsonify({"done": replay(session, event_id, handler)})

    @app.post("/dead-letters/discard")
    def give_up() -> ResponseReturnValue:
        event_id, handler = _named()
        with database.write() as session:
            return jsonify({"done": discard(session, event_id, handler)})

    @app.get("/received")
    def received() -> ResponseReturnValue:
        subject, revision = request.args.get("subject"), request.args.get("revision", type=int)
        if not subject or revision is None:
            abort(400, "subject and revision name an event")
        with database.read() as session:
            found = outcomes(session, subject, revision)
        return jsonify({"received": [{"handler": handler, "state": state} for handler, state in found]})


def _named() -> tuple[UUID, str]:
    body: Any = request.get_json(silent=True)
    try:
        return UUID(body["event_id"]), str(body["handler"])
    except (TypeError, KeyError, ValueError, AttributeError):
        abort(400, "event_id and handler name a dead letter")
