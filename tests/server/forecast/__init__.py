"""The tests of server/forecast."""
