"""Starts, watches and stops the processes of Kinerja on one machine."""
