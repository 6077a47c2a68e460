"""Rows in and out of intake's database, translated where there are rules."""
