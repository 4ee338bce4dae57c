"""The pure rules of the queue: numbers, order, transitions and the picture of a hall."""
