"""A local stand-in for a mail server: takes every mail over SMTP, keeps it as a file and shows it on a page."""
