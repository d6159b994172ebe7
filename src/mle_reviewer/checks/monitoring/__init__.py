"""Monitoring and incident response: what is watched, and who is told."""
