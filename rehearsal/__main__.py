"""`./kinerja rehearse` (gladi): plays a whole cycle as people would, over HTTP and the mailbox only."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from launcher.broker import BrokerMissing
from launcher.readiness import StartFailed
from launcher.throwaway import Missing
from rehearsal.browser import PageRefused
from rehearsal.data_file import DataFileInvalid, read_data_file
from rehearsal.evidence import distinct, download, missing
from rehearsal.mailbox import MailMissing
from rehearsal.office import ADMIN_OF_DEMO, Office, OfficeRefused, make_office
from rehearsal.play import Plan, Play, RehearsalFailed
from rehearsal.report import report_of, write_report
from rehearsal.stage import Stage, folder_for, running_stage, throwaway_stage

FAILED, REFUSED = 1, 2
PERIOD = "2025"


def main(arguments: Sequence[str]) -> int:
    """Play; 0 when all is there, 1 when something is missing, 2 when it cannot be played as asked."""
    chosen = _parser().parse_args(arguments)
    began = time.monotonic()
    try:
        _check_options(chosen)
        _rehearse(chosen)
    except (DataFileInvalid, OfficeRefused, Missing, BrokerMissing, OptionsClash) as error:
        return _say(f"Gladi tidak dapat dimulai: {error}", REFUSED)
    except (RehearsalFailed, PageRefused, MailMissing, StartFailed, ValueError) as error:
        return _say(f"Gladi gagal: {error}", FAILED)
    return _say(f"Gladi selesai dalam {time.monotonic() - began:.1f} detik.", 0)


class OptionsClash(Exception):
    """Two options do not go together."""


def _check_options(chosen: argparse.Namespace) -> None:
    if chosen.against and chosen.late is not None:
        raise OptionsClash("--late moves the clock, which a running system does not allow (--against)")
    if chosen.against and (chosen.sop or chosen.data):
        raise OptionsClash("--against plays with the office that runs there; --sop and --data make one")


def _rehearse(chosen: argparse.Namespace) -> None:
    data = read_data_file(chosen.data) if chosen.data else None
    with folder_for(chosen.out) as out, folder_for(None) as throwaway:
        office = make_office(throwaway, data, chosen.sop)
        if chosen.against:
            _play(running_stage(chosen.against, chosen.mailbox), office, ADMIN_OF_DEMO, chosen, out)
            return
        with throwaway_stage(office.file, throwaway, chosen.database) as stage:
            _play(stage, office, office.admin, chosen, out)


def _play(stage: Stage, office: Office, opener: str, chosen: argparse.Namespace, out: Path) -> None:
    stage.mailbox.look()
    players = stage.players()
    plan = Plan(office.rows, chosen.late, chosen.returned)
    play = Play(players, stage.mailbox, stage.clock, plan, opener)
    board = play.run(chosen.period)
    documents = download(players.browser_of(opener), board, out)
    stage.mailbox.look()
    mails = distinct(stage.mailbox.mails, board["id"])
    if chosen.json:
        write_report(report_of(board, mails, documents), chosen.json)
    if lost := missing(board, mails, documents, late=chosen.late):
        raise RehearsalFailed("\n  ".join(["", *lost]))


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kinerja rehearse", description="Gladi: memainkan satu siklus penuh.")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite", help="bawaan: sqlite")
    parser.add_argument("--data", type=Path, metavar="BERKAS.csv", help="unit dan indikator pengganti data contoh")
    parser.add_argument("--sop", type=Path, metavar="BERKAS.yaml", help="SOP lain; kantor contoh dibuat untuknya")
    parser.add_argument("--late", type=int, metavar="N", help="tugas terakhir langkah N melewati waktu baku")
    parser.add_argument("--return", type=int, metavar="N", dest="returned", help="keputusan langkah N sekali kembali")
    parser.add_argument("--against", metavar="URL", help="pada sistem contoh yang sedang berjalan")
    parser.add_argument("--mailbox", metavar="URL", help="kotak e-mail sistem itu, bila tidak ditautkan di halamannya")
    parser.add_argument("--period", default=PERIOD, metavar="TAHUN", help=f"bawaan: {PERIOD}")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="simpan dokumen di sini")
    parser.add_argument("--json", type=Path, metavar="BERKAS", help="tulis laporan gladi sebagai JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
