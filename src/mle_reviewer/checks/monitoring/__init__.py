"""Monitoring and incident response."""
