"""Checks of the data contract and of leakage."""
