"""The internal API: is notify well, and the ledger of a cycle's mails for intake's pages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Flask, Response, abort, jsonify, request
from sqlalchemy.orm import Session

from services.notify import repository
from services.notify.models import NoticeRecord, NoticeState
from shared.database import Database
from shared.delivery.condition import Figure
from shared.internal_api import internal_app

AUDIENCE = "notify"


def create_app(database: Database, secret_key: str) -> Flask:
    """The WSGI app. Everything but the two health addresses asks for a service token made for notify."""
    app = internal_app(__name__, AUDIENCE, database, secret_key, mail_figures)

    @app.get("/notices")
    def notices() -> Response:
        cycle_id = request.args.get("cycle", type=UUID)
        if cycle_id is None:
            abort(400, "cycle is the id of a cycle")
        with database.read() as session:
            return jsonify({"notices": [_line(row) for row in repository.ledger(session, cycle_id)]})

    return app


def mail_figures(session: Session) -> Sequence[Figure]:
    """How many mails stand in which state."""
    counted = repository.count_by_state(session)
    return [
        Figure(name="kinerja_mails", label="state", of=state, value=counted.get(state, 0), help="Mails kept, by state.")
        for state in NoticeState
    ]


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
