"""Logs of CI jobs that were given: the first true cause of each failure, its place in the repository, and a fix."""
