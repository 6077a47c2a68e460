"""The first and last days of Ramadan, year by year, as data with their sources."""
