"""What is asked of a system by more than one check, in rooms that form no circle."""
