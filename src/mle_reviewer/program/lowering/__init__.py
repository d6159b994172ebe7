"""Parsed Python to register code, in one pass and without keeping the tree."""
