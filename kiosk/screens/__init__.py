"""Objects that QML sees: read-only properties and slots, one object per concern."""
