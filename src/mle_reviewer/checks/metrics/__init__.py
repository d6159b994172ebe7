"""Metrics: what they are given, and how they are put together."""
