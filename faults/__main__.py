"""`./kinerja faults`: plays under faults, counts from outside what was lost or happened twice."""

import signal
import sys
from collections.abc import Sequence

from faults.campaign import Campaign, Result
from faults.journal import journal_in
from faults.options import CampaignOptions, read_options
from faults.stage import Stage, campaign_stage
from faults.strikes import FAULTS, possible
from launcher.broker import BrokerMissing
from launcher.readiness import StartFailed
from launcher.throwaway import Missing

HELD, FAILED, REFUSED = 0, 1, 2
_SHOWN = 40


def main(arguments: Sequence[str]) -> int:
    """Run a campaign; 0 when nothing was lost or doubled and every fault was over in time."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = read_options(arguments, list(FAULTS))
    try:
        with journal_in(options.out) as journal, campaign_stage(options) as stage:
            _say_left_out(stage)
            result = Campaign(stage, options, journal).run()
    except (Missing, BrokerMissing, StartFailed) as error:
        print(f"Uji gangguan tidak dapat dimulai: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Uji gangguan dihentikan.", file=sys.stderr)
        return FAILED
    _tell(result, options)
    return FAILED if result.lost or result.doubled or result.problems else HELD


def _say_left_out(stage: Stage) -> None:
    for name in FAULTS.keys() - possible(stage).keys():
        print(f"left out here: {name}", flush=True)


def _tell(result: Result, options: CampaignOptions) -> None:
    for difference in result.differences[:_SHOWN]:
        print(f"{difference.kind} {difference.number}: {difference.text}")
    for problem in result.problems:
        print(f"failed: {problem}")
    print(f"mails that came again under their Message-ID: {result.copies}; conversations cut: {result.cut} at most")
    print(
        f"faults={result.faults} events={result.events} lost={result.lost} doubled={result.doubled}"
        f" drain_max_s={result.drain_max_s:.1f} seed={options.seed}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
