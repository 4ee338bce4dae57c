"""Tests of the trust between a hall and its devices."""
