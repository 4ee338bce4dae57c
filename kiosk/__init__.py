"""The kiosk: the screen where a visitor takes a ticket, and the printing of it."""
