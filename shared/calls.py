"""Every synchronous call of the system, beside the routes of events. Only intake calls; none decides a step.

Each goes over HTTP with a service token, outside any transaction, and has a time limit. (a) signing, whose answer only
informs; (b) reading another service's own records for a person; (c) trying something out without effect.
"""

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
ANALYSIS_CONDITION: Final = Call("analysis", "GET", "/condition", "(b) how it is, for admins")
DOCUMENTS_CONDITION: Final = Call("documents", "GET", "/condition", "(b) how it is, for admins")
NOTIFY_CONDITION: Final = Call("notify", "GET", "/condition", "(b) how it is, for admins")
ANALYSIS_RECEIVED: Final = Call("analysis", "GET", "/received", "(b) what has become of an event")
DOCUMENTS_RECEIVED: Final = Call("documents", "GET", "/received", "(b) what has become of an event")
NOTIFY_RECEIVED: Final = Call("notify", "GET", "/received", "(b) what has become of an event")

CALLS: Final = (
    SIGN,
    MAKE_CERTIFICATE,
    FIND_CERTIFICATE,
    CHECK_PAPER,
    READ_FORM,
    CHECK_FIGURES,
    LIST_NOTICES,
    ANALYSIS_CONDITION,
    DOCUMENTS_CONDITION,
    NOTIFY_CONDITION,
    ANALYSIS_RECEIVED,
    DOCUMENTS_RECEIVED,
    NOTIFY_RECEIVED,
)
