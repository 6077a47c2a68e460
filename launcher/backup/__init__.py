"""Backup and restore of the four databases and the files, as of one moment (docs/adr/0011)."""
