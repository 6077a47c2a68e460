"""Every synchronous call of the system, beside the routes of events. Only intake calls; none decides a step.

Each goes over HTTP with a service token, outside any transaction, and has a time limit. (a) signing, whose answer only
informs; (b) reading or mending another service's own records for a person; (c) trying something out without effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Call:
    """One internal address. `why` is (a), (b) or (c) of the architecture; `limit_s` ends the waiting."""

    service: str
    method: str
    path: str
    why: str
    limit_s: float = 2.0


SIGN: Final = Call("documents", "POST", "/signatures", "(a) sign a paper with the signer's passphrase", 30.0)
MAKE_CERTIFICATE: Final = Call("documents", "POST", "/certificates", "(a) make a person's local certificate", 30.0)
FIND_CERTIFICATE: Final = Call("documents", "GET", "/certificates", "(b) whether a person has a certificate")
CHECK_PAPER: Final = Call("documents", "POST", "/checks", "(b) whether a file is a paper of ours, unchanged", 10.0)
READ_FORM: Final = Call("documents", "POST", "/data-forms/read", "(c) what a filled-in form says", 20.0)
CHECK_FIGURES: Final = Call("analysis", "POST", "/findings", "(c) what in figures not sent yet is worth a second look")
LIST_NOTICES: Final = Call("notify", "GET", "/notices", "(b) the ledger of a cycle's mails")


def _of_each(method: str, path: str, why: str) -> Mapping[str, Call]:
    return {service: Call(service, method, path, why) for service in ("analysis", "documents", "notify")}


CONDITIONS: Final = _of_each("GET", "/condition", "(b) how it is, for admins")
RECEIVED: Final = _of_each("GET", "/received", "(b) what has become of an event, for whoever follows figures")
DEAD_LETTERS: Final = _of_each("GET", "/dead-letters", "(b) what it could not take in, for admins")
REPLAYS: Final = _of_each("POST", "/dead-letters/replay", "(b) have that tried again")
"""By service."""

CALLS: Final = (
    SIGN,
    MAKE_CERTIFICATE,
    FIND_CERTIFICATE,
    CHECK_PAPER,
    READ_FORM,
    CHECK_FIGURES,
    LIST_NOTICES,
    *CONDITIONS.values(),
    *RECEIVED.values(),
    *DEAD_LETTERS.values(),
    *REPLAYS.values(),
)
