"""The honest wait: the rule of order played forward many times, and corrected by what happened."""
