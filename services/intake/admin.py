"""`./kinerja admin create --office CODE --name NAME`: an account that may manage an office.

The e-mail address and the password are asked for on the terminal; a password never stands on a command line, where
other users of the machine could read it. A script sets KINERJA_ADMIN_EMAIL and KINERJA_ADMIN_PASSWORD instead.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.intake.models import OfficeRecord, PersonRecord
from services.intake.passwords import SHORTEST, hash_password, password_problem
from services.intake.terminal import intake_database
from shared.settings import SettingsInvalid, read_settings

CREATED, REFUSED, UNUSABLE = 0, 1, 2


class AdminRefused(Exception):
    """The account cannot be made; the message says why, in Indonesian."""


def main(argv: Sequence[str]) -> int:
    """Make an admin account. Returns 1 when it is refused, 2 when the settings cannot be used."""
    arguments = _parser().parse_args(argv)
    try:
        settings = read_settings()
        email, password = _email(), _password()
        with intake_database(settings) as (database, _), database.write() as session:
            create_admin(session, office=arguments.office, name=arguments.name, email=email, password=password)
    except AdminRefused as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except SettingsInvalid as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    sys.stdout.write(f"Akun admin {arguments.name} untuk {arguments.office} sudah dibuat.\n")
    return CREATED


def create_admin(session: Session, *, office: str, name: str, email: str, password: str) -> PersonRecord:
    """Add an admin to the office with this code. Raises AdminRefused."""
    if problem := password_problem(password, name, email):
        raise AdminRefused(problem)
    row = session.scalars(select(OfficeRecord).where(OfficeRecord.code == office)).first()
    if row is None:
        codes = ", ".join(session.scalars(select(OfficeRecord.code).order_by(OfficeRecord.code))) or "belum ada"
        raise AdminRefused(f"Kantor dengan kode {office} tidak ada. Kode yang ada: {codes}.")
    same = (PersonRecord.office_id == row.id, func.lower(PersonRecord.email) == email.lower(), PersonRecord.is_admin)
    if session.scalars(select(PersonRecord).where(*same)).first():
        raise AdminRefused(f"Akun admin dengan alamat {email} sudah ada pada {row.name}.")
    person = PersonRecord(
        id=uuid4(),
        office_id=row.id,
        name=name,
        nip=None,
        email=email,
        phone=None,
        password_hash=hash_password(password),
        is_admin=True,
    )
    session.add(person)
    session.flush()
    return person


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./kinerja admin", description="Membuat akun admin sebuah kantor.")
    commands = parser.add_subparsers(required=True, metavar="create")
    create = commands.add_parser("create", help="membuat akun admin")
    create.add_argument("--office", required=True, metavar="KODE", help="kode kantor, misalnya kecamatan-mentebah")
    create.add_argument("--name", required=True, metavar="NAMA", help="nama admin")
    return parser


def _email() -> str:
    email = (os.environ.get("KINERJA_ADMIN_EMAIL") or input("Alamat e-mail: ")).strip()
    if "@" not in email or " " in email:
        raise AdminRefused(f"“{email}” bukan alamat e-mail.")
    return email


def _password() -> str:
    given = os.environ.get("KINERJA_ADMIN_PASSWORD")
    if given:
        return given
    password = getpass.getpass(f"Kata sandi (paling sedikit {SHORTEST} huruf): ")
    if password != getpass.getpass("Ulangi kata sandi: "):
        raise AdminRefused("Kedua kata sandi tidak sama.")
    return password


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
