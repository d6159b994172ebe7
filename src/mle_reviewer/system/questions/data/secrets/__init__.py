"""Credentials of a tree: where one may stand, what is found there, and what of it opens nothing."""
