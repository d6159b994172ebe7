"""Serving and deployment."""
