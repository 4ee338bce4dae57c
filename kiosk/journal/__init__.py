"""The kiosk's own file of what it did: nothing is lost or doubled without a server."""
