"""Models that no library fits: what a program works out from rows and keeps, and what answers by it."""
