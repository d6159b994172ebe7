"""The diagnostics of a review: the project's own tests and commands, run when asked, and what was looked at."""
