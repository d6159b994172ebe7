"""The journey from a change to its review."""
