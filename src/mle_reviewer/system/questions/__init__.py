"""What is asked of a system by more than one check."""
