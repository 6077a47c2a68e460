"""Letting a restored service find that Redis knows another value than it does, so that it sends again what is open."""

import secrets


def new_epoch() -> str:
    """A value that no Redis holds (shared/delivery/epoch.py compares them)."""
    return secrets.token_hex(16)
