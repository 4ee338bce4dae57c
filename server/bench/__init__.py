"""The bench: what Kezek does in how many milliseconds, on this computer, beside what it could."""
