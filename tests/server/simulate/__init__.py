"""The tests of server/simulate."""
