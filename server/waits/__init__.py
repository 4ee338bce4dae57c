"""What visitors wait: learned of a hall's log, foretold beside the server, and looked back at."""
