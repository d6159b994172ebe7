"""Training reproducibility: whether a run can be made again, and what it leaves behind."""
