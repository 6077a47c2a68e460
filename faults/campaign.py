"""A campaign: players at work, fault after fault, and what came of it."""

import random
import time
from dataclasses import dataclass, field

import psutil
import redis

from faults.counting import Difference, boards_of, differences, doubled_effects, total
from faults.journal import Journal
from faults.load import Player
from faults.options import CampaignOptions
from faults.stage import Stage
from faults.strikes import Strike, possible
from faults.tally import effects_at
from faults.thrower import Thrower
from launcher.system_map import SERVICES
from rehearsal.evidence import copies
from rehearsal.failure import RehearsalFailed
from rehearsal.mailbox import Mailbox

_LOOK_S = 0.1
_SETTLE_LOOK_S = 1.0
_BEGIN_LIMIT_S = 120.0
"""How long everybody may take to begin, before the first fault: a busy machine is no fault."""
_SECOND_FAULT = 0.3
"""How often a second fault follows before the first is over."""


@dataclass(slots=True)
class Result:
    """What a campaign found. `copies` of mails are allowed up to `cut`, the conversations that were cut."""

    faults: int = 0
    events: int = 0
    copies: int = 0
    cut: int = 0
    drain_max_s: float = 0.0
    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return total(self.differences, "lost")

    @property
    def doubled(self) -> int:
        return total(self.differences, "doubled") + max(0, self.copies - self.cut)


class Campaign:
    """One campaign on a stage that stands."""

    def __init__(self, stage: Stage, options: CampaignOptions, journal: Journal) -> None:
        self._stage = stage
        self._options = options
        self._journal = journal
        self._chance = random.Random(options.seed)  # noqa: S311 - a seed that gives the same faults again
        self._thrower = Thrower(stage, self._chance)
        self._result = Result()
        self._players = [
            Player(stage.system.plan.local_web_url, stage.mailbox_url, office, number, journal)
            for number, office in enumerate(stage.offices)
        ]

    def run(self) -> Result:
        """Throw faults until the time is over, let the players stop, wait until all is quiet, count."""
        for player in self._players:
            player.start()
        self._throw_all()
        for player in self._players:
            player.stop()
        self._settle()
        self._count_effects()
        return self._result

    def _throw_all(self) -> None:
        faults = list(self._chosen().items())
        if self._wait_for_all(time.monotonic(), _BEGIN_LIMIT_S) > _BEGIN_LIMIT_S:
            self._result.problems.append("not everybody had begun before the first fault")
        until = time.monotonic() + self._options.minutes * 60
        while time.monotonic() < until and not self._result.problems:
            began = self._throw(*self._chance.choice(faults))
            if self._chance.random() < _SECOND_FAULT:
                time.sleep(self._chance.uniform(0, 2))
                began = self._throw(*self._chance.choice(faults))
            drain = self._wait_for_all(began, self._options.patience_s)
            self._result.drain_max_s = max(self._result.drain_max_s, drain)
            self._journal.note("", "drained", text=f"{drain:.1f} s")
            if drain > self._options.patience_s:
                self._result.problems.append(f"not everybody went on within {self._options.patience_s:.0f} s")

    def _chosen(self) -> dict[str, Strike]:
        known = possible(self._stage)
        return {name: known[name] for name in self._options.only if name in known} or known

    def _throw(self, name: str, strike: Strike) -> float:
        """Throw one; when it was over."""
        self._result.faults += 1
        try:
            self._journal.note("", name, text=strike(self._thrower))
        except (OSError, psutil.Error, redis.RedisError) as error:  # what it wanted to strike was down already
            self._journal.note("", name, text=f"met nobody: {type(error).__name__}")
        return time.monotonic()

    def _wait_for_all(self, since: float, limit_s: float) -> float:
        """Until every player has begun and finished something since; how long that took, in seconds."""
        while time.monotonic() - since <= limit_s:
            if all(self._journal.gone_on_since(player.office, since) for player in self._players):
                break
            time.sleep(_LOOK_S)
        return time.monotonic() - since

    def _settle(self) -> None:
        """Wait until nothing is missing any more; what still is after a long quiet time is lost."""
        for player in self._players:
            if not player.join(self._options.patience_s):
                self._result.problems.append(f"{player.office} did not come to the end of an act")
            if player.problem:
                self._result.problems.append(f"{player.office}: {player.problem!r}")
        until = time.monotonic() + self._options.patience_s
        while self._look() and time.monotonic() < until:
            time.sleep(_SETTLE_LOOK_S)

    def _look(self) -> list[Difference]:
        mailbox = Mailbox(self._stage.mailbox_url)
        try:
            mailbox.look()
            boards = [board for player in self._players for board in boards_of(player.players(), player.cycles)]
        except (RehearsalFailed, OSError) as error:
            self._result.differences = [Difference("lost", 1, f"boards or mailbox cannot be read: {error}")]
            return self._result.differences
        self._result.differences = differences(boards, mailbox.mails, self._journal)
        self._result.copies, self._result.cut = copies(mailbox.mails), self._thrower.cut
        return self._result.differences

    def _count_effects(self) -> None:
        for service in SERVICES:
            effects = effects_at(self._stage.database_url(service))
            self._result.events += len(effects)
            self._result.differences += doubled_effects(service, effects)
