"""The web console: pages for officials and admins, rendered here and live by events."""
