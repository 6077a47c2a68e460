"""People in: pages, their templates and what their browsers load."""
