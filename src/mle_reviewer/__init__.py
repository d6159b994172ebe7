"""Review a change of a machine-learning repository as a senior engineer would before it merges."""

__version__ = "0.1.0"
