"""Checks of how a problem is framed: notes that were never written, and notes that the code contradicts."""
