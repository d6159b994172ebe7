"""What reads records and results that are given as files: a file for each kind of them."""
