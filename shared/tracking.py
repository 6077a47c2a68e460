"""The kode lacak: a short code by which people follow one submission of figures through all services.

It proves nothing and opens nothing: who may see the submission may follow it. It is derived, so that every service and
every version of an event names the same one.
"""

import base64
import hashlib
from uuid import UUID

_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
"""Crockford's alphabet: no letter that is taken for a digit when it is read out on the telephone."""
_LOOK_ALIKE = str.maketrans("OIL", "011")
_BYTES, _HALF = 5, 4


def tracking_code(cycle_id: UUID, unit_id: UUID, number: int) -> str:
    """The code of a unit's revision `number`, such as "7K3M-Q2XA"."""
    named = f"kode lacak/{cycle_id}/{unit_id}/{number}".encode()
    code = base64.b32encode(hashlib.sha256(named).digest()[:_BYTES]).decode().translate(_LETTERS)
    return f"{code[:_HALF]}-{code[_HALF:]}"


def read_tracking_code(typed: str) -> str:
    """What was typed, as codes are written: capitals, one hyphen, no look-alikes."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_LOOK_ALIKE)
    return f"{kept[:_HALF]}-{kept[_HALF:]}"
