"""Settings from KINERJA_* variables, typed, refused at start with the name of what is wrong.

Every KINERJA_X may come from a file instead, which KINERJA_X_FILE names: a container gets its secrets that way.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

SERVICES = ("intake", "analysis", "documents", "notify")
SECRET_KEY_LEAST = 32


class Mode(StrEnum):
    """`demo` adds the role bar and the example marks; `rehearsal` also lets the rehearsal move the clock."""

    PRODUCTION = "production"
    DEMO = "demo"
    REHEARSAL = "rehearsal"


class SettingsInvalid(Exception):
    """A variable is missing or cannot be read; the message names each one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Kinerja cannot start:\n" + "\n".join(f"  {problem}" for problem in problems))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process may be told from outside. Secrets stay out of `repr`."""

    mode: Mode
    data: Path
    bind: str
    port: int
    public_url: str
    redis_url: str = field(repr=False)
    database_urls: Mapping[str, str] = field(repr=False)
    api_urls: Mapping[str, str]
    smtp_url: str = field(repr=False)
    mail_from: str
    mailbox_url: str | None
    files: Path
    secret_key: str = field(repr=False)
    clock_file: Path | None
    handler_limit_s: int
    heartbeat_s: int
    resend: bool

    @property
    def is_demo(self) -> bool:
        """Whether people, papers and mails are examples and must say so."""
        return self.mode is not Mode.PRODUCTION

    @property
    def is_https(self) -> bool:
        """Whether people reach us by https, which decides about `Secure` and `__Host-` cookies."""
        return urlsplit(self.public_url).scheme == "https"


@dataclass(slots=True)
class _Reader:
    values: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """What is set for KINERJA_<name>, directly or by a file; None for neither, "" when the file is no use."""
        variable = f"KINERJA_{name}"
        direct, path = self.values.get(variable), self.values.get(f"{variable}_FILE")
        if not path:
            return direct or None
        if direct:
            self.problems.append(f"{variable} and {variable}_FILE are both set; only one may be")
            return direct
        return self._content(f"{variable}_FILE", Path(path))

    def _content(self, variable: str, path: Path) -> str:
        try:
            content = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            # Not the error's own text: that of a decoding error quotes the bytes, which are a secret.
            reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
            self.problems.append(f"{variable} names {path}, which cannot be read: {reason}")
            return ""
        if not content:
            self.problems.append(f"{variable} names {path}, which is empty")
        return content

    def text(self, name: str, default: str | None = None) -> str:
        value = self.value(name)
        if value is None and default is None:
            self.problems.append(f"KINERJA_{name} is not set")
        return value or default or ""

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            self.problems.append(f"KINERJA_{name} is {text!r}; it takes a whole number from {least} to {most}")
            return default
        return int(text)

    def url(self, name: str, schemes: tuple[str, ...], default: str | None = None) -> str:
        text = self.text(name, default)
        if text and urlsplit(text).scheme not in schemes:
            self.problems.append(f"KINERJA_{name} must begin with one of {', '.join(s + '://' for s in schemes)}")
        return text

    def mode(self) -> Mode:
        text = self.text("MODE", Mode.PRODUCTION)
        if text not in set(Mode):
            self.problems.append(f"KINERJA_MODE is {text!r}; it takes {', '.join(Mode)}")
            return Mode.PRODUCTION
        return Mode(text)

    def switch(self, name: str, *, default: bool) -> bool:
        text = self.text(name, "on" if default else "off")
        if text not in {"on", "off"}:
            self.problems.append(f"KINERJA_{name} is {text!r}; it takes on or off")
        return text == "on"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings.

    Raises SettingsInvalid naming every variable that is missing or wrong, not only the first.
    """
    reader = _Reader(os.environ if environ is None else environ)
    mode = reader.mode()
    data = Path(reader.text("DATA"))
    port = reader.integer("PORT", 8067, 1, 65535)
    bind = reader.text("BIND", "127.0.0.1")
    settings = Settings(
        mode=mode,
        data=data,
        bind=bind,
        port=port,
        public_url=reader.url("PUBLIC_URL", ("http", "https"), f"http://{bind}:{port}").rstrip("/"),
        redis_url=_redis_url(reader),
        database_urls={service: _database_url(reader, service) for service in SERVICES},
        api_urls={
            service: reader.url(f"API_URL_{service.upper()}", ("http", "https")).rstrip("/") for service in SERVICES
        },
        smtp_url=reader.url("SMTP_URL", ("smtp", "smtps", "smtp+starttls")),
        mail_from=reader.text("MAIL_FROM", "kinerja@localhost.localdomain"),
        mailbox_url=reader.value("MAILBOX_URL"),
        files=Path(reader.text("FILES", str(data / "files"))),
        secret_key=reader.text("SECRET_KEY"),
        clock_file=_clock_file(reader, mode),
        handler_limit_s=reader.integer("HANDLER_LIMIT_S", 60, 5, 3600),
        heartbeat_s=reader.integer("HEARTBEAT_S", 5, 1, 60),
        resend=reader.switch("RESEND", default=True),
    )
    _check_secret(reader, settings)
    if reader.problems:
        raise SettingsInvalid(reader.problems)
    return settings


def read_database_url(service: str, environ: Mapping[str, str] | None = None) -> str:
    """Read the address of one service's database only, for a process that needs no other setting.

    Raises SettingsInvalid when it is missing or wrong.
    """
    reader = _Reader(os.environ if environ is None else environ)
    url = _database_url(reader, service)
    if reader.problems:
        raise SettingsInvalid(reader.problems)
    return url


def read_redis_url(environ: Mapping[str, str]) -> str:
    """Read the address of Redis only. Raises SettingsInvalid when it is missing or wrong."""
    reader = _Reader(environ)
    url = _redis_url(reader)
    if reader.problems:
        raise SettingsInvalid(reader.problems)
    return url


def _redis_url(reader: _Reader) -> str:
    return reader.url("REDIS_URL", ("redis", "rediss", "unix"))


def _database_url(reader: _Reader, service: str) -> str:
    url = reader.url(f"DATABASE_URL_{service.upper()}", ("sqlite", "postgresql+psycopg", "postgresql"))
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _clock_file(reader: _Reader, mode: Mode) -> Path | None:
    path = reader.value("CLOCK_FILE")
    if path and mode is not Mode.REHEARSAL:
        reader.problems.append("KINERJA_CLOCK_FILE may be set with KINERJA_MODE=rehearsal only")
    if mode is Mode.REHEARSAL and not path:
        reader.problems.append("KINERJA_CLOCK_FILE is not set; a rehearsal needs a clock of its own")
    return Path(path) if path else None


def _check_secret(reader: _Reader, settings: Settings) -> None:
    if settings.secret_key and len(settings.secret_key) < SECRET_KEY_LEAST:
        reader.problems.append(f"KINERJA_SECRET_KEY is shorter than {SECRET_KEY_LEAST} characters")
