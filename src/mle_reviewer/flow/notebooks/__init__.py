"""A notebook as it was run: what its cells hand to each other by name, in which order, and what they showed."""
