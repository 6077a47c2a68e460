"""Whether this process lives, and whether it can do its work."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.intake.web.rules import public
from services.intake.web.site import reading

pages = Blueprint("health", __name__)


@pages.get("/livez")
@public("tells only that the process answers")
def live() -> ResponseReturnValue:
    """The process answers."""
    return jsonify({"status": "ok"})


@pages.get("/readyz")
@public("tells only whether pages can be served")
def ready() -> ResponseReturnValue:
    """The database answers and is migrated. Redis is not asked: typing and sending work without it."""
    try:
        with reading() as rows:
            rows.execute(text("SELECT 1 FROM cycle LIMIT 1"))
    except SQLAlchemyError as error:
        return jsonify({"status": "unavailable", "reason": type(error).__name__}), 503
    return jsonify({"status": "ok"})
