"""What is written down of predictions and of the log, and under which names."""
