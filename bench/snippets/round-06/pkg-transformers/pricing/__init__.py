"""Price model for used machines."""

__version__ = "0.3.1"
