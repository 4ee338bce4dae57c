"""The check that anybody may run: the log is what was written, and every call was in order."""
