"""What code costs where it is run again and again: for each row, step, item or request."""
