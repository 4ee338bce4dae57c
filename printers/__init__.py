"""Tickets on paper: documents, bytes, printers and their driver; used by the kiosk."""
