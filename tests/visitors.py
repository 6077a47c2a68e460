"""People in front of intake's doors: browsers with cookies, on an app over a real database."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from services.intake.domain.cycle import Task
from services.intake.domain.rights import Person
from services.intake.models import ChallengeRecord, FailureRecord, PersonRecord, SessionRecord
from services.intake.models.record import IntakeRecord
from services.intake.passwords import hash_password
from services.intake.process.tasks import cycle_of_task
from services.intake.web.app import create_app
from services.intake.web.site import Site, site
from shared.clock import machine_now
from shared.database import Database
from shared.keys import link_code, one_time_code
from shared.settings import Settings, read_settings
from tests.intake_office import IntakeOffice

SECRET = "a secret of the tests that is long enough"
PASSWORD = "sandi yang cukup panjang"
HTTPS = "https://kinerja.example"


def settings_for(folder: Path, **changes: str) -> Settings:
    services = ("INTAKE", "ANALYSIS", "DOCUMENTS", "NOTIFY")
    return read_settings(
        {
            "KINERJA_MODE": "demo",
            "KINERJA_DATA": str(folder),
            "KINERJA_REDIS_URL": "redis://127.0.0.1:1/0",
            "KINERJA_SMTP_URL": "smtp://127.0.0.1:1",
            "KINERJA_SECRET_KEY": SECRET,
            **{f"KINERJA_DATABASE_URL_{name}": f"sqlite:///{folder / 'unused.sqlite'}" for name in services},
            **{f"KINERJA_API_URL_{name}": "http://127.0.0.1:1" for name in services},
            **{f"KINERJA_{name}": value for name, value in changes.items()},
        }
    )


def site_of(app: Flask) -> Site:
    with app.app_context():
        return site()


def _as_file(value: Any) -> Any:
    return FileStorage(value[0], filename=value[1]) if isinstance(value, tuple) else value


class _CompiledTemplates(BytecodeCache):
    """Templates compiled once for all apps of a test run: compiling was a third of what a test of pages cost."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (kept := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


class Visitor:
    """One browser. It sends the token of the last form it saw, as a person's browser would."""

    def __init__(self, app: Flask, address: str = "10.0.0.1") -> None:
        self.client: FlaskClient = app.test_client()
        self._from = {"REMOTE_ADDR": address}
        self.token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        answer = self.client.get(path, environ_base=self._from, **options)
        if found := re.search(r'name="csrf_token" value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, fields: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        sent = {"csrf_token": self.token, **(fields or {})}
        if options.get("content_type") == "multipart/form-data":
            # In memory: the client's own way leaves its temporary file open.
            boundary, body = encode_multipart({name: _as_file(value) for name, value in sent.items()})
            return self.client.post(
                path, data=body, content_type=f"multipart/form-data; boundary={boundary}", environ_base=self._from
            )
        return self.client.post(path, data=sent, environ_base=self._from, **options)

    def try_password(self, email: str, password: str = PASSWORD) -> TestResponse:
        self.get("/masuk")
        return self.post("/masuk", {"email": email, "sandi": password, "cara": "sandi"})

    def ask_for_code(self, email: str, password: str = "") -> TestResponse:
        self.get("/masuk")
        return self.post("/masuk", {"email": email, "sandi": password, "cara": "kode"})

    def try_code(self, code: str) -> TestResponse:
        self.get("/masuk/kode")
        return self.post("/masuk/kode", {"kode": code})

    def go_on_as(self, person: Person) -> "Visitor":
        """Sign in by the demo's bar."""
        self.get("/masuk")
        self.post("/contoh/lanjut-sebagai", {"orang": str(person.person_id)})
        self.get("/")
        return self

    @property
    def is_in(self) -> bool:
        return self.get("/").status_code == 200

    @property
    def cookie(self) -> str | None:
        found = self.client.get_cookie("kinerja")
        return found.value if found else None


class Doors:
    """The web over an office's database."""

    def __init__(self, office: IntakeOffice, folder: Path) -> None:
        self.office = office
        self.database: Database = office.database
        self.folder = folder
        self.app = self.app_with()

    def app_with(self, **changes: str) -> Flask:
        app = create_app(settings_for(self.folder, **changes), self.database, self.office.clock)
        app.testing = True
        app.jinja_env.bytecode_cache = _COMPILED
        return app

    def visitor(self, address: str = "10.0.0.1") -> Visitor:
        return Visitor(self.app, address)

    def with_password(self, role: str) -> str:
        """Give a role's holder the password; returns the address."""
        person = self.office.person(role)
        with self.database.write() as rows:
            row = rows.get_one(PersonRecord, person.person_id)
            row.password_hash = hash_password(PASSWORD)
            return row.email

    def email_of(self, role: str) -> str:
        with self.database.read() as rows:
            return rows.get_one(PersonRecord, self.office.person(role).person_id).email

    def store(self, content: bytes) -> str:
        """Put a file where the web finds it; its sha256."""
        return site_of(self.app).files.put(content)

    def share_address(self, role: str, other: str) -> str:
        """Let two people have one address."""
        email = self.with_password(role)
        with self.database.write() as rows:
            rows.get_one(PersonRecord, self.office.person(other).person_id).email = email.upper()
        return email

    def mailed_code(self) -> str:
        """The digits notify would mail for the newest challenge."""
        with self.database.read() as rows:
            newest = rows.scalars(select(ChallengeRecord).order_by(ChallengeRecord.expires_at.desc())).first()
        assert newest is not None
        assert newest.person_id is not None
        return one_time_code(SECRET, newest.person_id, newest.id)

    def age(self, row: type[IntakeRecord], column: str, by: timedelta) -> None:
        """Let machine time pass for rows: move them into the past."""
        with self.database.write() as rows:
            for found in rows.scalars(select(row)):
                setattr(found, column, getattr(found, column) - by)

    def wait_out(self) -> None:
        """Let every wait end, without letting failures be forgotten."""
        with self.database.write() as rows:
            rows.execute(update(FailureRecord).values(waits_until=machine_now() - timedelta(seconds=1)))

    def sessions(self) -> list[SessionRecord]:
        with self.database.read() as rows:
            return list(rows.scalars(select(SessionRecord)))

    def link(self, task: Task, issue: int | None = None) -> str:
        """The mailed link of a task as notify makes it now."""
        return self.link_for(task, self.office.cycle(self.cycle_of(task)).content_hash, issue)

    def link_for(self, task: Task, content_hash: str | None, issue: int | None = None) -> str:
        """The mailed link as it was made for this content."""
        number = task.link_issue if issue is None else issue
        return f"/buka/{link_code(SECRET, task.id, task.holder.person_id, content_hash, number)}"

    def cycle_of(self, task: Task) -> UUID:
        with self.database.read() as rows:
            return cycle_of_task(rows, task.id)
