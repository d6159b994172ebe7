"""Training reproducibility."""
