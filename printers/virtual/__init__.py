"""A printer made of software, sharing no code with ``printers``; for tests and demo."""
