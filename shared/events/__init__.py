"""The contract between the services: what each one tells, and to whom."""
