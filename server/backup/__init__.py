"""Backups of a hall's store, and the way back from one."""
