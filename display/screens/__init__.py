"""What QML may see of the board: read-only properties, no decisions."""
