"""What a throw-away server needs and this machine lacks."""


class Missing(Exception):
    """A program is not installed; the message names what to install and the setting that takes its place."""
