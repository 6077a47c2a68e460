"""Strikes at the mail server's conversations."""

import json
from urllib.request import Request, urlopen

from faults.thrower import CALL_S, Thrower


def refuse_mail(thrower: Thrower) -> str:
    """The mail server takes nothing for now (451)."""
    return _mail_fault(thrower, "temporary", thrower.chance.randint(1, 6))


def cut_mail(thrower: Thrower) -> str:
    """The mail server keeps mails but cuts the conversation before it says so."""
    times = thrower.chance.randint(1, 3)
    thrower.cut += times
    return _mail_fault(thrower, "cut", times)


def cut_in_data(thrower: Thrower) -> str:
    """The mail server cuts conversations in the middle of DATA and keeps nothing."""
    return _mail_fault(thrower, "torn", thrower.chance.randint(1, 4))


def _mail_fault(thrower: Thrower, fault: str, times: int) -> str:
    body = json.dumps({"fault": fault, "times": times}).encode()
    call = Request(  # noqa: S310 - our own mailbox
        f"{thrower.stage.mailbox_url}/api/fault", data=body, headers={"Content-Type": "application/json"}
    )
    with urlopen(call, timeout=CALL_S):  # noqa: S310 - our own mailbox
        return f"{times} mails"
