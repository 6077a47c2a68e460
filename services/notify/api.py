"""The internal API: is notify well, and the ledger of a cycle's mails for intake's pages."""

from typing import Any
from uuid import UUID

from flask import Flask, Response, abort, jsonify, request

from services.notify import repository
from services.notify.models import NoticeRecord
from shared.database import Database
from shared.internal_api import internal_app

AUDIENCE = "notify"


def create_app(database: Database, secret_key: str) -> Flask:
    """The WSGI app. Everything but the two health addresses asks for a service token made for notify."""
    app = internal_app(__name__, AUDIENCE, database, secret_key)

    @app.get("/notices")
    def notices() -> Response:
        cycle_id = request.args.get("cycle", type=UUID)
        if cycle_id is None:
            abort(400, "cycle is the id of a cycle")
        with database.read() as session:
            return jsonify({"notices": [_line(row) for row in repository.ledger(session, cycle_id)]})

    return app


def _line(row: NoticeRecord) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "message_id": row.message_id,
        "kind": row.kind,
        "task_id": str(row.task_id) if row.task_id else None,
        "step": row.step,
        "run": row.run,
        "role": row.role,
        "recipient": {
            "person_id": str(row.person_id),
            "name": row.name,
            "jabatan": row.jabatan,
            "address": row.address,
        },
        "state": row.state,
        "attempts": row.attempts,
        "conversations": row.conversations,
        "last_error": row.last_error,
        "created_at": row.created_at.isoformat(),
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
    }
