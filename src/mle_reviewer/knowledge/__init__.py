"""Libraries as data: what classes and functions mean for rows, columns and learned statistics."""
