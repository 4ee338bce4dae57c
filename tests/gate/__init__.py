"""The gate: every check of the project, in order; ./kezek test runs it."""
