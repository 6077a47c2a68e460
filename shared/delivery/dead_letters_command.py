"""`./kinerja dead-letters list | show | replay | discard`: what the services could not take in, on their own databases.

Without `--service` every service is asked whose database the settings name.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from shared.database import Database
from shared.delivery.dead_letters import MOST, DeadLetter, dead_letters, discard, envelope_of, replay
from shared.events.wire import schema_of
from shared.settings import SERVICES, SettingsInvalid, read_database_url

DONE, NOTHING, UNUSABLE = 0, 1, 2


class Unreadable(Exception):
    """A service's database does not answer; the message names it, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Found:
    """A dead letter with where it lies."""

    service: str
    database: Database
    letter: DeadLetter


def main(argv: Sequence[str]) -> int:
    """Do what the first word says. Returns 1 when nothing was found to do it to, 2 when the settings cannot be used."""
    arguments = _parser().parse_args(argv)
    try:
        databases = {service: Database(read_database_url(service)) for service in _services(arguments.service)}
    except SettingsInvalid as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    try:
        found = [each for each in _all(databases) if _is_meant(each.letter, arguments)]
        result: int = arguments.run(found, arguments)
    except Unreadable as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except SQLAlchemyError as error:
        sys.stderr.write(f"Basis data tidak menjawab di tengah jalan: {type(error).__name__}. Ulangi perintah ini.\n")
        return UNUSABLE
    finally:
        for database in databases.values():
            database.dispose()
    return result


def _services(chosen: str | None) -> tuple[str, ...]:
    if chosen:
        return (chosen,)
    named = tuple(
        name for name in SERVICES if any(f"KINERJA_DATABASE_URL_{name.upper()}{end}" in os.environ for end in _ENDS)
    )
    return named or SERVICES


_ENDS = ("", "_FILE")


def _all(databases: dict[str, Database]) -> Iterator[Found]:
    for service, database in databases.items():
        try:
            with database.read() as session:
                letters = dead_letters(session)
        except SQLAlchemyError as error:
            raise Unreadable(f"Basis data {service} tidak dapat dibaca: {type(error).__name__}") from error
        yield from (Found(service, database, letter) for letter in letters)


def _is_meant(letter: DeadLetter, arguments: argparse.Namespace) -> bool:
    return arguments.event in {None, letter.event_id} and arguments.handler in {None, letter.handler}


def _list(found: list[Found], arguments: argparse.Namespace) -> int:
    if arguments.json:
        lines = [{"service": each.service, **schema_of(DeadLetter).dump(each.letter)} for each in found]
        _say(json.dumps(lines, indent=1))
    elif not found:
        _say("Tidak ada kiriman yang gagal.")
    else:
        _say("\n\n".join(_in_words(each) for each in found))
        if len(found) >= MOST:
            _say(f"\nPaling banyak {MOST} yang terbaru dari tiap layanan ditampilkan.")
    return DONE


def _in_words(found: Found) -> str:
    letter = found.letter
    return (
        f"{letter.event_id}  {found.service}.{letter.handler}\n"
        f"  {letter.type} dari {letter.publisher}, {letter.subject} revisi {letter.revision}\n"
        f"  trace_id {letter.about.trace or '-'}\n"
        f"  gagal {letter.died_at.isoformat(timespec='seconds')} setelah {letter.attempts} percobaan: {letter.error}"
    )


def _show(found: list[Found], _arguments: argparse.Namespace) -> int:
    for each in found:
        with each.database.read() as session:
            envelope = envelope_of(session, each.letter.event_id, each.letter.handler)
        _say(f"{_in_words(each)}\n{json.dumps(envelope, indent=1, ensure_ascii=False)}")
    return _ended(len(found), "Tidak ada kiriman gagal dengan nomor itu.")


def _each(act: Callable[[Session, UUID, str], bool], word: str) -> Callable[[list[Found], argparse.Namespace], int]:
    def run(found: list[Found], arguments: argparse.Namespace) -> int:
        if (arguments.event is None) is not arguments.all:
            sys.stderr.write("Sebutkan nomor kirimannya, atau --all untuk semua, tidak keduanya.\n")
            return UNUSABLE
        done = 0
        for each in found:
            with each.database.write() as session:
                if act(session, each.letter.event_id, each.letter.handler):
                    done += 1
                    _say(f"{each.letter.event_id}  {each.service}.{each.letter.handler}: {word}")
        return _ended(done, "Tidak ada kiriman gagal yang cocok.")

    return run


def _ended(count: int, otherwise: str) -> int:
    if count:
        return DONE
    sys.stderr.write(f"{otherwise}\n")
    return NOTHING


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kinerja dead-letters",
        description="Kiriman antarlayanan yang gagal diolah: melihat, mengulang, atau melepaskannya.",
    )
    words = parser.add_subparsers(required=True, metavar="PERINTAH")
    listing = words.add_parser("list", help="menampilkan semua kiriman yang gagal")
    listing.add_argument("--json", action="store_true", help="tulis sebagai JSON")
    listing.set_defaults(run=_list, event=None, handler=None)
    show = words.add_parser("show", help="menampilkan seluruh isi satu kiriman (memuat nama dan alamat)")
    show.set_defaults(run=_show)
    again = words.add_parser("replay", help="mengulang: aman, isinya tidak akan terhitung dua kali")
    again.set_defaults(run=_each(replay, "akan diulang"))
    give_up = words.add_parser("discard", help="melepaskan: tidak akan diolah lagi")
    give_up.set_defaults(run=_each(discard, "dilepaskan"))
    for word in (again, give_up):
        word.add_argument("event", type=UUID, nargs="?", metavar="NOMOR", help="nomor kiriman seperti pada list")
        word.add_argument(
            "--all", action="store_true", help="semua yang gagal, paling banyak 500 dari tiap layanan sekali jalan"
        )
    show.add_argument("event", type=UUID, metavar="NOMOR", help="nomor kiriman seperti pada list")
    for word in (show, again, give_up):
        word.add_argument("--handler", help="hanya yang gagal pada pengolah ini")
    for word in (listing, show, again, give_up):
        word.add_argument("--service", choices=SERVICES, help="hanya layanan ini")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
