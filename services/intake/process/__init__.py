"""The commands on a cycle. Each locks the cycle, asks whether the person may, moves, saves, writes history, tells.

They run in the caller's transaction and never commit.
"""
