"""The printers: from a ticket to bytes on a port, and what the printer says back."""
