"""Code as resolved statements: what each call means, with what it is given, in which order and under what."""
