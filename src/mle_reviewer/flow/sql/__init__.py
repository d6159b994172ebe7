"""SQL followed like Python: queries become values with rows, columns and what those learned."""
