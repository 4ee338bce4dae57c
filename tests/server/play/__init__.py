"""Days of a hall made up of every command there is, and what must hold after each."""
