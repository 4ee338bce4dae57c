"""The store: one writer thread, one durable database, one hash-chained event log per hall."""
