"""Checks of evaluation and promotion."""
