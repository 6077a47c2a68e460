"""Runs a program that ends when the process that started it ends, however that comes about.

`python -I -S tether.py PARENT SIGNAL UID:GID|- COMMAND...`; prctl(2) PR_SET_PDEATHSIG. It is a program of its
own, not a `preexec_fn`, because the launcher has threads. The mark survives exec, but not a change of user:
so the user is changed here, before it is set. The kernel sends the signal when the *thread* that started the
program ends; the launcher therefore starts everything from one thread that ends last.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def _become(user: str) -> None:
    uid, gid = (int(part) for part in user.split(":"))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(arguments: list[str]) -> None:
    """Tie this process to its parent, then become the program."""
    parent, death_signal, user, *command = arguments
    libc = ctypes.CDLL(None, use_errno=True)
    if user != "-":
        _become(user)
    if libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != int(parent):
        sys.exit("the starting process has already ended")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 no shell wanted


if __name__ == "__main__":
    main(sys.argv[1:])
