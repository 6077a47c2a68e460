"""When a mail that did not get through is tried again.

The first tries follow each other quickly, because a server that is being restarted is back within seconds and a code
for signing in is good for ten minutes only. Then the pauses grow: greylisting servers (RFC 6647) want some minutes,
and a server that is down for a night must not be knocked at every second. After three days, the time RFC 5321
section 4.5.4.1 advises at least, the mail has failed and the ledger says so.
"""

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(days=3)
LAPSES_MOST = 12
"""So many conversations may end with the death of the worker before the mail itself is held to be the cause."""

_PAUSES_S = (2, 10, 30, 120, 600, 3600, 3 * 3600)
_URGENT_PAUSE_S = 30
_REQUEUE_S = 15
_REQUEUE_MOST_S = 3600


def next_try(failures: int, created_at: datetime, now: datetime, useful_until: datetime | None) -> datetime | None:
    """When to try again after the `failures`-th failure in a row (from 1); None to give up."""
    if now - created_at >= GIVE_UP_AFTER:
        return None
    pause = _PAUSES_S[min(failures, len(_PAUSES_S)) - 1]
    if useful_until is not None:
        pause = min(pause, _URGENT_PAUSE_S)
    return now + timedelta(seconds=pause)


def next_queuing(queuings: int, now: datetime) -> datetime:
    """When to queue a mail again that was queued `queuings` times (from 1) and that no worker has taken up yet.

    A message may have been lost with Redis, hence soon; or the line is long, hence less and less often.
    """
    return now + timedelta(seconds=min(_REQUEUE_S << min(queuings - 1, 8), _REQUEUE_MOST_S))
