"""`./kinerja rehearse` (gladi): plays a whole cycle as people would, over HTTP and the mailbox only."""

import logging
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from launcher.broker import BrokerMissing
from launcher.throwaway import Missing
from rehearsal.data_file import read_data_file
from rehearsal.evidence import copies, distinct, download, mails_missing, missing, unplayed
from rehearsal.failure import CannotBegin, RehearsalFailed
from rehearsal.office import Office, make_office
from rehearsal.options import RehearsalOptions, read_options
from rehearsal.play import Board, Plan, Play
from rehearsal.report import report_of, write_report
from rehearsal.stage import Stage, folder_for, running_stage, throwaway_stage

DONE, FAILED, REFUSED = 0, 1, 2
_MAIL_LIMIT_S = 60
_PAUSE_S = 0.05


def main(arguments: Sequence[str]) -> int:
    """Play; 0 when all is there, 1 when something is missing, 2 when it cannot be played as asked."""
    signal.signal(signal.SIGTERM, _end)
    # What ends the supervision is told in words below; its trace is of no use to who rehearses.
    logging.getLogger("launcher").addFilter(lambda record: record.exc_info is None)
    began = time.monotonic()
    try:
        rehearse(read_options(arguments))
    except (CannotBegin, Missing, BrokerMissing) as error:
        return _say(f"Gladi tidak dapat dimulai: {error}", REFUSED)
    except RehearsalFailed as error:
        return _say(f"Gladi gagal: {error}", FAILED)
    except KeyboardInterrupt:
        return _say("Gladi dihentikan.", FAILED)
    return _say(f"Gladi selesai dalam {time.monotonic() - began:.1f} detik.".replace(".", ",", 1), DONE)


def rehearse(options: RehearsalOptions) -> None:
    """Play what is asked for. Raises CannotBegin before anything starts, RehearsalFailed, Missing, BrokerMissing."""
    with folder_for(options.out) as out, folder_for(None) as throwaway:
        if options.against:
            stage = running_stage(options.against, options.mailbox)
            play_on(stage, Plan({}, returned=options.returned), options, out)
            return
        data = read_data_file(options.data) if options.data else None
        office = make_office(throwaway, data, options.sop)
        plan = _plan(office, options)
        with throwaway_stage(office.file, throwaway, options.database) as stage:
            play_on(stage, plan, options, out)


def play_on(stage: Stage, plan: Plan, options: RehearsalOptions, out: Path) -> None:
    """Play a cycle on a stage, write the report, and fail with everything that is missing."""
    stage.mailbox.look()
    play = Play(stage.players(), stage.mailbox, stage.clock, plan)
    board = play.run(options.period)
    documents = download(play.players.watcher, board, out)
    _wait_for_mails(stage, board)
    mails = distinct(stage.mailbox.mails, board["id"])
    if options.json:
        write_report(report_of(board, mails, documents), options.json)
    lost = [*missing(board, mails, documents), *unplayed(board, late=plan.late, returned=plan.returned)]
    if lost:
        raise RehearsalFailed("bukti tidak lengkap:", *(f"  {line}" for line in lost))
    again = copies(stage.mailbox.mails)
    _say(f"{len(board['runs'])} langkah, {len(mails)} surat ({again} salinan), {len(documents)} dokumen lengkap.", DONE)


def _plan(office: Office, options: RehearsalOptions) -> Plan:
    if options.late is not None:
        office.sop.check_late(options.late)
    if options.returned is not None:
        office.sop.check_return(options.returned)
    return Plan(office.rows, options.late, options.returned)


def _wait_for_mails(stage: Stage, board: Board) -> None:
    """The last mails may still be under way when the cycle has ended."""
    until = time.monotonic() + _MAIL_LIMIT_S
    stage.mailbox.look()
    while mails_missing(board, distinct(stage.mailbox.mails, board["id"])) and time.monotonic() < until:
        time.sleep(_PAUSE_S)
        stage.mailbox.look()


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr, flush=True)
    return code


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
