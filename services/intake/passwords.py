"""Passwords are kept as argon2id hashes (RFC 9106) and nowhere else; what a new one must be is said here, once."""

import re
from string import digits

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200

# 46 MiB, one pass, one lane: a choice of OWASP's password storage cheat sheet that a small server can bear.
_HASHER = PasswordHasher(memory_cost=46 * 1024, time_cost=1, parallelism=1)
# What an account without a password is held against. Written down, for making it takes every process that starts
# 46 MiB and a tenth of a second; no password is accepted by it.
NOBODYS = "$argon2id$v=19$m=47104,t=1,p=1$R1TeebXvCXfxtLi/wiuYEA$s1A02wlK1I/PdXxn0fnb+mDmYnLMdFh6/hEm1sXrR68"

# What is tried first, here and elsewhere, when nothing but digits and marks is added to reach the length.
_COMMON_WORDS = """
    password passw0rd katasandi sandi rahasia bismillah indonesia indonesiaraya merdeka garuda pancasila admin
    administrator qwerty qwertyuiop qwertyuiopasdf asdfghjkl zxcvbnm qazwsxedc abcdefghijkl sayang sayangku
    akusayangkamu cintaku alhamdulillah kinerja kinerjakami kecamatan kelurahan pemerintah selamatpagi letmein
    iloveyou welcome
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ROWS_OF_DIGITS = "0123456789" * 5 + "9876543210" * 5
_FEW = 3


def hash_password(password: str) -> str:
    """The hash to keep, with its salt and parameters in it."""
    return _HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Whether this is the password. As slow for an account that has none as for a wrong password."""
    try:
        _HASHER.verify(kept or NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def password_problem(password: str, name: str, email: str) -> str | None:
    """What a new password of the person with this name and address lacks, as a sentence; None when it will do."""
    if len(password) < SHORTEST:
        return f"Kata sandi paling sedikit {SHORTEST} huruf."
    if len(password) > LONGEST:
        return f"Kata sandi paling banyak {LONGEST} huruf."
    bare = _bare(password)
    core = bare.strip(digits)
    if len(set(bare)) <= _FEW or bare in _ROWS_OF_DIGITS or core in _COMMON:
        return "Kata sandi itu terlalu mudah ditebak. Pakailah beberapa kata yang hanya Anda kenal."
    if core in _own_words(name, email):
        return "Kata sandi tidak boleh nama atau alamat e-mail sendiri. Pakailah beberapa kata lain."
    return None


def _own_words(name: str, email: str) -> set[str]:
    words = [_bare(word) for word in re.sub(r"\(.*?\)", "", name).split()]
    local, _, domain = email.partition("@")
    own = {"".join(words), "".join(reversed(words)), _bare(email), _bare(local), _bare(domain), *words}
    return {word.strip(digits) for word in own} - {""}


def _bare(text: str) -> str:
    """Letters and digits alone, small."""
    return re.sub(r"[\W_]", "", text.casefold())
