"""The state of CI for the change: from a file that is given, or asked of GitHub or GitLab where that is allowed."""
