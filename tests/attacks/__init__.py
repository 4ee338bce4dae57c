"""Attacks on a hall by its own network: each computer in a network namespace, real programs."""
