"""The tests of server/waits."""
