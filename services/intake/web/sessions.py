"""Server-side sessions: the cookie holds a random id, the database everything else."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from werkzeug.datastructures import CallbackDict

from services.intake.ended_sessions import has_ended
from services.intake.models import SessionRecord
from shared.clock import machine_now
from shared.database import Database

_TOUCH_AFTER = timedelta(minutes=1)
_PERSON = "person_id"


def hash_of(secret: str) -> str:
    """How a random id or cookie value is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What is known of one browser. JSON values only."""

    def __init__(self, secret: str | None = None, data: dict[str, Any] | None = None) -> None:
        super().__init__(data or {}, on_update=_note_change)
        self.secret = secret
        self.replaces: str | None = None
        self.needs_touch = False
        self.modified = False

    @property
    def person_id(self) -> UUID | None:
        """Who is signed in."""
        text = self.get(_PERSON)
        return UUID(text) if text else None

    def renew(self) -> None:
        """Go on under a new id: an id known before means nothing any more."""
        self.replaces, self.secret = self.secret, None
        self.pop("csrf_token", None)

    def sign_in(self, person_id: UUID) -> None:
        """Make it this person's session, under a new id; what another person left in it is forgotten."""
        if self.person_id not in {None, person_id}:
            self.clear()
        self.renew()
        self[_PERSON] = str(person_id)

    def sign_out(self) -> None:
        """Forget everything."""
        self.replaces, self.secret = self.secret, None
        self.clear()


def _note_change(session: CallbackDict[str, Any]) -> None:
    session.modified = True  # type: ignore[attr-defined] # SessionMixin's attribute


class DatabaseSessions(SessionInterface):
    """Opens and saves sessions. A visitor who needs none gets no row and no cookie."""

    def __init__(self, database: Callable[[], Database], *, is_https: bool) -> None:
        self._database = database
        self._is_https = is_https
        self.cookie = "__Host-kinerja" if is_https else "kinerja"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        secret = request.cookies.get(self.cookie)
        if not secret:
            return ServerSession()
        now = machine_now()
        with self._database().read() as rows:
            row = rows.get(SessionRecord, hash_of(secret))
        if row is None or has_ended(row, now):
            return ServerSession()
        session = ServerSession(secret, dict(row.data))
        session.needs_touch = now - row.seen_at > _TOUCH_AFTER
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, ServerSession):
            raise TypeError(type(session).__name__)
        if not session.modified and not session.needs_touch:
            return
        if self._write(session):
            self._set_cookie(session, response)

    def _set_cookie(self, session: ServerSession, response: Response) -> None:
        response.vary.add("Cookie")
        if session.secret is None:
            response.delete_cookie(self.cookie, path="/", secure=self._is_https, httponly=True, samesite="Lax")
            return
        response.set_cookie(self.cookie, session.secret, path="/", secure=self._is_https, httponly=True, samesite="Lax")

    def _write(self, session: ServerSession) -> bool:
        """Write the row; whether the browser must be told of another id."""
        with self._database().write() as rows:
            if session.replaces:
                rows.execute(delete(SessionRecord).where(SessionRecord.id_hash == hash_of(session.replaces)))
            if session.secret is not None:
                # Gone when another request signed out or in meanwhile: it must not come back, nor its cookie.
                if row := rows.get(SessionRecord, hash_of(session.secret), with_for_update=True):
                    _fill(row, session)
                return False
            if session:
                session.secret = secrets.token_urlsafe(32)
                row = SessionRecord(id_hash=hash_of(session.secret), created_at=machine_now())
                _fill(row, session)
                rows.add(row)
            return True


def _fill(row: SessionRecord, session: ServerSession) -> None:
    row.person_id = session.person_id
    row.data = dict(session)
    row.seen_at = machine_now()
