"""Which documents there are, which are run, in which order, and how much of them is followed."""
