"""What is left out, swallowed or never asked about, and what of it reaches models, figures and kept files."""
