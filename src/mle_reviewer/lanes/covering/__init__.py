"""Coverage that was measured elsewhere, against the lines that a change brings."""
