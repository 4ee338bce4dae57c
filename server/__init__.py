"""The server: owns the queue, and is the only process that writes it."""
