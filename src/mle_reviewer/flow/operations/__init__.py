"""What Python's operators, containers and calls do to values, and what selecting does to tables."""
