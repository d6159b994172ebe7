"""Early warning score for intensive care."""
