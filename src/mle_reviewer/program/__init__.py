"""Documents to facts: the parsers live here and nowhere else."""
