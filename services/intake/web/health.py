"""Whether this process lives, and whether it can do its work."""

import redis
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.intake.web.rules import public
from services.intake.web.site import reading, site
from shared.delivery.queues import redis_client
from shared.revisions import newest_revisions

pages = Blueprint("health", __name__)

_BROKER_LIMIT_S = 0.2


@pages.get("/livez")
@public("tells only that the process answers")
def live() -> ResponseReturnValue:
    """The process answers."""
    return jsonify({"status": "ok"})


@pages.get("/readyz")
@public("tells only whether pages can be served")
def ready() -> ResponseReturnValue:
    """The database answers and is migrated. The broker is told of only: typing and sending work without it."""
    try:
        with reading() as rows:
            revisions = set(rows.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError as error:
        return jsonify({"status": "unavailable", "reason": type(error).__name__}), 503
    if revisions != newest_revisions("intake"):
        return jsonify({"status": "unavailable", "reason": "the database is not at the newest revision"}), 503
    return jsonify({"status": "ok", "broker": "ok" if broker_answers() else "unavailable"})


def broker_answers() -> bool:
    """Whether Redis answers at once."""
    try:
        with redis_client(site().settings, timeout_s=_BROKER_LIMIT_S) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
