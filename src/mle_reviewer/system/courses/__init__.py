"""Courses: what the code does call by call from where nobody calls it, with the functions that it enters in place."""
