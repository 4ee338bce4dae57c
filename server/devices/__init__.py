"""The server's side of the device link: who may speak, what each role sees, numbers that came."""
