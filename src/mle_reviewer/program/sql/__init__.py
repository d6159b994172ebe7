"""SQL: texts become statements with positions; the only place that knows the SQL parser."""
