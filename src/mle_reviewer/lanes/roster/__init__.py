"""The lanes, one in each file: what brings it up, its tools, and what it asks where no tool can serve."""
