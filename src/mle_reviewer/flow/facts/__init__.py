"""What is known at a point of the code: rows, values, acts, what is stored where."""
