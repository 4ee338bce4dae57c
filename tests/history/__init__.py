"""The checker of what programs did, against what their clients saw: the invariants I1 to I11."""
