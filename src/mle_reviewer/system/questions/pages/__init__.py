"""What the pages and documents of a repository say, and what they are about."""
