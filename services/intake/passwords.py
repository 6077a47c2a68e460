"""Passwords are kept as argon2id hashes (RFC 9106) and nowhere else."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12

# 46 MiB, one pass, one lane: a choice of OWASP's password storage cheat sheet that a small server can bear.
_HASHER = PasswordHasher(memory_cost=46 * 1024, time_cost=1, parallelism=1)
_NOBODYS = _HASHER.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """The hash to keep, with its salt and parameters in it."""
    return _HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password. As slow for an account that has none as for a wrong password."""
    try:
        _HASHER.verify(kept or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
