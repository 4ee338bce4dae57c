"""What each command does inside one transaction; only the Hall calls these."""
