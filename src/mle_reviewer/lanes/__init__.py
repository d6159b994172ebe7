"""Existing reviewers as lanes: which of them a change brings up, their tools as bounded processes, and hand-offs."""
