"""What keeps a backup from being taken or brought back."""


class BackupProblem(Exception):
    """What stands in the way and what to do, in the words of the person at the machine."""


class Busy(Exception):
    """A database's writers could not be held up in time; nothing is held, so it may be tried again."""
